"""Which questions people follow, where they are told, and the answer that each of them knows.

`place` is where the question was followed, as notices name it: “telegram:5”, or “telegram:-7:12” for a group's topic.
The answer known is a record of `bot.state.answers`. `checked` numbers the event of the audit log up to which it is
known to be the answer still.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint, delete, func, select, update

from corpus.database import Connection, Database, UtcDateTime, make_now, metadata

follows = Table(
    "follows",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", String, nullable=False),
    Column("place", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("key", String, nullable=False),
    Column("record_id", String, nullable=False, index=True),
    Column("checked", Integer, nullable=False, index=True),
    Column("begun_at", UtcDateTime, nullable=False),
    UniqueConstraint("person", "place", "key"),
    # A number is never given twice, so that a button of before cannot end what was begun later.
    sqlite_autoincrement=True,
)

COLUMNS = [follows.c[name] for name in ("id", "person", "place", "question", "record_id", "checked")]


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to follow, where they are to be told, and the record of the answer that they know."""

    person: str
    place: str
    question: str
    record_id: str
    checked: int


@dataclass(frozen=True, slots=True)
class Follow:
    """A question that somebody follows."""

    id: int
    person: str
    place: str
    question: str
    record_id: str
    checked: int


class Outcome(StrEnum):
    """What became of a wish."""

    BEGUN = "begun"
    KNOWN = "known"
    FULL = "full"


class Follows:
    """The follows on file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, wish: Wish, most: int) -> tuple[Outcome, Follow | None]:
        """Let somebody follow a question, unless they do in this place already, or follow `most` questions.

        Doing it again changes nothing.
        """
        with self._database.writing() as connection:
            known = self.find(wish.person, wish.place, wish.question, connection)
            if known is not None:
                is_same = known.record_id == wish.record_id
                return (Outcome.BEGUN if is_same else Outcome.KNOWN), known
            if self.count(wish.person, connection) >= most:
                return Outcome.FULL, None
            connection.execute(follows.insert().values(make_row(wish)))
            return Outcome.BEGUN, self.find(wish.person, wish.place, wish.question, connection)

    def find(self, person: str, place: str, question: str, inside: Connection | None = None) -> Follow | None:
        """Give the follow of a question, however it is spelled, by somebody in a place, or None."""
        same = (follows.c.person == person) & (follows.c.place == place) & (follows.c.key == make_key(question))
        with self._database.reading(inside) as connection:
            row = connection.execute(select(*COLUMNS).where(same)).first()
        return Follow(**row._mapping) if row else None

    def count(self, person: str, inside: Connection | None = None) -> int:
        """Give how many questions somebody follows, in all places together."""
        query = select(func.count()).select_from(follows).where(follows.c.person == person)
        with self._database.reading(inside) as connection:
            return int(connection.execute(query).scalar_one())

    def list_of(self, person: str, place: str | None = None) -> list[Follow]:
        """Give what somebody follows, in one place or in all, the longest followed first."""
        query = select(*COLUMNS).where(follows.c.person == person).order_by(follows.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(query if place is None else query.where(follows.c.place == place))
            return [Follow(**row._mapping) for row in rows]

    def list_due(self, position: int) -> list[Follow]:
        """Give what was not checked up to this event of the audit log, equal questions side by side."""
        query = select(*COLUMNS).where(follows.c.checked < position).order_by(follows.c.key, follows.c.id)
        with self._database.reading() as connection:
            return [Follow(**row._mapping) for row in connection.execute(query)]

    def end(self, follow_id: int, person: str) -> bool:
        """End a follow of this person; whether there was one."""
        mine = (follows.c.id == follow_id) & (follows.c.person == person)
        with self._database.writing() as connection:
            return connection.execute(delete(follows).where(mine)).rowcount == 1

    def note_check(self, follow: Follow, position: int, record_id: str, inside: Connection) -> bool:
        """Say that a follow was checked up to an event, and which record its answer is now; False when it has ended."""
        unchanged = (follows.c.id == follow.id) & (follows.c.checked == follow.checked)
        noted = update(follows).where(unchanged).values(checked=position, record_id=record_id)
        return inside.execute(noted).rowcount == 1


def make_row(wish: Wish) -> dict[str, object]:
    """Give the row of a new follow."""
    return {
        "person": wish.person,
        "place": wish.place,
        "question": wish.question,
        "key": make_key(wish.question),
        "record_id": wish.record_id,
        "checked": wish.checked,
        "begun_at": make_now(),
    }


def make_key(question: str) -> str:
    """Give what two spellings of the same question have in common: case, spaces and the mark at the end apart."""
    return " ".join(question.split()).casefold().rstrip("?؟!. ")


def group_alike(due: Sequence[Follow]) -> list[tuple[Follow, ...]]:
    """Put follows of the same question together, so that it is asked once for all of them."""
    groups: dict[str, list[Follow]] = {}
    for follow in due:
        groups.setdefault(make_key(follow.question), []).append(follow)
    return [tuple(group) for group in groups.values()]
