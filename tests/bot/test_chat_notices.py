"""Readers who were quoted what stands no longer are told once, whatever ends the bot in between.

The bot is a process against the server for tests; the reports change beside it, as from a terminal.
"""

import sys
import time

import pytest
from sqlalchemy import select

from bot.standing import Ruling, Standing
from bot.state import State
from bot.state.notices import notices
from bot.state.people import Role
from bot.telling import Readers
from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.publishing import Action
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer, dropped, flooded

COMMAND = (sys.executable, "-m", "tests.bot.scripted_chat")
EXPECTED = ("not modified", "terminated by other getUpdates", "blocked by the user", "query is too old")
TOLD = "has been withdrawn: Invented. It is no longer quoted."


@pytest.fixture
def server():
    with TelegramServer() as running:
        yield running
    refusals = [call for call in running.refusals if not any(words in call.description for words in EXPECTED)]
    assert refusals == []


@pytest.fixture
def bot(server, tmp_path):
    with BotProcess(server, tmp_path / "home", admin_ids=[7], command=COMMAND) as running:
        yield running


@pytest.fixture
def parts(bot):
    database = Database(f"sqlite:///{bot.home / 'catalogue.db'}")
    yield State.of(database), Catalogue(database)
    database.close()


def withdraw(parts, report_id="ferry", days=7):
    state, catalogue = parts
    readers = Readers(catalogue, state.quoted, state.notices, days)
    return Standing(catalogue, state.decisions, readers).carry_out(
        Ruling(Action.WITHDRAW, report_id, "Invented."), "terminal"
    )


def ask(server, *people, question="ferry?", **where):
    for person in people:
        person.says(question, **where)
    for person in people:
        chat = where.get("group", person)
        server.wait_for(lambda chat=chat: [each for each in chat.messages if each.quotations], 20, "an answer")


def told(chat):
    return [message for message in chat.messages if message.from_bot and TOLD in message.text]


def wait_until_told(server, *chats):
    for chat in chats:
        server.wait_for(lambda chat=chat: told(chat), 20, "the notice")


def list_states(parts):
    with parts[1].database.reading() as connection:
        return sorted(connection.execute(select(notices.c.state)).scalars())


def wait_until_closed(server, parts, *states):
    server.wait_for(lambda: list_states(parts) == sorted(states), 20, f"notices {states}, not {list_states(parts)}")


def test_reader_is_told_once_with_a_button_that_opens_what_was_quoted(server, bot, parts):
    ann, bob = server.person(1), server.person(2)
    ask(server, ann)
    ask(server, ann, question="ferry again?")
    ask(server, bob, question="guild?")
    assert withdraw(parts).told == 1
    wait_until_told(server, ann)
    wait_until_closed(server, parts, "sent")
    (notice,) = told(ann)
    assert "“\u2068Ferry adrift\u2069” (\u2068The Courier\u2069), which was quoted here on " in notice.text
    assert told(bob) == []
    ann.presses(notice, "What was quoted")
    passage = server.wait_for(
        lambda: next((each for each in ann.messages if each.text.startswith("[1] Ferry adrift")), None), 15, "it"
    )
    assert "This report was withdrawn on " in passage.text
    assert passage.text.count("Invented.") == 1


def test_notice_written_while_the_bot_is_down_is_sent_at_its_next_start_and_never_again(server, bot, parts):
    ann = server.person(1)
    ask(server, ann)
    bot.kill()
    assert withdraw(parts).told == 1
    for _ in range(2):
        bot.start()
        wait_until_told(server, ann)
        wait_until_closed(server, parts, "sent")
        bot.kill()
    assert len(told(ann)) == 1


@pytest.mark.slow
def test_kill_9_between_two_readers_tells_each_at_most_once_and_the_rest_afterwards(server, bot, parts):
    people = [server.person(number) for number in range(1, 7)]
    ask(server, *people)
    assert withdraw(parts).told == 6
    server.wait_for(lambda: sum(len(told(each)) for each in people) >= 2, 20, "the first two")
    bot.kill()
    bot.start()
    server.wait_for(lambda: "waiting" not in list_states(parts), 20, "the others")
    time.sleep(0.5)
    counts = [len(told(each)) for each in people]
    assert max(counts) == 1
    assert sum(counts) >= 5  # the one under way at the kill may or may not have arrived
    assert list_states(parts).count("begun") <= 1


