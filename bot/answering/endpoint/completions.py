"""What goes to a language model's endpoint and what comes back, as values: no connection is made here.

A request is put in the strictest form that the endpoint takes. Of a response everything is checked, since any server
may stand at the address: a reply is a text, or it is an error with a sentence.
"""

import json
import math
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.answering.prompts import Prompt
from bot.errors import ModelCutOffError, ModelRefusalError, ModelReplyError
from corpus.worded import Worded

MOST_REPLY_TOKENS = 2_048
FRAME_TOKENS = 64
"""What a chat template may add round the two messages of a request."""

MOST_TOKENS_COUNTED = 10_000_000
"""A response that claims to have cost more than this claims nonsense."""

SCHEMA_WORDS = "\n\nReply with one JSON object that fits this JSON schema, and with nothing else:\n"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a language model said: the raw text of its message, and the tokens read and written together."""

    text: str
    tokens: int


class Format(StrEnum):
    """How an endpoint is told the form of the reply, from the strictest to words alone."""

    SCHEMA = "json_schema"
    OBJECT = "json_object"
    WORDS = "words"


SIMPLER = {Format.SCHEMA: Format.OBJECT, Format.OBJECT: Format.WORDS}


@dataclass(frozen=True, slots=True)
class Form:
    """How requests are put to an endpoint: the format, the name of the limit's field, and whether temperature goes."""

    format: Format = Format.SCHEMA
    limit: str = "max_completion_tokens"
    with_temperature: bool = True

    def simplify(self, named: frozenset[str]) -> "Form | None":
        """Give the form to try when an endpoint refuses this one and names these fields, None after the simplest."""
        if self.with_temperature and "temperature" in named:
            return replace(self, with_temperature=False)
        if self.limit in named and self.limit != "max_tokens":
            return replace(self, limit="max_tokens")
        return replace(self, format=SIMPLER[self.format]) if self.format in SIMPLER else None


def make_request(prompt: Prompt, model: str, form: Form) -> dict[str, Any]:
    """Give the body of a chat completion request; what cannot be written in UTF-8 becomes a question mark."""
    system = prompt.system
    if form.format is not Format.SCHEMA:
        system += SCHEMA_WORDS + json.dumps(prompt.schema, ensure_ascii=False)
    request: dict[str, Any] = {
        "model": model,
        "messages": [
            {"role": "system", "content": make_safe(system)},
            {"role": "user", "content": make_safe(prompt.user)},
        ],
        form.limit: MOST_REPLY_TOKENS,
    }
    if form.with_temperature:
        request["temperature"] = 0
    if form.format is Format.SCHEMA:
        schema = {"name": prompt.schema_name, "strict": True, "schema": prompt.schema}
        request["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif form.format is Format.OBJECT:
        request["response_format"] = {"type": "json_object"}
    return request


def make_safe(text: str) -> str:
    """Give a text that can be written in UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def find_named_fields(complaint: str) -> frozenset[str]:
    """Give the fields of ours that an endpoint's complaint names."""
    return frozenset(field for field in ("temperature", "max_completion_tokens") if field in complaint)


def estimate_tokens(prompt: Prompt) -> int:
    """Give a number of tokens that one call cannot exceed, read and written together.

    A token of a byte-level vocabulary is at least one byte, so the bytes are a bound in every language.
    """
    asked = prompt.system + prompt.user + prompt.schema_name + SCHEMA_WORDS + json.dumps(prompt.schema)
    return len(asked.encode("utf-8", "replace")) + FRAME_TOKENS + MOST_REPLY_TOKENS


class Message(BaseModel):
    """The model's message as an endpoint sends it."""

    content: str | None = None
    refusal: str | None = None


class Choice(BaseModel):
    """One of the replies offered."""

    message: Message
    finish_reason: str | None = None


class Completion(BaseModel):
    """The response to a chat completion request, as far as it matters here."""

    choices: list[Choice]
    usage: Any = None


def read_completion(body: bytes, prompt: Prompt, place: str) -> Reply:
    """Read the body of a response that says it succeeded.

    Raises:
        ModelReplyError: when it holds no whole reply.
    """
    try:
        completion = Completion.model_validate_json(body)
    except ValidationError:
        raise ModelReplyError(describe_nonsense(body, place), tokens=None) from None
    tokens = count_tokens(completion.usage, prompt)
    if not completion.choices:
        raise ModelReplyError(
            Worded("The language model at {place} sent a response without a reply in it.", place=place), tokens=tokens
        )
    choice = completion.choices[0]
    if choice.message.refusal or choice.finish_reason == "content_filter":
        raise ModelRefusalError(Worded("The language model at {place} declined to reply.", place=place), tokens=tokens)
    if choice.finish_reason == "length":
        raise ModelCutOffError(
            Worded("The language model at {place} sent a reply that is cut off.", place=place), tokens=tokens
        )
    if not (choice.message.content or "").strip():
        raise ModelReplyError(Worded("The language model at {place} sent an empty reply.", place=place), tokens=tokens)
    return Reply(choice.message.content or "", tokens)


def describe_nonsense(body: bytes, place: str) -> Worded:
    """Say what a body is that is no chat completion."""
    if not body.strip():
        return Worded(
            "The language model at {place} sent nothing at all; check OPENAI_BASE_URL, which mostly ends in /v1.",
            place=place,
        )
    if body.lstrip()[:1] == b"<":
        return Worded(
            "At {place} a web page answers, not a language model; check OPENAI_BASE_URL, which mostly ends in /v1.",
            place=place,
        )
    return Worded(
        "What {place} sent is no reply of a language model; check OPENAI_BASE_URL, which mostly ends in /v1.",
        place=place,
    )


def count_tokens(usage: Any, prompt: Prompt) -> int:
    """Give what an endpoint says that a call cost, or the most that it can have cost where that makes no sense."""
    total = usage.get("total_tokens") if isinstance(usage, dict) else None
    if isinstance(total, int) and not isinstance(total, bool) and 0 < total <= MOST_TOKENS_COUNTED:
        return total
    return estimate_tokens(prompt)


def parse_retry_after(header: str | None, now: datetime) -> float | None:
    """Give the seconds to wait that a Retry-After header names, as a number or a date; None where it names none."""
    if header is None:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            moment = parsedate_to_datetime(header)
        except ValueError:
            return None
        seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()
    return max(0.0, seconds) if math.isfinite(seconds) else None
