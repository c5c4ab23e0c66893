"""Requests are put in forms that endpoints take, and of a response anything may be wrong."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.endpoint.completions import (
    MOST_REPLY_TOKENS,
    Form,
    Format,
    Reply,
    count_tokens,
    estimate_tokens,
    make_request,
    parse_retry_after,
    read_completion,
)
from bot.answering.prompts import Prompt
from bot.errors import ModelReplyError

PROMPT = Prompt("Point at sentences.", "1: مرحبا", {"type": "object"}, "draft")
MOST = estimate_tokens(PROMPT)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=12,
)
MESSAGES = st.fixed_dictionaries({}, optional={"content": JSON, "refusal": JSON})
CHOICES = st.fixed_dictionaries(
    {}, optional={"message": MESSAGES | JSON, "finish_reason": JSON | st.sampled_from(["stop", "length"])}
)
COMPLETIONS = st.fixed_dictionaries(
    {}, optional={"choices": st.lists(CHOICES | JSON, max_size=2) | JSON, "usage": JSON}
)


def read(body: bytes) -> Reply | ModelReplyError:
    try:
        return read_completion(body, PROMPT, "place")
    except ModelReplyError as error:
        return error


@given(st.binary(max_size=200) | COMPLETIONS.map(lambda value: json.dumps(value).encode()))
def test_any_body_is_a_reply_or_one_sentence(body):
    found = read(body)
    if isinstance(found, Reply):
        assert found.text.strip()
        assert found.tokens > 0
        found.text.encode()
    else:
        assert str(found).endswith(".")
        assert "\n" not in str(found)


@given(st.text(min_size=1).filter(str.strip), st.integers(1, 10_000_000))
def test_text_comes_through_to_the_letter(text, tokens):
    body = {"choices": [{"message": {"content": text}, "finish_reason": "stop"}], "usage": {"total_tokens": tokens}}
    assert read(json.dumps(body).encode()) == Reply(text, tokens)


@pytest.mark.parametrize(
    "usage",
    [
        pytest.param(None, id="none"),
        pytest.param([], id="another kind"),
        pytest.param({}, id="no sum"),
        pytest.param({"total_tokens": 0}, id="zero"),
        pytest.param({"total_tokens": -5}, id="below zero"),
        pytest.param({"total_tokens": True}, id="a truth"),
        pytest.param({"total_tokens": "100"}, id="a text"),
        pytest.param({"total_tokens": 1.5}, id="a fraction"),
        pytest.param({"total_tokens": 10**30}, id="more than anybody has"),
    ],
)
def test_cost_that_makes_no_sense_counts_as_the_most(usage):
    assert count_tokens(usage, PROMPT) == MOST


def test_most_that_a_call_costs_is_its_bytes_and_the_longest_reply():
    longer = Prompt(PROMPT.system, PROMPT.user + "🛶", PROMPT.schema, PROMPT.schema_name)
    assert estimate_tokens(longer) == MOST + 4
    assert MOST_REPLY_TOKENS + len(PROMPT.system) + len(PROMPT.user.encode()) < MOST


@given(st.lists(st.frozensets(st.sampled_from(["temperature", "max_completion_tokens", "max_tokens"]))))
def test_forms_come_to_an_end(complaints):
    form: Form | None = Form()
    tried = []
    for named in complaints:
        if form is None:
            break
        tried.append(form)
        form = form.simplify(named)
    assert len(set(tried)) == len(tried) <= 5


@pytest.mark.parametrize(
    "form", [Form(form, limit) for form in Format for limit in ("max_completion_tokens", "max_tokens")]
)
def test_every_form_limits_the_reply_and_tells_the_schema(form):
    request = make_request(PROMPT, "m", form)
    assert request[form.limit] == MOST_REPLY_TOKENS
    assert json.dumps(PROMPT.schema) in json.dumps(request).replace('\\"', '"')


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        pytest.param(None, None, id="none"),
        pytest.param("2", 2.0, id="seconds"),
        pytest.param("0.25", 0.25, id="a fraction"),
        pytest.param("-3", 0.0, id="before now"),
        pytest.param("Sun, 01 Mar 2026 12:00:30 GMT", 30.0, id="a date"),
        pytest.param("Sun, 01 Mar 2026 12:00:30 -0000", 30.0, id="a date without a zone"),
        pytest.param("Sun, 01 Mar 2020 12:00:00 GMT", 0.0, id="a date that is past"),
        pytest.param("nan", None, id="no number"),
        pytest.param("inf", None, id="for ever"),
        pytest.param("soon", None, id="a word"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_wait_that_is_asked_for_is_read(header, seconds):
    assert parse_retry_after(header, NOW) == seconds


@given(st.text(max_size=40))
def test_any_header_is_a_wait_or_none(header):
    seconds = parse_retry_after(header, NOW)
    assert seconds is None or seconds >= 0
