"""Denials, opposites and grave words across languages.

A statement denies where the nearest sentences of its quotations deny and nowhere else; it names a side that they name;
and it says of nobody anything grave that they do not say. Who did something to whom is told only by who speaks.
"""

import re

from bot.answering.disputes.compass import find_side
from bot.answering.disputes.contention import DENIAL
from bot.answering.disputes.kinds import Extract
from bot.answering.faults.across.spoken import Spoken, find_nearest, hear_statement, list_spoken
from bot.answering.faults.grave import FOREIGN_CHARGE
from bot.answering.faults.ground import Ground
from bot.answering.faults.turning import LOST_NEGATION, OPPOSITE
from bot.answering.tongues.negations import DENYING
from corpus.abbreviations import list_words

ASIDE = re.compile(
    r"(?<!\w)(?:and not|not|و نه|نه|وليس|ليس|ولا|ולא|לא|y no|no|et non|non)\s+(?:\w+\s+)?[\d۰-۹٠-٩]+", re.IGNORECASE
)
"""What sets a figure aside, which denies nothing else."""

GRAVE = (
    frozenset({"kill", "die", "drown"}),
    frozenset({"hurt"}),
    *(frozenset({row}) for row in list_words("cut arrest steal attack explod fire resign war poison miss")),
    frozenset({"blame"}),
)
OPPOSED = (("open", "close"), ("kill", "rescu"), ("die", "rescu"), ("hurt", "rescu"))
"""Rows of which quotations have one and a statement may not have the other alone."""


def find_turn_fault(statement: str, ground: Ground) -> str | None:
    """Say in which way the statement turns its quotations round, or None."""
    spoken = hear_statement(statement)
    nearest = find_nearest(spoken, ground)
    if nearest and denies(spoken) not in {denies(sentence) for sentence in nearest}:
        return LOST_NEGATION
    cited = {term.key for quote in list_spoken(ground) for term in quote.terms}
    said = {term.key for term in spoken.terms if term.has_concept}
    if any(
        one in said and other in cited and one not in cited for pair in OPPOSED for one, other in (pair, pair[::-1])
    ):
        return OPPOSITE
    if turns_side(spoken, ground):
        return OPPOSITE
    return FOREIGN_CHARGE if any(said & kind and not cited & kind for kind in GRAVE) else None


def denies(spoken: Spoken) -> bool:
    """Whether a text denies something, a figure that it sets aside left out."""
    plain = ASIDE.sub(" ", spoken.text)
    if DENYING[spoken.language].search(plain):
        return True
    tongue = spoken.tongue
    found = tongue.denial.search(Spoken(plain, spoken.language).folded) if tongue else DENIAL.search(plain)
    return found is not None


def turns_side(spoken: Spoken, ground: Ground) -> bool:
    """Whether a statement names a side that no sentence near it names as its own."""
    side = find_side(Extract(spoken.text, spoken.language))
    if side is None:
        return False
    sides = [find_side(Extract(sentence.text, sentence.language)) for sentence in find_nearest(spoken, ground)]
    return not any(found and found.figure == side.figure for found in sides)
