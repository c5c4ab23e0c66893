"""How editors offer documents in a chat: posts, pastes, albums, archives and lists, each answered at once, once.

All of it is real, a process against the server for tests, but for the answers, which follow `scripted_chat`.
"""

import json
import time
from itertools import count

import pytest

from tests.bot.editors import (
    COMMAND,
    EDITORS,
    count_deliveries,
    count_messages,
    find_own,
    press,
    wait_for_reply,
    wait_for_text,
    write,
    zip_files,
)
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer, late, refused
from tests.telegram_server.forwarding import channel_origin, group_origin, hidden_origin, person_origin

AT = 1_773_100_800  # 10 March 2026
NUMBERS = count()
STAGES = ("Received", "Reading", "Looking for")
PASTE = "\n\n".join(
    f"Paragraph {number} of a long reading about the herring fleet, its boats, its crews and what they were paid in it."
    for number in range(120)
)
EXPECTED = ("terminated by other getUpdates", "query is too old", "not modified", "message to edit not found")


@pytest.fixture(scope="module")
def server():
    with TelegramServer() as running:
        yield running
    assert [call for call in running.refusals if not any(words in call.description for words in EXPECTED)] == []


@pytest.fixture(scope="module")
def bot(server, tmp_path_factory):
    home = tmp_path_factory.mktemp("offering") / "home"
    with BotProcess(server, home, admin_ids=EDITORS, command=COMMAND) as running:
        yield running


@pytest.fixture
def editor(bot, server):
    return server.person(EDITORS[next(NUMBERS)], "Edith")


def test_forwarded_post_is_offered_with_its_channel_and_link_as_the_source(server, bot, editor):
    origin = channel_origin("The Weir Channel", AT, username="weirchannel", message_id=42, signature="I. Lamb")
    sent = editor.forwards("The sluice at Weir End was left open overnight.\nNobody knows by whom.", origin)
    preview = wait_for_reply(server, editor, sent, "ten minutes")
    assert "Outlet: The Weir Channel (from the post)" in preview.text
    assert "Author: I. Lamb (from the post)" in preview.text
    assert "Published: 10 March 2026 (from the post)" in preview.text
    assert preview.links == [("The sluice at Weir End was left open overnight.", "https://t.me/weirchannel/42")]
    press(server, editor, preview, "Add to the shelf", "Added")
    (report,) = find_own(bot, editor).values()
    assert (report.publisher, report.url) == ("The Weir Channel", "https://t.me/weirchannel/42")


@pytest.mark.parametrize(
    ("origin", "lines", "linked"),
    [
        pytest.param(
            channel_origin("Closed Circle", AT), ("Outlet: Closed Circle (from the post)",), False, id="private channel"
        ),
        pytest.param(group_origin("Weavers", AT), ("Outlet: Weavers (from the post)",), False, id="group"),
        pytest.param(hidden_origin("Old Tom", AT), ("Author: Old Tom (from the post)",), False, id="hidden person"),
        pytest.param(
            person_origin({"id": 4, "is_bot": False, "first_name": "Ada", "last_name": "Brand"}, AT),
            ("Author: Ada Brand (from the post)", "Outlet: not named"),
            False,
            id="person",
        ),
    ],
)
def test_forwarded_text_names_where_it_comes_from(server, editor, origin, lines, linked):
    preview = wait_for_reply(server, editor, editor.forwards("A short word about the mill.", origin), "ten minutes")
    for line in (*lines, "Published: 10 March 2026 (from the post)"):
        assert line in preview.text
    assert bool(preview.links) is linked


def test_forwarded_file_and_forwarded_photo_keep_their_source(server, editor):
    origin = channel_origin("The Weir Channel", AT, username="weirchannel", message_id=43)
    sent = editor.forwards_file("note.txt", b"A note about the sluice at the old mill.", origin, "publisher: Somebody")
    preview = wait_for_reply(server, editor, sent, "ten minutes")
    assert "Outlet: The Weir Channel (from the post)" in preview.text
    photo = {"photo": [{"file_id": "x", "file_unique_id": "y", "width": 9, "height": 9}]}
    words = {"caption": "What stands under a picture of the lock keeper's house by the river."}
    shown = wait_for_reply(server, editor, editor.forwards(photo | words, origin), "ten minutes")
    assert "under a picture" in shown.quotations[0]
    assert "no words" in wait_for_reply(server, editor, editor.forwards(photo, origin)).text


def test_forwarded_question_is_an_offer_and_a_written_one_a_question(server, editor):
    asked = wait_for_reply(server, editor, editor.says("ferry?"))
    assert asked.quotations == ["The ferry broke loose."]
    offered = wait_for_reply(server, editor, editor.forwards("ferry?", channel_origin("Ferry News", AT)), "ten minutes")
    assert "Outlet: Ferry News" in offered.text


