"""What operators see while people talk with the bot: a log with nobody's words in it, ids that lead into it, figures,
health, and one message for each new kind of error.

The bot is a process against the server for tests, its answers scripted; Telegram and its handlers fail on purpose.
"""

import json
import socket
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from types import SimpleNamespace

import pytest

from bot.state.inbox import DEAD
from corpus.database import Database
from tests.bot.scripted_chat import REPORTS
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer, broken, dropped, flooded, refused

COMMAND = (sys.executable, "-m", "tests.bot.scripted_chat")
EDITOR = 7
WORDS = {
    "first name": "Anselmina",
    "last name": "Quillfeather",
    "username": "quillfeather_reads",
    "name of an editor": "Edithina",
    "title of a group": "Weirwatchers",
    "question": "zanzibarian",
    "question that is refused": "kumquats",
    "question that fails": "marmalade",
    "question in a group": "clementine",
    "name of a file": "pomegranate",
    "text of a file": "persimmon",
    "update that nobody can read": "gooseberry",
    "refusal": "tangerine",
    "words to be found": "elderflower",
    "link": "mulberry",
    "search of the shelf": "quince",
}


def find_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def make_bot(server, folder, **environment):
    port = find_port()
    given = {"METRICS_PORT": str(port), "LOG_FORM": "json", "LOG_LEVEL": "debug", **environment}
    bot = BotProcess(
        server, folder / "home", admin_ids=[EDITOR], command=COMMAND, environment=given, expects_tracebacks=True
    )
    return bot, port


def fetch(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except OSError:
        return 0, ""


def read_figures(port):
    lines = fetch(port, "/metrics")[1].splitlines()
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[:1] != "#")}


def wait_for_text(server, chat, words, count=1):
    def find():
        return [each for each in chat.messages if each.from_bot and words in each.text][count - 1 :]

    return server.wait_for(find, 20, f"“{words}”")[-1]


def ask_in_vain(server, ann):
    """Ask what fails; gives the id that the apology names."""
    before = sum("Something went wrong" in each.text for each in ann.messages)
    ann.says(f"broken {WORDS['question that fails']}")
    apology = wait_for_text(server, ann, "Something went wrong", before + 1)
    return apology.text.split("under ")[1].split(".")[0]


def talk(server):
    """Hold a conversation in which nearly everything fails that can; gives who took part."""
    ann = server.person(
        1, WORDS["first name"], last_name=WORDS["last name"], username=WORDS["username"], language_code="en"
    )
    edith = server.person(EDITOR, WORDS["name of an editor"])
    group = server.group(-5, WORDS["title of a group"])
    server.fail_next("sendMessage", broken())
    server.fail_next("sendMessage", dropped())
    server.fail_next("editMessageText", flooded(1))
    server.fail_next("getUpdates", broken())
    ann.says(f"ferry {WORDS['question']}?")
    answer = wait_for_text(server, ann, "The ferry broke loose.")
    ann.presses(answer, "1 · The Courier")
    ann.says(f"nothing about {WORDS['question that is refused']}")
    wait_for_text(server, ann, "do not answer that")
    ann.says(f"/find {WORDS['words to be found']}")
    ann.says(f"/ask guild {WORDS['question in a group']}?", group=group)
    server.inject(message={"message_id": WORDS["update that nobody can read"], "date": "yesterday"})
    server.fail_next("getFile", refused(400, f"Bad Request: wrong file '{WORDS['refusal']}'"))
    edith.sends_file(f"{WORDS['name of a file']}.txt", f"The {WORDS['text of a file']} is ripe.".encode())
    edith.says(f"https://{WORDS['link']}.example/absent")
    edith.says(f"/reports {WORDS['search of the shelf']}")
    error_id = ask_in_vain(server, ann)
    wait_for_text(server, group, "We did not cut it")
    wait_for_text(server, edith, "given up")
    ben = server.person(2, "Benedetta")
    ben.blocks()
    ben.says("ferry?")
    return SimpleNamespace(ann=ann, edith=edith, error_id=error_id)


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    """A conversation that was held while the bot was watched, and the bot, still running."""
    with TelegramServer() as server:
        bot, port = make_bot(server, tmp_path_factory.mktemp("watched"))
        with bot:
            yield SimpleNamespace(server=server, bot=bot, port=port, **vars(talk(server)))


def read_log(bot):
    return [json.loads(line) for line in bot.log.splitlines()]


def test_every_line_of_the_log_is_an_event(watched):
    events = read_log(watched.bot)
    assert all({"event", "level", "logger", "timestamp"} <= event.keys() for event in events)
    said = {event["event"] for event in events}
    assert said >= {
        "Serving",
        "A question was answered",
        "Telegram cannot be reached; trying again",
        "Telegram did not give updates; asking again",
        "An update cannot be understood and is set aside",
        "A file could not be fetched",
        "Failure in an update",
        "Failure for good: an update is given up",
    }


def test_no_line_of_the_log_has_the_token_or_words_or_names_of_people_or_reports(watched):
    log = watched.bot.log.lower()
    reports = {word for report in REPORTS[:4] for word in (report.title, report.publisher, *report.body.split(". "))}
    secrets = {"the token": watched.server.token.split(":")[1]}
    shown = [what for what, word in {**WORDS, **secrets}.items() if word.lower() in log]
    assert shown == []
    assert [word for word in reports if word and word.lower() in log] == []
    assert "telegram:1" not in log


