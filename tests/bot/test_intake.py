"""Intake and its worker: what was accepted is never lost, and is seen only when all of it is ready."""

import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pytest

from bot.home import Home
from bot.intake import Intake, Proposal
from bot.state.jobs import JobKind, Jobs, JobState
from bot.worker import JobRunner, finish_job
from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.errors import (
    DuplicateReportError,
    InvalidReportError,
    ReportExistsError,
    UnknownReportError,
    UnreadableDocumentError,
)
from corpus.originals import Originals
from corpus.publishing import Desk
from corpus.readers.markdown import read_markdown
from corpus.reports import Details, Report, Status, Submission
from index.errors import VectorIndexError

FERRY = """---
title: Ferry aground
publisher: The Example
published: 2022-06-03
---
The ferry ran aground on Friday.
"""


@dataclass(frozen=True, slots=True)
class Tally:
    passages: int


class ListIndex:
    """An index that keeps a list, and can be told to refuse a text, to fail once, or to take its time."""

    def __init__(self, refuse: str | None = None, delay_s: float = 0) -> None:
        self.staged: list[tuple[str, int]] = []
        self.groups: list[int] = []
        self.refuse = refuse
        self.delay_s = delay_s
        self.sweeps = 0

    def stage(self, reports, on_progress=None):
        self.groups.append(len(reports))
        for done, report in enumerate(reports, 1):
            if self.refuse and self.refuse in report.body:
                raise VectorIndexError(f"The index refuses “{self.refuse}”; leave it out.")
            self.staged.append((report.id, report.version))
            time.sleep(self.delay_s)
            if on_progress:
                on_progress(done, len(reports))

    def sweep(self):
        self.sweeps += 1

    def reindex(self, on_progress=None):
        return Tally(len(self.staged))

    def check(self):
        return Tally(len(self.staged))


def read_at_once(submission: Submission):
    return read_markdown(submission.data, submission.name)


def offer(text: str = FERRY, name: str = "ferry.md", report_id: str | None = None, **details: object) -> Submission:
    return Submission(name, text.encode(), "terminal", Details(**details), report_id)


class Desktop:
    """All the parts over one data folder."""

    def __init__(self, home: Home) -> None:
        self.home = home.make()
        self.database = Database(home.database_url)
        self.database.migrate()
        self.catalogue = Catalogue(self.database)
        self.originals = Originals(home.originals)
        self.jobs = Jobs(self.database)
        self.index = ListIndex()
        self.intake = Intake(self.catalogue, self.originals, self.jobs, read_at_once)
        self.runner = JobRunner(self.jobs, self.catalogue, self.index)

    def add(self, submission: Submission) -> Report:
        job_id = self.intake.accept(self.intake.propose(submission), "terminal")
        job = self.runner.run_until_done(job_id)
        assert job.state is JobState.DONE, job.message
        return self.catalogue.get_report(job.result["report"])

    def replace(self, report_id: str, submission: Submission) -> Report:
        job_id = self.intake.accept(self.intake.propose_replacement(report_id, submission), "terminal")
        assert self.runner.run_until_done(job_id).state is JobState.DONE
        return self.catalogue.get_report(report_id)


@pytest.fixture
def parts(tmp_path):
    parts = Desktop(Home(tmp_path / "home"))
    yield parts
    parts.database.close()


def test_a_document_becomes_a_report_by_the_real_reader(parts):
    parts.intake = Intake(parts.catalogue, parts.originals, parts.jobs)
    report = parts.add(offer())
    assert report == Report(
        id="ferry-aground",
        version=1,
        title="Ferry aground",
        body="The ferry ran aground on Friday.",
        publisher="The Example",
        published=date(2022, 6, 3),
        language="en",
        digest=offer().digest,
    )
    assert parts.originals.read(report.digest) == FERRY.encode()
    assert parts.index.staged == [("ferry-aground", 1)]


@pytest.mark.parametrize(
    ("submission", "details"),
    [
        pytest.param(
            offer(), Details("Ferry aground", "The Example", None, date(2022, 6, 3), None, "en"), id="its own"
        ),
        pytest.param(
            offer(title=" The  truth ", publisher="Other", url="https://example.org/a", language="FA-ir"),
            Details("The truth", "Other", None, date(2022, 6, 3), "https://example.org/a", "fa"),
            id="given",
        ),
    ],
)
def test_what_a_person_says_goes_before_what_the_document_says(parts, submission, details):
    assert parts.intake.propose(submission).details == details


