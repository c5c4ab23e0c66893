"""The queue of work: done in order, once it is done, and again when its holder was killed."""

import signal
import subprocess
import sys
import threading
import time

import pytest

from bot.errors import JobError
from bot.state.jobs import MOST_ATTEMPTS, JobKind, Jobs, JobState
from corpus.database import Database

ADDING = (JobKind.ADD, JobKind.REPLACE)


@pytest.fixture
def database(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    database.migrate()
    yield database
    database.close()


@pytest.fixture
def jobs(database):
    return Jobs(database)


def claim_ids(jobs: Jobs, most: int = 1) -> list[int]:
    return [job.id for job in jobs.claim(most, together=ADDING)]


def test_a_job_is_queued_claimed_and_finished(jobs):
    job_id = jobs.put(JobKind.ADD, {"report": "ferry", "version": 1})
    assert jobs.get(job_id).state is JobState.QUEUED
    (job,) = jobs.claim()
    assert (job.id, job.kind, job.payload, job.state) == (
        job_id,
        JobKind.ADD,
        {"report": "ferry", "version": 1},
        JobState.RUNNING,
    )
    jobs.note_progress([job], 3, 7)
    assert (jobs.get(job_id).done, jobs.get(job_id).total) == (3, 7)
    jobs.finish(job_id, {"passages": 4})
    job = jobs.get(job_id)
    assert (job.state, job.result, job.finished) == (JobState.DONE, {"passages": 4}, True)
    assert job.finished_at >= job.created_at
    assert jobs.claim() == []


def test_a_failed_job_says_why(jobs):
    job_id = jobs.put(JobKind.CHECK)
    jobs.claim()
    jobs.fail(job_id, "The disk is full.")
    assert (jobs.get(job_id).state, jobs.get(job_id).message) == (JobState.FAILED, "The disk is full.")


def test_building_the_index_anew_lets_all_others_pass(jobs):
    patient, first, second = (jobs.put(kind) for kind in (JobKind.REINDEX, JobKind.CHECK, JobKind.CHECK))
    assert [claim_ids(jobs, 10) for _ in range(3)] == [[first], [second], [patient]]


def test_what_gave_way_is_taken_up_again_and_no_attempt_is_counted(jobs):
    job_id = jobs.put(JobKind.REINDEX)
    for _ in range(2 * MOST_ATTEMPTS):
        (job,) = jobs.claim()
        jobs.note_progress([job], 5, 9)
        assert not jobs.has_impatient()
        jobs.put(JobKind.CHECK)
        assert jobs.has_impatient()
        jobs.give_way(job)
        jobs.finish(jobs.claim()[0].id)
    assert (jobs.get(job_id).state, jobs.get(job_id).attempts) == (JobState.QUEUED, 0)
    assert [(job.done, job.total) for job in jobs.claim()] == [(5, 9)]


def test_a_job_that_comes_nearer_to_its_end_each_time_is_never_given_up(jobs):
    job_id = jobs.put(JobKind.REINDEX)
    for _ in range(2 * MOST_ATTEMPTS):
        jobs.note_step(*jobs.claim())
        jobs.recover()
    assert jobs.get(job_id).state is JobState.QUEUED


def test_jobs_are_taken_in_the_order_they_were_put(jobs):
    first, second = jobs.put(JobKind.CHECK), jobs.put(JobKind.ADD)
    assert [job.id for job in jobs.list_waiting()] == [first, second]
    assert claim_ids(jobs, 10) == [first]
    assert claim_ids(jobs, 10) == [second]


def test_jobs_that_go_together_are_taken_together_up_to_the_first_other_one(jobs):
    kinds = [JobKind.ADD, JobKind.REPLACE, JobKind.ADD, JobKind.CHECK, JobKind.ADD]
    ids = [jobs.put(kind) for kind in kinds]
    assert claim_ids(jobs, 2) == ids[:2]
    assert claim_ids(jobs, 10) == ids[2:3]
    assert claim_ids(jobs, 10) == ids[3:4]
    assert claim_ids(jobs, 10) == ids[4:]


def test_a_request_gets_one_job_however_often_it_is_put(jobs):
    first = jobs.put(JobKind.ADD, {"n": 1}, request="press-7")
    assert jobs.put(JobKind.ADD, {"n": 2}, request="press-7") == first
    assert jobs.put(JobKind.ADD, {"n": 3}) != jobs.put(JobKind.ADD, {"n": 3})
    assert jobs.get(first).payload == {"n": 1}
    assert (jobs.find_request("press-7"), jobs.find_request("press-8")) == (first, None)


def test_an_unknown_job_is_one_sentence(jobs):
    with pytest.raises(JobError, match="There is no job 7"):
        jobs.get(7)


def test_a_new_holder_queues_what_was_running(jobs):
    first, second = jobs.put(JobKind.ADD), jobs.put(JobKind.ADD)
    assert claim_ids(jobs, 10) == [first, second]
    jobs.recover()
    assert [jobs.get(job_id).state for job_id in (first, second)] == [JobState.QUEUED] * 2


def test_a_job_attempted_before_is_taken_alone(jobs):
    first = jobs.put(JobKind.ADD)
    jobs.claim()
    jobs.recover()
    second, third = jobs.put(JobKind.ADD), jobs.put(JobKind.ADD)
    assert claim_ids(jobs, 10) == [first]
    assert claim_ids(jobs, 10) == [second, third]


def test_a_job_that_ends_every_holder_is_given_up(jobs):
    poison, other = jobs.put(JobKind.ADD), jobs.put(JobKind.CHECK)
    for _ in range(MOST_ATTEMPTS):
        assert claim_ids(jobs) == [poison]
        jobs.recover()
    assert jobs.get(poison).state is JobState.FAILED
    assert "given up" in jobs.get(poison).message
    assert claim_ids(jobs) == [other]


def test_a_job_stands_or_falls_with_what_it_changed(jobs, database):
    job_id = jobs.put(JobKind.ADD)

    def finish_and_fail() -> None:
        with database.writing() as connection:
            jobs.finish(job_id, inside=connection)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        finish_and_fail()
    assert jobs.get(job_id).state is JobState.QUEUED


def test_waiting_reports_progress_and_gives_the_finished_job(jobs):
    job_id = jobs.put(JobKind.REINDEX)
    (job,) = jobs.claim()
    seen = []

    def work() -> None:
        for done in range(1, 4):
            jobs.note_progress([job], done, 3)
            time.sleep(0.15)
        jobs.finish(job_id, {"passages": 3})

    worker = threading.Thread(target=work)
    worker.start()
    done = jobs.wait(job_id, lambda done, total: seen.append((done, total)), timeout_s=20)
    worker.join()
    assert done.result == {"passages": 3}
    assert seen == sorted(seen)
    assert (3, 3) in seen


def test_waiting_too_long_is_one_sentence_and_leaves_the_job(jobs):
    job_id = jobs.put(JobKind.CHECK)
    with pytest.raises(JobError, match="stays in the queue"):
        jobs.wait(job_id, timeout_s=0.2)
    assert claim_ids(jobs) == [job_id]


CLAIM_FOR_EVER = """
import sys
from bot.state.jobs import Jobs, JobKind
from corpus.database import Database
jobs = Jobs(Database(f"sqlite:///{sys.argv[1]}"))
jobs.recover()
while group := jobs.claim(5, (JobKind.ADD,)):
    for done, job in enumerate(group):
        jobs.note_progress(group, done, len(group))
        jobs.finish(job.id, {"by": "child"})
        print(job.id, flush=True)
"""


def test_killing_holders_at_any_moment_loses_no_job(jobs, database, tmp_path):
    ids = [jobs.put(JobKind.ADD, {"number": number}) for number in range(120)]
    acknowledged: list[int] = []
    for delay in (0.0, 0.01, 0.03, 0.05, 0.08):
        command = [sys.executable, "-c", CLAIM_FOR_EVER, tmp_path / "catalogue.db"]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        first = child.stdout.readline()
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)
        acknowledged += map(int, (first + child.communicate()[0]).split())
        assert {jobs.get(job_id).state for job_id in acknowledged} == {JobState.DONE}
    assert len(acknowledged) == len(set(acknowledged))
    jobs.recover()
    while group := jobs.claim(50, ADDING):
        for job in group:
            jobs.finish(job.id)
    assert {jobs.get(job_id).state for job_id in ids} == {JobState.DONE}
