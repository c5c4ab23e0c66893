"""Solar Hijri days: known pairs of the two calendars, and that no day is left out or given twice."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.days.solar_hijri import FIRST, LAST, find_length, find_solar_day, find_solar_year, make_solar_day

KNOWN = [
    ((1357, 11, 22), date(1979, 2, 11)),
    ((1368, 3, 14), date(1989, 6, 4)),
    ((1399, 12, 30), date(2021, 3, 20)),
    ((1400, 1, 1), date(2021, 3, 21)),
    ((1401, 3, 15), date(2022, 6, 5)),
    ((1403, 12, 30), date(2025, 3, 20)),
    ((1404, 12, 19), date(2026, 3, 10)),
    ((1304, 2, 1), date(1925, 4, 21)),
]


@pytest.mark.parametrize(("solar", "day"), KNOWN, ids=[str(solar) for solar, _ in KNOWN])
def test_known_days_are_turned(solar: tuple[int, int, int], day: date) -> None:
    assert make_solar_day(*solar) == day
    assert find_solar_year(day) == solar[0]
    assert find_solar_day(day) == solar


@pytest.mark.parametrize(
    "wrong", [(1400, 12, 30), (1401, 0, 1), (1401, 13, 1), (1401, 7, 31), (1401, 1, 0), (1100, 1, 1)]
)
def test_days_that_calendar_does_not_have_are_none(wrong: tuple[int, int, int]) -> None:
    assert make_solar_day(*wrong) is None


@given(st.integers(FIRST, LAST - 1), st.integers(1, 12))
def test_the_day_after_the_last_of_a_month_is_the_first_of_the_next(year: int, month: int) -> None:
    last = make_solar_day(year, month, find_length(year, month))
    following = make_solar_day(year, month + 1, 1) if month < 12 else make_solar_day(year + 1, 1, 1)
    assert last is not None
    assert following == last + timedelta(days=1)


@given(st.dates(date(1800, 1, 1), date(2250, 1, 1)))
def test_any_day_is_turned_and_back(day: date) -> None:
    solar = find_solar_day(day)
    assert solar is not None
    assert make_solar_day(*solar) == day


@pytest.mark.parametrize("day", [date(1700, 1, 1), date(2400, 1, 1), date.min, date.max])
def test_no_day_is_given_where_the_rule_ends(day: date) -> None:
    assert find_solar_day(day) is None
