"""A real model behind a real server keeps to the schema, whatever else it writes."""

import asyncio
import json
from collections.abc import Iterator

import pytest

from bot.answering.language_model import OpenAILanguageModel, Reply
from bot.answering.prompts import Prompt
from bot.errors import ModelAccessError, ModelTimeoutError, ModelUnknownError
from tests.local_model import LocalModel

pytestmark = pytest.mark.slow
GENEROUS_S = 300.0
SCHEMA = {
    "type": "object",
    "properties": {
        "kind": {"type": "string", "enum": ["statements", "not_answered"]},
        "numbers": {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 9}, "maxItems": 3},
    },
    "required": ["kind", "numbers"],
    "additionalProperties": False,
}
PROMPT = Prompt(
    "Reply with one JSON object: the numbers of the sentences that answer the question.",
    "Question: How many people were hurt?\n1: The ferry hit the pier at noon.\n2: Two people were hurt.",
    SCHEMA,
    "draft",
)


@pytest.fixture(scope="module")
def local_model() -> Iterator[LocalModel]:
    with LocalModel() as running:
        yield running


def ask(local_model: LocalModel, seconds: float, key: str | None = None, path: str = "") -> Reply:
    model = OpenAILanguageModel(local_model.name, local_model.url + path, key or local_model.key, seconds)
    return asyncio.run(model.complete(PROMPT, "terminal"))


def test_reply_has_the_form_of_the_schema(local_model):
    reply = ask(local_model, GENEROUS_S)
    draft = json.loads(reply.text)
    assert set(draft) == {"kind", "numbers"}
    assert draft["kind"] in SCHEMA["properties"]["kind"]["enum"]
    assert all(number in range(1, 10) for number in draft["numbers"])
    assert len(draft["numbers"]) <= 3
    assert 50 < reply.tokens < 1000


def test_wrong_key_is_refused(local_model):
    with pytest.raises(ModelAccessError):
        ask(local_model, GENEROUS_S, key="another")


def test_wrong_path_is_no_model(local_model):
    with pytest.raises(ModelUnknownError):
        ask(local_model, GENEROUS_S, path="/elsewhere")


def test_slow_reply_is_given_up_and_the_server_goes_on(local_model):
    with pytest.raises(ModelTimeoutError):
        ask(local_model, 0.1)
    assert ask(local_model, GENEROUS_S).text
