"""Questions go first: work that can wait lets them pass before each of its steps.

question begins | counted | question ends        background step | wait until none is under way | work
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_WAIT_S = 1.0
"""How long a step waits at most, so that a bot that is asked all the time gets its background work done, too."""


class Precedence:
    """Counts the questions under way; used by several threads."""

    def __init__(self) -> None:
        self._asking = 0
        self._changed = threading.Condition()

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Let background work wait while the block lasts."""
        with self._changed:
            self._asking += 1
        try:
            yield
        finally:
            with self._changed:
                self._asking -= 1
                self._changed.notify_all()

    def give_way(self, longest_s: float = LONGEST_WAIT_S) -> float:
        """Wait until no question is under way, or so long; gives the seconds waited."""
        began = time.monotonic()
        with self._changed:
            self._changed.wait_for(lambda: not self._asking, longest_s)
        return time.monotonic() - began
