"""Updates received and not yet dealt with: each is on disk before it is confirmed, and is there until it is done.

An update is waiting, then done, dead (it failed too often) or aside (it could not be understood). Of one that is done
only the number is kept, for the days in which it could be sent again.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import BigInteger, Column, Connection, Integer, String, Table, Text, delete, select, update

from corpus.database import Database, UtcDateTime, make_now, metadata

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("state", String, nullable=False, index=True),
    Column("body", Text),
    Column("starts", Integer, nullable=False),
    Column("reason", Text),
    Column("changed_at", UtcDateTime, nullable=False, index=True),
)

WAITING, DONE, DEAD, ASIDE = "waiting", "done", "dead", "aside"
CRASHES = 10
"""How often the process may end in the middle of an update, which may not be its fault."""

KEPT = timedelta(days=3)
"""How long a number is kept; Telegram sends an unconfirmed update again for a day."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that is still to be dealt with: its number and its JSON."""

    update_id: int
    body: str


class Inbox:
    """The updates on disk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def store(self, update_id: int, body: str) -> bool:
        """Keep an update as waiting; False when this number was received before."""
        return self._insert(update_id, WAITING, body, None)

    def set_aside(self, update_id: int, body: str, reason: str) -> None:
        """Keep an update that cannot be understood, out of the way of the others."""
        if not self._insert(update_id, ASIDE, body, reason):
            with self._database.writing() as connection:
                _change(connection, update_id, state=ASIDE, reason=reason)

    def begin(self, update_id: int) -> int:
        """Count that work on it starts, and give how often that happened without an end."""
        with self._database.writing() as connection:
            _change(connection, update_id, starts=inbox.c.starts + 1)
            return int(connection.execute(select(inbox.c.starts).where(inbox.c.update_id == update_id)).scalar_one())

    def finish(self, update_id: int) -> None:
        """Mark it as done and forget what it said."""
        with self._database.writing() as connection:
            _change(connection, update_id, state=DONE, body=None)
            _forget_old(connection)

    def give_back(self, update_id: int) -> None:
        """Take back a start that was interrupted on purpose, so that the update waits as before."""
        with self._database.writing() as connection:
            _change(connection, update_id, starts=inbox.c.starts - 1)

    def bury(self, update_id: int, reason: str) -> None:
        """Mark it as dead: it failed too often; what it said is kept for whoever looks into it."""
        with self._database.writing() as connection:
            _change(connection, update_id, state=DEAD, reason=reason)

    def list_waiting(self) -> list[Waiting]:
        """Give the updates still to be dealt with, in the order in which they were sent."""
        chosen = select(inbox.c.update_id, inbox.c.body).where(inbox.c.state == WAITING).order_by(inbox.c.update_id)
        with self._database.reading() as connection:
            return [Waiting(row.update_id, row.body) for row in connection.execute(chosen)]

    def _insert(self, update_id: int, state: str, body: str, reason: str | None) -> bool:
        row = {
            "update_id": update_id,
            "state": state,
            "body": body,
            "starts": 0,
            "reason": reason,
            "changed_at": make_now(),
        }
        with self._database.writing() as connection:
            known = connection.execute(select(inbox.c.update_id).where(inbox.c.update_id == update_id)).first()
            if known is None:
                connection.execute(inbox.insert().values(row))
        return known is None


def _change(connection: Connection, update_id: int, **values: object) -> None:
    connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(values | {"changed_at": make_now()}))


def _forget_old(connection: Connection) -> None:
    """Drop what is over; update numbers start anywhere again after a week without one, so old ones must not stay."""
    connection.execute(delete(inbox).where(inbox.c.state != WAITING, inbox.c.changed_at < make_now() - KEPT))
