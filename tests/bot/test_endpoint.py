"""How a model's endpoint is reached: directly, over TLS that is trusted, and telling it nothing but the request."""

import gc
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import trustme
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.endpoint import failures as endpoint_failures
from bot.answering.language_model import OpenAILanguageModel
from bot.errors import (
    LanguageModelError,
    ModelReplyError,
    ModelTimeoutError,
    ModelUnreachableError,
    ModelUntrustedError,
)
from tests.bot.model_calls import LIMIT_S, SCHEMA, ask, fail, make_model
from tests.model_server import KEY, MODEL, Exchange, ScriptedEndpoint, respond

pytestmark = pytest.mark.usefixtures("openai_loaded")
SLACK_S = 0.5
PIECES = (
    b"HTTP/1.1 100 Continue\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nlocation: /v1/chat/completions\r\n\r\n",
    b"HTTP/1.1 401 No\r\ncontent-length: 2\r\n\r\n{}",
    b"content-length: 5\r\n",
    b"content-length: -1\r\n",
    b"transfer-encoding: chunked\r\n",
    b"content-encoding: br\r\n",
    b"content-type: text/html; charset=\xff\r\n",
    b"retry-after: \xff\r\n",
    b"\r\n",
    b"zz\r\n",
    b"5\r\n{}   \r\n0\r\n\r\n",
    b'{"choices": [{"message": {"content": "{}"}}]}',
)


def test_nothing_of_the_environment_reaches_the_endpoint(endpoint, monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_WEBHOOK_SECRET"):
        monkeypatch.setenv(name, "from-the-environment")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "Authorization: Bearer other\nX-Told: yes")
    assert ask(make_model(endpoint)) == "{}"
    assert "from-the-environment" not in str(endpoint.requests)


def test_server_that_asks_for_no_key_gets_none():
    with ScriptedEndpoint(key="") as endpoint:
        assert ask(make_model(endpoint)) == "{}"
    assert "authorization" not in endpoint.requests[0].headers


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_is_not_followed(endpoint, status):
    with ScriptedEndpoint(respond(status, b"", location=f"{endpoint.url}/chat/completions")) as first:
        error = fail(make_model(first))
    assert type(error) is ModelReplyError
    assert "sends us elsewhere" in str(error)
    assert endpoint.requests == []


def test_closed_port_is_unreachable_and_costs_nothing(endpoint, unused_tcp_port_factory):
    model = OpenAILanguageModel(MODEL, f"http://127.0.0.1:{unused_tcp_port_factory()}/v1", KEY, LIMIT_S)
    error = fail(model)
    assert type(error) is ModelUnreachableError
    assert error.tokens == 0


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secured(authority: trustme.CA) -> Iterator[ScriptedEndpoint]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with ScriptedEndpoint(tls=context) as running:
        yield running


def test_certificate_of_nobody_we_trust_is_refused_before_the_key_is_told(secured):
    error = fail(make_model(secured))
    assert type(error) is ModelUntrustedError
    assert "SSL_CERT_FILE" in str(error)
    assert secured.requests == []


def test_authority_named_in_the_environment_is_trusted(secured, authority, monkeypatch, tmp_path: Path):
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    assert ask(make_model(secured)) == "{}"


def test_server_without_tls_is_no_secure_one(endpoint):
    model = OpenAILanguageModel(MODEL, endpoint.url.replace("http:", "https:"), KEY, LIMIT_S)
    assert type(fail(model)) is ModelUntrustedError


def test_handshake_that_never_comes_is_given_up_in_time_and_its_connection_closed():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        model = OpenAILanguageModel(MODEL, f"https://127.0.0.1:{silent.getsockname()[1]}/v1", KEY, LIMIT_S)
        started = time.monotonic()
        assert type(fail(model)) is ModelTimeoutError
        assert time.monotonic() - started < LIMIT_S + SLACK_S
        accepted, _ = silent.accept()
        with accepted:
            accepted.settimeout(2)
            while accepted.recv(4096):
                pass
    gc.collect()


def test_key_and_user_stand_in_no_description():
    model = OpenAILanguageModel(MODEL, "http://someone:secret@127.0.0.1:1/v1", KEY, LIMIT_S)
    told = repr(model) + str(fail(model))
    assert KEY not in told
    assert "secret" not in told


def test_library_is_loaded_by_the_first_calls_themselves(endpoint):
    code = f"""
import asyncio, sys
from bot.answering.language_model import make_language_model
from bot.answering.prompts import Prompt

async def ask_at_once():
    prompt = Prompt("JSON", "x", {SCHEMA!r}, "draft")
    print(*(reply.text for reply in await asyncio.gather(*(model.complete(prompt, "x") for _ in range(3)))))

assert "openai" not in sys.modules and "httpx2" not in sys.modules
model = make_language_model({endpoint.url!r}, {MODEL!r}, {KEY!r}, 60)
asyncio.run(ask_at_once())
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("{} {} {}\n", "")


@pytest.fixture(scope="module")
def babbling() -> Iterator[ScriptedEndpoint]:
    with ScriptedEndpoint() as running:
        yield running


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n"]),
    st.binary(max_size=80) | st.lists(st.sampled_from(PIECES)).map(b"".join),
)
def test_any_bytes_are_a_reply_or_our_error(openai_loaded, babbling, start, rest):
    async def babble(exchange: Exchange) -> None:
        await exchange.send(start + rest)

    babbling.otherwise = babble
    model = make_model(babbling)
    with pytest.MonkeyPatch.context() as patch, suppress(LanguageModelError):
        patch.setattr(endpoint_failures, "PAUSE_S", 0.0)
        assert ask(model).strip()
