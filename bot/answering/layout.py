"""In which order an answer is shown: each statement or position, and the quotations that it is the first to cite.

    answer | sections: a lead and the citations shown under it

The terminal and Telegram both follow it, and `ask --json` takes its text from it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.answering.answers import Answer, Citation, Position, Quote, Statement


@dataclass(frozen=True, slots=True)
class Section:
    """A statement or position (None for citations that nothing leads) and the citations first shown under it."""

    lead: Statement | Position | None
    shown: tuple[Citation, ...]

    @property
    def is_quotation(self) -> bool:
        """Whether the lead only repeats a quotation shown under it, so that it need not be said twice."""
        lead = self.lead
        return isinstance(lead, Statement) and any(_is_same_wording(lead.text, each.quote.text) for each in self.shown)


def arrange_answer(answer: Answer) -> Iterator[Section]:
    """Give its sections in order; every citation of the answer is shown in exactly one of them."""
    unseen = {citation.number: citation for citation in answer.citations}
    leads: list[Statement | Position] = [*answer.statements, *answer.positions]
    for lead in leads:
        yield Section(lead, tuple(unseen.pop(number) for number in lead.citations if number in unseen))
    if unseen:
        yield Section(None, tuple(unseen.values()))


def number_quotes(quotes: Iterable[Quote], first: int = 1) -> tuple[Citation, ...]:
    """Give quotes their numbers, from `first` in the order given."""
    return tuple(Citation(number, quote) for number, quote in enumerate(quotes, first))


def _is_same_wording(statement: str, quote: str) -> bool:
    return statement.strip(" “”\"'«»") == quote.strip(" “”\"'«»")
