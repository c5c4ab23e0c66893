"""The token and the key never reach a log: not in messages, not in tracebacks, not through the HTTP client."""

import io
import logging

import pytest

from bot.chat.application import Chat
from bot.chat.redaction import Redaction, conceal
from bot.chat.room import House
from bot.intake import Intake
from bot.keeping import Keeping
from bot.main import make_connection
from bot.settings import Settings
from bot.state import State
from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.originals import Originals
from tests.model_server import KEY

TOKEN = "7000000001:AAE-strictly-for-tests_0123456789abc"
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


def test_key_of_the_language_model_is_concealed_from_the_start_of_the_chat(stream, tmp_path):
    handler = logging.StreamHandler(stream)
    logging.getLogger().addHandler(handler)
    database = Database.at(tmp_path / "catalogue.db")
    try:
        database.migrate()
        catalogue, state = Catalogue(database), State.of(database)
        settings = Settings(_env_file=None, openai_api_key=KEY, telegram_token=TOKEN, onrecord_home=tmp_path)
        intake, keeping = Intake(catalogue, Originals(tmp_path), state.jobs), Keeping.of(catalogue, state, None)
        house = House(None, None, None, intake, catalogue, keeping, None)
        connection = make_connection(settings)
        assert KEY not in repr((connection, settings))
        Chat(connection, house, state)
        logging.getLogger("any").error("refused: Bearer %s for bot%s", KEY, TOKEN)
        try:
            raise ValueError(f"Incorrect API key provided: {KEY}")
        except ValueError:
            logging.getLogger("openai").exception("failed")
    finally:
        logging.getLogger().removeHandler(handler)
        database.close()
    assert stream.getvalue().startswith("refused: Bearer [concealed] for bot[concealed]\nfailed\nTraceback")
    assert "provided: [concealed]" in stream.getvalue()


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
