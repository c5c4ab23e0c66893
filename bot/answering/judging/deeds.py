"""Whether a sentence says that somebody did something, or did not, or neither. For English.

A thing that is wanted, possible or asked about is not said. In doubt it is said: this is asked before a reader is told
that no report says it.
"""

import re

from bot.answering.judging.actors import Name, Subject, is_spoken_by
from bot.answering.judging.acts import ADMIT, CLAIM, CONFIRM, Act, make_pattern
from corpus.attribution import Attribution, CueStance

NEGATORS = make_pattern(
    r"not|never|cannot|no|nor|neither|nobody|none|without|nothing|yet to|stop(?:s|ped)? short of",
    r"rul(?:e|es|ed|ing) out|refus(?:e|es|ed|ing|al)|declin(?:e|es|ed|ing)|fail(?:s|ed|ing|ure)?|den(?:y|ies|ied|ying)",
    r"instead of|rather than|unwilling|reluctant|far from|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?",
    r"resist(?:s|ed|ing)?|avoid(?:s|ed|ing)?",
    r"\w+n't|\w+n’t",
)
UNREAL = make_pattern(
    r"if|whether|should|must|ought|could|may|might|unless|until|would have to|rumou?rs?|expect(?:s|ed|ing)?|why",
    r"call(?:s|ed|ing)? (?:\w+ ){0,4}(?:to|for|on)|demand(?:s|ed|ing)?|urg(?:e|es|ed|ing)|ask(?:s|ed|ing)?",
    r"want(?:s|ed|ing)?|press(?:ed|ing|es|ure)?|wait(?:s|ed|ing)? for",
)
TURN = re.compile(r"[;:—]|\b(?:but|while|whereas|although|though)\b", re.IGNORECASE)
NOTHING = re.compile(r"\W+(?:to |for |any )?(?:nothing|no|none|nobody|neither)\b", re.IGNORECASE)
OWNER = re.compile(r"(\w+)(?:'s|’s|s'|s’)\W+(?:\w+\W+)?\Z")
GIVER = re.compile(r"\W+(?:from|by)\W+((?:\w+\W*){1,6})")
REACH = 7
"""How many words before an act can still deny it."""

DENYING = frozenset({CueStance.DENIES, CueStance.DECLINES})
DENIABLE = ADMIT.keys() | CLAIM.keys() | CONFIRM.keys()


def judge_sentence(act: Act, subject: Subject, text: str, attribution: Attribution) -> bool | None:
    """Say whether a sentence says that the subject did it (True) or the opposite (False), or neither (None)."""
    verdicts = {
        *(judge_verb(text, found, subject) for found in act.does.finditer(text)),
        *(judge_noun(text, found, subject) for found in act.noun.finditer(text)),
    }
    if True in verdicts:
        return True
    denies = subject.speaks and attribution.stance in DENYING and not DENIABLE.isdisjoint(act.verbs)
    return False if denies or False in verdicts or opposes(act, text, subject) else None


def meet_subject(name: Name, attribution: Attribution, before: list[str]) -> Subject:
    """Give the one with this name as a sentence sees them that has these sentences before it."""
    return Subject(name, is_spoken_by(attribution, name), any(name.is_in(each) for each in before))


def judge_verb(text: str, verb: re.Match[str], subject: Subject) -> bool | None:
    """Say whether the subject did what this verb says (True), did not (False), or neither is said (None)."""
    if not (subject.acts_before(text, verb) or subject.acts_after(text, verb)):
        return None
    return judge_reality(text, verb)


def judge_noun(text: str, noun: re.Match[str], subject: Subject) -> bool | None:
    """Say the same of a noun, which is the subject's when it is near and no other owner of it is named."""
    for named in (OWNER.search(text[: noun.start()]), GIVER.match(text[noun.end() :])):
        if named is not None and not subject.name.leads(named[1]):
            return None
    if not subject.may_be_in(text):
        return None
    return judge_reality(text, noun)


def judge_reality(text: str, found: re.Match[str]) -> bool | None:
    """Say whether an act is told as done (True), as not done (False), or as wanted, possible or asked about (None)."""
    lead = " ".join(TURN.split(text[: found.start()])[-1].split()[-REACH:])
    if NEGATORS.search(lead) or NOTHING.match(text[found.end() :]):
        return False
    return None if UNREAL.search(lead) else True


def opposes(act: Act, text: str, subject: Subject) -> bool:
    """Whether the subject does the act's opposite in a sentence."""
    return any(
        (subject.speaks or subject.acts_before(text, found)) and judge_reality(text, found) is True
        for found in act.opposes.finditer(text)
    )
