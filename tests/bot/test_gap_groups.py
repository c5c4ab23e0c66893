"""Questions that no report answers: grouped, decided about, and told to those who asked, in a real database."""

from dataclasses import replace
from datetime import date

import pytest

from bot.answering.answers import Answer, Citation, Question, Quote, Receipt, Refusal, Statement
from bot.errors import GapError, UnknownGapError
from bot.gaps.filling import GapFiller
from bot.gaps.likeness import QuestionReader
from bot.state.gap_groups import GapState
from corpus.audit import AuditLog, EventQuery
from corpus.catalogue import Catalogue
from corpus.errors import UnknownReportError
from corpus.publishing import Desk
from corpus.reports import Report

RECEIPT = Receipt("", (), (), (), (), "none", 0.0)
FERRY = Report("ferry", 1, "Ferry adrift", "The ferry broke loose.", "The Courier", None, date(2026, 3, 11))


class Shelf:
    """A shelf that answers what names a report on it, and counts how often it is asked."""

    def __init__(self, catalogue):
        self.catalogue = catalogue
        self.desk = Desk(catalogue)
        self.asked = []

    def add(self, report=FERRY):
        self.desk.stage_report(report, "f.md", "telegram:7")
        self.desk.publish(report.id, 1, "telegram:7")

    def ask(self, question):
        self.asked.append(question.text)
        for report in self.catalogue.live_reports():
            if report.id in question.text.lower():
                citation = Citation(1, Quote.cut(report, 0, len(report.body)))
                return Answer("a", question, (Statement("It says:", (1,)),), (citation,), RECEIPT)
        return Refusal("r", question, (), RECEIPT)


@pytest.fixture
def shelf(state):
    return Shelf(Catalogue(state.jobs.database))


@pytest.fixture
def filler(state, shelf):
    return GapFiller(shelf.catalogue, state, QuestionReader(), shelf.ask)


@pytest.fixture
def file(state):
    """Files a question of a person."""
    numbers = iter(range(1000))

    def file_one(question, person="telegram:1"):
        state.gaps.file(Refusal(f"r{next(numbers)}", Question(question), (), RECEIPT), person)

    return file_one


def list_gaps(filler, state=GapState.OPEN):
    return [(group.number, group.times, group.people, group.wordings) for group in filler.list_all(state)]


def test_questions_that_ask_for_the_same_stand_together(filler, file):
    for question, person in (
        ("Who owns the mill?", "telegram:1"),
        ("who owns the mill", "telegram:2"),
        ("Where is the moon tonight?", "telegram:3"),
        ("Who owns the mill?", "telegram:1"),
    ):
        file(question, person)
    assert list_gaps(filler) == [
        (1, 3, 2, ("Who owns the mill?", "who owns the mill")),
        (2, 1, 1, ("Where is the moon tonight?",)),
    ]


def test_gap_keeps_its_number_while_more_is_asked(filler, file):
    file("Who owns the mill?")
    assert list_gaps(filler)[0][0] == 1
    file("Where is the moon tonight?")
    file("where is the moon tonight")
    file("who owns the mill")
    file("WHO OWNS THE MILL")
    assert [(number, times) for number, times, *_ in list_gaps(filler)] == [(1, 3), (2, 2)]


def test_first_and_last_time_and_pages_are_told(filler, file):
    for word in ("apples", "bridges", "candles"):
        file(f"{word} {word * 2}?")
    page = filler.find_page(GapState.OPEN, 2, 2)
    assert (len(page.groups), page.total) == (1, 3)
    file("apples applesapples?")
    first = filler.find_page(GapState.OPEN, 2).groups[0]
    assert first.times == 2
    assert first.first_asked < first.last_asked
    assert filler.find_page(GapState.OPEN, 2, 99).groups == ()


def test_figures_tell_questions_apart(filler, file):
    file("How many boats sailed in 2024?")
    file("How many boats sailed in 2025?")
    file("how many boats sailed in ۲۰۲۵")
    assert sorted(times for _, times, *_ in list_gaps(filler)) == [1, 2]


def test_report_that_answers_is_suggested_once_the_shelf_has_changed(filler, file, shelf):
    file("What of the ferry?")
    assert filler.find_page(GapState.OPEN, 5).groups[0].suggested is None
    assert filler.find_page(GapState.OPEN, 5).groups[0].suggested is None
    assert shelf.asked == []
    shelf.add()
    for _ in range(3):
        assert filler.find_page(GapState.OPEN, 5).groups[0].suggested == "ferry"
    assert shelf.asked == ["What of the ferry?"]
    shelf.desk.withdraw("ferry", "No.", "telegram:7")
    assert filler.get(1).suggested is None


def test_filling_tells_everybody_who_asked_once(filler, file, shelf, state):
    file("What of the ferry?", "telegram:1")
    file("what of the ferry then", "telegram:1")
    file("Where is the moon tonight?", "telegram:2")
    file("What of the ferry?", "terminal")
    shelf.add()
    [first, second] = list_gaps(filler)
    trial = filler.try_report(first[0], "ferry")
    assert trial.answered == first[3]
    assert trial.people == 1
    for _ in range(2):
        filled = filler.fill(first[0], "ferry", "telegram:7", trial.answered)
        assert (filled.told, filled.group.state, filled.group.report_id) == (1, GapState.FILLED, "ferry")
    [notice] = state.notices.list_waiting()
    assert notice.person == "telegram:1"
    assert (
        notice.text
        == "You asked: “what of the ferry then” The reports answer that now; ask it again to see the quotations."
    )
    assert [event.action for event in AuditLog(shelf.catalogue.database).find_page(EventQuery(), 9).events] == [
        "fill gap", "add",
    ]  # fmt: skip
    assert [number for number, *_ in list_gaps(filler)] == [second[0]]
    assert [number for number, *_ in list_gaps(filler, GapState.FILLED)] == [first[0]]


