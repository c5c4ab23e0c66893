"""What followers are told, for any change: it fits into one message, and every quotation is a report's own words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answers import Quote
from bot.chat.markup import count_units
from bot.chat.notifying import render_notice
from bot.following.changes import Change, Known, Turn
from bot.following.wording import format_change
from bot.languages.language import Language
from bot.languages.speech import get_speech
from bot.state.notices import Look, Notice
from corpus.reports import Report, Status
from tests.telegram_server.entities import check_entities

ENGLISH = get_speech(Language.ENGLISH)
ODD = st.text(st.sampled_from("ab \n.:[]🛶👩🏽‍🚒כשת\u202e\u2068\u2069\u0301@<&"), min_size=1, max_size=60)
LONG = st.builds(lambda text, times: text * times, ODD, st.sampled_from([1, 2, 50]))
REPORTS = st.builds(
    lambda title, body, publisher, url: Report("odd", 1, title, f"x{body}", publisher, None, None, url),
    ODD.filter(str.strip), LONG, st.none() | LONG, st.sampled_from([None, "https://a.example/b", "tg://x", "no link"]),
)  # fmt: skip
QUOTES = st.builds(lambda report: Quote.cut(report, 0, len(report.body)), REPORTS)
KNOWN = st.builds(Known, QUOTES, st.sampled_from(Status), st.none() | LONG, st.booleans())
CHANGES = st.builds(
    Change, st.sampled_from(Turn), st.lists(QUOTES, max_size=6).map(tuple), st.lists(KNOWN, max_size=6).map(tuple),
    st.lists(KNOWN, max_size=6).map(tuple),
)  # fmt: skip


def render(question, change):
    text, marks = format_change(ENGLISH, question, change)
    markup = render_notice(Notice(1, "telegram:5", text, None, marks))
    return text, marks, markup


@given(question=LONG, change=CHANGES)
def test_any_change_fits_into_a_message_that_the_server_takes(question, change):
    text, marks, markup = render(question, change)
    assert count_units(markup.text) <= 4096
    check_entities(markup.text, [each.to_dict() for each in markup.entities], "entities")
    quotes = [*change.new, *(each.quote for each in (*change.gone, *change.corrected))]
    bodies = [" ".join(each.text.split()) for each in quotes]
    for mark in marks:
        if mark.look is Look.QUOTATION:
            assert any(text[mark.start : mark.end].removesuffix("…") in body for body in bodies)


def make_quote(number):
    report = Report(f"r{number}", 1, f"Title {number}", f"Sentence number {number}.", "The Courier")
    return Quote.cut(report, 0, len(report.body))


def test_each_kind_of_change_is_shown_and_the_rest_is_counted():
    gone = [Known(make_quote(number), Status.WITHDRAWN, "Invented", has_words=True) for number in (11, 12)]
    corrected = Known(make_quote(21), Status.CORRECTED, None, has_words=True)
    text, _, _ = render("What?", Change(Turn.OTHER, tuple(map(make_quote, range(4))), tuple(gone), (corrected,)))
    order = (
        *("New in the answer:", "number 0.", "number 1.", "Quoted no longer:", "number 11.", "withdrawn: Invented."),
        *("Corrected since", "number 21.", "And 3 more changes; the whole answer has them.", "/unfollow"),
    )
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "number 2." not in text


def test_whoever_has_no_name_begins_the_source_line_with_a_capital():
    said = replace(make_quote(1), speaker="a senior official")
    assert "\n\u2068A senior official\u2069, quoted by " in render("What?", Change(Turn.OTHER, (said,), (), ()))[0]


@pytest.mark.parametrize("turn", Turn)
def test_headline_says_how_the_answer_changed_as_a_whole(turn):
    text, _, markup = render("What?", Change(turn, (make_quote(1),), (), ()))
    assert "a question that you follow" in text.splitlines()[0]
    assert [each.type for each in markup.entities] == ["bold", "expandable_blockquote"]
