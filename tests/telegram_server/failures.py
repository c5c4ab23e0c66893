"""Trouble on demand: flood limits, server errors, dropped connections, slow answers, before or after the effect."""

import random
import threading
from collections import defaultdict, deque
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from tests.telegram_server.refusals import Refusal, flood_wait

DOWNLOAD = "download"


@dataclass(frozen=True, slots=True)
class Failure:
    """What goes wrong with one call: the answer it gets (None drops the connection), when, and after what delay."""

    answer: Refusal | None = None
    carried_out: bool = False
    delay: float = 0.0
    works: bool = False

    def after_effect(self) -> "Failure":
        """The same, but only after the call was carried out: the caller cannot know it."""
        return replace(self, carried_out=True)


def flooded(retry_after: int = 1) -> Failure:
    """A 429 that asks to wait so many seconds."""
    return Failure(flood_wait(retry_after))


def broken(code: int = 502, description: str = "Bad Gateway") -> Failure:
    """A 5xx."""
    return Failure(Refusal(code, description))


def refused(code: int, description: str) -> Failure:
    """Any other refusal, in the words given."""
    return Failure(Refusal(code, description))


def dropped() -> Failure:
    """The connection is closed without an answer, and nothing was done."""
    return Failure()


def late(seconds: float) -> Failure:
    """The call works, but its answer takes so long."""
    return Failure(delay=seconds, works=True)


@dataclass(slots=True)
class _Chance:
    methods: Collection[str] | None
    probability: float
    failure: Failure
    dice: random.Random

    def strikes(self, method: str) -> bool:
        return (self.methods is None or method in self.methods) and self.dice.random() < self.probability


@dataclass(slots=True)
class FailureScript:
    """The failures that wait for coming calls: first those in line for a method, then those left to chance."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _in_line: dict[str, deque[Failure]] = field(default_factory=lambda: defaultdict(deque))
    _chances: list[_Chance] = field(default_factory=list)

    def add(self, method: str, failure: Failure, times: int) -> None:
        """Let the next calls of a method fail."""
        with self._lock:
            self._in_line[method].extend([failure] * times)

    def add_chance(self, failure: Failure, probability: float, seed: int, methods: Collection[str] | None) -> None:
        """Let calls of some methods (or of all) fail by chance, the same way for the same seed."""
        with self._lock:
            self._chances.append(_Chance(methods, probability, failure, random.Random(seed)))

    def clear(self) -> None:
        """Nothing fails any more."""
        with self._lock:
            self._in_line.clear()
            self._chances.clear()

    def take(self, method: str) -> Failure | None:
        """The failure that this call meets."""
        with self._lock:
            if self._in_line[method]:
                return self._in_line[method].popleft()
            struck = [chance.failure for chance in self._chances if chance.strikes(method)]
            return struck[0] if struck else None
