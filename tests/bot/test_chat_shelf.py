"""The keepers' pages in Telegram, in whole conversations: one bot process, all of it real but for the answers."""

import re
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from bot.home import Home
from bot.state import State
from bot.state.people import Role
from corpus.audit import log_event
from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.publishing import Desk
from corpus.reports import Report
from tests.bot.test_chat_talk import ask, press, wait_for_reply
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer

COMMAND = (sys.executable, "-m", "tests.bot.scripted_chat")
ADMIN, EDITOR = 7, 9
EXPECTED = ("terminated by other getUpdates", "not modified", "query is too old")
UNKNOWN = "I do not know that command; /help shows the ones I do."
FOR_EDITORS = "Only the editors of this shelf can do this. "
FOR_ADMINS = "Only the admins of this shelf can do this. "
LANTERN = Report("lantern-story", 1, "The lantern story", "He owns it.", "The Lantern", None, date(2026, 3, 20))


@pytest.fixture(scope="module")
def server():
    with TelegramServer() as running:
        yield running
    assert [call for call in running.refusals if not any(words in call.description for words in EXPECTED)] == []


@pytest.fixture(scope="module")
def bot(server, tmp_path_factory):
    home = tmp_path_factory.mktemp("shelf") / "home"
    with BotProcess(server, home, admin_ids=[ADMIN], command=COMMAND) as running:
        yield running


@pytest.fixture(scope="module")
def database(bot):
    with closing(Database(Home(bot.home).database_url)) as opened:
        State.of(opened).people.grant(EDITOR, Role.EDITOR, "telegram:7")
        yield opened


@pytest.fixture
def editor(database, server):
    return server.person(EDITOR, "Edith")


@pytest.fixture
def admin(database, server):
    return server.person(ADMIN, "Ada")


def wait_for_change(server, message, words):
    """A message of the bot once it holds these words, by editing."""
    return server.wait_for(
        lambda: words in (now := server.message(message.chat_id, message.id)).text and now, 15, f"“{words}”"
    )


def add_report(database, report):
    desk = Desk(Catalogue(database))
    if not desk.catalogue.is_taken(report.id):
        desk.stage_report(report, f"{report.id}.txt", "telegram:9")
        desk.publish(report.id, 1, "telegram:9")


@pytest.mark.parametrize("command", ["/reports", "/reports ferry", "/stats", "/log", "/gaps", "/gaps fill 1 ferry"])
def test_reader_is_told_nothing_of_the_keepers_pages(server, ann, command):
    assert ask(server, ann, command).text == UNKNOWN


@pytest.mark.parametrize(
    ("data", "notice"),
    [
        ("rp:0123456789abcdef:0", FOR_EDITORS),
        ("rc:ferry", FOR_EDITORS),
        ("lg:0123456789abcdef:99:0", FOR_ADMINS),
        ("gp:open:0", FOR_EDITORS),
        ("gc:1", FOR_EDITORS),
        ("gd:AAAAAAAAAAAAAAAAAAAAAA", FOR_EDITORS),
        ("gn:AAAAAAAAAAAAAAAAAAAAAA", FOR_EDITORS),
    ],
)
def test_button_of_a_keeper_does_nothing_for_a_reader(server, ann, data, notice):
    pressed = ann.sends_callback(ask(server, ann, "/help"), data)
    server.wait_for(lambda: pressed.answered, 10, "the notice")
    assert pressed.notice.startswith(notice)
    ask(server, ann, "/help")
    assert len([message for message in ann.messages if message.from_bot]) == 2


def test_keeper_in_a_group_is_told_nothing(server, admin):
    group = server.group(-100_5, "Readers")
    admin.says("/reports@onrecord_test_bot", group=group)
    named = admin.says("/help@onrecord_test_bot", group=group)
    wait_for_reply(server, group, named, "/find")
    assert len([message for message in group.messages if message.from_bot]) == 1


