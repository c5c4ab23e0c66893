"""Writes reports out as Markdown files that `add` and `sync` read back as the same reports.

Originals, page starts and earlier versions stay behind; a backup holds those.
"""

from collections.abc import Iterable
from pathlib import Path

from corpus.files import our_errors, writing_whole
from corpus.readers.markdown import format_report
from corpus.reports import Report


def export_reports(reports: Iterable[Report], folder: Path) -> int:
    """Write each report as `<id>.md` into a folder, which is made if need be; gives how many there were.

    Files of other names are left alone, and so are those that have just these words already.

    Raises:
        StorageError: when the folder cannot be written.
    """
    count = 0
    with our_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for report in reports:
            path, data = folder / f"{report.id}.md", format_report(report).encode()
            if not path.is_file() or path.read_bytes() != data:
                with writing_whole(path) as file:
                    file.write(data)
            count += 1
    return count
