"""Changes that wait for one press of a button, by the person who asked for them, within ten minutes.

A button carries the nonce of its decision. It names nothing else, so that what a press does cannot be forged: who
decides, what is done and to which version stand here.
"""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Connection, String, Table, delete, select, update

from corpus.database import Database, UtcDateTime, make_now, metadata

decisions = Table(
    "decisions",
    metadata,
    Column("nonce", String, primary_key=True),
    Column("person_id", BigInteger, nullable=False),
    Column("action", String, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("made_at", UtcDateTime, nullable=False, index=True),
    Column("decided_by", String),
)

LIFETIME = timedelta(minutes=10)
KEPT = timedelta(days=3)


class Decisions:
    """The decisions asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, person_id: int, action: str, payload: Mapping[str, Any]) -> str:
        """Keep what is to be done once this person says yes, and give the nonce for the buttons (22 characters)."""
        nonce = secrets.token_urlsafe(16)
        row = {"nonce": nonce, "person_id": person_id, "action": action, "payload": dict(payload)}
        with self._database.writing() as connection:
            _forget_old(connection)
            connection.execute(decisions.insert().values(made_at=make_now(), **row))
        return nonce

    def take(self, nonce: str, person_id: int, action: str, press: str) -> dict[str, Any] | None:
        """Give what this person decided about, once; None when there is none, or it is too old or decided.

        `press` names the press of the button; doing the same press again gives the same again.
        """
        mine = (decisions.c.nonce == nonce) & (decisions.c.person_id == person_id) & (decisions.c.action == action)
        undecided = decisions.c.decided_by.is_(None) & (decisions.c.made_at > make_now() - LIFETIME)
        with self._database.writing() as connection:
            connection.execute(update(decisions).where(mine, undecided).values(decided_by=press))
            row = connection.execute(select(decisions).where(mine, decisions.c.decided_by == press)).first()
        return dict(row.payload) if row else None

    def drop(self, nonce: str, person_id: int) -> bool:
        """Let go of a decision of this person that is still open; whether there was one."""
        mine = (decisions.c.nonce == nonce) & (decisions.c.person_id == person_id) & decisions.c.decided_by.is_(None)
        with self._database.writing() as connection:
            return connection.execute(delete(decisions).where(mine)).rowcount == 1


def _forget_old(connection: Connection) -> None:
    connection.execute(delete(decisions).where(decisions.c.made_at < make_now() - KEPT))
