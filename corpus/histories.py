"""What happened to a report, version by version: each event of the audit log, and what new wording changed.

    audit log, versions | each replacement beside the version before it | steps

The old wording is only ever here: nothing that is quoted as current comes from this module.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from corpus.catalogue import Event
from corpus.detail_changes import DetailChange, compare_details
from corpus.differences import Difference, compare_texts
from corpus.publishing import Action
from corpus.reports import Report


class Shelf(Protocol):
    """What a history is read from."""

    def get_report(self, report_id: str, version: int | None = None) -> Report:
        """Give the live version of a report, or the version asked for."""

    def history(self, report_id: str) -> Sequence[Event]:
        """Give what happened to a report, oldest first."""


@dataclass(frozen=True, slots=True)
class Revision:
    """Two versions of a report, one after the other, and what the newer one changed."""

    old_version: int
    new_version: int
    difference: Difference
    details: tuple[DetailChange, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One event, and what it changed where it brought new wording or details."""

    event: Event
    revision: Revision | None = None


@dataclass(frozen=True, slots=True)
class History:
    """A report as it stands, and how it came to that, oldest first."""

    report: Report
    steps: tuple[Step, ...]


def read_history(report_id: str, shelf: Shelf) -> History:
    """Give the history of a report.

    Raises:
        UnknownReportError: when no report has this id.
    """
    events = shelf.history(report_id)
    before: int | None = None
    steps = []
    for event in events:
        new = event.action in (Action.ADD, Action.REPLACE) and event.version is not None
        revision = compare_versions(report_id, before, event.version, shelf) if new and before else None
        steps.append(Step(event, revision))
        before = event.version if new else before
    return History(shelf.get_report(report_id), tuple(steps))


def compare_versions(report_id: str, old: int, new: int | None, shelf: Shelf) -> Revision:
    """Give what one version of a report changed against another; None is the live one.

    Raises:
        UnknownReportError: when there is no such report or version.
    """
    one, other = shelf.get_report(report_id, old), shelf.get_report(report_id, new)
    return Revision(one.version, other.version, compare_texts(one.body, other.body), compare_details(one, other))


def find_standing_day(events: Sequence[Event], action: str) -> date | None:
    """Give the day of the last event of this kind: the one it bears, else the one on which it was made."""
    last = next((event for event in reversed(events) if event.action == action), None)
    return None if last is None else last.day or last.at.date()


def find_replaced_day(events: Sequence[Event], version: int) -> date | None:
    """Give the day on which a newer version took the place of this one; None while it stands."""
    later = (
        event.at.date()
        for event in events
        if event.action == Action.REPLACE and event.version is not None and event.version > version
    )
    return next(later, None)
