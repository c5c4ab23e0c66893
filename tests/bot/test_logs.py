"""What the log says and what it keeps to itself: lines for people or JSON, with nobody's words and no secret."""

import io
import json
import logging
import threading
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import DraftError, ModelBusyError
from bot.watch.error_texts import describe_error, format_traceback
from bot.watch.logs import LogFormatter, Manners, log_loop_fault, set_up_logs
from corpus.errors import DatabaseError, UnsupportedFormatError
from index.errors import EmbeddingModelError

TOKEN = "7000000001:AAE-strictly-for-tests_0123456789abc"
WORDS = "Odile Marchbank drifts"
LEVELS = ("debug", "info", "warning", "error")


@pytest.fixture
def as_before():
    """What logging was set up to do before, and does again afterwards."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    shown, hook = warnings.showwarning, threading.excepthook
    yield
    root.handlers = handlers
    root.setLevel(level)
    warnings.showwarning, threading.excepthook = shown, hook


@pytest.fixture
def stream(as_before):
    return io.StringIO()


@pytest.fixture
def lines(stream):
    """Sets the log up, and gives what reads its lines as JSON."""
    set_up_logs("DEBUG", "json", [TOKEN], stream=stream)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def raise_chain():
    try:
        raise ValueError(f"inner {WORDS}")
    except ValueError as error:
        raise RuntimeError(f"outer {WORDS}") from error


def catch_chain():
    try:
        raise_chain()
    except RuntimeError as error:
        return error
    raise AssertionError


def test_event_has_its_fields_beside_it(lines):
    logging.getLogger("bot.chat.sending").warning("It failed; trying again", extra={"pause_s": 0.5, "update": 7})
    (event,) = lines()
    assert event.pop("timestamp").endswith("Z")
    assert event == {
        "event": "It failed; trying again", "level": "warning", "logger": "bot.chat.sending", "pause_s": 0.5,
        "update": 7,
    }  # fmt: skip


def test_line_for_people_says_the_same(stream):
    set_up_logs("INFO", "lines", stream=stream)
    logging.getLogger("bot.chat").debug("not this")
    logging.getLogger("bot.chat").info("Serving", extra={"bot": "shelf_bot"})
    assert stream.getvalue().endswith("Z [info] Serving [bot.chat] bot=shelf_bot\n")
    assert stream.getvalue().count("\n") == 1


@pytest.mark.parametrize("level", LEVELS)
def test_no_setting_of_the_level_lets_other_libraries_repeat_messages(stream, level):
    set_up_logs(level.upper(), "json", stream=stream)
    logging.getLogger("telegram.ext.Application").debug("Processing update %s", WORDS)
    logging.getLogger("httpx").info("HTTP Request: %s", WORDS)
    logging.getLogger("telegram.ext._utils.webhookhandler").critical("Received data was: %s, %d", WORDS, 400)
    (line,) = stream.getvalue().splitlines()
    assert json.loads(line)["event"] == "Received data was: [concealed], 400"


def test_error_is_logged_with_its_frames_and_without_what_it_says(lines):
    logging.getLogger("bot.chat.failures").error("Failure", extra={"error_id": "a1"}, exc_info=catch_chain())
    (event,) = lines()
    shown = event["exception"]
    assert WORDS not in shown
    assert shown.index("ValueError: [concealed]") < shown.index("RuntimeError: [concealed]")
    assert "was the direct cause of" in shown
    assert "in raise_chain" in shown
    assert shown.endswith("RuntimeError: [concealed]")


def test_error_among_the_fields_or_the_arguments_says_as_little(lines):
    log = logging.getLogger("bot.chat")
    log.warning("It failed", extra={"error": KeyError(WORDS)})
    log.warning("It failed: %s", KeyError(WORDS))
    log.warning("It failed: %(error)s", {"error": KeyError(WORDS)})
    assert [event.get("error", event["event"]) for event in lines()] == [
        "KeyError: [concealed]",
        "It failed: KeyError: [concealed]",
        "It failed: KeyError: [concealed]",
    ]


def test_texts_are_there_for_whoever_asks_for_them(stream):
    set_up_logs("INFO", "json", [TOKEN], texts=True, stream=stream)
    logging.getLogger("bot.chat").error("Failure", extra={"error": KeyError(WORDS)}, exc_info=catch_chain())
    logging.getLogger("telegram.ext").info("Received %s for %s", WORDS, TOKEN)
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert first["error"] == f"KeyError: '{WORDS}'"
    assert f"RuntimeError: outer {WORDS}" in first["exception"]
    assert second["event"] == f"Received {WORDS} for [concealed]"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(ModelBusyError("Asked too often."), "ModelBusyError: Asked too often.", id="model"),
        pytest.param(EmbeddingModelError("It is missing."), "EmbeddingModelError: It is missing.", id="embedding"),
        pytest.param(DatabaseError("The disk is full."), "DatabaseError: The disk is full.", id="database"),
        pytest.param(FileNotFoundError(2, "No such file", "Ann.pdf"), "FileNotFoundError: No such file", id="file"),
        pytest.param(TimeoutError(), "TimeoutError", id="nothing-said"),
        pytest.param(DraftError(f"“{WORDS}”"), "DraftError: [concealed]", id="draft"),
        pytest.param(UnsupportedFormatError("Ann.xyz", "a", "b"), "UnsupportedFormatError: [concealed]", id="name"),
    ],
)
def test_errors_that_quote_nobody_say_what_they_say(error, said):
    assert describe_error(error) == said


def test_what_telegram_quotes_in_its_refusals_is_left_out():
    from telegram.error import BadRequest

    error = BadRequest("inline keyboard button URL 'https://weirpost.example/x' is invalid: can't be opened")
    assert describe_error(error) == "BadRequest: inline keyboard button URL … is invalid: can't be opened"


def test_groups_of_errors_are_logged_with_each_of_theirs():
    shown = format_traceback(ExceptionGroup(WORDS, [ValueError(WORDS), KeyError(WORDS)]))
    assert shown.splitlines() == [
        "ExceptionGroup: [concealed]", "ValueError: [concealed]", "KeyError: [concealed]"
    ]  # fmt: skip


def test_notes_on_an_error_are_not_logged():
    error = catch_chain()
    error.add_note(WORDS)
    assert WORDS not in format_traceback(error)
    assert WORDS in format_traceback(error, whole=True)


def test_warning_of_a_library_is_an_event(lines):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning(UserWarning(WORDS), UserWarning, "lib.py", 7)
    (event,) = lines()
    assert (event["event"], event["warning"], event["place"]) == (
        "A library warns", "UserWarning: [concealed]", "lib.py:7"
    )  # fmt: skip


def test_thread_that_ends_with_an_error_is_an_event(lines):
    thread = threading.Thread(target=raise_chain, name="worker-x")
    thread.start()
    thread.join()
    (event,) = lines()
    assert (event["event"], event["thread_name"]) == ("A thread ended with an error", "worker-x")
    assert "RuntimeError: [concealed]" in event["exception"]


def test_what_fails_in_an_event_loop_unattended_is_an_event(lines):
    log_loop_fault(None, {"message": WORDS, "exception": catch_chain(), "future": WORDS})
    (event,) = lines()
    assert event["event"] == "Something failed in the event loop"
    assert WORDS not in json.dumps(event)


@given(st.text("abcdefghijkلمنو🛶 '\"\\\n", min_size=4).filter(lambda text: len(set(text)) > 2))
def test_no_line_has_the_words_of_an_error_or_of_a_library(words):
    for form in ("lines", "json"):
        formatter = LogFormatter(form)
        error = ValueError("§" + words)
        for name, fields in (("bot.x", {"error": error}), ("telegram.x", {})):
            args = (error,) if name == "bot.x" else ("§" + words,)
            record = logging.LogRecord(name, logging.ERROR, "x.py", 1, "It: %s", args, (ValueError, error, None))
            record.__dict__.update(fields)
            assert "§" not in formatter.format(record)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=8, max_size=60))
def test_no_line_has_a_secret_whatever_stands_around_it(secret):
    for form in ("lines", "json"):
        formatter = LogFormatter(form, [secret])
        extra = {"a": f"x{secret}", "b": [secret], "c": {"d": f"{secret} y"}}
        record = logging.LogRecord("bot.x", logging.ERROR, "x.py", 1, "At %s", (f"http://h/bot{secret}/x",), None)
        record.__dict__.update(extra)
        line = formatter.format(record)
        assert secret not in line
        assert json.dumps(secret)[1:-1] not in line


def test_half_of_a_token_is_concealed_as_well(lines):
    logging.getLogger("bot.x").error(
        "Half", extra={"half": TOKEN.partition(":")[2], "address": TOKEN.replace(":", "%3A")}
    )
    (event,) = lines()
    assert (event["half"], event["address"]) == ("[concealed]", "[concealed]")


def test_own_loggers_are_told_from_others():
    records = {
        name: logging.LogRecord(name, logging.INFO, "", 0, "x", (), None) for name in ("bot.a", "bottle", "index")
    }
    assert [name for name, record in records.items() if Manners().filter(record)] == ["bot.a", "index"]
