"""Which side a sentence takes that is not English, and what a question that is not English asks.

The rules are those of `bot.answering.disputes.contention`; the words are those of each language. An English sentence is
held against such a question by the English words that mean the same (`put_in_english`).
"""

from dataclasses import replace

from bot.answering.answers import Stance
from bot.answering.disputes.side import CUES, SIGNS, Side
from bot.answering.tongues.concepts import list_rows
from bot.answering.tongues.hearing import hear_tongue
from bot.answering.tongues.tongue import Tongue
from bot.answering.tongues.topics import WORD, Term, find_met, list_terms, measure_met
from bot.languages.language import Language
from corpus.abbreviations import list_words
from corpus.attribution import Attribution, Voice
from corpus.spelling import fold

COVERED = 0.7
HARM_COVERED = 0.6
"""The share of a question's words that a sentence must have to assert or deny what is asked; and where the question is
about harm, and the sentence has the word for that."""

HARM = list_words("cut kill blame break fire attack caus explod steal damag poison drown flood sabotag")
"""The rows whose words blame somebody where a question asks who did it."""

NEGATED = 5
AFTER = 3
"""In words: how far before what is asked a negation counts, and how far behind it a negated verb."""


def hear_asked(question: str) -> Language:
    """Give the language of a question."""
    tongue = hear_tongue(question)
    return tongue.language if tongue else Language.ENGLISH


def find_harm(question: str) -> frozenset[str]:
    """Give the rows of a question's words that are about harm."""
    return frozenset(term.key for term in list_terms(question, hear_asked(question)) if term.key in HARM)


def put_in_english(question: str, tongue: Tongue) -> str:
    """Give a question's words in English, as far as they have rows; the others stay, so that they are not met."""
    words = [list_rows().get(term.key, term.folded) for term in list_terms(question, tongue.language)]
    lead = "Who" if tongue.who.search(fold(question)) else "Did"
    return f"{lead} {' '.join(dict.fromkeys(words))}?"


def measure_foreign_cover(question: str, text: str, language: Language) -> float:
    """Give the share of the question’s telling words that a text has, from 0 to 1."""
    return measure_met(question, hear_asked(question), text, language)


def covers_foreign(question: str, text: str, language: Language) -> bool:
    """Whether a text has enough of the question’s words to be about what is asked."""
    cover = measure_foreign_cover(question, text, language)
    harm = find_harm(question)
    return cover >= COVERED or (cover >= HARM_COVERED and any(t.key in harm for t in list_terms(text, language)))


def may_side_foreign(question: str, text: str, tongue: Tongue) -> bool:
    """Whether a sentence could take a side, by its words alone."""
    is_denial = tongue.denial.search(fold(text)) is not None
    return is_denial or measure_foreign_cover(question, text, tongue.language) > 0


def read_foreign_side(question: str, text: str, attribution: Attribution | None, tongue: Tongue) -> Side:
    """Give the side that a sentence takes."""
    if attribution is None or attribution.voice is Voice.OUTLET:
        return Side(Stance.REPORTS, read_foreign_assertion(question, text, tongue))
    own = tongue.responsibility.search(fold(text)) is not None
    cue = CUES.get(attribution.stance) if attribution.stance else None
    if cue is not None:
        return Side(cue, SIGNS[cue], own or cue in (Stance.BLAMES, Stance.SUSPECTS), own, worded=True)
    worded = read_foreign_words(text, tongue)
    if worded is not None:
        return replace(worded, claims_own=own)
    sign = read_foreign_assertion(question, text, tongue)
    return Side(Stance.DENIES if sign < 0 else Stance.CLAIMS, sign)


def read_foreign_words(text: str, tongue: Tongue) -> Side | None:
    """Give the side that a sentence takes in so many words, or None."""
    folded = fold(text)
    if tongue.responsibility.search(folded):
        return Side(Stance.CLAIMS, 1, names_blame=True, worded=True)
    if tongue.denial.search(folded):
        return Side(Stance.DENIES, -1, worded=True)
    if tongue.suspicion.search(folded):
        return Side(Stance.SUSPECTS, 1, names_blame=True, worded=True)
    return Side(Stance.BLAMES, 1, names_blame=True, worded=True) if tongue.blame.search(folded) else None


def read_foreign_assertion(question: str, text: str, tongue: Tongue) -> int:
    """Say whether a sentence asserts what is asked (1), negates it (-1), or does neither (0)."""
    if not covers_foreign(question, text, tongue.language):
        return 0
    asked = list_terms(question, hear_asked(question))
    same = tongue.language is hear_asked(question)
    said = [term for term in list_terms(text, tongue.language) if find_met(asked, [term], same=same)]
    signs = [read_sign(text, term, tongue) for term in said]
    return 0 if 0 in signs else -1 if -1 in signs else 1


def read_sign(text: str, term: Term, tongue: Tongue) -> int:
    """Say whether one word stands asserted (1), negated (-1) or open (0)."""
    before = [fold(found.group()).strip() for found in WORD.finditer(text, 0, term.start)][-NEGATED:]
    behind = [fold(found.group()).strip() for found in WORD.finditer(text, term.end)][:AFTER]
    lead = " ".join(before)
    if any(tongue.open.fullmatch(word) for word in before) or tongue.unsaid.search(lead):
        return 0
    if before and tongue.opening.fullmatch(before[-1]):
        return 0
    negated = term.negated or any(tongue.negation.fullmatch(word) for word in before)
    return -1 if negated or any(tongue.negated_form.fullmatch(word) for word in behind) else 1
