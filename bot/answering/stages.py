"""How far an answer has come: what is reported while it is made, so that whoever waits for it can see.

A stage is reported from whichever thread the work goes on in. What the listener raises ends the work, so that an
answer that nobody wants any more is given up between two steps.
"""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import TypeVar

from bot.answering.drafting import InThread

T = TypeVar("T")


class Stage(StrEnum):
    """What is being done for a question, in this order.

    WRITING and TRANSLATING come only where a language model words the answer or translates what it quotes.
    """

    READING = "reading"
    SEARCHING = "searching"
    CHOOSING = "choosing"
    CHECKING = "checking"
    WRITING = "writing"
    TRANSLATING = "translating"


OnStage = Callable[[Stage], None]


def ignore_stage(stage: Stage) -> None:
    """Listen to nothing."""


class Announced:
    """Calls a function as `in_thread` does, and reports a stage before."""

    def __init__(self, in_thread: InThread, on_stage: OnStage, stage: Stage) -> None:
        self._in_thread = in_thread
        self._on_stage = on_stage
        self._stage = stage

    def __call__(self, function: Callable[[], T], /) -> Awaitable[T]:
        """Report the stage and call the function."""
        self._on_stage(self._stage)
        return self._in_thread(function)
