"""Which figures and dates differ: two sources' values for the one thing that a question asks for.

A value counts where its sentence has most of the question's own words (half, where it also counts what is asked for),
its passage the names, and its quotation the years. What is revised (“raised it to 21”) is let off the first, since it
says so little else.
"""

import re
from collections.abc import Sequence
from itertools import combinations

from bot.answering.disputes.contention import gather
from bot.answering.disputes.values import MEASURES, Kind, asks_measure, name_counted, read_measured
from bot.answering.disputes.witnesses import Claim
from index.words import WORD, fold

SHARE = 0.5
"""So much of the question's names must stand in the passage."""

MARGIN = 0.35
"""How far below the best claim's score another may lie and still be about the same thing."""

YEAR = re.compile(r"\b\d{4}\b")
REVISED = re.compile(
    r"\b(?:rais|r[io]se|revis|increas|climb|correct|updat|lower|reduc|f[ae]ll|put)\w*\b[^.;]{0,60}\b(?:to|at) \Z",
    re.IGNORECASE,
)


def find_different_values(question: str, claims: Sequence[Claim]) -> list[Claim]:
    """Give those with a value for what is asked, where two sources' values exclude each other."""
    valued = [claim for claim in claims if is_about(question, claim)]
    best = max((claim.score for claim in valued), default=0.0)
    near = [claim for claim in valued if claim.score >= best - MARGIN]
    return near if any(exclude(one, other) for one, other in combinations(near, 2)) else []


def is_about(question: str, claim: Claim) -> bool:
    """Whether a claim's value is one of what the question asks for."""
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


def list_names(question: str) -> list[str]:
    """Give the words of a question that are names or years: with a capital past its first word, or in digits."""
    words = list(WORD.finditer(question))
    return [fold(word.group()) for word in words[1:] if word.group()[0].isupper() or word.group().isdigit()]


def fits_unit(question: str, claim: Claim) -> bool:
    """Whether what a number counts or measures is what the question asks for; dates always do."""
    if claim.value is None or claim.value.kind is Kind.DATE:
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
    units = [read_measured(claim.witness.core_text, claim.value) for claim in (one, other) if claim.value]
    if None not in units and units[0] != units[1] and one.value.kind is Kind.NUMBER:
        return False
    same_report = one.witness.place[0] == other.witness.place[0]
    return not (one.party.is_same(other.party) and (same_report or one.party.speaks))
