"""The shelf as its keepers see it: searched, in pages, and added up. All of it is done in SQL, so that it stays quick.

Withdrawn reports are seen here too. The order is by date and id alone: nothing can be put before or behind others.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from corpus.catalogue import Listing, make_listing
from corpus.database import Connection, Database
from corpus.errors import UnknownReportError
from corpus.name_store import find_other_names
from corpus.other_names import OtherNames
from corpus.reports import Status
from corpus.shelf_queries import ShelfQuery
from corpus.spelling import fold
from corpus.tables import LISTED, is_live, is_live_version, reports, versions

LONGEST_MARK, STEM, DIGEST = 40, 29, 10
STANDS = is_live(versions.c.report_id, versions.c.version)
CUT = "~"
"""What no id holds, so that a mark that was cut is known as one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in the list: its live version without the text, who added that and when, and from which document.

    `status_date` says since when it has its status.
    """

    listing: Listing
    added_by: str
    added_at: datetime
    original_name: str
    status_date: datetime


@dataclass(frozen=True, slots=True)
class ListingPage:
    """Some of the reports that a query finds, and how many it finds in all."""

    entries: tuple[Entry, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ShelfFigures:
    """What the shelf holds; `oldest` and `newest` are days of publication among the reports that may be quoted."""

    by_status: dict[Status, int]
    by_outlet: dict[str | None, int]
    by_language: dict[str, int]
    oldest: date | None
    newest: date | None
    words: int


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet with what may be quoted of it: how many reports, and of which days; None for those without a name."""

    name: str | None
    reports: int
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class StandingPage:
    """Some of the reports that may be quoted, and how many a query finds in all."""

    listings: tuple[Listing, ...]
    total: int


class Listings:
    """Finds reports by their details."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find_page(self, query: ShelfQuery, limit: int, offset: int = 0) -> ListingPage:
        """Give the reports from `offset` on, the newest first, undated ones last; each day's by id."""
        chosen = select_live(reports.c.id, func.count().over().label("total"))
        order = (versions.c.published.desc().nulls_last(), reports.c.id)
        with self._database.reading() as connection:
            found = chosen.where(*find_conditions(connection, query))
            rows = connection.execute(found.order_by(*order).limit(limit).offset(offset)).all()
            entries = tuple(load_entries(connection, [row.id for row in rows]))
            return ListingPage(entries, rows[0].total if rows else count_found(connection, query))

    def list_all(self, query: ShelfQuery) -> list[Listing]:
        """Give every report that the query finds, by id."""
        chosen = select_live(*LISTED, versions.c.words, reports.c.status, reports.c.note)
        with self._database.reading() as connection:
            found = chosen.where(*find_conditions(connection, query)).order_by(reports.c.id)
            return [make_listing(row) for row in connection.execute(found)]

    def list_outlets(self) -> list[Outlet]:
        """Give every outlet of what may be quoted, by name; the reports that name none come last."""
        span = (func.count(), func.min(versions.c.published), func.max(versions.c.published))
        query = select(versions.c.publisher, *span).join_from(versions, reports, STANDS).group_by(versions.c.publisher)
        with self._database.reading() as connection:
            outlets = [Outlet(*row) for row in connection.execute(query)]
        return sorted(outlets, key=lambda each: (each.name is None, fold(each.name or "")))

    def find_standing(
        self, query: ShelfQuery, limit: int, offset: int = 0, outlet: Outlet | None = None
    ) -> StandingPage:
        """Give what may be quoted from `offset` on, of one outlet where one is given: the newest first, undated last.

        A report that is withdrawn is never given, whatever the query says.
        """
        own = [] if outlet is None else [versions.c.publisher.is_not_distinct_from(outlet.name)]
        order = (versions.c.published.desc().nulls_last(), reports.c.id)
        found = select_live(*LISTED, versions.c.words, reports.c.status, reports.c.note)
        with self._database.reading() as connection:
            conditions = [STANDS, *find_conditions(connection, query), *own]
            rows = connection.execute(found.where(*conditions).order_by(*order).limit(limit).offset(offset))
            listings = tuple(make_listing(row) for row in rows)
            counted = select_live(func.count()).where(*conditions)
            return StandingPage(listings, int(connection.execute(counted).scalar_one()))

    def get_entry(self, report_id: str) -> Entry:
        """Give everything about a report but its text.

        Raises:
            UnknownReportError: when no report has this id.
        """
        with self._database.reading() as connection:
            entries = load_entries(connection, [report_id])
        if not entries:
            raise UnknownReportError(report_id)
        return entries[0]

    def name_reports(self, ids: Collection[str]) -> dict[str, str]:
        """Give the titles of these reports, by id; unknown ones are left out."""
        found = select_live(reports.c.id, versions.c.title).where(reports.c.id.in_(ids))
        with self._database.reading() as connection:
            return {row.id: row.title for row in connection.execute(found)}

    def find_id(self, mark: str) -> str | None:
        """Give the id of the report that a mark stands for, or None."""
        stem, cut, _ = mark.partition(CUT)
        begins = reports.c.id.between(stem, stem + "\x7f") if cut else reports.c.id == mark
        published = select(reports.c.id).where(begins, reports.c.live_version.is_not(None))
        with self._database.reading() as connection:
            return next((each for each in connection.execute(published).scalars() if make_mark(each) == mark), None)

    def measure(self) -> ShelfFigures:
        """Count what stands on the shelf; outlets and languages, days and words are those of what may be quoted."""
        stands = is_live(versions.c.report_id, versions.c.version)
        standing = select(reports.c.status, func.count()).where(reports.c.live_version.is_not(None))
        with self._database.reading() as connection:
            statuses = connection.execute(standing.group_by(reports.c.status))
            span = select(func.min(versions.c.published), func.max(versions.c.published), func.sum(versions.c.words))
            oldest, newest, words = connection.execute(span.join_from(versions, reports, stands)).one()
            return ShelfFigures(
                by_status={Status(name): count for name, count in statuses},
                by_outlet=count_by(connection, versions.c.publisher),
                by_language=count_by(connection, versions.c.language),
                oldest=oldest,
                newest=newest,
                words=words or 0,
            )


