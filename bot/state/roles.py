"""The roles there are, and which of them somebody has. People are numbers here: a name can be taken by anybody."""

import re
from enum import StrEnum

from sqlalchemy import BigInteger, Column, Connection, String, Table, select, update

from bot.errors import PeopleError
from corpus.database import UtcDateTime, make_now, metadata
from corpus.worded import Worded

people = Table(
    "people",
    metadata,
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("role", String, nullable=False),
    Column("granted_by", String, nullable=False),
    Column("granted_at", UtcDateTime, nullable=False),
)

SHARED_ACCOUNTS = frozenset({777000, 1087968824, 136817688})
"""In whose name Telegram shows what is sent for channels and by anonymous admins: anybody can be behind them."""


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


def parse_number(text: str) -> int:
    """Read somebody's Telegram number.

    Raises:
        PeopleError: when it is none, or that of an account that many people share.
    """
    if not re.fullmatch(r"[1-9][0-9]{0,15}", text):
        raise PeopleError(
            Worded(
                "“{text}” is no Telegram number: roles go by number, never by name; whoever is meant can "
                "send the bot /whoami and pass on the number.",
                text=text[:64],
            )
        )
    if int(text) in SHARED_ACCOUNTS:
        raise PeopleError(
            Worded(
                "{text} is an account in whose name Telegram shows what many people send; it can have no role.",
                text=text,
            )
        )
    return int(text)


def parse_role(text: str) -> Role:
    """Read the name of a role.

    Raises:
        PeopleError: when there is no such role.
    """
    try:
        return Role(text.lower())
    except ValueError:
        raise PeopleError(
            Worded(
                "“{text}” is no role; the roles are {roles} and {last}.",
                text=text[:64],
                roles=tuple(map(str, list(Role)[:-1])),
                last=str(list(Role)[-1]),
            )
        ) from None


def read_role(connection: Connection, person_id: int) -> Role | None:
    """Give the role that somebody was given, as a transaction sees it."""
    role = connection.execute(select(people.c.role).where(people.c.person_id == person_id)).scalar()
    return Role(role) if role else None


def write_role(connection: Connection, person_id: int, role: Role, granted_by: str) -> None:
    """Give somebody a role, in place of the one that they had."""
    values = {"role": role, "granted_by": granted_by, "granted_at": make_now()}
    known = people.c.person_id == person_id
    if connection.execute(update(people).where(known).values(values)).rowcount == 0:
        connection.execute(people.insert().values(person_id=person_id, **values))
