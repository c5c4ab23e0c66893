"""How an offer is shown: always in the same message, the one that said first that it was received.

offer | its documents | read, look up | ask for a nonce | render | put in place
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from telegram import Update

from bot.chat.curating import texts
from bot.chat.curating.buttons import ACTION, Keys
from bot.chat.curating.rendering import render_batch, render_preview
from bot.chat.markup import plain
from bot.chat.parts import Part
from bot.chat.room import Room, find_message
from bot.chat.sending import Place, Reply
from bot.languages.speech import Speech
from bot.offering.arrivals import Arrival, Offered, add_fetched
from bot.offering.proposals import Preview
from bot.state.offers import Offer
from corpus.errors import CorpusError
from corpus.readers.characters import clean_name


@dataclass(frozen=True, slots=True)
class Progress:
    """The one message of an offer, while it is worked on and afterwards, in the language of its editor."""

    room: Room
    update: Update
    offer: Offer
    speech: Speech

    @property
    def reply(self) -> Reply:
        """The reply to the first message of the offer.

        Raises:
            ValueError: when the update has no message; handlers are registered for updates that have.
        """
        message = find_message(self.update)
        if message is None:
            raise ValueError(f"update {self.update.update_id} holds no message to reply to")
        place, deliveries = Place.beside(message), self.room.state.deliveries
        return Reply(self.update.get_bot(), self.offer.update_id, place, deliveries, self.room.workers)

    async def tell(self, sentence: str, **values: object) -> None:
        """Say how far it has come, or why it comes no further."""
        await self.put(Part(plain(self.speech.say(sentence, **values))))

    async def put(self, part: Part) -> None:
        """Put a part into the message, whatever it shows; a new one is sent when that is gone."""
        await self.reply.put(part)


class Previewing:
    """Shows offers."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def show(self, progress: Progress, heading: str = "", number: int = 0) -> None:
        """Show an offer as it stands: its only document, the one with this number, or all of them."""
        documents = await self._room.workers.record(self._room.state.offers.list_documents, progress.offer.id)
        wanted = [each for each in documents if each.number == number and each.open] or documents
        if len(wanted) == 1:
            await self._show_one(progress, wanted[0].number, heading, one_of_many=len(documents) > 1)
        else:
            await self.show_all(progress, documents, heading)

    async def show_next(self, progress: Progress, after: int, heading: str = "") -> None:
        """Show the document behind this one that still waits, or all of them when none does."""
        documents = await self._room.workers.record(self._room.state.offers.list_documents, progress.offer.id)
        waiting = [each.number for each in documents if each.open]
        later = [number for number in waiting if number > after]
        await self.show(progress, heading, min(later or waiting or [0]))

    async def show_all(self, progress: Progress, documents: Sequence[Offered], heading: str = "") -> None:
        """Show the list of an offer's documents."""
        keys = await self.ask(progress.offer, 0, {})
        await progress.put(render_batch(documents, keys, heading, progress.speech))

    async def show_preview(
        self, progress: Progress, offered: Offered, preview: Preview, heading: str = "", *, one_of_many: bool = False
    ) -> None:
        """Show one document that was looked up."""
        keys = await self.ask(progress.offer, offered.number, bind_preview(preview, offered))
        await progress.put(render_preview(preview, keys, heading, progress.speech, one_of_many=one_of_many))

    async def look(self, offered: Offered, progress: Progress | None = None) -> Preview:
        """Read a document and look it up; `progress` is told how far that is.

        Raises:
            CorpusError: when it cannot be read.
        """
        workers, intake = self._room.workers, self._room.house.intake
        arrival = await self._fetch(offered)
        submission, name = arrival.submission, clean_name(arrival.submission.name)
        if progress:
            await progress.tell(texts.READING, name=name)
        document = await workers.read(intake.read, submission)
        if progress:
            await progress.tell(texts.LOOKING_UP, name=name)
        return await workers.read(intake.look_up, submission, document, arrival.given)

    async def _fetch(self, offered: Offered) -> Arrival:
        """Give a document with its bytes; those of one that is only a link in a list are fetched and kept."""
        arrival, workers = Arrival(offered.submission, offered.given), self._room.workers
        if arrival.submission.link is None or offered.is_read:
            return arrival
        fetched = await workers.read(self._room.house.fetch, arrival.submission.link)
        filled = add_fetched(arrival, fetched)
        await workers.record(self._room.state.offers.fill, offered, filled)
        return filled

    async def ask(self, offer: Offer, number: int, payload: Mapping[str, object]) -> Keys:
        """Give what the buttons under a preview carry, good for one press within ten minutes."""
        bound = {"offer": offer.id, "number": number, **payload}
        nonce = await self._room.workers.record(self._room.state.decisions.ask, offer.editor_id, ACTION, bound)
        return Keys(offer.id, number, nonce)

    async def _show_one(self, progress: Progress, number: int, heading: str, *, one_of_many: bool) -> None:
        """Show a document as it stands, and once more where it was changed while it was being shown."""
        find, shown = self._room.state.offers.find_document, None
        while (offered := await self._room.workers.record(find, progress.offer.id, number)) is not None:
            if not offered.open or offered.revision == shown:
                break
            try:
                preview = await self.look(offered)
            except CorpusError as error:
                await progress.tell(str(error))
                return
            await self.show_preview(progress, offered, preview, heading, one_of_many=one_of_many)
            shown = offered.revision
        if shown is None and offered and offered.error:
            await progress.tell(offered.error)


def bind_preview(preview: Preview, offered: Offered) -> dict[str, object]:
    """Give what a press on a preview is bound to: the document as it is, and the report as it was compared."""
    twin = preview.twin
    bound: dict[str, object] = {"revision": offered.revision}
    return bound | ({"report": twin.report.id, "seen": twin.seen.to_payload()} if twin else {})
