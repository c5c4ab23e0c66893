"""The Solar Hijri calendar of Iran and Afghanistan, turned into Gregorian days."""

from datetime import date, timedelta

LEAP_REMAINDERS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
"""The rule of 33 years: it agrees with the calendar in use from 1178 to 1633 (R. Sadeghi and others; 1799 to 2255)."""

FIRST, LAST = 1178, 1633
KNOWN_YEAR, KNOWN_START = 1400, date(2021, 3, 21)


def is_leap(year: int) -> bool:
    """Whether the year has 366 days."""
    return year % 33 in LEAP_REMAINDERS


def make_solar_day(year: int, month: int, day: int) -> date | None:
    """Give the Gregorian day of a Solar Hijri one, or None where that calendar has no such day or the rule ends."""
    if not FIRST <= year <= LAST or not 1 <= month <= 12 or not 1 <= day <= find_length(year, month):
        return None
    years = range(KNOWN_YEAR, year) if year >= KNOWN_YEAR else range(year, KNOWN_YEAR)
    days = sum(366 if is_leap(each) else 365 for each in years)
    start = KNOWN_START + timedelta(days=days if year >= KNOWN_YEAR else -days)
    return start + timedelta(days=31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)


def find_length(year: int, month: int) -> int:
    """Give how many days a month has, its number counted from 1."""
    if month <= 6:
        return 31
    return 30 if month < 12 or is_leap(year) else 29


def find_solar_year(day: date) -> int:
    """Give the Solar Hijri year that a Gregorian day falls in."""
    year = day.year - 621
    start = make_solar_day(year, 1, 1)
    return year if start is not None and day >= start else year - 1


def find_solar_day(day: date) -> tuple[int, int, int] | None:
    """Give the Solar Hijri year, month and day that a Gregorian day falls on, or None where the rule ends."""
    year = find_solar_year(day)
    start = make_solar_day(year, 1, 1)
    if start is None or day < start:
        return None
    passed = (day - start).days
    month, rest = divmod(passed, 31) if passed < 186 else divmod(passed - 186, 30)
    return year, month + (1 if passed < 186 else 7), rest + 1
