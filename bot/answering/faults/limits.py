"""How close a statement has to be to its quotations, for each kind of vectors and each pair of languages.

Figures of vectors as the model made them and of centred ones (`index.centring`) cannot be held against one another.
`docs/decisions.md` says on which statements each was chosen.
"""

from dataclasses import dataclass

from bot.answering.faults.across.spoken import hear_statement, is_across
from bot.answering.faults.ground import Ground
from bot.languages.language import find_language


@dataclass(frozen=True, slots=True)
class Limits:
    """The least of each figure of closeness with which a statement passes; each is a cosine."""

    cosine: float
    coverage: float
    run: float
    pair: float
    word: float


AS_MADE = Limits(0.35, 0.55, 0.4, 0.28, 0.28)
"""For vectors as the model made them: chosen on pairs of statements and quotations, of our own and of SQuAD 2.0."""

ENGLISH = Limits(0.38, 0.53, 0.53, 0.54, 0.37)
"""Centred, English over English: chosen on four tables of statements, and on clauses put into their honest ones."""

ALIKE = Limits(0.4, 0.55, 0.5, 0.47, 0.48)
"""Centred, another language over itself, where another noun in the same place is near: chosen on pairs of our own."""

ACROSS = Limits(0.45, 0.4, 0.3, 0.3, 0.22)
"""Centred, from one language to another: chosen on sentences of XQuAD in English and Arabic."""


def choose_limits(statement: str, ground: Ground, *, centred: bool) -> Limits:
    """Give the limits for a statement, by the vectors and by the languages of what it says and what it cites."""
    if not centred:
        return AS_MADE
    if not is_across(statement, ground):
        return ENGLISH
    spoken = hear_statement(statement).language
    alike = all(find_language(quote.source.language) is spoken for quote in ground.quotes)
    return ALIKE if alike else ACROSS
