"""Whom the bot hears: nobody who is banned, and nothing that was sent before a chat was left or the bot was blocked.

update | is its chat gone, and is this older? | is its sender, or its chat, banned? | heard, or one sentence, once
"""

from collections.abc import Iterator

from telegram import Chat, Message, Update

from bot.chat.fairness import texts
from bot.chat.parts import Part
from bot.chat.people.texts import say_with_number
from bot.chat.pressing import stop_turning
from bot.chat.room import Room, find_message, name_request
from bot.languages.speech import Speech
from bot.state.bans import Ban
from bot.state.chats import Whereabouts


async def hears(room: Room, update: Update, speech: Speech) -> bool:
    """Whether an update is to be dealt with; whoever is banned is told so once, and then nothing more."""
    lost, ban = await room.workers.record(look_up, room, update)
    if lost is not None and lost.is_gone and not await comes_back(room, update):
        return False
    if ban is not None:
        await tell_banned(room, update, ban, speech)
    return ban is None


def look_up(room: Room, update: Update) -> tuple[Whereabouts | None, Ban | None]:
    """Give what became of an update's chat, and the ban on it or on its sender; it blocks."""
    chat = update.effective_chat
    lost = room.state.chats.find(chat.id) if chat else None
    return lost, room.state.bans.find(list_numbers(update, room.rights.admin_ids))


async def comes_back(room: Room, update: Update) -> bool:
    """Whether a chat that was gone is there again, by a message that was sent after that.

    A press does not say when it was made, so it shows nothing.
    """
    message = update.message
    if message is None:
        return False
    return await room.workers.record(room.state.chats.find_again, message.chat.id, message.date)


def list_numbers(update: Update, admin_ids: frozenset[int]) -> Iterator[int]:
    """Give the numbers that may be banned: the sender's, the chat's, and that of the chat in whose name it is sent.

    An admin for good is left out.
    """
    person, chat = update.effective_user, update.effective_chat
    written = None if update.callback_query else update.effective_message
    if person and person.id not in admin_ids:
        yield person.id
    if chat and chat.type != Chat.PRIVATE:
        yield chat.id
    if written and written.sender_chat:
        yield written.sender_chat.id


async def tell_banned(room: Room, update: Update, ban: Ban, speech: Speech) -> None:
    """Say once that a person or a chat is banned; a press then stops turning, and a search finds nothing."""
    message = find_message(update)
    is_first = message is not None and await room.workers.record(
        room.state.bans.claim_telling, ban.number, name_request(update)
    )
    sentence = say_with_number(speech, texts.BANNED_CHAT if ban.number < 0 else texts.BANNED_PERSON, ban.number)
    if update.inline_query:
        await update.inline_query.answer([], cache_time=0, is_personal=True)
    elif update.callback_query:
        await stop_turning(update, sentence.text if is_first else "")
    elif is_first and isinstance(message, Message):
        await room.reply_to(update).send(Part(sentence))
