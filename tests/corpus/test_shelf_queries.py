"""What somebody looks for on the shelf is read as it was meant, or refused in one sentence."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import InvalidQueryError
from corpus.reports import Status
from corpus.shelf_queries import Days, ShelfQuery, join_queries, parse_days, parse_shelf_query, parse_status

MARCH = {"since": date(2026, 3, 1), "until": date(2026, 3, 31)}


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", ShelfQuery()),
        ("ferry", ShelfQuery(("ferry",))),
        ("ferry  adrift", ShelfQuery(("ferry", "adrift"))),
        ("“ferry adrift” mill", ShelfQuery(("ferry adrift", "mill"))),
        ("outlet:Courier", ShelfQuery(publisher="Courier")),
        ("Outlet:“The Courier” ferry", ShelfQuery(("ferry",), "The Courier")),
        ('publisher:"The Courier"', ShelfQuery(publisher="The Courier")),
        ("outlet:«نیلوفر»", ShelfQuery(publisher="نیلوفر")),
        ("since:2026-03", ShelfQuery(since=date(2026, 3, 1))),
        ("until:2026-02", ShelfQuery(until=date(2026, 2, 28))),
        ("until:2024", ShelfQuery(until=date(2024, 12, 31))),
        ("since:“11 March 2026”", ShelfQuery(since=date(2026, 3, 11))),
        ("date:2026-03", ShelfQuery(**MARCH)),
        ("2026-03", ShelfQuery(**MARCH)),
        ("ferry March 2026", ShelfQuery(("ferry",), **MARCH)),
        ("2026-03-11 ferry", ShelfQuery(("ferry",), None, date(2026, 3, 11), date(2026, 3, 11))),
        ("11 March 2026", ShelfQuery((), None, date(2026, 3, 11), date(2026, 3, 11))),
        (
            "since:2026-01 until:2026-03 status:Withdrawn",
            ShelfQuery((), None, date(2026, 1, 1), date(2026, 3, 31), Status.WITHDRAWN),
        ),
        ("election 2026", ShelfQuery(("election", "2026"))),
        ("“2026-03-11”", ShelfQuery(("2026-03-11",))),
        ("“note: this”", ShelfQuery(("note: this",))),
        ("10:30 ferry", ShelfQuery(("10:30", "ferry"))),
        ("quarry-2026-03", ShelfQuery(("quarry-2026-03",))),
    ],
)  # fmt: skip
def test_query_is_read_as_it_was_meant(text, query):
    assert parse_shelf_query(text) == query


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("outlt:Courier", "“outlt:”"),
        ("outlet: Courier", "“outlet:”"),
        ("since:soon", "“soon” is no date"),
        ("since:2026-13", "There is no 2026-13"),
        ("2026-02-30", "There is no 2026-02-30"),
        ("since:0000", "“0000” is no date"),
        ("status:lost", "“lost” is no status"),
        ("since:2026-05 until:2026-04", "No day lies between 2026-05-01 and 2026-04-30"),
        ("since:2026 since:2025", "says what is said already"),
        ("2026-03 2026-04", "says what is said already"),
        ("since:2026-03 2026-04", "says what is said already"),
        ("x" * 301, "at most 300 characters"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(text, words):
    with pytest.raises(InvalidQueryError, match=words) as caught:
        parse_shelf_query(text)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


@given(st.text(max_size=320))
def test_any_text_is_read_or_refused(text):
    with suppress(InvalidQueryError):
        query = parse_shelf_query(text)
        assert all(word and word == word.strip() for word in query.words)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_days_are_read_back(first, second):
    since, until = sorted((first, second))
    query = parse_shelf_query(f"since:{since} until:{until}")
    assert (query.since, query.until) == (since, until)
    assert parse_days(f"{since.day} {since:%B %Y}") == Days(since, since)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_month_holds_its_days_and_no_other(day):
    days = parse_days(f"{day:%Y-%m}")
    assert days.first <= day <= days.last
    assert days.first.day == 1
    assert (days.last + timedelta(days=1)).day == 1


@pytest.mark.parametrize("text", ["", "soon", "2026-03 and more", "yesterday", "March", "12/03/2026", "99999"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(InvalidQueryError):
        parse_days(text)


def test_status_is_read_whatever_its_case():
    assert parse_status("CORRECTED") is Status.CORRECTED


def test_bounds_beside_the_words_are_put_in():
    query = parse_shelf_query("ferry since:2026-03")
    joined = join_queries(query, publisher="Courier", since=None, status=Status.CURRENT)
    assert joined == ShelfQuery(("ferry",), "Courier", date(2026, 3, 1), None, Status.CURRENT)
    with pytest.raises(InvalidQueryError):
        join_queries(query, until=date(2026, 1, 1))