def test_shelf_is_shown_in_pages_the_newest_first(server, editor):
    first = ask(server, editor, "/reports", "page 1 of 2")
    assert re.match(r"\d+ reports · page 1 of 2\n\n1\. ", first.text)
    guild = next(block for block in first.text.split("\n\n") if "Guild denies" in block)
    assert re.search(
        r"Guild denies\nPress Agency · 12 March 2026 · version 1 · 13 words · added \d+ \w+ \d{4} by script", guild
    )
    assert first.links == [("Guild denies", "https://agency.example/guild")]
    assert first.text.index("Guild denies") < first.text.index("Ferry adrift")
    assert len(first.labels) == 9
    assert first.labels[-1] == "2 ›"
    press(server, editor, first, "2 ›")
    last = wait_for_change(server, first, "page 2 of 2")
    assert last.labels[-1] == "‹ 1"
    assert "9. " in last.text


def test_page_beyond_the_end_is_the_last(server, editor):
    first = ask(server, editor, "/reports", "page 1 of 2")
    data = first.button("2 ›")["callback_data"].rpartition(":")[0]
    pressed = editor.sends_callback(first, f"{data}:999999")
    wait_for_change(server, first, "page 2 of 2")
    assert pressed.notice == ""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ferry", ["Ferry adrift"]),
        ("FERRY outlet:courier", ["Ferry adrift"]),
        ("outlet:“the courier” since:2026-03-01", ["Ferry adrift"]),
        ("date:2026-03", ["Guild denies", "Ferry adrift"]),
        ("12 March 2026", ["Guild denies"]),
        ("نيلوفر", ["کشتی رها شد"]),
        ("filler-11", ["Filler 11"]),
    ],
)
def test_shelf_is_searched(server, editor, words, found):
    page = ask(server, editor, f"/reports {words}")
    titles = re.findall(r"^\d+\. \u2068?(.*?)\u2069?$", page.text, re.MULTILINE)
    assert [title for title in titles if "lantern" not in title] == found


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("since:yesterday", "“yesterday” is no date; write it like 2026-03-11, 2026-03 or March 2026."),
        ("status:gone", "“gone” is no status of a report; it can be one of current, corrected, withdrawn."),
        ("outlt:Courier", "Nothing can be looked for by “outlt:”"),
        ("since:2026-05 until:2026-03", "No day lies between 2026-05-01 and 2026-03-31; give the earlier one first."),
        ("zeppelin", "No report on the shelf is what you look for; /reports alone shows all of them."),
    ],
)
def test_search_that_makes_no_sense_or_finds_nothing_gets_one_sentence(server, editor, words, sentence):
    reply = ask(server, editor, f"/reports {words}")
    assert reply.text.startswith(sentence)
    assert reply.labels == []
    assert "\n" not in reply.text


def test_search_is_kept_across_a_restart(server, editor, bot):
    first = ask(server, editor, "/reports outlet:weekly", "page 1 of 2")
    assert all(len(button["callback_data"].encode()) <= 64 for row in first.buttons for button in row)
    bot.restart()
    press(server, editor, first, "2 ›")
    second = wait_for_change(server, first, "page 2 of 2")
    assert "12 reports · outlet “weekly” · page 2 of 2" in second.text
    assert second.text.count("Weekly") == 4


def test_page_of_a_search_that_is_kept_no_more_says_so(server, editor):
    pressed = editor.sends_callback(ask(server, editor, "/help"), "rp:0123456789abcdef:0")
    server.wait_for(lambda: pressed.notice, 10, "the notice")
    assert pressed.notice == "This list is no longer kept; send the command again for a new one."


def test_card_shows_everything_and_copies_commands(server, admin):
    page = ask(server, admin, "/reports guild")
    press(server, admin, page, "Guild denies")
    card = wait_for_reply(server, admin, page, "Id: guild")
    for line in (
        "Outlet: Press Agency", "Published: 12 March 2026", "Language: en", "Status: current", "Version: 1, 13 words",
        "Link: https://agency.example/guild", "From: “guild.txt”", "by script", "History: 1 event",
    ):  # fmt: skip
        assert line in card.text
    copied = {button["text"]: button["copy_text"]["text"] for row in card.buttons for button in row}
    assert copied == {
        "History": "/history guild",
        "Replace": "/replace guild",
        "Correct": "/correct guild ",
        "Withdraw": "/withdraw guild ",
    }


def test_only_admins_are_offered_to_withdraw(server, editor):
    page = ask(server, editor, "/reports guild")
    press(server, editor, page, "Guild denies")
    assert wait_for_reply(server, editor, page, "Id: guild").labels == ["History", "Replace", "Correct"]


