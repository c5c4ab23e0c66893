"""A process that works on a data folder until it is killed: what the bot or a row of commands does, without Telegram.

    answer a question | finish what the last one left | check twice | work without end

It is `python -m tests.kills.holder HOME TASK`. Every line that it prints is an event as JSON, and a promise.
"""

import json
import logging
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

import bot.main
from bot.answering.answers import Question
from bot.home import Home
from bot.main import Desk, open_desk, working
from bot.settings import Settings
from bot.state.jobs import Job, JobKind, JobState
from corpus import publishing
from corpus.reports import Status
from tests.kills.marked_reports import find_edition, find_fault, make_question, make_submission
from tests.kills.quick_embedding import LoadingEmbedder, QuickEmbedder
from tests.shelves import list_citations

NOTES = ("note-20-1", "note-20-2", "note-20-3")
WITHDRAWN_S = 0.3
POLL_S = 0.05
TOLD_TO_LEAVE = threading.Event()

Wait = Callable[[int], Job]


@dataclass(frozen=True, slots=True)
class Task:
    """What to do: add, replace, withdraw or reindex, as the bot does (`serving`) or one command after another.

    The largest report has `length` passages, and `large` keeps replacements to that one; `loads` makes questions wait
    for the packaged model.
    """

    number: int
    work: str
    serving: bool
    large: bool
    length: int
    loads: bool

    @property
    def ledger(self) -> str:
        """The id of the largest report."""
        return f"ledger-{self.length}"


def run(home: Path, task: Task) -> None:
    settings = Settings(_env_file=None, onrecord_home=home)
    bot.main.SentenceTransformerEmbedder = LoadingEmbedder if task.loads else QuickEmbedder
    if not task.serving:
        with open_desk(settings) as desk:
            live(desk, task, desk.wait)
        return
    with Home(home).hold(), open_desk(settings) as desk, working(desk):
        live(desk, task, partial(wait_or_leave, desk))


def live(desk: Desk, task: Task, wait: Wait) -> None:
    if not desk.catalogue.list_reports():
        for report_id in (task.ledger, *NOTES):
            add(desk, report_id, f"e{task.number}n0", wait)
    answer_first(desk, task)
    for job in desk.state.jobs.list_waiting():
        tell_end("recovered", wait(job.id))
    for _ in range(2):
        tell_end("checked", wait(desk.state.jobs.put(JobKind.CHECK)))
    tell("ready")
    restore_left(desk)
    for number in count(1):
        for job_id in list(WORK[task.work](desk, task, number)):
            tell_end("ended", wait(job_id))
        leave_if_told()


def wait_or_leave(desk: Desk, job_id: int) -> Job:
    """Wait for a job that another thread does, or end in the middle of it as the bot does when it is told to."""
    while not (job := desk.state.jobs.get(job_id)).finished:
        leave_if_told()
        time.sleep(POLL_S)
    return job


def answer_first(desk: Desk, task: Task) -> None:
    body = desk.catalogue.get_report(task.ledger).body
    record = desk.ask(Question(make_question(body, random.Random(task.number))), "terminal")
    # Whether made-up words support an answer is not the question here; what they find is quoted either way.
    quotes = [citation.quote for citation in list_citations(record)]
    tell("answered", quotes=len(quotes), faults=[fault for quote in quotes if (fault := find_fault(quote))])


def work_add(desk: Desk, task: Task, number: int) -> Iterator[int]:
    """Hand in one longer report, or three short ones that are worked on together."""
    if number % 2:
        name = f"batch-{task.length // 3}-{task.number}-{number}"
        yield hand_in(desk, name, f"e{task.number}n{number}", replaces=False)
        return
    for place in range(3):
        yield hand_in(desk, f"note-20-{task.number}-{number}-{place}", f"e{task.number}n{number}", replaces=False)


def work_replace(desk: Desk, task: Task, number: int) -> Iterator[int]:
    """Hand in a new edition of the ledger, or of each of the notes."""
    for report_id in [task.ledger] if task.large or number % 2 else NOTES:
        yield hand_in(desk, report_id, f"e{task.number}n{number}", replaces=True)


def work_withdraw(desk: Desk, task: Task, number: int) -> Iterator[int]:
    """Withdraw a note, at times after a correction and with new words for it meanwhile, and restore it."""
    report_id, edition = NOTES[number % len(NOTES)], f"e{task.number}n{number}"
    if number % 3 == 0:
        change(desk, "correct", report_id, f"Corrected at {edition}.")
    change(desk, "withdraw", report_id, f"Withdrawn at {edition}.")
    if number % 2:
        yield hand_in(desk, report_id, edition, replaces=True)
    else:
        time.sleep(WITHDRAWN_S)
    change(desk, "restore", report_id, None)


def work_reindex(desk: Desk, _task: Task, _number: int) -> Iterator[int]:
    yield desk.state.jobs.put(JobKind.REINDEX)


WORK = {"add": work_add, "replace": work_replace, "withdraw": work_withdraw, "reindex": work_reindex}


def change(desk: Desk, action: str, report_id: str, note: str | None) -> None:
    """Change how a report stands; from the second line that is printed then, it stands so."""
    facts = {"action": action, "report": report_id, "note": note}
    tell("changing", **facts)
    editing = publishing.Desk(desk.catalogue)
    if action == "restore":
        editing.restore(report_id, "terminal")
    else:
        {"withdraw": editing.withdraw, "correct": editing.correct}[action](report_id, note, "terminal")
    tell("changed", **facts)


def restore_left(desk: Desk) -> None:
    """Let the report stand again that the last one was killed at."""
    for report in desk.catalogue.list_reports():
        if report.status is Status.WITHDRAWN:
            change(desk, "restore", report.id, None)


def add(desk: Desk, report_id: str, edition: str, wait: Wait) -> None:
    tell_end("ended", wait(hand_in(desk, report_id, edition, replaces=False)))


def hand_in(desk: Desk, report_id: str, edition: str, *, replaces: bool) -> int:
    """Put a report into the catalogue; from the line that is printed then, it may not be lost."""
    submission = make_submission(report_id, edition)
    propose = desk.intake.propose
    proposal = desk.intake.propose_replacement(report_id, submission) if replaces else propose(submission)
    assert find_edition(proposal.report.body) == edition
    job_id = desk.intake.accept(proposal, "terminal")
    tell("accepted", job=job_id, report=report_id, edition=edition)
    return job_id


def tell_end(event: str, job: Job) -> None:
    done = job.state is JobState.DONE
    tell(event, job=job.id, kind=job.kind, done=done, message=job.message, result=dict(job.result))


def tell(event: str, **facts: object) -> None:
    sys.stdout.write(json.dumps({"event": event, **facts}) + "\n")
    sys.stdout.flush()


def leave_if_told() -> None:
    """End where nothing is half done in this thread, so that no library logs that it was cut short."""
    if TOLD_TO_LEAVE.is_set():
        raise SystemExit


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: TOLD_TO_LEAVE.set())
    logging.basicConfig(level=logging.INFO)
    run(Path(sys.argv[1]), Task(**json.loads(sys.argv[2])))
