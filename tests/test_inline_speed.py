"""Inline mode is quick: the real bot process with the real model, over the samples and over a larger shelf."""

import pytest

from tests.bench_inline import list_queries, make_home, measure_burst, measure_pages, warm_up
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer

PROMISED_S = 0.3
LARGER = 1000


@pytest.mark.slow
@pytest.mark.parametrize("reports", [0, LARGER], ids=["samples", "1,000 reports more"])
def test_95_of_100_pages_come_within_the_promised_time_and_a_burst_builds_up_no_queue(tmp_path, reports):
    home = make_home(tmp_path, reports)
    with TelegramServer() as server, BotProcess(server, home) as bot:
        ann, bob = server.person(1), server.person(2)
        warm_up(server, ann)
        queries = list_queries(100)
        took = sorted(measure_pages(server, ann, queries))
        assert took[94] <= PROMISED_S, took[90:]
        waits, share = measure_burst(server, [ann, bob], [queries[1], queries[3]])
        # Besides the search for the last letters, one that was under way for each may have to end first.
        assert max(waits) <= 4 * PROMISED_S
        assert share < 1
        assert server.refusals == []
        assert "Failure " not in bot.log