def test_long_paste_arrives_in_pieces_and_is_one_document(server, bot, editor):
    pieces = editor.pastes(PASTE)
    assert len(pieces) == 4
    preview = wait_for_reply(server, editor, pieces[0], "ten minutes")
    assert count_messages(editor) == 1
    assert f"Words: {len(PASTE.split()):,}" in preview.text
    assert "Put together from 4 messages" in preview.text
    press(server, editor, preview, "Add to the shelf", "Added")
    (report,) = find_own(bot, editor).values()
    assert report.body.split() == PASTE.split()


def test_short_rest_of_a_paste_is_no_question(server, editor):
    long, rest = "A long sentence about the weir and its keeper. " * 85, "And so it ended."
    first, _ = editor.pastes(long.strip() + "\n\n" + rest, size=4000)
    preview = wait_for_reply(server, editor, first, "ten minutes")
    assert f"Words: {len((long + rest).split()):,}" in preview.text
    assert count_messages(editor) == 1


def test_question_after_a_paste_is_a_question(server, editor):
    first = editor.says("A long sentence about the weir and its keeper. " * 60)
    wait_for_reply(server, editor, first, "ten minutes")
    server.pass_time(5)
    asked = editor.says("ferry?")
    assert wait_for_reply(server, editor, asked).quotations == ["The ferry broke loose."]
    server.pass_time(-5)


def test_two_editors_pasting_at_once_are_not_mixed(server, bot, editor):
    other = server.person(EDITORS[next(NUMBERS)], "Ben")
    texts = {each.id: PASTE.replace("herring", name) for each, name in ((editor, "cod"), (other, "eel"))}
    cut = [(each, each.pastes(texts[each.id])[0]) for each in (editor, other)]
    for each, first in cut:
        preview = wait_for_reply(server, each, first, "ten minutes")
        press(server, each, preview, "Add to the shelf", "Added")
        (report,) = find_own(bot, each).values()
        assert report.body.split() == texts[each.id].split()


def test_piece_that_comes_late_is_joined_and_the_preview_made_anew(server, editor):
    long = "A long sentence about the weir and its keeper. " * 60
    first = editor.says(long)
    preview = wait_for_reply(server, editor, first, "ten minutes")
    old = preview.button("Add to the shelf")["callback_data"]
    passed = server.world.now() - first.payload["date"] - 0.5
    server.pass_time(-passed)  # a second piece, sent at the same moment, that Telegram hands over only now
    editor.says("The last line of it.")
    server.pass_time(passed)
    joined = wait_for_text(server, editor, preview, "Put together from 2 messages")
    assert f"Words: {len(long.split()) + 5:,}" in joined.text
    assert count_messages(editor) == 1
    editor.sends_callback(joined, old)
    wait_for_text(server, editor, preview, "has changed since")


def test_album_is_one_offer_with_a_preview_each(server, bot, editor):
    files = [(f"{place}.md", write(f"The {place} pier", place)) for place in ("Fenwick", "Marsh End")]
    first, *_ = editor.sends_album(*files, ("broken.pdf", b"%PDF-1.7 broken"), captions=["publisher: Harbour Radio"])
    summary = wait_for_reply(server, editor, first, "read, 1 cannot be")
    assert count_messages(editor) == 1
    assert "2 reports read, 1 cannot be:\n\n• broken.pdf" in summary.text
    assert summary.labels == ["Add 2 reports", "Look at each", "Cancel"]
    one = press(server, editor, summary, "Look at each", "Outlet:")
    assert "The Fenwick pier" in one.text
    assert "Outlet: Harbour Radio (given by you)" in one.text
    two = press(server, editor, one, "Next", "The Marsh End pier")
    assert "Outlet: The Weir Post" in two.text
    added = press(server, editor, two, "Add to the shelf", "Added “The Marsh End pier”")
    assert "The Fenwick pier" in added.text
    last = press(server, editor, added, "Cancel", "left out")
    assert last.labels == []
    assert list(find_own(bot, editor)) == ["The Marsh End pier"]


