"""Two hundred chats that ask at once while everything goes wrong, and ten thousand questions to one process.

The figures are shown with `pytest -s tests/test_crowd.py`.
"""

import sys

import pytest

from tests.bot_process import BotProcess
from tests.crowd import COMMAND, describe_growth, measure_growth, rush
from tests.telegram_server import TelegramServer

PEOPLE, EACH, KILLS = 200, 5, 2
QUESTIONS, MOST_GROWTH = 10_000, 1.05
MOST_A_SECOND = 30


@pytest.fixture
def server():
    with TelegramServer() as running:
        yield running


@pytest.mark.slow
def test_every_question_of_two_hundred_chats_is_answered_once_and_in_order(server, tmp_path):
    with BotProcess(server, tmp_path / "home", command=COMMAND) as bot:
        figures = rush(server, bot, PEOPLE, EACH, KILLS)
    sys.stdout.write(f"\n{figures.describe()}")
    assert len(figures.waits) == PEOPLE * EACH
    assert figures.failed_calls > 0.02 * figures.calls
    assert figures.busiest_second <= MOST_A_SECOND


@pytest.mark.slow
def test_memory_stays_flat_over_ten_thousand_questions(server, tmp_path):
    environment = {"CALLS_A_SECOND": "100000"}
    with BotProcess(server, tmp_path / "home", command=COMMAND, environment=environment) as bot:
        sizes = measure_growth(server, bot, QUESTIONS)
    sys.stdout.write(f"\n{describe_growth(sizes, QUESTIONS)}")
    assert max(sizes[1:]) <= sizes[0] * MOST_GROWTH
