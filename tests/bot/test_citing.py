"""A citation to be copied fits its button, whatever it is made of, and always says when and where to find it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.chat.citing import format_citation
from bot.chat.markup import count_units
from bot.languages.speech import ENGLISH
from tests.bot.shown_parts import cite, speak
from tests.telegram_server.keyboards import check_keyboard

LETTERS = st.sampled_from("ab é🛶👩‍👧 שלום مرحبا .“”")
LINK = "https://t.me/onrecord_test_bot_with_a_long_name1?start=c_1_" + "x" * 50


@given(
    st.text(LETTERS, min_size=1, max_size=500).filter(str.strip),
    st.none() | st.text(LETTERS, min_size=1, max_size=200).filter(str.strip),
    st.text(LETTERS, min_size=1, max_size=300).filter(str.strip),
    st.sampled_from([None, "https://example.org/a", "https://example.org/" + "long" * 60, "javascript:alert(1)"]),
    st.sampled_from([(), (0, 5)]),
)
def test_citation_fits_its_button_and_ends_with_a_link(text, name, title, url, pages):
    quote = speak(cite(1, text, publisher=name, title=title, url=url, pages=pages), speaker=name).quote
    copied = format_citation(quote, ENGLISH, LINK, 256)
    assert count_units(copied) <= 256
    assert copied.endswith(url if url == "https://example.org/a" else LINK)
    assert "11 March 2026" in copied
    button = InlineKeyboardButton("Copy", copy_text=CopyTextButton(copied))
    check_keyboard(InlineKeyboardMarkup([[button]]).to_dict())


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (
            {"url": "https://example.org/a"},
            "“It broke.” — The Courier, “The ferry”, 11 March 2026. https://example.org/a",
        ),
        ({"published": None}, "“It broke.” — The Courier, “The ferry”, undated. https://t.me/b?start=c_1_x"),
        (
            {"pages": (0, 5)},
            "“It broke.” — The Courier, “The ferry”, 11 March 2026, page 2. https://t.me/b?start=c_1_x",
        ),
    ],
)
def test_citation_says_who_where_and_when(more, expected):
    assert format_citation(cite(1, "It broke.", **more).quote, ENGLISH, "https://t.me/b?start=c_1_x", 256) == expected


def test_long_quotation_is_cut_at_a_word():
    copied = format_citation(
        cite(1, "ferryboat " * 50, published=date(2026, 3, 11)).quote, ENGLISH, "https://t.me/b", 120
    )
    words, _, rest = copied.partition("…”")
    assert set(words.removeprefix("“").split()) == {"ferryboat"}
    assert rest == " — The Courier, “The ferry”, 11 March 2026. https://t.me/b"


def test_endless_word_fills_the_button_and_no_more():
    copied = format_citation(cite(1, "x" * 500).quote, ENGLISH, LINK, 256)
    assert count_units(copied) == 256
    assert copied.endswith(LINK)