def test_report_with_a_long_id_is_opened_and_a_withdrawn_one_says_since_when_and_why(server, admin, database):
    long = replace(LANTERN, id="a-very-long-id-" * 6 + "end", title="Long-winded", body="Long text.")
    add_report(database, long)
    Desk(Catalogue(database)).withdraw(long.id, "It was made up.", "telegram:7")
    page = ask(server, admin, "/reports status:withdrawn")
    assert "Long-winded\nThe Lantern · 20 March 2026 · withdrawn · version 1" in page.text
    press(server, admin, page, "Long-winded")
    card = wait_for_reply(server, admin, page, long.id)
    assert re.search(r"Status: withdrawn on \d+ \w+ \d{4}: It was made up\.", card.text)
    assert "History: 2 events" in card.text
    assert card.labels[-1] == "Restore"


def test_card_of_an_unknown_report_says_so(server, editor):
    pressed = editor.sends_callback(ask(server, editor, "/help"), "rc:no-such-report")
    server.wait_for(lambda: pressed.notice, 10, "the notice")
    assert pressed.notice == "This report is not on the shelf."


def test_stats_count_reports_and_questions_and_name_nobody(server, editor, ann):
    ask(server, ann, "ferry?")
    ask(server, ann, "nothing of the ferry?")
    stats = ask(server, editor, "/stats")
    for line in (r"Reports: \d+: \d+ current, 0 corrected, \d withdrawn", r"Outlets: \d: Weekly 12, The Courier 2",
                 r"Languages: 2: en \d+, fa 1", r"Published: 11 March 2026 to \d+ March 2026", r"Words: 2,\d{3}",
                 r"Last 7 days: \d+ questions by \d+ (person|people): \d+ answered, 0 disputed, \d+ refused",
                 r"Last 30 days: ", r"Gaps: \d+ questions? without a report", r"Jobs: 0 waiting"):  # fmt: skip
        assert re.search(rf"^{line}", stats.text, re.MULTILINE), line
    assert str(ann.id) not in stats.text


def test_log_is_for_admins_and_tells_who_did_what(server, admin, editor, database):
    assert ask(server, editor, "/log").text.startswith(FOR_ADMINS)
    with database.writing() as connection:
        log_event(connection, "telegram:7", "grant", detail="editor to person 9")
    newest = ask(server, admin, "/log", "page 1 of")
    assert re.search(r"\d+ \w+ \d{4}, \d\d:\d\d UTC\nperson 7 granted: editor to person 9\n\n", newest.text)
    assert newest.labels[0] == "2 ›"


def test_pages_of_the_log_stay_as_they_were_whatever_happens_meanwhile(server, admin, database, bot):
    first = ask(server, admin, "/log action:add", "page 1 of 2")
    with database.writing() as connection:
        log_event(connection, "telegram:7", "add", report_id="later", detail="Later")
    bot.restart()
    press(server, admin, first, "2 ›")
    second = wait_for_change(server, first, "page 2 of 2")
    assert "script added ferry, version 1: Ferry adrift" in second.text
    press(server, admin, second, "‹ 1")
    again = wait_for_change(server, first, "page 1 of 2")
    assert again.text == first.text
    assert "later" not in again.text


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("ferry", "script added ferry, version 1"),
        ("report:ferry action:add", "script added ferry, version 1"),
        ("script guild", "script added guild"),
        ("7 grant", "person 7 granted"),
        ("person:telegram:7 action:grant", "person 7 granted"),
        ("action:juggle", "“juggle” is no action in the log; there are "),
        ("colour:red", "“colour:red” is nothing to look for in the log."),
        ("ferry guild", "“guild” says what is said already."),
        ("report:nowhere", "The log holds nothing of that kind."),
    ],
)
def test_log_is_narrowed_down(server, admin, words, shown):
    words = words.replace("script guild", "person:script guild")
    assert shown in ask(server, admin, f"/log {words}").text


def test_button_of_the_log_is_dead_for_an_editor(server, admin, editor):
    data = ask(server, admin, "/log", "page 1 of").button("2 ›")["callback_data"]
    pressed = editor.sends_callback(ask(server, editor, "/help"), data)
    server.wait_for(lambda: pressed.answered, 10, "the notice")
    assert pressed.notice.startswith(FOR_ADMINS)
