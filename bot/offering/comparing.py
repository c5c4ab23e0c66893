"""What stands on the shelf that a document is like, and what an editor should know before it takes a place there."""

from collections.abc import Iterator
from dataclasses import replace

from bot.offering.proposals import Preview, Proposal, Twin
from bot.offering.wording import CALLED_OTHERWISE, ID_TAKEN, STAYS_WITHDRAWN
from corpus.catalogue import Catalogue
from corpus.database import Connection
from corpus.differences import compare_texts
from corpus.errors import DuplicateReportError
from corpus.likeness import Kind, find_likenesses
from corpus.reports import Document, Report, Status
from corpus.worded import Worded

MOST_TWINS = 3


def compare_with_shelf(proposal: Proposal, catalogue: Catalogue, inside: Connection | None = None) -> Preview:
    """Give a proposal beside the reports that it resembles: an exact copy alone, else the likest."""
    report = proposal.report
    exact = catalogue.find_duplicate(report.digest, report.body, inside)
    twins: dict[str, Twin] = {}
    for twin in find_twins(proposal, exact, catalogue, inside):
        twins.setdefault(twin.report.id, twin)
    chosen = list(twins.values())[: 1 if exact is not None else MOST_TWINS]
    if chosen and chosen[0].kind is not Kind.EXACT:
        chosen[0] = replace(chosen[0], difference=compare_texts(chosen[0].report.body, report.body))
    return Preview(proposal, tuple(chosen), find_obstacle(proposal, exact, catalogue, inside))


def find_twins(
    proposal: Proposal, exact: str | None, catalogue: Catalogue, inside: Connection | None = None
) -> Iterator[Twin]:
    """Give the exact copy, then the report that the document says it is, then those that are alike."""
    report = proposal.report
    if exact is not None:
        yield Twin(Kind.EXACT, catalogue.get_report(exact, inside=inside), 1.0, None)
    if proposal.chosen and catalogue.is_known(report.id, inside):
        yield Twin(Kind.NEW_VERSION, catalogue.get_report(report.id, inside=inside), 1.0, None)
    for likeness in find_likenesses(report, catalogue, inside):
        first = None if likeness.first == report.id else catalogue.get_report(likeness.first, inside=inside)
        twin = catalogue.get_report(likeness.report_id, inside=inside)
        yield Twin(likeness.kind, twin, likeness.resemblance, first)


def find_obstacle(
    proposal: Proposal, exact: str | None, catalogue: Catalogue, inside: Connection | None = None
) -> str | None:
    """Say why a document cannot be added as it is, or give None."""
    if exact is not None:
        return str(DuplicateReportError(proposal.name, exact))
    if proposal.chosen and catalogue.is_taken(proposal.report.id, inside):
        return Worded(ID_TAKEN, report_id=proposal.report.id)
    return None


def describe_surprises(old: Report, document: Document) -> tuple[str, ...]:
    """Say what an editor may not expect of a replacement."""
    surprises = []
    if document.report_id not in (None, old.id):
        surprises.append(Worded(CALLED_OTHERWISE, named=document.report_id, report_id=old.id))
    if old.status is Status.WITHDRAWN:
        command = f"`onrecord restore {old.id}`"
        surprises.append(Worded(STAYS_WITHDRAWN, report_id=old.id, command=command))
    return tuple(surprises)
