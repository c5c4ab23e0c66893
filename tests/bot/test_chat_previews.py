"""What editors see before anything changes, and what each button under it does: whole conversations.

All of it is real, a process against the server for tests, but for the answers, which follow `scripted_chat`.
"""

import sqlite3
from itertools import count

import pytest

from bot.state.people import People, Role
from corpus.database import Database
from tests.bot.editors import (
    COMMAND,
    EDITORS,
    count_messages,
    count_prompts,
    count_waiting,
    find_own,
    make_body,
    press,
    press_for_notice,
    read_shelf,
    wait_for_reply,
    wait_for_text,
    write,
)
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer

NUMBERS = count()
PLACES = (
    f"{first}{last}" for first in ("Ash", "Oak", "Elm", "Fen", "Moor", "Kirk") for last in ("by", "ton", "ham", "wick")
)
EXPECTED = ("terminated by other getUpdates", "query is too old", "not modified", "message to edit not found")


@pytest.fixture(scope="module")
def server():
    with TelegramServer() as running:
        yield running
    assert [call for call in running.refusals if not any(words in call.description for words in EXPECTED)] == []


@pytest.fixture(scope="module")
def bot(server, tmp_path_factory):
    home = tmp_path_factory.mktemp("previews") / "home"
    with BotProcess(server, home, admin_ids=EDITORS, command=COMMAND) as running:
        yield running


@pytest.fixture
def editor(bot, server):
    return server.person(EDITORS[next(NUMBERS)], "Edith")


@pytest.fixture
def place():
    return next(PLACES)


def offer(server, editor, title, place, count="eleven", publisher="The Weir Post"):
    sent = editor.sends_file("pier.md", write(title, place, count, publisher))
    return wait_for_reply(server, editor, sent, "ten minutes")


def add(server, editor, *args, **more):
    press(server, editor, offer(server, editor, *args, **more), "Add to the shelf", "Added")


def ask_for(server, editor, preview, label):
    """Choose a detail to edit, and give the message that asks for it."""
    before = editor.messages[-1]
    editor.presses(preview, "Edit a detail")
    server.wait_for(lambda: "Back" in server.message(editor.id, preview.id).labels, 15, "the details")
    editor.presses(preview, label)
    return wait_for_reply(server, editor, before, "Reply to this message")


def change_database(bot, statement, *values):
    with sqlite3.connect(bot.home / "catalogue.db", timeout=10) as connection:
        connection.execute(statement, values)
    connection.close()


def test_preview_tells_everything_and_nothing_is_quotable_before_it_is_confirmed(server, bot, editor, place):
    reader = server.person(9000, "Ann")
    preview = offer(server, editor, f"The {place} pier", place)
    for line in (
        "Outlet: The Weir Post (from ",
        "Author: not named",
        "Published: 17 March 2026 (from ",
        "Language: en (from ",
        f"Words: {len(make_body(place, 'eleven').split())}",
        "Title: from ",
        "No report on the shelf is like it.",
    ):
        assert line in preview.text
    assert preview.quotations[0].startswith(f"The council of {place} met on Monday")
    assert preview.labels == ["Add to the shelf", "Edit a detail", "Cancel"]
    question = reader.says(f"the-{place.lower()}-pier?")
    assert "do not answer" in wait_for_reply(server, reader, question).text
    added = press(server, editor, preview, "Add to the shelf", "Added")
    assert f"Added “The {place} pier” as the-{place.lower()}-pier" in added.text
    question = reader.says(f"the-{place.lower()}-pier?")
    assert place in wait_for_reply(server, reader, question).quotations[0]


def test_what_is_missing_is_warned_of(server, editor):
    sent = editor.sends_file("note.txt", b"A bare note about nothing that anybody would have written down.")
    preview = wait_for_reply(server, editor, sent, "ten minutes")
    assert "⚠ No day of publication was found" in preview.text
    assert "⚠ No outlet was found" in preview.text


def test_every_detail_can_be_edited_by_a_reply(server, bot, editor, place):
    preview = offer(server, editor, f"The {place} pier", place)
    for label, value, line in (
        ("Title", f"The pier of {place}", f"The pier of {place}"),
        ("Outlet", "Harbour Radio", "Outlet: Harbour Radio (given by you)"),
        ("Author", "I. Lamb", "Author: I. Lamb (given by you)"),
        ("Published", "12 March 2026", "Published: 12 March 2026 (given by you)"),
        ("Link", "https://radio.example/pier", "Link: https://radio.example/pier (given by you)"),
        ("Language", "fa", "Language: fa (given by you)"),
    ):
        asked = ask_for(server, editor, preview, label)
        (call,) = (each for each in server.calls_of("sendMessage") if each.result and each.result["text"] == asked.text)
        assert call.arguments["reply_markup"] == {"force_reply": True}
        reply = editor.says(value, reply_to=asked)
        wait_for_text(server, editor, preview, line)
        assert "the preview above shows it" in wait_for_reply(server, editor, reply, "now").text
    press(server, editor, preview, "Add to the shelf", "Added")
    (report,) = find_own(bot, editor).values()
    assert (report.title, report.publisher, report.author) == (f"The pier of {place}", "Harbour Radio", "I. Lamb")
    assert (report.published.isoformat(), report.url, report.language) == (
        "2026-03-12", "https://radio.example/pier", "fa",
    )  # fmt: skip


