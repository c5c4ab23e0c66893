"""What `add` does: reads each document, shows and asks where somebody can be asked, and waits until it is on the shelf.

    target | documents | read | propose | confirm | accept | job done | report

One document that cannot be added keeps no other from being added.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.text import Text

from bot.answering.json_form import make_report_json
from bot.answering.wording import format_count, format_date
from bot.errors import BotError, JobError
from bot.intake import Proposal
from bot.main import Desk, open_desk
from bot.settings import load_settings
from bot.state.jobs import JobState
from bot.terminal.console import complain, make_console, make_printable, show_progress, write_json, write_lines
from bot.terminal.documents import list_documents, read_document
from bot.terminal.rendering import write_proposal
from corpus.errors import CorpusError
from corpus.reports import Details, Report
from index.errors import FindingError

ADDED_BY = "terminal"
DONE, FAILED = 0, 1


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command was told about the documents: their details, and whether to ask before adding each."""

    details: Details
    report_id: str | None
    asks: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that was not added, and why."""

    name: str
    error: str


@dataclass(slots=True)
class Outcome:
    """What became of the documents, in their order."""

    added: list[Report] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)

    @contextmanager
    def noting(self, name: str) -> Iterator[None]:
        """Note what goes wrong with one document, say it on stderr, and go on."""
        try:
            yield
        except (CorpusError, BotError, FindingError) as error:
            message = str(error)
            self.failed.append(Failure(make_printable(name), message))
            complain(message if Path(name).name in message else f"{name}: {message}")


def add_documents(targets: Sequence[str], details: Details, report_id: str | None, *, yes: bool, as_json: bool) -> int:
    """Add the documents and give the exit code: 1 when any of them could not be added."""
    wish = Wish(details, report_id, asks=sys.stdin.isatty() and not yes and not as_json)
    outcome = Outcome()
    with open_desk(load_settings()) as desk:
        _finish_jobs(desk, _accept_documents(desk, targets, wish, outcome), outcome)
    if as_json:
        failed = [{"name": each.name, "error": each.error} for each in outcome.failed]
        write_json({"added": [make_report_json(report) for report in outcome.added], "failed": failed})
    else:
        _describe(outcome)
    return FAILED if outcome.failed else DONE


def _accept_documents(desk: Desk, targets: Sequence[str], wish: Wish, outcome: Outcome) -> dict[str, int]:
    """Read what is offered and hand over what is agreed to; gives the job of each, by the document's name."""
    documents = []
    for target in targets:
        with outcome.noting(target):
            documents += list_documents(target)
    jobs: dict[str, int] = {}
    with show_progress("Reading", shown=not wish.asks) as on_progress:
        for number, name in enumerate(documents):
            on_progress(number, len(documents))
            with outcome.noting(name):
                proposal = desk.intake.propose(read_document(name, wish.details, wish.report_id))
                if _confirm(proposal, name, asks=wish.asks):
                    jobs[name] = desk.intake.accept(proposal, ADDED_BY)
    return jobs


def _confirm(proposal: Proposal, name: str, *, asks: bool) -> bool:
    if not asks:
        for warning in proposal.warnings:
            complain(f"{name}: {warning}")
        return True
    write_proposal(make_console(sys.stdout), proposal)
    return input("Add it? [y/n] ").strip().lower() in ("y", "yes")


def _finish_jobs(desk: Desk, jobs: dict[str, int], outcome: Outcome) -> None:
    with show_progress("Adding", shown=bool(jobs)) as on_progress:
        for name, job_id in jobs.items():
            with outcome.noting(name):
                job = desk.wait(job_id, on_progress)
                if job.state is JobState.FAILED:
                    raise JobError(job.message or "It could not be added; look at the log for the cause.")
                outcome.added.append(desk.catalogue.get_report(job.payload["report"]))


def _describe(outcome: Outcome) -> None:
    console = make_console(sys.stdout)
    for report in outcome.added:
        about = " · ".join(filter(None, (report.title, report.publisher, format_date(report.published))))
        line = f"Added “{report.id}”: {about} · {format_count(report.words, 'word')}"
        write_lines(console, Text(make_printable(line)))
