"""Conversations in Telegram: one bot process, all of it real but for the answers, which follow `scripted_chat`."""

from itertools import count

import pytest

from tests.bot.test_chat_talk import COMMAND, ask, press, wait_for_reply
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer

NUMBERS = count(100)


@pytest.fixture(scope="module")
def server():
    with TelegramServer() as running:
        yield running


@pytest.fixture(scope="module")
def bot(server, tmp_path_factory):
    with BotProcess(server, tmp_path_factory.mktemp("follow") / "home", command=COMMAND) as running:
        yield running


@pytest.fixture
def ann(bot, server):
    return server.person(next(NUMBERS), "Ann", username=None)


def test_follow_up_is_understood_from_what_was_asked_before(server, ann):
    ask(server, ann, "What happened to the ferry?")
    answer = ask(server, ann, "Was it insured?")
    assert answer.text.startswith("Understood as: Was the ferry insured?\n")
    assert answer.parts("italic") == ["Understood as: Was the ferry insured?"]
    assert answer.quotations == ["The ferry broke loose."]
    other = ask(server, ann, "What did the Guild of Pilots deny?")
    assert "Understood as" not in other.text


def test_new_conversation_forgets_what_was_asked_before(server, ann):
    ask(server, ann, "What happened to the ferry?")
    assert ask(server, ann, "/new").text == "A new conversation begins; your next question stands by itself."
    refusal = ask(server, ann, "Was it insured?", "do not answer")
    assert "Understood as" not in refusal.text


def test_reply_to_an_older_answer_goes_on_from_there(server, ann):
    older = ask(server, ann, "What happened to the ferry?")
    ask(server, ann, "What did the guild deny?")
    sent = ann.says("Was it insured?", reply_to=older)
    assert "Was the ferry insured?" in wait_for_reply(server, ann, sent).text
    ask(server, ann, "/new")
    sent = ann.says("Was it insured?", reply_to=older)
    assert "Was the ferry insured?" in wait_for_reply(server, ann, sent).text


def test_pressed_example_leans_on_nothing(server, ann):
    start = ask(server, ann, "/start")
    ask(server, ann, "What happened to the ferry?")
    before = ann.messages[-1]
    press(server, ann, start, "Ask 1")
    assert "Understood as" not in wait_for_reply(server, ann, before, "You asked").text


def test_people_and_topics_of_a_group_have_conversations_of_their_own(server, ann):
    group = server.group(-100_4, "Forum", forum=True)
    ferries, mills = group.topic("Ferries"), group.topic("Mills")
    ben = server.person(next(NUMBERS), "Ben")
    asked = ann.says("/ask What happened to the ferry?", group=group, topic=ferries)
    answer = wait_for_reply(server, group, asked)

    def follow_up(person, topic, **more):
        sent = person.says("/ask Was it insured?", group=group, topic=topic, **more)
        return wait_for_reply(server, group, sent).text

    assert "Understood as" in follow_up(ann, ferries)
    assert "Understood as" not in follow_up(ben, ferries)
    assert "Understood as" not in follow_up(ann, mills)
    assert "Understood as" in follow_up(ben, ferries, reply_to=answer)


def test_conversation_goes_on_after_a_restart(server, ann, bot):
    ask(server, ann, "What happened to the ferry?")
    bot.restart()
    assert ask(server, ann, "Was it insured?").text.startswith("Understood as: Was the ferry insured?\n")