def test_archive_is_added_at_once_but_for_what_must_be_looked_at(server, bot, editor):
    names = {"Alder": "nine", "Birch": "ten", "Cedar": "twelve"}
    known = wait_for_reply(
        server, editor, editor.sends_file("x.md", write("The Elm pier", "Elm", "forty")), "ten minutes"
    )
    press(server, editor, known, "Add to the shelf", "Added")
    files = {
        f"{name}.txt": f"The {name} lock was closed at {hour} for {name} repairs. {name}!"
        for name, hour in names.items()
    }
    files |= {"known.md": write("The Elm pier", "Elm", "forty"), "alike.md": write("The Elm pier", "Elm", "fifty")}
    files |= {"empty.txt": b"", "photo.jpg": b"\xff\xd8\xff\x00\x01\x02" * 20}
    sent = editor.sends_file("week.zip", zip_files(files))
    summary = wait_for_reply(server, editor, sent, "read, 2 cannot be")
    assert "5 reports read, 2 cannot be:" in summary.text
    assert "1 report like one on the shelf" in summary.text
    assert "1 report on the shelf already" in summary.text
    assert summary.labels == ["Add 3 reports", "Look at each", "Cancel"]
    done = press(server, editor, summary, "Add 3 reports", "Added 3 reports.")
    assert (
        sum(
            title.startswith(("Alder", "The Alder", "Birch", "The Birch", "Cedar", "The Cedar"))
            for title in find_own(bot, editor)
        )
        == 3
    )
    assert done.labels == ["Look at each", "Cancel"]
    alike = press(server, editor, done, "Look at each", "already on the shelf")
    assert "Add to the shelf" not in alike.labels
    shown = press(server, editor, alike, "Next", "fifty piles")
    press(server, editor, shown, "Replace", "Added “")
    assert "fifty piles" in find_own(bot, editor)["The Elm pier"].body


def test_list_of_reports_is_a_batch_with_its_details(server, bot, editor):
    rows = [
        {
            "title": "The lamp at Low Quay",
            "publisher": "Quay News",
            "body": "The lamp at Low Quay is lit again since May.",
        },
        {
            "title": "The bell at Low Quay",
            "publisher": "Quay News",
            "body": "The bell of the old church was sold abroad.",
        },
        {"title": "Nothing at all"},
        {"url": "https://quay.example/gate", "title": "The gate at Low Quay"},
    ]
    sent = editor.sends_file("rows.jsonl", "\n".join(map(json.dumps, rows)).encode())
    summary = wait_for_reply(server, editor, sent, "cannot be")
    assert "3 reports read, 1 cannot be:\n\n• Line 3 of rows.jsonl was passed over" in summary.text
    one = press(server, editor, summary, "Look at each", "Outlet:")
    assert "Outlet: Quay News (from the list)" in one.text
    back = press(server, editor, one, "All of them", "3 reports read")
    press(server, editor, back, "Add 3 reports", "Added 3 reports.")
    found = find_own(bot, editor)
    assert sorted(found) == [f"The {thing} at Low Quay" for thing in ("bell", "gate", "lamp")]
    assert found["The gate at Low Quay"].body.startswith("The page of https://quay.example/gate says")


def test_batch_can_be_cancelled(server, bot, editor):
    files = {f"{number}.txt": f"Item {number}: the gate number {number} was painted green." for number in (1, 2)}
    summary = wait_for_reply(server, editor, editor.sends_file("gates.zip", zip_files(files)), "2 reports read")
    data = summary.button("Add 2")["callback_data"]
    press(server, editor, summary, "Cancel", "nothing was added")
    editor.sends_callback(summary, data)
    assert find_own(bot, editor) == {}


def test_add_command_offers_a_short_text_and_the_message_it_replies_to(server, editor):
    direct = wait_for_reply(server, editor, editor.says("/add The lamp is out."), "ten minutes")
    assert direct.quotations == ["The lamp is out."]
    short = editor.says("ferry, says the mayor, will never run again")
    answered = wait_for_reply(server, editor, short)
    replied = editor.says("/add\npublisher: The Weir Post\ndate: 12 March 2026", reply_to=short)
    offered = wait_for_reply(server, editor, replied, "ten minutes")
    assert offered.quotations == ["ferry, says the mayor, will never run again"]
    assert "Outlet: The Weir Post (given by you)" in offered.text
    assert "Published: 12 March 2026 (given by you)" in offered.text
    assert "a message of mine" in wait_for_reply(server, editor, editor.says("/add", reply_to=answered)).text
    assert "after the command" in wait_for_reply(server, editor, editor.says("/add")).text


def test_add_command_of_a_reader_is_declined(server, bot):
    reader = server.person(5000, "Ann")
    assert "Only the editors" in wait_for_reply(server, reader, reader.says("/add The lamp is out.")).text


def test_details_under_a_file_are_checked(server, editor):
    caption = "publisher: Harbour Radio\npublished: someday\nlink: https://radio.example/1"
    preview = wait_for_reply(
        server, editor, editor.sends_file("a.txt", b"A note on the tide at Low Quay.", caption=caption)
    )
    assert "Outlet: Harbour Radio (given by you)" in preview.text
    assert "Link: https://radio.example/1 (given by you)" in preview.text
    assert "“published: someday” was passed over: “someday” is not a day" in preview.text


