"""The short replies: /start, /help, /new, and what is said to everything that the bot cannot use."""

from telegram import Update

from bot.chat import texts
from bot.chat.guide.greeting import render_help, render_start
from bot.chat.guide.help_wording import say_help_of_editors
from bot.chat.guide.texts import BEGUN
from bot.chat.markup import plain
from bot.chat.parts import Part
from bot.chat.people.texts import FILE_DECLINED, NOT_AS_YOURSELF, say_help, say_with_number
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

    async def start(self, update: Update, context: Context) -> None:
        """Say what the shelf holds, and offer questions that its newest reports answer."""
        room, listings = self._room, self._room.house.keeping.listings
        outlets = await room.workers.record(listings.list_outlets)
        newest = await room.workers.record(listings.find_standing, EVERYTHING, NEWEST)
        await room.reply_to(update).send(render_start(context.speech, outlets, newest.listings))

    async def help(self, update: Update, context: Context) -> None:
        """Say how to ask; to an editor also how to add, to an admin how to let others in."""
        more = "\n\n" + say_help_of_editors(context.speech) if self._room.rights.allows(update, Role.EDITOR) else ""
        more += f"\n\n{say_help(context.speech)}" if self._room.rights.allows(update, Role.ADMIN) else ""
        await self._room.reply_to(update).send(render_help(context.speech, more))

    async def begin_anew(self, update: Update, context: Context) -> None:
        """Let what this person asked so far count no longer."""
        name = name_conversation(update)
        if name:
            await self._room.workers.record(self._room.state.conversations.begin_anew, name)
        await self._say(update, context.speech.say(BEGUN))

    async def decline_command(self, update: Update, context: Context) -> None:
        """Point from a command that is none to the ones that are."""
        await self._say(update, context.speech.say(texts.UNKNOWN_COMMAND))

    async def decline_file(self, update: Update, context: Context) -> None:
        """Say that only editors add documents, and by which number an admin can make one of the sender."""
        number, speech = find_asker(update), context.speech
        declined = plain(speech.say(NOT_AS_YOURSELF))
        if number is not None:
            declined = say_with_number(speech, FILE_DECLINED, number)
        await self._room.reply_to(update).send(Part(declined))

    async def _say(self, update: Update, text: str) -> None:
        await self._room.reply_to(update).send(Part(plain(text)))
