"""What readers say of the answers that they got: whether one was of use and, where it was not, why.

A person has one opinion of an answer; the last one counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, String, Table, Text, func, select, update

from corpus.database import Connection, Database, UtcDateTime, make_now, metadata

feedback = Table(
    "feedback",
    metadata,
    Column("record_id", String, primary_key=True),
    Column("person", String, primary_key=True, index=True),
    Column("verdict", String, nullable=False),
    Column("reason", String),
    Column("words", Text),
    Column("given_at", UtcDateTime, nullable=False, index=True),
)


class Verdict(StrEnum):
    """Whether an answer was of use."""

    USEFUL = "useful"
    USELESS = "useless"


class Reason(StrEnum):
    """Why an answer was of no use."""

    NOT_ASKED = "not what was asked"
    MISLEADING = "wrong or misleading"
    INCOMPLETE = "something is missing"
    OUTDATED = "out of date"
    UNCLEAR = "hard to understand"
    OTHER = "in their own words"


@dataclass(frozen=True, slots=True)
class Rating:
    """What somebody said of an answer, who is not named here; `words` are their own."""

    record_id: str
    verdict: Verdict
    reason: Reason | None
    words: str | None
    given_at: datetime


@dataclass(frozen=True, slots=True)
class FeedbackFigures:
    """How many opinions say that an answer was of use and that it was not, and how often each reason was given."""

    useful: int
    useless: int
    reasons: Mapping[Reason, int]


@dataclass(frozen=True, slots=True)
class RatingPage:
    """Some of the opinions, and how many there are in all."""

    ratings: tuple[Rating, ...]
    total: int


class Feedback:
    """The opinions on file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rate(self, record_id: str, person: str, verdict: Verdict) -> None:
        """Keep whether an answer was of use to somebody; a reason given before stays with the same verdict."""
        with self._database.writing() as connection:
            row = connection.execute(select(feedback.c.verdict).where(_is(record_id, person))).first()
            if row is None or row.verdict != verdict:
                _put(connection, record_id, person, verdict=verdict, reason=None, words=None)

    def explain(self, record_id: str, person: str, reason: Reason, words: str | None = None) -> None:
        """Keep why an answer was of no use to somebody."""
        with self._database.writing() as connection:
            _put(connection, record_id, person, verdict=Verdict.USELESS, reason=reason, words=words)

    def count(self, since: datetime) -> FeedbackFigures:
        """Count what was said since a moment."""
        recent = feedback.c.given_at >= since
        by_verdict = select(feedback.c.verdict, func.count()).where(recent).group_by(feedback.c.verdict)
        given = recent & feedback.c.reason.is_not(None)
        by_reason = select(feedback.c.reason, func.count()).where(given).group_by(feedback.c.reason)
        with self._database.reading() as connection:
            verdicts = {row.verdict: row[1] for row in connection.execute(by_verdict)}
            reasons = {Reason(row.reason): row[1] for row in connection.execute(by_reason)}
        useful, useless = (verdicts.get(verdict, 0) for verdict in Verdict)
        return FeedbackFigures(useful, useless, reasons)

    def find_page(self, size: int, offset: int) -> RatingPage:
        """Give some of the opinions, the newest first."""
        newest = select(feedback).order_by(feedback.c.given_at.desc(), feedback.c.record_id, feedback.c.person)
        with self._database.reading() as connection:
            rows = connection.execute(newest.limit(size).offset(offset)).all()
            total = connection.execute(select(func.count()).select_from(feedback)).scalar_one()
        return RatingPage(tuple(map(_make_rating, rows)), total)


def _is(record_id: str, person: str) -> ColumnElement[bool]:
    return (feedback.c.record_id == record_id) & (feedback.c.person == person)


def _put(connection: Connection, record_id: str, person: str, **said: str | None) -> None:
    values = {**said, "given_at": make_now()}
    if connection.execute(update(feedback).where(_is(record_id, person)).values(values)).rowcount == 0:
        connection.execute(feedback.insert().values(record_id=record_id, person=person, **values))


def _make_rating(row: Row[*tuple[Any, ...]]) -> Rating:
    reason = Reason(row.reason) if row.reason else None
    return Rating(row.record_id, Verdict(row.verdict), reason, row.words, row.given_at)