def test_value_that_makes_no_sense_is_asked_for_again_and_a_dash_strikes_out(server, bot, editor, place):
    preview = offer(server, editor, f"The {place} pier", place)
    asked = ask_for(server, editor, preview, "Published")
    again = wait_for_reply(server, editor, editor.says("the day before", reply_to=asked), "is not a day")
    assert "\n" not in again.text
    editor.says("2026-03-01", reply_to=again)
    wait_for_text(server, editor, preview, "Published: 1 March 2026")
    asked = ask_for(server, editor, preview, "Outlet")
    editor.says("-", reply_to=asked)
    wait_for_text(server, editor, preview, "Outlet: not named")
    press(server, editor, preview, "Add to the shelf", "Added")
    (report,) = find_own(bot, editor).values()
    assert report.publisher is None


def test_buttons_and_replies_work_after_a_restart(server, bot, editor, place):
    preview = offer(server, editor, f"The {place} pier", place)
    known = count_prompts(bot)
    asked = ask_for(server, editor, preview, "Outlet")
    server.wait_for(lambda: count_prompts(bot) > known, 10, "the question on file")
    bot.kill()
    bot.start()
    editor.says("Harbour Radio", reply_to=asked)
    wait_for_text(server, editor, preview, "Outlet: Harbour Radio (given by you)")
    server.wait_for(lambda: count_waiting(bot) == 0, 10, "the end of the edit, after which the buttons stay")
    bot.restart()
    press(server, editor, preview, "Add to the shelf", "Added")
    assert find_own(bot, editor)[f"The {place} pier"].publisher == "Harbour Radio"


def test_reply_to_another_message_is_a_question(server, editor, place):
    preview = offer(server, editor, f"The {place} pier", place)
    asked = editor.says("ferry?", reply_to=preview)
    assert wait_for_reply(server, editor, asked).quotations == ["The ferry broke loose."]


def test_near_copy_says_by_whom_first_and_can_stand_as_a_copy(server, bot, editor, place):
    add(server, editor, f"The {place} pier", place)
    preview = offer(server, editor, f"A pier in {place}", place, "eighteen", "Harbour Radio")
    assert f"near copy of “The {place} pier” (the-{place.lower()}-pier, The Weir Post, 17 March 2026)" in preview.text
    assert "probably syndicated, and first published by The Weir Post" in preview.text
    assert "“eleven” became “eighteen”" in preview.text
    press(server, editor, preview, "Add as a copy of", "Added")
    assert f"A pier in {place}" in find_own(bot, editor)


def test_new_version_takes_the_place_of_the_old_one(server, bot, editor, place):
    add(server, editor, f"The {place} pier", place)
    preview = offer(server, editor, f"The {place} pier", place, "seventeen")
    assert f"Probably a new version of “The {place} pier”" in preview.text
    assert "Words out: 1; words in: 1; at 1 place." in preview.text
    assert "“eleven” became “seventeen”" in preview.text
    assert [label.split(" “")[0] for label in preview.labels] == [
        "Add to the shelf", "Replace", "Add as a copy of", "Edit a detail", "Cancel",
    ]  # fmt: skip
    replaced = press(server, editor, preview, "Replace", "stands as version 2")
    assert replaced.labels == ["Ask this"]
    report = read_shelf(bot)[f"the-{place.lower()}-pier"]
    assert (report.version, "seventeen" in report.body, "eleven" in report.body) == (2, True, False)


def test_report_that_changed_meanwhile_is_not_replaced_and_shown_anew(server, bot, editor, place):
    add(server, editor, f"The {place} pier", place)
    first = offer(server, editor, f"The {place} pier", place, "seventeen")
    second = offer(server, editor, f"The {place} pier", place, "nineteen")
    press(server, editor, second, "Replace", "stands as version 2")
    shown = press(server, editor, first, "Replace", "has changed meanwhile")
    assert "nineteen" in shown.text
    assert "nineteen" in read_shelf(bot)[f"the-{place.lower()}-pier"].body
    press(server, editor, shown, "Replace", "stands as version 3")
    assert "seventeen" in read_shelf(bot)[f"the-{place.lower()}-pier"].body


