"""What somebody at a terminal sees of a document before it is added, and how they decide about it.

preview | shown | y, r, c, e or n | decided: a proposal to accept, or nothing
"""

import sys
from collections.abc import Callable
from dataclasses import replace

from rich.console import Console
from rich.text import Text

from bot.intake import Intake
from bot.languages.speech import ENGLISH
from bot.offering.arrivals import Arrival
from bot.offering.detail_wording import LABELS, describe_detail, format_found, name_detail
from bot.offering.details import FIELDS, change_detail, parse_detail
from bot.offering.proposals import Preview, Proposal
from bot.offering.wording import describe_details, describe_verdict
from bot.terminal.console import complain, make_console, make_printable, write_lines
from corpus.errors import DuplicateReportError, InvalidReportError

Ask = Callable[[str], str]

FIRST_LINES = 400
ADD, REPLACE, COPY, EDIT, NO = "y", "r", "c", "e", "n"
WHICH = "Which detail: {names}? "
VALUE = "The {detail} (- for none): "


def ask_line(question: str) -> str:
    """Ask on the terminal; an end of the input is an empty answer."""
    try:
        return input(question)
    except EOFError:
        return ""


def write_preview(console: Console, preview: Preview) -> None:
    """Show how a document would stand on the shelf, what is doubtful about it, and what there is like it."""
    proposal = preview.proposal
    write_lines(console, Text(make_printable(proposal.report.title), style="bold"))
    for label, value, found in describe_details(proposal, ENGLISH):
        write_lines(console, Text(make_printable(describe_detail(label, value, found, ENGLISH))), "  ")
    write_lines(console, Text(f"Words: {proposal.report.words:,}"), "  ")
    if found := format_found(proposal.found_in.get("title"), ENGLISH):
        write_lines(console, Text(f"Title: {found}"), "  ")
    write_lines(console, Text(make_printable(shorten(" ".join(proposal.report.body.split())))), "  │ ")
    for warning in proposal.warnings:
        write_lines(console, Text(make_printable(warning), style="yellow"), "  ! ")
    for line in describe_verdict(preview, ENGLISH):
        write_lines(console, Text(make_printable(line)), "  ")


def decide_on_preview(intake: Intake, arrival: Arrival, ask: Ask = ask_line) -> Proposal | None:
    """Show a document and ask what becomes of it, until that is said; None when it is left out.

    Raises:
        CorpusError: when it cannot be read, or is on the shelf as it is.
    """
    while True:
        preview = intake.preview(arrival.submission, arrival.given)
        if preview.is_decided and preview.twin:
            raise DuplicateReportError(preview.proposal.name, preview.twin.report.id)
        write_preview(make_console(sys.stdout), preview)
        choices = list_choices(preview)
        answer = ask(f"Add it? {' '.join(choices.values())} ").strip().lower()[:1]
        if answer == EDIT:
            arrival = edit_arrival(arrival, ask)
        elif answer in choices:
            return carry_out(intake, arrival, preview, answer)
        elif answer in ("", NO):
            return None


def list_choices(preview: Preview) -> dict[str, str]:
    """Give the keys that can be pressed, and how each is shown."""
    twin = preview.twin.report.id if preview.twin else ""
    choices = {ADD: "[y]es"} if preview.obstacle is None else {}
    if preview.can_replace:
        choices[REPLACE] = f"[r]eplace “{twin}”"
    if preview.can_be_copy:
        choices[COPY] = f"as a [c]opy of “{twin}”"
    return choices | {EDIT: "[e]dit", NO: "[n]o"}


def carry_out(intake: Intake, arrival: Arrival, preview: Preview, answer: str) -> Proposal | None:
    """Give the proposal that was chosen."""
    twin = preview.twin
    if answer == ADD:
        return preview.proposal
    if answer == REPLACE and twin:
        return intake.propose_replacement(twin.report.id, arrival.submission, arrival.given, twin.seen)
    if answer == COPY and twin:
        return replace(preview.proposal, report=replace(preview.proposal.report, copy_of=twin.report.origin))
    return None


def edit_arrival(arrival: Arrival, ask: Ask) -> Arrival:
    """Ask which detail is wrong and what it should be, until that makes sense; an empty answer leaves all as it is."""
    named = {LABELS[name].lower(): name for name in FIELDS}
    chosen = named.get(ask(WHICH.format(names=", ".join(named))).strip().lower())
    while chosen and (line := ask(VALUE.format(detail=name_detail(chosen))).strip()):
        try:
            value = parse_detail(chosen, line)
        except InvalidReportError as error:
            complain(str(error))
        else:
            details, given = change_detail(arrival.submission.details, arrival.given, chosen, value)
            return replace(arrival, submission=replace(arrival.submission, details=details), given=given)
    return arrival


def describe_likeness(preview: Preview) -> list[str]:
    """Say, where nobody is asked, what on the shelf a document is like that was added all the same."""
    if preview.twin is None:
        return []
    alone = replace(preview, twins=(replace(preview.twin, difference=None),))
    return [" ".join(describe_verdict(alone, ENGLISH))]


def shorten(text: str) -> str:
    """Give the first words of a text."""
    return text if len(text) <= FIRST_LINES else text[:FIRST_LINES].rsplit(" ", 1)[0] + "…"
