"""What people are to be told without having asked just now, such as that a report they were quoted was withdrawn.

A notice is waiting, then begun, then sent or lost. One that was begun and whose end is not known is not sent again:
being told twice is worse here than not at all.
"""

from dataclasses import dataclass

from sqlalchemy import Column, Integer, String, Table, Text, select, update

from corpus.database import Connection, Database, UtcDateTime, make_now, metadata

notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("person", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("made_at", UtcDateTime, nullable=False),
)

WAITING, BEGUN, SENT, LOST = "waiting", "begun", "sent", "lost"


@dataclass(frozen=True, slots=True)
class Notice:
    """What one person (“telegram:123”) is to be told."""

    id: int
    person: str
    text: str


class Notices:
    """The notices on file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, person: str, key: str, text: str, inside: Connection | None = None) -> bool:
        """Keep a notice to be sent; False when one with this key was put before, so that nobody is told twice."""
        row = {"person": person, "key": key, "text": text, "state": WAITING, "made_at": make_now()}
        with self._database.writing(inside) as connection:
            if connection.execute(select(notices.c.id).where(notices.c.key == key)).first():
                return False
            connection.execute(notices.insert().values(row))
        return True

    def list_waiting(self, most: int = 100) -> list[Notice]:
        """Give notices to be sent, the oldest first."""
        chosen = select(notices).where(notices.c.state == WAITING).order_by(notices.c.id).limit(most)
        with self._database.reading() as connection:
            return [Notice(row.id, row.person, row.text) for row in connection.execute(chosen)]

    def begin(self, notice_id: int) -> bool:
        """Say that it is about to be sent; False when that was said before."""
        waiting = (notices.c.id == notice_id) & (notices.c.state == WAITING)
        with self._database.writing() as connection:
            return connection.execute(update(notices).where(waiting).values(state=BEGUN)).rowcount == 1

    def close(self, notice_id: int, *, sent: bool) -> None:
        """Say that it was sent, or that it cannot be, as when the person has blocked the bot."""
        with self._database.writing() as connection:
            state = SENT if sent else LOST
            connection.execute(update(notices).where(notices.c.id == notice_id).values(state=state))
