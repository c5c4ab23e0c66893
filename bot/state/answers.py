"""Answers and refusals as they were given, so that their buttons still open the right source after a restart."""

from pydantic import TypeAdapter
from sqlalchemy import Column, String, Table, Text, select

from bot.answering.answers import Answer, Refusal
from corpus.database import Database, UtcDateTime, make_now, metadata

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
)

ANSWER, REFUSAL = TypeAdapter(Answer), TypeAdapter(Refusal)


class AnswerRecords:
    """The records of what was answered; one that is saved is never changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(
        self, record: Answer | Refusal, asked_by: str, request: str | None = None, conversation: str | None = None
    ) -> None:
        """Keep a record before it is shown; one that is kept already stays as it is.

        `asked_by` names the person ("telegram:123", "terminal"), `request` the one message that it answers, and
        `conversation` what it is a turn of, as `bot.state.conversations` names it.
        """
        kind, body = _dump(record)
        row = {
            "id": record.id,
            "kind": kind,
            "body": body,
            "asked_by": asked_by,
            "request": request,
            "saved_at": make_now(),
            "conversation": conversation,
        }
        with self._database.writing() as connection:
            if connection.execute(select(answers.c.id).where(answers.c.id == record.id)).first() is None:
                connection.execute(answers.insert().values(row))

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


def _dump(record: Answer | Refusal) -> tuple[str, str]:
    if isinstance(record, Refusal):
        return "refusal", REFUSAL.dump_json(record).decode()
    return "answer", ANSWER.dump_json(record).decode()


def load_record(kind: str, body: str) -> Answer | Refusal:
    """Give the record of a row, from its kind and its body."""
    return REFUSAL.validate_json(body) if kind == "refusal" else ANSWER.validate_json(body)
