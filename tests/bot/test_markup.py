"""Text with its entities: how it is measured, cut, isolated and linked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answers import (
    Answer,
    Question,
    Receipt,
    Statement,
)
from bot.chat.markup import Markup, count_units, cut, direct, is_web_address, isolate, link, plain, shorten
from bot.chat.parts import Block, Part, pack
from bot.chat.rendering import render_record
from bot.languages.speech import ENGLISH
from tests.bot.shown_parts import (
    cite,
)

EMPTY = Receipt("", (), (), (), (), "model", 1.0)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("ISNA گزارش داد که کشتی رها شد.", "\u200f"),
        ("«BBC» دروغ گفت: כולם", "\u200f"),
        ("کشتی is what the ferry is called there.", "\u200e"),
        ("کشتی رها شد.", ""),
        ("The ferry (کشتی) broke loose.", ""),
        ("14 — 17", ""),
    ],
)
def test_sentence_has_the_direction_of_most_of_its_letters(text, mark):
    assert direct(text) == mark + text
    answer = Answer("abc", Question("Q"), (Statement(text, (1,)),), (cite(1, "Text."),), EMPTY)
    assert render_record(answer, ENGLISH)[0].markup.text.startswith(f"{mark}{text} [1]\n\nText.")


@pytest.mark.parametrize(
    "url",
    [
        "tg://user?id=1",
        "javascript:alert(1)",
        "https://",
        "ftp://example.org",
        "https://a b",
        "http://[",
        "http://intranet/page",
        "https://e.org/" + "a" * 2048,
        "https://a\u202eb",
    ],
)
def test_address_that_no_browser_opens_is_no_link(url):
    assert not is_web_address(url)
    assert link("Title", url) == plain("Title")


@given(st.text(max_size=300), st.integers(2, 40))
def test_pieces_hold_every_character_that_is_not_white_space(text, limit):
    pieces = [piece.text for piece in cut(plain(text), limit)]
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(count_units(piece) <= limit for piece in pieces)


@given(st.text(max_size=100))
def test_units_are_those_of_utf_16(text):
    assert count_units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.text(min_size=1, max_size=60), st.integers(4, 30))
def test_shortened_name_keeps_its_isolation_closed(text, limit):
    name = shorten(isolate(text), limit)
    assert len(name) <= limit
    assert name.count("\u2068") == name.count("\u2069")


def test_empty_blocks_are_left_out():
    assert pack([Block(Markup()), Block(plain("Text")), Block(plain(" \n"))]) == [Part(plain("Text"))]