@pytest.mark.parametrize(
    ("submission", "expected"),
    [
        pytest.param(offer(), "ferry-aground", id="from the title"),
        pytest.param(offer(report_id="mine"), "mine", id="given"),
        pytest.param(offer("---\nid: its-own\ntitle: x\n---\nText."), "its-own", id="from the document"),
        pytest.param(offer("---\nid: its-own\ntitle: x\n---\nText.", report_id="mine"), "mine", id="given goes before"),
        pytest.param(offer("---\ntitle: کشتی به گل نشست\n---\nمتن"), "report-", id="from the digest"),
    ],
)
def test_an_id_is_found(parts, submission, expected):
    assert parts.intake.propose(submission).report.id.startswith(expected)


@pytest.mark.parametrize(
    ("details", "words"),
    [({"url": "javascript:alert(1)"}, "is not a link"), ({"language": "Klingon language"}, "is not a language")],
)
def test_details_that_make_no_sense_are_one_sentence(parts, details, words):
    with pytest.raises(InvalidReportError, match=words):
        parts.intake.propose(offer(**details))


def test_proposing_changes_nothing(parts):
    parts.intake.propose(offer())
    assert parts.originals.list_digests() == []
    assert parts.jobs.list_waiting() == []
    assert not parts.catalogue.is_taken("ferry-aground")


@pytest.mark.parametrize(
    "text", [FERRY, FERRY.replace("The Example", "Another")], ids=["same bytes", "same text in another file"]
)
def test_a_duplicate_is_refused(parts, text):
    parts.add(offer())
    with pytest.raises(DuplicateReportError, match="is already on the shelf as “ferry-aground”"):
        parts.intake.propose(offer(text, "copy.md"))


def test_the_text_of_a_withdrawn_report_can_be_added_again(parts):
    parts.add(offer())
    Desk(parts.catalogue).withdraw("ferry-aground", "Invented.", "terminal")
    assert parts.add(offer()).id == "ferry-aground-2"


def test_an_id_in_use_is_refused(parts):
    parts.add(offer())
    with pytest.raises(ReportExistsError):
        parts.intake.propose(offer("Another text.", report_id="ferry-aground"))


def test_two_proposals_of_one_title_get_two_ids(parts):
    first = parts.intake.propose(offer())
    second = parts.intake.propose(offer(FERRY.replace("Friday", "Sunday")))
    assert first.report.id == second.report.id
    for proposal in (first, second):
        parts.intake.accept(proposal, "terminal")
    parts.runner.run_pending()
    assert [listing.id for listing in parts.catalogue.list_reports()] == ["ferry-aground", "ferry-aground-2"]
    assert parts.index.groups == [2]


def test_two_proposals_of_one_text_give_one_report(parts):
    proposals = [parts.intake.propose(offer(name=name)) for name in ("a.md", "b.md")]
    first, second = (parts.intake.accept(proposal, "terminal") for proposal in proposals)
    parts.runner.run_pending()
    assert parts.jobs.get(first).state is JobState.DONE
    assert parts.jobs.get(second).state is JobState.FAILED
    assert parts.jobs.get(second).message.startswith("b.md is already on the shelf as “ferry-aground”")
    assert len(parts.catalogue.list_reports()) == 1
    assert not parts.catalogue.is_taken("ferry-aground-2")


def test_a_duplicate_is_refused_when_it_came_between(parts):
    proposal = parts.intake.propose(offer(name="late.md"))
    parts.add(offer())
    with pytest.raises(DuplicateReportError):
        parts.intake.accept(proposal, "terminal")


def test_one_request_is_accepted_once(parts):
    proposal = parts.intake.propose(offer())
    first = parts.intake.accept(proposal, "telegram:7", request="press-1")
    parts.runner.run_pending()
    assert parts.intake.accept(proposal, "telegram:7", request="press-1") == first


def test_an_unreadable_document_is_refused_and_changes_nothing(parts):
    parts.intake = Intake(parts.catalogue, parts.originals, parts.jobs)
    with pytest.raises(UnreadableDocumentError):
        parts.intake.propose(offer("", "empty.md"))
    assert parts.catalogue.list_reports() == []


