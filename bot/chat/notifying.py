"""What people are told without having asked just now: one notice after another, at a pace of its own.

    notices waiting | begun, on disk | still let in? | sent | closed

A notice that was begun is sent at most once: after a crash, or an answer of Telegram's that was lost, nobody knows
whether it arrived, and being told twice is worse than not at all. Only what certainly did not arrive is tried again.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.chat.markup import Markup, bold, cut, link, plain, quotation
from bot.chat.pacing import Priority
from bot.chat.parts import UNITS
from bot.chat.rights import Rights
from bot.chat.sending import LONGEST_PAUSE, NOT_REACHED, Place, get_seconds
from bot.chat.workers import Workers
from bot.state.bans import Bans
from bot.state.deliveries import Deliveries
from bot.state.notices import Button, Look, Notice, Notices
from corpus.errors import DatabaseError

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
PACE_SECONDS = 0.1
AT_ONCE = 20
LOOKS: Mapping[Look, Callable[[str, str | None], Markup]] = {
    Look.BOLD: lambda words, _: bold(words),
    Look.LINK: link,
    Look.QUOTATION: lambda words, _: quotation(words),
}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a notice goes: a private chat, or a group and perhaps its topic."""

    chat_id: int
    topic_id: int | None = None

    @classmethod
    def of(cls, person: str) -> "Address | None":
        """Read it from “telegram:5” or “telegram:-7:12”; None for anything else."""
        room, _, rest = person.partition(":")
        chat, _, topic = rest.partition(":")
        try:
            return cls(int(chat), int(topic) if topic else None) if room == "telegram" else None
        except ValueError:
            return None


class Notifier:
    """Sends the notices as long as it runs."""

    def __init__(self, notices: Notices, deliveries: Deliveries, bans: Bans, workers: Workers, rights: Rights) -> None:
        self._notices = notices
        self._deliveries = deliveries
        self._bans = bans
        self._workers = workers
        self._rights = rights
        self._stop = asyncio.Event()

    async def run(self, bot: ExtBot[Priority]) -> None:
        """Send what waits and what comes, until stopped; a fault of the database only delays it."""
        while not self._stop.is_set():
            try:
                busy = await self._tell_waiting(bot)
            except DatabaseError as error:
                log.warning("The notices could not be read or written; trying again", extra={"error": error})
                busy = False
            if not busy:
                await self._pause(LOOK_SECONDS)

    def stop(self) -> None:
        """Begin no other notice; what waits is sent after the next start."""
        self._stop.set()

    async def _tell_waiting(self, bot: ExtBot[Priority]) -> bool:
        waiting = await self._workers.record(self._notices.list_waiting, AT_ONCE)
        for notice in waiting:
            if self._stop.is_set():
                break
            await self._tell(bot, notice)
            await self._pause(PACE_SECONDS)
        return bool(waiting)

    async def _tell(self, bot: ExtBot[Priority], notice: Notice) -> None:
        if not await self._workers.record(self._notices.begin, notice.id):
            return
        address = Address.of(notice.person)
        if address is None or not await self._may_be_told(address):
            await self._workers.record(self._notices.close, notice.id, sent=False)
            return
        pause = 0.5
        while (wait := await self._try(bot, notice, address, pause)) is not None:
            if await self._pause(wait):
                await self._workers.record(self._notices.give_back, notice.id)
                return
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _may_be_told(self, address: Address) -> bool:
        """Whether somebody is still let in and not banned; a group is told whatever its members may do now."""
        is_person = address.chat_id > 0
        numbers = [address.chat_id] if address.chat_id not in self._rights.admin_ids else []
        if await self._workers.record(self._bans.find, numbers) is not None:
            return False
        return not is_person or await self._workers.record(self._rights.lets_in, address.chat_id)

    async def _try(self, bot: ExtBot[Priority], notice: Notice, address: Address, pause: float) -> float | None:
        """Send a notice once; gives after how many seconds to try again, None when it is done with."""
        try:
            message = await send(bot, notice, address)
        except ChatMigrated as error:
            return await self._try(bot, notice, Address(error.new_chat_id), pause)
        except RetryAfter as error:
            return get_seconds(error)
        except (BadRequest, Forbidden) as error:
            log.info("A notice cannot be sent", extra={"notice": notice.id, "error": error})
            await self._workers.record(self._notices.close, notice.id, sent=False)
        except TelegramError as error:
            if isinstance(error.__cause__, NOT_REACHED):
                return pause
            log.warning("A notice may have arrived and is not sent again", extra={"notice": notice.id, "error": error})
        else:
            await self._workers.record(self._close_sent, notice, message)
        return None

    def _close_sent(self, notice: Notice, message: Message) -> None:
        """Say that it was sent, and as which message, so that nobody takes that for a lost one of their own."""
        self._notices.close(notice.id, sent=True)
        place = Place.beside(message).name
        self._deliveries.note(-notice.id, 0, message.message_id, shown=True, place=place)

    async def _pause(self, seconds: float) -> bool:
        """Wait so long, or until the bot is to stop; whether it is."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), seconds)
        return self._stop.is_set()


async def send(bot: ExtBot[Priority], notice: Notice, address: Address) -> Message:
    """Send a notice with what its words look like and its button, and give the message.

    Raises:
        TelegramError: when Telegram does not take it.
    """
    markup = render_notice(notice)
    return await bot.send_message(
        address.chat_id,
        markup.text,
        entities=markup.entities,
        message_thread_id=address.topic_id,
        reply_markup=make_keyboard(notice.button) if notice.button else None,
        rate_limit_args=Priority.NOTICE,
    )


def render_notice(notice: Notice) -> Markup:
    """Give a notice's text with its entities, cut to what one message holds."""
    pieces, at = [], 0
    for mark in notice.marks:
        words = notice.text[mark.start : mark.end]
        pieces += [plain(notice.text[at : mark.start]), LOOKS[mark.look](words, mark.url)]
        at = mark.end
    whole = sum(pieces, Markup()) + plain(notice.text[at:])
    return next(cut(whole, UNITS))


def make_keyboard(button: Button) -> InlineKeyboardMarkup:
    """Give the one button of a notice."""
    return InlineKeyboardMarkup(((InlineKeyboardButton(button.label, callback_data=button.data),),))
