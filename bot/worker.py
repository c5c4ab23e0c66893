"""Does the work that waits in the queue: the second half of the pipe in `bot.intake`.

    staged version | split | embed | index | receipt

Only the holder of the data folder runs it, in one thread. A version stands from the transaction that also marks its
job as done; whatever is cut short before that is done again.
"""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, closing, suppress
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Protocol

from bot.errors import HomeInUseError, JobError
from bot.home import Home
from bot.state.jobs import Job, JobKind, Jobs
from corpus.catalogue import Catalogue
from corpus.database import Connection
from corpus.errors import CorpusError, DuplicateReportError
from corpus.publishing import Desk
from corpus.reports import Report
from corpus.worded import Worded
from index.errors import FindingError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Progress = Callable[[int, int], None]
Tell = Callable[[Report, Connection], int]
ADDING = (JobKind.ADD, JobKind.REPLACE)
GROUP = 128
"""How many reports are embedded together: more leave fewer batches padded, and make a replacement wait longer."""

POLL_S = 0.1
PROGRESS_S = 0.5


class Index(Protocol):
    """What the worker needs of the index; `on_progress` must be called outside writing transactions."""

    def stage(self, reports: Sequence[Report], on_progress: Progress | None = None) -> None:
        """Prepare versions to be found once they stand; doing it again for the same versions changes nothing."""

    def sweep(self) -> None:
        """Remove what belongs to no version that stands."""

    def reindex_in_steps(
        self, model: str | None, on_progress: Progress | None, on_switch: Callable[[Connection], None]
    ) -> "Generator[DataclassInstance | None, None, None]":
        """Build everything anew from the catalogue with a model; gives None where it may be left, then what was done.

        `on_switch` is called in the transaction from which another model answers.
        """

    def check(self) -> "DataclassInstance":
        """Compare with the catalogue, and mend."""


class Changes(Protocol):
    """Who tells of changes of the embedding model; `bot.model_changes` does."""

    def begin(self) -> None:
        """Queue the change that the settings ask for, if they ask for one."""

    def tell_begun(self, job: Job) -> None:
        """Tell that a job is taken up, once."""

    def tell_done(self, job: Job, connection: Connection) -> None:
        """Tell that another model answers."""

    def tell_failed(self, job: Job, reason: str) -> None:
        """Tell that none does."""


