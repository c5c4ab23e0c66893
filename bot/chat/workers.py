"""Threads for what blocks, so that the event loop never does: the one hop between chat and house."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Workers:
    """One thread that answers, two that read documents and links, two that look things up and keep records.

    They are apart so that a long document holds up neither an answer nor the inbox.
    """

    def __init__(self) -> None:
        self._answering = ThreadPoolExecutor(1, "answering")
        self._reading = ThreadPoolExecutor(2, "reading")
        self._records = ThreadPoolExecutor(2, "records")

    async def answer(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call something that searches or answers; one at a time."""
        return await _call(self._answering, function, *args, **kwargs)

    async def read(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call something that reads a document or fetches a link."""
        return await _call(self._reading, function, *args, **kwargs)

    async def record(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call something that looks up or writes in the database."""
        return await _call(self._records, function, *args, **kwargs)

    def close(self) -> None:
        """Take no more work, drop what has not begun, and wait for nothing."""
        for executor in (self._answering, self._reading, self._records):
            executor.shutdown(wait=False, cancel_futures=True)


async def _call(executor: ThreadPoolExecutor, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    return await asyncio.get_running_loop().run_in_executor(executor, partial(function, *args, **kwargs))
