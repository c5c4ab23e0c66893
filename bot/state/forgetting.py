"""Forgetting people: what is kept of somebody is counted, deleted, and gone from the file and its log.

    request, on disk | nothing they sent before it waits | deleted, table by table | log emptied | request deleted

A request outlives a crash and is carried out after the next start. Carrying it out again changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, String, Table, delete, func, select

from bot.languages.language import Language, find_language
from bot.state.answers import answers
from bot.state.inbox import WAITING, inbox
from bot.state.overdue import drop_overdue
from bot.state.traces import Person, forget_person, read_json
from corpus.database import Database, UtcDateTime, make_now, metadata

forgettings = Table(
    "forgettings",
    metadata,
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("language", String, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Request:
    """That somebody wants to be forgotten: by which press, under which message of their chat, in which language."""

    person_id: int
    update_id: int
    message_id: int
    language: Language


class Forgettings:
    """The requests on file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count_questions(self, person_id: int) -> int:
        """Give how many questions of somebody are kept."""
        asked = select(func.count()).select_from(answers).where(answers.c.asked_by == Person(person_id).name)
        with self._database.reading() as connection:
            return int(connection.execute(asked).scalar_one())

    def ask(self, request: Request) -> None:
        """Keep a request, in place of one of the same person."""
        row = {
            "person_id": request.person_id,
            "update_id": request.update_id,
            "message_id": request.message_id,
            "language": request.language,
            "asked_at": make_now(),
        }
        with self._database.writing() as connection:
            connection.execute(delete(forgettings).where(forgettings.c.person_id == request.person_id))
            connection.execute(forgettings.insert().values(row))

    def list_waiting(self) -> list[Request]:
        """Give the requests that are not carried out yet."""
        with self._database.reading() as connection:
            rows = connection.execute(select(forgettings).order_by(forgettings.c.asked_at)).all()
        return [
            Request(row.person_id, row.update_id, row.message_id, find_language(row.language) or Language.ENGLISH)
            for row in rows
        ]

    def is_ready(self, request: Request) -> bool:
        """Whether nothing that the person sent up to the request is being dealt with, its press among it."""
        waiting = (inbox.c.state == WAITING) & (inbox.c.update_id <= request.update_id)
        with self._database.reading() as connection:
            bodies = connection.execute(select(inbox.c.body).where(waiting)).scalars().all()
        return not any(is_sent_by(request.person_id, read_json(body)) for body in bodies if body)

    def delete_all(self, request: Request) -> None:
        """Delete everything that is kept of the person, but for the request itself."""
        with self._database.writing() as connection:
            forget_person(connection, Person(request.person_id))

    def close(self, request: Request) -> None:
        """Delete the request, which is carried out."""
        with self._database.writing() as connection:
            connection.execute(delete(forgettings).where(forgettings.c.person_id == request.person_id))

    def drop_overdue(self) -> None:
        """Delete what is kept for some days only and is over."""
        with self._database.writing() as connection:
            drop_overdue(connection, make_now())

    def scrub(self) -> bool:
        """Empty the log beside the file, in which what was deleted still stands; False when it is in use."""
        return self._database.scrub()


def is_sent_by(person_id: int, update: object) -> bool:
    """Whether somebody sent, pressed or did what an update tells of."""
    if not isinstance(update, Mapping):
        return False
    contents = [each for each in update.values() if isinstance(each, Mapping)]
    senders = [each.get(name) for each in contents for name in ("from", "user")]
    return any(isinstance(sender, Mapping) and sender.get("id") == person_id for sender in senders)
