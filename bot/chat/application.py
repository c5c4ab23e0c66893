"""The bot as one running thing: its connection to Telegram, how it starts, and how it stops.

Nothing that Telegram does at the start ends it, except refusing the token; a stop takes ten seconds at most.
"""

import asyncio
import logging
import os
import signal
from asyncio import Event
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from telegram import LinkPreviewOptions
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, Defaults

from bot.chat.failures import Failures
from bot.chat.handlers import make_handlers
from bot.chat.notifying import Notifier
from bot.chat.processing import OrderedProcessor
from bot.chat.receiving import PollingRequest, StoredUpdates
from bot.chat.redaction import conceal
from bot.chat.rights import Rights
from bot.chat.room import House, Room
from bot.chat.sending import get_seconds, insist
from bot.chat.standing.awaiting import Awaiting
from bot.chat.texts import COMMANDS
from bot.chat.workers import Workers
from bot.errors import SettingsError
from bot.state import State

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ["message", "callback_query"]
STOP_POLLING_SECONDS, DRAIN_SECONDS, CLOSE_SECONDS = 1.5, 5.0, 1.0
LONGEST_PAUSE = 30.0

TOKEN_REFUSED = "Telegram refuses the TELEGRAM_TOKEN: get the right one from @BotFather and write it in .env."  # noqa: S105


@dataclass(frozen=True, slots=True)
class Connection:
    """How the bot reaches Telegram, and who may use it; `secrets` beside the token must reach no log either."""

    token: str = field(repr=False)
    api_url: str
    admin_ids: frozenset[int]
    secrets: tuple[str, ...] = field(default=(), repr=False)
    invited_only: bool = False


class Chat:
    """The bot, built and ready to run once."""

    def __init__(self, connection: Connection, house: House, state: State) -> None:
        # The library's times are becoming timedeltas; without this it warns at every flood limit.
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        conceal([connection.token, *connection.secrets])
        self._workers = Workers()
        self._failures = Failures(state.deliveries, self._workers)
        rights = Rights(state.people, connection.admin_ids, self._workers, invited_only=connection.invited_only)
        awaiting = Awaiting(state.decisions, rights, self._workers)
        self._processor = OrderedProcessor(state.inbox, self._workers, self._failures, rights, awaiting)
        self._updates = StoredUpdates(state.inbox, self._workers)
        self._polling = PollingRequest(state.inbox, self._workers, self._refuse_token)
        self._application = build_application(connection, self._updates, self._processor, self._polling)
        self._application.add_error_handler(self._failures.note)
        self._processor.attach(self._application.process_update)
        room = Room(house, state, self._workers, rights, awaiting)
        self._application.add_handlers(make_handlers(room))
        self._announcement: asyncio.Task[None] | None = None
        self._notifier = Notifier(state.notices, self._workers, rights)
        self._notifying: asyncio.Task[None] | None = None
        self._stop = Event()
        self._token_refused = False

    async def run(self, on_stop: Callable[[], None] = lambda: None) -> None:
        """Serve until SIGTERM or SIGINT; `on_stop` is told at once, so that others can stop meanwhile.

        Raises:
            SettingsError: when Telegram refuses the token.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self.stop)
        try:
            await self._until_stop(self._start())
            await self._stop.wait()
        finally:
            on_stop()
            await self._close()
        if self._token_refused:
            raise SettingsError(TOKEN_REFUSED)

    def stop(self) -> None:
        """Begin to stop; what is under way has some seconds to end, and the rest waits for the next start."""
        self._stop.set()

    def _refuse_token(self) -> None:
        self._token_refused = True
        self._stop.set()

    async def _start(self) -> None:
        await self._initialize()
        await self._application.start()
        await self._updates.requeue(self._application.bot)
        if self._application.updater:
            await self._application.updater.start_polling(
                bootstrap_retries=-1, allowed_updates=ALLOWED_UPDATES, error_callback=log_polling_error
            )
        self._announcement = asyncio.create_task(self._announce_commands())
        self._notifying = asyncio.create_task(self._notifier.run(self._application.bot))
        self._notifying.add_done_callback(log_end)
        log.info("Serving as @%s", self._application.bot.username)

    async def _initialize(self) -> None:
        """Ask Telegram who the bot is, as often as it takes."""
        pause = 1.0
        while True:
            try:
                await self._application.initialize()
            except InvalidToken:
                raise SettingsError(TOKEN_REFUSED) from None
            except RetryAfter as error:
                await asyncio.sleep(get_seconds(error))
            except TelegramError as error:
                log.warning("Telegram cannot be reached (%s); trying again in %g s", error, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return

    async def _announce_commands(self) -> None:
        """Tell Telegram the commands, for its menu; the bot works without."""
        try:
            await insist(lambda: self._application.bot.set_my_commands(COMMANDS))
        except TelegramError as error:
            log.warning("The menu of commands could not be set: %s", error)

    async def _until_stop(self, work: Coroutine[Any, Any, None]) -> None:
        """Do some work, but give it up when the bot is to stop."""
        task, stop = asyncio.create_task(work), asyncio.create_task(self._stop.wait())
        await asyncio.wait((task, stop), return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if not task.done():
            task.cancel()
            await asyncio.wait((task,))
        if not task.cancelled():
            task.result()

    async def _close(self) -> None:
        application = self._application
        if self._announcement:
            self._announcement.cancel()
        self._notifier.stop()
        if application.updater and application.updater.running:
            await within(STOP_POLLING_SECONDS, application.updater.stop())
        await self._processor.drain(DRAIN_SECONDS)
        if self._notifying:
            await asyncio.wait((self._notifying,), timeout=CLOSE_SECONDS)
            self._notifying.cancel()
        if application.running:
            await within(CLOSE_SECONDS, application.stop())
        await within(CLOSE_SECONDS, application.shutdown())
        await within(CLOSE_SECONDS, application.bot.shutdown())
        self._workers.close()


def build_application(
    connection: Connection, updates: StoredUpdates, processor: OrderedProcessor, polling: PollingRequest
) -> Application[Any, Any, Any, Any, Any, Any]:
    """Give the library's application with our queue, our processor and our polling."""
    # A flood limit is waited for where the call is made, so the library need not log it as an error.
    logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)
    return (
        ApplicationBuilder()
        .token(connection.token)
        .base_url(f"{connection.api_url}/bot")
        .base_file_url(f"{connection.api_url}/file/bot")
        .get_updates_request(polling)
        .read_timeout(20)
        .connect_timeout(10)
        .pool_timeout(30)
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .rate_limiter(AIORateLimiter())
        .update_queue(updates)
        .concurrent_updates(processor)
        .job_queue(None)
        .build()
    )


def serve(connection: Connection, house: House, state: State, on_stop: Callable[[], None] = lambda: None) -> None:
    """Run the bot in this thread until SIGTERM or SIGINT; `on_stop` is told when it begins to stop.

    Raises:
        SettingsError: when Telegram refuses the token.
    """
    asyncio.run(Chat(connection, house, state).run(on_stop))


def log_end(task: asyncio.Task[None]) -> None:
    """Say in the log when telling people their notices ended with a fault; they wait for the next start."""
    if not task.cancelled() and (error := task.exception()):
        log.error("Notices are sent no longer", exc_info=error)


def log_polling_error(error: TelegramError) -> None:
    """Say in one line that asking for updates failed; the library goes on asking."""
    log.warning("Telegram did not give updates (%s); asking again", error)


async def within(seconds: float, work: Awaitable[Any]) -> None:
    """Wait for some work, but no longer than this."""
    with suppress(TimeoutError):
        await asyncio.wait_for(work, seconds)
