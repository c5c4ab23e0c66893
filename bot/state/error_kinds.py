"""Which kinds of unexpected errors there were, so that each is told of once, also after a restart.

A kind is an error's type and the place in our code that it came from; there are no more of them than places.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Column, Integer, String, Table, func, select, update

from bot.state.inbox import DEAD, inbox
from corpus.database import Connection, Database, UtcDateTime, make_now, metadata

error_kinds = Table(
    "error_kinds",
    metadata,
    Column("kind", String, primary_key=True),
    Column("error_id", String, nullable=False),
    Column("untold", Integer, nullable=False),
    Column("first_at", UtcDateTime, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
    Column("told_at", UtcDateTime),
)

TOLD_AGAIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sighting:
    """An error of a kind: how many there were since it was last told of, this one included, and whether it is new.

    `is_due` says whether it is to be told of now.
    """

    untold: int
    is_new: bool
    is_due: bool


class ErrorKinds:
    """The kinds seen."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def note(self, kind: str, error_id: str, inside: Connection, now: datetime | None = None) -> Sighting:
        """Note that an error of a kind came about; one that is due counts as told of in this transaction."""
        at = now or make_now()
        row = inside.execute(select(error_kinds).where(error_kinds.c.kind == kind)).first()
        untold = row.untold + 1 if row else 1
        is_due = row is None or row.told_at is None or row.told_at <= at - TOLD_AGAIN
        values = {"error_id": error_id, "untold": 0 if is_due else untold, "last_at": at}
        if is_due:
            values["told_at"] = at
        if row is None:
            inside.execute(error_kinds.insert().values(kind=kind, first_at=at, **values))
        else:
            inside.execute(update(error_kinds).where(error_kinds.c.kind == kind).values(values))
        return Sighting(untold, is_new=row is None, is_due=is_due)

    def count_dead(self, inside: Connection, now: datetime | None = None) -> int:
        """Give how many updates were buried since midnight (UTC)."""
        midnight = (now or make_now()).replace(hour=0, minute=0, second=0, microsecond=0)
        dead = (inbox.c.state == DEAD) & (inbox.c.changed_at >= midnight)
        return inside.execute(select(func.count()).select_from(inbox).where(dead)).scalar_one()
