"""Figures across languages: each in a statement stands in its quotations, for the same thing and with the same bound.

A figure that the quotations only set aside (“19 and not 21”) holds up nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answering.disputes.amounts import read_measured
from bot.answering.disputes.kinds import Extract, Kind, Value
from bot.answering.faults.across.spoken import Spoken, hear_statement, list_spoken
from bot.answering.faults.figures import FOREIGN_FIGURE, MOVED_FIGURE, find_figures, list_year_figures
from bot.answering.faults.ground import Ground
from bot.answering.tongues.numbers import find_numbers
from corpus.dates import find_dates
from corpus.sentences import Span
from corpus.spelling import fold

LEAD = 28
NOT_ENGLISH = re.compile(r"\b(?:not|rather than|instead of)(?: the| an?)? \Z", re.IGNORECASE)
PERCENT = re.compile(
    r"\s?(?:[%٪]|per ?cent|por ciento|pour ?cent|درصد|في المئة|في المائة|بالمئة|بالمائة|אחוז)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as one text has it: its value, whether it is hedged or set aside, a share, and what it counts."""

    value: float
    rough: bool
    aside: bool
    percent: bool
    unit: str | None

    def holds_up(self, other: "Amount") -> bool:
        """Whether a quotation's figure says what a statement's does."""
        same = (self.value, self.rough, self.percent) == (other.value, other.rough, other.percent)
        return same and (other.aside or not self.aside) and (None in (self.unit, other.unit) or self.unit == other.unit)


def find_amount_fault(statement: str, ground: Ground) -> str | None:
    """Say what is wrong with a figure of the statement, or None."""
    said = list(list_amounts(hear_statement(statement)))
    cited = [amount for quote in list_spoken(ground) for amount in list_amounts(quote)]
    if any(amount.value not in {each.value for each in cited} for amount in said):
        return FOREIGN_FIGURE
    return None if all(any(each.holds_up(amount) for each in cited) for amount in said) else MOVED_FIGURE


def list_amounts(spoken: Spoken) -> Iterator[Amount]:
    """Give the figures of a text; the years of its dates are figures too, so that a statement may name them alone."""
    tongue, text = spoken.tongue, spoken.text
    if tongue is None:
        yield from list_english(spoken)
        return
    dates = find_dates(text, Span(0, len(text)), None, spoken.language)
    for number in find_numbers(text, tongue):
        if is_in_date(number.start, [each.span for each in dates]):
            continue
        lead = fold(text[max(0, number.start - LEAD) : number.start])
        yield Amount(
            number.value,
            tongue.rough.search(lead) is not None,
            tongue.set_aside.search(lead) is not None,
            PERCENT.match(text, number.end) is not None,
            name_counted(spoken, number.start, number.end),
        )
    years = (each.value for each in dates if each.value)
    yield from (Amount(float(year[:4]), rough=False, aside=False, percent=False, unit=None) for year in years)


def list_english(spoken: Spoken) -> Iterator[Amount]:
    """Give the figures of an English text."""
    for figure in find_figures(spoken.text):
        if isinstance(figure.value, str):
            continue
        aside = NOT_ENGLISH.search(spoken.text[: figure.start]) is not None
        unit = name_counted(spoken, figure.start, figure.end)
        yield Amount(float(figure.value), bool(figure.bound), aside, figure.unit == "%", unit)
    for year in list_year_figures(spoken.text):
        yield Amount(float(year.value), rough=False, aside=False, percent=False, unit=None)


def is_in_date(start: int, spans: Sequence[Span]) -> bool:
    """Whether a figure is part of a date."""
    return any(span.start <= start < span.end for span in spans)


def name_counted(spoken: Spoken, start: int, end: int) -> str | None:
    """Give the row of what a figure counts, where the word right behind it has one."""
    measured = read_measured(Extract(spoken.text, spoken.language), Value(Kind.NUMBER, "0", start, end))
    return measured.key if measured and measured.has_concept else None