def test_id_that_the_person_was_told_leads_to_every_try_in_the_log(watched):
    events = [event for event in read_log(watched.bot) if event.get("error_id") == watched.error_id]
    tries = [event for event in events if event["event"] == "Failure in an update"]
    assert len(tries) == 3
    assert len({event["update"] for event in events}) == 1
    assert all(event["exception"].endswith("RuntimeError: [concealed]") for event in tries)
    assert all("answer_by_script" in event["exception"] for event in tries)
    assert events[-1]["event"] == "Failure for good: an update is given up"


def test_admin_is_told_of_the_new_kind_once_and_of_what_is_given_up_under_the_same_id(watched):
    told = [message.text for message in watched.edith.messages if watched.error_id in message.text]
    kind = "RuntimeError in __main__.ScriptedAnswerer.answer_by_script"
    assert told[0] == (
        f"Something failed in a way that was not seen before: {kind}. The log tells more under {watched.error_id}."
    )
    assert told[1].startswith("A message could not be dealt with in three tries and was given up: update ")
    assert len(told) == 2
    assert not [each for each in watched.ann.messages if "not seen before" in each.text]


def test_figures_count_what_happened(watched):
    figures = read_figures(watched.port)
    assert figures["onrecord_questions_total"] >= 6
    assert figures['onrecord_answers_total{mode="extractive",status="answered"}'] >= 2
    assert figures['onrecord_answers_total{mode="extractive",status="refused"}'] == 1
    assert figures["onrecord_answers_failed_total"] == 3
    assert figures['onrecord_quotations_checked_total{outcome="held"}'] >= 2
    assert figures['onrecord_telegram_calls_total{method="editMessageText",outcome="flooded"}'] == 1
    assert figures['onrecord_telegram_calls_total{method="getUpdates",outcome="broken"}'] == 1
    assert figures['onrecord_telegram_calls_total{method="sendMessage",outcome="ok"}'] >= 5
    assert figures["onrecord_inbox_dead"] == 1
    assert figures["onrecord_inbox_aside"] == 1
    assert figures['onrecord_errors_total{kind="RuntimeError in __main__.ScriptedAnswerer.answer_by_script"}'] == 3
    assert figures['onrecord_update_seconds_count{kind="message"}'] >= 8
    assert figures['onrecord_update_seconds_count{kind="callback_query"}'] == 1
    assert figures["process_resident_memory_bytes"] > 0


def test_no_figure_has_anybody_in_it(watched):
    page = fetch(watched.port, "/metrics")[1].lower()
    assert [what for what, word in WORDS.items() if word.lower() in page] == []
    assert watched.server.token not in page
    assert "telegram:" not in page


def test_bot_that_is_well_says_so(watched):
    code, body = watched.server.wait_for(
        lambda: (page := fetch(watched.port, "/healthz"))[0] == 200 and page, 10, "a bot that is well"
    )
    shown = json.loads(body)
    assert (code, shown["status"]) == (200, "ok")
    assert {part: each["status"] for part, each in shown["parts"].items()} == dict.fromkeys(
        ("database", "worker", "loop", "telegram", "index"), "ok"
    )


def count_dead(bot):
    with closing(Database(f"sqlite:///{bot.home / 'catalogue.db'}")) as database, database.reading() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM inbox WHERE state = ?", (DEAD,)).scalar_one()


@pytest.mark.slow
def test_restart_makes_no_kind_of_error_new(tmp_path):
    with TelegramServer() as server:
        bot, _ = make_bot(server, tmp_path)
        ann, edith = server.person(1), server.person(EDITOR)
        with bot:
            edith.starts()  # a bot can write to nobody who has not written to it
            ids = [ask_in_vain(server, ann)]
            wait_for_text(server, edith, "given up")
            bot.kill()
            bot.start()
            ids.append(ask_in_vain(server, ann))
            wait_for_text(server, edith, "given up", 2)
            time.sleep(2)
            assert count_dead(bot) == 2
        told = [message.text for message in edith.messages if "not seen before" in message.text]
        assert [ids[0] in told[0], len(told), len(set(ids))] == [True, 1, 2]


@pytest.mark.slow
def test_bot_that_cannot_write_or_has_not_reached_telegram_is_not_well(tmp_path):
    with TelegramServer() as server:
        bot, port = make_bot(server, tmp_path)
        server.fail_next("getMe", broken(), times=3)
        with bot:
            code, body = server.wait_for(lambda: (page := fetch(port, "/healthz"))[0] and page, 20, "the page")
            assert (code, json.loads(body)["parts"]["telegram"]["status"]) == (503, "starting")
            server.wait_for(lambda: fetch(port, "/healthz")[0] == 200, 30, "a bot that is well")
            with closing(Database(f"sqlite:///{bot.home / 'catalogue.db'}")) as database, database.writing():
                server.wait_for(lambda: fetch(port, "/healthz")[0] == 503, 30, "a bot that is not well")
                failing = json.loads(fetch(port, "/healthz")[1])["parts"]["database"]
                assert failing["status"] == "failing"
            server.wait_for(lambda: fetch(port, "/healthz")[0] == 200, 30, "a bot that is well again")


@pytest.mark.slow
def test_whoever_asks_for_texts_finds_what_an_error_says(tmp_path):
    with TelegramServer() as server:
        bot, _ = make_bot(server, tmp_path, LOG_TEXTS="yes")
        with bot:
            ask_in_vain(server, server.person(1))
        assert f"the script says so: broken {WORDS['question that fails']}" in bot.log
