"""Work on the catalogue that whoever holds the data folder does: a queue in the database, done in order.

Building the index anew may take hours, so it comes last, and lets others pass where it can be left.

Anyone may put a job; only the holder of the lock takes one. A job that was running when its holder died is queued
again by the next, so every job can be run twice. One that has ended ten holders is given up.
"""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Integer, Row, String, Table, Update, func, insert, select, update

from bot.errors import JobError
from bot.state.kept_words import WordedString
from corpus.database import Connection, Database, UtcDateTime, make_now, metadata
from corpus.worded import Worded

jobs = Table(
    "jobs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("request", String, unique=True),
    Column("state", String, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("message", WordedString),
    Column("result", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
)

MOST_ATTEMPTS = 10
POLL_S = 0.1
GIVEN_UP = Worded(
    "The work was given up after it had ended the program {count} times; look at its log for the cause.",
    count=MOST_ATTEMPTS,
)


class JobKind(StrEnum):
    """What a job does."""

    ADD = "add"
    REPLACE = "replace"
    REINDEX = "reindex"
    CHECK = "check"


class JobState(StrEnum):
    """How far a job has come."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work; `done` of `total` steps are behind it, and `message` says in one sentence why it failed."""

    id: int
    kind: JobKind
    payload: Mapping[str, Any]
    state: JobState
    attempts: int
    done: int
    total: int
    message: str | None
    result: Mapping[str, Any]
    created_at: datetime
    finished_at: datetime | None

    @property
    def finished(self) -> bool:
        """Whether it was done or has failed."""
        return self.state in (JobState.DONE, JobState.FAILED)


COLUMNS = [jobs.c[field.name] for field in fields(Job)]
IS_PATIENT = jobs.c.kind == JobKind.REINDEX
"""Whether a job lets all others pass."""


class Jobs:
    """The queue."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def put(
        self,
        kind: JobKind,
        payload: Mapping[str, Any] | None = None,
        request: str | None = None,
        inside: Connection | None = None,
    ) -> int:
        """Queue a job and give its id; a request that was put before gives the id that it got then."""
        with self.database.writing(inside) as connection:
            known = None if request is None else self.find_request(request, connection)
            if known is not None:
                return known
            values: dict[str, Any] = {
                "kind": kind,
                "payload": dict(payload or {}),
                "request": request,
                "state": JobState.QUEUED,
            }
            values |= {"attempts": 0, "done": 0, "total": 0, "result": {}, "created_at": make_now()}
            return int(connection.execute(insert(jobs).values(**values).returning(jobs.c.id)).scalar_one())

    def find_request(self, request: str, inside: Connection | None = None) -> int | None:
        """Give the id of the job that a request got, or None."""
        with self.database.reading(inside) as connection:
            return connection.execute(select(jobs.c.id).where(jobs.c.request == request)).scalar()

    def get(self, job_id: int, inside: Connection | None = None) -> Job:
        """Give a job.

        Raises:
            JobError: when there is none with this id.
        """
        with self.database.reading(inside) as connection:
            row = connection.execute(select(*COLUMNS).where(jobs.c.id == job_id)).first()
        if row is None:
            raise JobError(
                Worded("There is no job {number}; it may have been put into another data folder.", number=job_id)
            )
        return _make_job(row)

    def list_waiting(self) -> list[Job]:
        """Give the jobs that are queued or running, in the order in which they are done."""
        return self._list(JobState.QUEUED, JobState.RUNNING)

    def count(self, first: int, last: int, *states: JobState) -> int:
        """Give how many of the jobs from one id to another are in one of these states."""
        between = jobs.c.id.between(first, last) & jobs.c.state.in_(states)
        with self.database.reading() as connection:
            return int(connection.execute(select(func.count()).where(between)).scalar_one())

    def count_waiting(self) -> int:
        """Give how many jobs are queued or running."""
        waiting = jobs.c.state.in_((JobState.QUEUED, JobState.RUNNING))
        with self.database.reading() as connection:
            return int(connection.execute(select(func.count()).where(waiting)).scalar_one())

    def claim(self, most: int = 1, together: Collection[JobKind] = ()) -> list[Job]:
        """Take the next job, for the holder of the lock only; gives nothing when none is queued.

        With a first job of a kind in `together`, the ones behind it come along, up to `most`, as far as they are of
        such a kind too. One that was attempted before comes alone, so that it can take no other down with it.
        """
        with self.database.writing() as connection:
            queued = select(*COLUMNS).where(jobs.c.state == JobState.QUEUED).order_by(IS_PATIENT, jobs.c.id).limit(most)
            taken = _take_group([_make_job(row) for row in connection.execute(queued)], together)
            begun = {"state": JobState.RUNNING, "attempts": jobs.c.attempts + 1}
            if taken and taken[0].kind is not JobKind.REINDEX:  # that one goes on where it was left
                begun |= {"done": 0, "total": 0}
            connection.execute(_update(taken).values(**begun))
            return [self.get(job.id, connection) for job in taken]

    def recover(self, inside: Connection | None = None) -> list[Job]:
        """Queue what a dead holder left running, for a new holder only.

        What has ended too many holders fails instead, and is given.
        """
        running = jobs.c.state == JobState.RUNNING
        with self.database.writing(inside) as connection:
            hopeless = connection.execute(select(*COLUMNS).where(running, jobs.c.attempts >= MOST_ATTEMPTS)).all()
            for row in hopeless:
                self.fail(row.id, GIVEN_UP, connection)
            connection.execute(update(jobs).where(running).values(state=JobState.QUEUED))
        return [_make_job(row) for row in hopeless]

    def requeue(self, group: Collection[Job]) -> None:
        """Queue again those of these jobs that are still running; each is taken alone then."""
        with self.database.writing() as connection:
            running = jobs.c.state == JobState.RUNNING
            connection.execute(_update(group).where(running).values(state=JobState.QUEUED))

    def has_impatient(self) -> bool:
        """Whether a job is queued that comes before one which builds the index anew."""
        waiting = select(jobs.c.id).where(jobs.c.state == JobState.QUEUED, ~IS_PATIENT).limit(1)
        with self.database.reading() as connection:
            return connection.execute(waiting).first() is not None

    def give_way(self, job: Job) -> None:
        """Queue a running job again that was left where nothing is lost, which is no attempt that failed."""
        running = (jobs.c.id == job.id) & (jobs.c.state == JobState.RUNNING)
        with self.database.writing() as connection:
            connection.execute(update(jobs).where(running).values(state=JobState.QUEUED, attempts=0))

    def note_step(self, job: Job) -> None:
        """Say that a job has come nearer to its end, so that the attempts that ended before do not count against it."""
        with self.database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == job.id).values(attempts=1))

    def note_progress(self, group: Collection[Job], done: int, total: int) -> None:
        """Say how far running jobs have come."""
        with self.database.writing() as connection:
            connection.execute(_update(group).values(done=done, total=total))

    def finish(self, job_id: int, result: Mapping[str, Any] | None = None, inside: Connection | None = None) -> None:
        """Mark a job as done; pass `inside` to let that stand or fall with what the job changed."""
        self._end(job_id, {"state": JobState.DONE, "result": dict(result or {})}, inside)

    def fail(self, job_id: int, message: str, inside: Connection | None = None) -> None:
        """Mark a job as failed, with one sentence that says why."""
        self._end(job_id, {"state": JobState.FAILED, "message": message}, inside)

    def wait(
        self, job_id: int, on_progress: Callable[[int, int], None] | None = None, timeout_s: float | None = None
    ) -> Job:
        """Wait until another process has finished a job, and give it; `on_progress` is told done and total steps.

        Raises:
            JobError: when it is not finished in time; it stays in the queue.
        """
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        while not (job := self.get(job_id)).finished:
            if deadline is not None and time.monotonic() > deadline:
                raise JobError(
                    Worded("Job {number} is not finished yet; it stays in the queue and will be done.", number=job_id)
                )
            if on_progress:
                on_progress(job.done, job.total)
            time.sleep(POLL_S)
        return job

    def _end(self, job_id: int, values: Mapping[str, Any], inside: Connection | None) -> None:
        with self.database.writing(inside) as connection:
            connection.execute(update(jobs).where(jobs.c.id == job_id).values(finished_at=make_now(), **values))

    def _list(self, *states: JobState) -> list[Job]:
        query = select(*COLUMNS).where(jobs.c.state.in_(states)).order_by(jobs.c.id)
        with self.database.reading() as connection:
            return [_make_job(row) for row in connection.execute(query)]


def _take_group(queued: list[Job], together: Collection[JobKind]) -> list[Job]:
    joins = [job.kind in together and job.attempts == 0 for job in queued]
    if not joins or not joins[0]:
        return queued[:1]
    return queued[: joins.index(False)] if False in joins else queued


def _update(group: Collection[Job]) -> Update:
    return update(jobs).where(jobs.c.id.in_([job.id for job in group]))


def _make_job(row: Row[*tuple[Any, ...]]) -> Job:
    values = dict(row._mapping)
    return Job(**values | {"kind": JobKind(values["kind"]), "state": JobState(values["state"])})
