"""Each of the keepers' pages is one message that Telegram takes, whatever stands in titles, names and questions."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.parts import Part
from bot.chat.shelf.figures import render_figures
from bot.chat.shelf.gap_pages import PAGE as GAPS
from bot.chat.shelf.gap_pages import Choices, render_filled, render_gap, render_gaps, render_trial
from bot.chat.shelf.listing import PAGE as REPORTS
from bot.chat.shelf.listing import render_card, render_page
from bot.chat.shelf.log import PAGE as EVENTS
from bot.chat.shelf.log import render_log
from bot.chat.shelf.paging import count_pages, make_pager
from bot.gaps.filling import Filled, Trial
from bot.gaps.wording import format_notice
from bot.keeping import Figures
from bot.state.answers import AnswerFigures
from bot.state.gap_groups import GapGroup, GapPage, GapState
from corpus.audit import EventPage
from corpus.catalogue import Event, Listing
from corpus.listings import Entry, ListingPage, ShelfFigures
from corpus.reports import Report, Status
from corpus.shelf_queries import ShelfQuery

NOW, TOKEN, NONCE = datetime(2026, 9, 27, 14, 5, tzinfo=UTC), "f" * 16, "n" * 22
LONG_ID = "a" * 100
TEXTS = {"canoes": "🛶" * 1000, "letters": "w" * 1000, "persian": "کشتی رها شد " * 90, "marks": "\u202eevil\n\n" * 200}


def check_part(part: Part) -> None:
    """Hold a message against what Telegram takes."""
    assert 1 <= part.markup.units <= 4096
    assert len(part.markup.entities) <= 100
    for row in part.rows:
        assert 1 <= len(row) <= 8
        for button in row:
            assert button.text.strip()
            assert button.callback_data is None or 1 <= len(button.callback_data.encode()) <= 64
            assert button.copy_text is None or 1 <= len(button.copy_text.text) <= 256


def make_entry(text: str) -> Entry:
    listing = Listing(
        LONG_ID, 12, text, text, text, date(2026, 9, 27), f"https://x.example/{'y' * 900}", "en", Status.WITHDRAWN,
        text, "0" * 64, 1_000_000,
    )  # fmt: skip
    return Entry(listing, "telegram:999999999999", NOW, text, NOW)


def make_group(text: str, **more: object) -> GapGroup:
    wordings = tuple(f"{text}{number}" for number in range(40))
    return replace(
        GapGroup(999_999_999, GapState.OPEN, wordings, 10_000, 9_000, NOW, NOW, None, None, None, LONG_ID, 1), **more
    )


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_list_of_reports_fits(text):
    query = ShelfQuery(tuple(text.split()[:30]), text[:300], date(2020, 1, 1), date(2026, 1, 1), Status.CORRECTED)
    check_part(render_page(ListingPage((make_entry(text),) * REPORTS, 999_999), query, 99_999, TOKEN))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_card_fits(text):
    events = [Event(NOW, "telegram:999999999999", "add", LONG_ID, 1, text)] * 40
    check_part(render_card(make_entry(text), events, rules=True))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_log_fits(text):
    event = Event(NOW, "telegram:999999999999", "withdraw", LONG_ID, 12, text)
    check_part(render_log(EventPage((event,) * EVENTS, 999_999, 10**15 - 1), text, 99_999, TOKEN))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_gaps_fit(text):
    group, report = make_group(text), Report(LONG_ID, 1, text, "Body.", text)
    check_part(render_gaps(GapPage((group,) * GAPS, 999_999), GapState.OPEN, 99_999, {LONG_ID: text}))
    decided = replace(group, state=GapState.DISMISSED, report_id=LONG_ID, decided_by="telegram:1", decided_at=NOW)
    check_part(render_gaps(GapPage((decided,) * GAPS, 999_999), GapState.DISMISSED, 99_999, {LONG_ID: text}))
    check_part(render_gap(group, Choices(NONCE, NONCE), {LONG_ID: text}))
    check_part(render_gap(decided, Choices(reopen=NONCE), {}))
    check_part(render_trial(Trial(group, report, group.wordings[:20], group.wordings[:3], 9_000), NONCE))
    check_part(render_trial(Trial(group, report, group.wordings[:20], (), 0), NONCE))
    check_part(render_filled(Filled(decided, report, 9_000, 10_000)))
    for is_answered in (True, False):
        assert "\n" not in (notice := format_notice(text, report, is_answered=is_answered))
        assert len(notice) <= 2000


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_counts_fit(text):
    counts = {f"{text}{number}": 10_000 for number in range(50)}
    shelf = ShelfFigures({Status.CURRENT: 1}, counts | {None: 3}, {"en": 5}, date(2020, 1, 1), date(2026, 1, 1), 10**9)
    check_part(render_figures(Figures(NOW, shelf, AnswerFigures(1, 2, 3, 4), AnswerFigures(1, 2, 3, 4), 5, 6)))


@given(st.integers(0, 10_000), st.integers(0, 3000))
def test_pager_leads_to_other_pages_that_are_there(total, page):
    pages = count_pages(total, 8)
    page = min(page, pages - 1)
    numbers = [int(str(button.callback_data).split(":")[1]) for button in make_pager("x:{}", page, pages)]
    assert numbers == sorted(set(numbers))
    assert page not in numbers
    assert all(0 <= number < pages for number in numbers)
    assert (page == 0) == (page - 1 not in numbers)
    assert (page == pages - 1) == (page + 1 not in numbers)


def test_one_page_needs_no_pager():
    assert make_pager("x:{}", 0, count_pages(0, 8)) == make_pager("x:{}", 0, count_pages(8, 8)) == ()
