"""Counts every call that is made to Telegram, and how long people wait; it stands around what does the work."""

import time
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.error import TimedOut
from telegram.request import BaseRequest, RequestData

from bot.chat.processing import OrderedProcessor
from bot.watch.health import Pulse
from bot.watch.metrics import Metrics

POLLED_S = 60.0
"""How long no update may be fetched before the line to Telegram counts as dead; one fetch waits for ten seconds."""

FLOODED = 429


class MeteredRequest(BaseRequest):
    """Makes requests as the one inside does; each that succeeds is a sign of life for `pulse`, if one is given."""

    def __init__(self, inner: BaseRequest, metrics: Metrics, pulse: Pulse | None = None) -> None:
        self._inner = inner
        self._metrics = metrics
        self._pulse = pulse

    @property
    def read_timeout(self) -> float | None:
        """The default read timeout of the one inside, in seconds."""
        return self._inner.read_timeout

    async def initialize(self) -> None:
        """Open the one inside."""
        await self._inner.initialize()

    async def shutdown(self) -> None:
        """Close the one inside."""
        await self._inner.shutdown()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        """Make the request and count it."""
        began, outcome = time.monotonic(), "cancelled"
        try:
            code, payload = await self._inner.do_request(url, method, request_data, *args, **kwargs)
            outcome = name_outcome(code)
        except TimedOut:
            outcome = "timeout"
            raise
        except Exception:
            outcome = "unreachable"
            raise
        finally:
            self._metrics.count_telegram_call(name_method(url, method), outcome, time.monotonic() - began)
        if self._pulse and outcome == "ok":
            self._pulse.beat(POLLED_S)
        return code, payload


class MeteredProcessor(OrderedProcessor):
    """Deals with updates as any other, and counts how long each took from its arrival, the wait for its turn included.

    What was cut short by a stop is not counted: its end comes after the next start.
    """

    def __init__(self, metrics: Metrics, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._metrics = metrics

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Deal with one update when its turn comes."""
        began = time.monotonic()
        await super().do_process_update(update, coroutine)
        self._metrics.count_update(name_update(update), time.monotonic() - began)


def name_update(update: object) -> str:
    """Give the kind of an update, as Telegram names it."""
    return next((kind for kind in Update.ALL_TYPES if getattr(update, kind, None) is not None), "other")


def name_method(url: str, method: str) -> str:
    """Give the Bot API's method that an address names; files are got and not posted for."""
    return "download" if method == "GET" else url.rpartition("/")[2]


def name_outcome(code: int) -> str:
    """Give what a status means."""
    if code == FLOODED:
        return "flooded"
    if code >= 500:
        return "broken"
    return "refused" if code >= 400 else "ok"
