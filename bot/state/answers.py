"""Answers and refusals as they were given, so that their buttons still open the right source after a restart."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Column, Index, String, Table, Text, func, select

from bot.answering.answers import Answer, AnswerStatus, Refusal
from bot.state.quoted import all_stand, note_quoted
from bot.state.record_words import add_words, put_words
from corpus.database import Connection, Database, UtcDateTime, make_now, metadata

answers = Table(
    "answers",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("asked_by", String, nullable=False, index=True),
    Column("request", String, unique=True),
    Column("saved_at", UtcDateTime, nullable=False),
    Column("conversation", String, index=True),
    Column("status", String, nullable=False, server_default="answered"),
)
# What the counts of answers need, so that they are made without touching the rows that hold the records.
Index("ix_answers_saved_at", answers.c.saved_at, answers.c.status, answers.c.asked_by)

ANSWER, REFUSAL = TypeAdapter(Answer), TypeAdapter(Refusal)


@dataclass(frozen=True, slots=True)
class AnswerFigures:
    """How many questions were answered, disputed and refused, and how many people asked them."""

    answered: int
    disputed: int
    refused: int
    people: int

    @property
    def asked(self) -> int:
        """How many questions there were."""
        return self.answered + self.disputed + self.refused


class AnswerRecords:
    """The records of what was answered; one that is saved is never changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(
        self,
        record: Answer | Refusal,
        asked_by: str,
        request: str | None = None,
        conversation: str | None = None,
        inside: Connection | None = None,
    ) -> None:
        """Keep a record before it is shown; one that is kept already stays as it is.

        `asked_by` names the person ("telegram:123", "terminal"), `request` the one message that it answers, and
        `conversation` what it is a turn of, as `bot.state.conversations` names it.
        """
        with self._database.writing(inside) as connection:
            self._keep(connection, record, asked_by, request, conversation)

    def save_standing(
        self, record: Answer | Refusal, asked_by: str, request: str | None = None, conversation: str | None = None
    ) -> bool:
        """Keep a record as `save` does, or nothing, where a version that it quotes has ceased to stand meanwhile.

        What is kept stood in the transaction that kept it. So a later change finds who was quoted what it takes back.
        """
        with self._database.writing() as connection:
            if not all_stand(connection, record):
                return False
            self._keep(connection, record, asked_by, request, conversation)
        return True

    def _keep(
        self,
        connection: Connection,
        record: Answer | Refusal,
        asked_by: str,
        request: str | None,
        conversation: str | None,
    ) -> None:
        kind, body = _dump(record)
        moment = make_now()
        row = {
            "id": record.id,
            "kind": kind,
            "body": body,
            "asked_by": asked_by,
            "request": request,
            "saved_at": moment,
            "conversation": conversation,
            "status": record.status,
        }
        if connection.execute(select(answers.c.id).where(answers.c.id == record.id)).first() is None:
            connection.execute(answers.insert().values(row))
            note_quoted(connection, record, conversation or asked_by, moment)

    def find_moment(self, record_id: str) -> datetime | None:
        """Give the moment at which a record was kept, or None."""
        with self._database.reading() as connection:
            return connection.execute(select(answers.c.saved_at).where(answers.c.id == record_id)).scalar()

    def get(self, record_id: str) -> Answer | Refusal | None:
        """Give the record with this id, or None."""
        with self._database.reading() as connection:
            row = connection.execute(select(answers).where(answers.c.id == record_id)).first()
        return load_record(row.kind, row.body) if row else None

    def find(self, request: str) -> Answer | Refusal | None:
        """Give the record that this message got already, or None."""
        with self._database.reading() as connection:
            row = connection.execute(select(answers).where(answers.c.request == request)).first()
        return load_record(row.kind, row.body) if row else None

    def list_questions(self, conversation: str, since: datetime) -> list[str]:
        """Give what was asked in a conversation since a moment, as it was typed."""
        recent = (answers.c.conversation == conversation) & (answers.c.saved_at >= since)
        with self._database.reading() as connection:
            rows = connection.execute(select(answers).where(recent)).all()
        return [load_record(row.kind, row.body).question.text for row in rows]

    def count(self, since: datetime) -> AnswerFigures:
        """Count what was asked since a moment; `terminal` counts as one person."""
        recent = answers.c.saved_at >= since
        counted = select(answers.c.status, func.count()).where(recent).group_by(answers.c.status)
        with self._database.reading() as connection:
            people = connection.execute(select(func.count(answers.c.asked_by.distinct())).where(recent)).scalar_one()
            counts = {row.status: row[1] for row in connection.execute(counted)}
        answered, disputed, refused = (counts.get(status, 0) for status in AnswerStatus)
        return AnswerFigures(answered, disputed, refused, people)


def _dump(record: Answer | Refusal) -> tuple[str, str]:
    if isinstance(record, Refusal):
        return "refusal", add_words(REFUSAL.dump_json(record).decode(), record)
    return "answer", add_words(ANSWER.dump_json(record).decode(), record)


def load_record(kind: str, body: str) -> Answer | Refusal:
    """Give the record of a row, from its kind and its body."""
    if kind == "refusal":
        return put_words(REFUSAL.validate_json(body), body)
    return put_words(ANSWER.validate_json(body), body)
