"""Whole conversations with the real bot: the real process, model, index and catalogue; only Telegram is replaced.

Every quotation that anyone is shown is held against the catalogue of the data folder that the bot works on.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from bot.state.gaps import Gaps
from corpus.catalogue import Catalogue
from corpus.database import Database
from tests.bot.worded_replies import word
from tests.bot_process import BotProcess
from tests.local_model import LocalModel
from tests.model_server import KEY, MODEL, ScriptedEndpoint, hang
from tests.telegram_server import TelegramServer, broken, flooded

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpus" / "samples"
FERRY = ("ferry-adrift-courier", "guild-denies-agency", "low-tide-claim-radio", "official-suspects-lantern")
EDITOR = 7
PATIENCE = 90
NUMBERS = count(1000)
EXPECTED = ("terminated by other getUpdates", "query is too old", "not modified", "message to edit not found")
QUESTIONS = (
    *("Who says that the cables were cut?", "How many people were injured?"),
    *("What did the guild say?", "When did the ferry break loose?"),
)
MILL = b"""---
title: Weir Mill closes after 140 years
publisher: The Weir Post
author: I. Lamb
published: 2026-03-17
url: https://weirpost.example/mill
---

The Weir Mill stopped its looms for good on Monday evening, and 64 weavers were sent home.

"We have wool for a week and orders for a day," said Odile Marchbank, who has run the mill since 2003.
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """A data folder with four reports about a ferry."""
    home = tmp_path_factory.mktemp("shelf") / "home"
    files = [str(SAMPLES / f"{name}.md") for name in FERRY]
    command = [sys.executable, "-m", "bot.cli", "add", "--yes", *files]
    environment = os.environ | {"ONRECORD_HOME": str(home), "PYTHONPATH": str(ROOT)}
    subprocess.run(command, env=environment, cwd=home.parent, check=True, capture_output=True)
    return home


@pytest.fixture(scope="module")
def open_server():
    """A server for all that is asked of one bot."""
    with TelegramServer() as running:
        yield running
    check_calls(running)


@pytest.fixture(scope="module")
def open_bot(open_server, shelf, tmp_path_factory):
    """A bot that all may ask; its event loop is watched."""
    home = tmp_path_factory.mktemp("open") / "home"
    shutil.copytree(shelf, home)
    lags = {"LAGS": str(home.parent / "lags.txt")}
    command = (sys.executable, "-m", "tests.watched_bot", "serve")
    with BotProcess(open_server, home, admin_ids=[EDITOR], environment=lags, command=command) as running:
        yield running


@pytest.fixture
def ann(open_bot, open_server):
    """A new reader."""
    return open_server.person(next(NUMBERS), "Ann")


@pytest.fixture
def server():
    with TelegramServer() as running:
        yield running
    check_calls(running)


@pytest.fixture
def bot(server, shelf, tmp_path):
    """A bot of one's own, not yet started."""
    shutil.copytree(shelf, tmp_path / "home")
    return BotProcess(server, tmp_path / "home", admin_ids=[EDITOR])


def check_calls(server):
    assert [call for call in server.refusals if not any(words in call.description for words in EXPECTED)] == []


def is_placeholder(message):
    return message.text.endswith("…") and not message.entities


def replies_after(chat, sent):
    return [each for each in chat.messages if each.from_bot and each.id > sent.id and not is_placeholder(each)]


def wait_for_reply(server, chat, sent, words=""):
    def find():
        return next((each for each in replies_after(chat, sent) if words in each.text), None)

    return server.wait_for(find, PATIENCE, f"a reply with “{words}”")


def ask(server, person, text, words=""):
    return wait_for_reply(server, person, person.says(text), words)


def offer(server, editor, name, data):
    return wait_for_reply(server, editor, editor.sends_file(name, data), "Nothing is added before")


def wait_until_added(server, editor, preview):
    def find():
        now = server.message(editor.id, preview.id)
        return now if now.text.startswith("Added") else None

    return server.wait_for(find, PATIENCE, "the report on the shelf")


def read_bodies(bot):
    with closing(Database(f"sqlite:///{bot.home / 'catalogue.db'}")) as database:
        return [report.body for report in Catalogue(database).all_reports()]


def read_links(bot):
    with closing(Database(f"sqlite:///{bot.home / 'catalogue.db'}")) as database:
        return [(report.title, report.url) for report in Catalogue(database).all_reports()]


def check_quotations(bot, *messages):
    bodies = read_bodies(bot)
    for message in messages:
        assert message.quotations
        for quotation in message.quotations:
            assert any(quotation in body for body in bodies), quotation


