"""The commands with which the shelf is kept, `gaps`, `log` and `stats`: what each takes; the work stands elsewhere."""

from enum import StrEnum
from typing import Annotated

import typer

from bot.terminal.arguments import AsJson


class State(StrEnum):
    """Which gaps are listed; the states of `bot.state.gap_groups`, which takes too long to import for `--help`."""

    OPEN = "open"
    FILLED = "filled"
    DISMISSED = "dismissed"


def add_keeping_commands(app: typer.Typer) -> None:
    """Put the commands among those of the command line."""
    for command in (gaps, log, stats):
        app.command()(command)


def gaps(
    state: Annotated[State, typer.Option(help="Which gaps to list.")] = State.OPEN,
    fill: Annotated[int | None, typer.Option(min=1, metavar="N", help="Mark gap N as filled; needs --report.")] = None,
    report: Annotated[str | None, typer.Option(metavar="ID", help="The report that fills it.")] = None,
    dismiss: Annotated[int | None, typer.Option(min=1, metavar="N", help="Take gap N off the list.")] = None,
    reopen: Annotated[int | None, typer.Option(min=1, metavar="N", help="Put it back.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the questions that no report answers. Those that ask for the same stand together."""
    from bot.terminal import gaps as listing

    decided = [number for number in (fill, dismiss, reopen) if number is not None]
    if len(decided) > 1:
        raise typer.BadParameter("decide about one gap at a time.", param_hint="--fill")
    if (fill is None) != (report is None):
        raise typer.BadParameter(
            "a gap is filled by a report: give both --fill N and --report ID.", param_hint="--fill"
        )
    if fill is not None and report is not None:
        listing.fill_gap(fill, report, as_json=as_json)
    elif decided:
        listing.decide_gap(decided[0], dismisses=dismiss is not None, as_json=as_json)
    else:
        listing.list_gaps(state, as_json=as_json)


def log(
    person: Annotated[str | None, typer.Option(metavar="WHO", help="A Telegram number, or “terminal”.")] = None,
    report: Annotated[str | None, typer.Option(metavar="ID", help="What happened to this report.")] = None,
    action: Annotated[str | None, typer.Option(metavar="WORD", help="Such as add, withdraw or fill-gap.")] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="The newest N events.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Show who did what, the newest first."""
    from bot.terminal import log as events

    events.show_log(person, report, action, limit, as_json=as_json)


def stats(as_json: AsJson = False) -> None:
    """Count the reports, and what was asked of them."""
    from bot.terminal import figures

    figures.show_figures(as_json=as_json)
