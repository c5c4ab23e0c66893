"""Whose words a report carries in the end: a copy of a copy is a copy of the first."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select

from corpus.database import Connection
from corpus.reports import Report
from corpus.tables import is_live_version, reports, versions

MOST_STEPS = 20


def settle_origins(found: Mapping[tuple[str, int], Report], connection: Connection) -> dict[tuple[str, int], Report]:
    """Give the reports with each copy's `copy_of` naming the first whose words it carries, whether it stands or not.

    Two reports that are called copies of one another are both copies of the one whose id comes first.
    """
    copied = {report.id: report.copy_of for report in found.values()}
    for _ in range(MOST_STEPS):
        unknown = {each for each in copied.values() if each} - copied.keys()
        if not unknown:
            break
        copied |= find_copied(unknown, connection)
    return {place: settle_origin(report, copied) for place, report in found.items()}


def find_copied(report_ids: set[str], connection: Connection) -> dict[str, str | None]:
    """Give whose copy each of these reports is as it stands; None for those that are none or are not there."""
    query = select(versions.c.report_id, versions.c.copy_of).join_from(
        reports, versions, is_live_version(versions.c.report_id, versions.c.version)
    )
    rows = connection.execute(query.where(reports.c.id.in_(report_ids)))
    return dict.fromkeys(report_ids) | {row.report_id: row.copy_of for row in rows}


def settle_origin(report: Report, copied: Mapping[str, str | None]) -> Report:
    """Give a report whose `copy_of` names the first in the chain."""
    chain = [report.id]
    while (further := copied.get(chain[-1])) is not None and further not in chain:
        chain.append(further)
    ring = chain[chain.index(further) :] if further is not None else chain[-1:]
    first = min(ring)
    return report if first == report.origin else replace(report, copy_of=None if first == report.id else first)