def test_filled_gap_that_the_reports_do_not_answer_is_told_as_that(filler, file, shelf, state):
    file("What of the boat?")
    shelf.add(replace(FERRY, title="A\nlong   title"))
    filler.sort()
    assert filler.try_report(1, "ferry").answered == ()
    filler.fill(1, "ferry", "terminal", ())
    [notice] = state.notices.list_waiting()
    assert notice.text.startswith("A report on what you asked is now on the shelf: “A long title” (The Courier).")
    assert notice.text.endswith("You asked: “What of the boat?”")


def test_wordings_that_are_still_refused_stay_open_and_their_askers_are_told_nothing(filler, file, shelf, state):
    file("What of the ferry?", "telegram:1")
    file("What of the ferries?", "telegram:2")
    file("What of the ferri", "telegram:3")
    shelf.add()
    filler.sort()
    trial = filler.try_report(1, "ferry")
    assert trial.answered == ("What of the ferry?",)
    assert trial.people == 1
    filled = filler.fill(1, "ferry", "telegram:7", trial.answered)
    assert (filled.told, filled.rest) == (1, 2)
    assert [notice.person for notice in state.notices.list_waiting()] == ["telegram:1"]
    assert list_gaps(filler) == [(2, 2, 2, ("What of the ferries?", "What of the ferri"))]
    again = filler.fill(1, "ferry", "telegram:7", trial.answered)
    assert (again.told, again.group) == (filled.told, filled.group)
    assert len(state.notices.list_waiting()) == 1


def test_nothing_of_a_filling_that_fails_is_kept(filler, file, shelf, state, monkeypatch):
    file("What of the ferry?")
    shelf.add()
    filler.sort()
    monkeypatch.setattr("bot.gaps.wording.format_notice", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        filler.fill(1, "ferry", "telegram:7", ())
    assert state.notices.list_waiting() == []
    assert filler.get(1).state is GapState.OPEN
    assert AuditLog(shelf.catalogue.database).list_actions() == ["add"]


def test_what_is_asked_after_filling_is_a_new_gap_and_after_dismissing_the_same(filler, file, shelf):
    file("What of the ferry?")
    file("What of my neighbour?")
    shelf.add()
    filler.sort()
    filler.fill(1, "ferry", "telegram:7", ())
    filler.dismiss(2, "telegram:7")
    file("What of the ferry?", "telegram:5")
    file("What of my neighbour?", "telegram:5")
    assert [(number, wordings) for number, _, _, wordings in list_gaps(filler)] == [(3, ("What of the ferry?",))]
    assert list_gaps(filler, GapState.DISMISSED) == [(2, 2, 2, ("What of my neighbour?",))]


def test_gap_is_decided_about_once(filler, file, shelf):
    file("What of the ferry?")
    shelf.add()
    shelf.add(replace(FERRY, id="other", body="Another text."))
    filler.sort()
    assert filler.reopen(1, "telegram:7").state is GapState.OPEN
    filler.dismiss(1, "telegram:7")
    assert filler.dismiss(1, "telegram:7").state is GapState.DISMISSED
    with pytest.raises(GapError, match="Gap 1 is dismissed already, so nothing was changed"):
        filler.fill(1, "ferry", "telegram:7", ())
    filler.reopen(1, "telegram:7")
    filler.fill(1, "ferry", "telegram:7", ())
    for late in (
        lambda: filler.fill(1, "other", "t", ()),
        lambda: filler.dismiss(1, "t"),
        lambda: filler.reopen(1, "t"),
    ):
        with pytest.raises(GapError, match="filled already"):
            late()
    with pytest.raises(GapError, match="filled already"):
        filler.try_report(1, "ferry")


def test_unknown_gap_and_report_and_a_withdrawn_one_are_one_sentence(filler, file, shelf):
    file("What of the ferry?")
    filler.sort()
    shelf.add()
    with pytest.raises(UnknownGapError, match="There is no gap 9"):
        filler.try_report(9, "ferry")
    with pytest.raises(UnknownReportError):
        filler.try_report(1, "nowhere")
    shelf.desk.withdraw("ferry", "No.", "telegram:7")
    with pytest.raises(GapError, match="is withdrawn, so it fills no gap"):
        filler.try_report(1, "ferry")


def test_open_questions_are_counted_grouped_or_not(filler, file, state):
    for question in ("What of the mill?", "what of the mill", "Where is the moon tonight?"):
        file(question)
    assert state.gap_groups.count_open() == 3
    filler.sort()
    assert state.gap_groups.count_open() == 3
    filler.dismiss(1, "terminal")
    assert state.gap_groups.count_open() == 1


def test_search_is_found_by_its_token_until_it_is_forgotten(state, monkeypatch):
    token = state.searches.keep("outlet:“The Courier”")
    assert state.searches.keep("outlet:“The Courier”") == token
    assert state.searches.find(token) == "outlet:“The Courier”"
    assert state.searches.find("0" * 16) is None
    monkeypatch.setattr("bot.state.searches.KEPT", date.resolution * -1)
    state.searches.keep("another")
    assert state.searches.find(token) is None
