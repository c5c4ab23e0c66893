"""Which day, month or year an expression comes to, seen from the day of publication.

A value is ISO 8601 to the precision stated: “2022-06-02”, “2022-06” or “2022”. None means that the words name a date
and that nothing here is certain enough to say which.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from corpus.days.expressions import (
    Anchored,
    AnchoredWeekday,
    DayOfMonth,
    Expression,
    Fixed,
    Offset,
    SolarYearly,
    Unit,
    Weekday,
    Yearly,
    make_fixed,
)
from corpus.days.solar_hijri import find_solar_year, make_solar_day

if TYPE_CHECKING:
    from collections.abc import Callable


class Direction(IntEnum):
    """Where a date lies, seen from the day of publication; `OPEN` where no verb says so."""

    PAST = -1
    OPEN = 0
    FUTURE = 1


@dataclass(frozen=True, slots=True)
class Context:
    """What a date's words are read against; `anchor` is the value of the date told last, where that is certain."""

    published: date | None
    direction: Direction = Direction.OPEN
    anchor: str | None = None

    @property
    def forward(self) -> bool:
        """Whether the date lies ahead; news looks back where no verb says otherwise."""
        return self.direction is Direction.FUTURE


def resolve_expression(expression: Expression, context: Context) -> str | None:
    """Give the ISO day, month or year that an expression means here; None where that is unclear."""
    if isinstance(expression, Fixed):
        return format_value(expression.year, expression.month, expression.day)
    if isinstance(expression, Anchored | AnchoredWeekday):
        return resolve_anchored(expression, context.anchor)
    if context.published is None:
        return None
    try:
        return resolve_relative(expression, context, context.published)
    except (OverflowError, ValueError):
        return None  # before the year 1 or after 9999


def resolve_relative(expression: Expression, context: Context, published: date) -> str | None:
    """Give the value of an expression that hangs on the day of publication."""
    match expression:
        case Offset():
            return move_value(published.isoformat(), expression.unit, expression.count)
        case Weekday():
            return find_weekday(expression, context, published).isoformat()
        case Yearly():
            return find_yearly(expression, context, published)
        case SolarYearly():
            return find_solar(expression, context, published)
        case DayOfMonth():
            return find_day_of_month(expression, context, published)
    return None


def format_value(year: int, month: int | None = None, day: int | None = None) -> str:
    """Give “2022-06-02”, “2022-06” or “2022”."""
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)])


def move_value(value: str, unit: Unit, count: int) -> str | None:
    """Give the value so many units away, to that unit's precision; None where it is less precise than the unit."""
    parts = [int(part) for part in value.split("-")]
    if len(parts) < {Unit.DAY: 3, Unit.MONTH: 2, Unit.YEAR: 1}[unit]:
        return None
    if unit is Unit.DAY:
        return (date(*parts) + timedelta(days=count)).isoformat()
    if unit is Unit.YEAR:
        return format_value(date(parts[0] + count, 1, 1).year)
    year, month = divmod(parts[0] * 12 + parts[1] - 1 + count, 12)
    return format_value(date(year, month + 1, 1).year, month + 1)


def find_weekday(expression: Weekday, context: Context, published: date) -> date:
    """Give the day that a day of the week means: that of publication or the nearest, ahead or behind."""
    if expression.weeks is not None:
        monday = published - timedelta(days=published.weekday())
        return monday + timedelta(days=7 * expression.weeks + expression.weekday)
    ahead = (expression.weekday - published.weekday()) % 7
    if expression.shift > 0 or (expression.shift == 0 and context.forward):
        return published + timedelta(days=ahead or (7 if expression.shift else 0))
    behind = (7 - ahead) % 7
    return published - timedelta(days=behind or (7 if expression.shift else 0))


MUCH_NEARER = 120, 240
"""Where no verb decides, a date ahead by fewer days than the first wins over one behind by more than the second."""

