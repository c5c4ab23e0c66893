"""What a link to the bot carries, and that it is read back as what was put in."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.deep_links import (
    AnswerTarget,
    CitationTarget,
    PassageTarget,
    ReportTarget,
    answer_payload,
    citation_payload,
    make_link,
    make_token,
    passage_payload,
    read_payload,
    report_payload,
)

RECORDS = st.from_regex(r"[A-Za-z0-9_-]{1,50}", fullmatch=True)
REPORTS = st.from_regex(r"[a-z0-9]([a-z0-9._-]{0,98}[a-z0-9])?", fullmatch=True)
PLACES = st.tuples(st.integers(0, 10**10 - 1), st.integers(0, 10**10 - 1)).filter(lambda place: place[0] < place[1])


def is_allowed(payload):
    return re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload) is not None


@given(RECORDS, st.integers(1, 9999))
def test_link_to_an_answer_or_a_citation_is_read_back(record, number):
    assert read_payload(answer_payload(record)) == AnswerTarget(record)
    assert read_payload(citation_payload(record, number)) == CitationTarget(record, number)
    assert is_allowed(answer_payload(record))
    assert is_allowed(citation_payload(record, number))


@given(REPORTS, st.integers(1, 999_999), PLACES)
def test_link_to_a_report_or_a_passage_is_read_back(report, version, place):
    assert read_payload(report_payload(report)) == ReportTarget(make_token(report))
    assert read_payload(passage_payload(report, version, *place)) == PassageTarget(make_token(report), version, *place)
    assert is_allowed(report_payload(report))
    assert is_allowed(passage_payload(report, version, *place))


@given(st.text(max_size=70))
def test_any_text_is_read_or_is_none(text):
    target = read_payload(text)
    assert target is None or is_allowed(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a_",
        "i_token",
        "inline",
        "c_0_abc",
        "c_01_abc",
        "r_" + "g" * 16,
        "r_" + "a" * 15,
        "a_abc\n",
        "a_é",
        "a_" + "x" * 51,
        f"p_{'a' * 16}_1_5_5",
        f"p_{'a' * 16}_1_9_5",
        f"p_{'a' * 16}_0_1_5",
        f"p_{'a' * 16}_1_٣_5",
    ],
)
def test_what_is_no_payload_opens_nothing(text):
    assert read_payload(text) is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: answer_payload("a.b"),
        lambda: answer_payload("x" * 51),
        lambda: citation_payload("abc", 0),
        lambda: citation_payload("abc", 10_000),
        lambda: passage_payload("ferry", 1, 5, 5),
        lambda: passage_payload("ferry", 0, 1, 5),
        lambda: passage_payload("ferry", 1, -1, 5),
    ],
)
def test_what_a_link_cannot_carry_is_not_put_into_one(make):
    with pytest.raises(ValueError, match=r"carry|empty"):
        make()


def test_link_opens_the_bot_by_its_name():
    assert make_link("record_bot", answer_payload("abc")) == "https://t.me/record_bot?start=a_abc"
