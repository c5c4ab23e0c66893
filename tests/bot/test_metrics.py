"""The figures: what is counted when an answer is made, a model is asked, Telegram is called; and nobody is in them."""

from dataclasses import replace
from datetime import date

import pytest
from telegram.error import NetworkError, TimedOut

from bot.answering.answers import (
    Answer,
    Citation,
    Dropped,
    Mode,
    Position,
    Question,
    Quote,
    Receipt,
    Refusal,
    Stance,
    Statement,
    Timing,
)
from bot.answering.checking import NOT_A_SLICE, NOT_LIVE
from bot.answering.draft_checking import NO_SENTENCE, SAID_TWICE
from bot.answering.evidence import describe_copy
from bot.answering.language_model import Reply
from bot.chat.metering import MeteredRequest
from bot.errors import ModelBusyError
from bot.state import State
from bot.watch.health import Condition, Pulse
from bot.watch.metering import MeteredLanguageModel, meter_answering
from bot.watch.metrics import Metrics
from corpus.database import Database
from corpus.errors import DatabaseError
from corpus.reports import Report

REPORT = Report("weir", 1, "Weir opened", "The weir was opened. Nobody was told.", "Courier", None, date(2026, 3, 11))
TWIN = replace(REPORT, id="twin")
QUOTE = Quote.cut(REPORT, 0, 20)
CITATION = Citation(1, QUOTE)
RECEIPT = Receipt("", (), (), (), (Timing("search", 40.0), Timing("draft", 900.0)), "m", 1.0)
ANSWER = Answer("a", Question("Who?"), (Statement("It was.", (1,)),), (CITATION,), RECEIPT)
REFUSAL = Refusal("r", Question("Why?"), (CITATION, Citation(2, QUOTE)), RECEIPT)


@pytest.fixture
def metrics():
    return Metrics()


def read(metrics, name, **labels):
    return metrics.registry.get_sample_value(f"onrecord_{name}", labels)


def list_labels(metrics):
    return {
        (sample.name, value)
        for family in metrics.registry.collect()
        for sample in family.samples
        if sample.name.startswith("onrecord_")
        for value in sample.labels.values()
    }


async def give(value):
    if isinstance(value, Exception):
        raise value
    return value


def test_answers_are_counted_by_status_and_by_who_worded_them(metrics):
    disputed = replace(ANSWER, positions=(Position("The guild", Stance.DENIES, (1,)),), mode=Mode.MODEL)
    for record in (ANSWER, ANSWER, disputed, REFUSAL):
        metrics.count_answer(record, 0.3)
    assert read(metrics, "answers_total", status="answered", mode="extractive") == 2
    assert read(metrics, "answers_total", status="disputed", mode="model") == 1
    assert read(metrics, "answers_total", status="refused", mode="extractive") == 1
    assert read(metrics, "answers_total", status="answered", mode="model") == 0
    assert read(metrics, "answer_seconds_count") == 4
    assert read(metrics, "answer_seconds_sum") == pytest.approx(1.2)


def test_each_stage_of_an_answer_is_timed(metrics):
    metrics.count_answer(ANSWER, 1.0)
    assert read(metrics, "stage_seconds_sum", stage="search") == pytest.approx(0.04)
    assert read(metrics, "stage_seconds_bucket", stage="draft", le="0.5") == 0
    assert read(metrics, "stage_seconds_bucket", stage="draft", le="1.0") == 1
    assert read(metrics, "stage_seconds_count", stage="rewrite") == 0


def test_checks_are_counted_apart_from_copies_left_out_and_statements_taken_out(metrics):
    copies = (describe_copy(QUOTE, QUOTE), describe_copy(Quote.cut(TWIN, 0, 20), Quote.cut(REPORT, 21, 37)))
    reasons = (NOT_LIVE, NOT_A_SLICE, *copies, NO_SENTENCE, SAID_TWICE, "a figure that is in none of its quotations")
    receipt = replace(RECEIPT, dropped=tuple(Dropped("x", reason) for reason in reasons), language_model="m")
    metrics.count_answer(replace(ANSWER, receipt=receipt), 1.0)
    metrics.count_answer(REFUSAL, 1.0)
    assert read(metrics, "quotations_checked_total", outcome="held") == 3
    assert read(metrics, "quotations_checked_total", outcome="failed") == 2
    assert read(metrics, "statements_dropped_total") == 3


async def test_answering_is_counted_and_changed_in_nothing(metrics):
    async def answer(question, conversation, person, in_thread=None):
        assert (question, conversation, person, in_thread) == ("q", "c", "telegram:5", "t")
        return await give(outcome)

    metered = meter_answering(answer, metrics)
    outcome = ANSWER
    assert await metered("q", "c", "telegram:5", in_thread="t") is ANSWER
    outcome = ValueError("broken")
    with pytest.raises(ValueError, match="broken"):
        await metered("q", "c", "telegram:5", in_thread="t")
    assert read(metrics, "questions_total") == 2
    assert read(metrics, "answers_failed_total") == 1
    assert read(metrics, "answers_total", status="answered", mode="extractive") == 1


