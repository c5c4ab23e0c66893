"""What `replace` does, and `correct` with a document: new wording, shown against the old where somebody can be asked.

    document | read | propose | difference | confirm | accept | job done | report

A correction comes to stand together with its wording, in the one transaction in which the job ends.
"""

import sys
from dataclasses import dataclass, field
from datetime import date

from rich.text import Text

from bot.answering.history_form import make_revision_json
from bot.answering.json_form import make_report_json
from bot.errors import JobError
from bot.intake import Proposal
from bot.main import Desk, open_desk
from bot.settings import load_settings
from bot.standing import hold_to, mark_corrected
from bot.state.jobs import Job, JobState
from bot.terminal.console import (
    complain,
    make_console,
    make_printable,
    say,
    show_progress,
    show_waiting,
    write_json,
    write_lines,
)
from bot.terminal.documents import read_document
from bot.terminal.histories import write_revision
from bot.terminal.naming import naming_reports
from bot.terminal.rendering import write_proposal
from bot.terminal.standing import ACTOR, describe_telling
from corpus.detail_changes import compare_details
from corpus.differences import compare_texts, describe_difference
from corpus.histories import Revision, compare_versions
from corpus.publishing import Action
from corpus.reports import Details, Report

NOTHING_CHANGED = "Nothing was changed."
REPLACED = "Replaced “{id}”; version {version} stands now."
CORRECTED = "Corrected “{id}”; version {version} stands now: {note}"


@dataclass(frozen=True, slots=True)
class Wording:
    """A document with new wording, what is known about it, and, where it is a correction, its note and day."""

    target: str
    details: Details = field(default_factory=Details)
    note: str | None = None
    day: date | None = None


def replace_report(report_id: str, wording: Wording, *, yes: bool, as_json: bool) -> None:
    """Give a report new wording, and wait until it stands.

    Raises:
        CorpusError: when there is no such report, or the document cannot be read or is on the shelf already.
        JobError: when the report has changed meanwhile, or the wording could not be put on the shelf.
    """
    asks = sys.stdin.isatty() and not yes and not as_json
    with open_desk(load_settings()) as desk, naming_reports(desk.catalogue):
        old = desk.catalogue.get_report(report_id)
        with show_waiting("Reading…"):
            proposal = hold_to(_propose(desk, report_id, wording), old.version)
        if not _confirm(old, proposal, wording.target, asks=asks):
            say(NOTHING_CHANGED)
            return
        with show_progress("Replacing") as on_progress:
            job = desk.wait(desk.intake.accept(proposal, ACTOR), on_progress)
        if job.state is JobState.FAILED:
            raise JobError(job.message or "It could not be replaced; look at the log for the cause.")
        report = desk.catalogue.get_report(report_id)
        revision = compare_versions(report_id, old.version, report.version, desk.catalogue)
    _describe(report, revision, job, wording, as_json=as_json)


def _propose(desk: Desk, report_id: str, wording: Wording) -> Proposal:
    submission = read_document(wording.target, wording.details, None)
    proposal = desk.intake.propose_replacement(report_id, submission)
    return proposal if wording.note is None else mark_corrected(proposal, wording.note, wording.day)


def _confirm(old: Report, proposal: Proposal, name: str, *, asks: bool) -> bool:
    if not asks:
        for warning in proposal.warnings:
            complain(f"{name}: {warning}")
        return True
    console = make_console(sys.stdout)
    write_proposal(console, proposal)
    difference = compare_texts(old.body, proposal.report.body)
    details = compare_details(old, proposal.report)
    write_revision(console, Revision(old.version, old.version + 1, difference, details))
    return input(f"Replace “{old.id}” with it? [y/n] ").strip().lower() in ("y", "yes")


def _describe(report: Report, revision: Revision, job: Job, wording: Wording, *, as_json: bool) -> None:
    told = int(job.result.get("told", 0))
    if as_json:
        action = Action.REPLACE if wording.note is None else Action.CORRECT
        value = {"action": action.value, "report": make_report_json(report), "told": told}
        write_json(value | {"changes": make_revision_json(revision)})
        return
    sentence = REPLACED if wording.note is None else CORRECTED
    say(sentence.format(id=report.id, version=report.version, note=wording.note) + describe_telling(told))
    extent = describe_difference(revision.difference, 0)[0]
    write_lines(make_console(sys.stdout), Text(make_printable(extent)), "  ")