def list_sources(answer):
    """What the buttons of an answer's sources carry."""
    data = [button.get("callback_data", "") for row in answer.buttons for button in row]
    return [each for each in data if each.startswith("s:")]


def test_reader_asks_and_follows_a_source(open_server, open_bot, ann):
    start = ask(open_server, ann, "/start")
    assert "from 4 outlets, the newest of 14 March 2026." in start.text
    answer = ask(open_server, ann, "How many people were injured on the ferry?")
    check_quotations(open_bot, answer)
    assert any("injured" in quotation for quotation in answer.quotations)
    assert all(url.startswith("https://") for _, url in answer.links)
    assert answer.labels[-3:] == ["Copy citation [1]", "👍", "👎"]
    opened = [label for label, url in answer.links if url.startswith("https://t.me/")]
    assert set(opened) == {f"[{number}]" for number in range(1, len(answer.quotations) + 1)}
    assert len(list_sources(answer)) == len(answer.quotations) == len(answer.links) - len(opened)
    ann.presses(answer, answer.labels[0])
    passage = wait_for_reply(open_server, ann, answer)
    assert answer.quotations[0] in passage.parts("bold")
    context = passage.quotations[0].strip("… ")
    assert any(context in body for body in read_bodies(open_bot))


def test_reader_asks_why(open_server, open_bot, ann):
    answer = ask(open_server, ann, "How many people were injured on the ferry?")
    ann.presses(answer, "Why this answer")
    receipt = wait_for_reply(open_server, ann, answer, "The question")
    assert receipt.text.startswith(
        "The question\nHow many people were injured on the ferry?\nUnderstood as it was asked."
    )
    assert re.search(r"Support 0\.\d\d; an answer needs at least 0\.\d\d\.|Support 1\.\d\d", receipt.text)
    assert re.search(r"· ferry-adrift-courier, version 1 · digest [0-9a-f]{12}", receipt.text)
    assert re.search(r"\(ferry-adrift-courier, version 1\): characters .*\(used\)", receipt.text)
    assert "Language model: none." in receipt.text
    assert re.search(r"search \d+ ms, .* ms in all\.", receipt.text)


def test_question_without_support_is_refused_and_kept_as_a_gap(open_server, open_bot, ann):
    refusal = ask(open_server, ann, "What is the recipe for rhubarb crumble?")
    assert refusal.text.startswith("The reports on this shelf do not answer that.")
    check_quotations(open_bot, refusal)
    ann.presses(refusal, refusal.labels[0])
    assert refusal.quotations[0] in wait_for_reply(open_server, ann, refusal).parts("bold")
    with closing(Database(f"sqlite:///{open_bot.home / 'catalogue.db'}")) as database:
        assert [gap.question for gap in Gaps(database).list_all()] == ["What is the recipe for rhubarb crumble?"]


def test_every_example_of_start_gets_an_answer(open_server, open_bot, ann):
    start = ask(open_server, ann, "/start")
    for label, question in zip(start.labels, start.parts("code"), strict=True):
        before = ann.messages[-1]
        ann.presses(start, label)
        answer = wait_for_reply(open_server, ann, before, "You asked")
        assert answer.text.startswith(f"You asked: {question}")
        check_quotations(open_bot, answer)


def test_group_hears_answers_only_to_what_is_meant_for_the_bot(open_server, open_bot, ann):
    group = open_server.group(-1001, "Readers")
    open_server.world.reads_all_in_groups = True
    ann.says("Who cut the cables?", group=group)
    asked = ann.says("/ask Who says that the cables were cut?", group=group)
    answer = wait_for_reply(open_server, group, asked)
    check_quotations(open_bot, answer)
    assert answer.reply_to == asked.id
    mentioned = ann.says("@onrecord_test_bot what did the guild say?", group=group)
    check_quotations(open_bot, wait_for_reply(open_server, group, mentioned))
    assert len([message for message in group.messages if message.from_bot]) == 2


def test_words_are_found_exact_altered_or_absent(open_server, open_bot, ann):
    exact = ask(open_server, ann, "/find The Anselma has no propellers.")
    assert exact.text.startswith("These words stand in the reports, exactly")
    altered = ask(open_server, ann, "/find The Anselma has two propellers.")
    assert "do not stand in the reports in this form" in altered.text
    check_quotations(open_bot, exact, altered)
    absent = ask(open_server, ann, "/find Rhubarb is a vegetable of great patience")
    assert absent.text == "These words stand in no report on this shelf."


