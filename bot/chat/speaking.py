"""In which language somebody is spoken to: the one they chose, else that of their Telegram, else English.

Telegram tells its language with what somebody sends. The last one is kept, for what they are told later of their own.
"""

from telegram import Update

from bot.chat.rights import find_asker
from bot.chat.room import Room
from bot.languages.language import Language, find_language
from bot.languages.speech import Speech, get_speech
from bot.state.preferences import Spoken


async def find_spoken(room: Room, update: Update) -> Spoken:
    """Give what is on file of the languages of the sender or presser of an update."""
    number = find_asker(update)
    return Spoken() if number is None else await room.workers.record(room.state.preferences.find_spoken, number)


def choose_speech(spoken: Spoken, update: Update) -> Speech:
    """Give how the sender or presser of an update is to be spoken to; the guard keeps it as `context.speech`."""
    return get_speech(spoken.chosen or find_heard(update) or spoken.language)


async def note_heard(room: Room, spoken: Spoken, update: Update) -> None:
    """Keep the language of somebody's Telegram, where it is another one than before."""
    number, heard = find_asker(update), find_heard(update)
    if number is not None and heard not in (None, spoken.heard or Language.ENGLISH):
        await room.workers.record(room.state.preferences.note_heard, number, heard)


async def find_speech_of(room: Room, person_id: int) -> Speech:
    """Give how somebody is to be spoken to who did not ask just now."""
    spoken = await room.workers.record(room.state.preferences.find_spoken, person_id)
    return get_speech(spoken.language)


def find_heard(update: Update) -> Language | None:
    """Give the language of the sender's Telegram, English where it is none of ours; None where it is not told."""
    code = update.effective_user.language_code if update.effective_user else None
    return (find_language(code) or Language.ENGLISH) if code else None
