"""Documents that an editor sent and has not decided about: each waits ten minutes for one press of a button.

An offer holds the document itself, so that the decision works after a restart; the document goes when it is decided.
"""

import secrets
from datetime import timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, Column, Connection, LargeBinary, Row, String, Table, Text, delete, select, update

from corpus.database import Database, UtcDateTime, make_now, metadata
from corpus.reports import Details, Submission

offers = Table(
    "offers",
    metadata,
    Column("nonce", String, primary_key=True),
    Column("editor_id", BigInteger, nullable=False),
    Column("request", String, nullable=False, unique=True),
    Column("state", String, nullable=False),
    Column("decided_by", String),
    Column("made_at", UtcDateTime, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("offered_by", String, nullable=False),
    Column("details", Text, nullable=False),
    Column("data", LargeBinary),
)

OPEN, ACCEPTED, DISCARDED = "open", "accepted", "discarded"
LIFETIME = timedelta(minutes=10)
KEPT = timedelta(days=3)
DETAILS = TypeAdapter(Details)


class Offers:
    """The documents offered."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, editor_id: int, request: str, submission: Submission) -> str:
        """Keep a document for its editor to decide about, and give the nonce of the decision.

        `request` names the message that it came with; doing that message again replaces the offer.
        """
        row = {
            "nonce": secrets.token_urlsafe(16),
            "editor_id": editor_id,
            "request": request,
            "state": OPEN,
            "made_at": make_now(),
            "name": submission.name,
            "offered_by": submission.offered_by,
            "details": DETAILS.dump_json(submission.details).decode(),
            "data": submission.data,
        }
        with self._database.writing() as connection:
            _forget_old(connection)
            connection.execute(delete(offers).where(offers.c.request == request))
            connection.execute(offers.insert().values(row))
        return str(row["nonce"])

    def accept(self, nonce: str, editor_id: int, press: str) -> Submission | None:
        """Take the document of an open offer of this editor; None when there is none, or it is too old or decided.

        `press` names the press of the button; doing the same press again gives the same document again.
        """
        with self._database.writing() as connection:
            _decide(connection, nonce, editor_id, state=ACCEPTED, decided_by=press)
            accepted = (offers.c.nonce == nonce) & (offers.c.editor_id == editor_id) & (offers.c.decided_by == press)
            row = connection.execute(select(offers).where(accepted)).first()
        return _make_submission(row) if row else None

    def discard(self, nonce: str, editor_id: int) -> bool:
        """Drop an open offer of this editor; whether there was one."""
        with self._database.writing() as connection:
            return _decide(connection, nonce, editor_id, state=DISCARDED, data=None)

    def let_go(self, nonce: str) -> None:
        """Drop the document of an offer that has been dealt with."""
        with self._database.writing() as connection:
            connection.execute(update(offers).where(offers.c.nonce == nonce).values(data=None))


def _decide(connection: Connection, nonce: str, editor_id: int, **decision: object) -> bool:
    mine = (offers.c.nonce == nonce) & (offers.c.editor_id == editor_id)
    undecided = (offers.c.state == OPEN) & (offers.c.made_at > make_now() - LIFETIME)
    return connection.execute(update(offers).where(mine, undecided).values(**decision)).rowcount == 1


def _forget_old(connection: Connection) -> None:
    now = make_now()
    late = (offers.c.state == OPEN) & (offers.c.made_at < now - LIFETIME)
    connection.execute(delete(offers).where(late | (offers.c.made_at < now - KEPT)))


def _make_submission(row: Row[*tuple[Any, ...]]) -> Submission:
    return Submission(row.name, row.data or b"", row.offered_by, DETAILS.validate_json(row.details))
