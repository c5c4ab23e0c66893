"""The model changed under the real bot: started with another one, killed in the middle, asked all the time."""

import json
import os
import subprocess
import sys

import pytest

from bot.state import State
from corpus.database import Database
from index.model_choice import ModelChoice
from tests.bot.command import MODELS
from tests.bot.test_chat_watch import fetch, find_port, wait_for_text
from tests.bot_process import ROOT, BotProcess
from tests.telegram_server import TelegramServer

ADMIN = 7
QUESTION = "How many people were injured on the ferry?"
LIGHT, MULTILINGUAL = ({"EMBEDDING_MODEL": name, "MODELS_HOME": str(MODELS)} for name in ("light", "multilingual"))
FORMER, WANTED = (ModelChoice(name, MODELS).name for name in ("light", "multilingual"))

pytestmark = pytest.mark.slow


def run(home, *arguments, **environment):
    given = os.environ | {"ONRECORD_HOME": str(home), "PYTHONPATH": str(ROOT)} | environment
    command = [sys.executable, "-m", "bot.cli", *map(str, arguments)]
    return subprocess.run(command, env=given, cwd=home.parent, capture_output=True, text=True, check=False)


def test_bot_started_with_another_model_answers_all_the_while_and_tells_its_admins(tmp_path):
    home, port = tmp_path / "home", find_port()
    samples = sorted((ROOT / "corpus" / "samples").glob("*.md"))
    assert run(home, "add", "--yes", *samples, **LIGHT).returncode == 0
    before = json.loads(run(home, "ask", QUESTION, "--json", **LIGHT).stdout)
    told = json.loads(run(home, "check", "--json", **MULTILINGUAL).stdout)["models"]
    assert (told["answers"], told["coming"], told["set"]) == (FORMER, None, WANTED)
    environment = {**MULTILINGUAL, "METRICS_PORT": str(port)}
    with TelegramServer() as server:
        ann, edith = server.person(1, "Ann"), server.person(ADMIN, "Edith")
        bot = BotProcess(server, home, admin_ids=[ADMIN], environment=environment)
        bot.start()
        ann.says(QUESTION)
        wait_for_text(server, edith, f"{WANTED} is to answer in place of {FORMER}")
        bot.kill()
        bot.start()
        wait_for_text(server, ann, "Fourteen people were injured")
        database = Database.at(home / "catalogue.db")
        state = State.of(database)
        for _ in range(100):
            beside = json.loads(run(home, "ask", QUESTION, "--json", **LIGHT).stdout)
            assert beside["status"] == before["status"]
            assert [each["quote"] for each in beside["citations"]][:1] == [before["citations"][0]["quote"]]
            if not state.jobs.list_waiting():
                break
        wait_for_text(server, edith, f"{WANTED} answers from now on")
        ann.says(QUESTION)
        wait_for_text(server, ann, "Fourteen people were injured", 2)
        edith.says("/stats")
        wait_for_text(server, edith, f"Embedding model: {WANTED}")
        assert "onrecord_reindex_total 0.0" in fetch(port, "/metrics")[1]
        assert len([each for each in edith.messages if "are being embedded anew" in each.text]) == 1
        assert bot.stop() == 0
        database.close()
    found = json.loads(run(home, "check", "--json", **MULTILINGUAL).stdout)
    assert (found["models"]["answers"], found["models"]["coming"]) == (WANTED, None)
    assert list(found["models"]["embedded"]) == [WANTED]
    assert found["models"]["embedded"][WANTED] == found["index"]["passages"] > 100