def make_mark(report_id: str) -> str:
    """Give what stands for a report in a button, which has no room for a long id: the id, or its beginning and more."""
    if len(report_id) <= LONGEST_MARK:
        return report_id
    return f"{report_id[:STEM]}{CUT}{sha256(report_id.encode()).hexdigest()[:DIGEST]}"


def select_live(*columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Give these columns of all reports and their live versions."""
    return select(*columns).join_from(reports, versions, is_live_version(versions.c.report_id, versions.c.version))


def find_conditions(connection: Connection, query: ShelfQuery) -> list[ColumnElement[bool]]:
    """Give the conditions of a query, with what the names in it are called in other letters."""
    return list_conditions(query, find_other_names(connection, query.words))


def list_conditions(query: ShelfQuery, names: OtherNames) -> list[ColumnElement[bool]]:
    """Give the conditions under which a live version is what a query looks for, in whichever letters it has a name."""
    outlet = func.coalesce(versions.c.publisher, "")
    named = func.fold(versions.c.title + " " + outlet + " " + versions.c.report_id)
    conditions = [
        or_(*(func.instr(named, fold(each)) > 0 for each in (word, *names.list_others(word)))) for word in query.words
    ]
    if query.publisher:
        conditions.append(func.instr(func.fold(outlet), fold(query.publisher)) > 0)
    if query.since:
        conditions.append(versions.c.published >= query.since)
    if query.until:
        conditions.append(versions.c.published <= query.until)
    if query.status:
        conditions.append(reports.c.status == query.status)
    return conditions


def load_entries(connection: Connection, ids: Sequence[str]) -> list[Entry]:
    """Give the entries of these reports in this order; unknown ones are left out."""
    more = (versions.c.added_by, versions.c.added_at, versions.c.original_name, reports.c.status_date)
    chosen = select_live(*LISTED, versions.c.words, reports.c.status, reports.c.note, *more)
    rows = connection.execute(chosen.where(reports.c.id.in_(ids)))
    found = {
        row.id: Entry(make_listing(row), row.added_by, row.added_at, row.original_name, row.status_date) for row in rows
    }
    return [found[report_id] for report_id in ids if report_id in found]


def count_by(connection: Connection, column: ColumnElement[Any]) -> dict[Any, int]:
    """Give how many of the reports that may be quoted have each value, the most frequent first."""
    stands = is_live(versions.c.report_id, versions.c.version)
    counted = select(column, func.count()).join_from(versions, reports, stands).group_by(column)
    return {row[0]: row[1] for row in connection.execute(counted.order_by(func.count().desc(), column))}


def count_found(connection: Connection, query: ShelfQuery) -> int:
    """Give how many reports a query finds."""
    return int(connection.execute(select_live(func.count()).where(*find_conditions(connection, query))).scalar_one())
