"""Threads for what blocks, so that the event loop never does: the one hop between chat and house."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

Task = tuple["Future[Any]", Callable[[], Any]]


class Workers:
    """One thread takes messages in, one answers, one searches while somebody types, two read, two keep records.

    They are apart so that a long document holds up neither an answer nor the inbox, nor an answer what is typed inline,
    and Telegram hears at once that a message arrived, however much is to be written about others.
    """

    def __init__(self) -> None:
        self._receiving = Crew("receiving", 1)
        self._answering = Crew("answering", 1)
        self._searching = Crew("searching", 1)
        self._reading = Crew("reading", 2)
        self._records = Crew("records", 2)

    async def receive(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call something that stores what has arrived; one at a time."""
        return await self._receiving.do(partial(function, *args, **kwargs))

    async def answer(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call something that searches or answers; one at a time."""
        return await self._answering.do(partial(function, *args, **kwargs))

    async def search(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call something that searches while somebody types, and does no more; one at a time."""
        return await self._searching.do(partial(function, *args, **kwargs))

    async def read(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call something that reads a document or fetches a link."""
        return await self._reading.do(partial(function, *args, **kwargs))

    async def record(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call something that looks up or writes in the database."""
        return await self._records.do(partial(function, *args, **kwargs))

    def close(self) -> None:
        """Take no more work and wait for nothing."""
        for crew in (self._receiving, self._answering, self._searching, self._reading, self._records):
            crew.close()


class Crew:
    """Some threads that take work in the order in which it comes.

    They are daemons, unlike those of the standard executor: a stop must not wait for a document that takes half a
    minute to read, and what is cut off is done again at the next start.
    """

    def __init__(self, name: str, size: int) -> None:
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._size = size
        for number in range(size):
            threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True).start()

    async def do(self, function: Callable[[], T]) -> T:
        """Call a function in one of the threads; gives what it gives and raises what it raises."""
        future: Future[T] = Future()
        self._tasks.put((future, function))
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Let the threads end when they have done what they were given."""
        for _ in range(self._size):
            self._tasks.put(None)

    def _work(self) -> None:
        while task := self._tasks.get():
            future, function = task
            if future.set_running_or_notify_cancel():
                carry_out(future, function)


def carry_out(future: "Future[T]", function: Callable[[], T]) -> None:
    """Call a function and put what comes of it, an exception too, where the caller waits for it."""
    try:
        result = function()
    except BaseException as error:  # noqa: BLE001  # not caught but carried over to the caller's thread
        future.set_exception(error)
    else:
        future.set_result(result)
