"""The token and the key never reach a log: not in messages, not in tracebacks, not through the HTTP client."""

import io
import logging

import pytest

from bot.main import make_connection
from bot.settings import Settings
from bot.watch.redaction import Redaction, conceal

TOKEN = "7000000001:AAE-strictly-for-tests_0123456789abc"
KEY, HOOK = "sk-test-0123456789", "hook-0123456789"
URL = f"https://api.telegram.org/bot{TOKEN}/getMe"


@pytest.fixture
def stream():
    return io.StringIO()


@pytest.fixture
def logger(stream):
    handler = logging.StreamHandler(stream)
    handler.addFilter(Redaction([TOKEN, ""]))
    logger = logging.getLogger("test of redaction")
    logger.addHandler(handler)
    logger.propagate = False
    yield logger
    logger.removeHandler(handler)


def fail():
    try:
        raise ValueError(f"inner {URL}")
    except ValueError as error:
        raise RuntimeError(f"no answer from {URL}") from error


def test_message_and_arguments_are_made_safe(logger, stream):
    logger.warning("GET %s took %d ms", URL, 5)
    assert stream.getvalue() == "GET https://api.telegram.org/bot[concealed]/getMe took 5 ms\n"


def test_traceback_and_its_causes_are_made_safe(logger, stream):
    try:
        fail()
    except RuntimeError:
        logger.exception("failed at %s", URL, stack_info=True)
    assert "RuntimeError: no answer from https://api.telegram.org/bot[concealed]/getMe" in stream.getvalue()
    assert "ValueError: inner" in stream.getvalue()
    assert TOKEN not in stream.getvalue()


def test_secrets_of_the_settings_are_those_that_the_log_conceals(tmp_path):
    given = {"telegram_token": TOKEN, "openai_api_key": KEY, "webhook_secret": HOOK}
    settings = Settings(_env_file=None, onrecord_home=tmp_path, webhook_url="https://bot.example/a", **given)
    connection = make_connection(settings)
    assert {TOKEN, KEY, HOOK} == {connection.token, *connection.secrets}
    assert not any(secret in repr((connection, settings)) for secret in given.values())


def test_text_without_a_secret_stays_as_it_is(logger, stream):
    logger.warning("100 %% of %s", "it")
    assert stream.getvalue() == "100 % of it\n"


def test_http_client_is_quiet_and_every_handler_of_the_root_is_guarded(stream):
    handler = logging.StreamHandler(stream)
    root, httpx = logging.getLogger(), logging.getLogger("httpx")
    root.addHandler(handler)
    try:
        conceal([TOKEN])
        httpx.info("HTTP Request: POST %s", URL)
        httpx.error("HTTP Request: POST %s", URL)
    finally:
        root.removeHandler(handler)
    assert stream.getvalue() == "HTTP Request: POST https://api.telegram.org/bot[concealed]/getMe\n"
