"""The days that a date in a question covers: “May” from its first day to its last, counted back from today."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.days.english_dates import find_english
from corpus.days.english_words import MONTHS, WEEKDAYS
from corpus.days.locale_dates import find_foreign
from corpus.days.values import Context, Direction, resolve_expression

SINCE = {
    "fa": re.compile(r"(?<!\w)از\s"),
    "ar": re.compile(r"(?<!\w)منذ\s"),
    "he": re.compile(r"(?<!\w)מאז\s"),
    "es": re.compile(r"\bdesde\s", re.IGNORECASE),
    "fr": re.compile(r"\bdepuis\s", re.IGNORECASE),
}
"""“Since” in languages other than English."""

WORDS = 60
"""The words of a date are not longer than this, in characters."""

GOES_ON = re.compile(
    r"\s*(?:[?.!,;:)”\"’]|\Z)|\s(?:and|or|but|in|on|at|about|by|to|of|from|for|with|who|what|which|where|why|how|when|did|do"
    r"|does|has|have|had|was|were|is|are|onwards?|until|till)\b",
    re.IGNORECASE,
)
NAMES = re.compile(rf"\b(?:{'|'.join((*MONTHS, *WEEKDAYS))})\b", re.IGNORECASE)
WEEK = re.compile(r"(?P<which>last|this)\sweek\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month, week or year in a question: its first and last day, and where its words end."""

    first: date
    last: date
    end: int


def read_calendar(found: re.Match[str], today: date) -> tuple[date, date]:
    """Give the first and last day of “last week”, “this month” or “yesterday”."""
    if found["day"]:
        day = today - timedelta(days=found["day"].lower() == "yesterday")
        return day, day
    back = found["which"].lower() == "last"
    if found["unit"].lower() == "week":
        return find_week(today, -1 if back else 0)
    first = today.replace(day=1) if found["unit"].lower() == "month" else today.replace(month=1, day=1)
    if back:
        first = count_back(first, found["unit"].lower(), 1)
    return fill_value(first.isoformat()[: 7 if found["unit"].lower() == "month" else 4])


def find_week(today: date, weeks: int) -> tuple[date, date]:
    """Give the Monday and the Sunday of a week, counted from this one."""
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(days=6)


def count_back(day: date, unit: str, count: int) -> date:
    """Give the day so many hours, days, weeks, months or years before; hours count as whole days, rounded up.

    Raises:
        OverflowError: when that is before the year 1.
    """
    if unit in ("hour", "day", "week"):
        return day - timedelta(days=-(-count // 24) if unit == "hour" else count * (7 if unit == "week" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1), 12)
    if year < 1:
        raise OverflowError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def read_moment(text: str, start: int, today: date, *, free: bool = False) -> Moment | None:
    """Read the day, week, month or year whose words begin at `start`, as one that is past or today.

    Names may be typed small. What follows must go on from it, unless `free`: “after May” but not “after May resigned”.
    """
    if week := WEEK.match(text, start):
        first, last = find_week(today, -1 if week["which"].lower() == "last" else 0)
        return Moment(first, last, week.end())
    lead = "since "
    rest = NAMES.sub(lambda name: name.group().capitalize(), text[start : start + WORDS])
    phrase = next(iter(find_english(lead + rest, 0, len(lead + rest))), None)
    if phrase is None or phrase.span.start != len(lead):
        return None
    end = start + phrase.span.end - len(lead)
    value = resolve_expression(phrase.expression, Context(today, Direction.PAST))
    if value is None or not (free or GOES_ON.match(text, end)):
        return None
    first, last = fill_value(value)
    return Moment(first, last, end)


def read_since(text: str, today: date) -> tuple[date, str] | None:
    """Give the first day of what follows “since” in a language other than English, and the words with it."""
    for language, since in SINCE.items():
        lead = since.search(text)
        phrases = find_foreign(text, lead.start(), min(len(text), lead.end() + WORDS), language) if lead else []
        for phrase in phrases[:1]:
            value = resolve_expression(phrase.expression, Context(today, Direction.PAST))
            if lead and value and phrase.span.start in (lead.start(), lead.end()):
                return fill_value(value)[0], text[lead.start() : phrase.span.end]
    return None


def fill_value(value: str) -> tuple[date, date]:
    """Give the first and last day of an ISO day, month or year."""
    year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)
