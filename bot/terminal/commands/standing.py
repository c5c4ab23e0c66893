"""The commands that change how reports stand or show how they came to: what each takes.

Only what `--help` needs is imported at the top; a command imports the part that does its work when it is called.
"""

from datetime import date
from typing import Annotated

import typer

from bot.terminal.arguments import (
    AsJson,
    Author,
    Language,
    Note,
    Published,
    Publisher,
    ReportId,
    Title,
    Url,
    parse_day,
)


def add_standing_commands(app: typer.Typer) -> None:
    """Make them commands, in this order."""
    for command in (replace, correct, withdraw, restore, history, diff):
        app.command()(command)


def replace(
    report_id: ReportId,
    target: Annotated[str, typer.Argument(metavar="PATH|URL", help="The new wording.")],
    title: Title = None,
    publisher: Publisher = None,
    author: Author = None,
    published: Published = None,
    url: Url = None,
    language: Language = None,
    yes: Annotated[bool, typer.Option("--yes", help="Replace without asking.")] = False,
    as_json: AsJson = False,
) -> None:
    """Give a report new wording. The old wording is kept in its history and quoted no longer."""
    from bot.terminal import replacing
    from corpus.reports import Details

    details = Details(title, publisher, author, published, url, language)
    replacing.replace_report(report_id, replacing.Wording(target, details), yes=yes, as_json=as_json)


def correct(
    report_id: ReportId,
    target: Annotated[str | None, typer.Argument(metavar="[PATH|URL]", help="The corrected wording, if any.")] = None,
    *,
    note: Note,
    day: Annotated[
        date | None, typer.Option("--date", parser=parse_day, metavar="DATE", help="The day of the correction.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Change the wording without asking.")] = False,
    as_json: AsJson = False,
) -> None:
    """Mark a report as corrected. With a document, its wording is replaced at the same moment."""
    from bot.terminal import replacing, standing

    if target is None:
        standing.correct_report(report_id, note, day, as_json=as_json)
    else:
        wording = replacing.Wording(target, note=note, day=day)
        replacing.replace_report(report_id, wording, yes=yes, as_json=as_json)


def withdraw(report_id: ReportId, note: Note, as_json: AsJson = False) -> None:
    """Withdraw a report. It is kept and quoted no longer, and readers who were quoted it are told."""
    from bot.terminal import standing

    standing.withdraw_report(report_id, note, as_json=as_json)


def restore(report_id: ReportId, as_json: AsJson = False) -> None:
    """Let a withdrawn report stand again."""
    from bot.terminal import standing

    standing.restore_report(report_id, as_json=as_json)


def history(report_id: ReportId, as_json: AsJson = False) -> None:
    """Show what happened to a report. Each change of its wording is shown, the old beside the new."""
    from bot.terminal import histories

    histories.show_history(report_id, as_json=as_json)


def diff(
    report_id: ReportId,
    old: Annotated[
        int | None, typer.Option("--from", min=1, metavar="N", help="The older version; else the one before.")
    ] = None,
    new: Annotated[
        int | None, typer.Option("--to", min=1, metavar="N", help="The newer version; else the newest.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what changed between two versions. It goes word by word."""
    from bot.terminal import histories

    histories.show_difference(report_id, old, new, as_json=as_json)
