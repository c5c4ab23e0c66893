"""What was said before is read from the records, over restarts, and counts no longer after /new or a long rest."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import inspect, update

from bot.answering.answers import Answer, Citation, Question, Quote, Receipt, Refusal, Statement
from bot.answering.understanding import STANDING_ALONE, Conversation, Turn
from bot.state import State
from bot.state.answers import answers
from bot.state.conversations import IDLE, TURNS
from corpus.database import Database, make_now
from corpus.reports import Report

REPORT = Report("a", 1, "Ferry", "It was cut. Nobody was hurt.", "Courier", None, date(2026, 3, 11))
NAME = "telegram:5"


@pytest.fixture
def database(tmp_path):
    opened = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def state(database):
    return State.of(database)


def make_answer(number: int, question: str, understood: str = "", speaker: str | None = None) -> Answer:
    quote = replace(Quote.cut(REPORT, 0, 11), speaker=speaker)
    receipt = Receipt(understood, (), (), (), (), "model", 1.0)
    statements = (Statement("It was cut.", (1,)),)
    return Answer(f"id-{number}", Question(question), statements, (Citation(1, quote),), receipt)


def rest(database, record_id: str, time: timedelta) -> None:
    with database.writing() as connection:
        connection.execute(update(answers).where(answers.c.id == record_id).values(saved_at=make_now() - time))


def test_turns_come_oldest_first_as_they_were_understood_with_what_was_quoted(state):
    state.answers.save(make_answer(1, "Who cut the cable?", speaker="Maud Ferrant"), "telegram:5", "1", NAME)
    state.answers.save(make_answer(2, "And who denied it?", "Who denied that it was cut?"), "telegram:5", "2", NAME)
    first = Turn("Who cut the cable?", ("It was cut.",), ("Maud Ferrant",))
    assert state.conversations.read(NAME) == Conversation(
        (first, Turn("Who denied that it was cut?", ("It was cut.",)))
    )


def test_refusal_is_a_turn_that_quoted_nothing(state):
    nearest = make_answer(1, "Who?").citations
    refusal = Refusal("id-1", Question("Who sang?"), nearest, Receipt("Who sang?", (), (), (), (), "model", 0.1))
    state.answers.save(refusal, "telegram:5", conversation=NAME)
    assert state.conversations.read(NAME) == Conversation((Turn("Who sang?"),))


def test_conversations_are_kept_apart_and_may_be_none(state):
    state.answers.save(make_answer(1, "Who?"), "telegram:5", conversation=NAME)
    state.answers.save(make_answer(2, "What?"), "terminal")
    assert state.conversations.read("telegram:-7:0:5") == STANDING_ALONE
    assert [turn.question for turn in state.conversations.read(NAME).turns] == ["Who?"]


def test_conversation_outlives_the_process(state, database):
    state.answers.save(make_answer(1, "Who?"), "telegram:5", conversation=NAME)
    again = Database(f"sqlite:///{database.name}")
    assert State.of(again).conversations.read(NAME) == state.conversations.read(NAME) != STANDING_ALONE
    again.close()


def test_only_the_last_turns_are_read(state):
    for number in range(TURNS + 3):
        state.answers.save(make_answer(number, f"Question {number}?"), "telegram:5", conversation=NAME)
    turns = state.conversations.read(NAME).turns
    assert [turn.question for turn in turns] == [f"Question {number}?" for number in range(3, TURNS + 3)]
    assert [turn.question for turn in state.conversations.read(NAME, turns=1).turns] == [f"Question {TURNS + 2}?"]


def test_what_was_said_before_a_new_beginning_counts_no_longer_but_its_answers_stay(state):
    state.answers.save(make_answer(1, "Who?"), "telegram:5", "1", NAME)
    state.answers.save(make_answer(2, "Who?"), "telegram:6", "2", "telegram:6")
    state.conversations.begin_anew(NAME)
    assert state.conversations.read(NAME) == STANDING_ALONE
    assert state.conversations.read("telegram:6") != STANDING_ALONE
    assert state.answers.get("id-1") == state.answers.find("1") == make_answer(1, "Who?")


def test_answer_replied_to_is_read_even_when_it_is_old(state, database):
    state.answers.save(make_answer(1, "Who?"), "telegram:5", conversation=NAME)
    state.conversations.begin_anew(NAME)
    rest(database, "id-1", timedelta(days=40))
    assert state.conversations.read(NAME, "id-1").replied_to == Turn("Who?", ("It was cut.",))
    assert state.conversations.read(NAME, "forged") == STANDING_ALONE


@pytest.mark.parametrize(
    ("ages", "remembered"),
    [
        ([IDLE + timedelta(seconds=5)], 0),
        ([IDLE - timedelta(seconds=5)], 1),
        ([IDLE * 1.8, IDLE * 0.9], 2),
        ([IDLE * 2.5, IDLE * 0.9], 1),
    ],
    ids=["rested", "not yet", "each within the time", "a gap before"],
)
def test_conversation_that_rested_begins_anew(state, database, ages, remembered):
    for number, age in enumerate(ages):
        state.answers.save(make_answer(number, f"Question {number}?"), "telegram:5", conversation=NAME)
        rest(database, f"id-{number}", age)
    assert len(state.conversations.read(NAME).turns) == remembered


def test_conversation_is_read_as_it_was_at_a_moment(state, database):
    for number, age in ((1, timedelta(hours=3)), (2, timedelta(hours=2, minutes=30)), (3, timedelta(minutes=1))):
        state.answers.save(make_answer(number, f"Question {number}?"), "telegram:5", str(number), NAME)
        rest(database, f"id-{number}", age)
    until = make_now() - timedelta(hours=2)
    asked = [turn.question for turn in state.conversations.read(NAME, until=until).turns]
    assert asked == ["Question 1?", "Question 2?"]
    assert [turn.question for turn in state.conversations.read(NAME).turns] == ["Question 3?"]


def test_column_is_there_with_its_index(database):
    look = inspect(database.engine)
    assert "conversation" in {column["name"] for column in look.get_columns("answers")}
    assert ["conversation"] in [index["column_names"] for index in look.get_indexes("answers")]
