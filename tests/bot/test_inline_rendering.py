"""Quotations as inline results: whatever a report holds, the strict server takes them, and the words are its own."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answers import Quote
from bot.chat.deep_links import PassageTarget, make_token, read_payload
from bot.chat.inline.inquiries import parse_offset
from bot.chat.inline.rendering import render_result, render_source
from bot.chat.markup import count_units
from bot.languages.speech import ENGLISH
from corpus.reports import Report, Status
from tests.telegram_server.facts import check_value
from tests.telegram_server.methods.queries import _check_result

BOT = "onrecord_test_bot"
FERRY = Report(
    "ferry", 3, "Ferry adrift", "The ferry broke loose. 🛶", "The Courier", "I. Lamb", date(2026, 3, 11),
    "https://courier.example/ferry",
)  # fmt: skip
ODD = st.text(st.sampled_from("ab \n.:[]🛶👩🏽‍🚒כשת\u202e\u2068\u2069\u200b\u0301@<&"), min_size=1, max_size=80)
LONG = st.builds(lambda text, times: text * times, ODD, st.sampled_from([1, 3, 120]))


def render(report, start=0, end=None):
    result = render_result(Quote.cut(report, start, end or len(report.body)), ENGLISH, BOT)
    return result, json.loads(result.to_json())


def test_result_is_chosen_by_its_source_and_words_and_sends_both_with_a_link():
    _, sent = render(FERRY, 0, 22)
    assert sent["title"] == "The Courier · 11 March 2026 · Ferry adrift"
    assert sent["description"] == "The ferry broke loose."
    message = sent["input_message_content"]
    assert message["message_text"] == (
        "The ferry broke loose.\nThe Courier · Ferry adrift · 11 March 2026 · in its report"
    )
    looks = [(each["type"], each.get("url")) for each in message["entities"]]
    payload = f"p_{make_token('ferry')}_3_0_22"
    assert looks == [
        ("expandable_blockquote", None),
        ("text_link", "https://courier.example/ferry"),
        ("text_link", f"https://t.me/{BOT}?start={payload}"),
    ]
    assert read_payload(payload) == PassageTarget(make_token("ferry"), 3, 0, 22)


def test_whoever_has_no_name_begins_the_source_line_with_a_capital():
    quote = replace(Quote.cut(FERRY, 0, 22), speaker="a senior official")
    assert render_source(quote, ENGLISH, "").text.startswith("A senior official, quoted by The Courier · ")


def test_corrected_report_says_so_in_both_places():
    corrected = Report("mill", 1, "Mill", "The mill is shut.", status=Status.CORRECTED, note="It was the weir.")
    _, sent = render(corrected)
    assert sent["title"] == "outlet not named · undated · corrected · Mill"
    assert " · corrected · " in sent["input_message_content"]["message_text"]


def test_same_place_has_the_same_id_and_another_place_another():
    ids = {render(FERRY, start, end)[0].id for start, end in ((0, 22), (0, 22), (4, 22), (0, 24))}
    assert len(ids) == 3


@given(body=LONG, title=ODD.filter(str.strip), publisher=st.none() | LONG, url=st.none() | ODD)
def test_server_takes_whatever_a_report_holds_and_the_words_are_its_own(body, title, publisher, url):
    if not body.strip():
        return
    report = Report("odd", 1, title, body, publisher, None, None, url)
    _, sent = render(report)
    check_value(sent, "InlineQueryResultArticle", "result")
    _check_result(sent)
    message = sent["input_message_content"]
    assert count_units(message["message_text"]) <= 4096
    words = message["message_text"].encode("utf-16-le")[: 2 * message["entities"][0]["length"]].decode("utf-16-le")
    assert words.removesuffix(" …") in body


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("", 0),
        ("5", 5),
        ("40", 40),
        ("50", None),
        ("0", None),
        ("-1", None),
        ("x", None),
        ("١", None),
        ("9" * 64, None),
    ],
)
def test_offset_that_no_page_gave_is_none(text, start):
    assert parse_offset(text) == start
