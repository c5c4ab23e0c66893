"""What changes how reports stand, and whom it tells, each in one transaction."""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.answering.answers import Answer, Citation, Question, Quote, Receipt, Refusal, Statement
from bot.home import Home
from bot.standing import Press, Ruling, Standing, hold_to, mark_corrected
from bot.state import State
from bot.state.jobs import JobState
from bot.state.notices import notices
from bot.state.quoted import quoted
from bot.telling import Readers, find_place
from bot.worker import JobRunner
from corpus.database import make_now
from corpus.errors import ChangedReportError, InvalidReportError, UnknownReportError
from corpus.grounds import Seen
from corpus.publishing import Action
from corpus.reports import Report, Status
from tests.bot.desktop import Desktop, offer

DAYS = 7
TEXT = "The ferry ran aground on Friday. Nobody was hurt."


class Parts(Desktop):
    """The desktop with what tells readers."""

    def __init__(self, home: Home, days: int = DAYS) -> None:
        super().__init__(home)
        self.state = State.of(self.database)
        self.readers = Readers(self.catalogue, self.state.quoted, self.state.notices, days)
        self.standing = Standing(self.catalogue, self.state.decisions, self.readers)
        self.runner = JobRunner(self.jobs, self.catalogue, self.index, tell=self.readers.tell_reworded)

    def answer(self, report: Report, end: int = 32, place: str = "telegram:5", kind: type = Answer) -> str:
        record_id = f"answer-{self.count()}"
        citation = Citation(1, Quote.cut(report, 0, end))
        receipt = Receipt("", (), (), (), (), "model", 1.0)
        question = Question("What ran aground?")
        record = (
            Answer(record_id, question, (Statement("It did.", (1,)),), (citation,), receipt)
            if kind is Answer
            else Refusal(record_id, question, (citation,), receipt)
        )
        self.state.answers.save(record, place, conversation=place)
        return record_id

    def count(self) -> int:
        with self.database.reading() as connection:
            return len(connection.execute(select(quoted.c.answer_id)).all())

    def told(self) -> list[tuple[str, str]]:
        return [(each.person, each.text) for each in self.state.notices.list_waiting()]

    def rule(self, action: Action, note: str = "Invented.", **more: object):
        return self.standing.carry_out(Ruling(action, "ferry-aground", note, **more), "terminal")


@pytest.fixture
def parts(tmp_path):
    parts = Parts(Home(tmp_path / "home"))
    yield parts
    parts.database.close()


@pytest.fixture
def ferry(parts):
    return parts.add(offer(f"---\ntitle: Ferry aground\npublisher: The Example\n---\n{TEXT}"))


def test_withdrawal_tells_each_place_once_about_its_newest_answer(parts, ferry):
    parts.answer(ferry)
    newest = parts.answer(ferry)
    parts.answer(ferry, place="telegram:-7:12:5")
    parts.answer(ferry, place="telegram:-7:12:6")
    parts.answer(ferry, place="terminal:1")
    parts.answer(ferry, place="telegram:8", kind=Refusal)
    assert parts.rule(Action.WITHDRAW).told == 3
    assert sorted(person for person, _ in parts.told()) == ["telegram:-7:12", "telegram:5", "telegram:8"]
    (mine,) = [each for each in parts.state.notices.list_waiting() if each.person == "telegram:5"]
    assert mine.button.data == f"s:{newest}:1"
    assert "“\u2068Ferry aground\u2069” (\u2068The Example\u2069)" in mine.text
    assert mine.text.endswith("has been withdrawn: Invented. It is no longer quoted.")


def test_withdrawing_again_tells_only_those_who_were_quoted_since(parts, ferry):
    parts.answer(ferry)
    parts.rule(Action.WITHDRAW)
    for notice in parts.state.notices.list_waiting():
        parts.state.notices.begin(notice.id)
        parts.state.notices.close(notice.id, sent=True)
    parts.rule(Action.RESTORE)
    assert parts.rule(Action.WITHDRAW).told == 0
    parts.rule(Action.RESTORE)
    parts.answer(ferry, place="telegram:6")
    assert parts.rule(Action.WITHDRAW).told == 1


def test_restoring_takes_back_what_was_not_told_yet(parts, ferry):
    parts.answer(ferry)
    parts.rule(Action.WITHDRAW)
    parts.rule(Action.RESTORE)
    assert parts.told() == []
    assert parts.rule(Action.WITHDRAW).told == 1


