"""What people are to be told without having asked just now, such as that a report they were quoted was withdrawn.

A notice is waiting, then begun, then sent or lost. One that was begun and whose end is not known is not sent again:
being told twice is worse here than not at all.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum

from sqlalchemy import JSON, Column, Integer, Row, String, Table, Text, delete, select, update

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
    Column("button", JSON(none_as_null=True)),
    Column("marks", JSON(none_as_null=True)),
)

WAITING, BEGUN, SENT, LOST = "waiting", "begun", "sent", "lost"


class Look(StrEnum):
    """How some words of a notice look."""

    BOLD = "bold"
    LINK = "link"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Mark:
    """How the characters from `start` to `end` of a notice's text look, and where a link leads."""

    look: Look
    start: int
    end: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a notice: what stands on it, and what it carries (at most 64 bytes)."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What one person (“telegram:123”), or a group and topic (“telegram:-7:12”), is to be told."""

    id: int
    person: str
    text: str
    button: Button | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice to be kept; no two have the same `key`."""

    person: str
    key: str
    text: str
    button: Button | None = None
    marks: tuple[Mark, ...] = ()


class Notices:
    """The notices on file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, person: str, key: str, text: str, inside: Connection | None = None) -> bool:
        """Keep a notice to be sent; False when one with this key was put before, so that nobody is told twice."""
        return self.put_all([Draft(person, key, text)], inside) == 1

    def put_all(self, drafts: Sequence[Draft], inside: Connection | None = None) -> int:
        """Keep notices to be sent, those apart whose key was put before; gives how many were kept."""
        made_at = make_now()
        rows = [
            {
                "person": each.person,
                "key": each.key,
                "text": each.text,
                "state": WAITING,
                "made_at": made_at,
                "button": [each.button.label, each.button.data] if each.button else None,
                "marks": [astuple(mark) for mark in each.marks] or None,
            }
            for each in drafts
        ]
        if not rows:
            return 0
        with self._database.writing(inside) as connection:
            return connection.execute(notices.insert().prefix_with("OR IGNORE"), rows).rowcount

    def retract(self, prefix: str, inside: Connection | None = None) -> None:
        """Drop what was not told yet of the notices whose keys begin so, since it is no longer true."""
        waiting = (notices.c.state == WAITING) & notices.c.key.startswith(prefix, autoescape=True)
        with self._database.writing(inside) as connection:
            connection.execute(delete(notices).where(waiting))

    def list_waiting(self, most: int = 100) -> list[Notice]:
        """Give notices to be sent, the oldest first."""
        chosen = select(notices).where(notices.c.state == WAITING).order_by(notices.c.id).limit(most)
        with self._database.reading() as connection:
            return [make_notice(row) for row in connection.execute(chosen)]

    def begin(self, notice_id: int) -> bool:
        """Say that it is about to be sent; False when that was said before."""
        waiting = (notices.c.id == notice_id) & (notices.c.state == WAITING)
        with self._database.writing() as connection:
            return connection.execute(update(notices).where(waiting).values(state=BEGUN)).rowcount == 1

    def give_back(self, notice_id: int) -> None:
        """Say that it was certainly not sent, and is to be sent later."""
        begun = (notices.c.id == notice_id) & (notices.c.state == BEGUN)
        with self._database.writing() as connection:
            connection.execute(update(notices).where(begun).values(state=WAITING))

    def close(self, notice_id: int, *, sent: bool) -> None:
        """Say that it was sent, or that it cannot be, as when the person has blocked the bot."""
        with self._database.writing() as connection:
            state = SENT if sent else LOST
            connection.execute(update(notices).where(notices.c.id == notice_id).values(state=state))


def make_notice(row: Row[tuple[object, ...]]) -> Notice:
    """Give the notice of a row."""
    marks = tuple(Mark(Look(look), start, end, url) for look, start, end, url in row.marks or ())
    return Notice(row.id, row.person, row.text, Button(*row.button) if row.button else None, marks)
