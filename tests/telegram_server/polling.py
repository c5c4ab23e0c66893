"""Long polling: getUpdates waits for updates, and a newer getUpdates ends an older one."""

import asyncio
from typing import Any

from tests.telegram_server.refusals import OTHER_POLLER, WEBHOOK_ACTIVE, WEBHOOK_SET, Refusal, bad_request, conflict
from tests.telegram_server.world import World

MAX_LIMIT = 100
MAX_TIMEOUT = 50


class Poller:
    """The one getUpdates that may wait at a time. Lives on the server's event loop."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._loop = asyncio.get_running_loop()
        self._waiting: asyncio.Future[Refusal | None] | None = None
        world.wakers.append(self._wake_from_anywhere)

    def _wake_from_anywhere(self) -> None:
        self._loop.call_soon_threadsafe(self._end, None)

    def _end(self, reason: Refusal | None) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(reason)

    def end_for_webhook(self) -> None:
        """A webhook was set: whoever waits is refused."""
        self._end(conflict(WEBHOOK_SET))

    async def get_updates(self, arguments: dict[str, Any], gone: "asyncio.Future[None]") -> list[dict[str, Any]]:
        """The updates from an offset on, as soon as there are any; none when the time is up or the caller is gone.

        Raises: Refusal when a webhook is set or a newer call came.
        """
        limit, timeout = _limits_of(arguments)
        self._end(conflict(OTHER_POLLER))
        deadline = self._loop.time() + timeout
        with self._world.changed:
            if self._world.webhook.get("url"):
                raise conflict(WEBHOOK_ACTIVE)
            self._world.updates.allow(arguments.get("allowed_updates"))
            self._world.polls += 1
            self._world.changed.notify_all()
        while True:
            mine = self._waiting = self._loop.create_future()
            taken = self._take(arguments.get("offset", 0), limit)
            if taken or gone.done() or self._loop.time() >= deadline:
                return taken
            await asyncio.wait({mine, gone}, timeout=deadline - self._loop.time(), return_when=asyncio.FIRST_COMPLETED)
            if mine.done() and (reason := mine.result()):
                raise reason

    def _take(self, offset: int, limit: int) -> list[dict[str, Any]]:
        with self._world.changed:
            return self._world.updates.take(offset, limit)


def _limits_of(arguments: dict[str, Any]) -> tuple[int, int]:
    limit, timeout = arguments.get("limit", MAX_LIMIT), arguments.get("timeout", 0)
    if not 1 <= limit <= MAX_LIMIT:
        raise bad_request(f"limit must be from 1 to {MAX_LIMIT}")
    if timeout < 0:
        raise bad_request("timeout must not be negative")
    return limit, min(timeout, MAX_TIMEOUT)
