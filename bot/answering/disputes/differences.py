"""Which figures and dates differ: two sources' values for the one thing that a question asks for.

A value counts where its sentence has most of the question's own words (half, where it also counts what is asked for),
its passage the names, and its quotation the years. What is revised (“raised it to 21”) is let off the first, since it
says so little else.
"""

import re
from collections.abc import Sequence
from itertools import combinations

from bot.answering.disputes.amounts import PEOPLE, name_unit, read_asked
from bot.answering.disputes.contention import gather, is_english
from bot.answering.disputes.kinds import Kind
from bot.answering.disputes.stances import hear_asked
from bot.answering.disputes.values import MEASURES, asks_measure, name_counted, read_measured
from bot.answering.disputes.witnesses import Claim
from bot.answering.tongues.topics import find_met, list_terms
from bot.languages.language import Language, find_language
from index.words import WORD, fold

SHARE = 0.5
"""So much of the question's names must stand in the passage."""

MARGIN = 0.35
"""How far below the best claim's score another may lie and still be about the same thing."""

ACROSS_MARGIN = 0.15
"""How much further below one in another language may lie, which keywords cannot have raised."""

BEFALLS = frozenset({"hurt", "kill", "die", "drown", "miss", "arrest", "poison", "rescu"})
"""Rows for what befalls people: a sentence without it counts other people than the question does."""

YEAR = re.compile(r"\b\d{4}\b")
REVISED = re.compile(
    r"\b(?:rais|r[io]se|revis|increas|climb|correct|updat|lower|reduc|f[ae]ll|put)\w*\b[^.;]{0,60}\b(?:to|at) \Z",
    re.IGNORECASE,
)


def find_different_values(question: str, claims: Sequence[Claim]) -> list[Claim]:
    """Give those with a value for what is asked, where two sources' values exclude each other."""
    valued = [claim for claim in claims if is_about(question, claim)]
    best = max((claim.score for claim in valued), default=0.0)
    asked = hear_asked(question)
    near = [claim for claim in valued if claim.score >= best - find_margin(claim, asked)]
    return near if any(exclude(one, other) for one, other in combinations(near, 2)) else []


def find_margin(claim: Claim, asked: Language) -> float:
    """Give how far below the best a claim may lie: further where it shares no letters with the question."""
    return MARGIN if find_language(claim.language) is asked else MARGIN + ACROSS_MARGIN


def is_about(question: str, claim: Claim) -> bool:
    """Whether a claim's value is one of what the question asks for."""
    if not is_english(question, claim.language):
        return claim.value is not None and shares_topic(question, claim)
    if claim.value is None or not fits_unit(question, claim):
        return False
    names, years = gather(" ".join(list_names(question))), set(YEAR.findall(question))
    asked = gather(question) - names
    if not years <= set(YEAR.findall(claim.text)):
        return False
    said = asked & gather(claim.witness.core_text)
    if len(names & gather(claim.context)) < SHARE * len(names):
        return False
    revised = REVISED.search(claim.witness.core_text[: claim.value.start]) is not None
    counted = gather(name_counted(question))
    most = len(said) * 2 >= len(asked) + (0 if counted else 1)
    return most or (revised and bool(said - counted))


def shares_topic(question: str, claim: Claim) -> bool:
    """Whether a claim in another language, or to a question in one, is about what is asked.

    Its sentence has half of the question's words, more than half where it does not count what is asked for; what
    stands in its passage alone, a name above all, counts where it can be told. Years stand in the sentence.
    """
    if not {int(year) for year in YEAR.findall(question)} <= {int(year) for year in YEAR.findall(claim.text)}:
        return False
    asked = read_asked(question)
    language = find_language(claim.language) or Language.ENGLISH
    same = language is asked.language
    own = find_met(asked.terms, list_terms(claim.witness.core_text, language), same=same)
    around = find_met(asked.terms, list_terms(claim.context, language), same=same)
    met = {term.key for term in own} | {term.key for term in around if not term.has_concept}
    keys = {term.key for term in own}
    telling = keys - {PEOPLE}
    if any(term.key in BEFALLS and term.key not in keys for term in asked.terms):
        return False
    wanted = {term.key for term in asked.terms}
    return bool(telling) and len(met) * 2 >= len(wanted) + (0 if asked.counted else 1)


def list_names(question: str) -> list[str]:
    """Give the words of a question that are names or years: with a capital past its first word, or in digits."""
    words = list(WORD.finditer(question))
    return [fold(word.group()) for word in words[1:] if word.group()[0].isupper() or word.group().isdigit()]


def fits_unit(question: str, claim: Claim) -> bool:
    """Whether what a number counts or measures is what the question asks for; dates and sides always do."""
    if claim.value is None or claim.value.kind is not Kind.NUMBER:
        return claim.value is not None
    text = claim.witness.core_text
    if asks_measure(question) and name_counted(question) != "people":
        return MEASURES.match(text[claim.value.end :]) is not None
    measured = read_measured(text, claim.value)
    return measured is None or bool(gather(measured) & gather(f"{question} {name_counted(question)}"))


def exclude(one: Claim, other: Claim) -> bool:
    """Whether two sources give values that cannot both be true."""
    if one.value is None or other.value is None or one.value.agrees_with(other.value):
        return False
    if one.value.kind is not Kind.NUMBER:
        units: list[str | None] = []
    elif one.language == other.language == "en":
        units = [read_measured(claim.witness.core_text, claim.value) for claim in (one, other) if claim.value]
    else:
        units = [name_unit(claim.witness.extract, claim.value) for claim in (one, other) if claim.value]
    if units and None not in units and units[0] != units[1]:
        return False
    same_report = one.witness.place[0] == other.witness.place[0]
    return not (one.party.is_same(other.party) and (same_report or one.party.speaks))
