"""Who was given which role. People are numbers here, as Telegram gives them: a name can be taken by anybody.

The admins named in ADMIN_IDS are admins without standing here; nobody can take that from them in a chat.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Column, String, Table, delete, select, update

from corpus.database import Database, UtcDateTime, make_now, metadata

people = Table(
    "people",
    metadata,
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("role", String, nullable=False),
    Column("granted_by", String, nullable=False),
    Column("granted_at", UtcDateTime, nullable=False),
)


class Role(StrEnum):
    """What somebody may do; each role may do all that the ones before it may.

    Readers ask; editors also add, replace and correct; admins also withdraw, restore, grant roles and see the log.
    """

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"

    def includes(self, other: "Role") -> bool:
        """Whether this role may do what the other may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that somebody was given: by whom and when."""

    person_id: int
    role: Role
    granted_by: str
    granted_at: datetime


class People:
    """The roles given."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find_role(self, person_id: int) -> Role | None:
        """Give the role that somebody was given, or None."""
        with self._database.reading() as connection:
            role = connection.execute(select(people.c.role).where(people.c.person_id == person_id)).scalar()
        return Role(role) if role else None

    def grant(self, person_id: int, role: Role, actor: str) -> None:
        """Give somebody a role, in place of the one that they had."""
        values = {"role": role, "granted_by": actor, "granted_at": make_now()}
        with self._database.writing() as connection:
            known = people.c.person_id == person_id
            if connection.execute(update(people).where(known).values(values)).rowcount == 0:
                connection.execute(people.insert().values(person_id=person_id, **values))

    def revoke(self, person_id: int) -> bool:
        """Take somebody's role away; whether there was one."""
        with self._database.writing() as connection:
            return connection.execute(delete(people).where(people.c.person_id == person_id)).rowcount == 1

    def list_grants(self) -> list[Grant]:
        """Give every role given, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(people).order_by(people.c.granted_at.desc(), people.c.person_id)).all()
        return [Grant(row.person_id, Role(row.role), row.granted_by, row.granted_at) for row in rows]
