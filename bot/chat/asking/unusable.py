"""What is no text: one friendly line for each kind, and only one for an album."""

from collections import OrderedDict

from telegram import Message, Update
from telegram.ext import filters

from bot.chat.asking.texts import UNUSABLE, Kind
from bot.chat.asking.underway import remember
from bot.chat.markup import plain
from bot.chat.parts import Part
from bot.chat.room import Context, Room

SAID = filters.VOICE | filters.AUDIO | filters.VIDEO | filters.VIDEO_NOTE | filters.PHOTO | filters.Document.ALL
"""What says something, so that in a group too a reply to the bot with it deserves a line; a sticker is a nod."""


class Unusable:
    """Says what works instead."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._albums: OrderedDict[str, int] = OrderedDict()

    async def decline(self, update: Update, context: Context) -> None:
        """Say that this cannot be read, and what can; of an album, to its first message alone."""
        message = update.message
        if message is None or not self._is_first(message, update.update_id):
            return
        sentence = UNUSABLE[find_kind(message)]
        await self._room.reply_to(update).send(Part(plain(context.speech.say(sentence))))

    def _is_first(self, message: Message, update_id: int) -> bool:
        album = message.media_group_id
        if album is None:
            return True
        if album not in self._albums:
            remember(self._albums, album, update_id)
        return self._albums[album] == update_id


def find_kind(message: Message) -> Kind:
    """Give what kind of message it is; an animation also comes as a file, and a venue as a location."""
    return next((kind for kind in Kind if kind is not Kind.OTHER and getattr(message, kind)), Kind.OTHER)
