"""How a bot process that answers by `scripted_chat` lives through trouble: each message is answered once, in order."""

import json
import sys
import time
from contextlib import closing

import pytest

from corpus.database import Database
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer, broken, dropped, flooded, late, refused

COMMAND = (sys.executable, "-m", "tests.bot.scripted_chat")
EDITOR = 7
EXPECTED = (
    *("not modified", "terminated by other getUpdates", "message to edit not found", "blocked by the user"),
    "message can't be edited",
)


@pytest.fixture
def server():
    with TelegramServer() as running:
        yield running
    refusals = [call for call in running.refusals if not any(words in call.description for words in EXPECTED)]
    assert refusals == []


@pytest.fixture
def bot(server, tmp_path):
    return BotProcess(server, tmp_path / "home", admin_ids=[EDITOR], command=COMMAND)


def is_answer(message):
    return message.from_bot and (message.quotations or "do not answer that" in message.text)


def wait_for_answers(server, *people, number=1):
    for person in people:
        server.wait_for(lambda person=person: len(get_answers(person)) >= number, 30, f"{number} answers")


def get_answers(person):
    return [message for message in person.messages if is_answer(message)]


def read_inbox(bot):
    with closing(Database(f"sqlite:///{bot.home / 'catalogue.db'}")) as database, database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT update_id, state, starts FROM inbox ORDER BY update_id").all()
    return [tuple(row) for row in rows]


def wait_until_done(server, bot, number):
    server.wait_for(lambda: [row for row in read_inbox(bot) if row[1] == "done"][number - 1 :], 10, "done updates")


def test_question_is_answered_by_editing_a_placeholder(server, bot):
    ann = server.person(1)
    with bot:
        ann.says("ferry?")
        wait_for_answers(server, ann)
    (answer,) = get_answers(ann)
    assert answer.quotations == ["The ferry broke loose."]
    assert answer.earlier_texts == ["The answer follows…"]
    assert len([message for message in ann.messages if message.from_bot]) == 1


def test_three_messages_waiting_at_kill_9_are_all_answered_once(server, bot):
    people = [server.person(number) for number in (1, 2, 3)]
    with bot:
        gate = server.hold("sendMessage")
        for person in people:
            person.says("ferry?")
        server.wait_for(lambda: gate.waiting == 3 and not server.unacknowledged, 10, "three messages in hand")
        bot.kill()
        gate.open()
        bot.start()
        wait_for_answers(server, *people)
        wait_until_done(server, bot, 3)
    for person in people:
        assert len([message for message in person.messages if message.from_bot]) == 1
        assert len(get_answers(person)) == 1


def test_placeholder_that_stands_at_kill_9_becomes_the_answer(server, bot):
    ann = server.person(1)
    with bot:
        gate = server.hold("editMessageText")
        ann.says("ferry?")
        server.wait_for(lambda: gate.waiting, 10, "the edit")
        bot.kill()
        gate.open()
        bot.start()
        wait_for_answers(server, ann)
        wait_until_done(server, bot, 1)
    assert len([message for message in ann.messages if message.from_bot]) == 1


@pytest.mark.slow
def test_messages_at_many_moments_of_kill_9_are_all_answered_once(server, bot):
    people = [server.person(number) for number in range(1, 10)]
    with bot:
        for number, person in enumerate(people):
            person.says("ferry slow?" if number % 3 == 0 else "ferry guild?")
            person.says("long reading")
            time.sleep(0.137 * (number % 5))
            bot.kill()
            bot.start()
        wait_for_answers(server, *people, number=4)
        wait_until_done(server, bot, 2 * len(people))
        states = read_inbox(bot)
    assert {state for _, state, _ in states} == {"done"}
    for person in people:
        first, *rest = get_answers(person)
        assert first.quotations[0] == "The ferry broke loose."
        assert "".join(part for each in rest for part in each.quotations).replace(" ", "") == (
            " ".join(["An endless sentence goes on"] * 400) + "."
        ).replace(" ", "")


def test_answer_in_several_parts_comes_in_order(server, bot):
    ann = server.person(1)
    with bot:
        ann.says("long")
        server.wait_for(lambda: any(message.buttons for message in ann.messages), 10, "the last part")
        wait_until_done(server, bot, 1)
    parts = get_answers(ann)
    assert len(parts) == 3
    assert " ".join(part.quotations[0] for part in parts) == " ".join(["An endless sentence goes on"] * 400) + "."


def test_messages_of_one_chat_are_answered_in_order_and_chats_side_by_side(server, bot):
    ann, ben = server.person(1), server.person(2)
    with bot:
        gate = server.hold("editMessageText")
        ann.says("ferry slow?")
        ann.says("guild?")
        ben.says("guild?")
        server.wait_for(lambda: gate.waiting == 2, 10, "one answer for each person")
        gate.open()
        wait_for_answers(server, ann, number=2)
        wait_for_answers(server, ben)
    assert [answer.quotations for answer in get_answers(ann)] == [["The ferry broke loose."], ["“We did not cut it."]]


