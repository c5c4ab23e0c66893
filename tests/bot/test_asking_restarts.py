"""Asking over the end of the process: what was stopped stays stopped, and what was changed is noticed."""

import sys
import time

import pytest

from tests.bot.asked_chat import list_replies, wait_for_reply, wait_until_quiet
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer

COMMAND = (sys.executable, "-m", "tests.bot.scripted_chat")
GUILD = ["“We did not cut it."]


@pytest.mark.slow
def test_question_that_was_stopped_is_not_answered_after_kill_9(tmp_path):
    with TelegramServer() as own, BotProcess(own, tmp_path / "home", command=COMMAND) as bot:
        ann = own.person(1)
        ann.says("ferry endless?")
        own.wait_for(lambda: own.calls_of("sendChatAction"), 10, "typing")
        wait_for_reply(own, ann, ann.says("/cancel"), "Stopped")
        own.wait_for(lambda: not own.unacknowledged, 10, "everything confirmed")
        time.sleep(0.5)
        bot.kill()
        bot.start()
        wait_until_quiet(own, ann)
        assert len(list_replies(ann)) == 2


@pytest.mark.slow
def test_placeholder_of_a_group_outlives_kill_9_and_becomes_the_answer(tmp_path):
    with TelegramServer() as own, BotProcess(own, tmp_path / "home", command=COMMAND) as bot:
        ann, group = own.person(1), own.group(-100_5)
        asked = ann.says("/ask ferry staged?", group=group)
        own.wait_for(lambda: list_replies(group), 10, "the placeholder")
        time.sleep(0.5)
        bot.kill()
        bot.start()
        answer = wait_for_reply(own, group, asked, "Ferry adrift")
        assert list_replies(group) == [answer]


@pytest.mark.slow
def test_change_is_noticed_after_a_restart_too(tmp_path):
    with TelegramServer() as own, BotProcess(own, tmp_path / "home", command=COMMAND) as bot:
        ann = own.person(1)
        question = ann.says("ferry?")
        first = wait_for_reply(own, ann, question, "Ferry adrift")
        bot.restart()
        ann.edits(question, "ferry?")
        ann.edits(question, "guild?")
        offer = wait_for_reply(own, ann, first, "You changed")
        assert len(list_replies(ann)) == 2
        bot.restart()
        ann.presses(offer, "Answer again")
        own.wait_for(lambda: own.message(ann.id, offer.id).quotations == GUILD, 10, "the answer")
