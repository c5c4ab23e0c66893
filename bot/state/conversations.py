"""What was said before in a conversation, read from the records of its answers, so that it survives a restart.

A conversation has a name: “telegram:5” for a private chat, “telegram:-7:0:5” for one person in a group and its topic
(0: none), “terminal:…” for one run of the command. Once it has rested for `IDLE`, it begins anew by itself.
"""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot.answering.answers import Answer, Refusal
from bot.answering.understanding import Conversation, Turn
from bot.state.answers import answers, load_record
from corpus.database import Database, make_now

TURNS = 6
IDLE = timedelta(hours=2)


class Conversations:
    """The conversations going on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(
        self, name: str, replied_to: str | None = None, turns: int = TURNS, until: datetime | None = None
    ) -> Conversation:
        """Give the last turns of a conversation, and the turn of the record that the person replied to, by its id.

        A record that is kept no longer counts as none. `until` reads it as it was at a moment, instead of now.
        """
        said = answers.c.conversation == name
        if until is not None:
            said &= answers.c.saved_at <= until
        latest = select(answers).where(said).order_by(answers.c.saved_at.desc()).limit(turns)
        with self._database.reading() as connection:
            rows = connection.execute(latest).all()
            meant = connection.execute(select(answers).where(answers.c.id == replied_to)).first()
        recent = rows[: count_recent([row.saved_at for row in rows], until or make_now())]
        return Conversation(
            tuple(make_turn(load_record(row.kind, row.body)) for row in reversed(recent)),
            make_turn(load_record(meant.kind, meant.body)) if meant else None,
        )

    def begin_anew(self, name: str) -> None:
        """Let what was said so far count no longer; the answers themselves are kept."""
        with self._database.writing() as connection:
            connection.execute(update(answers).where(answers.c.conversation == name).values(conversation=None))


def count_recent(moments: list[datetime], later: datetime) -> int:
    """Give how many of these moments, latest first, lie no further apart than a conversation may rest."""
    for count, moment in enumerate(moments):
        if later - moment > IDLE:
            return count
        later = moment
    return len(moments)


def make_turn(record: Answer | Refusal) -> Turn:
    """Give what a record adds to a conversation: a refusal has quoted nothing that one could ask more about."""
    quotes = [citation.quote for citation in record.citations] if isinstance(record, Answer) else []
    names = dict.fromkeys(quote.speaker for quote in quotes if quote.speaker)
    question = record.receipt.understood_as or record.question.text
    return Turn(question, tuple(quote.text for quote in quotes), tuple(names))
