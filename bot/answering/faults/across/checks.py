"""Which checks a statement goes through, and those across languages in order; what cannot be judged goes."""

from collections.abc import Callable, Sequence

from bot.answering.faults.across.amounts import find_amount_fault
from bot.answering.faults.across.days import find_day_fault
from bot.answering.faults.across.spoken import is_across
from bot.answering.faults.across.turns import find_turn_fault
from bot.answering.faults.across.voices import find_voice_fault
from bot.answering.faults.closeness import follows_order
from bot.answering.faults.ground import Ground
from bot.answering.faults.orders import find_order_fault
from bot.languages.language import find_language

Finder = Callable[[str, Ground], str | None]

UNREAD = "a language in which it cannot be checked"
ACROSS_FINDERS: tuple[Finder, ...] = (
    find_amount_fault,
    find_day_fault,
    find_turn_fault,
    find_voice_fault,
    find_order_fault,
)


def choose_finders(statement: str, ground: Ground, english: Sequence[Finder]) -> Sequence[Finder]:
    """Give the checks for a statement: those for English, or those across languages.

    Over a quotation in a language without lists the English ones hold, and the statement has to follow its words.
    """
    if any(find_language(quote.source.language) is None for quote in ground.quotes):
        return (find_unread_fault, *english)
    return ACROSS_FINDERS if is_across(statement, ground) else english


def find_unread_fault(statement: str, ground: Ground) -> str | None:
    """Say that the statement does not only shorten quotations that cannot be read, or None."""
    return None if follows_order(statement, ground) else UNREAD
