"""A queue for each person: their questions are answered one at a time, wherever they ask, and only a few wait.

    question | do more wait than may? | the person's turn | answered

A message counts from when it comes in, before it waits for the turn of its chat, so that whoever sends too many is
told at once. The press of a button that asks something counts from when it is about to be answered. Nothing here is
kept over a restart: what waited then comes in again, in order.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from telegram import Update

from bot.chat.rights import find_asker


@dataclass(slots=True, weakref_slot=True)
class Queue:
    """The questions of one person: how many there are, and whose turn it is."""

    length: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Queues:
    """The queues of everybody.

    At most `waiting` questions of a person wait behind the one that is being answered, None for any number, and
    `is_spared` says for whom that does not count. `is_question` says which messages are questions, as far as can be
    seen before they are dealt with.
    """

    def __init__(
        self, waiting: int | None, is_spared: Callable[[int], bool], is_question: Callable[[Update], bool]
    ) -> None:
        self._waiting = waiting
        self._is_spared = is_spared
        self._is_question = is_question
        self._queues: WeakValueDictionary[int, Queue] = WeakValueDictionary()
        self._inside: set[int] = set()
        self._crowded: set[int] = set()

    @contextmanager
    def arrive(self, update: Update) -> Iterator[None]:
        """Count a message that came in as long as it is waited for and dealt with, if it is a question."""
        if not self._is_question(update):
            yield
            return
        with self._count(update):
            yield

    @asynccontextmanager
    async def enter(self, update: Update) -> AsyncIterator[None]:
        """Wait until it is the turn of this question among those of its person; one too many waits for nothing."""
        with self._count(update):
            person = find_asker(update)
            if person is None or self.is_crowded(update):
                yield
                return
            queue = self._queues.setdefault(person, Queue())
            async with queue.turn:
                yield

    def is_crowded(self, update: Update) -> bool:
        """Whether more questions of its person waited than may when this one came."""
        return update.update_id in self._crowded

    @contextmanager
    def _count(self, update: Update) -> Iterator[None]:
        """Count a question, once, as long as it is here; one too many counts for nothing."""
        person, number = find_asker(update), update.update_id
        if person is None or number in self._inside:
            yield
            return
        queue = self._queues.setdefault(person, Queue())
        is_one_too_many = self._is_full(queue) and not self._is_spared(person)
        (self._crowded if is_one_too_many else self._inside).add(number)
        queue.length += not is_one_too_many
        try:
            yield
        finally:
            queue.length -= not is_one_too_many
            self._inside.discard(number)
            self._crowded.discard(number)

    def _is_full(self, queue: Queue) -> bool:
        return self._waiting is not None and queue.length > self._waiting
