"""A language model behind the command: a real process, a real endpoint, and the answer in words or in quotations."""

import json
import time
from typing import Any

import pytest

from tests.bot.command import Command, check_citation
from tests.bot.worded_replies import read_data, word
from tests.model_server import KEY, MODEL, ScriptedEndpoint, hang, refuse

QUESTION = "How many people were injured on the ferry Anselma?"
GOOD = ("Police in Sallow Reach said that fourteen people were injured.", "Fourteen people were injured")
WRONG = ("Police in Sallow Reach said that forty people were injured.", "Fourteen people were injured")


def ask(command: Command, endpoint: ScriptedEndpoint, *options: str, **more: str) -> str:
    done = command.run("ask", QUESTION, *options, **set_up(endpoint), **more)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def set_up(endpoint: ScriptedEndpoint) -> dict[str, str]:
    return {"OPENAI_BASE_URL": endpoint.url, "OPENAI_API_KEY": KEY, "OPENAI_MODEL": MODEL}


@pytest.fixture(scope="module")
def worded(command: Command) -> dict[str, Any]:
    with ScriptedEndpoint(word(GOOD, WRONG)) as endpoint:
        value = json.loads(ask(command, endpoint, "--json"))
    assert read_data(endpoint.requests[0])[0] == {"question": QUESTION}
    assert isinstance(value, dict)
    return value


def test_worded_answer_cites_slices_and_counts_what_was_dropped(command: Command, worded: dict[str, Any]) -> None:
    assert worded["mode"] == "model"
    assert worded["statements"] == [{"text": GOOD[0], "citations": [1]}]
    assert GOOD[1] in worded["citations"][0]["quote"]
    for citation in worded["citations"]:
        check_citation(command, citation)
    assert WRONG[0] in {each["text"] for each in worded["dropped"]}
    assert all(each["reason"] for each in worded["dropped"])


def test_why_names_the_model_and_its_time(command: Command, worded: dict[str, Any]) -> None:
    value = command.read_json("why", worded["id"])
    assert (value["language_model"], value["tokens"], value["fallback"]) == (MODEL, 100, None)
    assert "draft" in {each["step"] for each in value["timings"]}
    told = command.run("why", worded["id"]).stdout
    assert f"Language model: {MODEL}, 100 tokens." in told
    assert WRONG[0] in " ".join(told.split())


@pytest.mark.slow
def test_worded_answer_for_people_has_the_statement_over_its_quotation(command: Command) -> None:
    with ScriptedEndpoint(word(GOOD, WRONG)) as endpoint:
        shown = ask(command, endpoint)
    assert shown.index(GOOD[0]) < shown.index("│ ")
    assert "1 statement left out" in shown
    assert WRONG[0] not in shown


@pytest.mark.parametrize(
    ("step", "fallback"),
    [
        pytest.param(hang(), "did not reply within", id="a hang", marks=pytest.mark.slow),
        pytest.param(refuse(401), "OPENAI_API_KEY", id="a refusal"),
    ],
)
def test_trouble_of_the_model_leaves_the_quotations(command: Command, step: Any, fallback: str) -> None:
    extract = command.read_json("ask", QUESTION)
    began = time.monotonic()
    with ScriptedEndpoint(otherwise=step) as endpoint:
        value = json.loads(ask(command, endpoint, "--json", OPENAI_TIMEOUT="2"))
    assert value["mode"] == "extractive"
    assert [value[name] for name in ("statements", "positions", "citations")] == [
        extract[name] for name in ("statements", "positions", "citations")
    ]
    receipt = command.read_json("why", value["id"])
    assert fallback in receipt["fallback"]
    (drafting,) = [each["ms"] for each in receipt["timings"] if each["step"] == "draft"]
    assert drafting < 2300
    assert time.monotonic() - began < 60
    assert KEY not in json.dumps(receipt)
