"""The catalogue: every version of every report, and which of them stands now. This is its reading side.

A version is staged, then published, and never changes after that; the report's `live_version` says which one
stands. Each reading happens in one snapshot of the database; pass `inside` to let several readings share one.
Changes are made at the desk (`corpus.publishing`).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, Select, false, not_, or_, select, tuple_

from corpus.database import Connection, Database
from corpus.errors import UnknownReportError
from corpus.report_ids import choose_nearest, make_wanted_id
from corpus.reports import Report, Status
from corpus.tables import CONTENTS, LISTED, VersionState, audit, is_live, is_live_version, reports, versions

PLACES_AT_ONCE = 500
IN_USE = versions.c.state != VersionState.DISCARDED


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list shows of a report's live version: all but its text."""

    id: str
    version: int
    title: str
    publisher: str | None
    author: str | None
    published: date | None
    url: str | None
    language: str
    status: Status
    note: str | None
    digest: str
    words: int


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the audit log: who did what, to which report if to one, and when.

    `day` is the day that a correction bears where somebody named one.
    """

    at: datetime
    actor: str
    action: str
    report_id: str | None
    version: int | None
    detail: str | None
    day: date | None = None


class Catalogue:
    """Reads reports; only published versions are ever seen, and the live one unless another is asked for."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def get_report(self, report_id: str, version: int | None = None, inside: Connection | None = None) -> Report:
        """Give a report's live version, or the version asked for; its status is the report's status today.

        Raises:
            UnknownReportError: when there is none.
        """
        wanted = reports.c.live_version if version is None else version
        query = select_reports().where(reports.c.id == report_id, versions.c.version == wanted)
        with self.database.reading(inside) as connection:
            row = connection.execute(query).first()
            if row is None:
                known = [] if version is None else self.list_versions(report_id, connection)
                raise UnknownReportError(report_id, version if known else None, versions=known)
        return make_report(row)

    def get_many(
        self, places: Collection[tuple[str, int]], inside: Connection | None = None, *, only_live: bool = False
    ) -> dict[tuple[str, int], Report]:
        """Give the published versions among these (report id, version) pairs; unknown ones are left out.

        With `only_live`, those too that may not be quoted as what stands now.
        """
        wanted, found = sorted(set(places)), {}
        with self.database.reading(inside) as connection:
            for first in range(0, len(wanted), PLACES_AT_ONCE):
                chunk = wanted[first : first + PLACES_AT_ONCE]
                place = tuple_(versions.c.report_id, versions.c.version)
                query = select_reports().where(place.in_(chunk))
                live = is_live(versions.c.report_id, versions.c.version)
                for row in connection.execute(query.where(live) if only_live else query):
                    found[row.id, row.version] = make_report(row)
        return found

    def list_reports(self, inside: Connection | None = None) -> list[Listing]:
        """Give every report that was ever published, withdrawn ones too, by id."""
        query = (
            select(*LISTED, versions.c.words, reports.c.status, reports.c.note)
            .join_from(reports, versions, is_live_version(versions.c.report_id, versions.c.version))
            .order_by(reports.c.id)
        )
        with self.database.reading(inside) as connection:
            return [make_listing(row) for row in connection.execute(query)]

    def live_reports(self, inside: Connection | None = None) -> Iterator[Report]:
        """Give, one by one and by id, the reports that may be quoted as what stands now."""
        return self._stream(select_live().where(reports.c.status != Status.WITHDRAWN), inside)

    def all_reports(self, inside: Connection | None = None) -> Iterator[Report]:
        """Give, one by one and by id, the live version of every report, withdrawn ones too."""
        return self._stream(select_live(), inside)

    def past_reports(self, inside: Connection | None = None) -> Iterator[Report]:
        """Give, one by one, every version that was published and may not be quoted now: replaced and withdrawn ones.

        They come by id, and the newest version of a report first.
        """
        past = select_reports().where(not_(is_live(versions.c.report_id, versions.c.version)))
        return self._stream(past.order_by(reports.c.id, versions.c.version.desc()), inside)

    def is_known(self, report_id: str, inside: Connection | None = None) -> bool:
        """Whether a report with this id was ever published."""
        query = select(reports.c.id).where(reports.c.id == report_id, reports.c.live_version.is_not(None))
        with self.database.reading(inside) as connection:
            return connection.execute(query).first() is not None

    def list_versions(self, report_id: str, inside: Connection | None = None) -> list[int]:
        """Give the numbers of the versions of a report that were published, ascending; none for an unknown one."""
        published = (versions.c.report_id == report_id) & (versions.c.state == VersionState.PUBLISHED)
        with self.database.reading(inside) as connection:
            return list(
                connection.execute(select(versions.c.version).where(published).order_by(versions.c.version)).scalars()
            )

    def find_nearest_ids(self, report_id: str, inside: Connection | None = None) -> list[str]:
        """Give the ids of up to three reports that look like this one, the likest first."""
        with self.database.reading(inside) as connection:
            known = list(connection.execute(select(reports.c.id).where(reports.c.live_version.is_not(None))).scalars())
        return choose_nearest(report_id, known)

    def is_taken(self, report_id: str, inside: Connection | None = None) -> bool:
        """Whether a new report cannot have this id, because one was published or is being added under it."""
        query = select(versions.c.version).where(versions.c.report_id == report_id, IN_USE)
        with self.database.reading(inside) as connection:
            return connection.execute(query).first() is not None

    def find_duplicate(self, digest: str, body: str, inside: Connection | None = None) -> str | None:
        """Give the id of a report that stands now with the same bytes or the same text, or None."""
        same_bytes = versions.c.digest == digest if digest else false()
        query = (
            select(reports.c.id)
            .join_from(reports, versions, is_live(versions.c.report_id, versions.c.version))
            .where(or_(same_bytes, versions.c.body_digest == digest_of(body)))
            .order_by(reports.c.id)
        )
        with self.database.reading(inside) as connection:
            return connection.execute(query).scalar()

    def propose_id(self, name: str, digest: str, inside: Connection | None = None) -> str:
        """Give a free id made from a title or file name, or from the digest where that is not in Latin letters."""
        wanted, number = make_wanted_id(name, digest), 1
        free = wanted
        with self.database.reading(inside) as connection:
            while self.is_taken(free, connection):
                number += 1
                free = f"{wanted}-{number}"
        return free

    def history(self, report_id: str, inside: Connection | None = None) -> list[Event]:
        """Give what happened to a report, oldest first.

        Raises:
            UnknownReportError: when no report has this id.
        """
        columns = [column for column in audit.c if column is not audit.c.id]
        query = select(*columns).where(audit.c.report_id == report_id).order_by(audit.c.id)
        with self.database.reading(inside) as connection:
            if not self.is_known(report_id, connection):
                raise UnknownReportError(report_id)
            return [Event(**row._mapping) for row in connection.execute(query)]

    def uses_original(self, digest: str, inside: Connection | None = None) -> bool:
        """Whether any version, staged ones too, came from the original with this digest."""
        with self.database.reading(inside) as connection:
            query = select(versions.c.version).where(versions.c.digest == digest, IN_USE)
            return connection.execute(query).first() is not None

    def list_originals(self, inside: Connection | None = None) -> set[str]:
        """Give the digests of all originals that versions came from."""
        with self.database.reading(inside) as connection:
            return set(connection.execute(select(versions.c.digest).where(versions.c.digest != "", IN_USE)).scalars())

    def _stream(self, query: Select[*tuple[Any, ...]], inside: Connection | None) -> Iterator[Report]:
        with self.database.reading(inside) as connection, connection.execute(query) as rows:
            for row in rows.yield_per(100):
                yield make_report(row)


