"""Whom the bot serves no longer, by number: people (above 0), and groups and channels (below 0).

A ban, and the end of one, is one transaction with its line in the audit log. An admin cannot be banned, and somebody
who becomes one is served whatever stands here.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Row, String, Table, Text, delete, or_, select, update

from bot.errors import PeopleError
from bot.state.roles import SHARED_ACCOUNTS, Role, read_role
from corpus.audit import log_event
from corpus.database import Database, UtcDateTime, make_now, metadata
from corpus.worded import Worded

bans = Table(
    "bans",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("reason", Text),
    Column("banned_by", String, nullable=False),
    Column("banned_at", UtcDateTime, nullable=False),
    Column("request", String),
    Column("told_by", String),
)


class BanVerdict(StrEnum):
    """What came of banning somebody, or of lifting a ban."""

    DONE = "done"
    NOT_ADMIN = "whoever wants it is no admin now"
    ADMIN = "the person is an admin"
    UNCHANGED = "it is so already"


@dataclass(frozen=True, slots=True)
class Ban:
    """Somebody who is served no longer: why, by whom (“telegram:7”, “terminal”) and since when."""

    number: int
    reason: str | None
    banned_by: str
    banned_at: datetime


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants about a number: by whom it is wanted, and for a ban why.

    `request` names the message that asks for it, so that dealing with it again gives the same. `actor_id` is the
    number of whoever asks in a chat, who must be an admin in the moment in which it is done; None for the terminal.
    """

    number: int
    actor: str
    reason: str | None = None
    request: str | None = None
    actor_id: int | None = None


class Bans:
    """The bans there are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ban(self, order: Order, permanent: Collection[int]) -> BanVerdict:
        """Serve somebody no longer; `permanent` are the numbers in ADMIN_IDS."""
        with self._database.writing() as connection:
            if not _may_rule(connection, order, permanent):
                return BanVerdict.NOT_ADMIN
            if order.number in permanent or read_role(connection, order.number) is Role.ADMIN:
                return BanVerdict.ADMIN
            row = connection.execute(select(bans.c.request).where(bans.c.number == order.number)).first()
            if row is not None:
                same = order.request is not None and row.request == order.request
                return BanVerdict.DONE if same else BanVerdict.UNCHANGED
            values = {"reason": order.reason, "banned_by": order.actor, "request": order.request}
            connection.execute(bans.insert().values(number=order.number, banned_at=make_now(), **values))
            _log(connection, order, "ban")
        return BanVerdict.DONE

    def unban(self, order: Order, permanent: Collection[int]) -> BanVerdict:
        """Serve somebody again."""
        with self._database.writing() as connection:
            if not _may_rule(connection, order, permanent):
                return BanVerdict.NOT_ADMIN
            if connection.execute(delete(bans).where(bans.c.number == order.number)).rowcount == 0:
                return BanVerdict.UNCHANGED
            _log(connection, order, "unban")
        return BanVerdict.DONE

    def find(self, numbers: Iterable[int]) -> Ban | None:
        """Give a ban on one of these numbers, or None; one on somebody who is an admin by now counts for nothing."""
        wanted = list(numbers)
        with self._database.reading() as connection:
            rows = connection.execute(select(bans).where(bans.c.number.in_(wanted)).order_by(bans.c.number)).all()
            found = [_make_ban(row) for row in rows if read_role(connection, row.number) is not Role.ADMIN]
        return found[0] if found else None

    def claim_telling(self, number: int, request: str) -> bool:
        """Whether this message (`bot.state.inbox`) is the one that gets the one sentence about a ban."""
        free = or_(bans.c.told_by.is_(None), bans.c.told_by == request)
        with self._database.writing() as connection:
            told = update(bans).where(bans.c.number == number, free).values(told_by=request)
            return connection.execute(told).rowcount == 1

    def list_all(self) -> list[Ban]:
        """Give every ban, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(bans).order_by(bans.c.banned_at.desc(), bans.c.number)).all()
        return [_make_ban(row) for row in rows]


def parse_banned(text: str) -> int:
    """Read the number of a person, or of a group or channel, which begins with a minus.

    Raises:
        PeopleError: when it is none, or that of an account that many people share.
    """
    if not re.fullmatch(r"-?[1-9][0-9]{0,15}", text):
        raise PeopleError(
            Worded(
                "“{text}” is no Telegram number: bans go by number, never by name; that of a person is "
                "above 0, that of a group or channel begins with a minus.",
                text=text[:64],
            )
        )
    if int(text) in SHARED_ACCOUNTS:
        raise PeopleError(
            Worded(
                "{text} is an account in whose name Telegram shows what many people send; ban the chat instead.",
                text=text,
            )
        )
    return int(text)


def move_ban(connection: Connection, old: int, new: int) -> None:
    """Let a ban on a group hold under its new number."""
    ban = connection.execute(select(bans).where(bans.c.number == old)).first()
    if ban is None:
        return
    connection.execute(delete(bans).where(bans.c.number == old))
    if connection.execute(select(bans.c.number).where(bans.c.number == new)).first() is None:
        connection.execute(bans.insert().values({**ban._mapping, "number": new}))


def _make_ban(row: Row[Any]) -> Ban:
    return Ban(row.number, row.reason, row.banned_by, row.banned_at)


def _may_rule(connection: Connection, order: Order, permanent: Collection[int]) -> bool:
    actor = order.actor_id
    return actor is None or actor in permanent or read_role(connection, actor) is Role.ADMIN


def _log(connection: Connection, order: Order, action: str) -> None:
    detail = f"{order.number}: {order.reason}" if order.reason else str(order.number)
    log_event(connection, order.actor, action, detail=detail)
