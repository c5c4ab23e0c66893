"""A language model behind a real endpoint: whatever that does, there is a reply or one error, in time, with no key."""

import asyncio
import gzip
import json
import logging
import time
import traceback

import pytest

from bot.answering.language_model import DEFAULT_MODEL, make_language_model
from bot.answering.prompts import Prompt
from bot.errors import (
    ModelAccessError,
    ModelBusyError,
    ModelCutOffError,
    ModelFailedError,
    ModelRefusalError,
    ModelReplyError,
    ModelRequestError,
    ModelRestingError,
    ModelTimeoutError,
    ModelUnknownError,
    ModelUnreachableError,
)
from tests.bot.model_calls import (
    LIMIT_S,
    PROMPT,
    SCHEMA,
    ask,
    fail,
    make_model,
    wait_for_requests,
    wait_until_closed,
)
from tests.model_server import (
    KEY,
    Exchange,
    ScriptedEndpoint,
    complete,
    complete_slowly,
    drip_body,
    drip_headers,
    drop,
    drop_midway,
    hang,
    pour,
    refuse,
    respond,
)

pytestmark = pytest.mark.usefixtures("openai_loaded")
SLACK_S = 0.5
ECHO = f"Incorrect API key provided: {KEY}"
HTML = b"<!doctype html><html><body>Welcome</body></html>"
SURROGATE = b'{"choices": [{"message": {"content": "\\ud800"}, "finish_reason": "stop"}]}'
NESTED = b'{"choices": ' + b"[" * 200_000
FAILED_TWICE = (refuse(500, ECHO), refuse(500, ECHO))


async def send_garbage(exchange: Exchange) -> None:
    await exchange.send(b"\x00\xff garbage, not HTTP\r\n\r\n")


async def declare_too_much(exchange: Exchange) -> None:
    await exchange.send_response(200, b" " * (2**20 + 1), {"content-type": "application/json"})


FAILURES = {
    "web page": ([respond(200, HTML, content_type="text/html")], ModelReplyError, "a web page answers"),
    "nothing at all": ([respond(200, b"")], ModelReplyError, "nothing at all"),
    "no content": ([respond(204, b"")], ModelReplyError, "nothing at all"),
    "JSON cut off": ([respond(200, b'{"choices": [{"mess')], ModelReplyError, "no reply of a language model"),
    "JSON of another kind": ([respond(200, b'["choices"]')], ModelReplyError, "no reply of a language model"),
    "nested too deeply": ([respond(200, NESTED)], ModelReplyError, "no reply of a language model"),
    "invalid UTF-8": ([respond(200, b'{"choices": "\xff\xfe"}')], ModelReplyError, "no reply of a language model"),
    "half a character": ([respond(200, SURROGATE)], ModelReplyError, "no reply of a language model"),
    "error with status 200": ([respond(200, b'{"error": {}}')], ModelReplyError, "no reply of a language model"),
    "no choices": ([respond(200, b'{"choices": []}')], ModelReplyError, "without a reply"),
    "no message": ([respond(200, b'{"choices": [{}]}')], ModelReplyError, "no reply of a language model"),
    "no text": ([complete(None)], ModelReplyError, "empty reply"),
    "empty text": ([complete(" \n")], ModelReplyError, "empty reply"),
    "text in parts": ([complete([{"type": "text", "text": "{}"}])], ModelReplyError, "no reply of a language model"),
    "call of a tool": ([complete(None, finish="tool_calls", tool_calls=[{}])], ModelReplyError, "empty reply"),
    "refusal": ([complete(None, refusal="I can't help with that.")], ModelRefusalError, "declined"),
    "content filter": ([complete("", finish="content_filter")], ModelRefusalError, "declined"),
    "cut off": ([complete('{"numbers": [1', finish="length")], ModelCutOffError, "cut off"),
    "packed": ([respond(200, gzip.compress(b"{}"), content_encoding="gzip")], ModelReplyError, "packed"),
    "endless body": ([pour()], ModelReplyError, "more than 1 MiB"),
    "endless error": ([pour(400)], ModelReplyError, "more than 1 MiB"),
    "huge body": ([declare_too_much], ModelReplyError, "more than 1 MiB"),
    "no such way": ([refuse(405, ECHO)], ModelRequestError, "does not take our requests (status 405)"),
    "refused in every form": ([refuse(400, ECHO)] * 3, ModelRequestError, "status 400"),
    "wrong key": ([refuse(401, ECHO)], ModelAccessError, "check OPENAI_API_KEY"),
    "not paid": ([refuse(402, ECHO)], ModelAccessError, "check OPENAI_API_KEY"),
    "not allowed": ([refuse(403, ECHO)], ModelAccessError, "check OPENAI_API_KEY"),
    "no such model": ([refuse(404, ECHO)], ModelUnknownError, "check OPENAI_MODEL"),
    "too often": ([refuse(429, ECHO)], ModelBusyError, "status 429"),
    "too often for long": ([refuse(429, ECHO, retry_after="30")], ModelBusyError, "status 429"),
    "trouble": (FAILED_TWICE, ModelFailedError, "status 500"),
    "trouble with a page": ([respond(502, HTML), respond(502, HTML)], ModelFailedError, "status 502"),
    "overloaded": ([refuse(503), refuse(529)], ModelFailedError, "status 529"),
    "closed at once": ([drop(), drop()], ModelUnreachableError, "cannot be reached"),
    "closed midway": ([drop_midway(), drop_midway()], ModelUnreachableError, "cannot be reached"),
    "no HTTP": ([send_garbage, send_garbage], ModelUnreachableError, "cannot be reached"),
    "no answer": ([hang()], ModelTimeoutError, "within 1 s"),
    "no body": ([hang(after_head=True)], ModelTimeoutError, "within 1 s"),
    "body in drips": ([drip_body()], ModelTimeoutError, "within 1 s"),
    "headers in drips": ([drip_headers()], ModelTimeoutError, "within 1 s"),
    "late": ([complete_slowly("{}", 1.2)], ModelTimeoutError, "within 1 s"),
    "trouble, then no answer": ([refuse(500), hang()], ModelTimeoutError, "within 1 s"),
}


