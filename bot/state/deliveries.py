"""What was sent in reply to each update, so that doing the work again changes the same messages and adds none.

A part of a reply is first a placeholder and then, by editing, the text itself. Only the sending of a placeholder can
have an unknown outcome; once its message id is here, every further step can be repeated without harm.
"""

from dataclasses import dataclass

from sqlalchemy import BigInteger, Boolean, Column, Connection, Integer, Table, delete, select, update

from bot.state.inbox import KEPT, WAITING, inbox
from corpus.database import Database, UtcDateTime, make_now, metadata

deliveries = Table(
    "deliveries",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False, index=True),
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """The message that carries one part of a reply, and whether it shows its text yet."""

    message_id: int
    shown: bool


class Deliveries:
    """The messages sent, by update and part."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, update_id: int, part: int) -> Delivery | None:
        """Give the message that stands for this part, or None when none is known."""
        chosen = select(deliveries).where(deliveries.c.update_id == update_id, deliveries.c.part == part)
        with self._database.reading() as connection:
            row = connection.execute(chosen).first()
        return Delivery(row.message_id, row.shown) if row else None

    def note(self, update_id: int, part: int, message_id: int, *, shown: bool) -> None:
        """Keep the message that stands for this part, in place of any before."""
        key = {"update_id": update_id, "part": part}
        values = {"message_id": message_id, "shown": shown, "changed_at": make_now()}
        place = (deliveries.c.update_id == update_id, deliveries.c.part == part)
        with self._database.writing() as connection:
            if connection.execute(update(deliveries).where(*place).values(values)).rowcount == 0:
                connection.execute(deliveries.insert().values(key | values))
            _forget_old(connection)


def _forget_old(connection: Connection) -> None:
    """Drop what belongs to updates that are over."""
    waiting = select(inbox.c.update_id).where(inbox.c.state == WAITING)
    old = deliveries.c.changed_at < make_now() - KEPT
    connection.execute(delete(deliveries).where(old, deliveries.c.update_id.not_in(waiting)))
