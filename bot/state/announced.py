"""What Telegram was told to show of the bot, menus and descriptions, so that it is told again only when that changed.

Each is known by a name; `person_id` says in whose private chat it is shown, where it is for one person.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, String, Table, delete, select, true

from corpus.database import Database, UtcDateTime, make_now, metadata

announced = Table(
    "announced",
    metadata,
    Column("name", String, primary_key=True),
    Column("person_id", BigInteger, index=True),
    Column("digest", String, nullable=False),
    Column("announced_at", UtcDateTime, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Announced:
    """That something was told: a digest of it, and for whose chat."""

    digest: str
    person_id: int | None = None


class Announcements:
    """What was told."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, person_id: int | None = None) -> dict[str, Announced]:
        """Give everything that was told, or what was told for somebody's chat, by its name."""
        mine = true() if person_id is None else announced.c.person_id == person_id
        with self._database.reading() as connection:
            rows = connection.execute(select(announced).where(mine)).all()
        return {row.name: Announced(row.digest, row.person_id) for row in rows}

    def note(self, name: str, told: Announced) -> None:
        """Keep that something was told, in place of what was told before under its name."""
        row = {"digest": told.digest, "person_id": told.person_id, "announced_at": make_now()}
        with self._database.writing() as connection:
            connection.execute(delete(announced).where(announced.c.name == name))
            connection.execute(announced.insert().values(name=name, **row))

    def drop(self, names: Iterable[str]) -> None:
        """Keep no longer that these were told."""
        with self._database.writing() as connection:
            connection.execute(delete(announced).where(announced.c.name.in_(list(names))))
