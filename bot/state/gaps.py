"""Questions that no report answers: what the editors of the shelf should look for next.

Each is filed as it is refused. What it is like (`Reading`) is made when somebody looks, and then it is put into a
group with those that ask for the same (`bot.state.gap_groups`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    bindparam,
    select,
    true,
    update,
)

from bot.answering.answers import Refusal
from corpus.database import Database, UtcDateTime, make_now, metadata

gaps = Table(
    "gaps",
    metadata,
    Column("answer_id", String, primary_key=True),
    Column("question", Text, nullable=False),
    Column("asked_by", String, nullable=False, index=True),
    Column("filed_at", UtcDateTime, nullable=False, index=True),
    Column("group_id", Integer, index=True),
    Column("model", String),
    Column("vector", LargeBinary),
)


@dataclass(frozen=True, slots=True)
class Gap:
    """One question that was refused, and when."""

    answer_id: str
    question: str
    asked_by: str
    filed_at: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question is like: the vector (little-endian floats, of length 1) that a model made of it."""

    model: str
    vector: bytes


class Gaps:
    """The gaps on file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def file(self, refusal: Refusal, asked_by: str) -> None:
        """Put a refusal's question on file as it was understood, once."""
        gap = {
            "answer_id": refusal.id,
            "question": refusal.receipt.understood_as or refusal.question.text,
            "asked_by": asked_by,
            "filed_at": make_now(),
        }
        with self._database.writing() as connection:
            if connection.execute(select(gaps.c.answer_id).where(gaps.c.answer_id == refusal.id)).first() is None:
                connection.execute(gaps.insert().values(gap))

    def list_all(self) -> list[Gap]:
        """Give every gap, the newest first."""
        return self._list(true())

    def list_unread(self, models: Sequence[str]) -> list[Gap]:
        """Give the gaps that none of these models has read."""
        return self._list(gaps.c.model.is_(None) | gaps.c.model.not_in(models))

    def keep_readings(self, readings: Mapping[str, Reading]) -> None:
        """Keep what gaps are like, by their answer's id."""
        keep = update(gaps).where(gaps.c.answer_id == bindparam("id"))
        rows = [{"id": gap, "read_by": each.model, "read": each.vector} for gap, each in readings.items()]
        if rows:
            with self._database.writing() as connection:
                connection.execute(keep.values(model=bindparam("read_by"), vector=bindparam("read")), rows)

    def _list(self, condition: ColumnElement[bool]) -> list[Gap]:
        chosen = select(gaps).where(condition).order_by(gaps.c.filed_at.desc(), gaps.c.answer_id)
        with self._database.reading() as connection:
            rows = connection.execute(chosen).all()
        return [Gap(row.answer_id, row.question, row.asked_by, row.filed_at) for row in rows]