def test_new_wording_tells_only_those_whose_words_are_gone(parts, ferry):
    parts.answer(ferry, 32, "telegram:5")
    parts.answer(ferry, len(ferry.body), "telegram:6")
    parts.replace("ferry-aground", offer(TEXT.replace("Nobody was hurt", "Two were\nhurt")))
    assert [(person, "new wording" in text) for person, text in parts.told()] == [("telegram:6", True)]
    parts.replace("ferry-aground", offer("The ferry never left."))
    assert sorted(person for person, _ in parts.told()) == ["telegram:5", "telegram:6"]


def test_words_that_only_moved_to_another_line_are_not_gone(parts, ferry):
    parts.answer(ferry)
    parts.replace("ferry-aground", offer(f"A new beginning.\n\n{TEXT.replace(' ran ', chr(10) + 'ran ')} The end."))
    assert parts.told() == []


def test_corrected_wording_and_note_stand_from_the_same_moment_and_are_told_together(parts, ferry):
    parts.answer(ferry)
    proposal = parts.intake.propose_replacement("ferry-aground", offer(TEXT.replace("Friday", "Thursday")))
    corrected = mark_corrected(proposal, " It was\nThursday. ", date(2026, 4, 5))
    job = parts.runner.run_until_done(parts.intake.accept(corrected, "telegram:7"))
    assert job.result == {"report": "ferry-aground", "version": 2, "told": 1}
    report = parts.catalogue.get_report("ferry-aground")
    assert (report.version, report.status, report.note) == (2, Status.CORRECTED, "It was Thursday.")
    assert [(each.action, each.day) for each in parts.catalogue.history("ferry-aground")][1:] == [
        ("replace", None),
        ("correct", date(2026, 4, 5)),
    ]
    assert parts.told()[0][1].endswith("the words quoted are no longer in it: It was Thursday.")


def test_correction_without_new_wording_tells_nobody(parts, ferry):
    parts.answer(ferry)
    assert parts.rule(Action.CORRECT, "It was Thursday.").told == 0
    assert parts.told() == []


@pytest.mark.parametrize(("days", "age", "count"), [(0, 0, 0), (7, 6, 1), (7, 8, 0)], ids=["off", "recent", "old"])
def test_readers_are_told_for_so_many_days(tmp_path, monkeypatch, days, age, count):
    parts = Parts(Home(tmp_path / "home"), days)
    ferry = parts.add(offer())
    parts.answer(ferry)
    monkeypatch.setattr("bot.telling.make_now", lambda: make_now() + timedelta(days=age))
    assert parts.rule(Action.WITHDRAW).told == count
    parts.database.close()


def test_change_that_fails_writes_no_notice(parts, ferry, monkeypatch):
    parts.answer(ferry)
    monkeypatch.setattr(parts.catalogue, "get_report", fail_at(parts.catalogue.get_report, 3))
    with pytest.raises(ZeroDivisionError):
        parts.rule(Action.WITHDRAW)
    monkeypatch.undo()
    assert parts.told() == []
    assert parts.catalogue.get_report("ferry-aground").status is Status.CURRENT


def fail_at(function, number):
    calls = iter(range(1, 100))
    return lambda *args, **kwargs: function(*args, **kwargs) if next(calls) < number else 1 / 0


@pytest.mark.parametrize("note", ["", " \n ", "x" * 501], ids=["empty", "blank", "long"])
@pytest.mark.parametrize("action", [Action.CORRECT, Action.WITHDRAW])
def test_note_is_needed_and_short(parts, ferry, action, note):
    with pytest.raises(InvalidReportError, match="note"):
        parts.rule(action, note)
    assert parts.catalogue.get_report("ferry-aground") == ferry


def test_withdrawn_report_is_neither_withdrawn_nor_corrected_again(parts, ferry):
    parts.rule(Action.WITHDRAW)
    for action in (Action.CORRECT, Action.WITHDRAW):
        with pytest.raises(InvalidReportError, match=r"withdrawn already \(Invented\.\)"):
            parts.rule(action, "Other.")
    with pytest.raises(UnknownReportError):
        parts.standing.carry_out(Ruling(Action.RESTORE, "absent"), "terminal")


def test_ruling_on_what_was_seen_is_refused_when_it_changed(parts, ferry):
    seen = Seen.of(ferry)
    parts.rule(Action.CORRECT, "It was Thursday.")
    with pytest.raises(ChangedReportError):
        parts.rule(Action.WITHDRAW, seen=seen)
    assert parts.rule(Action.WITHDRAW, seen=replace(seen, status=Status.CORRECTED)).report.status is Status.WITHDRAWN


