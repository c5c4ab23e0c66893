"""`list` with words, `gaps`, `log` and `stats`, as people type them."""

import json
from contextlib import closing

import pytest

from bot.answering.answers import Question, Receipt, Refusal
from bot.state import State
from bot.state.people import Role
from corpus.audit import log_event
from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.publishing import Desk
from tests.bot.command import REPORT_KEYS, Command, is_one_sentence
from tests.shelves import write_report

RECEIPT = Receipt("", (), (), (), (), "none", 0.0)
GAP_KEYS = "number state questions times people first_asked last_asked report decided_by decided_at suggested"


@pytest.fixture
def shelf(fresh: Command) -> Command:
    """A shelf of three reports, one of them withdrawn, and two gaps; nothing of it is indexed."""
    home = fresh.folder / "home"
    home.mkdir()
    with closing(Database(f"sqlite:///{home / 'catalogue.db'}")) as database:
        database.migrate()
        desk, state = Desk(Catalogue(database)), State.of(database)
        for report in (
            write_report("ferry", "The ferry broke loose.", title="Ferry adrift", publisher="The Courier"),
            write_report("mill", "The mill closed.", title="Mill closed", publisher="Café Post"),
            write_report("eels", "Eels were sold.", title="Eels sold", publisher="The Courier"),
        ):
            desk.stage_report(report, f"{report.id}.md", "telegram:7")
            desk.publish(report.id, 1, "telegram:7")
        desk.withdraw("eels", "They were not.", "telegram:8")
        for number, question in enumerate(("چه کسی آسیاب را خرید؟", "آسیاب را چه کسی خرید", "قیمت نان امروز چند است؟")):
            state.gaps.file(Refusal(f"r{number}", Question(question), (), RECEIPT), f"telegram:{number}")
        with database.writing() as connection:
            log_event(connection, "terminal", "grant", detail=f"{Role.EDITOR} to person 9")
    return fresh


def list_ids(command: Command, *arguments: str) -> list[str]:
    return [report["id"] for report in command.read_json("list", *arguments)["reports"]]


@pytest.mark.slow
def test_shelf_is_searched_with_words_and_options(shelf: Command) -> None:
    assert list_ids(shelf) == ["eels", "ferry", "mill"]
    assert list_ids(shelf, "FERRY") == ["ferry"]
    assert list_ids(shelf, "outlet:courier", "status:current") == ["ferry"]
    assert list_ids(shelf, "--publisher", "cafe") == ["mill"]
    assert list_ids(shelf, "--status", "withdrawn") == ["eels"]
    assert list_ids(shelf, "--since", "2026-03", "--until", "March 2026") == ["eels", "ferry", "mill"]
    assert list_ids(shelf, "--since", "2026-04") == []
    assert " ".join(shelf.read_json("list", "mill")["reports"][0]) == REPORT_KEYS
    assert "mill\t2026-03-11\tCafé Post\tMill closed" in shelf.run("list", "mill").stdout
    assert is_one_sentence(shelf.run("list", "zeppelin").stdout.replace("`onrecord list` alone", "It"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["list", "outlt:x"], 1),
        (["list", "since:soon"], 1),
        (["list", "--since", "soon"], 2),
        (["list", "--status", "gone"], 2),
        (["list", "ferry", "--since", "2026-04", "--until", "2026-03"], 1),
        (["gaps", "--fill", "1"], 2),
        (["gaps", "--fill", "1", "--report", "ferry", "--dismiss", "2"], 2),
        (["gaps", "--dismiss", "99"], 1),
        (["gaps", "--fill", "99", "--report", "ferry"], 1),
        (["gaps", "--state", "lost"], 2),
        (["log", "--action", "juggle"], 1),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_makes_no_sense_is_said_in_a_sentence(shelf: Command, arguments: list[str], code: int) -> None:
    done = shelf.run(*arguments)
    assert done.returncode == code
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert code == 2 or is_one_sentence(done.stderr)


def test_gaps_are_listed_dismissed_and_opened_again(shelf: Command) -> None:
    gaps = shelf.read_json("gaps")["gaps"]
    assert {" ".join(gap) for gap in gaps} == {GAP_KEYS}
    assert [(gap["number"], gap["times"], gap["people"]) for gap in gaps] == [(1, 2, 2), (2, 1, 1)]
    shown = shelf.run("gaps").stdout
    assert "   1  چه کسی آسیاب را خرید؟\n      آسیاب را چه کسی خرید\n      asked 2 times by 2 people, first " in shown
    assert shelf.read_json("gaps", "--dismiss", "2")["gap"]["state"] == "dismissed"
    assert shelf.run("gaps", "--state", "dismissed").stdout.endswith("dismissed by terminal\n")
    assert shelf.run("gaps", "--reopen", "2").stdout == "Gap 2 is open now.\n"
    assert shelf.run("gaps", "--state", "filled").stdout == "There is no filled gap.\n"


@pytest.mark.slow
def test_log_is_shown_newest_first_and_narrowed_down(shelf: Command) -> None:
    events = shelf.read_json("log")["events"]
    assert " ".join(events[0]) == "at actor action report version detail"
    assert [event["action"] for event in events] == ["grant", "withdraw", "add", "add", "add"]
    assert [event["report"] for event in shelf.read_json("log", "--person", "8")["events"]] == ["eels"]
    assert shelf.read_json("log", "--report", "eels", "--limit", "1")["total"] == 2
    assert shelf.run("log", "--action", "withdraw").stdout.endswith(
        "person 8 withdrew eels, version 1: They were not.\n"
    )
    assert shelf.run("log", "--person", "99").stdout == "The log holds nothing of that kind.\n"


def test_shelf_is_counted(shelf: Command) -> None:
    figures = shelf.read_json("stats")
    assert figures["reports"] == {"current": 2, "corrected": 0, "withdrawn": 1}
    assert figures["outlets"] == {"Café Post": 1, "The Courier": 1}
    assert (figures["oldest"], figures["newest"], figures["words"]) == ("2026-03-11", "2026-03-11", 7)
    assert (figures["gaps"], figures["jobs"], figures["last_7_days"]["asked"]) == (3, 0, 0)
    assert "Reports           3: 2 current, 0 corrected, 1 withdrawn\n" in shelf.run("stats").stdout


@pytest.mark.slow
def test_gap_is_filled_after_it_was_asked_again(fresh: Command) -> None:
    refused = fresh.run("ask", "Who owns the copper kettle factory?", "--json")
    assert json.loads(refused.stdout)["status"] == "refused"
    file = fresh.folder / "kettles.md"
    file.write_text(KETTLES, encoding="utf-8")
    assert fresh.read_json("add", file)["failed"] == []
    [gap] = fresh.read_json("gaps")["gaps"]
    assert gap["number"] == 1
    filled = fresh.read_json("gaps", "--fill", "1", "--report", "kettles")
    assert filled["answered"] == ["Who owns the copper kettle factory?"]
    assert (filled["told"], filled["rest"], filled["gap"]["report"]) == (0, None, "kettles")
    again = fresh.run("gaps", "--fill", "1", "--report", "kettles")
    assert again.returncode == 1
    assert is_one_sentence(again.stderr)


KETTLES = """---
id: kettles
title: The kettle factory has a new owner
publisher: The Weir Post
published: 2026-03-17
---

Odo Finch owns the copper kettle factory since Tuesday, the registrar said.
"""