@pytest.mark.parametrize(("script", "kind", "words"), FAILURES.values(), ids=FAILURES)
def test_failure_is_one_error_in_time_without_the_key(script, kind, words, caplog):
    caplog.set_level(logging.DEBUG)
    with ScriptedEndpoint(*script) as endpoint:
        model = make_model(endpoint)
        started = time.monotonic()
        error = fail(model)
        took = time.monotonic() - started
        wait_until_closed(endpoint)
    assert type(error) is kind
    assert took < LIMIT_S + (SLACK_S if kind is ModelTimeoutError else 0)
    assert len(endpoint.requests) == len(script)
    sentence = str(error)
    assert words in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    told = "".join([repr(model), repr(error), *traceback.format_exception(error), caplog.text])
    assert KEY not in told
    assert "Incorrect API key" not in told


def test_reply_is_the_text_and_its_cost(endpoint):
    endpoint.script.append(complete('{"numbers": [1]}'))
    reply = asyncio.run(make_model(endpoint).complete(PROMPT, "terminal"))
    assert (reply.text, reply.tokens) == ('{"numbers": [1]}', 100)


def test_request_holds_the_prompt_and_its_schema_and_not_who_asks(endpoint):
    asyncio.run(make_model(endpoint).complete(PROMPT, "telegram:4711"))
    (request,) = endpoint.requests
    assert request.schema == SCHEMA
    assert request.user == PROMPT.user
    assert request.body["messages"][0]["content"] == PROMPT.system
    assert "4711" not in json.dumps(request.body) + str(request.headers)


def test_half_a_character_in_a_question_is_sent_as_a_question_mark(endpoint):
    assert ask(make_model(endpoint), Prompt("Point.", "Who\udcff?", SCHEMA, "draft")) == "{}"
    assert endpoint.requests[0].user == "Who??"


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(refuse(429, retry_after="0"), id="too often"),
        pytest.param(refuse(429, retry_after="0.1"), id="too often for a moment"),
        pytest.param(refuse(503, retry_after="Wed, 21 Oct 2015 07:28:00 GMT"), id="until a date that is past"),
        pytest.param(refuse(500), id="trouble"),
        pytest.param(drop(), id="closed"),
        pytest.param(drop_midway(), id="closed midway"),
    ],
)
def test_trouble_that_passes_is_tried_once_more(endpoint, trouble):
    endpoint.script.extend((trouble, complete("done")))
    assert ask(make_model(endpoint)) == "done"
    assert len(endpoint.requests) == 2


def test_wait_that_is_asked_for_is_kept(endpoint):
    endpoint.script.extend((refuse(429, retry_after="0.4"), complete("done")))
    started = time.monotonic()
    assert ask(make_model(endpoint)) == "done"
    assert time.monotonic() - started >= 0.4


