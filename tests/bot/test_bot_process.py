"""The harness that runs the bot as a process, tried with a small program of the library in the bot's place."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot_process import ROOT, BotProcess
from tests.telegram_server import TelegramServer

PROGRAM = (sys.executable, "-m", "tests.bot.library_program")

KEPT_LOG = """
import os, pathlib
logs = pathlib.Path(os.environ["ONRECORD_HOME"], "logs")
logs.mkdir(parents=True)
logs.joinpath("errors.log").write_text(os.environ["TELEGRAM_API_URL"] + "/bot" + os.environ["TELEGRAM_TOKEN"])
"""
KILLED_TESTS = """
import os, pathlib, sys, time
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer

sleeper = (sys.executable, "-c", "import time; time.sleep(60)")
bot = BotProcess(TelegramServer(port=1), pathlib.Path(sys.argv[1]), command=sleeper)
bot.start(wait=False)
time.sleep(0.3)
print(bot.pid, flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture
def bot(server: TelegramServer, tmp_path: Path) -> BotProcess:
    return BotProcess(server, tmp_path / "home", command=PROGRAM)


def test_bot_is_started_stopped_and_started_again(server: TelegramServer, bot: BotProcess) -> None:
    reader = server.person(5)
    with bot:
        reader.says("One")
        server.wait_for(lambda: [m.text for m in server.replies(5)] == ["One"])
        bot.restart()
        reader.says("Two")
        server.wait_for(lambda: [m.text for m in server.replies(5)] == ["One", "Two"])
    assert (bot.is_running, bot.exit_code) == (False, 0)


def test_killed_bot_leaves_its_updates_waiting(server: TelegramServer, bot: BotProcess) -> None:
    with bot:
        gate = server.hold("sendMessage")
        server.person(5).says("Held")
        server.wait_for(lambda: gate.waiting and not server.unacknowledged)
        bot.kill()
        assert bot.exit_code == -9
        server.wait_for(lambda: not gate.waiting)
        gate.open()
        server.person(5).says("Waiting")
        bot.start()
        server.wait_for(lambda: server.replies(5))
    assert [message.text for message in server.replies(5)] == ["Waiting"]


def test_bot_can_be_killed_between_the_effect_and_its_answer(server: TelegramServer, bot: BotProcess) -> None:
    with bot:
        gate = server.hold("sendMessage", carried_out=True)
        server.person(5).says("Sent")
        server.wait_for(lambda: gate.waiting)
        assert [message.text for message in server.replies(5)] == ["Sent"]
        bot.kill()


def test_failed_test_shows_the_log(server: TelegramServer, bot: BotProcess) -> None:
    failure = ValueError("the test failed")
    bot.log_path.write_text("what the bot said")
    bot.__exit__(ValueError, failure, None)
    assert "what the bot said" in failure.__notes__[0]


@pytest.mark.parametrize(
    ("script", "complaint"),
    [
        ("import os; print(os.environ['TELEGRAM_TOKEN'])", "the log shows the token"),
        (KEPT_LOG, "the log shows the token"),
        ("1 / 0", "ZeroDivisionError"),
    ],
    ids=["token", "token in the logs of the home", "traceback"],
)
def test_log_with_what_nobody_should_see_is_refused(
    server: TelegramServer, tmp_path: Path, script: str, complaint: str
) -> None:
    bot = BotProcess(server, tmp_path / "home", command=(sys.executable, "-c", script))
    bot.start(wait=False)
    server.wait_for(lambda: not bot.is_running)
    with pytest.raises(AssertionError, match=complaint):
        bot.check_log()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_bot_ends_with_the_tests(server: TelegramServer, tmp_path: Path) -> None:
    tests = subprocess.run(
        [sys.executable, "-c", KILLED_TESTS, str(tmp_path / "home")], cwd=ROOT, stdout=subprocess.PIPE, check=False
    )
    bot = Path(f"/proc/{int(tests.stdout)}/stat")
    server.wait_for(lambda: not bot.exists() or bot.read_text().split()[2] == "Z")


def test_bot_that_ends_while_it_starts_is_told_at_once(server: TelegramServer, tmp_path: Path) -> None:
    bot = BotProcess(server, tmp_path / "home", command=(sys.executable, "-c", "raise SystemExit('no token')"))
    with pytest.raises(AssertionError, match="ended with 1 while it started"):
        bot.start()
    bot.__exit__(ValueError, None, None)