def test_press_carries_out_its_decision_once(parts, ferry):
    ruling = Ruling(Action.WITHDRAW, "ferry-aground", "Invented.", None, Seen.of(ferry))
    nonce = parts.state.decisions.ask(7, "withdraw", ruling.to_payload())
    assert Ruling.of(ruling.to_payload()) == ruling
    assert parts.standing.decide(Press(nonce, 8, "withdraw", "p1"), "telegram:8") is None
    assert parts.standing.decide(Press(nonce, 7, "correct", "p1"), "telegram:7") is None
    first = parts.standing.decide(Press(nonce, 7, "withdraw", "p1"), "telegram:7")
    again = parts.standing.decide(Press(nonce, 7, "withdraw", "p1"), "telegram:7")
    assert (first.told, again.told) == (0, None)
    assert parts.standing.decide(Press(nonce, 7, "withdraw", "p2"), "telegram:7") is None
    assert [each.action for each in parts.catalogue.history("ferry-aground")] == ["add", "withdraw"]


def test_replacement_is_published_only_in_the_place_of_the_version_it_was_compared_with(parts, ferry):
    proposals = [
        hold_to(parts.intake.propose_replacement("ferry-aground", offer(f"{TEXT} {more}")), 1)
        for more in ("First.", "Second.")
    ]
    ids = [parts.intake.accept(proposal, "terminal") for proposal in proposals]
    parts.runner.run_pending()
    assert [parts.jobs.get(job_id).state for job_id in ids] == [JobState.DONE, JobState.FAILED]
    assert "has changed meanwhile" in parts.jobs.get(ids[1]).message
    assert parts.catalogue.get_report("ferry-aground").body.endswith("First.")
    assert parts.catalogue.list_versions("ferry-aground") == [1, 2]


def test_record_that_quotes_what_stands_no_longer_is_not_kept(parts, ferry):
    citation = Citation(1, Quote.cut(ferry, 0, 32))
    record = Refusal("r1", Question("Why?"), (citation,), Receipt("", (), (), (), (), "model", 1.0))
    assert parts.state.answers.save_standing(record, "telegram:5")
    parts.rule(Action.WITHDRAW)
    late = replace(record, id="r2")
    assert not parts.state.answers.save_standing(late, "telegram:5")
    parts.rule(Action.RESTORE)
    parts.replace("ferry-aground", offer("Other words."))
    assert not parts.state.answers.save_standing(late, "telegram:5")
    assert parts.state.answers.get("r2") is None
    assert parts.count() == 1


@pytest.mark.parametrize(
    ("conversation", "place"),
    [
        ("telegram:5", "telegram:5"),
        ("telegram:-7:0:5", "telegram:-7"),
        ("telegram:-7:12:5", "telegram:-7:12"),
    ],
)
def test_place_of_a_conversation(conversation, place):
    assert find_place(conversation) == place


def test_what_is_awaited_is_the_last_thing_asked_for_and_is_answered_once(parts):
    decisions = parts.state.decisions
    decisions.ask(7, "await-wording", {"report": "old"})
    decisions.forget(7, "await-wording")
    decisions.ask(7, "await-wording", {"report": "new"})
    assert not decisions.is_awaited(8, "await-wording", "m1")
    assert decisions.is_awaited(7, "await-wording", "m1")
    assert decisions.answer(7, "await-wording", "m1").payload == {"report": "new"}
    assert decisions.answer(7, "await-wording", "m1").again
    assert decisions.is_awaited(7, "await-wording", "m1")
    assert decisions.answer(7, "await-wording", "m2") is None
    assert not decisions.is_awaited(7, "await-wording", "m2")


def test_document_of_a_decision_goes_when_it_is_over(parts, monkeypatch):
    decisions = parts.state.decisions
    nonce = decisions.ask(7, "replace", {}, b"words")
    assert decisions.decide(nonce, 7, "replace", "p1").data == b"words"
    decisions.let_go(nonce)
    assert decisions.decide(nonce, 7, "replace", "p1").data is None
    late = decisions.ask(7, "replace", {}, b"words")
    monkeypatch.setattr("bot.state.decisions.make_now", lambda: make_now() + timedelta(minutes=11))
    decisions.ask(7, "replace", {})
    assert not decisions.drop(late, 7)


@pytest.mark.slow
def test_readers_are_found_quickly_among_100_000_answers(parts, ferry):
    moment = make_now()
    rows = [
        {
            "answer_id": f"a{number}",
            "number": 1,
            "report_id": "ferry-aground" if number % 50 == 0 else f"other-{number % 997}",
            "version": 1,
            "start": 0,
            "end": 32,
            "place": f"telegram:{number}",
            "quoted_at": moment,
        }
        for number in range(1, 100_001)
    ]
    with parts.database.writing() as connection:
        connection.execute(quoted.insert(), rows)
    started = time.perf_counter()
    assert parts.rule(Action.WITHDRAW).told == 2000
    assert time.perf_counter() - started < 1.0
    with parts.database.reading() as connection:
        assert len(connection.execute(select(notices.c.id)).all()) == 2000
