"""/language: in which language somebody is spoken to from now on, chosen by a word or a button."""

from telegram import InlineKeyboardButton, Update

from bot.chat.guide import texts
from bot.chat.guide.announcing import Announcer
from bot.chat.markup import Markup, join, plain
from bot.chat.parts import Part, Rows, make_rows
from bot.chat.pressing import find_match, stop_turning
from bot.chat.rights import find_person
from bot.chat.room import Context, Room, find_message
from bot.chat.sending import edit
from bot.chat.speaking import choose_speech, find_spoken
from bot.chat.texts import BUTTON_OLD
from bot.languages.language import Language, find_language, parse_language
from bot.languages.speech import Speech

LANGUAGE_BUTTON = r"la:([a-z]{2,32})\Z"
LIKE_TELEGRAM = "telegram"
WIDTH = 2


class Languages:
    """Lets people choose."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._announcer = Announcer(room.state, room.workers, room.rights)

    async def take_command(self, update: Update, context: Context) -> None:
        """Show the languages, or take the one that stands behind the command."""
        reply, speech = self._room.reply_to(update), context.speech
        person = find_person(update)
        if person is None:
            await reply.send(Part(plain(speech.say(texts.PRIVATE_ONLY))))
            return
        named = " ".join(context.args or [])
        language = parse_language(named)
        if language:
            await self._choose(person, language)
            await reply.send(await self._render_choice(update))
            await self._announcer.show_chat(update.get_bot(), person)
        else:
            heading = texts.NOT_SPOKEN if named else texts.CHOOSE_LANGUAGE
            await reply.send(await self._render_question(speech, heading, person))

    async def press(self, update: Update, context: Context) -> None:
        """Take the language of a button, and say so in it, in the place of the question."""
        person, message, name = find_person(update), find_message(update), find_match(context)
        language = find_language(name)
        if person is None or message is None or (language is None and name != LIKE_TELEGRAM):
            await stop_turning(update, context.speech.say(BUTTON_OLD))
            return
        await stop_turning(update)
        await self._choose(person, language)
        await edit(update.get_bot(), message.chat.id, message.message_id, await self._render_choice(update))
        await self._announcer.show_chat(update.get_bot(), person)

    async def _choose(self, person: int, language: Language | None) -> None:
        await self._room.workers.record(self._room.state.preferences.choose_language, person, language)

    async def _render_question(self, speech: Speech, heading: str, person: int) -> Part:
        chosen = await self._room.workers.record(self._room.state.preferences.find_language, person)
        return Part(plain(speech.say(heading)), make_language_rows(speech, chosen))

    async def _render_choice(self, update: Update) -> Part:
        spoken = await find_spoken(self._room, update)
        speech = choose_speech(spoken, update)
        sentence = texts.SPOKEN if spoken.chosen else texts.LIKE_TELEGRAM_NOW
        return Part(render_choice(speech, sentence), make_language_rows(speech, spoken.chosen))


def render_choice(speech: Speech, sentence: str) -> Markup:
    """Say which language is spoken from now on, and which one answers and quotations are in."""
    return join([plain(speech.say(each)) for each in (sentence, texts.QUOTED_AS_WRITTEN)], "\n\n")


def make_language_rows(speech: Speech, chosen: Language | None) -> Rows:
    """Give a button for each language in its own name, and one for that of the person's Telegram."""
    labels = {str(each): each.own_name for each in Language} | {LIKE_TELEGRAM: speech.say(texts.LIKE_TELEGRAM)}
    current = str(chosen or LIKE_TELEGRAM)
    buttons = [
        InlineKeyboardButton(f"✓ {label}" if name == current else label, callback_data=f"la:{name}")
        for name, label in labels.items()
    ]
    return (*make_rows(buttons[:-1], WIDTH), (buttons[-1],))
