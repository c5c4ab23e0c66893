"""The button that says why: whoever sees an answer may press it, also after a restart, and it opens no other answer."""

import sys

import pytest

from tests.bot.test_chat_talk import ask, press, wait_for_reply
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer

EXPECTED = ("terminated by other getUpdates", "not modified", "query is too old")
COMMAND = (sys.executable, "-m", "tests.bot.scripted_chat")


@pytest.fixture(scope="module")
def server():
    with TelegramServer() as running:
        yield running
    assert [call for call in running.refusals if not any(words in call.description for words in EXPECTED)] == []


@pytest.fixture(scope="module")
def bot(server, tmp_path_factory):
    with BotProcess(server, tmp_path_factory.mktemp("why") / "home", command=COMMAND) as running:
        yield running


@pytest.mark.parametrize("text", ["ferry?", "nothing of the ferry?"], ids=["answer", "refusal"])
def test_why_button_shows_the_receipt(server, ann, text):
    answer = ask(server, ann, text)
    pressed = press(server, ann, answer, "Why this answer")
    receipt = wait_for_reply(server, ann, answer, "The question")
    assert pressed.notice == ""
    assert receipt.parts("bold")[:3] == ["The question", "What came of it", "Reports quoted"]
    assert receipt.text.startswith(f"The question\n{text}\n")
    assert "Ferry adrift · The Courier · 11 March 2026 · ferry, version 1" in receipt.text
    assert "Embedding model: script." in receipt.text
    assert receipt.labels == []


def test_why_of_another_chat_is_not_told(server, ann, numbers):
    bob = server.person(next(numbers), "Bob", username=None)
    data = ask(server, bob, "guild?").button("Why this answer")["callback_data"]
    mine = ask(server, ann, "ferry?")
    for forged in (data, "w:forged"):
        pressed = ann.sends_callback(mine, forged)
        server.wait_for(lambda pressed=pressed: pressed.notice, 10, "the notice")
        assert pressed.notice.startswith("This answer is no longer kept")
    assert len([message for message in ann.messages if message.from_bot]) == 1


def test_why_in_a_group_is_told_to_whoever_sees_the_answer(server, ann, numbers):
    bob, group = server.person(next(numbers), "Bob", username=None), server.group(-100_4, "Readers")
    answer = wait_for_reply(server, group, ann.says("/ask ferry?", group=group))
    pressed = bob.presses(answer, "Why this answer")
    receipt = wait_for_reply(server, group, answer, "The question")
    assert pressed.notice == ""
    assert receipt.reply_to == answer.id
    assert "ferry?" in receipt.text


def test_why_works_after_a_restart(server, ann, bot):
    answer = ask(server, ann, "guild?")
    bot.kill()
    bot.start()
    press(server, ann, answer, "Why this answer")
    receipt = wait_for_reply(server, ann, answer, "The question")
    assert "Guild denies · Press Agency · 12 March 2026 · guild, version 1" in receipt.text
