"""What the endpoint does with one request: a step each, from a good completion to every way of failing."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.model_server.requests import Request

USAGE = {"prompt_tokens": 90, "completion_tokens": 10, "total_tokens": 100}


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and the connection on which it is to be answered."""

    request: Request
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.writer.write(data)
        await self.writer.drain()

    async def send_head(self, status: int, headers: Mapping[str, str]) -> None:
        """Send the first line and the headers of a response."""
        lines = [f"HTTP/1.1 {status} Whatever", *(f"{name}: {value}" for name, value in headers.items())]
        await self.send(("\r\n".join(lines) + "\r\n\r\n").encode())

    async def send_response(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        """Send a whole response."""
        await self.send_head(status, {"content-length": str(len(body)), "connection": "close", **headers})
        await self.send(body)

    async def wait_until_closed(self) -> None:
        """Wait until the client closes the connection."""
        await self.reader.read()


Step = Callable[[Exchange], Awaitable[None]]


def respond(status: int, body: bytes, **headers: str) -> Step:
    """Send this response; underscores in a header's name stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def step(exchange: Exchange) -> None:
        await exchange.send_response(status, body, {"content-type": "application/json", **named})

    return step


def complete(content: Any, *, finish: str | None = "stop", usage: Any = USAGE, **message: Any) -> Step:
    """Send a chat completion whose message has this content; further fields of the message can be given."""
    return respond(200, json.dumps(make_completion(content, finish, usage, message)).encode())


def make_completion(content: Any, finish: str | None, usage: Any, message: Mapping[str, Any]) -> dict[str, Any]:
    """A chat completion as providers send it."""
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": content, "refusal": None, **message},
        "logprobs": None,
        "finish_reason": finish,
    }
    shell = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1_790_000_000, "model": "scripted"}
    return {**shell, "choices": [choice], "usage": usage}


def complete_slowly(content: str, seconds: float) -> Step:
    """Send a chat completion after a while."""

    async def step(exchange: Exchange) -> None:
        await asyncio.sleep(seconds)
        await complete(content)(exchange)

    return step


def refuse(status: int, message: str = "no", **headers: str) -> Step:
    """Send an error as providers put it."""
    error = {"message": message, "type": "invalid_request_error", "param": None, "code": None}
    return respond(status, json.dumps({"error": error}).encode(), **headers)


def hang(*, after_head: bool = False) -> Step:
    """Say nothing, or nothing after the headers, until the client closes."""

    async def step(exchange: Exchange) -> None:
        if after_head:
            await exchange.send_head(200, {"content-type": "application/json", "content-length": "1000"})
        await exchange.wait_until_closed()

    return step


def drip_body(pause: float = 0.02) -> Step:
    """Send a valid beginning and then a space at a time, for ever."""

    async def step(exchange: Exchange) -> None:
        await exchange.send_head(200, {"content-type": "application/json", "transfer-encoding": "chunked"})
        while True:
            await exchange.send(b"1\r\n \r\n")
            await asyncio.sleep(pause)

    return step


def drip_headers(pause: float = 0.02) -> Step:
    """Send one interim response after another and never the one that counts."""

    async def step(exchange: Exchange) -> None:
        while True:
            await exchange.send(b"HTTP/1.1 100 Continue\r\n\r\n")
            await asyncio.sleep(pause)

    return step


def pour(status: int = 200) -> Step:
    """Send an endless body as fast as the client takes it."""

    async def step(exchange: Exchange) -> None:
        await exchange.send_head(status, {"content-type": "application/json", "transfer-encoding": "chunked"})
        while True:
            await exchange.send(b"10000\r\n" + b" " * 0x10000 + b"\r\n")

    return step


def drop() -> Step:
    """Close the connection without a word."""

    async def step(exchange: Exchange) -> None:
        exchange.writer.close()

    return step


def drop_midway() -> Step:
    """Close the connection in the middle of a body."""

    async def step(exchange: Exchange) -> None:
        await exchange.send_head(200, {"content-type": "application/json", "content-length": "1000"})
        await exchange.send(b'{"choices": [')

    return step
