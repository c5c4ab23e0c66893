"""What `gaps` does: lists questions that no report answers, and says what becomes of them."""

import sys
from typing import Any

from rich.text import Text

from bot.answering.wording import format_count, format_date
from bot.keeping_wording import format_actor
from bot.languages.speech import ENGLISH
from bot.main import open_desk
from bot.settings import load_settings
from bot.state.gap_groups import GapGroup, GapState
from bot.terminal.console import make_console, make_printable, say, show_waiting, write_json, write_lines

ACTOR = "terminal"


def list_gaps(state: str, *, as_json: bool) -> None:
    """List the gaps in a state, those asked most often first."""
    with open_desk(load_settings()) as desk, show_waiting("Reading the gaps…"):
        groups = desk.keeping.filler.list_all(GapState(state))
    if as_json:
        write_json({"gaps": [make_gap_json(group) for group in groups]})
    elif not groups:
        say(f"There is no {state} gap.")
    for group in () if as_json else groups:
        write_gap(group)


def fill_gap(number: int, report_id: str, *, as_json: bool) -> None:
    """Mark a gap as filled with a report, after asking again what was asked; the bot tells those who asked.

    Raises:
        GapError: when there is no such gap, or it is not open.
        UnknownReportError: when there is no such report.
    """
    with open_desk(load_settings()) as desk, show_waiting("Asking again…"):
        trial = desk.keeping.filler.try_report(number, report_id)
        filled = desk.keeping.filler.fill(number, report_id, ACTOR, trial.answered)
    if as_json:
        answered = list(trial.answered)
        write_json({"gap": make_gap_json(filled.group), "answered": answered, "told": filled.told, "rest": filled.rest})
        return
    share = f"{len(trial.answered):,} of {format_count(len(trial.group.wordings), 'wording')}"
    told = format_count(filled.told, "person", "people")
    say(f"Gap {number} is filled by “{report_id}”: the reports answer {share} now, and the bot will tell {told}.")
    if filled.rest:
        say(f"What is still refused is gap {filled.rest} now.")


def decide_gap(number: int, *, dismisses: bool, as_json: bool) -> None:
    """Dismiss a gap, or open it again.

    Raises:
        GapError: when there is no such gap, or it is filled.
    """
    with open_desk(load_settings()) as desk:
        filler = desk.keeping.filler
        group = (filler.dismiss if dismisses else filler.reopen)(number, ACTOR)
    if as_json:
        write_json({"gap": make_gap_json(group)})
    else:
        say(f"Gap {number} is {group.state} now.")


def write_gap(group: GapGroup) -> None:
    """Show a gap: its number and what was asked, how often and when, and what became of it."""
    console, mark = make_console(sys.stdout), f"{group.number:>4}  "
    for place, question in enumerate(group.wordings):
        write_lines(console, Text(make_printable(question)), " " * len(mark), mark if place == 0 else None)
    days = f"first {format_date(group.first_asked.date())}, last {format_date(group.last_asked.date())}"
    asked = f"asked {format_count(group.times, 'time')} by {format_count(group.people, 'person', 'people')}, {days}"
    write_lines(console, Text(asked, style="dim"), " " * len(mark))
    standing = describe_standing(group)
    if standing:
        write_lines(console, Text(make_printable(standing), style="dim"), " " * len(mark))


def describe_standing(group: GapGroup) -> str:
    """Say which report answers a gap now or has filled it, and who decided; nothing for one that is simply open."""
    if group.state is GapState.OPEN:
        return f"“{group.suggested}” answers this now" if group.suggested else ""
    by = f"{group.state} by {format_actor(group.decided_by or '', ENGLISH)}"
    return f"{by}, with “{group.report_id}”" if group.report_id else by


def make_gap_json(group: GapGroup) -> dict[str, Any]:
    """Give one gap of `gaps --json`; moments are UTC, `suggested` is the report that is known to answer it."""
    return {
        "number": group.number,
        "state": group.state.value,
        "questions": list(group.wordings),
        "times": group.times,
        "people": group.people,
        "first_asked": group.first_asked.isoformat(),
        "last_asked": group.last_asked.isoformat(),
        "report": group.report_id,
        "decided_by": group.decided_by,
        "decided_at": group.decided_at.isoformat() if group.decided_at else None,
        "suggested": group.suggested,
    }
