"""What the bot remembers survives: answers, gaps and deliveries, in a real database."""

from dataclasses import replace
from datetime import date

import pytest
from pydantic import TypeAdapter

from bot.answering.answers import (
    Answer,
    Citation,
    Dropped,
    Position,
    Question,
    Quote,
    QuotedDate,
    Receipt,
    Refusal,
    Stance,
    Statement,
    Timing,
)
from bot.answering.reason_wording import word_copy
from bot.state import State
from bot.state.answers import load_record
from bot.state.deliveries import Delivery
from corpus.database import Database
from corpus.reports import Details, Report, Status, Submission
from corpus.worded import Worded

RECEIPT = Receipt("who", ("a@1:0-4",), ("a@1:0-4",), (Dropped("t", "r"),), (Timing("search", 1.5),), "model", 0.25)
SUBMISSION = Submission("report.txt", b"\x00\xff bytes", "telegram:7", Details(title="T", published=date(2026, 3, 1)))


@pytest.fixture
def database(tmp_path):
    opened = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def state(database):
    return State.of(database)


@pytest.fixture
def answer():
    report = Report(
        "a", 1, "Title 🛶", "It was cut. مرحبا", "Courier", None, date(2026, 3, 11), status=Status.CORRECTED
    )
    quote = replace(Quote.cut(report, 0, 11), speaker="Ms Rao", dates=(QuotedDate("on Thursday", None),))
    citation = Citation(1, quote)
    question = Question("Who?", since=date(2026, 1, 1), publisher="Courier")
    positions = (Position("The guild", Stance.DENIES, (1,)),)
    return Answer("abc", question, (Statement("It was cut.", (1,)),), (citation,), RECEIPT, positions)


@pytest.fixture
def refusal(answer):
    return Refusal("ref", Question("And why?"), answer.citations, replace(RECEIPT, understood_as="Why?"))


def test_answer_comes_back_as_it_was(state, answer):
    state.answers.save(answer, "telegram:1", "telegram:100")
    assert state.answers.get("abc") == answer
    assert state.answers.find("telegram:100") == answer


def test_refusal_comes_back_as_it_was(state, refusal):
    state.answers.save(refusal, "telegram:1")
    assert state.answers.get("ref") == refusal


def test_record_outlives_the_process(state, answer, database):
    state.answers.save(answer, "telegram:1")
    again = Database(f"sqlite:///{database.name}")
    assert State.of(again).answers.get("abc") == answer
    again.close()


def test_record_once_kept_is_never_changed(state, answer):
    state.answers.save(answer, "telegram:1", "telegram:100")
    state.answers.save(replace(answer, question=Question("Another?")), "telegram:2", "telegram:101")
    assert state.answers.get("abc") == answer
    assert state.answers.find("telegram:101") is None


def test_unknown_record_is_none(state):
    assert state.answers.get("nothing") is None
    assert state.answers.find("telegram:1") is None


def test_gap_is_filed_once(state, refusal):
    state.gaps.file(refusal, "telegram:1")
    state.gaps.file(refusal, "telegram:1")
    (gap,) = state.gaps.list_all()
    assert (gap.answer_id, gap.question, gap.asked_by) == ("ref", "Why?", "telegram:1")


def test_newest_gap_is_listed_first(state, refusal):
    state.gaps.file(refusal, "telegram:1")
    state.gaps.file(replace(refusal, id="later"), "telegram:1")
    assert [gap.answer_id for gap in state.gaps.list_all()] == ["later", "ref"]


def test_delivery_is_found_by_update_and_part(state):
    state.deliveries.note(5, 0, 70, shown=False)
    state.deliveries.note(5, 1, 71, shown=True)
    assert state.deliveries.find(5, 0) == Delivery(70, shown=False)
    assert state.deliveries.find(5, 1) == Delivery(71, shown=True)
    assert state.deliveries.find(6, 0) is None


def test_lost_message_has_one_of_the_next_numbers_that_are_not_known(state):
    for part, number in enumerate((51, 53, 54)):
        state.deliveries.note(5, part, number, shown=True, place="telegram:1")
    state.deliveries.note(6, 0, 52, shown=True, place="telegram:2")
    assert state.deliveries.list_unknown("telegram:1", 50) == [52, 55, 56, 57, 58, 59, 60, 61]
    state.deliveries.note(7, 0, 55, shown=True)
    assert state.deliveries.list_unknown("telegram:1", 50)[0:2] == [52, 56]


def test_message_that_was_about_to_be_sent_may_be_there(state):
    assert not state.deliveries.is_begun(5, 0)
    for _ in range(2):
        state.deliveries.begin(5, 0)
        assert state.deliveries.find(5, 0) is None
        assert state.deliveries.is_begun(5, 0)
    state.deliveries.note(5, 0, 70, shown=False)
    state.deliveries.begin(5, 0)
    assert state.deliveries.find(5, 0) == Delivery(70, shown=False)
    assert not state.deliveries.is_begun(5, 0)
    assert not state.deliveries.is_begun(5, 1)


def test_delivery_that_is_shown_replaces_its_placeholder(state):
    state.deliveries.note(5, 0, 70, shown=False)
    state.deliveries.note(5, 0, 70, shown=True)
    assert state.deliveries.find(5, 0) == Delivery(70, shown=True)


def test_record_remembers_how_its_sentences_were_worded(state, answer):
    notice = Worded("No report on this shelf says that {claim}.", claim="she admitted it")
    dropped = (Dropped("t", "r"), Dropped("u", word_copy("Weir", "The Example", same_words=True)))
    receipt = replace(RECEIPT, dropped=dropped, fallback=Worded("nothing in it passed the checks"))
    refusal = Refusal("refused", Question("Who?"), (), receipt)
    noticed = replace(answer, id="answered", receipt=receipt, notice=notice)
    for record in (refusal, noticed):
        state.answers.save(record, "terminal")
        kept = state.answers.get(record.id)
        assert kept == record
        assert kept.receipt.dropped[1].reason.values == {"title": "Weir", "outlet": "The Example"}
        assert not isinstance(kept.receipt.dropped[0].reason, Worded)
        assert isinstance(kept.receipt.fallback, Worded)
    assert state.answers.get("answered").notice.form == notice.form


def test_record_of_before_is_read_with_its_sentences_as_they_are():
    receipt = replace(RECEIPT, dropped=(Dropped("t", "the same words as in “Weir”"),))
    record = Refusal("old", Question("Who?"), (), receipt)
    body = TypeAdapter(Refusal).dump_json(record).decode()
    assert load_record("refusal", body) == record
