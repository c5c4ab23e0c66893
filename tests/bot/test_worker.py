"""The worker: what was accepted is never lost, and is seen only when all of it is ready."""

import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest

from bot.home import Home
from bot.intake import Proposal
from bot.state.jobs import JobKind, JobState
from bot.worker import finish_job
from corpus.catalogue import Catalogue
from index.errors import VectorIndexError
from tests.bot.desktop import Desktop, offer


@pytest.fixture
def parts(tmp_path):
    parts = Desktop(Home(tmp_path / "home"))
    yield parts
    parts.database.close()


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
