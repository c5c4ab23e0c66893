"""Writes reports out as Markdown files that `add` reads back as the same reports.

Originals, page starts and earlier versions stay behind; a backup holds those.
"""

from collections.abc import Iterable
from pathlib import Path

from corpus.files import our_errors, writing_whole
from corpus.readers.markdown import format_report
from corpus.reports import Report


def export_reports(reports: Iterable[Report], folder: Path) -> int:
    """Write each report as `<id>.md` into a folder, which is made if need be; gives how many there were.

    Files of other names are left alone.

    Raises:
        StorageError: when the folder cannot be written.
    """
    count = 0
    with our_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for report in reports:
            with writing_whole(folder / f"{report.id}.md") as file:
                file.write(format_report(report).encode())
            count += 1
    return count
