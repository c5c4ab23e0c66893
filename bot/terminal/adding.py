"""What `add` does: reads each document, shows and asks where somebody can be asked, and waits until it is on the shelf.

    target | documents | unpack | read | look up: preview | confirm | accept | job done | report

One document that cannot be added keeps no other from being added.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from rich.text import Text

from bot.answering.json_form import make_report_json
from bot.answering.wording import format_count, format_date
from bot.errors import BotError, JobError
from bot.intake import Proposal
from bot.main import Desk, open_desk
from bot.offering.arrivals import Arrival
from bot.offering.wording import list_doubts
from bot.settings import load_settings
from bot.state.jobs import JobState
from bot.terminal.console import complain, make_console, make_printable, show_progress, write_json, write_lines
from bot.terminal.documents import fetch_member, is_link, list_arrivals, list_documents, read_document
from bot.terminal.handing_over import drop_known, finish_waiting, wait_for_all, working_meanwhile
from bot.terminal.previewing import decide_on_preview, describe_likeness
from corpus.errors import CorpusError, UnreadableDocumentError
from corpus.readers.reading_ahead import ReadingAhead
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
    known: int = 0
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
    with ReadingAhead() as readers, open_desk(load_settings(), readers.read) as desk:
        finish_waiting(desk)
        documents = _list_new(desk, targets, outcome)
        names = _read_ahead(readers, documents, wish)
        with working_meanwhile(desk, at_once=len(documents) > 1 and not wish.asks):
            _finish_jobs(desk, _accept_documents(desk, names, len(documents), wish, outcome), outcome)
    if as_json:
        failed = [{"name": each.name, "error": each.error} for each in outcome.failed]
        added = [make_report_json(report) for report in outcome.added]
        write_json({"added": added, "failed": failed, "already_there": outcome.known})
    else:
        _describe(outcome)
    return FAILED if outcome.failed else DONE


def _list_new(desk: Desk, targets: Sequence[str], outcome: Outcome) -> list[str]:
    """Give the documents of the targets; what of a folder is there already is only counted."""
    documents: list[str] = []
    for target in targets:
        with outcome.noting(target):
            listed = list_documents(target)
            new = listed if listed == [target] else drop_known(desk, listed)
            outcome.known += len(listed) - len(new)
            documents += new
    return documents


def _read_ahead(readers: ReadingAhead, documents: Sequence[str], wish: Wish) -> Iterable[str]:
    """Give the documents, each when it was read; a link is fetched when its turn comes, and only once."""
    if len(documents) == 1 or any(map(is_link, documents)):
        return documents
    return readers.follow(documents, partial(read_document, details=wish.details, report_id=wish.report_id))


def _accept_documents(desk: Desk, names: Iterable[str], total: int, wish: Wish, outcome: Outcome) -> dict[str, int]:
    """Read what is offered and hand over what is agreed to; gives the job of each, by the document's name."""
    jobs: dict[str, int] = {}
    with show_progress("Reading", shown=not wish.asks) as on_progress:
        for number, name in enumerate(names):
            on_progress(number, total)
            with outcome.noting(name):
                for shown, arrival in _open_target(desk, name, wish):
                    with outcome.noting(shown):
                        _hand_over(desk, shown, arrival, wish, jobs)
    return jobs


def _open_target(desk: Desk, target: str, wish: Wish) -> list[tuple[str, Arrival]]:
    """Give the documents of a target, each with the name by which it is told apart."""
    submission = read_document(target, wish.details, wish.report_id, desk.settings.fetch_ports)
    arrivals = list_arrivals(desk.intake, submission, target, wish.details)
    if len(arrivals) == 1 and arrivals[0].submission.name == submission.name:
        return [(target, arrivals[0])]
    return [(f"{target}, {number}. {each.submission.name}", each) for number, each in enumerate(arrivals, 1)]


def _hand_over(desk: Desk, name: str, arrival: Arrival, wish: Wish, jobs: dict[str, int]) -> None:
    """Put one document into the catalogue when it is agreed to, and note its job."""
    if arrival.error is not None:
        raise UnreadableDocumentError(arrival.error)
    filled = fetch_member(arrival, desk.settings.fetch_ports)
    proposal = decide_on_preview(desk.intake, filled) if wish.asks else _propose(desk, name, filled)
    if proposal is not None:
        jobs[name] = desk.intake.accept(proposal, ADDED_BY)


def _propose(desk: Desk, name: str, arrival: Arrival) -> Proposal:
    """Propose a document without asking; what is doubtful about it, or like it on the shelf, is said on stderr.

    Details that it lacks are not: of a folder without front matter that would be two lines a document.
    """
    proposal = desk.intake.propose(arrival.submission, arrival.given)
    for warning in (*list_doubts(proposal.warnings), *describe_likeness(desk.intake.compare(proposal))):
        complain(f"{name}: {warning}")
    return proposal


def _finish_jobs(desk: Desk, jobs: dict[str, int], outcome: Outcome) -> None:
    with show_progress("Adding", shown=bool(jobs)) as on_progress:
        finished = wait_for_all(desk, list(jobs.values()), on_progress)
    for name, job in zip(jobs, finished, strict=True):
        with outcome.noting(name):
            if job.state is JobState.FAILED:
                raise JobError(job.message or "It could not be added; look at the log for the cause.")
            outcome.added.append(desk.catalogue.get_report(job.payload["report"]))


def _describe(outcome: Outcome) -> None:
    console = make_console(sys.stdout)
    for report in outcome.added:
        about = " · ".join(filter(None, (report.title, report.publisher, format_date(report.published))))
        line = f"Added “{report.id}”: {about} · {format_count(report.words, 'word')}"
        write_lines(console, Text(make_printable(line)))
    if outcome.known:
        write_lines(console, Text(f"{format_count(outcome.known, 'document')} of the folder stood there already."))
