"""Replacing, correcting, withdrawing and restoring from the command line, alone and beside a bot."""

import os
import sys
from dataclasses import replace

import pytest

from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.publishing import Desk
from corpus.reports import Report
from tests.bot.command import REPORT_KEYS, Command, is_one_sentence
from tests.bot.test_cli import read_until, start_on_terminal
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer

SCRIPTED = (sys.executable, "-m", "tests.bot.scripted_chat")
MILL = Report("mill-closed", 1, "The mill closes", "The mill carried thirty people. It closed.", "The Weir Post")
NEWER = replace(MILL, body="The mill carried 19 passengers. It closed.", publisher="The Weir Daily")


@pytest.fixture
def alone(fresh):
    """A shelf with one report in two versions, which no bot holds."""
    home = fresh.folder / "home"
    home.mkdir()
    database = Database(f"sqlite:///{home / 'catalogue.db'}")
    database.migrate()
    desk = Desk(Catalogue(database))
    for report in (MILL, NEWER):
        stage = desk.stage_replacement if desk.catalogue.is_known(report.id) else desk.stage_report
        desk.publish(report.id, stage(report, "mill.md", "terminal").version, "terminal")
    database.close()
    return fresh


@pytest.fixture(scope="module")
def beside(tmp_path_factory):
    """A command beside a bot that holds the data folder, and the server that the bot talks to."""
    folder = tmp_path_factory.mktemp("beside")
    with TelegramServer() as server, BotProcess(server, folder / "home", command=SCRIPTED):
        yield Command(folder), server


def write(command, text, name="new.txt"):
    path = command.folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_report_is_withdrawn_restored_and_corrected_alone(alone):
    value = alone.read_json("withdraw", "mill-closed", "--note", "A hoax.")
    assert (value["action"], value["told"]) == ("withdraw", 0)
    assert " ".join(value["report"]) == REPORT_KEYS
    assert (value["report"]["status"], value["report"]["note"]) == ("withdrawn", "A hoax.")
    done = alone.run("restore", "mill-closed")
    assert (done.returncode, done.stdout) == (0, "Restored “mill-closed”; it is quoted again.\n")
    value = alone.read_json("correct", "mill-closed", "--note", "Nineteen.", "--date", "2026-04-05")
    assert (value["report"]["status"], value["report"]["version"]) == ("corrected", 2)
    events = alone.read_json("history", "mill-closed")["events"]
    assert [(each["action"], each["by"], each["detail"], each["day"]) for each in events[2:]] == [
        ("withdraw", "terminal", "A hoax.", None),
        ("restore", "terminal", "A hoax.", None),
        ("correct", "terminal", "Nineteen.", "2026-04-05"),
    ]


def test_history_marks_the_old_wording_in_a_pipe(alone):
    done = alone.run("history", "mill-closed")
    assert done.returncode == 0, done.stderr
    assert "The mill carried [-thirty people-]{+19 passengers+}. It closed." in done.stdout
    assert "Publisher: [-The Weir Post-]{+The Weir Daily+}" in done.stdout
    assert "\x1b" not in done.stdout
    assert alone.run("history", "mill-closed").stdout.count("by terminal, version") == 2


def test_history_strikes_the_old_wording_through_on_a_terminal(alone):
    process, terminal = start_on_terminal(alone, "history", "mill-closed")
    shown = read_until(terminal, "no such words")
    assert process.wait(timeout=60) == 0
    assert "\x1b[9;31mthirty people\x1b[0m" in shown
    assert "\x1b[4;32m19 passengers\x1b[0m" in shown
    assert "[-" not in shown


def test_difference_is_that_of_the_last_two_versions_or_of_any(alone):
    value = alone.read_json("diff", "mill-closed")
    assert (value["from"], value["to"], value["words_removed"], value["words_added"]) == (1, 2, 2, 2)
    (change,) = value["changes"]
    body = alone.read_json("show", "mill-closed", "--version", "1")["body"]
    assert body[change["start"] : change["end"]] == change["removed"] == "thirty people"
    assert value["details"] == [{"name": "publisher", "old": "The Weir Post", "new": "The Weir Daily"}]
    assert "{+thirty people+}" in alone.run("diff", "mill-closed", "--from", "2", "--to", "1").stdout


