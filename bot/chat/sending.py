"""How replies go out: each part once, across crashes, dropped connections and flood limits.

A slow reply is a placeholder first, and the text is put in by editing it. Whether something sent has arrived can be
unknown, after a dropped connection or a crash. Then it is looked for before it is sent again: only messages of our own
can be edited, so putting it into the next few numbers after the message replied to, those of known messages apart,
changes what was lost, or nothing. In a busy chat the lost one can have a higher number, and then there are two
placeholders; an answer is only ever edited into one message, so it is never there twice. That is why a placeholder
sent at the last moment says that the answer follows, which stays true of a stray one.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Self, TypeVar

import httpx
from telegram import Bot, Chat, MaybeInaccessibleMessage, Message, ReplyParameters
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.chat.markup import plain
from bot.chat.parts import Part
from bot.chat.texts import CONTINUED, FOLLOWS
from bot.chat.workers import Workers
from bot.state.deliveries import Deliveries, Delivery

log = logging.getLogger(__name__)

T = TypeVar("T")
LONGEST_PAUSE = 30.0
NOT_REACHED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
PATIENCE = 3600.0

BEFORE_CALL: ContextVar[Callable[[], Awaitable[object]] | None] = ContextVar("before_call", default=None)
"""What the limiter does between admitting a call and making it, such as writing down that it may be carried out."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply goes: the chat, its topic, and in groups the message that is answered, with its words quoted.

    What is sent there has a higher number than `after_id`, that of a person's message; a pressed button tells none.
    """

    chat_id: int
    topic_id: int | None = None
    answered_id: int | None = None
    after_id: int | None = None
    quote: str | None = None

    @classmethod
    def beside(cls, message: MaybeInaccessibleMessage, quote: str | None = None, *, visibly: bool = False) -> Self:
        """Give the place of a reply to this message; `quote` must be words that stand in it.

        In a private chat it is seen to be a reply only where that is asked for, as of several questions.
        """
        topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
        answered = message.message_id if visibly or message.chat.type != Chat.PRIVATE else None
        is_person = isinstance(message, Message) and message.from_user is not None and not message.from_user.is_bot
        after = message.message_id if is_person else None
        return cls(message.chat.id, topic, answered, after, quote if answered else None)

    @property
    def name(self) -> str:
        """The chat as records name it."""
        return f"telegram:{self.chat_id}"

    @property
    def reply_parameters(self) -> ReplyParameters | None:
        """What makes the message a visible reply; it is sent all the same when the other one is gone."""
        if self.answered_id is None:
            return None
        return ReplyParameters(self.answered_id, allow_sending_without_reply=True, quote=self.quote)


class Reply:
    """Everything that is sent for one update."""

    def __init__(self, bot: Bot, update_id: int, place: Place, deliveries: Deliveries, workers: Workers) -> None:
        self._bot = bot
        self._update_id = update_id
        self._place = place
        self._deliveries = deliveries
        self._workers = workers

    @property
    def update_id(self) -> int:
        """The update that it answers."""
        return self._update_id

    @property
    def place(self) -> Place:
        """Where it goes."""
        return self._place

    async def hold(self, text: str, number: int = 0) -> int:
        """See to it that a placeholder stands for this part, and give its message id."""
        delivery = await self._find(number)
        return delivery.message_id if delivery else await self._place_holder(text, number)

    async def adopt(self, message_id: int) -> None:
        """Take a message of the bot that is there already for the placeholder of the first part."""
        if await self._find(0) is None:
            await self._note(0, message_id, shown=False)

    async def find_holder(self) -> int | None:
        """Give the message id of the first part's placeholder while that shows no text of its own, or None."""
        delivery = await self._find(0)
        return delivery.message_id if delivery and not delivery.shown else None

    async def close(self, text: str) -> bool:
        """Put a line in the place of the first part; False when nothing stands there, and so nothing is sent."""
        if await self.find_holder() is None:
            return False
        await self.put(Part(plain(text)))
        return True

    async def show(self, parts: Sequence[Part], follows: str = FOLLOWS) -> None:
        """Put the parts, in order, into placeholders; what is shown already stays as it is.

        `follows` stands in the first placeholder where none stands yet.
        """
        for number, part in enumerate(parts):
            delivery = await self._find(number)
            if delivery is None or not delivery.shown:
                await self.put(part, number, follows)

    async def send(self, *parts: Part) -> None:
        """Send something short at once, or put it where a placeholder stands already."""
        for number, part in enumerate(parts):
            delivery = await self._find(number)
            if delivery is None:
                await self._note(number, await self._send(part, number), shown=True)
            elif not delivery.shown:
                await self.put(part, number)

    async def append(self, part: Part, follows: str = FOLLOWS) -> None:
        """Put a part into the first placeholder that shows nothing yet, or below what is shown."""
        number = 0
        while (found := await self._find(number)) and found.shown:
            number += 1
        await self.put(part, number, follows)

    async def prompt(self, part: Part) -> int:
        """Send something short to be replied to, and give its message id."""
        await self.send(part)
        delivery = await self._find(0)
        return delivery.message_id if delivery else await self._send(part, 0)

    async def put(self, part: Part, number: int = 0, follows: str = FOLLOWS) -> None:
        """Put a part into its message, whatever that shows; a new one is sent when the message is gone."""
        message_id = await self.hold(CONTINUED if number else follows, number)
        if not await edit(self._bot, self._place.chat_id, message_id, part):
            message_id = await self._place_holder(CONTINUED, number)
            await edit(self._bot, self._place.chat_id, message_id, part)
        await self._note(number, message_id, shown=True)

    async def _place_holder(self, text: str, number: int) -> int:
        message_id = await self._send(Part(plain(text)), number)
        await self._note(number, message_id, shown=False)
        return message_id

    async def _send(self, part: Part, number: int) -> int:
        """Send a part that is not there yet, and give its message id."""
        doubtful = await self._workers.record(self._deliveries.is_begun, self._update_id, number)
        if doubtful and (found := await self._find_lost(part)) is not None:
            return found
        before = BEFORE_CALL.set(lambda: self._workers.record(self._deliveries.begin, self._update_id, number))
        try:
            return await insist(lambda: self._send_now(part), lambda: self._find_lost(part))
        finally:
            BEFORE_CALL.reset(before)

    async def _send_now(self, part: Part) -> int:
        try:
            message = await self._bot.send_message(
                self._place.chat_id,
                part.markup.text,
                entities=part.markup.entities,
                reply_markup=part.response,
                message_thread_id=self._place.topic_id,
                reply_parameters=self._place.reply_parameters,
            )
        except BadRequest as error:
            if self._place.quote is None or "quote" not in str(error).lower():
                raise
            # The words stand there no longer: whoever asked has changed the message meanwhile.
            self._place = replace(self._place, quote=None)
            return await self._send_now(part)
        return message.message_id

    async def _find_lost(self, part: Part) -> int | None:
        """Give the message that holds a part although nobody told us so, or None; see above."""
        place = self._place
        if part.asks or place.after_id is None:
            return None
        for number in await self._workers.record(self._deliveries.list_unknown, place.name, place.after_id):
            if await is_there(self._bot, place.chat_id, number, part):
                return number
        return None

    async def _find(self, number: int) -> Delivery | None:
        return await self._workers.record(self._deliveries.find, self._update_id, number)

    async def _note(self, number: int, message_id: int, *, shown: bool) -> None:
        place = self._place.name
        await self._workers.record(self._deliveries.note, self._update_id, number, message_id, shown=shown, place=place)


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


async def is_there(bot: Bot, chat_id: int, message_id: int, part: Part) -> bool:
    """Put a part into a message if that is one of our own, with a text; whether it is."""
    try:
        return await edit(bot, chat_id, message_id, part)
    except BadRequest:
        return False


async def insist(call: Callable[[], Awaitable[T]], look: Callable[[], Awaitable[T | None]] | None = None) -> T:
    """Make a call until Telegram takes it: again after the time that it names, and after faults of the network.

    After a fault that leaves open whether the call was carried out, `look` may find what came of it.

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
            log.warning("Telegram cannot be reached; trying again", extra={"error": error, "pause_s": pause})
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
            if look and not isinstance(error.__cause__, NOT_REACHED) and (found := await look()) is not None:
                return found


def get_seconds(error: RetryAfter) -> float:
    """Give the time that Telegram asks to wait; the library counts it in seconds or as a timedelta, as it is set up."""
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
