"""The guard in front of every handler: whoever is not let in, or lacks the role that it needs, gets one sentence.

Whoever is banned gets one sentence once, and nothing after that.

    update | its handler | which speech? | heard? | let in? | the role needed? | the handler, or one sentence

It stands between the choice of a handler and its call, so no handler can be reached past it.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from telegram import Chat, InlineQueryResultsButton, Update

from bot.chat.fairness.hearing import hears
from bot.chat.markup import Markup, plain
from bot.chat.parts import Part
from bot.chat.people import texts
from bot.chat.people.inviting import find_token
from bot.chat.people.matrix import Handler, check_row, find_needed_role
from bot.chat.pressing import stop_turning
from bot.chat.rights import Rights, find_asker, find_person, is_forwarded_command
from bot.chat.room import Context, Room
from bot.chat.speaking import choose_speech, find_spoken, note_heard
from bot.languages.speech import Speech
from bot.state.people import Role

INLINE_START = "whoami"
"""What /start gets from the button beside an inline answer that is refused."""


def guard_handlers(handlers: Iterable[Handler], room: Room) -> list[Handler]:
    """Put the guard in front of handlers.

    Raises:
        LookupError: when it is not settled who may use a command.
    """
    guarded = list(handlers)
    for handler in guarded:
        check_row(handler)
        handler.callback = partial(pass_on, room, handler, handler.callback)
    return guarded


async def pass_on(room: Room, handler: Handler, callback: Any, update: Update, context: Context) -> None:
    """Call a handler's own function, or say what stands against it."""
    spoken = await find_spoken(room, update)
    context.speech = choose_speech(spoken, update)
    if not await hears(room, update, context.speech):
        return
    objection = find_objection(context.speech, room.rights, find_needed_role(handler, update), update)
    if objection is None:
        await note_heard(room, spoken, update)
        await callback(update, context)
    elif update.callback_query:
        await stop_turning(update, objection.text)
    elif update.inline_query:
        button = InlineQueryResultsButton(context.speech.say(texts.INLINE_UNINVITED), start_parameter=INLINE_START)
        await update.inline_query.answer([], cache_time=0, is_personal=True, button=button)
    elif update.message:
        await room.reply_to(update).send(Part(objection))


def find_objection(speech: Speech, rights: Rights, needed: Role | None, update: Update) -> Markup | None:
    """Say why an update may not reach a handler that needs this role; None when it may."""
    if not rights.admits(update) and find_token(update) is None:
        return texts.say_uninvited(speech, find_asker(update))
    if needed is None or rights.allows(update, needed):
        return None
    if update.message and is_forwarded_command(update.message):
        return plain(speech.say(texts.FORWARDED_COMMAND))
    if update.effective_chat is None or update.effective_chat.type != Chat.PRIVATE:
        return plain(speech.say(texts.PRIVATE_ONLY[needed]))
    return texts.say_lacking(speech, needed, find_person(update))
