"""What a request must be: everything that a strict provider would refuse, and everything that should not be told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

HEADERS = {
    "host", "content-length", "content-type", "accept", "accept-encoding", "user-agent", "connection", "authorization",
}  # fmt: skip
FIELDS = {"model", "messages", "response_format", "temperature", "max_completion_tokens", "max_tokens"}


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it arrived; `body` is its JSON."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any

    @property
    def format(self) -> str:
        """What form of reply is asked for."""
        return str(self.body.get("response_format", {}).get("type", "words"))

    @property
    def schema(self) -> dict[str, Any]:
        """The schema asked for."""
        schema: dict[str, Any] = self.body["response_format"]["json_schema"]["schema"]
        return schema

    @property
    def user(self) -> str:
        """What stands in the user's message."""
        return str(self.body["messages"][-1]["content"])


def find_faults(request: Request, key: str, model: str) -> list[str]:
    """Everything that is wrong with a request."""
    return [*find_outer_faults(request, key), *find_inner_faults(request.body, model)]


def find_outer_faults(request: Request, key: str) -> Iterator[str]:
    """What is wrong with its first line and headers."""
    if (request.method, request.path) != ("POST", "/v1/chat/completions"):
        yield f"{request.method} {request.path} is asked for"
    if request.headers.get("content-type") != "application/json":
        yield "the body is not declared as JSON"
    if request.headers.get("accept-encoding") != "identity":
        yield "a packed response is asked for"
    if request.headers.get("authorization") != (f"Bearer {key}" if key else None):
        yield "the key is not the one given"
    if unknown := set(request.headers) - HEADERS:
        yield f"there are headers beyond those needed: {sorted(unknown)}"


def find_inner_faults(body: Any, model: str) -> Iterator[str]:
    """What is wrong with its JSON."""
    if not isinstance(body, dict):
        yield "the body is no JSON object"
        return
    if unknown := set(body) - FIELDS:
        yield f"there are unknown fields: {sorted(unknown)}"
    if body.get("model") != model:
        yield f"the model asked for is {body.get('model')!r}"
    limit = [body[name] for name in ("max_completion_tokens", "max_tokens") if name in body]
    if len(limit) != 1 or not 0 < limit[0] <= 4096:
        yield "the reply is not limited"
    if body.get("temperature", 0) != 0:
        yield "the temperature is not 0"
    roles = [(message.get("role"), type(message.get("content"))) for message in body.get("messages", ())]
    if roles != [("system", str), ("user", str)]:
        yield f"the messages are {roles}"
    yield from find_format_faults(body.get("response_format"), body)


def find_format_faults(form: Any, body: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the form of reply that is asked for; without a schema, the words must ask for JSON."""
    if form in (None, {"type": "json_object"}):
        if "JSON" not in body["messages"][0]["content"]:
            yield "JSON is asked for, but not in words"
        return
    wrapped = form.get("json_schema", {})
    if set(form) != {"type", "json_schema"} or form["type"] != "json_schema":
        yield f"the form of reply is {form}"
    if set(wrapped) != {"name", "strict", "schema"} or wrapped["strict"] is not True or not wrapped["name"]:
        yield "the schema is not a strict one with a name"
    yield from find_schema_faults(wrapped.get("schema"), "schema")


def find_schema_faults(schema: Any, place: str) -> Iterator[str]:
    """What strict mode would not take: every object lists all its fields as required, and forbids others."""
    if isinstance(schema, dict) and schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            yield f"{place} lets other fields in"
        if sorted(schema.get("required", ())) != sorted(schema.get("properties", {})):
            yield f"{place} does not require all its fields"
    inner = schema.items() if isinstance(schema, dict) else enumerate(schema) if isinstance(schema, list) else ()
    for name, each in inner:
        yield from find_schema_faults(each, f"{place}.{name}")
