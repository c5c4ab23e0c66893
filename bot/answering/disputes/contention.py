"""Whether a question can be disputed, and which side a sentence takes in it.

A question about a figure, or about what one party said, is not disputed by what others claim. Who did something, why,
or whether it is so, can be: a sentence accuses or asserts (+1), denies (-1), or takes no side (0). Word lists are for
English; for other languages `bot.answering.disputes.stances` has the same rules.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.answers import Stance
from bot.answering.disputes.asked import find_asked_kind
from bot.answering.disputes.side import CUES, SIGNS
from bot.answering.disputes.side import Side as Side
from bot.answering.disputes.stances import (
    covers_foreign,
    find_harm,
    may_side_foreign,
    measure_foreign_cover,
    put_in_english,
    read_foreign_side,
)
from bot.answering.disputes.values import list_stems
from bot.answering.tongues.hearing import find_tongue, hear_tongue
from corpus.attribution import Attribution, Voice
from corpus.spelling import fold
from index.words import list_words, stem_words

COVERED = 0.7
HARM_COVERED = 0.6
"""The share of a question's words that a sentence must have to assert or deny what is asked; and where the question is
about harm, and the sentence has the word for that."""

NEGATED = 5
"""In words: how far before the question's own words a negation still counts."""

FAMILIES = (
    "cut sever slash saw sabotage",
    "hurt injure wound",
    "kill murder assassinate slay",
    "blame accuse fault responsible responsibility culprit guilty culpable suspect",
    "break snap fail rupture",
    "fire blaze burn arson",
    "attack assault raid strike cyberattack hack",
    "cause why reason behind lead",
    "accident crash disaster collision incident",
    "steal rob theft burgle",
    "explode blast bomb explosion",
    "found establish form create launch open institute",
    "release issue publish",
    "population people person resident inhabitant",
    "born birth",
    "die death dead",
    "build construct erect",
    "buy purchase acquire",
    "cost price",
    "old age",
    "long length",
    "high tall height",
)
"""Words that say nearly the same, or the same thing of a person and of an event; any of them stands for the others."""

BLAMEWORTHY = (
    "cut kill blame break burn attack cause explode steal destroy damage poison leak forge shoot drown sink derail "
    "collapse crash spill flood start order plan plot betray kidnap abduct wreck ruin vandalise set"
)
STARTERS = r"did|was|is|were|are|has|have|had|does|do|will|would|could|can|should"
WHO = re.compile(r"\b(?:who|whom|whose|why|what|which|how)\b", re.IGNORECASE)
FORMS = re.compile(
    rf"\b(?:who|whom|whose|why|what|which)\b|\A\W*(?:{STARTERS})\b|\bhow (?:did|do|does|was|were|could)\b",
    re.IGNORECASE,
)
SPOKEN = (
    "say says said claim claims claimed describe describes described explain explains explained call calls called tell "
    "tells told think thought argue argues argued comment comments commented react reacts reacted respond responds "
    "responded answer answers answered ask asks asked demand demands demanded want wants promise promised deny denies "
    "denied reject rejects rejected confess confessed apologise apologised apologize apologized according account "
    "accusation allegation confession claim view"
)
PASSIVE = r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbeen )"
OF_WORDS = re.compile(
    rf"\b(?:{'|'.join(SPOKEN.split())}|ma[dk]e of)\b|{PASSIVE}\b(?:suspect(?:s|ed)?|accuse[sd]?)\b", re.IGNORECASE
)

DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:e|es|ed|ing)|disput(?:es|ed|ing)|"
    r"rebut(?:s|ted)?|contradict(?:s|ed|ing)?|cast(?:s|ing)? doubt|not responsible|nothing to do with|"
    r"no (?:part|role|hand|involvement) in|innocent|false|untrue|baseless|unfounded|absurd|nonsense)\b"
    r"|\b(?:call|describ|brand|label)\w*(?: \w+){0,3} "
    r"(?:accusation|allegation|charge|claim|suspicion|suggestion|letter|report|idea)s?\b",
    re.IGNORECASE,
)
BLAME = re.compile(
    rf"{PASSIVE}\b(?:blam(?:e|es|ed|ing)|accus(?:e|es|ed|ing))\b|\bpoint(?:s|ed|ing)? (?:the|a) finger"
    r"|\b(?:is|are|was|were|be|been) (?:responsible for|to blame|behind|at fault)\b|\bthe fault of\b"
    r"|\bh(?:o|e)ld(?:s|ing)?(?: \w+){0,3} responsible\b"
    r"|\b(?:sabotage[sd]?|deliberate(?:ly)?|orchestrated|masterminded|on purpose)\b",
    re.IGNORECASE,
)
SUSPICION = re.compile(rf"{PASSIVE}\bsuspect(?:s|ed|ing)?\b|\bsuspicions? (?:that|fell|falls|rested)\b", re.IGNORECASE)
RESPONSIBILITY = re.compile(r"\b(?:claim|t[oa]k|accept|admit)\w* (?:full |sole )?responsibility\b", re.IGNORECASE)
ASIDE = re.compile(r",? \b(?:who|whose|whom|which)\b[^,;.“”\"]*,?")
NEGATION = frozenset(["not", "never", "no", "nobody", "none", "neither", "nor", "without", "cannot", "t"])
OWN = re.compile(r"\b(?:it|they|we|i|(?:it|their|our) member)(?: (?:had|have|has))?\Z")
OPEN = frozenset(["whether", "if", "either", "whoever"])