def test_link_says_that_the_link_comes_from_the_link(server, editor):
    preview = wait_for_reply(server, editor, editor.says("https://weirpost.example/new"), "ten minutes")
    assert "Link: https://weirpost.example/new (from the link)" in preview.text


def test_progress_is_one_message_that_goes_through_the_stages(server, editor):
    sent = editor.sends_file("tide.txt", b"The tide at Low Quay was the highest of the year.")
    preview = wait_for_reply(server, editor, sent, "ten minutes")
    shown = [*preview.earlier_texts, preview.text]
    assert [text.split(" “")[0] for text in shown[:3]] == list(STAGES)
    assert count_messages(editor) == 1


def test_file_in_an_album_that_telegram_does_not_hand_over_is_named(server, editor):
    server.fail_next("getFile", refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable"))
    first, *_ = editor.sends_album(
        ("a.txt", b"A note on the first gate."), ("b.txt", b"A note on the second gate, which is red.")
    )
    summary = wait_for_reply(server, editor, first, "1 report read, 1 cannot be")
    assert "did not hand over “a.txt”" in summary.text


@pytest.mark.parametrize(
    "stage", [STAGES[1], *(pytest.param(each, marks=pytest.mark.slow) for each in (STAGES[0], STAGES[2]))]
)
def test_kill_9_at_any_stage_ends_with_the_preview_in_the_same_message(tmp_path, stage):
    with TelegramServer() as own, BotProcess(own, tmp_path / "home", admin_ids=[7], command=COMMAND) as bot:
        editor = own.person(7, "Kay")
        gate = own.hold("getFile") if stage == "Received" else None
        own.fail_next("editMessageText", late(0.5), times=6)
        sent = editor.sends_file("tide.txt", b"The tide at Low Quay was the highest of the year.")
        own.wait_for(lambda: gate is None or gate.waiting, 15, "the call for the file")
        own.wait_for(lambda: any(each.text.startswith(stage) for each in own.replies(editor.id)), 15, stage)
        bot.kill()
        own.stop_failing()
        if gate:
            gate.open()
        bot.start()
        preview = wait_for_reply(own, editor, sent, "ten minutes")
        assert count_messages(editor) == 1
        press(own, editor, preview, "Add to the shelf", "Added")
        assert len(find_own(bot, editor)) == 1


@pytest.mark.parametrize("moment", [0.4, *(pytest.param(each, marks=pytest.mark.slow) for each in (0.0, 1.7))])
def test_kill_9_in_the_middle_of_a_paste_loses_and_doubles_no_piece(tmp_path, moment):
    with TelegramServer() as own, BotProcess(own, tmp_path / "home", admin_ids=[7], command=COMMAND) as bot:
        editor = own.person(7, "Kay")
        pieces = editor.pastes(PASTE)
        own.wait_for(lambda: count_deliveries(bot), 15, "the first word, and that it is noted")
        time.sleep(moment)
        bot.kill()
        bot.start()
        preview = wait_for_reply(own, editor, pieces[0], "ten minutes")
        wait_for_text(own, editor, preview, "Put together from 4 messages")
        press(own, editor, preview, "Add to the shelf", "Added")
        (report,) = find_own(bot, editor).values()
        assert report.body.split() == PASTE.split()
        assert count_messages(editor) == 1


@pytest.mark.slow
def test_kill_9_while_an_archive_is_read_goes_on_with_what_is_left(tmp_path):
    files = {
        f"{number}.txt": f"Item {number}: the gate number {number} was painted green at {number} o'clock."
        for number in range(6)
    }
    with TelegramServer() as own, BotProcess(own, tmp_path / "home", admin_ids=[7], command=COMMAND) as bot:
        editor = own.person(7, "Kay")
        sent = editor.sends_file("gates.zip", zip_files(files))
        own.wait_for(lambda: any("of 6 documents" in each.text for each in own.replies(7)), 15, "the reading")
        bot.kill()
        bot.start()
        summary = wait_for_reply(own, editor, sent, "6 reports read")
        assert own.calls_of("getFile")[1:] == []
        editor.presses(summary, "Add")
        own.wait_for(
            lambda: "Adding" in own.message(7, summary.id).text or "Added" in own.message(7, summary.id).text,
            15,
            "the adding",
        )
        bot.kill()
        bot.start()
        wait_for_text(own, editor, summary, "Added")
        assert count_messages(editor) == 1
        titles = [report.body for report in find_own(bot, editor).values()]
        assert len(titles) == len(set(titles))
