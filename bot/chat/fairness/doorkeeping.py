"""What goes out passes here: nothing is sent to a chat that is gone, and what is meant for a moved group follows it.

    call | where is the chat now? | gone: refused here | moved: under its new number | made | what Telegram says is kept

It stands in front of the rate limiter, so that all that is ever sent comes by.
"""

import logging
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden
from telegram.ext import BaseRateLimiter

from bot.chat.workers import Workers
from bot.state.chats import Chats, Whereabouts
from corpus.database import make_now
from corpus.errors import DatabaseError

log = logging.getLogger(__name__)

Result = bool | dict[str, Any] | list[dict[str, Any]]
Callback = Callable[..., Coroutine[Any, Any, Result]]

SENDING = ("send", "edit", "copy", "forward", "delete", "setMessageReaction", "pin", "unpin", "stop")
"""How the names of the calls begin that do something in a chat; others only ask about it."""

DRAFT = "sendMessageDraft"
"""What is refused of a draft, which not every chat takes, says nothing of the chat."""

GONE = (
    "bot was blocked by the user",
    "user is deactivated",
    "bot was kicked",
    "bot is not a member",
    "group chat was deleted",
    "bot can't initiate conversation",
    "chat not found",
)
"""What Telegram says of a chat to which nothing can be sent; that something is not allowed there says less."""


MARGIN = timedelta(seconds=30)
"""How far our clock may be ahead of Telegram's; what is sent after a block was lifted must not be taken for older."""


class Doorkeeper(BaseRateLimiter[Any]):
    """Keeps what is sent from going where nobody is, before another rate limiter decides when it goes."""

    def __init__(self, limiter: BaseRateLimiter[Any], chats: Chats, workers: Workers) -> None:
        self._limiter = limiter
        self._chats = chats
        self._workers = workers

    async def initialize(self) -> None:
        """Let the other one begin."""
        await self._limiter.initialize()

    async def shutdown(self) -> None:
        """Let the other one end."""
        await self._limiter.shutdown()

    async def process_request(
        self,
        callback: Callback,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Any,
    ) -> Result:
        """Make a call when the other limiter lets it, where its chat is now.

        Raises:
            Forbidden: when the chat is gone; Telegram is not asked then.
        """

        async def make(sent: dict[str, Any]) -> Result:
            return await self._limiter.process_request(
                callback, (endpoint, sent), kwargs, endpoint, sent, rate_limit_args
            )

        chat_id = data.get("chat_id")
        if not isinstance(chat_id, int) or endpoint == DRAFT or not endpoint.startswith(SENDING):
            return await self._limiter.process_request(callback, args, kwargs, endpoint, data, rate_limit_args)
        found = await self._find(chat_id)
        if found is not None and found.is_gone:
            raise Forbidden(f"{found.reason} (nothing is sent there any more)")
        moved_to = found.moved_to if found else None
        return await self._make(make, data if moved_to is None else {**data, "chat_id": moved_to})

    async def _make(
        self, make: Callable[[dict[str, Any]], Coroutine[Any, Any, Result]], data: dict[str, Any]
    ) -> Result:
        chat_id = data["chat_id"]
        try:
            return await make(data)
        except ChatMigrated as error:
            await self._keep(self._chats.move, chat_id, error.new_chat_id, make_now())
            return await self._make(make, {**data, "chat_id": error.new_chat_id})
        except (BadRequest, Forbidden) as error:
            if any(words in str(error).lower() for words in GONE):
                await self._keep(self._chats.lose, chat_id, str(error), make_now() - MARGIN)
            raise

    async def _find(self, chat_id: int) -> Whereabouts | None:
        try:
            return await self._workers.record(self._chats.find, chat_id)
        except DatabaseError as error:
            log.warning("Where a chat is now could not be read (%s); sending there all the same", error)
            return None

    async def _keep(self, change: Callable[..., bool], *args: Any) -> None:
        """Keep what Telegram said about a chat; the call itself matters more than that."""
        try:
            await self._workers.record(change, *args)
        except DatabaseError as error:
            log.warning("What became of a chat could not be kept: %s", error)
