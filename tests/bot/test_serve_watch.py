"""`onrecord serve` as operators see it: the real embedding model and Chroma, and a scripted language model."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.test_chat_watch import fetch, find_port, read_figures, wait_for_text
from tests.bot.worded_replies import word
from tests.bot_process import ROOT, BotProcess
from tests.model_server import KEY, MODEL, ScriptedEndpoint, hang
from tests.telegram_server import TelegramServer

SAMPLES = ROOT / "corpus" / "samples"
SAID = "Police in Sallow Reach said that fourteen people were injured."
SHELVED = ("ferry-adrift-courier", "guild-denies-agency")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    home = tmp_path_factory.mktemp("shelf") / "home"
    files = [str(SAMPLES / f"{name}.md") for name in SHELVED]
    environment = os.environ | {"ONRECORD_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot.cli", "add", "--yes", *files]
    subprocess.run(command, env=environment, cwd=home.parent, check=True, capture_output=True)
    return home


@pytest.fixture
def shelf(loaded, tmp_path):
    """A home for one test: each server counts its updates from the beginning, and what was dealt with is not again."""
    return shutil.copytree(loaded, tmp_path / "home")


def find_processes(words):
    """Give the numbers of the processes whose command holds these words."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if words in path.read_bytes().replace(b"\0", b" ").decode(errors="replace"):
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def count_answers(figures, label=""):
    return sum(value for name, value in figures.items() if "onrecord_answers_total{" in name and label in name)


def wait_for_health(server, port, status):
    def find():
        code, body = fetch(port, "/healthz")
        return code and json.loads(body)["status"] == status and (code, json.loads(body)["parts"])

    return server.wait_for(find, 90, f"health: {status}")


def test_operators_see_the_model_and_a_chroma_that_hangs_and_nobodys_words(shelf):
    script = [word((SAID, "Fourteen people were injured"), ("Forty people were injured.", "Fourteen people"))]
    port = find_port()
    with TelegramServer() as server, ScriptedEndpoint(*script, otherwise=hang()) as endpoint:
        environment = {
            "OPENAI_BASE_URL": endpoint.url, "OPENAI_API_KEY": KEY, "OPENAI_MODEL": MODEL, "OPENAI_TIMEOUT": "3",
            "METRICS_PORT": str(port), "LOG_FORM": "json", "LOG_LEVEL": "debug",
        }  # fmt: skip
        with BotProcess(server, shelf, environment=environment) as bot:
            wait_for_health(server, port, "ok")
            ann = server.person(1, "Anselmina")
            ann.says("How many people were injured on the ferry?")
            wait_for_text(server, ann, SAID)
            ann.says("What did the guild say about the zanzibarian cables?")
            server.wait_for(lambda: count_answers(read_figures(port)) == 2, 30, "two answers")
            figures = read_figures(port)
            assert count_answers(figures, 'mode="model"') == 1
            assert figures["onrecord_statements_dropped_total"] == 1
            assert figures['onrecord_model_calls_total{outcome="replied"}'] == 1
            assert figures["onrecord_model_tokens_total"] == 100
            assert sum(value for name, value in figures.items() if "model_calls_total" in name) >= 2
            assert figures['onrecord_stage_seconds_count{stage="draft"}'] >= 1
            chromas = find_processes(str(shelf / "chroma"))
            assert chromas
            for number in chromas:
                os.kill(number, signal.SIGSTOP)
            code, parts = wait_for_health(server, port, "degraded")
            assert (code, parts["index"]["note"]) == (200, "exact search stands in for Chroma, which does not answer")
            for number in chromas:
                os.kill(number, signal.SIGCONT)
            wait_for_health(server, port, "ok")
        events = [json.loads(line) for line in bot.log.splitlines()]
        answers = [event["status"] for event in events if event["event"] == "A question was answered"]
        assert len(answers) == 2
        shown = [word for word in ("anselmina", "zanzibarian", "injured", "sallow", KEY) if word in bot.log.lower()]
        assert shown == []


def test_bot_that_is_brought_its_messages_answers_and_is_well_as_long_as_it_listens(shelf):
    pages, hook = find_port(), find_port()
    environment = {
        "WEBHOOK_URL": "https://bot.example/hook", "WEBHOOK_SECRET": "made-up-secret", "WEBHOOK_PORT": str(hook),
        "METRICS_PORT": str(pages), "LOG_LEVEL": "debug",
    }  # fmt: skip
    with TelegramServer(doors={"https://bot.example": f"http://127.0.0.1:{hook}"}) as server:
        bot = BotProcess(server, shelf, environment=environment)
        bot.start(wait=False)
        try:
            _, parts = wait_for_health(server, pages, "ok")
            assert parts["telegram"]["status"] == "ok"
            ann = server.person(1, "Ann")
            ann.says("How many people were injured on the ferry?")
            wait_for_text(server, ann, "Fourteen people were injured")
            assert server.polls == 0
        finally:
            assert bot.stop() == 0
        bot.check_log()
        assert "made-up-secret" not in bot.log


def test_port_that_is_taken_ends_the_start_with_one_sentence(tmp_path):
    with TelegramServer() as server, socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        bot = BotProcess(server, tmp_path / "home", environment={"METRICS_PORT": str(port)})
        bot.start(wait=False)
        server.wait_for(lambda: not bot.is_running, 60, "the end")
        assert bot.exit_code == 1
        assert f"METRICS_PORT {port} at 127.0.0.1 cannot be listened on: address already in use;" in bot.log
        assert "Traceback" not in bot.log
