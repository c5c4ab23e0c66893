"""What editors sent and have not decided about: the messages, the documents in them, and each decision.

A document waits for a day, here, so that a decision works after a restart. The buttons under its preview work for ten
minutes (`bot.state.decisions`): a button found in an old chat changes nothing, it only shows the preview once more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from bot.offering.arrivals import Arrival, Offered, Stage, Verdict
from bot.offering.details import Given
from bot.offering.pieces import Piece
from bot.state.offer_rows import DETAILS, PIECE, keep_given, make_offered, make_row
from bot.state.offer_tables import documents, offers, pieces, prompts
from corpus.database import Database, make_now
from corpus.reports import Details

LIFETIME = timedelta(days=1)
KEPT = timedelta(days=3)
LISTED = [column for column in documents.c if column is not documents.c.data]


@dataclass(frozen=True, slots=True)
class Offer:
    """What one editor sent at once; its messages are counted, and `update_id` is that of the first."""

    id: int
    editor_id: int
    update_id: int
    pieces_read: int


@dataclass(frozen=True, slots=True)
class Prompt:
    """The detail of a document that an editor was asked for."""

    offer_id: int
    number: int
    detail: str


class Offers:
    """The offers on file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def join(self, editor_id: int, update_id: int, piece: Piece) -> Offer:
        """Keep a message as part of the offer that it continues, or as the first of a new one.

        The same update gives the same offer again, and is never kept twice.
        """
        with self._database.writing() as connection:
            _forget_old(connection)
            known = connection.execute(select(pieces.c.offer_id).where(pieces.c.update_id == update_id)).scalar()
            if known is None:
                known = _find_continued(connection, editor_id, piece)
                known = _open(connection, editor_id, update_id) if known is None else known
                row = {"update_id": update_id, "offer_id": known, "position": piece.position}
                connection.execute(insert(pieces).values(body=PIECE.dump_json(piece).decode(), **row))
            return _make_offer(connection.execute(select(offers).where(offers.c.id == known)).one())

    def expects(self, editor_id: int, update_id: int, piece: Piece) -> bool:
        """Whether a message continues what the same editor sent just before, or was found to do so already."""
        kept = select(pieces.c.offer_id).where(pieces.c.update_id == update_id)
        with self._database.reading() as connection:
            known = connection.execute(kept).first() is not None
            return known or _find_continued(connection, editor_id, piece) is not None

    def list_pieces(self, offer_id: int) -> list[Piece]:
        """Give the messages of an offer, in the order in which they stand in the chat."""
        chosen = select(pieces.c.body).where(pieces.c.offer_id == offer_id).order_by(pieces.c.position)
        with self._database.reading() as connection:
            return [PIECE.validate_json(body) for body in connection.execute(chosen).scalars()]

    def keep(self, offer_id: int, pieces_read: int, arrivals: Sequence[Arrival]) -> None:
        """Keep the documents that so many messages of an offer brought; with as many as before, nothing changes."""
        mine = documents.c.offer_id == offer_id
        changed = (offers.c.id == offer_id) & (offers.c.pieces_read != pieces_read)
        with self._database.writing() as connection:
            if not connection.execute(update(offers).where(changed).values(pieces_read=pieces_read)).rowcount:
                return
            revision = connection.execute(select(func.max(documents.c.revision)).where(mine)).scalar()
            connection.execute(delete(documents).where(mine))
            for number, arrival in enumerate(arrivals, 1):
                row = {"offer_id": offer_id, "number": number, "revision": (revision or 0) + 1}
                connection.execute(insert(documents).values(**row, **make_row(arrival)))

    def find(self, offer_id: int, editor_id: int) -> Offer | None:
        """Give an offer of this editor that may still be decided about, or None."""
        mine = (offers.c.id == offer_id) & (offers.c.editor_id == editor_id)
        with self._database.reading() as connection:
            row = connection.execute(select(offers).where(mine, offers.c.made_at > make_now() - LIFETIME)).first()
        return _make_offer(row) if row else None

    def list_documents(self, offer_id: int) -> list[Offered]:
        """Give the documents of an offer, without their bytes."""
        chosen = select(*LISTED).where(documents.c.offer_id == offer_id).order_by(documents.c.number)
        with self._database.reading() as connection:
            return [make_offered(row, b"") for row in connection.execute(chosen)]

    def find_document(self, offer_id: int, number: int) -> Offered | None:
        """Give one document of an offer with its bytes, or None."""
        with self._database.reading() as connection:
            row = connection.execute(select(documents).where(_at(offer_id, number))).first()
        return make_offered(row, row.data or b"") if row else None

    def note_reading(
        self, offer_id: int, number: int, title: str | None, verdict: Verdict | None, error: str | None
    ) -> None:
        """Say what was found when a document was read."""
        values = {"title": title, "verdict": verdict, "error": error}
        with self._database.writing() as connection:
            connection.execute(update(documents).where(_at(offer_id, number)).values(values))

    def change(self, offered: Offered, details: Details, given: Given) -> bool:
        """Keep other details of a document that waits; False when it changed or was decided about meanwhile."""
        values = {"details": DETAILS.dump_json(details).decode(), "given": keep_given(given)}
        waiting = documents.c.state == Stage.WAITING
        with self._database.writing() as connection:
            return _change(connection, offered, waiting, revision=offered.revision + 1, **values)

    def fill(self, offered: Offered, arrival: Arrival) -> None:
        """Keep what was fetched under the link of a document that waits."""
        row = make_row(arrival)
        values = {name: row[name] for name in ("name", "data", "details", "given")}
        with self._database.writing() as connection:
            _change(connection, offered, documents.c.state == Stage.WAITING, **values)

    def decide(self, offered: Offered, press: str, stage: Stage) -> bool:
        """Let a press of a button decide about a document as it was shown; True for the same press again."""
        values = {"state": stage, "decided_by": press} | ({"data": None} if stage is Stage.DROPPED else {})
        pressed = documents.c.decided_by == press
        with self._database.writing() as connection:
            _change(connection, offered, documents.c.state == Stage.WAITING, **values)
            return connection.execute(select(documents.c.number).where(_is(offered), pressed)).first() is not None

    def reopen(self, offered: Offered) -> None:
        """Let a document wait again whose adding failed; what was pressed before counts no more."""
        with self._database.writing() as connection:
            accepted = documents.c.state == Stage.ACCEPTED
            values = {"state": Stage.WAITING, "decided_by": None, "revision": offered.revision + 1}
            _change(connection, offered, accepted, **values)

    def close(self, offered: Offered) -> None:
        """Say that a document was added, and drop its bytes, which the shelf has now."""
        with self._database.writing() as connection:
            _change(connection, offered, documents.c.state == Stage.ACCEPTED, state=Stage.ADDED, data=None)

    def drop(self, offer_id: int) -> bool:
        """Drop every document of an offer that waits; whether there was one."""
        waiting = (documents.c.offer_id == offer_id) & (documents.c.state == Stage.WAITING)
        with self._database.writing() as connection:
            return bool(
                connection.execute(update(documents).where(waiting).values(state=Stage.DROPPED, data=None)).rowcount
            )

    def prompt(self, chat_id: int, message_id: int, prompt: Prompt) -> None:
        """Keep which detail the reply to a message will be."""
        place = (prompts.c.chat_id == chat_id) & (prompts.c.message_id == message_id)
        row = {"offer_id": prompt.offer_id, "number": prompt.number, "detail": prompt.detail}
        with self._database.writing() as connection:
            connection.execute(delete(prompts).where(place))
            connection.execute(insert(prompts).values(chat_id=chat_id, message_id=message_id, **row))

    def find_prompt(self, chat_id: int, message_id: int) -> Prompt | None:
        """Give the detail that a reply to this message is, or None."""
        place = (prompts.c.chat_id == chat_id) & (prompts.c.message_id == message_id)
        with self._database.reading() as connection:
            row = connection.execute(select(prompts).where(place)).first()
        return Prompt(row.offer_id, row.number, row.detail) if row else None


