"""How a preview is put into words, in a chat and on a terminal alike."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.answering.wording import format_date
from bot.offering.details import FIELDS, Given, details_of, format_found, list_changed, name_detail
from bot.offering.proposals import Preview, Proposal, Twin
from corpus.differences import describe_difference
from corpus.likeness import Kind
from corpus.readers.doubts import NO_DATE
from corpus.reports import Document, Report

LABELS = {
    "title": "Title",
    "publisher": "Outlet",
    "author": "Author",
    "published": "Published",
    "url": "Link",
    "language": "Language",
}
UNKNOWN = "not named"
NEW = "No report on the shelf is like it."
EXACT = "The same text stands there as {report}{otherwise}."
OTHERWISE = ", with another {names}; it can take that one’s place"
NEAR_COPY = "A near copy of {report}, {share} alike; probably syndicated, and {first}."
NEW_VERSION = "Probably a new version of {report}, {share} alike."
CALLS_ITSELF = "It calls itself “{report_id}”, which is on the shelf: {report}."
FIRST_ITSELF, FIRST_OTHER = "this one was published first", "first published by {outlet}"
KEPT = "If it replaces that one, these stay as they are there: {names}."
ID_TAKEN = "It calls itself “{report_id}”, and a report stands under that id; replace that one, or leave it."
NO_OUTLET = "No outlet was found, so its quotations cannot say who published them."
GAPS = (NO_DATE, NO_OUTLET)
JOINED = "Put together from {count} messages; look at {places}."
LINES = 5


def describe_details(proposal: Proposal) -> Iterator[tuple[str, str, str]]:
    """Give each detail but the title: its label, its value, and where it was found (nothing where that is unknown)."""
    for name in FIELDS[1:]:
        value = getattr(proposal.report, name)
        found = format_found(proposal.found_in.get(name)) if value is not None else ""
        if name == "published" or value is not None or name in ("publisher", "author"):
            yield LABELS[name], format_value(name, value), found


def format_value(name: str, value: str | date | None) -> str:
    """Give a detail as it reads."""
    if name == "published":
        return format_date(value if isinstance(value, date) else None)
    return str(value) if value else UNKNOWN


def describe_verdict(preview: Preview) -> Iterator[str]:
    """Say whether the shelf has it already, each report that it is like, and what it has otherwise than the likest."""
    if preview.obstacle or preview.twin is None:
        yield preview.obstacle or NEW
    for twin in preview.twins:
        yield describe_twin(twin, preview)
    if preview.twin and preview.twin.difference:
        yield from describe_difference(preview.twin.difference, LINES)
    if (kept := preview.list_kept()) and preview.can_replace:
        yield KEPT.format(names=", ".join(map(name_detail, kept)))


def describe_twin(twin: Twin, preview: Preview) -> str:
    """Say in one sentence how a document is like a report on the shelf."""
    report, other = preview.proposal.report, describe_report(twin.report)
    if twin.kind is Kind.EXACT:
        names = ", ".join(map(name_detail, list_changed(details_of(twin.report), preview.proposal.details)))
        return EXACT.format(report=other, otherwise=OTHERWISE.format(names=names) if names else "")
    if report.id == twin.report.id:
        return CALLS_ITSELF.format(report_id=report.id, report=other)
    share = f"{twin.resemblance:.0%}"
    if twin.kind is Kind.NEW_VERSION:
        return NEW_VERSION.format(report=other, share=share)
    outlet = FIRST_OTHER.format(outlet=name_outlet(twin.first)) if twin.first else FIRST_ITSELF
    return NEAR_COPY.format(report=other, share=share, first=outlet)


def describe_report(report: Report) -> str:
    """Name a report: “Ferry adrift” (ferry, The Courier, 11 March 2026)."""
    about = ", ".join(filter(None, (report.id, report.publisher, format_date(report.published))))
    return f"“{report.title}” ({about})"


def name_outlet(report: Report) -> str:
    """Give a report's outlet, or its title where it has none."""
    return report.publisher or f"“{report.title}”"


def list_warnings(given: Given, document: Document, report: Report) -> tuple[str, ...]:
    """Say what is doubtful about a document, and which details a reader of its quotations will miss."""
    found = [warning for warning in (*given.warnings, *document.warnings) if warning != NO_DATE]
    missing = [(report.published, NO_DATE), (report.publisher, NO_OUTLET)]
    return (*found, *(sentence for value, sentence in missing if value is None))


def warn_of_joins(count: int, joins: Sequence[str]) -> str:
    """Say that a text came in pieces, and how it reads where they meet."""
    return JOINED.format(count=count, places="; ".join(f"“{join}”" for join in joins[:LINES]))
