"""How updates come in: each is on disk before Telegram hears that it arrived.

    getUpdates | parse one by one | store | queue

An update that the library cannot parse would otherwise be fetched again for ever and hold up all later ones.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any

from telegram import Bot, Update
from telegram.error import NetworkError
from telegram.request import HTTPXRequest, RequestData

from bot.chat.workers import Workers
from bot.state.inbox import Inbox
from corpus.errors import DatabaseError

log = logging.getLogger(__name__)

OK, UNAUTHORIZED, NOT_FOUND = 200, 401, 404
UNPARSABLE = (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError)


class StoredUpdates(asyncio.Queue[object]):
    """The queue between Telegram and the handlers; what is put in is on disk before `put` returns."""

    def __init__(self, inbox: Inbox, workers: Workers) -> None:
        super().__init__()
        self._inbox = inbox
        self._workers = workers

    async def put(self, item: object) -> None:
        """Store an update and queue it; one that was received before is left out.

        Raises:
            NetworkError: when it cannot be stored, so that the library asks for it again after a while.
        """
        if isinstance(item, Update) and not await self._store(item):
            return
        await super().put(item)

    async def requeue(self, bot: Bot) -> None:
        """Queue what was received before the last stop and is not done yet, in the order in which it was sent."""
        for waiting in await self._workers.record(self._inbox.list_waiting):
            try:
                update = Update.de_json(json.loads(waiting.body), bot)
            except UNPARSABLE as error:
                await self._workers.record(self._inbox.set_aside, waiting.update_id, waiting.body, repr(error))
            else:
                await super().put(update)

    async def _store(self, update: Update) -> bool:
        try:
            return await self._workers.record(self._inbox.store, update.update_id, update.to_json())
        except DatabaseError as error:
            raise NetworkError(str(error)) from error


class PollingRequest(HTTPXRequest):
    """Fetches updates, and takes out those that cannot be parsed before the library trips over them."""

    def __init__(self, inbox: Inbox, workers: Workers, on_refused: Callable[[], None]) -> None:
        super().__init__(connection_pool_size=1)
        self._inbox = inbox
        self._workers = workers
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
        """Put an empty update, which only confirms its number, in place of each that cannot be parsed."""
        response = self.parse_json_payload(payload)
        updates = response.get("result")
        if not isinstance(updates, list):
            return payload
        response["result"] = [sifted for update in updates if (sifted := await self._sift_update(update))]
        return json.dumps(response).encode()

    async def _sift_update(self, update: Any) -> dict[str, Any] | None:
        try:
            Update.de_json(update, None)
        except UNPARSABLE as error:
            return await self._set_aside(update, error)
        return dict(update)

    async def _set_aside(self, update: Any, error: Exception) -> dict[str, Any] | None:
        number = update.get("update_id") if isinstance(update, dict) else None
        log.error("An update cannot be understood and is set aside: %s (%r)", number, error)
        if not isinstance(number, int):
            return None
        await self._workers.record(self._inbox.set_aside, number, json.dumps(update), repr(error))
        return {"update_id": number}
