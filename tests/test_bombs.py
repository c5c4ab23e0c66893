"""The bot answers while it reads a document that is made to hurt: the real process, model, index and readers."""

import os
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from statistics import quantiles

import pytest

from tests.bot_process import BotProcess
from tests.corpus.hostile import BOMBS
from tests.telegram_server import TelegramServer

ROOT = Path(__file__).parents[1]
REPORTS = ("ferry-adrift-courier", "guild-denies-agency", "low-tide-claim-radio", "official-suspects-lantern")
EDITOR = 7
PATIENCE = 90
MOST = 3.0
SAMPLES = 60
PEOPLE = count(1000)
QUESTIONS = (
    "Who says that the cables were cut?",
    "How many people were injured?",
    "What did the guild say?",
    "When did the ferry break loose?",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A data folder with four reports about a ferry."""
    home = tmp_path_factory.mktemp("bombs") / "home"
    files = [str(ROOT / "corpus" / "samples" / f"{name}.md") for name in REPORTS]
    command = [sys.executable, "-m", "bot.cli", "add", "--yes", *files]
    environment = os.environ | {"ONRECORD_HOME": str(home), "PYTHONPATH": str(ROOT)}
    subprocess.run(command, env=environment, cwd=home.parent, check=True, capture_output=True)
    return home


def time_question(server, number):
    """Ask as a new person, so that no limit on what one chat is sent counts; gives the seconds until the answer."""
    person = server.person(next(PEOPLE))
    began = time.perf_counter()
    sent = person.says(QUESTIONS[number % len(QUESTIONS)])

    def find():
        return next((each for each in person.messages if each.from_bot and each.id > sent.id and each.quotations), None)

    server.wait_for(find, PATIENCE, "an answer")
    return time.perf_counter() - began


def find_verdict(editor, sent):
    replies = (each for each in editor.messages if each.from_bot and each.id > sent.id)
    return next((each for each in replies if not each.text.endswith("…")), None)


def time_during(server, editor, bomb):
    """Send a bomb, and ask one question after another until the bot has said that it is one."""
    sent = editor.sends_file(bomb.name, bomb.make())
    times = []
    while find_verdict(editor, sent) is None:
        times.append(time_question(server, len(times)))
    verdict = find_verdict(editor, sent)
    assert verdict is not None
    assert "took more" in verdict.text
    return times


def find_p95(times):
    return quantiles(times, n=20, method="inclusive")[-1]


@pytest.mark.slow
def test_questions_are_answered_while_bombs_are_read(home, capsys):
    bombs = [bomb for bomb in BOMBS if bomb.title in ("HTML: 300,000 attributes", "HTML: a page of 19 MB")]
    with TelegramServer() as server, BotProcess(server, home, admin_ids=[EDITOR]):
        editor = server.person(EDITOR)
        for number in range(8):
            time_question(server, number)
        calm = [time_question(server, number) for number in range(SAMPLES)]
        during = {bomb.title: time_during(server, editor, bomb) for bomb in bombs}
        after = [time_question(server, number) for number in range(SAMPLES)]
    usual = find_p95(calm + after)
    with capsys.disabled():
        sys.stdout.write(f"\np95 of a question: {usual * 1000:.0f} ms")
        for title, times in during.items():
            p95 = find_p95(times)
            sys.stdout.write(f"; during {title}, {len(times)} questions: {p95 * 1000:.0f} ms, {p95 / usual:.2f} ×")
    assert len(during) == 2
    assert all(len(times) >= 10 for times in during.values())
    assert all(find_p95(times) <= MOST * usual for times in during.values())
