"""Who was quoted what: written with each answer, and read out of the answers of earlier releases."""

import pytest
from sqlalchemy import insert

from bot.answering.answers import Answer, Citation, Question, Quote, Receipt, Refusal, Statement
from bot.state import State
from bot.state.answers import _dump, answers
from corpus.database import Database, make_now
from corpus.migrations.running import upgrade
from corpus.reports import Report

FERRY = Report("ferry", 2, "Ferry adrift", "The ferry broke loose. It drifted.", "The Courier")
MILL = Report("mill", 1, "Mill shut", "The mill is shut.")
RECEIPT = Receipt("", (), (), (), (), "model", 1.0)
CITATIONS = (Citation(1, Quote.cut(FERRY, 0, 22)), Citation(2, Quote.cut(MILL, 0, 17)))
ANSWER = Answer("a1", Question("What?"), (Statement("It did.", (1, 2)),), CITATIONS, RECEIPT)
REFUSAL = Refusal("r1", Question("Why?"), CITATIONS[:1], RECEIPT)
BARE = Refusal("r2", Question("Why not?"), (), RECEIPT)


@pytest.fixture
def database(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    yield database
    database.close()


def list_shown(database, report_id):
    shown = State.of(database).quoted.list_shown(report_id, make_now().replace(year=2000))
    return sorted((each.answer_id, each.number, each.version, each.start, each.end, each.place) for each in shown)


EXPECTED = [("a1", 1, 2, 0, 22, "telegram:-7:12:5"), ("r1", 1, 2, 0, 22, "telegram:6")]


def test_what_an_answer_quotes_is_written_down_with_it_once(database):
    database.migrate()
    records = State.of(database).answers
    for _ in range(2):
        records.save(ANSWER, "telegram:5", "telegram:100", "telegram:-7:12:5")
        records.save(REFUSAL, "telegram:6")
        records.save(BARE, "telegram:7")
    records.save(Answer("t1", ANSWER.question, ANSWER.statements, CITATIONS, RECEIPT), "terminal")
    assert list_shown(database, "ferry") == EXPECTED
    assert list_shown(database, "mill") == [("a1", 2, 1, 0, 17, "telegram:-7:12:5")]


def test_answers_of_an_earlier_release_are_read_when_the_tables_are_brought_up(database):
    with database.writing() as connection:
        upgrade(connection, "0007")
        for record, asked_by, conversation in (
            (ANSWER, "telegram:5", "telegram:-7:12:5"),
            (REFUSAL, "telegram:6", None),
            (BARE, "telegram:7", "telegram:7"),
        ):
            kind, body = _dump(record)
            row = {"id": record.id, "kind": kind, "body": body, "asked_by": asked_by, "conversation": conversation}
            connection.execute(insert(answers).values(saved_at=make_now(), **row))
    database.migrate()
    assert list_shown(database, "ferry") == EXPECTED
