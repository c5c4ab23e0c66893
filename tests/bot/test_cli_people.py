"""Roles and invitations from the command line, against a real data folder and a Bot API server."""

import re

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.state import State
from bot.state.people import Role
from corpus.database import Database
from tests.bot.command import Command, is_one_sentence
from tests.telegram_server import TelegramServer


@pytest.fixture
def people(fresh: Command) -> Command:
    return fresh


def find_role(command: Command, number: int) -> Role | None:
    database = Database(f"sqlite:///{command.folder / 'home' / 'catalogue.db'}")
    try:
        return State.of(database).people.find_role(number)
    finally:
        database.close()


def test_roles_are_given_listed_and_taken(people: Command) -> None:
    assert people.read_json("people") == {"people": []}
    assert people.run("grant", "5000000001", "editor").stdout == "5000000001 is editor now.\n"
    assert people.run("grant", "5000000001", "ADMIN").stdout == "5000000001 is admin now, and was editor before.\n"
    [entry] = people.read_json("people")["people"]
    assert entry == {"number": 5000000001, "role": "admin", "by": "terminal", "since": entry["since"]}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", entry["since"])
    assert re.search(r"^5000000001  admin +since \d{4}-\d\d-\d\d, by terminal$", people.run("people").stdout)
    taken = people.run("revoke", "5000000001")
    assert (taken.returncode, taken.stdout) == (0, "5000000001 has no role now.\n")
    assert "Nobody is an admin now" in taken.stderr
    again = people.run("revoke", "5000000001")
    assert again.returncode == 1
    assert is_one_sentence(again.stderr)
    assert find_role(people, 5000000001) is None


def test_admin_for_good_is_listed_and_cannot_be_changed(people: Command) -> None:
    for arguments in (("grant", "7", "reader"), ("revoke", "7")):
        done = people.run(*arguments, ADMIN_IDS="7,8")
        assert done.returncode == 1
        assert is_one_sentence(done.stderr)
        assert "7 stands in ADMIN_IDS" in done.stderr
    assert people.run("people", ADMIN_IDS="8,7").stdout.splitlines() == [
        "7  admin   for good, by ADMIN_IDS",
        "8  admin   for good, by ADMIN_IDS",
    ]
    assert find_role(people, 7) is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(("grant", "@ann", "editor"), "roles go by number, never by name", id="name"),
        pytest.param(("grant", "5", "owner"), "the roles are reader, editor and admin", id="role"),
        pytest.param(("grant", "777000", "editor"), "can have no role", id="shared account"),
        pytest.param(("revoke", "0"), "no Telegram number", id="zero"),
        pytest.param(("invite", "--role", "admin"), "make admins by their number", id="admin by link"),
        pytest.param(("invite", "--days", "31"), "from 1 to 30", id="days"),
        pytest.param(("grant", "5"), "Missing argument", id="no role"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(arguments: tuple[str, ...], words: str) -> None:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 2
    assert words in " ".join(done.stderr.replace("│", " ").split())
    assert done.stdout == ""


def test_link_is_printed_alone_and_lets_somebody_in(people: Command) -> None:
    with TelegramServer() as server:
        done = people.run("invite", "--role", "editor", TELEGRAM_TOKEN=server.token, TELEGRAM_API_URL=server.url)
    assert done.returncode == 0, done.stderr
    assert "gets the role editor; it counts once, until 20" in done.stderr
    link = re.fullmatch(r"https://t\.me/onrecord_test_bot\?start=(i_[A-Za-z0-9_-]{32})\n", done.stdout)
    database = Database(f"sqlite:///{people.folder / 'home' / 'catalogue.db'}")
    assert State.of(database).invites.redeem(link[1], 5, frozenset()).role is Role.EDITOR
    database.close()


def test_link_needs_a_token_and_telegram(people: Command) -> None:
    bare = people.run("invite")
    unreachable = people.run("invite", TELEGRAM_TOKEN="1:abc", TELEGRAM_API_URL="http://127.0.0.1:9")
    with TelegramServer() as server:
        refused = people.run("invite", TELEGRAM_TOKEN="1:abc", TELEGRAM_API_URL=server.url)
    for done, words in ((bare, "TELEGRAM_TOKEN is not set"), (unreachable, "no link was made"), (refused, "refuses")):
        assert done.returncode == 1
        assert done.stdout == ""
        assert is_one_sentence(done.stderr), done.stderr
        assert words in done.stderr
        assert "1:abc" not in done.stderr
