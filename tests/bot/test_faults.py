"""Figures, dates, names and marks are read the same way in a statement and in its quotations."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.faults.days import Day, find_date_fault, find_days
from bot.answering.faults.figures import find_figure_fault, find_figures
from bot.answering.faults.ground import Ground
from bot.answering.faults.marks import copy_marked, list_marked
from bot.answering.faults.names import find_name_fault
from bot.answering.faults.reading import read_words
from tests.bot.draft_tables import make_quote


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("nineteen people", [(19, "")]),
        ("forty-two people", [(42, "")]),
        ("two hundred and four people", [(204, "")]),
        ("1,900 people and 1 900 eels".replace(" 9", "\u00a09"), [(1900, ""), (1900, "")]),
        ("1.9 billion crowns", [(1_900_000_000, "")]),
        ("£1.9bn", [(1_900_000_000, "£")]),
        ("4.6 tonnes, not 46", [("4.6", ""), (46, "")]),
        ("1.4 per cent, 14% and 14 percent", [("1.4", "%"), (14, "%"), (14, "%")]),
        ("the third arch, the 3rd, the first time", [(3, "th"), (3, "th"), (1, "th")]),
        ("they first said so; no one did; one of them", []),
        ("one cable", [(1, "")]),
        ("at 9.40pm and 21:40", [("21:40", "time"), ("21:40", "time")]),
        ("half of it doubled, dozens left", [("half", ""), ("double", ""), ("dozens", "")]),
        ("a dozen eggs", [(12, "")]),
        ("2½ hours", [("2.5", "")]),
        ("−5 degrees", [(-5, "")]),
        ("on 3 March 1886, in June 2022, on 4 June", []),
        ("3-1", [(3, ""), (1, "")]),
        ("64-millimetre cables of ten-year-old steel", [(64, ""), (10, "")]),
    ],
)
def test_figures_are_read(text, amounts):
    found = [(figure.value, figure.unit) for figure in find_figures(text)]
    assert found == [(value if is_loose(value) else Decimal(value), unit) for value, unit in amounts]


def is_loose(value: object) -> bool:
    return isinstance(value, str) and (value.isalpha() or ":" in value)


@pytest.mark.parametrize(
    ("quotation", "statement", "held"),
    [
        ("At least 300 marched.", "At least 300 marched.", True),
        ("At least 300 marched.", "More than 300 marched.", True),
        ("At least 300 marched.", "300 marched.", False),
        ("At least 300 marched.", "Up to 300 marched.", False),
        ("300 marched.", "About 300 marched.", True),
        ("300 marched.", "At least 300 marched.", False),
        ("It cost $40.", "It cost 40 dollars.", True),
        ("It cost $40.", "It cost £40.", False),
        ("It rose by 40%.", "It rose by 40.", False),
        ("On 14 March people marched.", "14 people marched.", False),
        ("In 2015 it was renewed.", "It is of 2015 make.", True),
        ("The first boat sank.", "The second boat sank.", False),
        ("Six sank.", "Half a dozen sank.", False),
    ],
)
def test_a_figure_is_held_up_by_the_same_amount_with_the_same_bound(quotation, statement, held):
    assert (find_figure_fault(statement, Ground((make_quote(quotation),), "")) is None) is held


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on 2 June 2022", [Day(2022, 6, 2)]),
        ("on June 2nd, 2022", [Day(2022, 6, 2)]),
        ("on Thursday, 2 June 2022", [Day(2022, 6, 2, 3)]),
        ("2022-06-02", [Day(2022, 6, 2)]),
        ("in June 2022 and in July", [Day(2022, 6), Day(None, 7)]),
        ("in 2015", [Day(2015)]),
        ("on 2 June", [Day(None, 6, 2)]),
        ("last Thursday", [Day(weekday=3)]),
        ("yesterday", [Day(words="yesterday")]),
        ("It may march on 2,000 roofs.", []),
        ("May said so. March on!", []),
    ],
)
def test_dates_are_read(text, days):
    assert list(find_days(text)) == days


@pytest.mark.parametrize(
    ("statement", "held"),
    [
        ("It sank on 2 June 2022.", True),
        ("It sank in June 2022.", True),
        ("It sank on Thursday.", True),
        ("It sank on Thursday 2 June 2022.", True),
        ("It sank in 2022.", True),
        ("It sank on 3 June 2022.", False),
        ("It sank on Friday.", False),
        ("It sank on Friday 2 June 2022.", False),
        ("It sank on 2 June 2021.", False),
        ("It sank yesterday.", False),
        ("It sank on 7 June 2022.", False),
        ("The Example reported on 7 June 2022 that it sank.", True),
    ],
)
def test_a_date_is_held_up_by_what_a_date_in_the_quotation_means(statement, held):
    quote = make_quote("It sank on Thursday.", dates={"on Thursday": "2022-06-02"}, published=date(2022, 6, 7))
    assert (find_date_fault(statement, Ground((quote,), "Did it sink on 3 June 2022?")) is None) is held


def test_a_date_of_the_question_counts_where_the_quotations_name_none():
    ground = Ground((make_quote("It sank."),), "Did it sink on 3 June 2022?")
    assert find_date_fault("It sank on 3 June 2022.", ground) is None


@pytest.mark.parametrize(
    ("statement", "held"),
    [
        ("Haddle spoke.", True),
        ("Mr Haddle spoke.", True),
        ("The Transport Minister, Corwin Haddle, spoke.", True),
        ("Transport Minister Corwin Haddle spoke.", True),
        ("Estranian pilots spoke to Ferrant.", True),
        ("Corwin Ferrant spoke.", False),
        ("Maud Haddle spoke.", False),
        ("Kerrin spoke.", False),
        ("It was said that Kerrin spoke.", False),
        ("Pilots spoke.", True),
        ("Sailors spoke.", False),
        ("The Lethwin Courier has it.", True),
        ("The Nilufar Courier has it.", False),
        ("Anselma is asked about.", True),
    ],
)
def test_a_name_stands_in_its_quotations_or_the_question_with_its_parts_together(statement, held):
    quote = make_quote(
        "The pilots of Estrane follow Maud Ferrant, he said.", speaker="Corwin Haddle", role="Transport Minister"
    )
    assert (find_name_fault(statement, Ground((quote,), "And the Anselma?")) is None) is held


QUOTED = "“Cables as thick as my wrist do not part by themselves,” Mr Haddle said. ‘Never.’"


@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        ("He said “do not part by themselves”.", "He said “do not part by themselves”."),
        ('He said "DO NOT  part by themselves".', "He said “do not part by themselves”."),
        ("He said «do not part by themselves».", "He said “do not part by themselves”."),
        ("He said ‘do not part by themselves’.", "He said “do not part by themselves”."),
        ("He said “do part by themselves”.", "He said do part by themselves."),
        ("He said “art by themselves”.", "He said art by themselves."),
        ("He said “by themselves, Mr Haddle”.", "He said by themselves, Mr Haddle."),
        ("He said “by themselves.", "He said by themselves."),
        ("He said by themselves”.", "He said by themselves."),
        ("The pilots’ cables don't part.", "The pilots’ cables don't part."),
        ("He said “”.", "He said ."),
        ("He said “‘by themselves’ or not”.", "He said “by themselves” or not."),
        ("No marks at all.", "No marks at all."),
    ],
)
def test_words_in_marks_are_copied_from_the_quotation_or_lose_their_marks(statement, shown):
    assert copy_marked(statement, [QUOTED]) == shown


@given(st.text(alphabet="“”\"«»„‘’'‹› abcdo not part by themselves.", max_size=80))
def test_whatever_is_left_in_marks_stands_in_the_quotation(statement):
    shown = copy_marked(statement, [QUOTED])
    assert all(marked in QUOTED for marked in list_marked(shown))
    assert not set('"«»„‹›') & set(shown)
    assert shown.count("“") == shown.count("”") == len(list_marked(shown))


@given(st.text(max_size=200))
def test_any_text_can_be_read(text):
    ground = Ground((make_quote("The ferry drifted."),), text)
    words = read_words(text)
    assert [word.start for word in words] == sorted(word.start for word in words)
    for find in (find_figure_fault, find_date_fault, find_name_fault):
        assert find(text, ground) is None or find(text, ground)
