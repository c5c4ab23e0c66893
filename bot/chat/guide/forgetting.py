"""/privacy and /forget: what is kept of somebody, and how they have it deleted.

    command | what goes and what stays, with two buttons | a press | kept as a request | `bot.chat.guide.erasing`

Nothing is deleted here: the press itself is on file until it is dealt with.
"""

from telegram import InlineKeyboardButton, Update

from bot.chat.guide import texts
from bot.chat.guide.greeting import render_privacy
from bot.chat.markup import Markup, bold, join, plain
from bot.chat.parts import Part
from bot.chat.pressing import find_match, stop_turning
from bot.chat.rights import find_person
from bot.chat.room import Context, Room, find_message, name_request
from bot.chat.sending import edit
from bot.languages.speech import Speech
from bot.state.forgetting import Request

YES_BUTTON = r"fy:([A-Za-z0-9_-]{22})\Z"
NO_BUTTON = r"fn:([A-Za-z0-9_-]{22})\Z"
ACTION = "forget"


class Forgetting:
    """Says what is kept, and takes requests to delete it."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def show_privacy(self, update: Update, context: Context) -> None:
        """Say what is kept, and how long."""
        speech = context.speech
        await self._room.reply_to(update).send(Part(render_privacy(speech)))

    async def take_command(self, update: Update, context: Context) -> None:
        """Say what would be deleted and what stays, and ask."""
        room, speech, person = self._room, context.speech, find_person(update)
        reply = room.reply_to(update)
        if person is None:
            await reply.send(Part(plain(speech.say(texts.PRIVATE_ONLY))))
            return
        questions = await room.workers.record(room.state.forgettings.count_questions, person)
        nonce = await room.workers.record(room.state.decisions.ask, person, ACTION, {})
        await reply.send(render_request(speech, questions, nonce))

    async def press_yes(self, update: Update, context: Context) -> None:
        """Keep the request, which is carried out as soon as this press is dealt with."""
        room, speech = self._room, context.speech
        person, message = find_person(update), find_message(update)
        if person is None or message is None or not await self._decide(update, context, person):
            await stop_turning(update, speech.say(texts.FORGET_OVER))
            return
        await stop_turning(update)
        await edit(update.get_bot(), message.chat.id, message.message_id, Part(plain(speech.say(texts.FORGETTING))))
        request = Request(person, update.update_id, message.message_id, speech.language)
        await room.workers.record(room.state.forgettings.ask, request)

    async def _decide(self, update: Update, context: Context, person: int) -> bool:
        """Whether this press decides what the person was asked, or did when it was dealt with before."""
        take, nonce = self._room.state.decisions.take, find_match(context)
        return await self._room.workers.record(take, nonce, person, ACTION, name_request(update)) is not None

    async def press_no(self, update: Update, context: Context) -> None:
        """Leave everything as it is."""
        room, speech = self._room, context.speech
        person, message = find_person(update), find_message(update)
        if person is None or message is None:
            await stop_turning(update, speech.say(texts.FORGET_OVER))
            return
        await room.workers.record(room.state.decisions.drop, find_match(context), person)
        await stop_turning(update)
        await edit(update.get_bot(), message.chat.id, message.message_id, Part(plain(speech.say(texts.FORGET_LEFT))))


def render_request(speech: Speech, questions: int, nonce: str) -> Part:
    """Say what goes and what stays, with the buttons that decide."""
    asked, more = speech.say(texts.FORGET_ASK_OF_LITTLE), [texts.FORGET_STAYS, texts.FORGET_END]
    if questions:
        asked = speech.say(texts.FORGET_ASK, questions=speech.count(*texts.QUESTIONS, questions))
        more.insert(0, texts.FORGET_EFFECT)
    markup: Markup = join([bold(asked), *(plain(speech.say(each)) for each in more)], "\n\n")
    yes = InlineKeyboardButton(speech.say(texts.FORGET_YES), callback_data=f"fy:{nonce}")
    no = InlineKeyboardButton(speech.say(texts.FORGET_NO), callback_data=f"fn:{nonce}")
    return Part(markup, ((yes, no),))
