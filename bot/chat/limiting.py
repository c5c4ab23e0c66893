"""In what order and at what pace the bot calls Telegram, so that a flood of questions ends in no flood limit.

call | waits in line by priority | admitted when there is room in all, in its chat and in its group | made

A 429 pauses the chat that it concerns, or the method when there is no chat, and is handed on to the caller, who knows
whether to try again. Calls without a chat, such as answers to buttons and inline queries, wait for nobody.
"""

import asyncio
from bisect import insort
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from itertools import count
from math import inf
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.chat.pacing import ChatPace, Limits, Priority, Window
from bot.chat.sending import BEFORE_CALL, get_seconds

PATIENCE = 2.0
CHATS_REMEMBERED = 1000

SECOND = 1.0
PASSING = frozenset({"sendChatAction", "sendMessageDraft"})
NEW_MESSAGES = ("send", "copy", "forward")

Chat = int | str
Answer = bool | dict[str, Any] | list[dict[str, Any]]


@dataclass(order=True, slots=True)
class Ticket:
    """A call in line; those of a higher priority stand first, and among equals those that came first."""

    priority: Priority
    number: int
    chat: Chat = field(compare=False)
    is_message: bool = field(compare=False)
    admitted: "asyncio.Future[None]" = field(compare=False)


class Limiter(BaseRateLimiter[Priority]):
    """The line in which calls wait. It belongs to one event loop."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._overall = Window(self._limits.a_second, SECOND)
        self._chats: dict[Chat, ChatPace] = {}
        self._paused: dict[str, float] = {}
        self._line: list[Ticket] = []
        self._numbers = count()
        self._alarm: asyncio.TimerHandle | None = None

    async def initialize(self) -> None:
        """Nothing is needed."""

    async def shutdown(self) -> None:
        """Let go of the alarm; whoever is still in line was cancelled before."""
        if self._alarm:
            self._alarm.cancel()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Priority | None,
    ) -> Answer:
        """Make a call when its turn comes.

        Raises:
            RetryAfter: when Telegram says so, or when a call that is no answer had no room for two seconds.
        """
        chat = find_chat(data)
        if chat is None:
            await self._wait_for_method(endpoint)
            return await self._call(callback(*args, **kwargs), None, endpoint)
        await self._stand_in_line(chat, endpoint, rate_limit_args or find_priority(endpoint))
        try:
            if prepare := BEFORE_CALL.get():
                await prepare()
            return await self._call(callback(*args, **kwargs), chat, endpoint)
        finally:
            self._leave()

    async def _call(self, call: Coroutine[Any, Any, Answer], chat: Chat | None, endpoint: str) -> Answer:
        try:
            return await call
        except RetryAfter as error:
            self._pause(chat, endpoint, get_seconds(error))
            raise

    async def _wait_for_method(self, endpoint: str) -> None:
        wait = self._paused.get(endpoint, 0.0) - asyncio.get_running_loop().time()
        if wait > 0:
            await asyncio.sleep(wait)

    async def _stand_in_line(self, chat: Chat, endpoint: str, priority: Priority) -> None:
        admitted = asyncio.get_running_loop().create_future()
        ticket = Ticket(priority, next(self._numbers), chat, is_new_message(endpoint), admitted)
        insort(self._line, ticket)
        self._admit()
        try:
            await asyncio.wait_for(admitted, None if priority is Priority.ANSWER else PATIENCE)
        except (TimeoutError, asyncio.CancelledError) as error:
            if ticket in self._line:
                self._line.remove(ticket)
            elif not admitted.cancelled():
                self._leave()
            if isinstance(error, TimeoutError):
                raise RetryAfter(1) from None
            raise

    def _leave(self) -> None:
        """Say that a call is over, which may make room for others."""
        self._overall.release(asyncio.get_running_loop().time())
        self._admit()

    def _admit(self) -> None:
        """Let through whoever may go now, and look again when the next one may."""
        now = asyncio.get_running_loop().time()
        soonest = inf
        for ticket in tuple(self._line):
            if wait := self._overall.find_wait(now, ticket.priority.share):
                soonest = min(soonest, wait)
                break  # those behind may use up less still
            if wait := self._find_pace(ticket.chat).find_wait(now, ticket.priority, is_message=ticket.is_message):
                soonest = min(soonest, wait)
            else:
                self._let_through(ticket, now)
        self._set_alarm(soonest)
        self._forget_idle(now)

    def _let_through(self, ticket: Ticket, now: float) -> None:
        self._line.remove(ticket)
        if ticket.admitted.done():
            return
        self._overall.hold()
        self._find_pace(ticket.chat).take(now, ticket.priority, is_message=ticket.is_message)
        ticket.admitted.set_result(None)

    def _set_alarm(self, wait: float) -> None:
        if self._alarm:
            self._alarm.cancel()
        self._alarm = asyncio.get_running_loop().call_later(wait, self._admit) if wait < inf else None

    def _pause(self, chat: Chat | None, endpoint: str, seconds: float) -> None:
        until = asyncio.get_running_loop().time() + seconds
        if chat is None:
            self._paused[endpoint] = until
        else:
            self._find_pace(chat).pause(until)

    def _find_pace(self, chat: Chat) -> ChatPace:
        if chat not in self._chats:
            self._chats[chat] = ChatPace(self._limits, is_group=is_group(chat))
        return self._chats[chat]

    def _forget_idle(self, now: float) -> None:
        if len(self._chats) > CHATS_REMEMBERED:
            self._chats = {chat: pace for chat, pace in self._chats.items() if not pace.is_idle(now)}


def find_chat(data: dict[str, Any]) -> Chat | None:
    """Give the chat that a call is about, or None."""
    chat = data.get("chat_id")
    try:
        return None if chat is None else int(chat)
    except ValueError:
        return str(chat)


def is_group(chat: Chat) -> bool:
    """Whether a chat is a group or channel; only those have negative numbers, or names."""
    return isinstance(chat, str) or chat < 0


def is_new_message(endpoint: str) -> bool:
    """Whether a method puts a new message into a chat."""
    return endpoint.startswith(NEW_MESSAGES) and endpoint not in PASSING


def find_priority(endpoint: str) -> Priority:
    """Give the priority of a call that names none."""
    return Priority.PASSING if endpoint in PASSING else Priority.ANSWER
