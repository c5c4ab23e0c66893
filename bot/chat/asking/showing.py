"""Showing how far an answer has come, until it is there: typing at once, then the stage that it is at.

In a private chat the stage is a draft, which goes away by itself; elsewhere, or where there are no drafts, it is the
placeholder that becomes the answer. Nothing but stages is ever shown before an answer is checked and kept.

What is shown here is never waited for long, and never tried again: the answer does not depend on it.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Self

from telegram.constants import ChatAction
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.answering.stages import Stage
from bot.chat.asking import texts
from bot.chat.asking.underway import Going
from bot.chat.pacing import Priority
from bot.chat.sending import Reply, get_seconds
from bot.languages.speech import Speech
from corpus.errors import DatabaseError

log = logging.getLogger(__name__)

LOOK_S = 0.25
FIRST_S, FIRST_MESSAGE_S = 0.3, 1.0
"""After so long the stage is shown: sooner as a draft, since a draft is no message."""

DRAFT_S, EDIT_S, REFRESH_S = 1.0, 3.0, 20.0
"""A draft goes out a second after the last at the soonest, an edit three; a draft lasts for thirty."""

WAITING_S = 3.0
LEAVE_DRAFT_S, LEAVE_EDIT_S = 0.5, 5.0
"""How long what is being sent is waited for at the end, so that it cannot arrive after the answer."""


class Showing:
    """Shows the stages of a question while the block lasts; `reply` is what its answer will be put into.

    `speech` is that of the answer, since what is shown becomes the answer.
    """

    def __init__(self, bot: ExtBot[Priority], reply: Reply, going: Going, speech: Speech, *, drafts: bool) -> None:
        self._bot = bot
        self._reply = reply
        self._going = going
        self._speech = speech
        self._drafts = drafts
        self._first_s = FIRST_S if drafts else FIRST_MESSAGE_S
        self._sending, self._holding = False, False
        self._over = asyncio.Event()
        self._shown, self._shown_at = "", 0.0
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._over.set()
        if self._task is None:
            return
        try:
            await asyncio.wait((self._task,), timeout=self._find_patience())
        finally:
            self._task.cancel()
        await asyncio.wait((self._task,))
        if not self._task.cancelled() and (error := self._task.exception()):
            log.error("The stages of an answer were shown no longer", exc_info=error)

    def _find_patience(self) -> float | None:
        """Give how long to wait for what is being sent: for a placeholder, which the answer needs, until it stands."""
        if self._holding:
            return None
        if not self._sending:
            return 0.0
        return LEAVE_DRAFT_S if self._drafts else LEAVE_EDIT_S

    async def _run(self) -> None:
        await self._try(self._type)
        await self._try(self._find_place)
        await self._pause(self._first_s)
        while not self._over.is_set():
            if self._is_due():
                await self._try(self._show)
            await self._pause(LOOK_S)

    def _is_due(self) -> bool:
        """Whether there is something new to show, and the last has stood long enough."""
        age = time.monotonic() - self._shown_at
        if self._describe() == self._shown:
            return self._drafts and age >= REFRESH_S
        return age >= (DRAFT_S if self._drafts else EDIT_S)

    def _describe(self) -> str:
        stage = self._going.stage
        if stage is None and self._going.seconds > WAITING_S:
            return self._speech.say(texts.WAITING)
        return self._speech.say(texts.STAGES[stage or Stage.READING])

    async def _type(self) -> None:
        place = self._reply.place
        await self._bot.send_chat_action(place.chat_id, ChatAction.TYPING, message_thread_id=place.topic_id)

    async def _find_place(self) -> None:
        """Go on in the message that stands there already, from before a restart or as an offer to answer again."""
        if await self._reply.find_holder() is not None:
            self._drafts, self._first_s = False, 0.0

    async def _show(self) -> None:
        text, self._sending = self._describe(), True
        try:
            await (self._draft(text) if self._drafts else self._put(text))
        finally:
            self._sending = False
        self._shown, self._shown_at = text, time.monotonic()

    async def _draft(self, text: str) -> None:
        place = self._reply.place
        try:
            await self._bot.send_message_draft(
                place.chat_id, self._reply.update_id, text, message_thread_id=place.topic_id
            )
        except (BadRequest, InvalidToken) as error:
            # An older Bot API server, or a chat that takes none: an unknown method reads like an unknown token.
            log.info("Drafts are not taken (%s), so stages are shown in the placeholder", error)
            self._drafts = False
            await self._put(text)

    async def _put(self, text: str) -> None:
        """Put the stage into the placeholder; one that is new carries it already."""
        before, self._holding = await self._reply.find_holder(), True
        try:
            message_id = await self._reply.hold(text)
        finally:
            self._holding = False
        if before is not None and before == message_id:
            chat_id = self._reply.place.chat_id
            await self._bot.edit_message_text(text, chat_id, message_id, rate_limit_args=Priority.EDIT)

    async def _try(self, show: Callable[[], Awaitable[None]]) -> None:
        try:
            await show()
        except RetryAfter as error:
            await self._pause(get_seconds(error))
        except (DatabaseError, TelegramError) as error:
            log.debug("A stage could not be shown: %s", error)
            self._shown_at = time.monotonic()

    async def _pause(self, seconds: float) -> None:
        """Wait so long, or until there is nothing more to show."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._over.wait(), seconds)
