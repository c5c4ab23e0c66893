"""The bot with a watch on its event loop: `python -m tests.watched_bot serve` writes every delay to $LAGS.

The watch asks the loop to call it every 5 ms; how much later it is called is how long the loop was held.
"""

import asyncio
import os
import time
from pathlib import Path

from bot.cli import main

TICK = 0.005


class WatchedPolicy(asyncio.DefaultEventLoopPolicy):
    """Gives event loops that note how long they are held."""

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        loop = super().new_event_loop()
        loop.call_soon(Watch(loop, Path(os.environ["LAGS"])).tick)
        return loop


class Watch:
    """Writes a line "time delay", both in seconds, for each tick."""

    def __init__(self, loop: asyncio.AbstractEventLoop, path: Path) -> None:
        self._loop = loop
        self._file = path.open("a", buffering=1)
        self._due = loop.time()

    def tick(self) -> None:
        self._file.write(f"{time.time():.4f} {self._loop.time() - self._due:.4f}\n")
        self._due = self._loop.time() + TICK
        self._loop.call_at(self._due, self.tick)


if __name__ == "__main__":
    asyncio.set_event_loop_policy(WatchedPolicy())
    main()
