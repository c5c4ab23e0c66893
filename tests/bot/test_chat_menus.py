"""What the bot tells Telegram of its menus when it starts, whatever goes wrong meanwhile."""

import re
import sys

import pytest

from tests.bot.test_chat_talk import ask
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer, broken, dropped, flooded, refused

COMMAND = (sys.executable, "-m", "tests.bot.scripted_chat")


@pytest.mark.slow
def test_no_trouble_with_menus_at_the_start_ends_the_bot_or_stays(tmp_path):
    with TelegramServer() as server:
        for method in ("setMyCommands", "setMyDescription", "setMyShortDescription"):
            server.fail_next(method, flooded(1))
            server.fail_next(method, broken())
            server.fail_next(method, dropped())
        server.fail_next("setMyCommands", refused(400, "Bad Request: TEST"))
        ann = server.person(1)
        with BotProcess(server, tmp_path / "home", command=COMMAND) as bot:
            ask(server, ann, "ferry?")
            server.wait_for(lambda: ("short_description", "fr") in server.world.settings, 30, "all of it")
            told = len(server.calls_of("setMyCommands", "setMyDescription", "setMyShortDescription"))
            bot.restart()
            ask(server, ann, "ferry?")
            more = server.calls_of("setMyCommands", "setMyDescription", "setMyShortDescription")[told:]
            assert len(more) <= 1, "what Telegram was told is not told again"
            assert re.search("Telegram refuses menu:", bot.log)
