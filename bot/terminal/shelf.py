"""What `list`, `show` and `export` do: look at the reports, and write them out."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.text import Text

from bot.answering.history_wording import format_past_version
from bot.answering.json_form import make_report_json, make_whole_report_json
from bot.answering.wording import format_count
from bot.main import open_desk
from bot.settings import load_settings
from bot.terminal.console import make_console, say, write_json, write_lines
from bot.terminal.naming import naming_reports
from bot.terminal.rendering import write_report, write_reports
from corpus.exporting import export_reports
from corpus.histories import find_replaced_day
from corpus.shelf_queries import ShelfQuery, join_queries, parse_shelf_query


def list_reports(words: str, given: Mapping[str, Any], *, as_json: bool) -> None:
    """List the reports that are looked for, withdrawn ones too; `given` are bounds beside the words.

    Raises:
        InvalidQueryError: when what is looked for makes no sense.
    """
    query = join_queries(parse_shelf_query(words), **given)
    with open_desk(load_settings()) as desk:
        reports = desk.keeping.listings.list_all(query)
    if as_json:
        write_json({"reports": [make_report_json(report) for report in reports]})
    elif reports:
        write_reports(make_console(sys.stdout), reports)
    elif query != ShelfQuery():
        say("No report on the shelf is what you look for; `onrecord list` alone shows all of them.")
    else:
        say("The shelf is empty; `onrecord add FILE` puts a report on it.")


def show_report(report_id: str, version: int | None, *, as_json: bool) -> None:
    """Show one version of a report, the live one by default."""
    with open_desk(load_settings()) as desk, naming_reports(desk.catalogue):
        report = desk.catalogue.get_report(report_id, version)
        live = desk.catalogue.get_report(report_id)
        replaced = find_replaced_day(desk.catalogue.history(report_id), report.version)
    if as_json:
        write_json(make_whole_report_json(report))
        return
    console = make_console(sys.stdout)
    if report.version != live.version:
        write_lines(console, Text(format_past_version(report.version, live.version, replaced), style="yellow"))
    write_report(console, report)


def write_reports_out(folder: Path) -> None:
    """Write every report's live version into a folder."""
    with open_desk(load_settings()) as desk:
        written = export_reports(desk.catalogue.all_reports(), folder)
    say(f"{format_count(written, 'report')} written to {folder}.")
