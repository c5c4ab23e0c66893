"""What `history` and `diff` show: each event, and for new wording the old struck through with the new beside it.

Where nothing can be struck through, as in a pipe, the old stands in [-these-] marks and the new in {+these+}.
"""

import sys

from rich.console import Console
from rich.text import Text

from bot.answering.history_form import make_history_json, make_revision_json
from bot.answering.history_wording import format_event, format_reason, format_revision, name_detail
from bot.main import open_desk
from bot.settings import load_settings
from bot.terminal.console import make_console, make_printable, write_json, write_lines
from bot.terminal.naming import naming_reports
from bot.terminal.rendering import BAR
from corpus.catalogue import Catalogue
from corpus.detail_changes import DetailChange
from corpus.errors import UnknownReportError
from corpus.excerpts import Kind, Piece, cut_excerpts
from corpus.histories import History, Revision, Step, compare_versions, read_history

STYLES = {Kind.SAME: "", Kind.OLD: "red strike", Kind.NEW: "green underline"}
MARKS = {Kind.SAME: "{}", Kind.OLD: "[-{}-]", Kind.NEW: "{{+{}+}}"}
INDENT = "  "


def show_history(report_id: str, *, as_json: bool) -> None:
    """Show what happened to a report, oldest first."""
    with open_desk(load_settings()) as desk, naming_reports(desk.catalogue):
        history = read_history(report_id, desk.catalogue)
    if as_json:
        write_json(make_history_json(history))
    else:
        write_history(make_console(sys.stdout), history)


def show_difference(report_id: str, old: int | None, new: int | None, *, as_json: bool) -> None:
    """Show what changed between two versions of a report; by default between the newest and the one before it."""
    with open_desk(load_settings()) as desk, naming_reports(desk.catalogue):
        newer = desk.catalogue.get_report(report_id, new).version
        older = find_version_before(report_id, newer, desk.catalogue) if old is None else old
        revision = compare_versions(report_id, older, newer, desk.catalogue)
    if as_json:
        write_json(make_revision_json(revision))
    else:
        write_revision(make_console(sys.stdout), revision)


def find_version_before(report_id: str, version: int, catalogue: Catalogue) -> int:
    """Give the version that stood before this one.

    Raises:
        UnknownReportError: when there is none.
    """
    versions = catalogue.list_versions(report_id)
    earlier = [each for each in versions if each < version]
    if not earlier:
        raise UnknownReportError(report_id, version - 1, versions=versions)
    return earlier[-1]


def write_history(console: Console, history: History) -> None:
    """Show a report's title and standing, and then each step."""
    report = history.report
    write_lines(console, Text(make_printable(report.title), style="bold"))
    standing = f"{report.id}, version {report.version}, {': '.join(filter(None, (report.status.value, report.note)))}"
    write_lines(console, Text(make_printable(standing), style="dim"))
    for step in history.steps:
        console.print()
        write_step(console, step)


def write_step(console: Console, step: Step) -> None:
    """Show one event: who, when and why, and what it changed."""
    write_lines(console, Text(make_printable(format_event(step.event)), style="bold"))
    reason = format_reason(step.event)
    if reason:
        write_lines(console, Text(make_printable(reason)), INDENT)
    if step.revision:
        write_revision(console, step.revision)


def write_revision(console: Console, revision: Revision) -> None:
    """Show how much changed, which details, and each change of wording with some words around it."""
    write_lines(console, Text(format_revision(revision)), INDENT)
    for change in revision.details:
        write_lines(console, mark_pieces(console, list_pieces(change)), INDENT, f"{INDENT}{name_detail(change)}: ")
    for excerpt in cut_excerpts(revision.difference):
        write_lines(console, mark_pieces(console, excerpt), BAR)


def list_pieces(change: DetailChange) -> tuple[Piece, ...]:
    """Give what a detail was and is."""
    pieces = ((Kind.OLD, change.old), (Kind.NEW, change.new))
    return tuple(Piece(kind, " ".join(value.split())) for kind, value in pieces if value)


def mark_pieces(console: Console, pieces: tuple[Piece, ...]) -> Text:
    """Give the pieces as one text, styled on a terminal and between marks elsewhere."""
    styled = console.is_terminal and console.color_system is not None
    text = Text()
    for piece in pieces:
        words = make_printable(piece.text)
        text.append(words if styled else MARKS[piece.kind].format(words), STYLES[piece.kind] if styled else "")
    return text
