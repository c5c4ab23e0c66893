"""Figures and dates are read as they stand, and the one that answers is told from the others beside it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.disputes.asked import find_answer, find_asked_kind
from bot.answering.disputes.kinds import Extract, Kind, Value
from bot.answering.disputes.values import list_values

HURT = "How many people were hurt on the ferry?"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many people were hurt?", Kind.NUMBER),
        ("How wide is the river?", Kind.NUMBER),
        ("What is the population of Tarn Gate?", Kind.NUMBER),
        ("Which share of the vote did the Charter Party win?", Kind.NUMBER),
        ("چند مسافر در کشتی بودند؟", Kind.NUMBER),
        ("كم شخصًا كانت تحمل العبّارة؟", Kind.NUMBER),
        ("When was the ferry built?", Kind.DATE),
        ("In which year was the bridge closed?", Kind.DATE),
        ("Who built the ferry?", None),
        ("Did the guild cut the cables?", None),
        ("What did the minister say?", None),
    ],
)
def test_a_question_asks_for_a_number_a_date_or_neither(question, kind):
    assert find_asked_kind(question) == kind


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Fourteen people, two of them seriously.", ["14", "2"]),
        ("Two hundred and thirty homes and 1,250 cars", ["230", "1250"]),
        ("twenty-one, a dozen, 50.1 billion, a hundred and four", ["21", "12", "50100000000", "104"]),
        ("on 3 March 2026 at 9.40pm, No one came on the 14th", []),
        ("At 9.46 in the evening it was 1.2 metres", ["1.2"]),
        ("about 900 of 1987", ["900", "1987"]),
        ("", []),
    ],
)
def test_numbers_in_digits_and_words_are_read_and_dates_times_and_ordinals_left(text, figures):
    numbers = [value.figure for value in list_values(text, Kind.NUMBER)]
    assert [each for each in numbers if each != "1987"] == [each for each in figures if each != "1987"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("born on 29 June 1877 or June 30, 1877", ["1877-06-29", "1877-06-30"]),
        ("in September 2010, Sept. 2011 and May 2003", ["2010-09", "2011-09", "2003-05"]),
        ("since 1998, not the 1990s; 1,990 crowns", ["1998"]),
        ("2026-03-11", ["2026-03-11"]),
        ("on Tuesday", []),
    ],
)
def test_dates_are_read_to_the_precision_stated(text, figures):
    assert [value.figure for value in list_values(text, Kind.DATE)] == figures


@pytest.mark.parametrize(
    ("question", "text", "figure"),
    [
        (HURT, "Fourteen people were injured, two of them seriously, police said.", "14"),
        (HURT, "The number of people hurt was 19, not 21, since the same two people were on both lists.", "19"),
        (HURT, "The number of people injured rose to 21 on Thursday from the 14 given by police a day earlier.", "21"),
        (HURT, "The number of people hurt was not 21 but 19.", "19"),
        (HURT, "The infirmary raised it to 21 on Thursday.", "21"),
        (HURT, "Of the injured, nine were being treated at the infirmary.", None),
        (HURT, "Of the 112 passengers, 19 were hurt.", "19"),
        (HURT, "The most badly hurt, a deckhand who is 24, had an operation.", None),
        (HURT, "The ferry drifted for eleven minutes.", None),
        (HURT, "Nobody was hurt.", None),
        ("What is the population of Tarn?", "In 2010 there were 3,559 people, 1,575 households, 909 families.", "3559"),
        ("How thick was each cable?", "The two cables, each 64 millimetres thick, keep it from drifting away.", "64"),
    ],
)  # fmt: skip
def test_the_number_that_answers_is_the_one_that_counts_what_is_asked(question, text, figure):
    found = find_answer(question, Extract(text), Kind.NUMBER)
    assert (found.figure if found else None) == figure


def test_the_date_that_answers_stands_nearest_to_the_words_of_the_question():
    text = "The yard closed in 1994, seven years after the Anselma was launched in 1987 by a bishop."
    assert find_answer("When was the Anselma launched?", Extract(text), Kind.DATE) == Value(Kind.DATE, "1987", 71, 75)
    closed = find_answer("When was the yard closed?", Extract(text), Kind.DATE)
    assert closed is not None
    assert closed.figure == "1994"


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (Value(Kind.NUMBER, "19", 0, 1), Value(Kind.NUMBER, "19", 5, 6), True),
        (Value(Kind.NUMBER, "19", 0, 1), Value(Kind.NUMBER, "21", 0, 1), False),
        (Value(Kind.NUMBER, "3500", 0, 1, rough=True), Value(Kind.NUMBER, "3559", 0, 1), True),
        (Value(Kind.NUMBER, "3500", 0, 1), Value(Kind.NUMBER, "3559", 0, 1), False),
        (Value(Kind.NUMBER, "10", 0, 1, rough=True), Value(Kind.NUMBER, "19", 0, 1), False),
        (Value(Kind.DATE, "2015", 0, 1), Value(Kind.DATE, "2015-10", 0, 1), True),
        (Value(Kind.DATE, "2015-10-03", 0, 1), Value(Kind.DATE, "2015-10-04", 0, 1), False),
        (Value(Kind.DATE, "2015", 0, 1), Value(Kind.DATE, "2005", 0, 1), False),
    ],
)
def test_values_agree_when_both_can_be_true(one, other, agree):
    assert one.agrees_with(other) is agree
    assert other.agrees_with(one) is agree


PIECES = st.sampled_from(
    [
        "14",
        "1,250",
        "twenty-one",
        "two hundred and",
        "people",
        "hurt",
        "of the",
        "2026",
        "March",
        "3",
        "not",
        "9.46",
        "%",
    ]
)


@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=60), st.sampled_from(Kind))
def test_every_value_is_a_place_in_the_text_and_agrees_with_itself(text, kind):
    values = list_values(text, kind)
    for value in values:
        assert 0 <= value.start < value.end <= len(text)
        assert value.agrees_with(value)
    assert all(one.end <= other.start for one, other in pairwise(values))
    assert find_answer(HURT, Extract(text), kind) in [None, *values]
