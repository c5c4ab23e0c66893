"""Whom a command means, by number alone, and what people are called, for showing and nothing else."""

import asyncio
from collections.abc import Iterable

from telegram import (
    Bot,
    Contact,
    Message,
    MessageOrigin,
    MessageOriginHiddenUser,
    MessageOriginUser,
)
from telegram.error import TelegramError

from bot.chat.markup import isolate, shorten
from bot.chat.people import texts
from bot.errors import PeopleError
from bot.state.roles import parse_number
from corpus.worded import Worded

NAME = 64
PATIENCE_S = 5.0


def find_person_meant(replied: Message | None) -> int | None:
    """Give the number of whose contact, or whose forwarded message, a command replies to; None when to neither.

    Raises:
        PeopleError: when Telegram does not say whose it is, or it is no person's.
    """
    if replied is None:
        return None
    if replied.contact is not None:
        return read_contact(replied.contact)
    return None if replied.forward_origin is None else read_origin(replied.forward_origin)


def read_contact(contact: Contact) -> int:
    """Give the number of whose contact it is.

    Raises:
        PeopleError: when Telegram does not say.
    """
    if contact.user_id is None:
        raise PeopleError(Worded(texts.CONTACT_UNKNOWN))
    return parse_number(str(contact.user_id))


def read_origin(origin: MessageOrigin) -> int:
    """Give the number of who wrote a forwarded message.

    Raises:
        PeopleError: when Telegram does not say, or it was no person.
    """
    if isinstance(origin, MessageOriginHiddenUser):
        raise PeopleError(Worded(texts.HIDDEN))
    if not isinstance(origin, MessageOriginUser):
        raise PeopleError(Worded(texts.FROM_CHAT))
    if origin.sender_user.is_bot:
        raise PeopleError(Worded(texts.FROM_BOT))
    return parse_number(str(origin.sender_user.id))


async def fetch_names(bot: Bot, numbers: Iterable[int]) -> dict[int, str]:
    """Give what people are called on Telegram now; those whom the bot never met, or who take too long, are left out."""
    known = list(numbers)
    names = await asyncio.gather(*(fetch_name(bot, number) for number in known))
    return {number: name for number, name in zip(known, names, strict=True) if name}


async def fetch_name(bot: Bot, number: int) -> str | None:
    """Give what somebody is called on Telegram now, cut short and kept apart from the direction of its line."""
    try:
        chat = await asyncio.wait_for(bot.get_chat(number), PATIENCE_S)
    except (TelegramError, TimeoutError):
        return None
    return shorten(isolate(chat.effective_name or ""), NAME) or None