class ScriptedModel:
    name = "scripted"

    def __init__(self, *outcomes):
        self._outcomes = list(outcomes)

    async def complete(self, prompt, person, seconds=None):
        return await give(self._outcomes.pop(0))


async def test_calls_of_the_model_are_counted_with_their_tokens_and_failures(metrics):
    replies = (Reply("x", 120), ModelBusyError("Busy.", tokens=7), ModelBusyError("Busy.", tokens=None))
    model = MeteredLanguageModel(ScriptedModel(*replies), metrics)
    assert model.name == "scripted"
    assert (await model.complete("p", "telegram:5")).tokens == 120
    for _ in range(2):
        with pytest.raises(ModelBusyError):
            await model.complete("p", "telegram:5", 3.0)
    assert read(metrics, "model_calls_total", outcome="replied") == 1
    assert read(metrics, "model_calls_total", outcome="ModelBusyError") == 2
    assert read(metrics, "model_tokens_total") == 127
    assert read(metrics, "model_seconds_count") == 3


class ScriptedRequest:
    read_timeout = 5.0

    def __init__(self, *outcomes):
        self._outcomes = list(outcomes)

    async def do_request(self, url, method, request_data=None, *_args, **_kwargs):
        return await give(self._outcomes.pop(0))


URL = "https://api.telegram.org/bot7000000001:AAE-strictly/sendMessage"


async def test_calls_of_telegram_are_counted_by_what_came_of_them(metrics):
    pulse = Pulse("telegram")
    codes = (200, 429, 400, 403, 502)
    request = MeteredRequest(
        ScriptedRequest(*[(code, b"") for code in codes], TimedOut(), NetworkError("x")), metrics, pulse
    )
    assert request.read_timeout == 5.0
    for code in codes:
        assert await request.do_request(URL, "POST") == (code, b"")
    for kind in (TimedOut, NetworkError):
        with pytest.raises(kind):
            await request.do_request(URL, "POST")
    counted = {"ok": 1, "flooded": 1, "refused": 2, "broken": 1, "timeout": 1, "unreachable": 1}
    for outcome, times in counted.items():
        assert read(metrics, "telegram_calls_total", method="sendMessage", outcome=outcome) == times
    assert read(metrics, "telegram_seconds_count", method="sendMessage") == 7
    assert pulse.look().condition is Condition.OK


async def test_only_a_call_that_succeeds_is_a_sign_of_life_and_a_download_names_no_file(metrics):
    pulse = Pulse("telegram")
    request = MeteredRequest(ScriptedRequest((502, b""), (200, b"")), metrics, pulse)
    await request.do_request(URL, "POST")
    assert pulse.look().condition is Condition.STARTING
    await request.do_request("https://api.telegram.org/file/bot7:AA/documents/ann.pdf", "GET")
    assert pulse.look().condition is Condition.OK
    assert ("onrecord_telegram_calls_total", "download") in list_labels(metrics)
    assert not [value for _, value in list_labels(metrics) if "ann" in value or "AA" in value]


def test_what_waits_is_read_when_somebody_looks(metrics, tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    database.migrate()
    state = State.of(database)
    metrics.watch_load(state.loads.measure)
    assert read(metrics, "inbox_waiting") == 0
    for number in (1, 2, 3, 4):
        state.inbox.store(number, "{}")
    state.inbox.bury(1, "x")
    state.inbox.set_aside(5, "{}", "x")
    state.inbox.finish(2)
    state.notices.put("telegram:5", "k", "x")
    assert read(metrics, "inbox_waiting") == 2
    assert 0 <= read(metrics, "inbox_oldest_seconds") < 60
    assert (read(metrics, "inbox_dead"), read(metrics, "inbox_aside")) == (1, 1)
    assert (read(metrics, "jobs_waiting"), read(metrics, "notices_waiting")) == (0, 1)
    assert state.loads.probe() == ""
    database.close()


def test_figures_are_given_also_while_the_database_is_away(metrics):
    def measure():
        raise DatabaseError("The disk is full.")

    metrics.watch_load(measure)
    metrics.count_question()
    assert read(metrics, "questions_total") == 1
    assert read(metrics, "inbox_waiting") is None


def test_database_that_is_locked_gives_no_sign(tmp_path, monkeypatch):
    monkeypatch.setattr("corpus.database.WAIT_S", 0.05)
    database = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    database.migrate()
    other = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    with other.writing(), pytest.raises(DatabaseError, match="Another process keeps writing"):
        State.of(database).loads.probe()
    assert State.of(database).loads.probe() == ""
    database.close()
    other.close()
