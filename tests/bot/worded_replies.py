"""Replies of a scripted language model that reads what it is asked, and points at the sentences that it means."""

import json
from collections.abc import Iterable
from typing import Any

from tests.model_server import Exchange, Step, complete
from tests.model_server.requests import Request


def read_data(request: Request) -> list[dict[str, Any]]:
    """Give the lines of a request that stand between the marks."""
    opening, *lines, closing = request.user.split("\n")
    assert opening.replace("<data", "</data") == closing
    return [json.loads(line) for line in lines]


def read_sentences(request: Request) -> list[dict[str, Any]]:
    """Give the numbered sentences of a request for a draft."""
    return [line for line in read_data(request) if "number" in line]


def find_numbers(request: Request, words: str) -> list[int]:
    """Give the numbers of the first sentence with these words."""
    return [line["number"] for line in read_sentences(request) if words in line["text"]][:1]


def write_statements(statements: Iterable[tuple[str, list[int]]]) -> str:
    """Give the reply with these statements."""
    given = [{"text": text, "numbers": numbers} for text, numbers in statements]
    return json.dumps({"kind": "statements", "statements": given, "positions": [], "missing": []})


def word(*statements: tuple[str, str | list[int]]) -> Step:
    """Reply with statements, each with words of the sentence that it points at, or with numbers as they are."""

    async def step(exchange: Exchange) -> None:
        request = exchange.request
        given = ((text, find_numbers(request, at) if isinstance(at, str) else at) for text, at in statements)
        await complete(write_statements(given))(exchange)

    return step