def test_an_accepted_document_is_seen_only_when_its_job_is_done(parts):
    parts.intake.accept(parts.intake.propose(offer()), "terminal")
    assert parts.catalogue.list_reports() == []
    parts.runner.run_next()
    assert len(parts.catalogue.list_reports()) == 1
    assert parts.index.sweeps == 1


def test_a_replacement_keeps_what_it_does_not_say(parts):
    parts.add(offer())
    report = parts.replace("ferry-aground", offer("The ferry ran aground on Thursday.", "new.md", author="A. Rao"))
    assert report.version == 2
    assert (report.title, report.publisher, report.author) == ("Ferry aground", "The Example", "A. Rao")
    assert report.body == "The ferry ran aground on Thursday."


def test_a_replacement_may_correct_details_alone_but_not_nothing(parts):
    parts.add(offer())
    with pytest.raises(DuplicateReportError):
        parts.intake.propose_replacement("ferry-aground", offer())
    assert parts.replace("ferry-aground", offer(publisher="The Other")).publisher == "The Other"


def test_a_replacement_is_warned_of_what_may_surprise(parts):
    parts.add(offer())
    Desk(parts.catalogue).withdraw("ferry-aground", "Invented.", "terminal")
    proposal = parts.intake.propose_replacement("ferry-aground", offer("---\nid: other\n---\nNew text."))
    assert len(proposal.warnings) == 2
    parts.runner.run_until_done(parts.intake.accept(proposal, "terminal"))
    assert parts.catalogue.get_report("ferry-aground").status is Status.WITHDRAWN


def test_a_replacement_with_the_text_of_another_report_is_refused(parts):
    parts.add(offer())
    parts.add(offer("Something else.", "else.md", report_id="other"))
    with pytest.raises(DuplicateReportError, match="“other”"):
        parts.intake.propose_replacement("ferry-aground", offer("Something else.", "else.md"))
    with pytest.raises(UnknownReportError):
        parts.intake.propose_replacement("absent", offer())


def test_one_bad_document_does_not_hold_up_the_others(parts):
    parts.index.refuse = "poison"
    texts = ["First.", "This is poison.", "Third."]
    ids = [parts.intake.accept(parts.intake.propose(offer(text, f"{text}.md")), "terminal") for text in texts]
    parts.runner.run_pending()
    assert [parts.jobs.get(job_id).state for job_id in ids] == [JobState.DONE, JobState.FAILED, JobState.DONE]
    assert parts.jobs.get(ids[1]).message == "The index refuses “poison”; leave it out."
    assert len(parts.catalogue.list_reports()) == 2
    assert not parts.catalogue.is_taken("this-is-poison")


def test_a_fault_in_the_program_is_raised_and_the_work_stays(parts):
    parts.index.stage = lambda reports, on_progress=None: 1 / 0
    job_id = parts.intake.accept(parts.intake.propose(offer()), "terminal")
    with pytest.raises(ZeroDivisionError):
        parts.runner.run_next()
    assert parts.jobs.get(job_id).state is JobState.QUEUED
    del parts.index.stage
    parts.runner.run_pending()
    assert parts.jobs.get(job_id).state is JobState.DONE


def test_a_job_that_always_ends_its_holder_is_given_up_and_leaves_nothing(parts):
    parts.index.stage = lambda reports, on_progress=None: 1 / 0
    job_id = parts.intake.accept(parts.intake.propose(offer()), "terminal")
    while not parts.jobs.get(job_id).finished:
        with pytest.raises(ZeroDivisionError):
            parts.runner.run_next()
    assert "given up" in parts.jobs.get(job_id).message
    assert not parts.catalogue.is_taken("ferry-aground")


def test_a_sweep_that_fails_does_not_undo_what_was_published(parts):
    def fail():
        raise VectorIndexError("Chroma did not answer; start it again.")

    parts.index.sweep = fail
    assert parts.add(offer()).id == "ferry-aground"


@pytest.mark.parametrize("kind", [JobKind.CHECK, JobKind.REINDEX])
def test_upkeep_gives_its_figures(parts, kind):
    parts.add(offer())
    job = parts.runner.run_until_done(parts.jobs.put(kind))
    assert job.result == {"passages": 1}


