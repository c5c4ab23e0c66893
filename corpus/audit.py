"""The audit log: who did what and when, to which report if to one. It is added to and read, and never changed.

The database itself refuses to change or remove a line (`corpus/migrations/versions/0011_shelf.py`). Changes of reports
are logged where they are made (`corpus.publishing`); other rooms log theirs with `log_event`, in the transaction that
makes the change.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, insert, select

from corpus.catalogue import Event
from corpus.database import Connection, Database, make_now
from corpus.tables import audit

COLUMNS = [column for column in audit.c if column is not audit.c.id]


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events are looked for: of one actor (“telegram:7”), of one report, of one kind; None bounds nothing."""

    actor: str | None = None
    report_id: str | None = None
    action: str | None = None


@dataclass(frozen=True, slots=True)
class EventPage:
    """Some of the events that a query finds, the newest first; how many there are in all, up to the one numbered `top`.

    Asking for the next page with the same `top` gives the same pages whatever has happened since.
    """

    events: tuple[Event, ...]
    total: int
    top: int


class AuditLog:
    """Reads the log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find_page(self, query: EventQuery, limit: int, offset: int = 0, top: int | None = None) -> EventPage:
        """Give the events from `offset` on, counted from the newest or from the one numbered `top`."""
        with self._database.reading() as connection:
            last = read_last(connection) if top is None else top
            conditions = [audit.c.id <= last, *list_conditions(query)]
            found = select(*COLUMNS).where(*conditions).order_by(audit.c.id.desc()).limit(limit).offset(offset)
            total = connection.execute(select(func.count(audit.c.id)).where(*conditions)).scalar_one()
            return EventPage(read_events(connection, found), int(total), last)

    def list_all(self, query: EventQuery) -> tuple[Event, ...]:
        """Give every event that the query finds, the newest first."""
        found = select(*COLUMNS).where(*list_conditions(query)).order_by(audit.c.id.desc())
        with self._database.reading() as connection:
            return read_events(connection, found)

    def list_actions(self) -> list[str]:
        """Give every kind of event that is in the log."""
        with self._database.reading() as connection:
            return list(connection.execute(select(audit.c.action).distinct().order_by(audit.c.action)).scalars())

    def list_changed(self, after: int, inside: Connection | None = None) -> set[str]:
        """Give the ids of the reports to which anything happened after an event, which is given by its number."""
        changed = select(audit.c.report_id).distinct().where(audit.c.id > after, audit.c.report_id.is_not(None))
        with self._database.reading(inside) as connection:
            return {str(report_id) for report_id in connection.execute(changed).scalars()}

    def find_last_change(self) -> int:
        """Give the number of the newest event that concerns a report, 0 where there is none."""
        changes = select(audit.c.id).where(audit.c.report_id.is_not(None)).order_by(audit.c.id.desc()).limit(1)
        with self._database.reading() as connection:
            return connection.execute(changes).scalar() or 0


def log_event(
    connection: Connection,
    actor: str,
    action: str,
    *,
    report_id: str | None = None,
    version: int | None = None,
    detail: str | None = None,
) -> None:
    """Add a line to the log, in the transaction that makes the change.

    `actor` names who did it, as records do: “telegram:7”, “terminal”.
    """
    event = {"actor": actor, "action": action, "report_id": report_id, "version": version, "detail": detail}
    connection.execute(insert(audit).values(at=make_now(), **event))


def read_last(connection: Connection) -> int:
    """Give the number of the newest event, 0 where there is none."""
    return int(connection.execute(select(func.max(audit.c.id))).scalar() or 0)


def read_events(connection: Connection, query: Select[*tuple[object, ...]]) -> tuple[Event, ...]:
    """Give the events of a query's rows."""
    return tuple(Event(**row._mapping) for row in connection.execute(query))


def list_conditions(query: EventQuery) -> list[ColumnElement[bool]]:
    """Give the conditions under which an event is looked for."""
    bounds = ((audit.c.actor, query.actor), (audit.c.report_id, query.report_id), (audit.c.action, query.action))
    return [column == value for column, value in bounds if value is not None]
