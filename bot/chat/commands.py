"""The short replies: /start, /help, /new, and what is said to everything that the bot cannot use."""

from telegram import Update

from bot.chat import texts
from bot.chat.guide.greeting import render_help, render_start
from bot.chat.guide.speaking import find_speech
from bot.chat.guide.texts import BEGUN
from bot.chat.markup import plain
from bot.chat.parts import Part
from bot.chat.people.texts import FILE_DECLINED, HELP_ADMINS, NOT_AS_YOURSELF, say_with_number
from bot.chat.rights import find_asker
from bot.chat.room import Context, Room, name_conversation
from bot.state.people import Role
from corpus.shelf_queries import ShelfQuery

EVERYTHING = ShelfQuery()
NEWEST = 30
"""From how many of the newest reports the examples are chosen."""


class Commands:
    """Answers commands that ask nothing of the reports themselves."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def start(self, update: Update, _context: Context) -> None:
        """Say what the shelf holds, and offer questions that its newest reports answer."""
        room, listings = self._room, self._room.house.keeping.listings
        speech = await find_speech(room, update)
        outlets = await room.workers.record(listings.list_outlets)
        newest = await room.workers.record(listings.find_standing, EVERYTHING, NEWEST)
        await room.reply_to(update).send(render_start(speech, outlets, newest.listings))

    async def help(self, update: Update, _context: Context) -> None:
        """Say how to ask; to an editor also how to add, to an admin how to let others in."""
        more = texts.HELP_EDITORS if self._room.rights.allows(update, Role.EDITOR) else ""
        more += HELP_ADMINS if self._room.rights.allows(update, Role.ADMIN) else ""
        speech = await find_speech(self._room, update)
        await self._room.reply_to(update).send(render_help(speech, more))

    async def begin_anew(self, update: Update, _context: Context) -> None:
        """Let what this person asked so far count no longer."""
        name = name_conversation(update)
        if name:
            await self._room.workers.record(self._room.state.conversations.begin_anew, name)
        await self._say(update, (await find_speech(self._room, update)).say(BEGUN))

    async def decline_command(self, update: Update, _context: Context) -> None:
        """Point from a command that is none to the ones that are."""
        await self._say(update, texts.UNKNOWN_COMMAND)

    async def decline_file(self, update: Update, _context: Context) -> None:
        """Say that only editors add documents, and by which number an admin can make one of the sender."""
        number = find_asker(update)
        declined = plain(NOT_AS_YOURSELF) if number is None else say_with_number(FILE_DECLINED, number)
        await self._room.reply_to(update).send(Part(declined))

    async def _say(self, update: Update, text: str) -> None:
        await self._room.reply_to(update).send(Part(plain(text)))
