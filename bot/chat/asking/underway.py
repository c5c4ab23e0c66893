"""The questions that are being answered, so that people can stop theirs and see how far it has come.

Kept in memory alone: after a restart the inbox brings back what was under way, and it is begun anew.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any, TypeVar

from bot.answering.stages import Stage
from bot.errors import StoppedError

K = TypeVar("K")
T = TypeVar("T")

REMEMBERED = 1000
"""How many messages, and how many people who stopped something, are remembered."""

STOP_LASTS_S = 3600.0
"""For how long a stop holds what waits its turn; after a quiet week, updates are numbered anew from anywhere."""

TIMED = 50


@dataclass(frozen=True, slots=True)
class Whose:
    """Who asks, and where: the person, the chat and its topic."""

    person_id: int
    chat_id: int
    topic_id: int | None = None


@dataclass(frozen=True, slots=True)
class Durations:
    """How many seconds the last answers took, from the beginning of the work to their being shown."""

    count: int
    middle: float
    longest: float


class Going:
    """A question on its way to an answer; `message_id` is the message it is asked by.

    One that is stopped while it still waits for its turn is never begun, and knows that as `was_waiting`.
    """

    def __init__(self, whose: Whose, question: str, message_id: int | None) -> None:
        self.whose = whose
        self.question = question
        self.message_id = message_id
        self.began = time.monotonic()
        self.stage: Stage | None = None
        self.stopped = False
        self.was_waiting = False
        self.is_found = False
        self._work: asyncio.Task[Any] | None = None
        self._closed: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    @property
    def seconds(self) -> float:
        """For how long it has been under way."""
        return time.monotonic() - self.began

    def note_stage(self, stage: Stage) -> None:
        """Note how far it has come; called from any thread.

        Raises:
            StoppedError: when nobody waits for the answer any more, so that the work ends here.
        """
        if self.stopped:
            raise StoppedError("Who asked this wants no answer any more.")
        self.stage = stage

    async def run(self, work: Coroutine[Any, Any, T]) -> T | None:
        """Do the work and give what comes of it, or None once it is stopped."""
        task = asyncio.create_task(work)
        self._work = task
        if self.stopped:
            task.cancel()
        try:
            found = await task
        except StoppedError:
            return None
        except asyncio.CancelledError:
            caller = asyncio.current_task()
            if not self.stopped or (caller and caller.cancelling()):
                raise
            return None
        self.is_found = True
        return found

    def stop(self) -> bool:
        """End the work, as far as that can be done; False when the answer is found and on its way already."""
        if self.is_found:
            return False
        self.stopped = True
        if self._work:
            self._work.cancel()
        return True

    def close(self, *, told: bool) -> None:
        """Say that it is over, and whether a line in its place tells so."""
        if not self._closed.done():
            self._closed.set_result(told)

    async def wait_closed(self, seconds: float) -> bool:
        """Wait until it is over, but no longer than so; gives whether a line in its place tells so."""
        done, _ = await asyncio.wait((self._closed,), timeout=seconds)
        return bool(done) and self._closed.result()


class Underway:
    """Every question that is being answered, and the messages that were taken for questions lately."""

    def __init__(self) -> None:
        self._going: set[Going] = set()
        self._stops: OrderedDict[Whose, tuple[int, float]] = OrderedDict()
        self._asked: OrderedDict[tuple[int, int], int] = OrderedDict()
        self._offered: OrderedDict[tuple[int, int], int] = OrderedDict()
        self._took: deque[float] = deque(maxlen=TIMED)

    @contextmanager
    def begin(self, update_id: int, whose: Whose, question: str, message_id: int | None = None) -> Iterator[Going]:
        """Give a question as going while the block lasts; one that was asked before a stop is stopped at once."""
        going = Going(whose, question, message_id)
        going.stopped = going.was_waiting = self._is_stopped(whose, update_id)
        self._going.add(going)
        try:
            yield going
            if not going.stopped:
                self._took.append(going.seconds)
        finally:
            self._going.discard(going)
            going.close(told=False)

    def stop(self, whose: Whose, update_id: int) -> list[Going]:
        """Stop what somebody asked here before this update, also what still waits its turn; gives what was going."""
        remember(self._stops, whose, (update_id, time.monotonic()))
        return [going for going in self.find(whose) if going.stop()]

    def find(self, whose: Whose) -> list[Going]:
        """Give what somebody's questions here have come to, the oldest first."""
        return sorted((going for going in self._going if going.whose == whose), key=lambda going: going.began)

    def is_going(self, chat_id: int, message_id: int) -> bool:
        """Whether the question that this message asks is being answered."""
        return any((going.whose.chat_id, going.message_id) == (chat_id, message_id) for going in self._going)

    def count(self) -> int:
        """Give how many questions are under way, everybody's together."""
        return len(self._going)

    def note_asked(self, chat_id: int, message_id: int, question: str) -> None:
        """Remember that a message was taken for this question; the words themselves are not kept."""
        remember(self._asked, (chat_id, message_id), hash(question))

    def was_asked(self, chat_id: int, message_id: int, question: str) -> bool | None:
        """Whether a message was taken for just this question, None when that is not known (any more)."""
        known = self._asked.get((chat_id, message_id))
        return None if known is None else known == hash(question)

    def note_offered(self, chat_id: int, message_id: int, update_id: int) -> bool:
        """Remember that a message's question is offered to be answered again; False when another update did before."""
        place = (chat_id, message_id)
        if place not in self._offered:
            remember(self._offered, place, update_id)
        return self._offered[place] == update_id

    def forget_offered(self, chat_id: int, message_id: int) -> None:
        """Let the question of a message be offered once more."""
        self._offered.pop((chat_id, message_id), None)

    def measure(self) -> Durations | None:
        """Give how long the last answers took, None before the first."""
        return Durations(len(self._took), median(self._took), max(self._took)) if self._took else None

    def _is_stopped(self, whose: Whose, update_id: int) -> bool:
        before, at = self._stops.get(whose, (0, 0.0))
        return update_id < before and time.monotonic() - at < STOP_LASTS_S


def remember(kept: "OrderedDict[K, T]", key: K, value: T) -> None:
    """Keep a value, and let go of the oldest beyond those that are remembered."""
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > REMEMBERED:
        kept.popitem(last=False)
