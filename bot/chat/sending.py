"""How replies go out: each part once, across crashes, dropped connections and flood limits.

A slow reply is a placeholder first, and the text is put in by editing it. Whether a placeholder arrived can be unknown,
and then there are two placeholders; an answer is only ever edited into one message, so it is never there twice.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Self, TypeVar

from telegram import Bot, Chat, MaybeInaccessibleMessage, Message, ReplyParameters
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.chat.markup import plain
from bot.chat.parts import Part
from bot.chat.texts import CONTINUED
from bot.chat.workers import Workers
from bot.state.deliveries import Deliveries, Delivery

log = logging.getLogger(__name__)

T = TypeVar("T")
LONGEST_PAUSE = 30.0
PATIENCE = 3600.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply goes: the chat, its topic, and in groups the message that is answered."""

    chat_id: int
    topic_id: int | None = None
    answered_id: int | None = None

    @classmethod
    def beside(cls, message: MaybeInaccessibleMessage) -> Self:
        """Give the place of a reply to this message."""
        topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
        answered = None if message.chat.type == Chat.PRIVATE else message.message_id
        return cls(message.chat.id, topic, answered)

    @property
    def reply_parameters(self) -> ReplyParameters | None:
        """What makes the message a visible reply; it is sent all the same when the other one is gone."""
        return ReplyParameters(self.answered_id, allow_sending_without_reply=True) if self.answered_id else None


class Reply:
    """Everything that is sent for one update."""

    def __init__(self, bot: Bot, update_id: int, place: Place, deliveries: Deliveries, workers: Workers) -> None:
        self._bot = bot
        self._update_id = update_id
        self._place = place
        self._deliveries = deliveries
        self._workers = workers

    async def hold(self, text: str, number: int = 0) -> int:
        """See to it that a placeholder stands for this part, and give its message id."""
        delivery = await self._find(number)
        return delivery.message_id if delivery else await self._place_holder(text, number)

    async def show(self, parts: Sequence[Part]) -> None:
        """Put the parts, in order, into placeholders; what is shown already stays as it is."""
        for number, part in enumerate(parts):
            delivery = await self._find(number)
            if delivery is None or not delivery.shown:
                await self.put(part, number)

    async def send(self, *parts: Part) -> None:
        """Send something short at once.

        Without a placeholder, a part whose outcome is unknown is sent again and may stand there twice; that is for
        pages of which a second copy does no harm.
        """
        for number, part in enumerate(parts):
            if await self._find(number) is None:
                await self._note(number, await self._send(part), shown=True)

    async def append(self, part: Part) -> None:
        """Put a part into the first placeholder that shows nothing yet, or below what is shown."""
        number = 0
        while (found := await self._find(number)) and found.shown:
            number += 1
        await self.put(part, number)

    async def prompt(self, part: Part) -> int:
        """Send something short to be replied to, and give its message id."""
        await self.send(part)
        delivery = await self._find(0)
        return delivery.message_id if delivery else await self._send(part)

    async def put(self, part: Part, number: int = 0) -> None:
        """Put a part into its message, whatever that shows; a new one is sent when the message is gone."""
        message_id = await self.hold(CONTINUED, number)
        if not await edit(self._bot, self._place.chat_id, message_id, part):
            message_id = await self._place_holder(CONTINUED, number)
            await edit(self._bot, self._place.chat_id, message_id, part)
        await self._note(number, message_id, shown=True)

    async def _place_holder(self, text: str, number: int) -> int:
        message_id = await self._send(Part(plain(text)))
        await self._note(number, message_id, shown=False)
        return message_id

    async def _send(self, part: Part) -> int:
        message = await insist(
            lambda: self._bot.send_message(
                self._place.chat_id,
                part.markup.text,
                entities=part.markup.entities,
                reply_markup=part.response,
                message_thread_id=self._place.topic_id,
                reply_parameters=self._place.reply_parameters,
            )
        )
        return message.message_id

    async def _find(self, number: int) -> Delivery | None:
        return await self._workers.record(self._deliveries.find, self._update_id, number)

    async def _note(self, number: int, message_id: int, *, shown: bool) -> None:
        await self._workers.record(self._deliveries.note, self._update_id, number, message_id, shown=shown)


async def edit(bot: Bot, chat_id: int, message_id: int, part: Part) -> bool:
    """Put a part into a message that is there; False when the message is gone."""
    try:
        await insist(
            lambda: bot.edit_message_text(
                part.markup.text,
                chat_id,
                message_id,
                entities=part.markup.entities,
                reply_markup=part.keyboard,
            )
        )
    except BadRequest as error:
        reason = str(error).lower()
        if "not modified" not in reason and "not found" not in reason and "can't be edited" not in reason:
            raise
        return "not modified" in reason
    return True


async def insist(call: Callable[[], Awaitable[T]]) -> T:
    """Make a call until Telegram takes it: again after the time that it names, and after faults of the network.

    Raises:
        TelegramError: when Telegram understood the call and refuses it, or cannot be reached for an hour.
    """
    pause, until = 0.5, time.monotonic() + PATIENCE
    while True:
        try:
            return await call()
        except BadRequest:
            raise
        except RetryAfter as error:
            await asyncio.sleep(get_seconds(error))
        except NetworkError as error:
            if time.monotonic() > until:
                raise
            log.warning("Telegram cannot be reached (%s); trying again in %g s", error, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


def get_seconds(error: RetryAfter) -> float:
    """Give the time that Telegram asks to wait; the library counts it in seconds or as a timedelta, as it is set up."""
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
