"""What `list`, `show` and `export` do: look at the reports, and write them out."""

import sys
from pathlib import Path

from bot.answering.json_form import make_report_json, make_whole_report_json
from bot.answering.wording import format_count
from bot.main import open_desk
from bot.settings import load_settings
from bot.terminal.console import make_console, say, write_json
from bot.terminal.rendering import write_report, write_reports
from corpus.exporting import export_reports


def list_reports(*, as_json: bool) -> None:
    """List every report, withdrawn ones too."""
    with open_desk(load_settings()) as desk:
        reports = desk.catalogue.list_reports()
    if as_json:
        write_json({"reports": [make_report_json(report) for report in reports]})
    elif reports:
        write_reports(make_console(sys.stdout), reports)
    else:
        say("The shelf is empty; `onrecord add FILE` puts a report on it.")


def show_report(report_id: str, version: int | None, *, as_json: bool) -> None:
    """Show one version of a report, the live one by default."""
    with open_desk(load_settings()) as desk:
        report = desk.catalogue.get_report(report_id, version)
    if as_json:
        write_json(make_whole_report_json(report))
    else:
        write_report(make_console(sys.stdout), report)


def write_reports_out(folder: Path) -> None:
    """Write every report's live version into a folder."""
    with open_desk(load_settings()) as desk:
        written = export_reports(desk.catalogue.all_reports(), folder)
    say(f"{format_count(written, 'report')} written to {folder}.")
