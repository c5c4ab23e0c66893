"""Changes that wait for one press of a button, by the person who asked for them, within ten minutes.

A button carries the nonce of its decision. It names nothing else, so that what a press does cannot be forged: who
decides, what is done and to which version stand here.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ColumnElement,
    LargeBinary,
    String,
    Table,
    and_,
    delete,
    or_,
    select,
    update,
)

from corpus.database import Connection, Database, UtcDateTime, make_now, metadata

decisions = Table(
    "decisions",
    metadata,
    Column("nonce", String, primary_key=True),
    Column("person_id", BigInteger, nullable=False),
    Column("action", String, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("made_at", UtcDateTime, nullable=False, index=True),
    Column("decided_by", String),
    Column("data", LargeBinary),
)

LIFETIME = timedelta(minutes=10)
KEPT = timedelta(days=3)
CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided: what to do it with, the document that goes with it, and whether it was decided before."""

    payload: Mapping[str, Any]
    data: bytes | None = None
    again: bool = False


class Decisions:
    """The decisions asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, person_id: int, action: str, payload: Mapping[str, Any], data: bytes | None = None) -> str:
        """Keep what is to be done once this person says yes, and give the nonce for the buttons (22 characters).

        `data` is a document that goes with it; it is kept until the decision is over.
        """
        nonce = secrets.token_urlsafe(16)
        row = {"nonce": nonce, "person_id": person_id, "action": action, "payload": dict(payload), "data": data}
        with self._database.writing() as connection:
            _forget_old(connection)
            connection.execute(decisions.insert().values(made_at=make_now(), **row))
        return nonce

    def take(self, nonce: str, person_id: int, action: str, press: str) -> dict[str, Any] | None:
        """Give what this person decided about, once; None when there is none, or it is too old or decided.

        `press` names the press of the button; doing the same press again gives the same again.
        """
        decision = self.decide(nonce, person_id, action, press)
        return dict(decision.payload) if decision else None

    def decide(
        self, nonce: str, person_id: int, action: str, press: str, inside: Connection | None = None
    ) -> Decision | None:
        """Give what this person decided about, as `take` does, and whether this press decided it before.

        Inside the transaction that carries it out, that is done once: a press that comes again finds it done.
        """
        mine = (decisions.c.nonce == nonce) & (decisions.c.person_id == person_id) & (decisions.c.action == action)
        undecided = decisions.c.decided_by.is_(None) & (decisions.c.made_at > make_now() - LIFETIME)
        with self._database.writing(inside) as connection:
            first = connection.execute(update(decisions).where(mine, undecided).values(decided_by=press)).rowcount == 1
            row = connection.execute(select(decisions).where(mine, decisions.c.decided_by == press)).first()
        return Decision(row.payload, row.data, again=not first) if row else None

    def is_awaited(self, person_id: int, action: str, message: str) -> bool:
        """Whether this person was asked for something that this message would be, or was, taken for."""
        query = select(decisions.c.nonce).where(_awaits(person_id, action, message)).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).first() is not None

    def answer(self, person_id: int, action: str, message: str) -> Decision | None:
        """Give what this person was asked for last and answers with this message; the same message gives it again."""
        awaited = _awaits(person_id, action, message)
        query = select(decisions.c.nonce).where(awaited).order_by(decisions.c.made_at.desc())
        with self._database.writing() as connection:
            nonce = connection.execute(query).scalar()
            return self.decide(nonce, person_id, action, message, connection) if nonce else None

    def forget(self, person_id: int, action: str) -> None:
        """Let go of what this person was asked for and has not answered."""
        mine = (decisions.c.person_id == person_id) & (decisions.c.action == action)
        with self._database.writing() as connection:
            connection.execute(delete(decisions).where(mine, decisions.c.decided_by.is_(None)))

    def let_go(self, nonce: str) -> None:
        """Drop the document of a decision that has been dealt with."""
        with self._database.writing() as connection:
            connection.execute(update(decisions).where(decisions.c.nonce == nonce).values(data=None))

    def drop(self, nonce: str, person_id: int) -> bool:
        """Let go of a decision of this person that is still open; whether there was one."""
        mine = (decisions.c.nonce == nonce) & (decisions.c.person_id == person_id) & decisions.c.decided_by.is_(None)
        with self._database.writing() as connection:
            return connection.execute(delete(decisions).where(mine)).rowcount == 1


def close_decision(connection: Connection, nonce: str) -> bool:
    """Say, in the transaction that makes a change, that it is made; False when that was said before.

    A press that is dealt with again, since the process ended in the middle of it, then makes no change again, whatever
    has happened in between.
    """
    named = decisions.c.nonce == nonce
    row = connection.execute(select(decisions.c.payload).where(named)).first()
    if row is None or row.payload.get(CLOSED):
        return False
    connection.execute(update(decisions).where(named).values(payload={**row.payload, CLOSED: True}))
    return True


def _forget_old(connection: Connection) -> None:
    now = make_now()
    unused = decisions.c.data.is_not(None) & decisions.c.decided_by.is_(None) & (decisions.c.made_at < now - LIFETIME)
    connection.execute(delete(decisions).where(unused | (decisions.c.made_at < now - KEPT)))


def _awaits(person_id: int, action: str, message: str) -> ColumnElement[bool]:
    is_open = and_(decisions.c.decided_by.is_(None), decisions.c.made_at > make_now() - LIFETIME)
    mine = (decisions.c.person_id == person_id) & (decisions.c.action == action)
    return and_(mine, or_(is_open, decisions.c.decided_by == message))
