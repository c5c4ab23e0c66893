"""Asking a language model in tests: one small prompt, and what comes of it."""

import asyncio
import time

import pytest

from bot.answering.language_model import OpenAILanguageModel
from bot.answering.prompts import Prompt
from bot.errors import LanguageModelError
from tests.model_server import MODEL, ScriptedEndpoint

SCHEMA = {
    "type": "object",
    "properties": {"numbers": {"type": "array", "items": {"type": "integer"}}},
    "required": ["numbers"],
    "additionalProperties": False,
}
PROMPT = Prompt("Point at sentences.", "1: The ferry hit the pier.", SCHEMA, "draft")
LIMIT_S = 1.0


def make_model(endpoint: ScriptedEndpoint, seconds: float = LIMIT_S, **values: object) -> OpenAILanguageModel:
    return OpenAILanguageModel(MODEL, endpoint.url, endpoint.key, seconds, **values)


def ask(model: OpenAILanguageModel, prompt: Prompt = PROMPT) -> str:
    return asyncio.run(model.complete(prompt, "terminal")).text


def fail(model: OpenAILanguageModel) -> LanguageModelError:
    with pytest.raises(LanguageModelError) as caught:
        ask(model)
    return caught.value


def wait_until_closed(endpoint: ScriptedEndpoint) -> None:
    deadline = time.monotonic() + 2
    while endpoint.open_connections and time.monotonic() < deadline:
        time.sleep(0.01)
    assert endpoint.open_connections == 0


def wait_for_requests(endpoint: ScriptedEndpoint, number: int) -> None:
    deadline = time.monotonic() + 10
    while len(endpoint.requests) < number and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(endpoint.requests) == number
