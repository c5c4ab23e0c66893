"""Whether the bot is well: each part gives signs of life, and a part that stays silent too long is not well.

    signs, each with the time until the next is due | what stands against each part now | the worst of them

A sign is given by the part itself, never in its name: a loop that hangs, a thread that ended or a database that does
not answer falls silent, and that is how it is found out. Looking is instant, whatever hangs.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from bot.watch.error_texts import describe_error

LOOK_S = 2.0
NOT_YET = "there was no sign of it yet"
SILENT = "there was no sign of it for {seconds:.0f} s"

Clock = Callable[[], float]


class Condition(IntEnum):
    """How well a part is, the worse the higher."""

    OK = 0
    DEGRADED = 1
    """It does its work with something that stands in for it."""
    STARTING = 2
    FAILING = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """How well one part is, why, and how many seconds ago its last sign was (None: there was none)."""

    part: str
    condition: Condition
    note: str
    age_s: float | None


class Pulse:
    """The signs of life of one part; used by several threads."""

    def __init__(self, part: str, clock: Clock = time.monotonic) -> None:
        self.part = part
        self._clock = clock
        self._lock = threading.Lock()
        self._last: float | None = None
        self._due = 0.0
        self._note = ""
        self._fault: str | None = None

    def beat(self, due_s: float, note: str = "") -> None:
        """Give a sign; the next is due within so many seconds. A note says that something stands in for the part."""
        with self._lock:
            self._last = self._clock()
            self._due, self._note, self._fault = self._last + due_s, note, None

    def expect(self, due_s: float) -> None:
        """Say that the next sign may take so many seconds, without giving one."""
        with self._lock:
            self._due = max(self._due, self._clock() + due_s)

    def miss(self, fault: str) -> None:
        """Say that the part does not work, until its next sign."""
        with self._lock:
            self._fault = fault

    def look(self) -> Finding:
        """Give how well the part is now."""
        with self._lock:
            last, due, note, fault = self._last, self._due, self._note, self._fault
        now = self._clock()
        age = None if last is None else now - last
        if fault is not None:
            return Finding(self.part, Condition.FAILING, fault, age)
        if age is None:
            return Finding(self.part, Condition.STARTING, NOT_YET, None)
        if now > due:
            return Finding(self.part, Condition.FAILING, SILENT.format(seconds=age), age)
        return Finding(self.part, Condition.DEGRADED if note else Condition.OK, note, age)


class Health:
    """The parts that make the bot: its database, the thread that does jobs, its line to Telegram, and its index."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self.database = Pulse("database", clock)
        self.worker = Pulse("worker", clock)
        self.loop = Pulse("loop", clock)
        self.telegram = Pulse("telegram", clock)
        self.index = Pulse("index", clock)

    def look(self) -> list[Finding]:
        """Give how well each part is now."""
        parts = (self.database, self.worker, self.loop, self.telegram, self.index)
        return [pulse.look() for pulse in parts]


def find_worst(findings: Sequence[Finding]) -> Condition:
    """Give how well the whole is: as well as its worst part."""
    return max((each.condition for each in findings), default=Condition.OK)


def keep_probing(pulse: Pulse, probe: Callable[[], str | None], stop: threading.Event, pause_s: float = LOOK_S) -> None:
    """Ask a part for a sign again and again, in a thread of its own, until told to stop.

    `probe` blocks as long as the part does, gives what stands in for it (empty: nothing) or None when there is no sign
    to give, and raises when the part fails. A probe that hangs gives no sign.
    """
    while not stop.is_set():
        try:
            note = probe()
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what stands against the part
            pulse.miss(describe_error(error))
        else:
            if note is not None:
                pulse.beat(5 * pause_s, note)
        stop.wait(pause_s)
