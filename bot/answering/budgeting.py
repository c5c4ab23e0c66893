"""The day's tokens: so many for each person and so many in all, so that nobody can run up a bill.

The most that a call can cost is booked before it, and what it did cost after it. A call that ends without anybody
knowing its cost, because of a time-out or a crash, stays booked in full. Days are UTC.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from bot.answering.endpoint.completions import estimate_tokens
from bot.answering.language_model import LanguageModel, Reply
from bot.answering.prompts import Prompt
from bot.errors import BudgetSpentError, BudgetUnknownError, LanguageModelError
from corpus.errors import CorpusError
from corpus.worded import Worded

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TokenLimits:
    """How many tokens may be spent in a day: `each` by one person, `in_all` by everybody together."""

    each: int
    in_all: int

    def __post_init__(self) -> None:
        if self.each < 1 or self.in_all < 1:
            raise ValueError("a day's tokens are at least 1")


class Share(StrEnum):
    """Whose tokens they are."""

    EACH = "each"
    IN_ALL = "in_all"


class TokenLedger(Protocol):
    """Where tokens are booked, each booking in one transaction; the methods block."""

    def reserve(self, day: date, person: str, tokens: int, limits: TokenLimits) -> Share | None:
        """Book tokens unless a limit is reached already; gives the share that is spent, None when they are booked."""

    def settle(self, day: date, person: str, reserved: int, used: int) -> None:
        """Put what was used in the place of what was reserved."""


class BudgetedLanguageModel:
    """A language model that is asked only while there are tokens for it.

    A limit is never exceeded by more than the one call that reached it: while its cost is unknown, it counts with
    the most that it can be, and nobody else gets past the limit.
    """

    def __init__(
        self,
        model: LanguageModel,
        ledger: TokenLedger,
        limits: TokenLimits,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._model = model
        self._ledger = ledger
        self._limits = limits
        self._now = now

    @property
    def name(self) -> str:
        """The name of the model behind it."""
        return self._model.name

    async def complete(self, prompt: Prompt, person: str, seconds: float | None = None) -> Reply:
        """Give the model's reply and book its cost on the person ("telegram:123", "terminal").

        Raises:
            BudgetSpentError: when the day's tokens are spent.
            LanguageModelError: when there is no reply.
        """
        day, most = self._now().astimezone(UTC).date(), estimate_tokens(prompt)
        await self._reserve(day, person, most)
        try:
            reply = await self._model.complete(prompt, person, seconds)
        except LanguageModelError as error:
            if error.tokens is not None:
                await self._settle(day, person, most, error.tokens)
            raise
        await self._settle(day, person, most, reply.tokens)
        return reply

    async def _reserve(self, day: date, person: str, tokens: int) -> None:
        try:
            spent = await asyncio.to_thread(self._ledger.reserve, day, person, tokens, self._limits)
        except CorpusError:
            raise BudgetUnknownError(
                Worded("What is left of the day's tokens cannot be read, so none are spent.")
            ) from None
        if spent is not None:
            raise BudgetSpentError(find_reset(day), by_everybody=spent is Share.IN_ALL)

    async def _settle(self, day: date, person: str, reserved: int, used: int) -> None:
        try:
            await asyncio.to_thread(self._ledger.settle, day, person, reserved, used)
        except CorpusError as error:
            log.warning("The cost of a call stays booked at its most", extra={"error": error})


def find_reset(day: date) -> datetime:
    """Give the moment at which a day's tokens are replaced by the next day's."""
    return datetime.combine(day + timedelta(days=1), time(), UTC)
