"""Bans from the command line, against a real data folder; in this process but for one test, which takes seconds."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli import app
from bot.errors import PeopleError
from tests.bot.command import Command, is_one_sentence

GROUP = "-1001234567890"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("ONRECORD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ADMIN_IDS", "7")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, arguments)


def test_people_and_chats_are_banned_listed_and_served_again(run: Callable[..., Result]) -> None:
    assert run("bans").stdout == "Nobody is banned; `onrecord ban NUMBER` does that.\n"
    assert run("ban", "5000000001", "--reason", "Sells tickets.").stdout == "5000000001 is banned now.\n"
    assert run("ban", GROUP).stdout == f"{GROUP} is banned now.\n"
    group, person = json.loads(run("bans", "--json").stdout)["bans"]
    assert person == {"number": 5000000001, "reason": "Sells tickets.", "by": "terminal", "since": person["since"]}
    assert (group["number"], group["reason"]) == (int(GROUP), None)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", person["since"])
    assert run("unban", GROUP).stdout == f"{GROUP} is served again.\n"
    assert re.fullmatch(r"5000000001  since \d{4}-\d\d-\d\d, by terminal: Sells tickets\.\n", run("bans").stdout)
    events = json.loads(run("log", "--json").stdout)["events"]
    assert [(each["actor"], each["action"], each["detail"]) for each in events] == [
        ("terminal", "unban", GROUP),
        ("terminal", "ban", GROUP),
        ("terminal", "ban", "5000000001: Sells tickets."),
    ]


def test_admin_cannot_be_banned_and_what_is_so_already_is_said(run: Callable[..., Result]) -> None:
    run("grant", "6", "admin")
    run("ban", "5")
    for arguments, words in (
        (("ban", "7"), "7 is an admin, and admins cannot be banned"),
        (("ban", "6"), "6 is an admin, and admins cannot be banned"),
        (("ban", "5"), "5 is banned already"),
        (("unban", GROUP), f"{GROUP} is not banned"),
    ):
        done = run(*arguments)
        assert isinstance(done.exception, PeopleError)
        assert done.stdout == ""
        assert is_one_sentence(f"{done.exception}\n")
        assert words in str(done.exception)


@pytest.mark.slow
def test_commands_as_people_run_them_say_one_sentence_and_no_more(fresh: Command) -> None:
    assert fresh.run("ban", GROUP).stdout == f"{GROUP} is banned now.\n"
    again = fresh.run("ban", GROUP)
    assert (again.returncode, again.stdout, is_one_sentence(again.stderr)) == (1, "", True)
    assert fresh.run("unban", GROUP).stdout == f"{GROUP} is served again.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(("ban", "@ann"), "bans go by number, never by name", id="name"),
        pytest.param(("ban", "--everybody"), "bans go by number", id="option"),
        pytest.param(("ban", "1087968824"), "ban the chat instead", id="shared account"),
        pytest.param(("ban", "5", "--reason", " "), "it is empty", id="no reason"),
        pytest.param(("unban",), "Missing argument", id="nobody"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(arguments: tuple[str, ...], words: str) -> None:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 2
    assert words in " ".join(done.stderr.replace("│", " ").split())
    assert done.stdout == ""