def select_reports() -> Select[*tuple[Any, ...]]:
    """Give the query for published versions, with the standing of their report."""
    return (
        select(*CONTENTS, reports.c.status, reports.c.note)
        .join_from(reports, versions, versions.c.report_id == reports.c.id)
        .where(versions.c.state == VersionState.PUBLISHED)
    )


def select_live() -> Select[*tuple[Any, ...]]:
    """Give the query for the live version of every report, by id."""
    return select_reports().where(is_live_version(versions.c.report_id, versions.c.version)).order_by(reports.c.id)


def make_report(row: Row[*tuple[Any, ...]]) -> Report:
    """Give the report of one row of `select_reports`."""
    values = dict(row._mapping)
    return Report(**values | {"status": Status(values["status"]), "pages": tuple(values["pages"])})


def make_listing(row: Row[*tuple[Any, ...]]) -> Listing:
    """Give the listing of one row; written out, since there are thousands of rows to a list."""
    return Listing(
        id=row.id,
        version=row.version,
        title=row.title,
        publisher=row.publisher,
        author=row.author,
        published=row.published,
        url=row.url,
        language=row.language,
        status=Status(row.status),
        note=row.note,
        digest=row.digest,
        words=row.words,
    )


def digest_of(body: str) -> str:
    """Give the sha256 of a text, in hex."""
    return sha256(body.encode()).hexdigest()
