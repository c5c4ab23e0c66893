"""One spelling for all the ways in which a word can be typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.spelling import SAME_LETTER, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ferry", "ferry"),
        ("CAFÉ", "cafe"),
        ("Öresund", "oresund"),
        ("كتابي", "کتابی"),
        ("می\u200cرود", "می رود"),
        ("۱۲", "12"),
    ],
)
def test_ways_of_typing_are_one(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_is_that_of_each_character(text):
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in apart if unicodedata.category(letter) != "Mn").translate(SAME_LETTER).lower()
    assert fold(text) == plain
