"""Dates: each one in a statement is one that its quotations name or mean, or that the question names.

“On Thursday” in a quotation whose date was resolved as 2022-06-02 holds up “2 June 2022”, “June 2022” and “Thursday”.
The day on which a report was published holds up a date of reporting only, since it is seldom that of the event.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import zip_longest

from bot.answering.answers import Quote
from bot.answering.faults.ground import Ground
from corpus.duplicates import DAYS, MONTHS
from corpus.worded import Worded

FOREIGN_DATE = Worded("a date that its quotations do not have")

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NAME = rf"(?:{'|'.join(month.capitalize() for month in MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
YEAR = r"(?:1\d{3}|20\d{2})"
LEADS = r"in|since|until|till|by|from|of|before|after|during|year|early|late|mid|through|to|and|between|back"
DATE = re.compile(
    rf"\b(?P<iso>\d{{4}}-\d{{2}}(?:-\d{{2}})?)\b"
    rf"|\b(?P<d1>{DAY})(?:\s+of)?\s+(?P<m1>{NAME})(?:,?\s+(?P<y1>{YEAR})\b)?"
    rf"|\b(?P<m2>{NAME})\s+(?P<d2>{DAY})\b(?!\s*[,.:]?\d{{3}})(?:,?\s+(?P<y2>{YEAR})\b)?"
    rf"|\b(?P<m3>{NAME}),?\s+(?P<y3>{YEAR})\b"
    rf"|\b(?P<week>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?\b"
    rf"|\b(?i:in|since|until|till|by|from|of|before|after|during|last|next|this|early|late|mid|through|and)[\s-]+"
    rf"(?P<m4>{NAME})(?!\s+[A-Z]|,?\s+\d)"
    rf"|\b(?P<m5>(?!May|March|August|June|April)(?:{'|'.join(month.capitalize() for month in MONTHS)}))\b"
    rf"|\b(?i:{LEADS})[\s-]+(?P<y4>{YEAR})\b(?![.,:]?\d|\s*(?:%|per cent))"
    rf"|(?P<relative>\b(?i:yesterday|today|tonight|tomorrow|(?:last|next|this)\s+"
    rf"(?:night|morning|evening|afternoon|week|weekend|month|year|spring|summer|autumn|winter)"
    rf"|(?:days?|weeks?|months?|years?)\s+(?:ago|earlier|later))\b)"
)
REPORTING = re.compile(r"\b(?:report(?:s|ed)|published|wrote|writes|according|dated|printed)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Day:
    """What is known of a day: each part may be missing (None), and `words` are those of a relative date."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    words: str = ""

    def is_in(self, other: "Day") -> bool:
        """Whether everything that this says of a day, the other says too."""
        mine = (self.year, self.month, self.day, self.weekday, self.words or None)
        others = (other.year, other.month, other.day, other.full_weekday, other.words or None)
        return all(part is None or part == there for part, there in zip(mine, others, strict=True))

    @property
    def full_weekday(self) -> int | None:
        """The day of the week, also where it follows from the date."""
        if self.weekday is not None or None in (self.year, self.month, self.day):
            return self.weekday
        try:
            return date(self.year or 1, self.month or 1, self.day or 1).weekday()
        except ValueError:
            return None


def find_date_fault(statement: str, ground: Ground) -> str | None:
    """Say that a date of the statement is not one of its quotations', or None.

    The question's dates count where the quotations name none: otherwise they would stand against theirs.
    """
    known = [day for quote in ground.quotes for day in list_days(quote)]
    given = known or list(find_days(ground.question))
    if REPORTING.search(statement):
        given += [make_day(quote.source.published) for quote in ground.quotes if quote.source.published]
    titles = [day for quote in ground.quotes for day in find_days(quote.source.title)]
    lacking = [day for day in find_days(statement) if not any(day.is_in(each) for each in (*given, *titles))]
    return FOREIGN_DATE if lacking else None


def list_days(quote: Quote) -> Iterator[Day]:
    """Give the days that a quotation names, as it names them and as they were resolved."""
    yield from find_days(quote.text)
    for named in quote.dates:
        if named.value:
            resolved = read_value(named.value)
            yield resolved
            yield from (add_value(day, resolved) for day in find_days(named.text))


def add_value(day: Day, value: Day) -> Day:
    """Give a day as it was named, with what it was resolved to."""
    return Day(value.year or day.year, value.month or day.month, value.day or day.day, day.weekday, day.words)


def read_value(value: str) -> Day:
    """Give an ISO day, month or year."""
    year, month, day, *_ = [*map(int, value.split("-")), None, None]
    return Day(year, month, day)


def make_day(day: date) -> Day:
    """Give a calendar day."""
    return Day(day.year, day.month, day.day)


@lru_cache(maxsize=512)
def find_days(text: str) -> tuple[Day, ...]:
    """Give the days, months and years that a text names."""
    return tuple(merge_weekdays(text, list(DATE.finditer(text))))


def merge_weekdays(text: str, found: list[re.Match[str]]) -> Iterator[Day]:
    """Give the days found; a weekday and the date right after it are one."""
    weekday: int | None = None
    for match, following in zip_longest(found, found[1:]):
        day = read_day(match)
        if match["week"] and following and (following["d1"] or following["d2"]):
            between = text[match.end() : following.start()]
            if between.strip(" ,") == "":
                weekday = day.weekday
                continue
        yield Day(day.year, day.month, day.day, weekday if weekday is not None else day.weekday, day.words)
        weekday = None


def read_day(found: re.Match[str]) -> Day:
    """Give what one match names."""
    if found["iso"]:
        return read_value(found["iso"])
    if found["relative"]:
        return Day(words=" ".join(found["relative"].lower().split()))
    if found["week"]:
        return Day(weekday=WEEKDAYS.index(found["week"].lower()))
    return Day(
        year=read_first(found, "y1", "y2", "y3", "y4"),
        month=find_month(found),
        day=read_first(found, "d1", "d2"),
    )


def read_first(found: re.Match[str], *names: str) -> int | None:
    """Give the number in the first of these groups that is there."""
    text = next((found[name] for name in names if found[name]), None)
    return int(re.sub(r"\D", "", text)) if text else None


def find_month(found: re.Match[str]) -> int | None:
    """Give the month's number."""
    name = next((found[each] for each in ("m1", "m2", "m3", "m4", "m5") if found[each]), None)
    return next((at for at, month in enumerate(MONTHS, 1) if name and month.startswith(name[:3].lower())), None)


def list_years(text: str) -> Iterable[int]:
    """Give the years that a text names as part of dates."""
    return [day.year for day in find_days(text) if day.year]


def find_day_spans(text: str) -> list[tuple[int, int]]:
    """Give where a text names dates."""
    return [found.span() for found in DATE.finditer(text)]


def blank_days(text: str) -> str:
    """Give the text with its dates as spaces, so that a day of the month is not taken for a figure."""
    return DATE.sub(blank_match, text)


def blank_match(found: re.Match[str]) -> str:
    """Give spaces for a date; a relative one keeps its words, which hold a count before them."""
    return found.group() if found["relative"] else " " * len(found.group())


def is_day_word(word: str) -> bool:
    """Whether a folded word is a weekday or a month, whose capital makes it no name."""
    return word in DAYS or word.removesuffix("s") in DAYS or word in MONTHS
