"""A reply is a draft of exactly the form asked for, or it is refused with one reason."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answers import Stance
from bot.answering.drafts import (
    MOST_CHARACTERS,
    Draft,
    DraftedPosition,
    DraftedStatement,
    DraftKind,
    parse_draft,
)
from bot.errors import DraftError

STATEMENT = {"text": "Nobody was killed.", "numbers": [2, 1, 2]}
POSITION = {"party": "Maud Ferrant", "stance": "denies", "text": None, "numbers": [3]}


def write(**fields: Any) -> str:
    whole = {"kind": "statements", "statements": [STATEMENT], "positions": [], "missing": []}
    return json.dumps(whole | fields)


def write_statement(**fields: Any) -> str:
    return write(statements=[STATEMENT | fields])


def test_statements_are_read_with_each_number_once():
    assert parse_draft(write(missing=["who cut it"])) == Draft(
        DraftKind.STATEMENTS, (DraftedStatement("Nobody was killed.", (2, 1)),), (), ("who cut it",)
    )


def test_positions_are_read():
    draft = parse_draft(
        write(kind="positions", statements=[], positions=[POSITION, POSITION | {"text": "She denied it."}])
    )
    assert draft.kind is DraftKind.POSITIONS
    assert draft.positions == (
        DraftedPosition("Maud Ferrant", Stance.DENIES, None, (3,)),
        DraftedPosition("Maud Ferrant", Stance.DENIES, "She denied it.", (3,)),
    )


def test_not_answered_is_read():
    assert parse_draft(write(kind="not_answered", statements=[], missing=["when"])) == Draft(
        DraftKind.NOT_ANSWERED, missing=("when",)
    )


@pytest.mark.parametrize("fence", ["```json\n{}\n```", "```\n{}\n```", "\n ```JSON\n{}\n``` \n", " {} "])
def test_one_code_fence_is_taken_off(fence):
    assert parse_draft(fence.replace("{}", write())).statements


MALFORMED = {
    "nothing": ("", "it is empty"),
    "white space": (" \n", "it is empty"),
    "an empty fence": ("```json\n\n```", "it is empty"),
    "prose": ("Nobody was killed [1].", "it is not a JSON object"),
    "prose before": ("Here it is: " + write(), "it is not a JSON object"),
    "prose behind": (write() + " I hope this helps.", "it is not whole JSON"),
    "prose round a fence": (f"Sure!\n```json\n{write()}\n```", "it is not a JSON object"),
    "two fences": (f"```json\n{write()}\n```\n```json\n{write()}\n```", "it is not JSON"),
    "two objects": (write() + write(), "it is not JSON"),
    "a list": (f"[{write()}]", "it is not a JSON object"),
    "a number": ("7", "it is not a JSON object"),
    "cut off": (write()[:-20], "it is not whole JSON"),
    "cut off in a word": (write()[:30], "it is not whole JSON"),
    "single quotes": (str(json.loads(write())), "it is not JSON"),
    "a comma too many": (write()[:-1] + ",}", "it is not JSON"),
    "a field twice": (write()[:-1] + ', "missing": []}', "it gives a field twice"),
    "a field twice inside": (write().replace('"numbers"', '"text": "x", "numbers"'), "it gives a field twice"),
    "not a number": (write().replace("[2, 1, 2]", "[NaN]"), "it holds a number that is none"),
    "infinity": (write().replace("[2, 1, 2]", "[-Infinity]"), "it holds a number that is none"),
    "too deep": ('{"kind":' * 4000, "it is nested too deep"),
    "a list too deep": ('{"kind":' + "[" * 30_000, "it is nested too deep"),
    "too long": (write(missing=["x" * MOST_CHARACTERS]), "it has more than 40,000 characters"),
    "a megabyte": ("{" * 1_000_000, "it has more than 40,000 characters"),
    "a huge number": (write().replace("[2, 1, 2]", f"[{'9' * 6000}]"), "it is not JSON"),
    "no kind": (
        json.dumps({"statements": [STATEMENT], "positions": [], "missing": []}),
        "the reply lacks the field kind",
    ),
    "an invented field": (write(url="https://evil.example"), "the reply has a field that was not asked for"),
    "an invented field inside": (
        write_statement(quote="made up"),
        "a statement has a field that was not asked for",
    ),
    "an invented kind": (write(kind="opinion"), "its kind is not one of those asked for"),
    "a kind that is a list": (write(kind=["statements"]), "its kind is not one of those asked for"),
    "statements that are text": (write(statements="Nobody."), "its statements are not a list"),
    "a statement that is text": (write(statements=["Nobody."]), "a statement is not an object"),
    "a text that is a number": (write_statement(text=7), "its text is not a text"),
    "a text that is nothing": (write_statement(text=None), "its text is not a text"),
    "a blank text": (write_statement(text=" \n"), "its text is blank"),
    "a long text": (write_statement(text="x" * 1001), "its text has more than 1,000 characters"),
    "half a character": (write_statement(text="x\ud800"), "its text holds half a character"),
    "numbers as text": (write_statement(numbers=["1"]), "its numbers are not all whole numbers"),
    "true as a number": (write_statement(numbers=[True]), "its numbers are not all whole numbers"),
    "a number with a point": (write_statement(numbers=[1.0]), "its numbers are not all whole numbers"),
    "a number beyond all": (write().replace("[2, 1, 2]", "[1e999]"), "its numbers are not all whole numbers"),
    "nothing as a number": (write_statement(numbers=[None]), "its numbers are not all whole numbers"),
    "a number alone": (write_statement(numbers=1), "its numbers are not a list"),
    "many numbers": (write_statement(numbers=list(range(9))), "it has more than 8 numbers"),
    "many statements": (write(statements=[STATEMENT] * 13), "it has more than 12 statements"),
    "many missing": (write(missing=["x"] * 9), "it has more than 8 missing"),
    "a long name": (write(missing=["x" * 201]), "its missing has more than 200 characters"),
    "an invented stance": (
        write(kind="positions", statements=[], positions=[POSITION | {"stance": "admits"}]),
        "its stance is not one of those asked for",
    ),
    "no party": (
        write(kind="positions", statements=[], positions=[POSITION | {"party": ""}]),
        "its party is blank",
    ),
    "none of its kind": (write(statements=[]), "it says that it holds statements and holds none"),
    "two kinds": (write(positions=[POSITION]), "it holds more than one kind of answer"),
    "not answered with an answer": (write(kind="not_answered"), "it holds more than one kind of answer"),
}


@pytest.mark.parametrize(("text", "reason"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_reply_is_refused_with_its_reason(text, reason):
    with pytest.raises(DraftError) as refused:
        parse_draft(text)
    assert refused.value.reason == reason
    assert str(refused.value) == f"The language model’s reply cannot be used: {reason}."


def try_draft(text: str) -> Draft | str:
    """Give the draft, or why it is none; anything else that is raised fails the test."""
    try:
        return parse_draft(text)
    except DraftError as refused:
        return refused.reason


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.text(max_size=300) | JSON_VALUES.map(json.dumps))
def test_any_text_is_a_draft_or_refused(text):
    assert try_draft(text)


@given(st.sampled_from(["kind", "statements", "positions", "missing"]), JSON_VALUES)
def test_any_value_in_any_field_is_read_or_refused(field, value):
    assert try_draft(write(**{field: value}))


@given(st.integers(0, 200), st.characters())
def test_a_reply_with_one_character_changed_is_read_or_refused(at, character):
    text = write()
    assert try_draft(text[:at] + character + text[at + 1 :])
