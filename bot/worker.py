"""Does the work that waits in the queue: the second half of the pipe in `bot.intake`.

    staged version | split | embed | index | receipt

Only the holder of the data folder runs it, in one thread. A version stands from the transaction that also marks its
job as done; whatever is cut short before that is done again.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Protocol

from bot.errors import HomeInUseError, JobError
from bot.home import Home
from bot.state.jobs import Job, JobKind, Jobs
from corpus.catalogue import Catalogue
from corpus.database import Connection
from corpus.errors import CorpusError, DuplicateReportError
from corpus.publishing import Desk
from corpus.reports import Report
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

    def reindex(self, on_progress: Progress | None = None) -> "DataclassInstance":
        """Build everything anew from the catalogue."""

    def check(self) -> "DataclassInstance":
        """Compare with the catalogue, and mend."""


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
        group: int = GROUP,
        before_each: Callable[[], None] = lambda: None,
        tell: Tell = lambda report, connection: 0,
    ) -> None:
        self._jobs = jobs
        self._catalogue = catalogue
        self._desk = Desk(catalogue)
        self._index = index
        self._group = group
        self._before_each = before_each
        self._tell = tell

    def recover(self) -> None:
        """Queue again what a dead holder left half done, and drop what has ended several; call it once, first."""
        with self._jobs.database.writing() as connection:
            for job in self._jobs.recover(connection):
                self._discard(job, connection)

    def run_next(self, on_progress: Progress | None = None) -> bool:
        """Run the next job, or the next group of additions; whether there was one.

        What goes wrong with one job is written down in that job. A fault that is none of a document's is raised, and
        the work is queued again.
        """
        self._before_each()
        claimed = self._jobs.claim(self._group, together=ADDING)
        if not claimed:
            return False
        try:
            self._run(claimed, self._make_progress(claimed, on_progress))
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
            if not self.run_next(on_progress):
                raise JobError(f"Job {job_id} is being done by another process; try again when that has ended.")
        return job

    def _run(self, claimed: Sequence[Job], on_progress: Progress) -> None:
        if claimed[0].kind is JobKind.REINDEX:
            self._jobs.finish(claimed[0].id, asdict(self._index.reindex(on_progress)))
        elif claimed[0].kind is JobKind.CHECK:
            self._jobs.finish(claimed[0].id, asdict(self._index.check()))
        else:
            self._add(claimed, on_progress)

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
