"""What the buttons beside an answer open: a source, a page, an original, and what else was read.

press | its message and what it names, looked up | notice when that is gone | parts, or a file
"""

from telegram import Update

from bot.chat import texts as chat_texts
from bot.chat.deep_links import PassageTarget
from bot.chat.parts import Part
from bot.chat.pressing import find_match, stop_turning
from bot.chat.reading import texts
from bot.chat.reading.further import render_further
from bot.chat.reading.pages import Pages
from bot.chat.receipts import is_under_its_message
from bot.chat.room import Context, Room, find_message
from bot.chat.sending import Place, edit, insist
from bot.languages.speech import ENGLISH, Speech
from bot.open_shelf import Original
from corpus.errors import StorageError

SOURCE_BUTTON = r"s:([A-Za-z0-9_-]{1,50}):([0-9]{1,4})\Z"


class Reading:
    """Opens what stands behind an answer."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def press_source(self, update: Update, context: Context) -> None:
        """Show the passage that a citation of a kept answer points to, as it stands in its report."""
        name = update.get_bot().username
        parts = await self._room.workers.record(
            self._open_source, name, context.speech, find_match(context), int(find_match(context, 2))
        )
        await stop_turning(update, "" if parts else context.speech.say(chat_texts.SOURCE_GONE))
        if parts:
            await self._room.reply_to(update).send(*parts)

    async def press_passage(self, update: Update, context: Context) -> None:
        """Show a passage that no answer quotes."""
        await stop_turning(update)
        version, start, end = (int(find_match(context, group)) for group in (2, 3, 4))
        target = PassageTarget(find_match(context), version, start, max(end, start + 1))
        pages = Pages(self._room, context.speech, update.get_bot().username)
        await self._room.reply_to(update).send(*await self._room.workers.record(pages.open_passage, target))

    async def press_page(self, update: Update, context: Context) -> None:
        """Show another page of a report, in the same message."""
        found = await self._room.workers.record(self._turn, update.get_bot().username, context)
        message = find_message(update)
        await stop_turning(update, context.speech.say(found) if isinstance(found, str) else "")
        if message and not isinstance(found, str):
            await edit(update.get_bot(), message.chat.id, message.message_id, found)

    async def press_original(self, update: Update, context: Context) -> None:
        """Send the file that a report came from."""
        found = await self._room.workers.read(self._read_original, find_match(context))
        await stop_turning(update, context.speech.say(found) if isinstance(found, str) else "")
        if isinstance(found, Original):
            await self._send_file(update, found)

    async def press_more(self, update: Update, context: Context) -> None:
        """Show more of what was read for the answer under which the button stands."""
        parts = None
        if is_under_its_message(update):
            name = update.get_bot().username
            parts = await self._room.workers.record(
                self._find_more, name, context.speech, find_match(context), int(find_match(context, 2))
            )
        await stop_turning(update, "" if parts else context.speech.say(texts.MORE_GONE))
        if parts:
            await self._room.reply_to(update).send(*parts)

    def _open_source(self, bot_name: str, speech: Speech, record_id: str, number: int) -> list[Part] | None:
        record = self._room.state.answers.get(record_id)
        return Pages(self._room, speech, bot_name).hear(record).open_citation(record, number) if record else None

    def _turn(self, bot_name: str, context: Context) -> Part | str:
        """Give the page, or what stands against showing it."""
        pages = Pages(self._room, context.speech, bot_name)
        live = pages.find_live(find_match(context))
        if live is None:
            return texts.NOT_HERE
        if not live.status.quotable:
            return texts.WITHDRAWN
        if live.version != int(find_match(context, 2)):
            return texts.REWORDED
        return pages.turn(live, int(find_match(context, 3)), forward=find_match(context, 4) == "f")[0]

    def _read_original(self, token: str) -> Original | str:
        """Give the file, or what stands against sending it."""
        live = Pages(self._room, ENGLISH, "").find_live(token)
        if live is None:
            return texts.NOT_HERE
        if not live.status.quotable:
            return texts.WITHDRAWN
        try:
            return self._room.house.open_shelf.read_original(live)
        except StorageError:
            return texts.ORIGINAL_GONE

    def _find_more(self, bot_name: str, speech: Speech, record_id: str, shown: int) -> list[Part] | None:
        record = self._room.state.answers.get(record_id)
        if record is None:
            return None
        return render_further(record, self._room.house.open_shelf.list_further(record), shown, speech, bot_name)

    async def _send_file(self, update: Update, original: Original) -> None:
        """Send it once; again where the outcome is unknown, since a second copy does no harm."""
        message, deliveries, workers = find_message(update), self._room.state.deliveries, self._room.workers
        sent_before = await workers.record(deliveries.find, update.update_id, 0)
        if message is None or sent_before is not None:
            return
        place = Place.beside(message)
        sent = await insist(
            lambda: update.get_bot().send_document(
                place.chat_id,
                original.data,
                filename=original.name,
                message_thread_id=place.topic_id,
                reply_parameters=place.reply_parameters,
            )
        )
        await workers.record(deliveries.note, update.update_id, 0, sent.message_id, shown=True)
