"""The counts of what was asked: right, of the last days only, and quick at a hundred thousand answers."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import insert

from bot.answering.answers import (
    Answer,
    Citation,
    Position,
    Question,
    Quote,
    Receipt,
    Refusal,
    Stance,
    Statement,
)
from bot.keeping import Keeping
from bot.keeping_wording import describe_figures, describe_models, format_actor, format_event, list_most
from bot.languages.speech import ENGLISH
from bot.state.answers import AnswerFigures, answers
from bot.state.jobs import JobKind
from corpus.catalogue import Catalogue, Event
from corpus.database import make_now
from corpus.reports import Report
from index.vector_models import ModelStanding

RECEIPT = Receipt("", (), (), (), (), "none", 0.0)
REPORT = Report("ferry", 1, "Ferry adrift", "The ferry broke loose.")
CITATION = Citation(1, Quote.cut(REPORT, 0, 9))
MANY, COUNTED_S = 100_000, 0.5


@pytest.fixture
def keeping(state):
    return Keeping.of(Catalogue(state.jobs.database), state, lambda question: Refusal("r", question, (), RECEIPT))


def make_answer(name, *positions):
    return Answer(name, Question("Who?"), (Statement("It says:", (1,)),), (CITATION,), RECEIPT, positions)


def test_what_was_asked_is_counted_by_what_came_of_it(state, keeping):
    state.answers.save(make_answer("a"), "telegram:1")
    state.answers.save(make_answer("b", Position("The guild", Stance.DENIES, (1,))), "telegram:1")
    state.answers.save(Refusal("c", Question("Why?"), (), RECEIPT), "terminal")
    assert keeping.measure().week == AnswerFigures(1, 1, 1, 2)
    assert keeping.measure().week.asked == 3


def test_only_the_last_days_are_counted(state, keeping):
    now = make_now()
    with state.jobs.database.writing() as connection:
        for days in (6, 8, 29, 31):
            row = {"id": f"a{days}", "kind": "answer", "status": "answered", "body": "{}", "asked_by": "telegram:1"}
            connection.execute(insert(answers).values(row | {"saved_at": now - timedelta(days=days)}))
    figures = keeping.measure()
    assert (figures.week.answered, figures.month.answered) == (1, 3)


def test_gaps_and_jobs_that_wait_are_counted(state, keeping):
    state.gaps.file(Refusal("c", Question("Why?"), (), RECEIPT), "telegram:1")
    state.jobs.put(JobKind.CHECK)
    done = state.jobs.put(JobKind.CHECK)
    state.jobs.finish(done)
    assert (keeping.measure().gaps, keeping.measure().jobs) == (1, 1)


def test_hundred_thousand_answers_are_counted_quickly(state, keeping):
    now, body = make_now(), "x" * 4000
    rows = [
        {"id": f"a{number}", "kind": "answer", "status": ("answered", "disputed", "refused")[number % 3], "body": body,
         "asked_by": f"telegram:{number % 997}", "saved_at": now - timedelta(minutes=number)}
        for number in range(MANY)
    ]  # fmt: skip
    with state.jobs.database.writing() as connection:
        connection.execute(insert(answers), rows)
    start = time.perf_counter()
    figures = keeping.measure()
    assert time.perf_counter() - start < COUNTED_S
    assert figures.week.asked == pytest.approx(7 * 24 * 60, abs=2)
    assert figures.month.people == 997


def test_counts_are_lines_of_names_and_sentences(keeping):
    lines = dict(describe_figures(keeping.measure(), ENGLISH))
    assert lines["Reports"] == "0: 0 current, 0 corrected, 0 withdrawn"
    assert lines["Last 7 days"] == "0 questions by 0 people: 0 answered, 0 disputed, 0 refused"
    assert "Published" not in lines


def test_long_lists_of_names_are_cut():
    assert list_most({}, ENGLISH) == "0"
    assert list_most({"A": 2, "B": 1}, ENGLISH) == "2: A 2, B 1"
    assert list_most({f"O{number}": 9 - number for number in range(9)}, ENGLISH).endswith("O7 2 and 1 more")


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (
            ("telegram:7", "withdraw", "ferry", 2, "It was\nmade up."),
            "person 7 withdrew ferry, version 2: It was made up.",
        ),
        (("terminal", "grant", None, None, "editor to person 9"), "terminal granted: editor to person 9"),
        (("telegram:7", "juggle", None, None, None), "person 7 juggle"),
        (("terminal", "restore", "ferry", None, None), "terminal restored ferry"),
    ],
    ids=["report", "no report", "unknown deed", "no detail"],
)
def test_event_is_told_in_a_sentence(event, said):
    assert format_event(Event(make_now(), *event), ENGLISH) == said


def test_person_is_named_by_number():
    assert format_actor("telegram:7", ENGLISH) == "person 7"
    assert format_actor("terminal", ENGLISH) == "terminal"


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (ModelStanding("old", None, {"old": 9}), "old, 9 passages embedded"),
        (
            ModelStanding("old", None, {"old": 9}, lost=True),
            "old, 9 passages embedded, cannot be loaded here any more; keywords alone answer until `onrecord reindex` "
            "embeds the reports anew",
        ),
        (
            ModelStanding("old", "new", {"old": 9, "new": 3}, 9, lost=True),
            "old, 9 passages embedded; new has 3 of 9 and answers then",
        ),
    ],
    ids=["there", "lost", "lost while the other is made ready"],
)
def test_line_about_the_model_says_whether_it_is_lost(standing, said):
    assert describe_models(standing, ENGLISH) == said