def test_button_works_while_an_answer_of_the_same_chat_is_on_its_way(server, bot):
    ann = server.person(1)
    with bot:
        ann.says("ferry?")
        wait_for_answers(server, ann)
        gate = server.hold("editMessageText")
        ann.says("guild?")
        server.wait_for(lambda: gate.waiting, 10, "the second answer")
        press = ann.presses(get_answers(ann)[0], "1 · The Courier")
        server.wait_for(lambda: press.answered, 10, "the button")
        server.wait_for(lambda: ann.messages[-1].text.startswith("[1] Ferry adrift"), 10, "the passage")
        gate.open()
        wait_for_answers(server, ann, number=2)


def test_update_that_cannot_be_parsed_blocks_nothing(server, bot):
    ann = server.person(1)
    with bot:
        bad = server.inject(message={"message_id": "not a number", "date": "yesterday"})
        server.inject(message={"chat": 5})
        ann.says("ferry?")
        wait_for_answers(server, ann)
        server.wait_for(lambda: not server.unacknowledged, 15, "everything confirmed")
        assert (bad, "aside", 0) in read_inbox(bot)
        assert server.polls < 30


def test_unparsable_updates_alone_are_confirmed(server, bot):
    with bot:
        server.inject(message={"date": []})
        server.wait_for(lambda: not server.unacknowledged, 15, "everything confirmed")


def test_failing_handler_is_tried_three_times_and_then_says_so_without_a_traceback(server, tmp_path):
    bot = BotProcess(server, tmp_path / "home", command=COMMAND)
    ann = server.person(1)
    bot.start()
    ann.says("broken")
    ann.says("ferry?")
    wait_for_answers(server, ann)
    wait_until_done(server, bot, 1)
    assert [row[1:] for row in read_inbox(bot)] == [("dead", 1), ("done", 1)]
    (apology,) = [message.text for message in ann.messages if "Something went wrong" in message.text]
    error_id = apology.split("under ")[1].split(".")[0]
    assert bot.log.count(f"Failure in an update [bot.watch.watch] error_id={error_id} ") == 3
    assert "RuntimeError" not in apology
    assert bot.log.count("RuntimeError: [concealed]") == 3
    assert bot.stop() == 0


def test_message_that_ends_the_process_again_and_again_is_not_tried_for_ever(server, bot):
    ann = server.person(1)
    with bot:
        ann.says("ferry?")
        wait_until_done(server, bot, 1)
        bot.kill()
        with closing(Database(f"sqlite:///{bot.home / 'catalogue.db'}")) as database, database.writing() as connection:
            connection.exec_driver_sql("UPDATE inbox SET state = 'waiting', starts = 10, body = ?", (make_update(ann),))
        bot.start()
        server.wait_for(lambda: "Something went wrong" in ann.messages[-1].text, 20, "the apology")
        server.wait_for(lambda: read_inbox(bot)[0][1] != "waiting", 10, "the end of it")
        assert [row[1:] for row in read_inbox(bot)] == [("dead", 11)]


def make_update(person):
    return json.dumps({"update_id": 700_000_001, "message": dict(person.messages[0].payload)})


def test_flood_limits_are_waited_for(server, bot):
    ann = server.person(1)
    with bot:
        server.fail_next("sendMessage", flooded(1))
        server.fail_next("editMessageText", flooded(1), times=2)
        ann.says("ferry?")
        wait_for_answers(server, ann)
    assert len([message for message in ann.messages if message.from_bot]) == 1


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(broken(502), id="502"),
        pytest.param(broken(500, "Internal Server Error"), id="500", marks=pytest.mark.slow),
        pytest.param(dropped(), id="dropped"),
    ],
)
def test_faults_of_the_network_are_outlived(server, bot, failure):
    ann = server.person(1)
    with bot:
        server.fail_next("sendMessage", failure, times=2)
        server.fail_next("editMessageText", failure, times=2)
        server.fail_next("getUpdates", failure)
        ann.says("ferry?")
        wait_for_answers(server, ann)
    assert len([message for message in ann.messages if message.from_bot]) == 1


def test_answer_is_there_once_when_the_outcome_of_every_call_is_unknown(server, bot):
    ann = server.person(1)
    with bot:
        server.fail_next("sendMessage", dropped().after_effect())
        server.fail_next("editMessageText", dropped().after_effect())
        ann.says("ferry?")
        wait_for_answers(server, ann)
        wait_until_done(server, bot, 1)
    assert len(get_answers(ann)) == 1
    assert len([message for message in ann.messages if message.from_bot]) == 1


def test_page_whose_sending_has_an_unknown_outcome_is_not_sent_again(server, bot):
    ann = server.person(1)
    with bot:
        server.fail_next("sendMessage", dropped().after_effect())
        ann.says("/help")
        wait_until_done(server, bot, 1)
        server.fail_next("sendMessage", dropped())
        ann.says("/sources")
        wait_until_done(server, bot, 2)
    assert len([message for message in ann.messages if message.from_bot]) == 2