def test_older_version_says_that_it_stands_no_longer(alone):
    shown = alone.run("show", "mill-closed", "--version", "1").stdout
    assert shown.startswith("This is version 1, as it stood until ")
    assert "Version 2 stands now." in shown
    assert "thirty people" in shown
    assert "as it stood" not in alone.run("show", "mill-closed").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["withdraw", "mill-closd", "--note", "x"], "Did you mean “mill-closed”?", id="mistyped"),
        pytest.param(["history", "mill"], "Did you mean “mill-closed”?", id="beginning"),
        pytest.param(["show", "nothing"], "There is no report “nothing”", id="unknown"),
        pytest.param(["show", "mill-closed", "--version", "3"], "it has versions 1 to 2", id="version"),
        pytest.param(["diff", "mill-closed", "--to", "1"], "has no version 0", id="nothing-before"),
        pytest.param(["diff", "mill-closed", "--from", "7"], "has no version 7", id="no-such-version"),
        pytest.param(["restore", "mill-closed"], "nothing to restore", id="not-withdrawn"),
        pytest.param(["correct", "mill-closed", "--note", "x" * 501], "at most 500", id="long-note"),
        pytest.param(["replace", "mill-closd", "/nowhere"], "Did you mean “mill-closed”?", id="replace-mistyped"),
        pytest.param(["replace", "mill-closed", "/nowhere/new.txt"], "There is no file", id="missing-file"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(alone, arguments, words):
    done = alone.run(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert len(alone.read_json("history", "mill-closed")["events"]) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["withdraw", "mill-closed"], id="no-note"),
        pytest.param(["withdraw", "mill-closed", "--note", "  "], id="empty-note"),
        pytest.param(["correct", "mill-closed"], id="correct-no-note"),
        pytest.param(["correct", "mill-closed", "--note", "x", "--date", "April"], id="bad-date"),
        pytest.param(["replace", "mill-closed"], id="no-document"),
        pytest.param(["diff", "mill-closed", "--from", "0"], id="version-zero"),
    ],
)
def test_wrong_usage_gives_2(fresh, arguments):
    done = fresh.run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: " in done.stderr


def test_withdrawing_twice_is_refused_with_the_first_reason(alone):
    alone.run("withdraw", "mill-closed", "--note", "A hoax.")
    done = alone.run("withdraw", "mill-closed", "--note", "Again.")
    assert done.returncode == 1
    assert "is withdrawn already (A hoax.)" in done.stderr
    assert is_one_sentence(done.stderr)


@pytest.mark.slow
def test_new_wording_is_handed_over_to_the_bot(beside):
    command, _ = beside
    new = write(command, "The ferry broke loose at noon. It drifted. 🛶\n\nNobody was hurt.")
    value = command.read_json("replace", "ferry", new, "--publisher", "The Daily Courier", "--yes")
    assert (value["action"], value["report"]["version"]) == ("replace", 2)
    assert value["report"]["publisher"] == "The Daily Courier"
    assert value["report"]["title"] == "Ferry adrift"
    assert [(each["removed"], each["added"].strip()) for each in value["changes"]["changes"]] == [("", "at noon")]
    assert [each["name"] for each in value["changes"]["details"]] == ["publisher"]
    again = command.run("replace", "ferry", new, "--publisher", "The Daily Courier")
    assert again.returncode == 1
    assert is_one_sentence(again.stderr)


def test_corrected_wording_comes_with_its_note_and_tells_the_reader(beside):
    command, server = beside
    ann = server.person(1)
    ann.says("guild?")
    server.wait_for(lambda: [each for each in ann.messages if each.quotations], 15, "the answer")
    new = write(command, "“We cut some of it.” So said the guild.")
    done = command.run("correct", "guild", new, "--note", "They did cut it.", "--date", "2026-04-05")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Corrected “guild”; version 2 stands now: They did cut it. (1 reader who had been ")
    told = server.wait_for(
        lambda: [each for each in ann.messages if "has been corrected" in each.text], 15, "the notice"
    )
    assert told[0].text.endswith("the words quoted are no longer in it: They did cut it.")
    report = command.read_json("show", "guild")
    assert (report["status"], report["note"]) == ("corrected", "They did cut it.")


@pytest.mark.slow
def test_on_a_terminal_the_change_is_shown_and_asked_about(beside):
    command, _ = beside
    new = write(command, "Filler text three.")
    for reply, version in (("n", 1), ("y", 2)):
        process, terminal = start_on_terminal(command, "replace", "filler-3", str(new))
        shown = read_until(terminal, "Replace “filler-3” with it?")
        assert "\x1b[9;31m3\x1b[0m" in shown
        os.write(terminal, f"{reply}\n".encode())
        read_until(terminal, "no such words")
        assert process.wait(timeout=60) == 0
        assert command.read_json("show", "filler-3")["version"] == version
