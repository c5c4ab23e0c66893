"""/status: what the bot gets to see here, what of the asker's is under way, and how long answers take."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from telegram import Chat, ChatMember, Message, Update
from telegram.error import TelegramError

from bot.chat.asking import texts
from bot.chat.asking.underway import Durations, Going
from bot.chat.markup import isolate, plain, shorten
from bot.chat.parts import Part
from bot.chat.questions import find_whose
from bot.chat.room import Context, Room
from bot.languages.speech import Speech

QUESTION = 100
PATIENCE_S = 5.0


class Sight(StrEnum):
    """How much of a group Telegram shows the bot, and why."""

    PRIVACY = "privacy"
    ADMIN = "admin"
    ALL = "all"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What the bot can see where it was asked; `sight` is None in a private chat."""

    sight: Sight | None = None
    in_topic: bool = False
    restricted: bool = False


class Status:
    """Tells how things stand."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def take_command(self, update: Update, context: Context) -> None:
        """Say what can be seen here and what is going on."""
        if update.message is None:
            return
        standpoint = await find_standpoint(update.message)
        underway = self._room.underway
        going = underway.find(find_whose(update))
        lines = describe_status(context.speech, standpoint, going, underway.count(), underway.measure())
        await self._room.reply_to(update).send(Part(plain("\n\n".join(lines))))


async def find_standpoint(message: Message) -> Standpoint:
    """Ask Telegram what the bot may see in the chat of a message, since that can change while it runs."""
    if message.chat.type == Chat.PRIVATE:
        return Standpoint()
    in_topic, bot = bool(message.is_topic_message), message.get_bot()
    try:
        async with asyncio.timeout(PATIENCE_S):
            me, member = await asyncio.gather(bot.get_me(), bot.get_chat_member(message.chat.id, bot.id))
    except (TelegramError, TimeoutError):
        return Standpoint(Sight.UNKNOWN, in_topic)
    sight = Sight.ALL if me.can_read_all_group_messages else Sight.PRIVACY
    if member.status in (ChatMember.ADMINISTRATOR, ChatMember.OWNER):
        sight = Sight.ADMIN
    return Standpoint(sight, in_topic, restricted=member.status == ChatMember.RESTRICTED)


def describe_status(
    speech: Speech, standpoint: Standpoint, going: Sequence[Going], in_all: int, took: Durations | None
) -> Iterator[str]:
    """Give the paragraphs: what is answered and seen here, what is under way, how long it takes."""
    yield " ".join(map(speech.say, describe_sight(standpoint)))
    for each in going:
        question = shorten(isolate(each.question), QUESTION)
        seconds, stage = texts.format_seconds(speech, each.seconds), speech.say(texts.STAGE_WORDS[each.stage])
        yield speech.say(texts.GOING, question=question, seconds=seconds, stage=stage)
    if in_all > len(going):
        yield speech.say(texts.GOING_OTHERS, count=in_all)
    yield describe_durations(speech, took)


def describe_sight(standpoint: Standpoint) -> Iterator[str]:
    """Give the sentences about what is answered and seen here, in English."""
    if standpoint.sight is None:
        yield texts.STATUS_PRIVATE
        return
    yield texts.STATUS_GROUP
    match standpoint.sight:
        case Sight.ADMIN:
            yield texts.SEES_ADMIN
        case Sight.ALL:
            yield from (texts.SEES_ALL, texts.NOT_ADMIN)
        case Sight.PRIVACY:
            yield from (texts.SEES_PRIVACY, texts.NOT_ADMIN)
        case Sight.UNKNOWN:
            yield texts.SEES_UNKNOWN
    if standpoint.in_topic:
        yield texts.STATUS_TOPIC
    if standpoint.restricted:
        yield texts.RESTRICTED


def describe_durations(speech: Speech, took: Durations | None) -> str:
    """Say how long the last answers took."""
    if took is None:
        return speech.say(texts.TOOK_NONE)
    middle, longest = (texts.format_seconds(speech, each) for each in (took.middle, took.longest))
    if took.count == 1:
        return speech.say(texts.TOOK_ONE, middle=middle)
    return speech.say(texts.TOOK, count=took.count, middle=middle, longest=longest)
