"""Which names, figures and words of a question a text has."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.judging.coverage import Wording, find_missing, is_alike, read_words

FERRY = "Maud Ferrant of the River Pilots’ Guild said on 12 March 2026 that eleven people and 1,200 crates were moved."


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        pytest.param("Who is Maud Ferrant?", (), id="a name that is there"),
        pytest.param("Did Ferrant visit Zorbia in 1997?", ("Zorbia", "1997"), id="a name and a year that are not"),
        pytest.param("What did Matilda Ferrant say?", ("Matilda Ferrant",), id="another given name"),
        pytest.param(
            "What does the University of Zorbia teach?", ("University of Zorbia",), id="a name over small words"
        ),
        pytest.param("Who leads the River Pilot's Guild?", (), id="a possessive"),
        pytest.param("Did 11 people and 1200 crates move?", (), id="figures in words and with commas"),
        pytest.param("Were 12 or 13 people hurt?", ("13",), id="one figure of two"),
        pytest.param("What did Maud Ferant say?", (), id="a slip in a name"),
        pytest.param("Where is Zorbia, Ferrant?", ("Zorbia",), id="two names with a comma between"),
        pytest.param("What is Zorbia’s capital, and where is Zorbia?", ("Zorbia",), id="named twice"),
        pytest.param("Why did they leave?", (), id="the first word is no name"),
        pytest.param("Zorbia Airways cancelled what?", ("Zorbia Airways",), id="a name that comes first"),
        pytest.param("هل سافرت في 1997؟", ("1997",), id="a script without capitals"),
    ],
)
def test_missing_names_and_figures_are_given_as_written(question, missing):
    assert find_missing(question, ["Nothing here.", FERRY]) == missing


def test_everything_is_missing_where_nothing_was_read():
    assert find_missing("What did Maud Ferrant do in 2026?", []) == ("Maud Ferrant", "2026")


@given(st.text(max_size=80))
def test_nothing_of_a_text_is_missing_in_itself(text):
    assert find_missing(text, [text]) == ()


@given(st.text(max_size=80))
def test_words_are_slices_in_order(text):
    words = read_words(text)
    assert all(text[word.start : word.end] == word.text for word in words)
    assert all(one.end <= other.start for one, other in pairwise(words))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("shirley", "shirly", True),
        ("ferrant", "ferant", True),
        ("shirley", "shelley", True),
        ("guo", "gou", False),
        ("1997", "1998", False),
        ("warsaw", "moscow", False),
        ("north", "south", False),
        ("haddle", "saddle", False),
    ],
)
def test_a_slip_is_forgiven_and_another_name_is_not(one, other, alike):
    assert is_alike(one, other) is alike
    assert is_alike(other, one) is alike


def test_words_are_had_by_their_stems_and_numbers_by_their_value():
    text = Wording.of("Two crossings were suspended in the 1950s.")
    had = {word.text: text.has(word) for word in read_words("suspend 2 crossing 1950's 1951 ferries")}
    assert had == {"suspend": True, "2": True, "crossing": True, "1950's": True, "1951": False, "ferries": False}