class JobRunner:
    """Runs the jobs in their order. Reports are added in groups, since embedding is faster in large batches.

    `before_each` is called before a job is looked for: the index may need to be made ready. `tell` is called with a
    version that has replaced another, in the transaction in which it has, and gives how many readers are told of it.
    """

    def __init__(
        self,
        jobs: Jobs,
        catalogue: Catalogue,
        index: Index,
        before_each: Callable[[], None] = lambda: None,
        tell: Tell = lambda report, connection: 0,
        changes: Changes | None = None,
    ) -> None:
        self._jobs = jobs
        self._catalogue = catalogue
        self._desk = Desk(catalogue)
        self._index = index
        self._before_each = before_each
        self._tell = tell
        self._changes = changes

    def follow_settings(self) -> None:
        """Queue the change of the embedding model that the settings ask for, if they ask for one."""
        if self._changes is not None:
            self._changes.begin()

    def recover(self) -> None:
        """Queue again what a dead holder left half done, and drop what has ended several; call it once, first."""
        with self._jobs.database.writing() as connection:
            for job in self._jobs.recover(connection):
                self._discard(job, connection)

    def run_next(self, on_progress: Progress | None = None, is_over: Callable[[], bool] = lambda: False) -> bool:
        """Run the next job, or the next group of additions; whether there was one.

        Building the index anew is left, to be taken up later, when another job comes or `is_over` says so. What goes
        wrong with one job is written down in that job. A fault that is none of a document's is raised, and the work is
        queued again.
        """
        self._before_each()
        claimed = self._jobs.claim(GROUP, together=ADDING)
        if not claimed:
            return False
        try:
            self._run(claimed, self._make_progress(claimed, on_progress), is_over)
        except (CorpusError, FindingError) as error:
            self._give_back(claimed, str(error))
        except BaseException:
            self.recover()
            raise
        return True

    def run_pending(self) -> None:
        """Run jobs until none is queued."""
        while self.run_next():
            pass

    def run_until_done(self, job_id: int, on_progress: Progress | None = None) -> Job:
        """Run jobs in their order until this one is finished, and give it.

        Raises:
            JobError: when it is not in the queue.
        """
        while not (job := self._jobs.get(job_id)).finished:
            if not self.run_next(on_progress, lambda: self._jobs.get(job_id).finished):
                raise JobError(
                    Worded(
                        "Job {number} is being done by another process; try again when that has ended.", number=job_id
                    )
                )
        return job

    def _run(self, claimed: Sequence[Job], on_progress: Progress, is_over: Callable[[], bool]) -> None:
        if claimed[0].kind is JobKind.REINDEX:
            self._reindex(claimed[0], on_progress, is_over)
        elif claimed[0].kind is JobKind.CHECK:
            self._jobs.finish(claimed[0].id, asdict(self._index.check()))
        else:
            self._add(claimed, on_progress)

    def _reindex(self, job: Job, on_progress: Progress, is_over: Callable[[], bool]) -> None:
        if self._changes is not None:
            self._changes.tell_begun(job)
        steps = self._index.reindex_in_steps(job.payload.get("model"), on_progress, partial(self._tell_done, job))
        with closing(steps):
            for done in steps:
                if done is not None:
                    self._jobs.finish(job.id, asdict(done))
                elif is_over() or self._jobs.has_impatient():
                    self._jobs.give_way(job)
                    return
                else:
                    self._jobs.note_step(job)

    def _tell_done(self, job: Job, connection: Connection) -> None:
        if self._changes is not None:
            self._changes.tell_done(job, connection)

    def _add(self, claimed: Sequence[Job], on_progress: Progress) -> None:
        staged = {job.id: self._desk.find_staged(*_place(job)) for job in claimed}
        self._index.stage([report for report in staged.values() if report], on_progress)
        for job in claimed:
            self._publish(job, staged[job.id])
        self._sweep()

    def _publish(self, job: Job, report: Report | None) -> None:
        report_id, version = _place(job)
        with self._jobs.database.writing() as connection:
            twin = self._catalogue.find_duplicate(report.digest, report.body, connection) if report else None
            if twin is not None and twin != report_id:
                self._fail(job, str(DuplicateReportError(job.payload["name"], twin)), connection)
                return
            self._desk.publish(report_id, version, job.payload["actor"], connection)
            told = {"told": self._tell(report, connection)} if report and job.kind is JobKind.REPLACE else {}
            self._jobs.finish(job.id, {"report": report_id, "version": version, **told}, connection)

    def _give_back(self, claimed: Sequence[Job], message: str) -> None:
        if len(claimed) > 1:
            self._jobs.requeue(claimed)
            return
        with self._jobs.database.writing() as connection:
            if not self._jobs.get(claimed[0].id, connection).finished:
                self._fail(claimed[0], message, connection)
        if self._changes is not None and claimed[0].kind is JobKind.REINDEX:
            self._changes.tell_failed(claimed[0], message)
        self._sweep()

    def _sweep(self) -> None:
        # What does not stand is never shown, so it can wait for the next time.
        with suppress(CorpusError, FindingError):
            self._index.sweep()

    def _fail(self, job: Job, message: str, connection: Connection) -> None:
        self._jobs.fail(job.id, message, connection)
        self._discard(job, connection)

    def _discard(self, job: Job, connection: Connection) -> None:
        if job.kind in ADDING:
            self._desk.discard(*_place(job), connection)

    def _make_progress(self, claimed: Sequence[Job], on_progress: Progress | None) -> Progress:
        noted_at = 0.0

        def note(done: int, total: int) -> None:
            nonlocal noted_at
            if on_progress:
                on_progress(done, total)
            if done == total or time.monotonic() - noted_at >= PROGRESS_S:
                noted_at = time.monotonic()
                self._jobs.note_progress(claimed, done, total)

        return note


def finish_job(
    job_id: int,
    jobs: Jobs,
    home: Home,
    open_runner: Callable[[], AbstractContextManager[JobRunner]],
    on_progress: Progress | None = None,
) -> Job:
    """Give a job when it is finished: by the process that holds the data folder, or here once nobody holds it."""
    while not (job := jobs.get(job_id)).finished:
        try:
            with home.hold():
                return run_here(job_id, jobs, open_runner, on_progress)
        except HomeInUseError:
            if on_progress:
                on_progress(job.done, job.total)
            time.sleep(POLL_S)
    return job


def run_here(
    job_id: int,
    jobs: Jobs,
    open_runner: Callable[[], AbstractContextManager[JobRunner]],
    on_progress: Progress | None = None,
) -> Job:
    """Run the queue up to this job, as the holder of the data folder; the last holder may just have finished it."""
    if (job := jobs.get(job_id)).finished:
        return job
    with open_runner() as runner:
        runner.recover()
        return runner.run_until_done(job_id, on_progress)


def _place(job: Job) -> tuple[str, int]:
    return job.payload["report"], job.payload["version"]