def test_ten_questions_at_once_are_all_answered_and_hold_the_event_loop_under_100_ms(open_server, open_bot, ann):
    ask(open_server, ann, "Is the model warm by now?")
    people = [open_server.person(number) for number in range(101, 111)]
    began = time.time()
    sent = [person.says(QUESTIONS[person.id % len(QUESTIONS)]) for person in people]
    replies = [wait_for_reply(open_server, *pair) for pair in zip(people, sent, strict=True)]
    ended = time.time()
    check_quotations(open_bot, *replies)
    ticks = [line.split() for line in (open_bot.home.parent / "lags.txt").read_text().splitlines()[:-1]]
    lags = [float(lag) for at, lag in ticks if began <= float(at) <= ended]
    assert len(lags) > 20
    assert max(lags) < 0.1


def test_file_of_a_reader_is_declined_and_that_of_an_editor_found_by_the_next_question(open_server, open_bot, ann):
    editor = open_server.person(EDITOR)
    question = "Why did the Weir Mill stop its looms?"
    declined = wait_for_reply(open_server, ann, ann.sends_file("mill.md", MILL))
    assert "only the editors" in declined.text
    assert not any("Weir Mill" in quotation for quotation in ask(open_server, ann, question).quotations)
    preview = offer(open_server, editor, "mill.md", MILL)
    assert preview.text.startswith("Weir Mill closes after 140 years\nOutlet: The Weir Post (from the front matter)\n")
    assert "Author: I. Lamb (from the front matter)" in preview.text
    assert not any("Weir Mill" in quotation for quotation in ask(open_server, ann, question).quotations)
    editor.presses(preview, "Add to the shelf")
    added = wait_until_added(open_server, editor, preview)
    assert added.parts("code") == ["What do the reports say about “Weir Mill closes after 140 years”?"]
    answer = ask(open_server, ann, question)
    check_quotations(open_bot, answer)
    assert "Weir Mill stopped its looms" in answer.quotations[0]
    assert ("Weir Mill closes after 140 years", "https://weirpost.example/mill") in answer.links
    again = wait_for_reply(open_server, editor, editor.sends_file("again.md", MILL))
    assert "already on the shelf" in again.text


def test_language_model_words_answers_and_is_waited_for_no_longer_than_it_may(server, shelf, tmp_path):
    shutil.copytree(shelf, tmp_path / "home")
    reader = server.person(1)
    said = "Police in Sallow Reach said that fourteen people were injured."
    script = [word((said, "Fourteen people were injured"), ("Forty people were injured.", "Fourteen people"))]
    with ScriptedEndpoint(*script, otherwise=hang()) as endpoint:
        environment = {"OPENAI_BASE_URL": endpoint.url, "OPENAI_API_KEY": KEY, "OPENAI_MODEL": MODEL}
        environment |= {"OPENAI_TIMEOUT": "3", "LOG_LEVEL": "debug"}
        with BotProcess(server, tmp_path / "home", environment=environment) as bot:
            answer = ask(server, reader, "How many people were injured on the ferry?")
            assert answer.text.startswith(f"{said} [1]\n")
            check_quotations(bot, answer)
            assert "1 statement left out" in answer.text
            assert "Forty" not in answer.text
            reader.presses(answer, "Why this answer")
            receipt = wait_for_reply(server, reader, answer, "The question")
            assert f"Language model: {MODEL}, 100 tokens." in receipt.text
            assert "Forty people were injured." in receipt.parts("code")[0]
            silent = ask(server, reader, "What did the guild say about the cables?")
            assert said not in silent.text
            check_quotations(bot, silent)
            reader.presses(silent, "Why this answer")
            told = wait_for_reply(server, reader, silent, "The question")
            assert "What the language model wrote was not used: The language model at 127.0.0.1:" in told.text
            assert "did not reply within" in told.text
            spent = [int(ms.replace(",", "")) for ms in re.findall(r"(?:rewrite|draft) ([\d,]+) ms", told.text)]
            assert 0 < sum(spent) < 3300
            assert KEY not in bot.log + bot.kept_logs


@pytest.mark.slow
def test_real_language_model_on_this_machine_leaves_every_quotation_as_it_stands(server, shelf, tmp_path):
    shutil.copytree(shelf, tmp_path / "home")
    reader = server.person(1)
    with LocalModel() as model:
        environment = {"OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": model.key, "OPENAI_MODEL": model.name}
        with BotProcess(server, tmp_path / "home", environment=environment | {"OPENAI_TIMEOUT": "60"}) as bot:
            for question in QUESTIONS[:2]:
                answer = ask(server, reader, question)
                check_quotations(bot, answer)
                foreign = {url for _, url in answer.links} - {url for _, url in read_links(bot)}
                assert all(url.startswith("https://t.me/onrecord_test_bot?start=c_") for url in foreign)
                reader.presses(answer, "Why this answer")
                receipt = wait_for_reply(server, reader, answer, "The question")
                assert f"Language model: {model.name}" in receipt.text


