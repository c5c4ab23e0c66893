"""What the receipt of an answer stands for: the passages that were read and used, in reports that can be looked up.

    record | places in its receipt | their report versions, as the shelf has them today | Explanation

A receipt keeps places; titles and what became of a report since come from the catalogue when someone asks why.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.answering.answers import Answer, Citation, Refusal
from corpus.errors import UnknownReportError
from corpus.reports import Report, Status

PLACE = re.compile(r"(?P<id>[^@]+)@(?P<version>\d+):(?P<start>\d+)-(?P<end>\d+)")


class Shelf(Protocol):
    """What an explanation looks up in the catalogue."""

    def get_report(self, report_id: str, version: int | None = None) -> Report:
        """Give the live version of a report, or the version asked for."""


@dataclass(frozen=True, slots=True)
class PassageRead:
    """A passage that was read, as character offsets into its version, its page, and whether the answer uses it."""

    start: int
    end: int
    page: int | None
    used: bool


@dataclass(frozen=True, slots=True)
class ReportRead:
    """A report version that passages were read from, and how that report stands today.

    `quoted` says whether the answer quotes it, `digest` is the sha256 of its original in hex, and `live_version` is
    the version that stands today (None: the shelf does not know the report); `note` says why it was corrected or
    withdrawn.
    """

    id: str
    version: int
    title: str
    publisher: str | None
    published: date | None
    digest: str
    status: Status
    live_version: int | None
    quoted: bool
    passages: tuple[PassageRead, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A record and the reports behind it, those with the best passages first."""

    record: Answer | Refusal
    reports: tuple[ReportRead, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    report: tuple[str, int]
    start: int
    end: int
    used: bool


def explain_record(record: Answer | Refusal, shelf: Shelf) -> Explanation:
    """Look up what the receipt of a record names; a report that the shelf does not know is named by its id."""
    places = list(read_places(record))
    reports = dict.fromkeys([*(place.report for place in places), *map(name_version, list_citations(record))])
    return Explanation(record, tuple(_read_report(record, each, places, shelf) for each in reports))


def list_citations(record: Answer | Refusal) -> Sequence[Citation]:
    """Give the citations of an answer, or the nearest quotations of a refusal."""
    return record.nearest if isinstance(record, Refusal) else record.citations


def name_version(citation: Citation) -> tuple[str, int]:
    """Give the id and version of the report that a citation quotes."""
    return citation.quote.source.report_id, citation.quote.source.version


def read_places(record: Answer | Refusal) -> Iterator[_Place]:
    """Read the places of the receipt, in the order in which they were found."""
    receipt = record.receipt
    for name in dict.fromkeys((*receipt.passages_read, *receipt.passages_used)):
        found = PLACE.fullmatch(name)
        if found:
            report = found["id"], int(found["version"])
            yield _Place(report, int(found["start"]), int(found["end"]), name in receipt.passages_used)


def find_report(shelf: Shelf, report_id: str, version: int | None = None) -> Report | None:
    """Give a report as the shelf has it, or None."""
    try:
        return shelf.get_report(report_id, version)
    except UnknownReportError:
        return None


def _read_report(record: Answer | Refusal, name: tuple[str, int], places: Iterable[_Place], shelf: Shelf) -> ReportRead:
    report_id, version = name
    report, live = find_report(shelf, report_id, version), find_report(shelf, report_id)
    kept = {(each.id, each.version): each.digest for each in record.receipt.reports}
    return ReportRead(
        id=report_id,
        version=version,
        title=report.title if report else report_id,
        publisher=report.publisher if report else None,
        published=report.published if report else None,
        digest=kept.get(name) or (report.digest if report else ""),
        status=report.status if report else Status.CURRENT,
        live_version=live.version if live else None,
        quoted=name in map(name_version, list_citations(record)),
        passages=tuple(
            PassageRead(each.start, each.end, report.find_page(each.start) if report else None, each.used)
            for each in places
            if each.report == name
        ),
        note=report.note if report else None,
    )
