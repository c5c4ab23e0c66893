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

from telegram import LinkPreviewOptions, Update
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.ext import Application, ApplicationBuilder, BaseRateLimiter, ContextTypes, Defaults, TypeHandler
from telegram.request import HTTPXRequest

from bot.chat.failures import Failures
from bot.chat.fairness.arriving import is_question
from bot.chat.fairness.doorkeeping import Doorkeeper
from bot.chat.fairness.fair_use import FairUse
from bot.chat.fairness.queues import Queues
from bot.chat.guide.announcing import Announcer
from bot.chat.guide.erasing import Eraser
from bot.chat.handlers import make_handlers
from bot.chat.limiting import Limiter
from bot.chat.metering import MeteredProcessor, MeteredRequest
from bot.chat.notifying import Notifier
from bot.chat.pacing import Limits
from bot.chat.processing import OrderedProcessor
from bot.chat.receiving import PollingRequest, StoredUpdates
from bot.chat.rights import Rights
from bot.chat.room import Context, House, Room
from bot.chat.sending import get_seconds
from bot.chat.standing.awaiting import Awaiting
from bot.chat.webhook import Reception, Webhook, set_webhook
from bot.chat.workers import Workers
from bot.errors import SettingsError
from bot.fair_use import QuestionLimits
from bot.state import State
from bot.watch.logs import log_loop_fault
from bot.watch.watch import Watch

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "inline_query", "my_chat_member"]
CONNECTIONS = 256
STOP_POLLING_SECONDS, DRAIN_SECONDS, CLOSE_SECONDS = 1.5, 5.0, 1.0
LONGEST_PAUSE = 30.0
BEAT_SECONDS, BEAT_DUE_SECONDS = 1.0, 10.0

TOKEN_REFUSED = "Telegram refuses the TELEGRAM_TOKEN: get the right one from @BotFather and write it in .env."  # noqa: S105


@dataclass(frozen=True, slots=True)
class Connection:
    """How the bot reaches Telegram, who may use it, and how much they may ask.

    `secrets` beside the token must reach no log either. Without a webhook, the bot asks Telegram for updates.
    """

    token: str = field(repr=False)
    api_url: str
    admin_ids: frozenset[int]
    secrets: tuple[str, ...] = field(default=(), repr=False)
    invited_only: bool = False
    limits: Limits = field(default_factory=Limits)
    webhook: Webhook | None = None
    question_limits: QuestionLimits = field(default_factory=QuestionLimits)


