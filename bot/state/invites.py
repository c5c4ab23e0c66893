"""Invitations: each a link that gives one person a role, once, before it expires.

    token | its digest | judged by the roles of this moment | the role, used up, logged: one transaction

Only the digest of a token is kept, so that nobody who reads the database can let anybody in. An invitation counts only
as long as whoever made it is an admin.
"""

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Row, String, Table, delete, func, select, update

from bot.errors import PeopleError
from bot.state.roles import Role, parse_role, read_role, write_role
from corpus.audit import log_event
from corpus.database import Database, UtcDateTime, make_now, metadata
from corpus.worded import Worded

invites = Table(
    "invites",
    metadata,
    Column("digest", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("made_by", String, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_by", BigInteger),
    Column("used_at", UtcDateTime),
    Column("request", String),
)

INVITED = (Role.READER, Role.EDITOR)
DAYS, MOST_DAYS = 7, 30
KEPT = timedelta(days=90)
"""For how long a link that is over is still known as such."""

PREFIX = "i_"
ID_LENGTH = 16


class Outcome(StrEnum):
    """What came of opening a link."""

    WELCOME = "welcome"
    IN_ALREADY = "in already"
    USED = "used"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Invite:
    """An invitation on file; `id` tells it from others and lets nobody in."""

    id: str
    role: Role
    made_by: str
    expires_at: datetime
    used_by: int | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A new invitation with the token for its link (34 of [A-Za-z0-9_-]), which nothing can show again."""

    token: str
    role: Role
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Redemption:
    """What came of opening a link, and the role that the person has now."""

    outcome: Outcome
    role: Role | None


class Invites:
    """The invitations on file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, role: Role, days: int, actor: str, request: str | None = None) -> Invitation:
        """Make an invitation for so many days; the same `request` made again puts a new token in its place."""
        invitation = Invitation(PREFIX + secrets.token_urlsafe(24), role, make_now() + timedelta(days=days))
        values = {"digest": _digest(invitation.token), "role": role, "expires_at": invitation.expires_at}
        same = (invites.c.request == request) & (invites.c.made_by == actor) & invites.c.used_by.is_(None)
        with self._database.writing() as connection:
            _forget_old(connection)
            if request is None or connection.execute(update(invites).where(same).values(values)).rowcount == 0:
                connection.execute(invites.insert().values(made_by=actor, request=request, **values))
                log_event(connection, actor, "invite", detail=f"{role}, for {days} days")
        return invitation

    def redeem(self, token: str, person_id: int, permanent: Collection[int]) -> Redemption:
        """Let somebody in who opened a link, unless something stands against it; `permanent` is as in ADMIN_IDS."""
        digest = _digest(token)
        with self._database.writing() as connection:
            row = connection.execute(select(invites).where(invites.c.digest == digest)).first()
            invite = _make_invite(row) if row else None
            role = Role.ADMIN if person_id in permanent else read_role(connection, person_id)
            counts = invite is not None and _is_by_admin(connection, invite, permanent)
            outcome = judge_invite(invite, person_id, role, counts=counts)
            if invite and outcome is Outcome.WELCOME:
                used = {"used_by": person_id, "used_at": make_now()}
                connection.execute(update(invites).where(invites.c.digest == digest).values(used))
                _let_in(connection, invite, person_id, role)
                role = invite.role
        return Redemption(outcome, role)

    def list_open(self, permanent: Collection[int]) -> list[Invite]:
        """Give the invitations that still let somebody in, the ones that expire first before the others."""
        alive = invites.c.used_by.is_(None) & (invites.c.expires_at > make_now())
        with self._database.reading() as connection:
            rows = connection.execute(select(invites).where(alive).order_by(invites.c.expires_at)).all()
            found = [_make_invite(row) for row in rows]
            return [each for each in found if _is_by_admin(connection, each, permanent)]

    def take_back(self, invite_id: str, actor: str) -> bool:
        """Let an invitation that nobody used count no more; False when there is none."""
        mine = (func.substr(invites.c.digest, 1, ID_LENGTH) == invite_id) & invites.c.used_by.is_(None)
        with self._database.writing() as connection:
            row = connection.execute(select(invites).where(mine)).first()
            if row is None:
                return False
            connection.execute(delete(invites).where(mine))
            log_event(connection, actor, "uninvite", detail=f"{row.role}, invited by {row.made_by}")
        return True


def judge_invite(invite: Invite | None, person_id: int, role: Role | None, *, counts: bool) -> Outcome:
    """Decide what opening a link does for somebody who has this role now; a role never becomes a smaller one.

    `counts` says that whoever made the invitation is an admin now.
    """
    if invite is None:
        return Outcome.UNKNOWN
    if role and (role.includes(invite.role) or invite.used_by == person_id):
        return Outcome.IN_ALREADY
    if invite.used_by is not None:
        return Outcome.USED
    if invite.expires_at <= make_now():
        return Outcome.EXPIRED
    return Outcome.WELCOME if counts else Outcome.UNKNOWN


def make_link(bot_name: str, token: str) -> str:
    """Give the link that opens the bot with a token."""
    return f"https://t.me/{bot_name}?start={token}"


def parse_days(text: str) -> int:
    """Read for how many days an invitation counts.

    Raises:
        PeopleError: when it is not a number from 1 to 30.
    """
    if not re.fullmatch(r"[1-9][0-9]?", text) or int(text) > MOST_DAYS:
        raise PeopleError(Worded("“{text}” is no number of days from 1 to {most}.", text=text[:64], most=MOST_DAYS))
    return int(text)


def parse_invited_role(text: str) -> Role:
    """Read the role that an invitation gives.

    Raises:
        PeopleError: when there is no such role, or a link cannot give it.
    """
    role = parse_role(text)
    if role not in INVITED:
        raise PeopleError(
            Worded("A link can be passed on, so it lets in readers and editors only; make admins by their number.")
        )
    return role


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _let_in(connection: Connection, invite: Invite, person_id: int, before: Role | None) -> None:
    write_role(connection, person_id, invite.role, invite.made_by)
    detail = f"{before or 'no role'} → {invite.role}, invited by {invite.made_by}"
    log_event(connection, f"telegram:{person_id}", "redeem", detail=detail)


def _is_by_admin(connection: Connection, invite: Invite, permanent: Collection[int]) -> bool:
    """Whether whoever made an invitation is an admin now, as everybody at the terminal is."""
    kind, _, number = invite.made_by.partition(":")
    if kind != "telegram":
        return True
    return int(number) in permanent or read_role(connection, int(number)) is Role.ADMIN


def _make_invite(row: Row[*tuple[Any, ...]]) -> Invite:
    return Invite(row.digest[:ID_LENGTH], Role(row.role), row.made_by, row.expires_at, row.used_by)


def _forget_old(connection: Connection) -> None:
    connection.execute(delete(invites).where(invites.c.expires_at < make_now() - KEPT))