def test_message_sent_just_before_kill_9_is_found_again(server, bot):
    ann = server.person(1)
    with bot:
        gate = server.hold("sendMessage", carried_out=True)
        ann.says("ferry?")
        server.wait_for(lambda: gate.waiting, 10, "a message that the bot does not know of")
        bot.kill()
        gate.open()
        bot.start()
        wait_for_answers(server, ann)
        wait_until_done(server, bot, 1)
    assert len([message for message in ann.messages if message.from_bot]) == 1


@pytest.mark.slow
def test_start_outlives_an_absent_or_unwilling_telegram(server, bot):
    server.fail_next("getMe", broken(503, "Service Unavailable"))
    server.fail_next("getMe", flooded(1))
    server.fail_next("getMe", dropped())
    server.fail_next("deleteWebhook", broken(500, "Internal Server Error"))
    server.fail_next("setMyCommands", flooded(1))
    server.fail_next("setMyCommands", broken())
    server.fail_next("getUpdates", flooded(1))
    ann = server.person(1)
    ann.says("ferry?")
    with bot:
        wait_for_answers(server, ann)
        server.wait_for(lambda: [call for call in server.calls_of("setMyCommands") if call.code == 200], 10, "the menu")


def test_menu_that_is_refused_for_good_ends_nothing(server, bot):
    server.fail_next("setMyCommands", refused(400, "Bad Request: BOT_COMMANDS_INVALID"))
    ann = server.person(1)
    with bot:
        ann.says("ferry?")
        wait_for_answers(server, ann)


def test_refused_token_ends_the_bot_with_one_sentence(server, tmp_path):
    bot = BotProcess(server, tmp_path / "home", command=COMMAND, environment={"TELEGRAM_TOKEN": "123456:wrong"})
    bot.start(wait=False)
    server.wait_for(lambda: not bot.is_running, 20, "the end")
    assert "SettingsError: Telegram refuses the TELEGRAM_TOKEN: get the right one from @BotFather" in bot.log
    assert "123456:wrong" not in bot.log


def test_sigterm_lets_an_answer_finish(server, bot):
    ann = server.person(1)
    with bot:
        ann.says("ferry slow?")
        server.wait_for(lambda: server.calls_of("sendChatAction"), 10, "typing")
        began = time.monotonic()
        assert bot.stop() == 0
        assert time.monotonic() - began < 5
    assert len(get_answers(ann)) == 1
    assert [row[1:] for row in read_inbox(bot)] == [("done", 1)]


def test_sigterm_puts_back_what_cannot_be_finished(server, bot):
    ann = server.person(1)
    with bot:
        gate = server.hold("editMessageText")
        ann.says("ferry?")
        ann.says("guild?")
        server.wait_for(lambda: gate.waiting, 10, "the edit")
        began = time.monotonic()
        assert bot.stop() == 0
        assert time.monotonic() - began < 10
        assert [row[1:] for row in read_inbox(bot)] == [("waiting", 0), ("waiting", 0)]
        gate.open()
        bot.start()
        wait_for_answers(server, ann, number=2)
    assert len([message for message in ann.messages if message.from_bot]) == 2


def test_sigterm_while_telegram_is_away_ends_the_bot(server, bot):
    server.fail_next("getMe", broken(), times=100)
    bot.start(wait=False)
    server.wait_for(lambda: len(server.calls_of("getMe")) > 1, 30, "two tries")
    assert bot.stop(timeout=10) == 0


def test_person_who_blocked_the_bot_holds_nothing_up(server, bot):
    ann = server.person(1)
    with bot:
        ann.blocks()
        ann.says("ferry?")
        wait_until_done(server, bot, 1)


def test_placeholder_deleted_by_the_person_does_not_lose_the_answer(server, bot):
    ann = server.person(1)
    with bot:
        gate = server.hold("editMessageText")
        ann.says("ferry?")
        server.wait_for(lambda: gate.waiting, 10, "the edit")
        ann.deletes(ann.messages[-1])
        gate.open()
        wait_for_answers(server, ann)
    assert len(get_answers(ann)) == 1


def test_slow_telegram_does_not_double_the_answer(server, bot):
    ann = server.person(1)
    with bot:
        server.fail_next("sendMessage", late(2))
        ann.says("ferry?")
        wait_for_answers(server, ann)
    assert len([message for message in ann.messages if message.from_bot]) == 1


def test_ten_questions_at_once_are_all_answered(server, bot):
    people = [server.person(number) for number in range(1, 11)]
    with bot:
        for person in people:
            person.says("ferry?")
        wait_for_answers(server, *people)
    assert all(len(get_answers(person)) == 1 for person in people)


@pytest.mark.slow
def test_catalogue_locked_by_another_process_delays_messages_and_loses_none(server, bot):
    ann = server.person(1)
    with bot:
        with closing(Database(f"sqlite:///{bot.home / 'catalogue.db'}")) as database, database.writing():
            ann.says("ferry?")
            time.sleep(13)
            assert server.unacknowledged
        wait_for_answers(server, ann)
        wait_until_done(server, bot, 1)
    assert len(get_answers(ann)) == 1