@pytest.mark.parametrize(
    ("takes", "rejects", "forms"),
    [
        pytest.param(("json_object", "words"), (), ["json_schema", "json_object"], id="no schema"),
        pytest.param(("words",), (), ["json_schema", "json_object", "words"], id="no JSON"),
        pytest.param(("json_schema",), ("temperature",), ["json_schema"] * 2, id="no temperature"),
        pytest.param(("json_schema",), ("max_completion_tokens",), ["json_schema"] * 2, id="older limit"),
        pytest.param(
            ("words",),
            ("temperature", "max_completion_tokens"),
            ["json_schema"] * 3 + ["json_object", "words"],
            id="nothing new",
        ),
    ],
)
def test_simpler_request_is_found_and_remembered(takes, rejects, forms):
    with ScriptedEndpoint(takes=takes, rejects=rejects) as endpoint:
        model = make_model(endpoint)
        assert ask(model) == "{}"
        assert [request.format for request in endpoint.requests] == forms
        assert ask(model) == "{}"
        assert [request.format for request in endpoint.requests] == [*forms, forms[-1]]


def test_schema_is_told_in_words_where_it_cannot_be_told_otherwise():
    with ScriptedEndpoint(takes=("words",)) as endpoint:
        ask(make_model(endpoint))
    assert json.dumps(SCHEMA) in endpoint.requests[-1].body["messages"][0]["content"]


def test_request_that_no_form_saves_leaves_the_strictest_for_the_next(endpoint):
    endpoint.script.extend([refuse(400)] * 3)
    model = make_model(endpoint)
    fail(model)
    ask(model)
    assert [request.format for request in endpoint.requests][3:] == ["json_schema"]


def test_one_model_serves_one_loop_after_another(endpoint):
    model = make_model(endpoint)
    assert [ask(model) for _ in range(3)] == ["{}"] * 3
    wait_until_closed(endpoint)


async def test_many_calls_at_once_share_nothing(endpoint):
    endpoint.otherwise = complete_slowly("{}", 0.2)
    model = make_model(endpoint, seconds=5)
    replies = await asyncio.gather(*(model.complete(PROMPT, f"telegram:{number}") for number in range(20)))
    assert [reply.text for reply in replies] == ["{}"] * 20
    assert endpoint.most_at_once > 10


async def test_cancelled_call_closes_its_connection_and_is_no_failure(endpoint):
    endpoint.otherwise = hang()
    model = make_model(endpoint, seconds=30)
    for number in range(1, 5):
        call = asyncio.create_task(model.complete(PROMPT, "telegram:1"))
        await asyncio.to_thread(wait_for_requests, endpoint, number)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
    await asyncio.to_thread(wait_until_closed, endpoint)
    endpoint.otherwise = complete("still asked")
    assert (await model.complete(PROMPT, "telegram:1")).text == "still asked"


def test_model_that_fails_three_times_is_left_alone_for_a_minute(endpoint):
    now = 1000.0
    endpoint.otherwise = refuse(401)
    model = make_model(endpoint, clock=lambda: now)
    assert [type(fail(model)) for _ in range(4)] == [ModelAccessError] * 3 + [ModelRestingError]
    assert len(endpoint.requests) == 3
    now += 59
    assert type(fail(model)) is ModelRestingError
    now += 1
    assert type(fail(model)) is ModelAccessError
    assert type(fail(model)) is ModelRestingError
    now += 60
    endpoint.otherwise = complete("well again")
    assert [ask(model) for _ in range(3)] == ["well again"] * 3


@pytest.mark.parametrize(
    ("script", "tokens"),
    [
        pytest.param([complete(None)], 100, id="what the endpoint says"),
        pytest.param([refuse(401)], 0, id="nothing where it did not let us in"),
        pytest.param([hang()], None, id="nobody knows after a time-out"),
        pytest.param([respond(200, b"{}")], None, id="nobody knows after nonsense"),
    ],
)
def test_error_says_what_the_call_cost(script, tokens):
    with ScriptedEndpoint(*script) as endpoint:
        assert fail(make_model(endpoint)).tokens == tokens


def test_settings_decide_whether_there_is_a_model():
    assert make_language_model() is None
    named = make_language_model(model="phi", base_url="http://127.0.0.1:1/v1")
    keyed = make_language_model(key=KEY)
    assert named is not None
    assert named.name == "phi"
    assert keyed is not None
    assert keyed.name == DEFAULT_MODEL
