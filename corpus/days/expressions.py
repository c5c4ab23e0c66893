"""What a date's words say before they are held against a calendar.

An expression is the same in every language: “on Thursday”, “el jueves” and “یوم پنجشنبه” are all `Weekday(3)`. Days of
the week count from Monday, 0.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.paragraphs import Span


class Unit(StrEnum):
    """The units that have a value; a week has none, since ISO days, months and years cannot say it."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Fixed:
    """A date with its year: “12 March 2026”, “March 2026”, “in 2014”."""

    year: int
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Yearly:
    """A date without its year: “12 March”, “in March”; `shift` is -1 in “last March”, 1 in “next March”.

    `years` is set where the year is told from the publication's: -1 in “12 March last year”.
    """

    month: int
    day: int | None = None
    weekday: int | None = None
    shift: int = 0
    years: int | None = None


@dataclass(frozen=True, slots=True)
class SolarYearly:
    """A day of the Solar Hijri calendar without its year: “۱۵ خرداد”."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week; `shift` is -1 in “last Friday”, and `weeks` -1 in “Friday last week”."""

    weekday: int
    shift: int = 0
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day without its month: “the 9th”; `months` is -1 in “the 9th of last month”."""

    day: int
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units from publication: “yesterday”, “three days ago”, “last month”.

    With `ahead`, the words are a date only where a verb looks ahead: “will open in three days”.
    """

    unit: Unit
    count: int
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Anchored:
    """So many units from the date told last: “two days later”, “the same evening”, “that year”."""

    unit: Unit
    count: int


@dataclass(frozen=True, slots=True)
class AnchoredWeekday:
    """A day of the week after (1) or before (-1) the date told last: “the following Friday”."""

    weekday: int
    shift: int


@dataclass(frozen=True, slots=True)
class Unclear:
    """A date that no ISO value can say, or that nothing can settle: “last week”, “a few days ago”, “at the time”."""


Expression = Fixed | Yearly | SolarYearly | Weekday | DayOfMonth | Offset | Anchored | AnchoredWeekday | Unclear


@dataclass(frozen=True, slots=True)
class Phrase:
    """A date's words in a body and what they say."""

    span: Span
    expression: Expression


Reader = Callable[[re.Match[str]], Expression | None]


def make_fixed(year: int, month: int | None = None, day: int | None = None) -> Fixed | None:
    """Give a date with its year, or None where the calendar has no such day."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return Fixed(year, month, day)


def keep_longest(phrases: Iterable[Phrase]) -> list[Phrase]:
    """Give the phrases in order; of those that overlap the leftmost, and of those the longest."""
    kept: list[Phrase] = []
    for phrase in sorted(phrases, key=lambda phrase: (phrase.span.start, -phrase.span.end)):
        if not kept or phrase.span.start >= kept[-1].span.end:
            kept.append(phrase)
    return kept
