"""The pages of a shelf of ten thousand reports, as they come in Telegram."""

import statistics
import sys
import time
from contextlib import closing

import pytest

from bot.home import Home
from corpus.database import Database
from tests.bot.test_chat_shelf import wait_for_change
from tests.bot.test_chat_talk import ask, press
from tests.bot_process import BotProcess
from tests.many_reports import shelve_many
from tests.telegram_server import TelegramServer

COMMAND = (sys.executable, "-m", "tests.bot.scripted_chat")
EDITOR, MANY, PAGE_S = 7, 10_000, 0.2


@pytest.fixture(scope="module")
def server():
    with TelegramServer() as running:
        yield running


@pytest.fixture(scope="module")
def editor(server, tmp_path_factory):
    home = tmp_path_factory.mktemp("many") / "home"
    with closing(Database(Home(home).make().database_url)) as database:
        database.migrate()
        shelve_many(database, MANY)
    with BotProcess(server, home, admin_ids=[EDITOR], command=COMMAND, environment={"CALLS_AT_ONCE": "1000"}):
        person = server.person(EDITOR, "Edith")
        ask(server, person, "/help")
        yield person


@pytest.mark.parametrize(
    "command", ["/reports", "/reports ferry ward", "/reports outlet:courier status:withdrawn", "/stats", "/log"]
)
def test_page_comes_in_a_fifth_of_a_second(server, editor, command):
    assert measure_median(lambda: ask(server, editor, command)) < PAGE_S


def test_pages_turn_in_a_fifth_of_a_second(server, editor):
    listed = ask(server, editor, "/reports ward", "page 1 of 1,250")

    def turn(number):
        press(server, editor, listed, f"{number} ›")
        wait_for_change(server, listed, f"page {number} of 1,250")

    numbers = iter(range(2, 7))
    assert measure_median(lambda: turn(next(numbers))) < PAGE_S
    press(server, editor, listed, "1,250 »")
    assert wait_for_change(server, listed, "page 1,250 of 1,250").labels[-2:] == ["« 1", "‹ 1,249"]


def measure_median(call):
    """How long something takes at the median of five, as the person who waits for it sees it."""
    spent = []
    for _ in range(5):
        start = time.perf_counter()
        call()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)
