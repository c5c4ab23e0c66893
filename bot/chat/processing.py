"""How updates are dealt with: in order within a chat and topic, chats side by side, three tries at most.

    queue | turn of the chat | count the start | learn who sent it | handle | done, or again after a pause, or dead

A press of a button waits for no turn, so that it works while a long answer is on its way.
"""

import asyncio
from asyncio import Lock
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from typing import Any, cast
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.chat.failures import Failure, Failures, make_failure
from bot.chat.rights import Rights
from bot.chat.sending import Place
from bot.chat.standing.awaiting import Awaiting
from bot.chat.workers import Workers
from bot.state.inbox import CRASHES, Inbox
from corpus.errors import DatabaseError

AT_ONCE = 100_000
PAUSES = (1.0, 4.0)
CRASHED = "the process ended in the middle of it too often"

Handle = Callable[[object], Coroutine[Any, Any, None]]


class OrderedProcessor(BaseUpdateProcessor):
    """Runs the handlers and keeps the inbox in step with what came of each update."""

    def __init__(self, inbox: Inbox, workers: Workers, failures: Failures, rights: Rights, awaiting: Awaiting) -> None:
        super().__init__(AT_ONCE)
        self._inbox = inbox
        self._workers = workers
        self._failures = failures
        self._rights = rights
        self._awaiting = awaiting
        self._turns: WeakValueDictionary[tuple[int, int | None], Lock] = WeakValueDictionary()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._handle: Handle
        self._stopping = False

    def attach(self, handle: Handle) -> None:
        """Say what handles an update once more after a failure."""
        self._handle = handle

    async def initialize(self) -> None:
        """Nothing is needed."""

    async def shutdown(self) -> None:
        """Nothing is held."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Deal with one update when its turn comes."""
        handling = cast("Coroutine[Any, Any, None]", coroutine)
        task = cast("asyncio.Task[Any]", asyncio.current_task())
        self._tasks.add(task)
        try:
            if isinstance(update, Update):
                async with self._take_turn(update):
                    await self._deal_with(update, handling)
        finally:
            self._tasks.discard(task)
            handling.close()

    async def drain(self, seconds: float) -> None:
        """Begin nothing new, wait so long for what is under way, and let the rest wait for the next start."""
        self._stopping = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=1)

    def _take_turn(self, update: Update) -> AbstractAsyncContextManager[None]:
        message = update.effective_message
        if message is None or update.callback_query:
            return nullcontext()
        place = Place.beside(message)
        return self._turns.setdefault((place.chat_id, place.topic_id), Lock())

    async def _deal_with(self, update: Update, handling: Coroutine[Any, Any, None]) -> None:
        if self._stopping:
            return
        try:
            starts = await self._workers.record(self._inbox.begin, update.update_id)
            await self._rights.learn(update)
            await self._awaiting.learn(update)
        except DatabaseError as error:
            await self._failures.apologise(update, make_failure(update.update_id, error))
            return
        try:
            failure = Failure(CRASHED) if starts > CRASHES else await self._try(update, handling)
            await self._close(update, failure)
        except asyncio.CancelledError:
            await self._workers.record(self._inbox.give_back, update.update_id)
            raise

    async def _try(self, update: Update, handling: Coroutine[Any, Any, None]) -> Failure | None:
        """Handle the update, again after a pause when that fails; gives the failure that remains."""
        for pause in PAUSES:
            await handling
            if self._failures.take(update) is None:
                return None
            await asyncio.sleep(pause)
            handling = self._handle_anew(update)
        await handling
        return self._failures.take(update)

    async def _handle_anew(self, update: Update) -> None:
        """Handle the update once more, by the rights of this moment; while they cannot be read, nobody has any."""
        with suppress(DatabaseError):
            await self._rights.learn(update)
            await self._awaiting.learn(update)
        await self._handle(update)

    async def _close(self, update: Update, failure: Failure | None) -> None:
        if failure is None:
            await self._workers.record(self._inbox.finish, update.update_id)
            return
        await self._failures.apologise(update, failure)
        await self._workers.record(self._inbox.bury, update.update_id, f"{failure.id}: {failure.reason}")
