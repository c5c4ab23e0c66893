"""A desktop for tests of intake and worker: a real catalogue and queue, and an index that keeps a list."""

import time
from dataclasses import dataclass

from bot.home import Home
from bot.intake import Intake
from bot.state.jobs import Jobs, JobState
from bot.worker import JobRunner
from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.originals import Originals
from corpus.readers.markdown import read_markdown
from corpus.reports import Details, Report, Submission
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
        self.steps = 0

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

    def reindex_in_steps(self, model=None, on_progress=None, on_switch=None):
        for step in range(1, self.steps + 1):
            on_progress(step, self.steps)
            yield None
        yield Tally(len(self.staged))

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
