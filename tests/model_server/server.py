"""The endpoint itself: a server on loopback in a thread of its own, so that any process and any loop can ask it."""

import asyncio
import json
import ssl
import threading
from collections import deque
from typing import Self

from tests.model_server.requests import Request, find_faults
from tests.model_server.steps import Exchange, Step, complete, refuse

KEY = "sk-test-0123456789abcdefghijklmnopqrstuvwxyz"
MODEL = "scripted-model"
FORMS = ("json_schema", "json_object", "words")


class ScriptedEndpoint:
    """An endpoint that does one step of its script a request, and then `otherwise` for ever; a context manager.

    `takes` are the forms of reply that it knows and `rejects` the fields that it does not; other requests get a 400,
    as from a provider, and use up no step. With `tls` it speaks TLS.
    """

    def __init__(
        self,
        *script: Step,
        otherwise: Step | None = None,
        key: str = KEY,
        model: str = MODEL,
        takes: tuple[str, ...] = FORMS,
        rejects: tuple[str, ...] = (),
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.script = deque(script)
        self.otherwise = otherwise or complete("{}")
        self.key = key
        self.model = model
        self.requests: list[Request] = []
        self.faults: list[str] = []
        self.most_at_once = 0
        self._open: set[asyncio.Task[None]] = set()
        self._takes = takes
        self._rejects = rejects
        self._tls = tls
        self._port = 0
        self._started = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="endpoint", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._started.wait(10), "the endpoint did not start"
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        assert self._loop is not None
        assert self._stop is not None
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        if kind is None:
            assert self.faults == []

    @property
    def url(self) -> str:
        """Its OPENAI_BASE_URL."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self._port}/v1"

    @property
    def open_connections(self) -> int:
        """How many connections are not closed yet."""
        return len(self._open)

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._loop.set_exception_handler(lambda *_: None)  # what clients do to connections is no fault of ours
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0, ssl=self._tls)
        self._port = server.sockets[0].getsockname()[1]
        self._started.set()
        await self._stop.wait()
        server.close()
        for task in tuple(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        self.most_at_once = max(self.most_at_once, len(self._open))
        try:
            exchange = Exchange(await read_request(reader), reader, writer)
            self.requests.append(exchange.request)
            await self._choose_step(exchange.request)(exchange)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            self._open.discard(task)

    def _choose_step(self, request: Request) -> Step:
        faults = find_faults(request, self.key, self.model)
        if faults:
            self.faults += faults
            return refuse(400, "; ".join(faults))
        for field in self._rejects:
            if field in request.body:
                return refuse(400, f"Unsupported parameter: '{field}' is not supported with this model.")
        if request.format not in self._takes:
            return refuse(400, "This response_format type is unavailable now")
        return self.script.popleft() if self.script else self.otherwise


async def read_request(reader: asyncio.StreamReader) -> Request:
    """Read one request whole."""
    first = await reader.readexactly(1)
    if not first.isalpha():
        raise ConnectionError("no HTTP is spoken to us")
    head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, path, _ = head[0].split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(method, path, headers, json.loads(body) if body else None)
