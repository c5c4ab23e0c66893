"""How updates are dealt with: in order within a chat and topic, chats side by side, three tries at most.

    queue | turn of the chat | count the start | learn who sent it | handle | done, or again after a pause, or dead

In a chat, the message that was sent first has its turn first, in whatever order messages come in. What comes of each
is on disk before the next has its turn; a database that cannot be used now is waited for. A press of a button waits
for no turn, and neither do /cancel and /status, so that they work while a long answer is on its way; nor does a
question too many of one person, who is told so at once. What is typed inline was not stored, waits for nothing, and
is tried once.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from typing import Any, TypeVar, cast

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.chat.asking.messages import is_urgent
from bot.chat.failures import Failure, Failures, make_crash
from bot.chat.fairness.queues import Queues
from bot.chat.receiving import is_fleeting
from bot.chat.rights import Rights
from bot.chat.sending import Place
from bot.chat.standing.awaiting import Awaiting
from bot.chat.turns import Turns
from bot.chat.workers import Workers
from bot.state.inbox import CRASHES, Inbox
from corpus.errors import DatabaseError

AT_ONCE = 100_000
PAUSES = (1.0, 4.0)
LONGEST_PAUSE = 30.0

Handle = Callable[[object], Coroutine[Any, Any, None]]
T = TypeVar("T")

log = logging.getLogger(__name__)


class OrderedProcessor(BaseUpdateProcessor):
    """Runs the handlers and keeps the inbox in step with what came of each update."""

    def __init__(
        self,
        inbox: Inbox,
        workers: Workers,
        failures: Failures,
        rights: Rights,
        awaiting: Awaiting,
        queues: Queues,
    ) -> None:
        super().__init__(AT_ONCE)
        self._queues = queues
        self._inbox = inbox
        self._workers = workers
        self._failures = failures
        self._rights = rights
        self._awaiting = awaiting
        self._turns = Turns()
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
                with self._queues.arrive(update):
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
        if message is None or update.callback_query or is_urgent(message) or self._queues.is_crowded(update):
            return nullcontext()
        place = Place.beside(message)
        return self._turns.take((place.chat_id, place.topic_id), update.update_id)

    async def _deal_with(self, update: Update, handling: Coroutine[Any, Any, None]) -> None:
        if self._stopping:
            return
        if is_fleeting(update):
            await self._pass_by(update, handling)
            return
        starts = await insist(lambda: self._begin(update))
        try:
            failure = make_crash(update.update_id) if starts > CRASHES else await self._try(update, handling)
            await self._close(update, failure)
        except asyncio.CancelledError:
            await self._workers.record(self._inbox.give_back, update.update_id)
            raise

    async def _begin(self, update: Update) -> int:
        """Learn who sent the update and whether it was waited for, and count that work on it starts."""
        await self._rights.learn(update)
        await self._awaiting.learn(update)
        return await self._workers.record(self._inbox.begin, update.update_id)

    async def _pass_by(self, update: Update, handling: Coroutine[Any, Any, None]) -> None:
        """Handle what was not stored; a failure is logged, and nobody waits for it any more."""
        try:
            await self._rights.learn(update)
        except DatabaseError as error:
            self._failures.write_down(update.update_id, error)
            return
        await handling
        self._failures.take(update)

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
            await insist(lambda: self._workers.record(self._inbox.finish, update.update_id))
            return
        await insist(lambda: self._failures.give_up(update, failure))
        reason = f"{failure.id}: {failure.reason}"
        await insist(lambda: self._workers.record(self._inbox.bury, update.update_id, reason))


async def insist(work: Callable[[], Awaitable[T]]) -> T:
    """Do something in the database, again after a pause for as long as it cannot be used; gives what it gives."""
    pause = 1.0
    while True:
        try:
            return await work()
        except DatabaseError as error:
            log.warning("A message has to wait", extra={"error": error, "pause_s": pause})
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
