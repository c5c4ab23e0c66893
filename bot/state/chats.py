"""Chats to which nothing can be sent any more, and groups that go on under another number.

A person blocks the bot, a group puts it out or is deleted, an account is deleted: the chat is gone, until something
newer comes from it. A group that becomes a supergroup gets a new number, and what belongs to it moves along.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, String, Table, delete, func, literal, or_, select, update

from bot.state.bans import move_ban
from corpus.database import Database, UtcDateTime, metadata

chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("state", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("moved_to", BigInteger),
    Column("since", UtcDateTime, nullable=False),
)

GONE, MOVED = "gone", "moved"
NAMING = ("place", "conversation", "person")
"""The columns that name a chat, as “telegram:-7”, or a topic or a person in it, as “telegram:-7:12:5”."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What became of a chat and since when: it is gone, or it goes on under the number `moved_to`."""

    reason: str
    since: datetime
    moved_to: int | None = None

    @property
    def is_gone(self) -> bool:
        """Whether nothing can be sent there, under no number."""
        return self.moved_to is None


class Chats:
    """The chats that are not, or no longer there, where they were."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, chat_id: int) -> Whereabouts | None:
        """Give what became of a chat; None for one that is where it was."""
        with self._database.reading() as connection:
            row = connection.execute(select(chats).where(chats.c.chat_id == chat_id)).first()
        return Whereabouts(row.reason, row.since, row.moved_to) if row else None

    def lose(self, chat_id: int, reason: str, since: datetime) -> bool:
        """Say that nothing can be sent to a chat; False when that is known, or the chat moved."""
        row = {"chat_id": chat_id, "state": GONE, "reason": reason, "since": since}
        with self._database.writing() as connection:
            if connection.execute(select(chats.c.chat_id).where(chats.c.chat_id == chat_id)).first():
                newer = (chats.c.chat_id == chat_id) & (chats.c.state == GONE) & (chats.c.since < since)
                connection.execute(update(chats).where(newer).values(since=since, reason=reason))
                return False
            connection.execute(chats.insert().values(row))
        return True

    def find_again(self, chat_id: int, moment: datetime) -> bool:
        """Say that something came from a chat at this moment; whether it was gone, and has come back with it."""
        known = (chats.c.chat_id == chat_id) & (chats.c.state == GONE) & (chats.c.since <= moment)
        with self._database.writing() as connection:
            return connection.execute(delete(chats).where(known)).rowcount == 1

    def move(self, old: int, new: int, moment: datetime) -> bool:
        """Let everything that belongs to a chat belong to its new number; False when that was done before."""
        values = {"state": MOVED, "reason": "the group became a supergroup", "moved_to": new, "since": moment}
        with self._database.writing() as connection:
            here = chats.c.chat_id == old
            if connection.execute(select(chats.c.chat_id).where(here, chats.c.state == MOVED)).first():
                return False
            connection.execute(delete(chats).where(here))
            connection.execute(chats.insert().values(chat_id=old, **values))
            rename_places(connection, old, new)
            move_ban(connection, old, new)
        return True


def rename_places(connection: Connection, old: int, new: int) -> None:
    """Put a new number in the place of an old one wherever a chat is named; what stands there already stays.

    Every table that names a chat by one of the columns of `NAMING` is dealt with, those of other parts too.
    """
    before, after = f"telegram:{old}", f"telegram:{new}"
    for table in chats.metadata.sorted_tables:
        for column in (table.c[name] for name in NAMING if name in table.c):
            named = or_(column == before, column.startswith(f"{before}:", autoescape=True))
            renamed = literal(after) + func.substr(column, len(before) + 1)
            connection.execute(update(table).where(named).values({column.name: renamed}).prefix_with("OR IGNORE"))
            # What is left is what the new number has its own of.
            connection.execute(delete(table).where(named))
