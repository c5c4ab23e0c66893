"""How an offer becomes documents that can be decided about.

    messages | received: fetched, put together, unpacked | kept | read | looked up | ready: shown

What was kept is not fetched again, and what was read is not read again, when this is done anew after a restart.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import replace

from telegram.error import TelegramError

from bot.chat.curating import texts
from bot.chat.curating.posts import name_piece
from bot.chat.curating.previewing import Previewing, Progress
from bot.chat.room import Room, name_person
from bot.chat.sending import insist
from bot.offering.arrivals import Arrival, Offered, Verdict, add_fetched, make_arrivals
from bot.offering.details import FIELDS, Given, read_lines
from bot.offering.pieces import Piece, PieceKind, join_texts
from bot.offering.places import BY_YOU, THE_POST
from bot.offering.proposals import Preview
from bot.offering.wording import warn_of_joins
from corpus.errors import CorpusError
from corpus.likeness import Kind
from corpus.reports import Submission
from corpus.worded import Worded

log = logging.getLogger(__name__)

LARGEST = 20 * 2**20
PASTED_NAME = "message.txt"
TELL_SECONDS = 3.0


class Preparing:
    """Takes what came in the messages of an offer as far as a preview."""

    def __init__(self, room: Room, previewing: Previewing) -> None:
        self._room = room
        self._previewing = previewing

    async def prepare(self, progress: Progress) -> None:
        """Fetch, read and look up what is not yet, and show it."""
        offers, offer = self._room.state.offers, progress.offer
        pieces = await self._room.workers.record(offers.list_pieces, offer.id)
        if offer.pieces_read != len(pieces):
            arrivals = await self._receive(progress, pieces)
            await self._room.workers.record(offers.keep, offer.id, len(pieces), arrivals)
        documents = await self._room.workers.record(offers.list_documents, offer.id)
        if len(documents) == 1:
            await self._show_only(progress, documents[0])
        else:
            await self._read_all(progress, documents)
            await self._previewing.show(progress)

    async def _show_only(self, progress: Progress, listed: Offered) -> None:
        if listed.is_read:
            await self._previewing.show(progress)
            return
        offered = await self._room.workers.record(self._room.state.offers.find_document, listed.offer_id, listed.number)
        preview = await self._read(offered or listed, progress)
        if preview:
            await self._previewing.show_preview(progress, offered or listed, preview)
        else:
            await self._previewing.show(progress)

    async def _read_all(self, progress: Progress, documents: Sequence[Offered]) -> None:
        told = -TELL_SECONDS
        for done, listed in enumerate(documents):
            if listed.is_read:
                continue
            if time.monotonic() - told > TELL_SECONDS:
                told = time.monotonic()
                await progress.tell(texts.READING_SOME, done=done, total=len(documents))
            offers = self._room.state.offers
            offered = await self._room.workers.record(offers.find_document, listed.offer_id, listed.number)
            await self._read(offered or listed)

    async def _read(self, offered: Offered, progress: Progress | None = None) -> Preview | None:
        """Read and look up one document, and note what was found; None when it cannot be read."""
        note, place = self._room.state.offers.note_reading, (offered.offer_id, offered.number)
        try:
            preview = await self._previewing.look(offered, progress)
        except CorpusError as error:
            await self._room.workers.record(note, *place, None, None, str(error))
            return None
        title = preview.proposal.report.title
        await self._room.workers.record(note, *place, title, judge(preview), None)
        return preview

    async def _receive(self, progress: Progress, pieces: Sequence[Piece]) -> list[Arrival]:
        person = name_person(progress.update)
        arrivals = [
            arrival
            for piece in pieces
            if piece.kind is PieceKind.FILE
            for arrival in await self._receive_file(progress, piece, person)
        ]
        words = [piece for piece in pieces if piece.kind is not PieceKind.FILE and piece.text]
        if len(words) == 1 and words[0].kind is PieceKind.LINK:
            arrivals += await self._receive_link(words[0], person)
        elif words:
            arrivals.append(make_pasted(words, person))
        nothing = Worded(texts.POST_WITHOUT_WORDS)
        return arrivals or [Arrival(Submission(name_piece(pieces[0]), b"", person), error=nothing)]

    async def _receive_file(self, progress: Progress, piece: Piece, person: str) -> list[Arrival]:
        submission, given = attach_details(Submission(piece.name, b"", person), piece)
        if piece.size > LARGEST:
            size, command = piece.size / 2**20, "`onrecord add`"
            return [
                Arrival(submission, error=Worded(texts.FILE_TOO_LARGE, name=piece.name, size=size, command=command))
            ]
        try:
            file = await insist(lambda: progress.update.get_bot().get_file(piece.file_id))
            data = bytes(await insist(file.download_as_bytearray))
        except TelegramError as error:
            log.warning("A file could not be fetched", extra={"error": error})
            return [Arrival(submission, error=Worded(texts.FILE_NOT_FETCHED, name=piece.name))]
        return await self._unpack(replace(submission, data=data), given)

    async def _receive_link(self, piece: Piece, person: str) -> list[Arrival]:
        submission, given = attach_details(Submission(piece.text, b"", person), piece)
        try:
            fetched = await self._room.workers.read(self._room.house.fetch, piece.text)
        except CorpusError as error:
            return [Arrival(submission, error=str(error))]
        arrival = add_fetched(Arrival(submission, given), fetched)
        return await self._unpack(arrival.submission, arrival.given)

    async def _unpack(self, submission: Submission, given: Given) -> list[Arrival]:
        try:
            collection = await self._room.workers.read(self._room.house.intake.unpack, submission)
        except CorpusError as error:
            return [Arrival(submission, error=str(error))]
        return make_arrivals(collection, submission, given)


def make_pasted(pieces: Sequence[Piece], person: str) -> Arrival:
    """Give the text that came in these messages."""
    pasted = join_texts([piece.text for piece in pieces])
    submission, given = attach_details(Submission(PASTED_NAME, pasted.text.encode(), person), pieces[0])
    warnings = (*given.warnings, warn_of_joins(len(pieces), pasted.joins)) if pasted.joins else given.warnings
    return Arrival(submission, replace(given, warnings=warnings))


def attach_details(submission: Submission, piece: Piece) -> tuple[Submission, Given]:
    """Give a document with what the post says of it, and what its sender wrote under it, which goes first."""
    written, complaints = read_lines(piece.caption)
    details = written.filled_from(piece.details)
    places = {name: THE_POST for name in FIELDS if getattr(piece.details, name) is not None}
    places |= {name: BY_YOU for name in FIELDS if getattr(written, name) is not None}
    return replace(submission, details=details), Given(places, warnings=complaints)


def judge(preview: Preview) -> Verdict:
    """Say whether a document can be added unseen, has to be looked at, or is on the shelf."""
    if preview.twin is None:
        return Verdict.NEW if preview.obstacle is None else Verdict.ALIKE
    return Verdict.KNOWN if preview.twin.kind is Kind.EXACT else Verdict.ALIKE
