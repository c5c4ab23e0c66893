"""What was sent in reply to each update, so that doing the work again changes the same messages and adds none.

A part of a reply is first a placeholder and then, by editing, the text itself. Only the sending of a placeholder can
have an unknown outcome; once its message id is here, every further step can be repeated without harm. Telegram numbers
the messages of a chat upwards, so one whose outcome is unknown has one of the next numbers that are not here.
"""

from dataclasses import dataclass
from itertools import count, islice

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Integer,
    String,
    Table,
    delete,
    or_,
    select,
    update,
)

from bot.state.inbox import KEPT, WAITING, inbox
from corpus.database import Database, UtcDateTime, make_now, metadata

deliveries = Table(
    "deliveries",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("place", String),
    Column("changed_at", UtcDateTime, nullable=False, index=True),
)

BEGUN = 0
"""Stands for the number of a message that is about to be sent."""

LOOKED_AT = 8
"""How many numbers after that of the message replied to are looked at; each costs a call."""


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
        chosen = select(deliveries).where(*_name(update_id, part))
        with self._database.reading() as connection:
            row = connection.execute(chosen).first()
        return Delivery(row.message_id, row.shown) if row and row.message_id != BEGUN else None

    def note(self, update_id: int, part: int, message_id: int, *, shown: bool, place: str | None = None) -> None:
        """Keep the message that stands for this part, in place of any before, and its chat (“telegram:5”)."""
        key = {"update_id": update_id, "part": part}
        values = {"message_id": message_id, "shown": shown, "place": place, "changed_at": make_now()}
        mine = _name(update_id, part)
        with self._database.writing() as connection:
            if connection.execute(update(deliveries).where(*mine).values(values)).rowcount == 0:
                connection.execute(deliveries.insert().values(key | values))
            _forget_old(connection)

    def begin(self, update_id: int, part: int) -> None:
        """Keep that a message for this part is about to be sent, unless one is here already."""
        row = {"update_id": update_id, "part": part, "message_id": BEGUN, "shown": False, "changed_at": make_now()}
        with self._database.writing() as connection:
            if connection.execute(select(deliveries.c.part).where(*_name(update_id, part))).first() is None:
                connection.execute(deliveries.insert().values(row))

    def is_begun(self, update_id: int, part: int) -> bool:
        """Whether that was kept and nothing came of it; the message may be there although its number is not here."""
        chosen = select(deliveries.c.message_id).where(*_name(update_id, part))
        with self._database.reading() as connection:
            return connection.execute(chosen).scalar() == BEGUN

    def list_unknown(self, place: str, after_id: int) -> list[int]:
        """Give the next few numbers of messages in a chat that are not here."""
        here = or_(deliveries.c.place == place, deliveries.c.place.is_(None))
        chosen = select(deliveries.c.message_id).where(here, deliveries.c.message_id > after_id)
        with self._database.reading() as connection:
            known = set(connection.execute(chosen).scalars())
        return list(islice((number for number in count(after_id + 1) if number not in known), LOOKED_AT))


def _name(update_id: int, part: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return deliveries.c.update_id == update_id, deliveries.c.part == part


def _forget_old(connection: Connection) -> None:
    """Drop what belongs to updates that are over."""
    waiting = select(inbox.c.update_id).where(inbox.c.state == WAITING)
    old = deliveries.c.changed_at < make_now() - KEPT
    connection.execute(delete(deliveries).where(old, deliveries.c.update_id.not_in(waiting)))