def is_disputable(question: str) -> bool:
    """Whether different parties could answer the question differently, by its form."""
    tongue = hear_tongue(question)
    if tongue:
        folded = fold(question)
        asks = tongue.disputable.search(folded) is not None and tongue.spoken.search(folded) is None
        return asks and find_asked_kind(question) is None
    return find_asked_kind(question) is None and FORMS.search(question) is not None and not OF_WORDS.search(question)


def asks_who(question: str) -> bool:
    """Whether the question is who or what, and not only whether."""
    tongue = hear_tongue(question)
    if tongue:
        return tongue.who.search(fold(question)) is not None
    return WHO.search(question) is not None


def asks_about_blame(question: str) -> bool:
    """Whether the question is who or what did harm."""
    return bool(find_harm(question) if hear_tongue(question) else gather(question) & HARM)


def is_english(question: str, language: str) -> bool:
    """Whether both a question and a text in this language are read by the rules for English."""
    return find_tongue(language) is None and hear_tongue(question) is None


def read_in_english(question: str) -> str:
    """Give a question in words that an English text can be held against."""
    tongue = hear_tongue(question)
    return put_in_english(question, tongue) if tongue else question


def gather(text: str) -> frozenset[str]:
    """Give the stems of a text’s telling words, each family of words as one."""
    return frozenset(RELATED.get(stem, stem) for stem in list_stems(text))


def covers(question: str, text: str, language: str = "en") -> bool:
    """Whether a text has enough of the question’s words to be about what is asked."""
    if spoken := find_tongue(language):
        return covers_foreign(question, text, spoken.language)
    question = read_in_english(question)
    cover = measure_cover(question, text)
    harm = gather(question) & HARM
    return cover >= COVERED or (cover >= HARM_COVERED and bool(harm & gather(text)))


def measure_cover(question: str, text: str, language: str = "en") -> float:
    """Give the share of the question’s telling words that a text has, from 0 to 1."""
    if spoken := find_tongue(language):
        return measure_foreign_cover(question, text, spoken.language)
    asked = gather(read_in_english(question))
    return len(asked & gather(text)) / max(1, len(asked))


def may_side(question: str, text: str, language: str = "en") -> bool:
    """Whether a sentence could take a side, by its words alone: quick, before its speaker is known."""
    if spoken := find_tongue(language):
        return may_side_foreign(question, text, spoken)
    return DENIAL.search(text) is not None or measure_cover(question, text) > 0


def read_side(question: str, text: str, attribution: Attribution | None, language: str = "en") -> Side:
    """Give the side that a sentence takes; `language` is the sentence's."""
    spoken = find_tongue(language)
    if spoken:
        return read_foreign_side(question, text, attribution, spoken)
    question = read_in_english(question)
    if attribution is None or attribution.voice is Voice.OUTLET:
        return Side(Stance.REPORTS, read_assertion(question, text))
    own = says_own(question, text)
    cue = CUES.get(attribution.stance) if attribution.stance else None
    if cue is not None:
        return Side(cue, SIGNS[cue], own or cue in (Stance.BLAMES, Stance.SUSPECTS), own, worded=True)
    worded = read_words(text)
    if worded is not None:
        return replace(worded, claims_own=own)
    if own:
        return Side(Stance.CLAIMS, 1, names_blame=True, claims_own=True, worded=True)
    sign = read_assertion(question, text)
    return Side(Stance.DENIES if sign < 0 else Stance.CLAIMS, sign)


def says_own(question: str, text: str) -> bool:
    """Whether speakers say to have done what is asked themselves: “its members had cut the cables”."""
    if RESPONSIBILITY.search(text):
        return True
    stems = relate_words(list_words(text))
    harm = gather(question) & HARM
    return any(
        stems[place] in harm and OWN.search(" ".join(stems[max(0, place - 3) : place])) for place in range(len(stems))
    )


def read_words(text: str) -> Side | None:
    """Give the side that a sentence takes in so many words, or None."""
    plain = ASIDE.sub(" ", text)
    if RESPONSIBILITY.search(plain):
        return Side(Stance.CLAIMS, 1, names_blame=True, worded=True)
    if DENIAL.search(plain):
        return Side(Stance.DENIES, -1, worded=True)
    if SUSPICION.search(plain):
        return Side(Stance.SUSPECTS, 1, names_blame=True, worded=True)
    return Side(Stance.BLAMES, 1, names_blame=True, worded=True) if BLAME.search(plain) else None


def read_assertion(question: str, text: str) -> int:
    """Say whether a sentence asserts what is asked (1), negates it (-1), or does neither (0)."""
    if not covers(question, text):
        return 0
    asked = gather(question)
    words = list_words(text)
    stems = relate_words(words)
    for place, stem in enumerate(stems):
        before = set(words[max(0, place - NEGATED) : place])
        if stem in asked and before & OPEN:
            return 0
        if stem in asked and before & NEGATION:
            return -1
    return 1


def relate_words(words: Sequence[str]) -> list[str]:
    """Give the stems of folded words, each family of words as one."""
    return [RELATED.get(stem, stem) for stem in stem_words(words, "en")]


def relate(families: tuple[str, ...]) -> dict[str, str]:
    """Give for each stem of a family the stem that stands for all of them."""
    related: dict[str, str] = {}
    for family in families:
        first, *others = stem_words(family.split(), "en")
        related |= dict.fromkeys(others, first)
    return related


RELATED = relate(FAMILIES)
HARM = gather(BLAMEWORTHY)
