"""How requests to be forgotten are carried out, after a restart too, and how what is over goes every hour.

    request | nothing sent before it waits | menu taken back | deleted | log emptied | told | request deleted

What somebody sent just before may still be answered, and that answer would be kept after everything else was deleted;
so this waits until it is. Each step can be done again.
"""

import asyncio
import logging
import time

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.chat.guide import texts
from bot.chat.guide.announcing import Announcer
from bot.chat.markup import plain
from bot.chat.parts import Part
from bot.chat.sending import edit
from bot.chat.workers import Workers
from bot.languages.speech import get_speech
from bot.state.forgetting import Forgettings, Request
from corpus.errors import DatabaseError

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
TIDY_SECONDS = 3600.0


class Eraser:
    """Carries the requests out."""

    def __init__(self, forgettings: Forgettings, announcer: Announcer, workers: Workers) -> None:
        self._forgettings = forgettings
        self._announcer = announcer
        self._workers = workers
        # A crash may have come between the last deletion and the emptying of the log.
        self._emptied = False
        self._tidy_at = 0.0

    async def run(self, bot: Bot) -> None:
        """Carry out what is asked for, until cancelled; a fault of the database or the network only delays it."""
        while True:
            try:
                await self._tidy()
                self._emptied = self._emptied or await self._workers.record(self._forgettings.scrub)
                for request in await self._workers.record(self._forgettings.list_waiting):
                    await self._carry_out(bot, request)
            except (DatabaseError, TelegramError) as error:
                log.warning("A request to be forgotten could not be carried out yet (%s); trying again", error)
            await asyncio.sleep(LOOK_SECONDS)

    async def _tidy(self) -> None:
        """Once in an hour, delete what is kept for some days only."""
        if time.monotonic() >= self._tidy_at:
            await self._workers.record(self._forgettings.drop_overdue)
            self._tidy_at = time.monotonic() + TIDY_SECONDS

    async def _carry_out(self, bot: Bot, request: Request) -> None:
        record, forgettings = self._workers.record, self._forgettings
        if not await record(forgettings.is_ready, request):
            return
        await self._announcer.take_back(bot, request.person_id)
        await record(forgettings.delete_all, request)
        if not await record(forgettings.scrub):
            return
        await self._tell(bot, request)
        await record(forgettings.close, request)
        self._emptied = False

    async def _tell(self, bot: Bot, request: Request) -> None:
        """Say that it is done, where the person can be told."""
        said = get_speech(request.language).say(texts.FORGOTTEN)
        try:
            await edit(bot, request.person_id, request.message_id, Part(plain(said)))
        except (BadRequest, Forbidden) as error:
            log.info("Somebody could not be told that they were forgotten: %s", error)
