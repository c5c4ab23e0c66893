"""Questions that no report answers: what the editors of the shelf should look for next."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, String, Table, Text, select

from bot.answering.answers import Refusal
from corpus.database import Database, UtcDateTime, make_now, metadata

gaps = Table(
    "gaps",
    metadata,
    Column("answer_id", String, primary_key=True),
    Column("question", Text, nullable=False),
    Column("asked_by", String, nullable=False, index=True),
    Column("filed_at", UtcDateTime, nullable=False, index=True),
)


@dataclass(frozen=True, slots=True)
class Gap:
    """One question that was refused, and when."""

    answer_id: str
    question: str
    asked_by: str
    filed_at: datetime


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
        with self._database.reading() as connection:
            rows = connection.execute(select(gaps).order_by(gaps.c.filed_at.desc(), gaps.c.answer_id)).all()
        return [Gap(row.answer_id, row.question, row.asked_by, row.filed_at) for row in rows]