def test_kill_9_while_a_notice_is_on_its_way_does_not_send_it_again(server, bot, parts):
    ann, bob = server.person(1), server.person(2)
    ask(server, ann)
    ask(server, bob, question="guild?")
    gate = server.hold("sendMessage")
    withdraw(parts)
    server.wait_for(lambda: gate.waiting == 1, 20, "a notice in hand")
    bot.kill()
    gate.open()
    bot.start()
    withdraw(parts, "guild")
    wait_until_told(server, bob)
    wait_until_closed(server, parts, "begun", "sent")
    assert len(told(ann)) <= 1


@pytest.mark.parametrize("delay", [0.03, *(pytest.param(each, marks=pytest.mark.slow) for each in (0.0, 0.1))])
def test_kill_9_after_the_press_withdraws_once_and_tells_once(server, bot, parts, delay):
    ann, admin = server.person(1), server.person(7)
    ask(server, ann)
    admin.says("/withdraw ferry Invented.")
    preview = server.wait_for(lambda: next((each for each in admin.messages if each.buttons), None), 15, "the preview")
    admin.presses(preview, "Withdraw it")
    time.sleep(delay)
    bot.kill()
    bot.start()
    wait_until_told(server, ann)
    wait_until_closed(server, parts, "sent")
    server.wait_for(lambda: "is withdrawn" in server.message(admin.id, preview.id).text, 15, "the receipt")
    assert [event.action for event in parts[1].history("ferry")] == ["add", "withdraw"]
    assert len(told(ann)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0.0, 0.05, 0.2])
def test_kill_9_after_the_press_replaces_once(server, bot, parts, delay):
    admin = server.person(7)
    admin.sends_file("new.txt", b"The ferry never left.", caption="/replace ferry")
    preview = server.wait_for(lambda: next((each for each in admin.messages if each.buttons), None), 15, "the preview")
    admin.presses(preview, "Replace it")
    time.sleep(delay)
    bot.kill()
    bot.start()
    server.wait_for(lambda: "version 2 stands now" in server.message(admin.id, preview.id).text, 20, "the receipt")
    assert [event.action for event in parts[1].history("ferry")] == ["add", "replace"]


def test_reader_who_blocked_the_bot_is_passed_over_and_the_next_is_told(server, bot, parts):
    ann, bob = server.person(1), server.person(2)
    ask(server, ann, bob)
    ann.blocks()
    assert withdraw(parts).told == 2
    wait_until_told(server, bob)
    wait_until_closed(server, parts, "lost", "sent")


@pytest.mark.slow
def test_flood_limit_delays_a_notice_and_an_unknown_outcome_ends_it(server, bot, parts):
    ann, bob = server.person(1), server.person(2)
    ask(server, ann)
    ask(server, bob, question="guild?")
    server.fail_next("sendMessage", flooded(1))
    withdraw(parts)
    wait_until_told(server, ann)
    wait_until_closed(server, parts, "sent")
    server.fail_next("sendMessage", dropped().after_effect())
    withdraw(parts, "guild")
    wait_until_told(server, bob)
    wait_until_closed(server, parts, "begun", "sent")
    time.sleep(1.5)
    assert (len(told(ann)), len(told(bob))) == (1, 1)


def test_group_is_told_once_in_the_topic_where_it_was_quoted(server, bot, parts):
    ann, bob = server.person(1), server.person(2)
    group = server.group(-100_5, "Forum", forum=True)
    topic = group.topic("Ferries")
    for person in (ann, bob):
        ask(server, person, question="/ask ferry?", group=group, topic=topic)
    server.wait_for(lambda: len([each for each in group.messages if each.quotations]) == 2, 20, "both answers")
    assert withdraw(parts).told == 1
    wait_until_told(server, group)
    wait_until_closed(server, parts, "sent")
    assert [each.thread_id for each in told(group)] == [topic]
    assert told(ann) == []


def test_nobody_is_told_who_is_no_longer_let_in(server, tmp_path):
    ann, bob = server.person(1), server.person(2)
    invited = {"ACCESS": "invited"}
    with BotProcess(server, tmp_path / "home", admin_ids=[7], environment=invited, command=COMMAND) as running:
        database = Database(f"sqlite:///{running.home / 'catalogue.db'}")
        parts = State.of(database), Catalogue(database)
        for person in (ann, bob):
            parts[0].people.grant(person.id, Role.READER, "test")
        ask(server, ann, bob)
        parts[0].people.revoke(ann.id, "test")
        withdraw(parts)
        wait_until_told(server, bob)
        wait_until_closed(server, parts, "lost", "sent")
        database.close()
    assert told(ann) == []
