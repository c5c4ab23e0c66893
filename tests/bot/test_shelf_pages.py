"""What /sources shows: outlets, reports by date and of one outlet, each page inside the limits of a message."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.chat.guide.shelf_pages import PAGE, View, make_data, make_mark, render_outlets, render_reports
from bot.languages.language import Language
from bot.languages.speech import get_speech
from corpus.catalogue import Listing
from corpus.listings import Outlet, StandingPage
from corpus.reports import Status

ENGLISH = get_speech(Language.ENGLISH)
NAMES = st.text(min_size=1, max_size=300) | st.sampled_from(
    ["🛶" * 300, "نیلوفر" * 60, "\u202e" * 200 + "x", "\u202e", "a" * 300]
)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))


def make_listing(**more):
    given_ = {"id": "ferry", "version": 1, "title": "Ferry adrift", "publisher": "The Courier", "author": None,
              "published": date(2026, 3, 11), "url": None, "language": "en", "status": Status.CURRENT, "note": None,
              "digest": "0" * 64, "words": 5}  # fmt: skip
    return Listing(**given_ | more)


@st.composite
def outlets(draw):
    names = draw(st.lists(st.none() | NAMES, max_size=25, unique=True))
    return [Outlet(name, draw(st.integers(1, 10**6)), *sorted(draw(st.tuples(*[st.dates()] * 2)))) for name in names]


def check(part):
    assert 1 <= part.markup.units <= 4096
    assert len(part.markup.entities) <= 100
    buttons = [button for row in part.rows for button in row]
    assert all(1 <= len(button.callback_data.encode()) <= 64 for button in buttons)
    assert all(button.text.strip() for button in buttons)
    InlineKeyboardMarkup(part.rows)


def labels(part):
    return [[button.text for button in row] for row in part.rows]


def test_outlets_are_counted_with_their_days_and_lead_to_their_reports():
    shown = [Outlet("The Courier", 2, date(2026, 3, 1), date(2026, 3, 11)), Outlet("Weekly", 12), Outlet(None, 1)]
    part = render_outlets(ENGLISH, shown, 0)
    assert part.markup.text.startswith("The shelf holds 15 reports from 2 outlets, the newest of 11 March 2026.\n\n")
    assert "The Courier — 2 reports, 1 March 2026 to 11 March 2026\nWeekly — 12 reports, undated" in part.markup.text
    assert "outlet not named — 1 report, undated" in part.markup.text
    assert labels(part) == [["The Courier", "Weekly"], ["outlet not named"], ["By date"]]
    assert part.rows[0][0].callback_data == make_data(shown[0])


def test_empty_shelf_says_so_in_the_language_of_the_person():
    assert render_outlets(get_speech(Language.HEBREW), [], 3).markup.text.startswith("אין עדיין דיווחים באוסף הזה")


def test_reports_open_by_a_link_and_name_their_outlet_where_it_is_not_the_heading():
    page = StandingPage((make_listing(), make_listing(id="b", title="B", status=Status.CORRECTED, published=None)), 2)
    dated = render_reports(ENGLISH, View("By date", "pd:{}"), page, 0, "a_bot").markup
    assert dated.text == (
        "By date · 2 reports\n\n11 March 2026 · Ferry adrift · The Courier\nundated · B · The Courier · corrected"
    )
    links = [entity.url for entity in dated.entities if entity.url]
    assert all(url.startswith("https://t.me/a_bot?start=r_") for url in links)
    assert len(links) == 2
    outlet = Outlet("The Courier", 2)
    own = render_reports(ENGLISH, View("The Courier", make_data(outlet, "{}"), outlet), page, 0, "a_bot")
    assert "Ferry adrift\n" in own.markup.text
    assert labels(own) == [["By outlet"]]


def test_names_keep_to_their_direction_between_words_from_the_right():
    hebrew = get_speech(Language.HEBREW)
    outlets_ = render_outlets(hebrew, [Outlet("The Courier", 2), Outlet(None, 1)], 0).markup.text
    assert "\u200f\u2068The Courier\u2069 — שני דיווחים, ללא תאריך\n\u200fכלי תקשורת לא ידוע — דיווח אחד" in outlets_
    page = StandingPage((make_listing(),), 1)
    assert render_reports(hebrew, View("x", "pd:{}"), page, 0, "a_bot").markup.text.endswith(
        "11 במרץ 2026 · \u2068Ferry adrift\u2069 · \u2068The Courier\u2069"
    )


def test_outlets_have_marks_of_their_own():
    marks = {make_mark(Outlet(name, 1)) for name in (None, "", "None", "The Courier", "the courier")}
    assert len(marks) == 5


@settings(deadline=None)
@given(outlets(), st.integers(0, 10**6), st.sampled_from(list(Language)))
def test_page_of_any_outlets_is_one_message(shown, number, language):
    check(render_outlets(get_speech(language), shown, number))


@settings(deadline=None)
@given(st.lists(st.tuples(NAMES, st.none() | NAMES, DAYS), max_size=PAGE), st.integers(0, 10**5), NAMES)
def test_page_of_any_reports_is_one_message(rows, number, heading):
    listings = [
        make_listing(id=f"r{place}", title=title, publisher=publisher, published=day, status=Status.CORRECTED)
        for place, (title, publisher, day) in enumerate(rows)
    ]
    page = StandingPage(tuple(listings), max(len(listings), (number + 1) * PAGE))
    for language in (Language.ENGLISH, Language.ARABIC):
        check(render_reports(get_speech(language), View(heading[:60], "pq:" + "é" * 27 + ":{}"), page, number, "a_bot"))
