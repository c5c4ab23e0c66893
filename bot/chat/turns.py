"""Turns: of those who wait for the same thing, one at a time goes on, that with the lowest number first."""

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from heapq import heapify, heappop, heappush
from itertools import count

Ticket = tuple[int, int, "asyncio.Future[None]"]


class Turns:
    """Who waits for what, and who is at it. They belong to one event loop."""

    def __init__(self) -> None:
        self._waiting: dict[Hashable, list[Ticket]] = {}
        self._arrivals = count()

    @asynccontextmanager
    async def take(self, what: Hashable, number: int) -> AsyncIterator[None]:
        """Wait for the turn, and hand it on when the block ends."""
        if what in self._waiting:
            await self._wait(what, number)
        else:
            self._waiting[what] = []
        try:
            yield
        finally:
            self._hand_on(what)

    async def _wait(self, what: Hashable, number: int) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        ticket = (number, next(self._arrivals), turn)
        heappush(self._waiting[what], ticket)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._hand_on(what)
            else:
                self._waiting[what].remove(ticket)
                heapify(self._waiting[what])
            raise

    def _hand_on(self, what: Hashable) -> None:
        if self._waiting[what]:
            heappop(self._waiting[what])[-1].set_result(None)
        else:
            del self._waiting[what]