@pytest.mark.slow
def test_buttons_work_after_a_restart_in_the_middle(server, bot):
    reader, editor = server.person(1), server.person(EDITOR)
    with bot:
        answer = ask(server, reader, "Who says that the cables were cut?")
        preview = offer(server, editor, "mill.md", MILL)
        bot.restart()
        reader.presses(answer, list_sources(answer)[-1])
        assert answer.quotations[-1] in wait_for_reply(server, reader, answer).parts("bold")
        reader.presses(answer, "Why this answer")
        assert "Who says that the cables were cut?" in wait_for_reply(server, reader, answer, "What came of it").text
        editor.presses(preview, "Add to the shelf")
        wait_until_added(server, editor, preview)


@pytest.mark.slow
def test_follow_ups_are_understood_over_a_restart_a_reply_and_a_new_beginning(server, bot):
    reader = server.person(1)
    with bot:
        first = ask(server, reader, "Who says that the cables of the ferry Anselma were cut?")
        denied = ask(server, reader, "And how many passengers did it carry?")
        assert denied.text.startswith("Understood as: How many passengers did the ferry Anselma carry?\n")
        assert any("112" in quotation for quotation in denied.quotations)
        bot.restart()
        again = ask(server, reader, "When did it break loose?")
        assert again.text.startswith("Understood as: When did the ferry Anselma break loose?\n")
        ask(server, reader, "/new")
        assert "Understood as" not in ask(server, reader, "How many passengers did it carry?").text
        replied = reader.says("How many passengers did it carry?", reply_to=first)
        last = wait_for_reply(server, reader, replied)
        assert last.text.startswith("Understood as: How many passengers did the ferry Anselma carry?\n")
        check_quotations(bot, first, denied, again, last)


@pytest.mark.slow
def test_document_accepted_before_a_kill_9_is_on_the_shelf_after_it(server, bot):
    editor = server.person(EDITOR)
    with bot:
        preview = offer(server, editor, "mill.md", MILL)
        editor.presses(preview, "Add to the shelf")
        server.wait_for(lambda: server.message(EDITOR, preview.id).text.startswith("Adding"), PATIENCE, "the press")
        bot.kill()
        bot.start()
        wait_until_added(server, editor, preview)
        assert sum("64 weavers" in body for body in read_bodies(bot)) == 1
        assert "64 weavers" in ask(server, editor, "How many weavers were sent home?").text


@pytest.mark.slow
def test_three_messages_waiting_at_kill_9_are_all_answered_once(server, bot):
    people = [server.person(number) for number in (1, 2, 3)]
    with bot:
        gate = server.hold("sendMessage")
        questions = [person.says("Who says that the cables were cut?") for person in people]
        server.wait_for(lambda: gate.waiting == 3 and not server.unacknowledged, PATIENCE, "three messages in hand")
        bot.kill()
        gate.open()
        bot.start()
        answers = [wait_for_reply(server, *pair) for pair in zip(people, questions, strict=True)]
        check_quotations(bot, *answers)
    assert [len(replies_after(person, sent)) for person, sent in zip(people, questions, strict=True)] == [1, 1, 1]


@pytest.mark.slow
def test_trouble_on_the_way_is_outlived(server, bot):
    reader = server.person(1)
    question = reader.says("Who says that the cables were cut?")
    server.fail_next("getMe", broken(500, "Internal Server Error"))
    server.fail_next("setMyCommands", flooded(1))
    with bot:
        check_quotations(bot, wait_for_reply(server, reader, question))
        server.inject(message={"date": "not a date"})
        server.fail_next("sendMessage", flooded(1))
        server.fail_next("editMessageText", broken(502))
        check_quotations(bot, ask(server, reader, "What did the guild say?"))
        last = reader.says("How many people were injured?")
        server.wait_for(lambda: reader.messages[-1].id > last.id, PATIENCE, "the placeholder")
        began = time.monotonic()
        assert bot.stop() == 0
        assert time.monotonic() - began < 10
        bot.start()
        check_quotations(bot, wait_for_reply(server, reader, last))
    assert len([message for message in reader.messages if message.from_bot]) == 3