def _at(offer_id: int, number: int) -> ColumnElement[bool]:
    return (documents.c.offer_id == offer_id) & (documents.c.number == number)


def _is(offered: Offered) -> ColumnElement[bool]:
    return _at(offered.offer_id, offered.number) & (documents.c.revision == offered.revision)


def _change(connection: Connection, offered: Offered, condition: ColumnElement[bool], **values: object) -> bool:
    return connection.execute(update(documents).where(_is(offered), condition).values(**values)).rowcount == 1


def _find_continued(connection: Connection, editor_id: int, piece: Piece) -> int | None:
    """Give the offer that a message continues, unless some of that is decided already."""
    decided = select(documents.c.offer_id).where(documents.c.state != Stage.WAITING)
    young = (offers.c.editor_id == editor_id) & (offers.c.made_at > make_now() - LIFETIME)
    chosen = (
        select(pieces.c.offer_id, pieces.c.body)
        .join_from(pieces, offers, offers.c.id == pieces.c.offer_id)
        .where(young, offers.c.id.not_in(decided))
        .order_by(pieces.c.update_id.desc())
    )
    row = connection.execute(chosen.limit(1)).first()
    return row.offer_id if row and piece.continues(PIECE.validate_json(row.body)) else None


def _open(connection: Connection, editor_id: int, update_id: int) -> int:
    row = {"editor_id": editor_id, "update_id": update_id, "pieces_read": 0, "made_at": make_now()}
    return int(connection.execute(insert(offers).values(row).returning(offers.c.id)).scalar_one())


def _forget_old(connection: Connection) -> None:
    """Drop what is over, and the bytes of what nobody decided about within its day."""
    over = select(offers.c.id).where(offers.c.made_at < make_now() - KEPT)
    late = select(offers.c.id).where(offers.c.made_at < make_now() - LIFETIME)
    waiting = documents.c.state == Stage.WAITING
    connection.execute(update(documents).where(documents.c.offer_id.in_(late), waiting).values(data=None))
    for table in (pieces, documents, prompts):
        connection.execute(delete(table).where(table.c.offer_id.in_(over)))
    connection.execute(delete(offers).where(offers.c.id.in_(over)))


def _make_offer(row: Row[*tuple[Any, ...]]) -> Offer:
    return Offer(row.id, row.editor_id, row.update_id, row.pieces_read)