def test_exact_copy_with_another_outlet_can_only_take_the_place(server, bot, editor, place):
    add(server, editor, f"The {place} pier", place)
    preview = offer(server, editor, f"The {place} pier", place, publisher="Harbour Radio")
    assert "already on the shelf as" in preview.text
    assert "with another outlet" in preview.text
    assert [label.split(" “")[0] for label in preview.labels] == ["Replace", "Edit a detail", "Cancel"]
    press(server, editor, preview, "Replace", "stands as version 2")
    assert read_shelf(bot)[f"the-{place.lower()}-pier"].publisher == "Harbour Radio"


def test_document_that_came_onto_the_shelf_meanwhile_is_not_added_twice(server, bot, editor, place):
    first = offer(server, editor, f"The {place} pier", place)
    second = offer(server, editor, f"The {place} pier", place)
    press(server, editor, first, "Add to the shelf", "Added")
    refused = press(server, editor, second, "Add to the shelf", "already on the shelf")
    assert refused.labels == []
    assert len(find_own(bot, editor)) == 1


def test_button_older_than_ten_minutes_shows_the_preview_again_and_then_works(server, bot, editor, place):
    preview = offer(server, editor, f"The {place} pier", place)
    old = preview.button("Add to the shelf")["callback_data"]
    change_database(
        bot, "UPDATE decisions SET made_at = datetime(made_at, '-11 minutes') WHERE person_id = ?", editor.id
    )
    assert "nothing was done" in press_for_notice(server, editor, preview, old)
    fresh = server.wait_for(
        lambda: (
            (now := server.message(editor.id, preview.id)).button("Add to the shelf")["callback_data"] != old and now
        ),
        10,
        "new buttons",
    )
    assert find_own(bot, editor) == {}
    press(server, editor, fresh, "Add to the shelf", "Added")


def test_offer_older_than_a_day_is_over(server, bot, editor, place):
    preview = offer(server, editor, f"The {place} pier", place)
    change_database(bot, "UPDATE offers SET made_at = datetime(made_at, '-25 hours') WHERE editor_id = ?", editor.id)
    notice = press_for_notice(server, editor, preview, preview.button("Add")["callback_data"])
    assert "within a day" in notice
    assert find_own(bot, editor) == {}


def test_button_of_a_former_editor_is_dead(server, bot, place):
    former = server.person(4321, "Fay")
    database = Database(f"sqlite:///{bot.home / 'catalogue.db'}")
    People(database).grant(former.id, Role.EDITOR, "telegram:7")
    preview = offer(server, former, f"The {place} pier", place)
    asked = ask_for(server, former, preview, "Outlet")
    preview = server.message(former.id, preview.id)
    assert People(database).revoke(former.id, "test")
    database.close()
    for button in (each for row in preview.buttons for each in row):
        notice = press_for_notice(server, former, preview, button["callback_data"])
        assert "Only the editors of this shelf" in notice
    before = former.messages[-1]
    answered = wait_for_reply(server, former, former.says("Harbour Radio", reply_to=asked))
    assert "do not answer" in answered.text
    assert answered.id > before.id
    assert find_own(bot, former) == {}


def test_another_editors_reply_changes_nothing(server, bot, editor, place):
    preview = offer(server, editor, f"The {place} pier", place)
    asked = ask_for(server, editor, preview, "Outlet")
    other = server.person(EDITORS[next(NUMBERS)], "Ben")
    greeting = wait_for_reply(server, other, other.says("/help"))
    forged = {"text": "Harbour Radio", "reply_to_message": dict(asked.payload)}
    said = other.sends(forged)
    assert "no longer kept" in wait_for_reply(server, other, said).text
    for verb in ("ad", "ca", "ed", "sh", "rp", "cp", "fp", "aa", "cx"):
        data = preview.button("Add")["callback_data"].replace("o:ad:", f"o:{verb}:")
        assert "Only the editor" in press_for_notice(server, other, greeting, data)
    assert "Outlet: Harbour Radio" not in server.message(editor.id, preview.id).text
    press(server, editor, preview, "Add to the shelf", "Added")


def test_kill_9_right_after_a_press_adds_once(server, bot, editor, place):
    preview = offer(server, editor, f"The {place} pier", place)
    gate = server.hold("editMessageText")
    editor.presses(preview, "Add to the shelf")
    server.wait_for(lambda: gate.waiting, 10, "the adding")
    bot.kill()
    gate.open()
    bot.start()
    wait_for_text(server, editor, preview, "Added")
    assert len(find_own(bot, editor)) == 1
    assert count_messages(editor) == 1