def test_progress_is_told_here_and_noted_for_others(parts):
    parts.index.delay_s = 0.3
    for number in range(3):
        job_id = parts.intake.accept(parts.intake.propose(offer(f"Text {number}.", f"{number}.md")), "terminal")
    seen, noted = [], []
    waiter = threading.Thread(target=lambda: parts.jobs.wait(job_id, lambda *step: noted.append(step), 20))
    waiter.start()
    parts.runner.run_until_done(job_id, lambda done, total: seen.append((done, total)))
    waiter.join()
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert noted == sorted(noted)
    assert any(done > 0 and total == 3 for done, total in noted)


def make_opener(parts: Desktop):
    @contextmanager
    def open_runner():
        yield parts.runner

    return open_runner


def test_a_command_beside_a_holder_waits_and_takes_over_when_it_is_gone(parts):
    job_id = parts.intake.accept(parts.intake.propose(offer()), "terminal")
    child = start_worker(parts, "time.sleep(60)")
    finished: list[JobState] = []
    waiter = threading.Thread(
        target=lambda: finished.append(finish_job(job_id, parts.jobs, parts.home, make_opener(parts)).state)
    )
    waiter.start()
    time.sleep(0.5)
    assert finished == []
    child.send_signal(signal.SIGKILL)
    child.communicate()
    waiter.join(20)
    assert finished == [JobState.DONE]


def test_a_command_beside_a_holder_gets_what_the_holder_did(parts):
    child = start_worker(parts, "while True: runner.run_pending(); time.sleep(0.05)")
    job_id = parts.intake.accept(parts.intake.propose(offer()), "terminal")
    job = finish_job(job_id, parts.jobs, parts.home, make_opener(parts))
    child.kill()
    child.communicate()
    assert job.state is JobState.DONE
    assert parts.index.staged == []


WORKER = """
import random, sys, time
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from bot.home import Home
from tests.bot.test_intake import Desktop
parts = Desktop(Home(Path(sys.argv[1])))
runner = parts.runner
parts.index.delay_s = 0.002
with parts.home.hold(timeout_s=20):
    runner.recover()
    print("working", flush=True)
    {work}
"""


def start_worker(parts: Desktop, work: str) -> subprocess.Popen[str]:
    root = __file__.rpartition("/tests/")[0]
    command = [sys.executable, "-c", WORKER.format(work=work), parts.home.path, root]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "working\n"
    return child


def test_killing_the_worker_at_any_moment_loses_nothing_that_was_accepted(parts):
    accepted: dict[str, str] = {}

    def accept(text: str, proposal: Proposal) -> None:
        job_id = parts.intake.accept(proposal, "terminal")
        accepted[parts.jobs.get(job_id).payload["report"]] = text

    def read_on() -> None:
        while not stop.is_set():
            for report in parts.catalogue.live_reports():
                seen.append((report.id, report.version, report.body))
            time.sleep(0.01)

    for number in range(40):
        text = f"Report {number} as it was first."
        accept(text, parts.intake.propose(offer(text, f"report-{number}.md", report_id=f"r{number}")))
    stop, seen = threading.Event(), list[tuple[str, int, str]]()
    reader = threading.Thread(target=read_on)
    reader.start()
    for round_number, delay in enumerate((0.03, 0.1, 0.2)):
        child = start_worker(parts, "runner.run_pending()")
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)
        child.communicate()
        for listing in parts.catalogue.list_reports()[:3]:
            text = f"{listing.id} as it is in round {round_number}."
            accept(text, parts.intake.propose_replacement(listing.id, offer(text, "new.md")))
    parts.runner.recover()
    parts.runner.run_pending()
    stop.set()
    reader.join()
    assert {report.id: report.body for report in parts.catalogue.live_reports()} == accepted
    assert set(seen) <= {
        (report_id, version, body)
        for report_id in accepted
        for version, body in list_versions(parts.catalogue, report_id)
    }
    parts.database.check()


def list_versions(catalogue: Catalogue, report_id: str) -> list[tuple[int, str]]:
    versions = [event.version for event in catalogue.history(report_id)]
    assert versions == sorted(set(versions)), "a version was published twice"
    return [(version, catalogue.get_report(report_id, version).body) for version in versions]