JUST_GONE = 14
"""A day so many days behind wins over a verb that looks ahead: “is to run from 23 January”, told on the 28th."""


def find_yearly(expression: Yearly, context: Context, published: date) -> str | None:
    """Give the day or month that a date without its year means: the nearest, ahead or behind."""
    if expression.years is not None:
        return settle(published.year + expression.years, expression)
    near = range(published.year - 9, published.year + 10)
    days = [date(year, expression.month, expression.day or 1) for year in near if settle(year, expression)]
    if expression.weekday is not None:
        day = min(days, key=lambda each: abs((each - published).days), default=None)
        return settle(day.year, expression) if day and abs(day.year - published.year) <= 1 else None
    now = published if expression.day else published.replace(day=1)
    behind = [day for day in days if day < now or (day == now and expression.shift == 0)]
    ahead = [day for day in days if day > now or (day == now and expression.shift == 0)]
    if not behind or not ahead:
        return None
    forward = expression.shift > 0 or (expression.shift == 0 and looks_ahead(expression, context, behind[-1], ahead[0]))
    return settle((ahead[0] if forward else behind[-1]).year, expression)


def looks_ahead(expression: Yearly, context: Context, behind: date, ahead: date) -> bool:
    """Whether a verb looks ahead, or none decides and the date to come is much the nearer one."""
    published = context.published or ahead
    to_come, gone = (ahead - published).days, (published - behind).days
    if context.direction is Direction.OPEN:
        near, far = MUCH_NEARER
        return to_come < near and gone > far
    return context.forward and not (expression.day and 0 < gone <= JUST_GONE)


def settle(year: int, expression: Yearly) -> str | None:
    """Give a yearly date in this year; None where the year has no such day, or it falls on another day of the week."""
    fixed = make_fixed(year, expression.month, expression.day)
    if fixed is None:
        return None
    if expression.day and expression.weekday not in (None, date(year, expression.month, expression.day).weekday()):
        return None
    return format_value(year, expression.month, expression.day)


def find_solar(expression: SolarYearly, context: Context, published: date) -> str | None:
    """Give the Gregorian day that a Solar Hijri day without its year means: the nearest, ahead or behind."""
    year = find_solar_year(published)
    days = [make_solar_day(year + step, expression.month, expression.day) for step in range(-5, 6)]
    if context.forward:
        return next((day.isoformat() for day in days if day and day >= published), None)
    return next((day.isoformat() for day in reversed(days) if day and day <= published), None)


def find_day_of_month(expression: DayOfMonth, context: Context, published: date) -> str | None:
    """Give the day that “the 9th” means: in the month it names, or the nearest one, ahead or behind."""
    first = published.year * 12 + published.month - 1
    if expression.months is not None:
        return settle_day(first + expression.months, expression.day)
    today = published.isoformat()
    is_wanted: Callable[[str], bool] = today.__le__ if context.forward else today.__ge__
    days = (settle_day(first + (step if context.forward else -step), expression.day) for step in range(3))
    return next((day for day in days if day and is_wanted(day)), None)


def settle_day(months: int, day: int) -> str | None:
    """Give a day of the month that is counted from January of the year 0; None where that month has no such day."""
    year, month = divmod(months, 12)
    fixed = make_fixed(year, month + 1, day)
    return format_value(fixed.year, fixed.month, fixed.day) if fixed else None


def resolve_anchored(expression: Anchored | AnchoredWeekday, anchor: str | None) -> str | None:
    """Give the value of an expression that hangs on the date told last."""
    if anchor is None:
        return None
    try:
        if isinstance(expression, Anchored):
            return move_value(anchor, expression.unit, expression.count)
        if len(anchor) < len("2022-06-02"):
            return None
        context = Context(date.fromisoformat(anchor))
        return resolve_relative(Weekday(expression.weekday, expression.shift), context, date.fromisoformat(anchor))
    except (OverflowError, ValueError):
        return None