class Chat:
    """The bot, built and ready to run once."""

    def __init__(self, connection: Connection, house: House, state: State, watch: Watch | None = None) -> None:
        # The library's times are becoming timedeltas; without this it warns at every flood limit.
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        self._workers = Workers()
        self._watch = watch or Watch.over(state, connection.admin_ids)
        self._failures = Failures(state.deliveries, state.preferences, self._workers, self._watch)
        rights = Rights(state.people, connection.admin_ids, self._workers, invited_only=connection.invited_only)
        self._rights = rights
        awaiting = Awaiting(state.decisions, rights, self._workers)
        queues = Queues(connection.question_limits.waiting, rights.spares, is_question)
        self._processor = MeteredProcessor(
            self._watch.metrics, state.inbox, self._workers, self._failures, rights, awaiting, queues
        )
        self._updates = StoredUpdates(state.inbox, self._workers)
        self._webhook = connection.webhook
        self._reception = Reception(connection.webhook, self._updates) if connection.webhook else None
        polling = PollingRequest(self._updates, self._refuse_token)
        limiter = Doorkeeper(Limiter(connection.limits), state.chats, self._workers)
        self._application = build_application(connection, self._updates, self._processor, polling, self._watch, limiter)
        self._application.add_error_handler(self._failures.note)
        self._processor.attach(self._application.process_update)
        fair_use = FairUse(connection.question_limits, queues, connection.token)
        room = Room(house, state, self._workers, rights, awaiting, fair_use)
        self._application.add_handlers(make_handlers(room))
        self._announcer = Announcer(state, self._workers, rights)
        self._eraser = Eraser(state.forgettings, self._announcer, self._workers)
        self._application.add_handler(TypeHandler(Update, self._announcer.meet), group=-1)
        self._guiding: list[asyncio.Task[None]] = []
        self._notifier = Notifier(state.notices, state.deliveries, state.bans, self._workers, rights)
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
        asyncio.get_running_loop().set_exception_handler(log_loop_fault)
        beating = asyncio.create_task(self._keep_beating())
        try:
            await self._until_stop(self._start())
            await self._stop.wait()
        except InvalidToken:
            raise SettingsError(TOKEN_REFUSED) from None
        finally:
            log.info("Stopping")
            on_stop()
            await self._close()
            beating.cancel()
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
        await self._rights.learn_all()
        await self._updates.requeue(self._application.bot)
        await self._receive()
        for duty in (self._announcer.run, self._eraser.run):
            self._guiding.append(asyncio.create_task(duty(self._application.bot)))
            self._guiding[-1].add_done_callback(self._note_end)
        self._notifying = asyncio.create_task(self._notifier.run(self._application.bot))
        self._notifying.add_done_callback(self._note_end)
        log.info("Serving", extra={"bot": self._application.bot.username})

    async def _keep_beating(self) -> None:
        """Give signs that the event loop is not held up."""
        while True:
            self._watch.health.loop.beat(BEAT_DUE_SECONDS)
            await asyncio.sleep(BEAT_SECONDS)

    def _note_end(self, task: asyncio.Task[None]) -> None:
        """Say in the log when what runs beside the updates ended with a fault; it goes on at the next start."""
        if not task.cancelled() and (error := task.exception()):
            self._watch.log_error("Notices, menus or requests to be forgotten are dealt with no longer", error)

    async def _receive(self) -> None:
        """Let updates come in: ask for them, or listen and say where."""
        if self._webhook and self._reception:
            self._reception.open(self._application.bot)
            await set_webhook(self._application.bot, self._webhook, ALLOWED_UPDATES)
        elif self._application.updater:
            await self._application.updater.start_polling(
                bootstrap_retries=-1, allowed_updates=ALLOWED_UPDATES, error_callback=log_polling_error
            )

    async def _initialize(self) -> None:
        """Ask Telegram who the bot is, as often as it takes."""
        pause = 1.0
        while True:
            try:
                await self._application.initialize()
            except InvalidToken:
                raise
            except RetryAfter as error:
                await asyncio.sleep(get_seconds(error))
            except TelegramError as error:
                log.warning("Telegram cannot be reached; trying again", extra={"error": error, "pause_s": pause})
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return

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
        for duty in self._guiding:
            duty.cancel()
        self._notifier.stop()
        if self._reception:
            await within(STOP_POLLING_SECONDS, self._reception.close())
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
    connection: Connection,
    updates: StoredUpdates,
    processor: OrderedProcessor,
    polling: PollingRequest,
    watch: Watch,
    limiter: BaseRateLimiter[Any],
) -> Application[Any, Any, Any, Any, Any, Any]:
    """Give the library's application with our queue, our processor, our polling and our limiter, its calls counted."""
    return (
        ApplicationBuilder()
        .context_types(ContextTypes(context=Context))
        .token(connection.token)
        .base_url(f"{connection.api_url}/bot")
        .base_file_url(f"{connection.api_url}/file/bot")
        .get_updates_request(MeteredRequest(polling, watch.metrics, watch.health.telegram))
        .request(MeteredRequest(make_request(), watch.metrics))
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .rate_limiter(limiter)
        .update_queue(updates)
        .concurrent_updates(processor)
        .job_queue(None)
        .build()
    )


def make_request() -> HTTPXRequest:
    """Give what makes all calls but those for updates; times are in seconds."""
    return HTTPXRequest(connection_pool_size=CONNECTIONS, read_timeout=20, connect_timeout=10, pool_timeout=30)


def serve(
    connection: Connection,
    house: House,
    state: State,
    on_stop: Callable[[], None] = lambda: None,
    watch: Watch | None = None,
) -> None:
    """Run the bot in this thread until SIGTERM or SIGINT; `on_stop` is told when it begins to stop.

    Raises:
        SettingsError: when Telegram refuses the token.
    """
    asyncio.run(Chat(connection, house, state, watch).run(on_stop))


def log_polling_error(error: TelegramError) -> None:
    """Say in one line that asking for updates failed; the library goes on asking."""
    log.warning("Telegram did not give updates; asking again", extra={"error": error})


async def within(seconds: float, work: Awaitable[Any]) -> None:
    """Wait for some work, but no longer than this."""
    with suppress(TimeoutError):
        await asyncio.wait_for(work, seconds)
