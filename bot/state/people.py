"""Who was given which role. People are numbers here, as Telegram gives them: a name can be taken by anybody.

    what somebody confirmed | judged by the roles of this moment | the role | its line in the audit log

The last three are one transaction. The admins named in ADMIN_IDS are admins without standing here; nobody can take
that from them in a chat.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, select

from bot.state.decisions import close_decision, decisions
from bot.state.invites import invites
from bot.state.roles import Role, people, read_role, write_role
from corpus.audit import log_event
from corpus.database import Database


class Verdict(StrEnum):
    """What stands against a change of somebody's role, or that nothing does."""

    ALLOWED = "allowed"
    NOT_ADMIN = "whoever wants it is no admin now"
    PERMANENT = "the person is an admin by ADMIN_IDS"
    OWN = "it is the admin's own role"
    UNCHANGED = "the person has this role already"
    STALE = "the person's role is another than was shown"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that somebody was given: by whom and when."""

    person_id: int
    role: Role
    granted_by: str
    granted_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A role that somebody is to have, None for none, in place of the one they were shown to have."""

    person_id: int
    role: Role | None
    before: Role | None

    @property
    def lessens(self) -> bool:
        """Whether the person may do less afterwards."""
        return self.before is not None and not (self.role and self.role.includes(self.before))


@dataclass(frozen=True, slots=True)
class Standing:
    """The roles, now, of the one who wants a change and of the one whom it concerns."""

    actor_id: int
    actor: Role | None
    person: Role | None


class People:
    """The roles given."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find_role(self, person_id: int) -> Role | None:
        """Give the role that somebody was given, or None."""
        with self._database.reading() as connection:
            return read_role(connection, person_id)

    def find_grant(self, person_id: int) -> Grant | None:
        """Give the role that somebody was given, with by whom and when, or None."""
        with self._database.reading() as connection:
            row = connection.execute(select(people).where(people.c.person_id == person_id)).first()
        return Grant(row.person_id, Role(row.role), row.granted_by, row.granted_at) if row else None

    def settle(self, change: Change, actor_id: int, permanent: Collection[int], nonce: str) -> Verdict:
        """Make a change that somebody confirmed in a chat, unless something stands against it by now.

        `permanent` are the numbers in ADMIN_IDS, `nonce` is that of the decision: it makes one change at most, and
        when its press is dealt with again, it gives UNCHANGED or, after another change in between, STALE.
        """
        with self._database.writing() as connection:
            role = Role.ADMIN if actor_id in permanent else read_role(connection, actor_id)
            standing = Standing(actor_id, role, read_role(connection, change.person_id))
            verdict = judge_change(change, standing, permanent)
            if verdict is Verdict.ALLOWED and not close_decision(connection, nonce):
                verdict = Verdict.STALE
            if verdict is Verdict.ALLOWED:
                _change_role(connection, change, f"telegram:{actor_id}")
        return verdict

    def grant(self, person_id: int, role: Role, actor: str) -> bool:
        """Give somebody a role, in place of the one that they had; False when they had it already."""
        return self._put(person_id, role, actor)

    def revoke(self, person_id: int, actor: str) -> bool:
        """Take somebody's role away; whether there was one."""
        return self._put(person_id, None, actor)

    def list_grants(self) -> list[Grant]:
        """Give every role given, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(people).order_by(people.c.granted_at.desc(), people.c.person_id)).all()
        return [Grant(row.person_id, Role(row.role), row.granted_by, row.granted_at) for row in rows]

    def _put(self, person_id: int, role: Role | None, actor: str) -> bool:
        with self._database.writing() as connection:
            before = read_role(connection, person_id)
            if before != role:
                _change_role(connection, Change(person_id, role, before), actor)
        return before != role


def judge_change(change: Change, standing: Standing, permanent: Collection[int]) -> Verdict:
    """Decide whether a change of somebody's role may be made now."""
    if standing.actor is not Role.ADMIN:
        return Verdict.NOT_ADMIN
    if change.person_id in permanent:
        return Verdict.PERMANENT
    if change.person_id == standing.actor_id:
        return Verdict.OWN
    if standing.person == change.role:
        return Verdict.UNCHANGED
    return Verdict.ALLOWED if standing.person == change.before else Verdict.STALE


def _change_role(connection: Connection, change: Change, actor: str) -> None:
    """Make a change and log it; what waits for a press of somebody who may do less from then on goes, and their links.

    A later grant brings neither back.
    """
    mine, theirs = decisions.c.person_id == change.person_id, invites.c.made_by == f"telegram:{change.person_id}"
    if change.role is None:
        connection.execute(delete(people).where(people.c.person_id == change.person_id))
    else:
        write_role(connection, change.person_id, change.role, actor)
    if change.lessens:
        connection.execute(delete(decisions).where(mine, decisions.c.decided_by.is_(None)))
        connection.execute(delete(invites).where(theirs, invites.c.used_by.is_(None)))
    action = "grant" if change.role else "revoke"
    before, after = change.before or "no role", change.role or "no role"
    log_event(connection, actor, action, detail=f"{change.person_id}: {before} → {after}")


__all__ = ["Change", "Grant", "People", "Role", "Standing", "Verdict", "judge_change"]
