"""How updates are taken in: each is on disk before Telegram hears that it arrived.

    getUpdates, or what `webhook` is brought | parse one by one | store | queue

An update that the library cannot parse would otherwise be fetched again for ever and hold up all later ones.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from typing import Any, cast

from telegram import Bot, Update
from telegram.error import NetworkError
from telegram.request import HTTPXRequest, RequestData

from bot.chat.workers import Workers
from bot.state.inbox import Inbox
from corpus.errors import DatabaseError

log = logging.getLogger(__name__)

OK, UNAUTHORIZED, NOT_FOUND = 200, 401, 404
LARGEST_NUMBER = 2**63 - 1
UNPARSABLE = (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError)


class StoredUpdates(asyncio.Queue[object]):
    """The queue between Telegram and the handlers; what is put in is on disk before `put` returns."""

    def __init__(self, inbox: Inbox, workers: Workers) -> None:
        super().__init__()
        self._inbox = inbox
        self._workers = workers
        self._in_order = asyncio.Lock()

    async def put(self, item: object) -> None:
        """Store an update and queue it; one that was received before is left out.

        What is typed inline is queued and not stored (`is_fleeting`).

        Raises:
            NetworkError: when it cannot be stored, so that Telegram gives it again after a while.
        """
        async with self._in_order:
            if isinstance(item, Update) and not await self._store(item):
                return
            await super().put(item)

    async def take(self, content: object, bot: Bot) -> bool:
        """Put in an update as Telegram wrote it, or set it aside when it cannot be parsed.

        Gives False when it has no number, so that it could not be kept.

        Raises:
            NetworkError: when it cannot be stored, so that Telegram gives it again after a while.
        """
        number = find_number(content)
        if number is None:
            return False
        try:
            update = Update.de_json(cast("dict[str, Any]", content), bot)
        except UNPARSABLE as error:
            await self._set_aside(number, json.dumps(content), error)
        else:
            await self.put(update)
        return True

    async def requeue(self, bot: Bot) -> None:
        """Queue what was received before the last stop and is not done yet, in the order in which it was sent."""
        for waiting in await self._workers.record(self._inbox.list_waiting):
            try:
                update = Update.de_json(json.loads(waiting.body), bot)
            except UNPARSABLE as error:
                await self._set_aside(waiting.update_id, waiting.body, error)
            else:
                await super().put(update)

    async def sift(self, updates: Sequence[Any]) -> list[dict[str, Any]]:
        """Put an empty update, which only confirms its number, in place of each that cannot be parsed.

        Raises:
            NetworkError: when one cannot be set aside.
        """
        return [sifted for update in updates if (sifted := await self._sift_update(update))]

    async def _sift_update(self, update: Any) -> dict[str, Any] | None:
        number = find_number(update)
        if number is None:
            log.error("An update without a number is passed over")
            return None
        try:
            Update.de_json(update, None)
        except UNPARSABLE as error:
            await self._set_aside(number, json.dumps(update), error)
            return {"update_id": number}
        return dict(update)

    async def _store(self, update: Update) -> bool:
        if is_fleeting(update):
            return True
        try:
            return await self._workers.receive(self._inbox.store, update.update_id, update.to_json())
        except DatabaseError as error:
            raise NetworkError(str(error)) from error

    async def _set_aside(self, number: int, body: str, error: Exception) -> None:
        log.error("An update cannot be understood and is set aside", extra={"update": number, "error": error})
        try:
            await self._workers.receive(self._inbox.set_aside, number, body, repr(error))
        except DatabaseError as fault:
            raise NetworkError(str(fault)) from fault


class PollingRequest(HTTPXRequest):
    """Fetches updates, and takes out those that cannot be parsed before the library trips over them."""

    def __init__(self, updates: StoredUpdates, on_refused: Callable[[], None]) -> None:
        super().__init__(connection_pool_size=1)
        self._updates = updates
        self._on_refused = on_refused

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        """Make the request; calls `on_refused` when the token is no longer good."""
        code, payload = await super().do_request(url, method, request_data, *args, **kwargs)
        if code in (UNAUTHORIZED, NOT_FOUND):
            self._on_refused()
        return code, await self._sift(payload) if code == OK else payload

    async def _sift(self, payload: bytes) -> bytes:
        response = self.parse_json_payload(payload)
        updates = response.get("result")
        if not isinstance(updates, list):
            return payload
        return json.dumps({**response, "result": await self._updates.sift(updates)}).encode()


def find_number(update: object) -> int | None:
    """Give the number of an update as Telegram wrote it, or None."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) and 0 <= number <= LARGEST_NUMBER else None


def is_fleeting(update: Update) -> bool:
    """Whether an update is a keystroke behind the bot's name in some chat, which is kept nowhere.

    It can be answered for some seconds only and says nothing once the next has come, and people type it beside words
    that are meant for others.
    """
    return update.inline_query is not None
