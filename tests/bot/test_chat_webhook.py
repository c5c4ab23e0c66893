"""The bot process where Telegram brings the updates: each message answered once, in order, over stops and kills."""

import json
import socket
import sys
import urllib.error
import urllib.request

import pytest

from tests.bot.test_chat_runtime import get_answers, read_inbox, wait_for_answers
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer, broken

COMMAND = (sys.executable, "-m", "tests.bot.scripted_chat")
URL, SECRET = "https://bot.example/hook", "a-secret-for-tests_01"


def find_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def port():
    return find_port()


@pytest.fixture(scope="module")
def server(port):
    with TelegramServer(doors={"https://bot.example": f"http://127.0.0.1:{port}"}) as running:
        yield running


@pytest.fixture(scope="module")
def bot(server, port, tmp_path_factory):
    environment = {
        "WEBHOOK_URL": URL, "WEBHOOK_SECRET": SECRET, "WEBHOOK_LISTEN": "127.0.0.1", "WEBHOOK_PORT": str(port),
    }  # fmt: skip
    made = BotProcess(server, tmp_path_factory.mktemp("hook") / "home", command=COMMAND, environment=environment)
    try:
        start(server, made)
        yield made
    finally:
        if made.is_running:
            assert made.stop() == 0
    made.check_log()


def start(server, bot):
    before = len(server.calls_of("setWebhook"))
    bot.start(wait=False)
    server.wait_for(lambda: [call for call in server.calls_of("setWebhook")[before:] if call.code == 200], 60, "start")


def bring(port, body, secret):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/hook", body, {"X-Telegram-Bot-Api-Secret-Token": secret})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        return opener.open(request, timeout=10).status
    except urllib.error.HTTPError as error:
        return error.code


def count_messages(person):
    return len([message for message in person.messages if message.from_bot])


def test_telegram_is_told_where_and_which_kinds_of_updates(server, bot):
    call = server.calls_of("setWebhook")[0]
    assert call.arguments["url"] == URL
    assert call.arguments["secret_token"] == SECRET
    assert {"message", "callback_query"} <= set(call.arguments["allowed_updates"])
    assert server.polls == 0


def test_many_chats_are_answered_each_in_order(server, bot):
    people = [server.person(number) for number in range(10, 20)]
    for words in ("ferry?", "guild?"):
        for person in people:
            person.says(words)
    wait_for_answers(server, *people, number=2)
    for person in people:
        assert [each.quotations for each in get_answers(person)] == [
            ["The ferry broke loose."],
            ["“We did not cut it."],
        ]
    server.wait_for(lambda: not server.unacknowledged, 10, "everything taken")
    assert len(read_inbox(bot)) == len({row[0] for row in read_inbox(bot)})


def test_messages_in_hand_at_kill_9_are_answered_once_and_so_are_those_sent_meanwhile(server, bot):
    people = [server.person(number) for number in range(20, 23)]
    gate = server.hold("sendMessage")
    people[0].says("ferry?")
    people[1].says("ferry?")
    server.wait_for(lambda: gate.waiting == 2 and not server.unacknowledged, 10, "two messages in hand")
    bot.kill()
    gate.open()
    people[2].says("guild?")
    people[0].says("guild?")
    start(server, bot)
    wait_for_answers(server, people[0], number=2)
    wait_for_answers(server, *people[1:])
    assert [count_messages(person) for person in people] == [2, 1, 1]


def test_stop_keeps_the_webhook_and_what_comes_meanwhile_is_answered_after_the_start(server, bot):
    ann = server.person(30)
    assert bot.stop() == 0
    assert server.world.webhook["url"] == URL
    ann.says("ferry?")
    server.fail_next("setWebhook", broken())
    start(server, bot)
    wait_for_answers(server, ann)
    assert count_messages(ann) == 1


def test_stranger_brings_nothing_in(server, bot, port):
    ann = server.person(40)
    update = {"update_id": 1, "message": {"message_id": 1, "date": 1, "text": "ferry?",
              "from": dict(ann.user), "chat": {"id": 40, "type": "private"}}}  # fmt: skip
    assert bring(port, json.dumps(update).encode(), "wrong") == 403
    assert 1 not in [row[0] for row in read_inbox(bot)]
    assert bring(port, json.dumps(update).encode(), SECRET) == 200
    wait_for_answers(server, ann)


def test_update_that_cannot_be_parsed_blocks_nothing(server, bot):
    ann = server.person(50)
    bad = server.inject(message={"date": []})
    ann.says("ferry?")
    wait_for_answers(server, ann)
    server.wait_for(lambda: not server.unacknowledged, 10, "everything taken")
    assert (bad, "aside", 0) in read_inbox(bot)
    assert server.world.updates.deliveries[bad] == 1
