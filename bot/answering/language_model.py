"""The language model: asked over any OpenAI-compatible endpoint, for a text and nothing else.

The only module that imports openai; it takes more than a second, so it happens when the first question is asked.
Whatever the endpoint does, a call ends within its time with a reply or a LanguageModelError.

breaker | time limit | request in the strictest form taken | one more try where that may help | reply
"""

import asyncio
import ssl
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from bot.answering.endpoint.breaker import Breaker
from bot.answering.endpoint.completions import Form, Reply, make_request, read_completion
from bot.answering.endpoint.failures import explain_connection, explain_status, is_caused_by
from bot.answering.prompts import Prompt
from bot.errors import LanguageModelError, ModelRequestError, ModelTimeoutError
from corpus.worded import Worded

if TYPE_CHECKING:
    from openai import AsyncOpenAI

DEFAULT_BASE_URL = "https://api.openai.com/v1"
DEFAULT_MODEL = "gpt-4.1-mini"
DEFAULT_SECONDS = 12.0
FORM_STATUSES = (400, 422)
UNUSED = "unused"
"""What the client library is given for a key; the true one is known to the transport alone."""


class LanguageModel(Protocol):
    """Something that answers a prompt with a text."""

    @property
    def name(self) -> str:
        """The model's name, for receipts."""

    async def complete(self, prompt: Prompt, person: str, seconds: float | None = None) -> Reply:
        """Give the model's reply to a prompt that a person's question led to; `seconds` may shorten its time limit.

        Raises:
            LanguageModelError: and nothing else, when there is no reply; always within the time limit.
        """


class OpenAILanguageModel:
    """A model behind an OpenAI-compatible endpoint.

    `seconds` is the most that a call may take in all. A connection is made for each call and closed with it, so that
    calls may come from one event loop after another. The form of request that the endpoint took is remembered.
    """

    def __init__(
        self,
        name: str,
        base_url: str = DEFAULT_BASE_URL,
        key: str = "",
        seconds: float = DEFAULT_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name = name
        self._base_url = base_url
        self._key = key
        self._seconds = seconds
        self._place = name_place(base_url)
        self._breaker = Breaker(self._place, clock)
        self._form = Form()
        self._trust: ssl.SSLContext | None = None
        self._loading = threading.Lock()

    def __repr__(self) -> str:
        return f"OpenAILanguageModel({self._name!r}, {self._place!r})"

    @property
    def name(self) -> str:
        """The model's name as the endpoint knows it."""
        return self._name

    def warm_up(self) -> None:
        """Load the client library, which takes more than a second; it blocks."""
        with self._loading:
            import openai  # noqa: F401  # loaded here, used in what follows

            from bot.answering.endpoint.transport import make_trust

            self._trust = self._trust or make_trust()

    async def complete(self, prompt: Prompt, person: str, seconds: float | None = None) -> Reply:
        """Give the model's reply; who asks is not told to the endpoint.

        Too long a wait counts as the model's failure also where `seconds` leave it less than its own time limit.

        Raises:
            LanguageModelError: when there is none, by its kind; within the time limit.
        """
        most = self._seconds if seconds is None else min(seconds, self._seconds)
        with self._breaker.watching():
            try:
                async with asyncio.timeout(most) as limit:
                    return await self._converse(prompt, limit.when() or 0.0)
            except TimeoutError:
                raise ModelTimeoutError(
                    Worded(
                        "The language model at {place} did not reply within {seconds} s; ask again, or give it "
                        "longer with OPENAI_TIMEOUT.",
                        place=self._place,
                        seconds=f"{most:.3g}",
                    ),
                    tokens=None,
                ) from None

    async def _converse(self, prompt: Prompt, deadline: float) -> Reply:
        """Ask in ever simpler forms where the endpoint refuses one, and once more after trouble that may pass."""
        trust = self._trust or await self._load()
        form, retried = self._form, False
        async with self._open(trust) as client:
            while True:
                try:
                    reply = await self._send(client, prompt, form)
                except ModelRequestError as error:
                    simpler = form.simplify(error.fields) if error.status in FORM_STATUSES else None
                    if simpler is None:
                        raise
                    form = simpler
                except LanguageModelError as error:
                    pause = error.retry_after
                    if retried or pause is None or asyncio.get_running_loop().time() + pause >= deadline:
                        raise
                    retried = True
                    await asyncio.sleep(pause)
                else:
                    self._form = form
                    return reply

    async def _load(self) -> ssl.SSLContext:
        await asyncio.to_thread(self.warm_up)
        if self._trust is None:
            raise TypeError("warming up made no trust")
        return self._trust

    def _open(self, trust: ssl.SSLContext) -> "AsyncOpenAI":
        from openai import AsyncOpenAI

        from bot.answering.endpoint.transport import make_http_client

        return AsyncOpenAI(
            api_key=UNUSED,
            base_url=self._base_url,
            max_retries=0,
            http_client=make_http_client(self._place, self._key, trust),
        )

    async def _send(self, client: "AsyncOpenAI", prompt: Prompt, form: Form) -> Reply:
        """Send one request; the errors of the client library become ours here, and none of theirs hangs on them."""
        import httpx2
        import openai

        failure: LanguageModelError
        try:
            response = await client.post(
                "/chat/completions", cast_to=httpx2.Response, body=make_request(prompt, self._name, form)
            )
        except openai.APIStatusError as error:
            failure = explain_status(
                self._place,
                error.status_code,
                error.response.text,
                error.response.headers.get("retry-after"),
                datetime.now(UTC),
            )
        except (openai.OpenAIError, httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as error:
            unmade = is_caused_by(error, httpx2.ConnectError) or is_caused_by(error, httpx2.ConnectTimeout)
            failure = explain_connection(self._place, error, made=not unmade)
        else:
            return read_completion(response.content, prompt, self._place)
        raise failure


def make_language_model(
    base_url: str = DEFAULT_BASE_URL, model: str = "", key: str = "", seconds: float = DEFAULT_SECONDS
) -> OpenAILanguageModel | None:
    """Give the model that the settings' values name; None where they name neither a model nor a key.

    With a key alone, the default model is meant; with a model alone, a server that needs no key.
    """
    if not model and not key:
        return None
    return OpenAILanguageModel(model or DEFAULT_MODEL, base_url, key, seconds)


def name_place(base_url: str) -> str:
    """Give the host and port of an address, which may stand in a message."""
    return urlsplit(base_url).netloc.rpartition("@")[2] or Worded("an address that is none")


__all__ = ["LanguageModel", "OpenAILanguageModel", "Reply", "make_language_model", "name_place"]
