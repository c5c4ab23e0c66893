"""What people see in Telegram: one bot process, all of it real but for the answers, which follow `scripted_chat`."""

import sys

import pytest

from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer, refused

COMMAND = (sys.executable, "-m", "tests.bot.scripted_chat")
EDITOR = 7


@pytest.fixture(scope="module")
def server():
    with TelegramServer() as running:
        yield running


@pytest.fixture(scope="module")
def bot(server, tmp_path_factory):
    with BotProcess(
        server, tmp_path_factory.mktemp("talk") / "home", admin_ids=[EDITOR, 8], command=COMMAND
    ) as running:
        yield running


@pytest.fixture
def editor(bot, server):
    return server.person(EDITOR, "Edith")


@pytest.fixture(autouse=True)
def nothing_is_refused(server):
    before = len(server.refusals)
    yield
    expected = ("query is too old", "terminated by other getUpdates", "not modified", "message to edit not found")
    refusals = [call for call in server.refusals[before:] if not any(words in call.description for words in expected)]
    assert refusals == []


def wait_for_reply(server, chat, sent, words=""):
    """The first message of the bot after one that was sent, once it holds these words and no longer waits."""

    def find():
        replies = [message for message in chat.messages if message.from_bot and message.id > sent.id]
        return next((each for each in replies if words in each.text and not each.text.endswith("…")), None)

    return server.wait_for(find, 15, f"“{words}”")


def ask(server, person, text, words=""):
    return wait_for_reply(server, person, person.says(text), words)


def press(server, person, message, label):
    pressed = person.presses(message, label)
    server.wait_for(lambda: pressed.answered, 15, "the button")
    return pressed


def test_answer_shows_quotations_with_their_sources_and_buttons(server, ann):
    answer = ask(server, ann, "ferry and guild?")
    assert answer.quotations == ["The ferry broke loose.", "“We did not cut it."]
    assert answer.parts("expandable_blockquote") == answer.quotations
    assert "[1] The Courier · Ferry adrift · 11 March 2026" in answer.text
    assert [text for text, _ in answer.links] == ["[1]", "[2]", "[1]", "[2]", "Guild denies"]
    assert answer.links[-1] == ("Guild denies", "https://agency.example/guild")
    assert answer.labels[:3] == ["1 · The Courier", "2 · Press Agency", "Why this answer"]
    assert answer.labels[3:] == ["Copy citation [1]", "👍", "👎"]
    assert answer.reply_to is None


def test_source_button_opens_the_passage_in_its_context(server, ann):
    answer = ask(server, ann, "ferry?")
    pressed = press(server, ann, answer, "1 · The Courier")
    passage = wait_for_reply(server, ann, answer, "[1] Ferry adrift")
    assert pressed.notice == ""
    assert passage.parts("bold") == ["Ferry adrift", "The ferry broke loose."]
    assert passage.quotations == ["The ferry broke loose. It drifted. 🛶\n\nNobody was hurt."]


def test_source_of_an_answer_that_is_not_kept_says_so(server, ann):
    answer = ask(server, ann, "ferry?")
    pressed = ann.sends_callback(answer, "s:forged:1")
    server.wait_for(lambda: pressed.notice, 10, "the notice")
    assert pressed.notice == "This answer is no longer kept, so its source cannot be opened; please ask again."


@pytest.mark.parametrize(
    "data", ["nonsense", "s:x", "w:", "w:a b", "w:x:1", "s:../../etc:1", "a:", "p:x", "e:zz", "\x00"]
)
def test_button_that_means_nothing_says_so(server, ann, data):
    answer = ask(server, ann, "ferry?")
    pressed = ann.sends_callback(answer, data)
    server.wait_for(lambda: pressed.answered, 10, "the notice")
    assert pressed.notice == "This button is no longer in use."


def test_press_too_old_to_be_answered_still_opens_the_source(server, ann):
    answer = ask(server, ann, "ferry?")
    server.world.callback_lifetime = -1
    ann.presses(answer, "1 · The Courier")
    wait_for_reply(server, ann, answer, "[1] Ferry adrift")
    server.world.callback_lifetime = 15


def test_refusal_shows_the_nearest_and_keeps_the_gap(server, ann, bot):
    refusal = ask(server, ann, "nothing of the ferry?", "do not answer")
    assert refusal.quotations == ["The ferry broke loose."]
    assert "kept for the editors" in refusal.text
    press(server, ann, refusal, "1 · The Courier")
    wait_for_reply(server, ann, refusal, "[1] Ferry adrift")


@pytest.mark.parametrize("text", ["/ask ferry?", "/ask@onrecord_test_bot ferry?", "/ask\nferry?"])
def test_ask_command_asks(server, ann, text):
    assert ask(server, ann, text).quotations == ["The ferry broke loose."]


def test_bare_ask_says_how_and_asks_what_it_replies_to(server, ann):
    assert "after the command" in ask(server, ann, "/ask").text
    question = ann.says("ferry?")
    wait_for_reply(server, ann, question, "Ferry adrift")
    sent = ann.says("/ask", reply_to=question)
    assert wait_for_reply(server, ann, sent).quotations == ["The ferry broke loose."]


def test_question_that_is_too_long_is_sent_back(server, ann):
    assert "at most 1,000 characters" in ask(server, ann, "ferry? " * 200).text


def test_right_to_left_and_emoji_survive(server, ann):
    answer = ask(server, ann, "persian 🛶?")
    assert answer.quotations == ["کشتی در رودخانه رها شد."]
    assert "\u2068نیلوفر\u2069" in answer.text


def test_start_tells_what_the_shelf_holds_and_offers_three_questions(server, ann):
    start = ask(server, ann, "/start")
    assert "The shelf holds " in start.text
    assert "the newest of " in start.text
    assert len(start.parts("code")) == 3
    assert start.labels == ["Ask 1", "Ask 2", "Ask 3"]


def test_example_is_asked_by_its_button(server, ann):
    start = ask(server, ann, "/start")
    question = start.parts("code")[0]
    press(server, ann, start, "Ask 1")
    answer = wait_for_reply(server, ann, start, "You asked")
    assert answer.text.startswith(f"You asked: {question}")
    assert answer.quotations


def test_help_names_the_commands_and_tells_editors_more(server, ann, editor):
    assert "/find" in ask(server, ann, "/help").text
    assert "send a file" not in ann.messages[-1].text
    assert "send a file" in ask(server, editor, "/help").text


def test_sources_lists_the_reports_by_outlet_in_pages(server, ann):
    first = ask(server, ann, "/sources")
    assert "The Courier — 2 reports, 11 March 2026" in first.text
    press(server, ann, first, "Weekly")
    second = server.wait_for(
        lambda: (now := server.message(ann.id, first.id)) and now.text != first.text and now, 10, "the other page"
    )
    assert second.text.startswith("Weekly · 12 reports · page 1 of 2")
    assert second.labels == ["2 ›", "By outlet"]


def test_find_says_whether_words_stand_in_a_report(server, ann):
    exact = ask(server, ann, "/find the ferry broke loose")
    assert exact.text.startswith("These words stand in the reports")
    assert exact.quotations == ["The ferry broke loose"]
    altered = ask(server, ann, "/find We did cut all of it. So said the guild.")
    assert "do not stand in the reports in this form" in altered.text
    assert "left out: “not”" in altered.text
    absent = ask(server, ann, "/find the moon is made of entirely different matter")
    assert absent.text == "These words stand in no report on this shelf."
    assert "after the command" in ask(server, ann, "/find").text


def test_unknown_command_points_to_help(server, ann):
    assert "/help" in ask(server, ann, "/nonsense").text


def test_group_hears_only_what_is_meant_for_the_bot(server, ann):
    group = server.group(-100_1, "Readers")
    server.world.reads_all_in_groups = True
    ann.says("ferry?", group=group)
    ann.says("/nonsense", group=group)
    ann.says("/help", group=group)
    ann.says("/help@another_bot", group=group)
    ann.sends_file("x.txt", b"text", group=group)
    ann.sends_photo(group=group)
    asked = ann.says("/ask ferry?", group=group)
    answer = wait_for_reply(server, group, asked)
    assert answer.reply_to == asked.id
    mentioned = ann.says("@onrecord_test_bot guild?", group=group)
    assert wait_for_reply(server, group, mentioned).quotations == ["“We did not cut it."]
    replied = ann.says("persian?", group=group, reply_to=answer)
    assert wait_for_reply(server, group, replied).quotations == ["کشتی در رودخانه رها شد."]
    named = ann.says("/help@onrecord_test_bot", group=group)
    wait_for_reply(server, group, named, "/find")
    assert len([message for message in group.messages if message.from_bot]) == 4
    server.world.reads_all_in_groups = False


def test_answer_stays_in_its_topic_and_topics_are_not_replies(server, ann):
    group = server.group(-100_2, "Forum", forum=True)
    server.world.reads_all_in_groups = True
    topic = group.topic("Ferries")
    ann.says("ferry?", group=group, topic=topic)
    asked = ann.says("/ask ferry?", group=group, topic=topic)
    answer = wait_for_reply(server, group, asked)
    assert answer.thread_id == topic
    press(server, ann, answer, "1 · The Courier")
    assert wait_for_reply(server, group, answer, "[1] Ferry adrift").thread_id == topic
    assert len([message for message in group.messages if message.from_bot]) == 2
    server.world.reads_all_in_groups = False


MILL = b"""---
title: The mill closes
publisher: The Weir Post
published: 2026-03-17
---

The mill closed on Tuesday.
"""


def make_mill(number):
    return MILL.replace(b"The mill closed", f"The mill number {number} closed".encode())


def test_file_of_a_reader_is_declined_unread(server, ann):
    sent = ann.sends_file("report.md", MILL)
    assert "only the editors" in wait_for_reply(server, ann, sent).text
    assert not server.calls_of("getFile")


def test_editor_adds_a_file_and_the_next_question_finds_it(server, editor, ann):
    sent = editor.sends_file("mill.md", make_mill(1))
    preview = wait_for_reply(server, editor, sent, "The mill closes")
    for line in ("Outlet: The Weir Post", "Published: 17 March 2026", "Language: en", "Words: 7", "ten minutes"):
        assert line in preview.text
    assert preview.labels == ["Add to the shelf", "Edit a detail", "Cancel"]
    assert ask(server, ann, "the-mill-closes?", "do not answer")
    press(server, editor, preview, "Add to the shelf")
    added = server.wait_for(
        lambda: (now := server.message(editor.id, preview.id)).text.startswith("Added") and now, 15, "the receipt"
    )
    assert "Added “The mill closes” as the-mill-closes" in added.text
    assert added.parts("code") == ["What do the reports say about “The mill closes”?"]
    assert ask(server, ann, "the-mill-closes?", "mill number 1").quotations == ["The mill number 1 closed on Tuesday."]


def test_same_file_again_is_a_duplicate_and_offers_no_button(server, editor):
    test = make_mill(2)
    first = wait_for_reply(server, editor, editor.sends_file("mill.md", test), "ten minutes")
    press(server, editor, first, "Add")
    server.wait_for(lambda: server.message(editor.id, first.id).text.startswith("Added"), 15, "the receipt")
    again = wait_for_reply(server, editor, editor.sends_file("other.md", test), "already on the shelf")
    assert again.labels == []


def test_second_press_does_nothing(server, editor):
    preview = wait_for_reply(server, editor, editor.sends_file("mill.md", make_mill(3)), "ten minutes")
    data = preview.button("Add")["callback_data"]
    press(server, editor, preview, "Add")
    server.wait_for(lambda: server.message(editor.id, preview.id).text.startswith("Added"), 15, "the receipt")
    again = editor.sends_callback(preview, data)
    server.wait_for(lambda: again.answered, 10, "the notice")
    assert "once and within a day" in again.notice


def test_cancelled_document_is_not_added(server, editor):
    preview = wait_for_reply(server, editor, editor.sends_file("mill.md", make_mill(4)), "ten minutes")
    data = preview.button("Add")["callback_data"]
    press(server, editor, preview, "Cancel")
    server.wait_for(lambda: "nothing was added" in server.message(editor.id, preview.id).text, 10, "the note")
    pressed = editor.sends_callback(preview, data)
    server.wait_for(lambda: pressed.notice, 10, "the notice")


@pytest.mark.parametrize("number", [5, 8], ids=["a reader", "another editor"])
def test_button_is_for_the_editor_who_sent_the_document(server, editor, number):
    other = server.person(number)
    preview = wait_for_reply(server, editor, editor.sends_file("mill.md", make_mill(10 + number)), "ten minutes")
    data = preview.button("Add")["callback_data"]
    greeting = ask(server, other, "/help")
    for forged in (data, data.replace("o:ad:", "o:ca:")):
        pressed = other.sends_callback(greeting, forged)
        server.wait_for(lambda pressed=pressed: pressed.notice, 10, "the notice")
        words = "Only the editors of this shelf can do this" if number == 5 else "Only the editor who sent a document"
        assert words in pressed.notice
    press(server, editor, preview, "Add")
    server.wait_for(lambda: server.message(editor.id, preview.id).text.startswith("Added"), 15, "the receipt")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        pytest.param("empty.txt", b"", "empty.txt", id="0 bytes"),
        pytest.param("blank.txt", b" \n ", "", id="no words"),
        pytest.param("program.exe", b"MZ\x00\x01" * 100, "program.exe", id="binary"),
        pytest.param("broken.pdf", b"%PDF-1.7 broken", "broken.pdf", id="broken PDF"),
        pytest.param("broken.docx", b"PK\x03\x04 broken", "broken.docx", id="broken DOCX"),
    ],
)
def test_document_that_cannot_be_read_gets_one_clear_sentence(server, editor, name, data, words):
    reply = wait_for_reply(server, editor, editor.sends_file(name, data))
    assert words in reply.text
    assert reply.labels == []
    assert "\n" not in reply.text


def test_file_over_the_limit_is_sent_back_unread(server, editor):
    sent = editor.sends_file("big.txt", b"x" * (20 * 2**20 + 1))
    assert "at most 20 MB" in wait_for_reply(server, editor, sent).text


def test_file_that_telegram_does_not_hand_over_gets_a_sentence(server, editor):
    server.fail_next("getFile", refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable"))
    sent = editor.sends_file("mill.md", make_mill(20))
    assert "did not hand over “mill.md”" in wait_for_reply(server, editor, sent).text


def test_link_of_an_editor_is_fetched_and_offered(server, editor):
    preview = ask(server, editor, "https://weirpost.example/mill", "ten minutes")
    assert preview.labels == ["Add to the shelf", "Edit a detail", "Cancel"]
    assert "could not be read" in ask(server, editor, "https://weirpost.example/absent").text


def test_long_text_of_an_editor_is_offered(server, editor):
    preview = ask(server, editor, "The mill was closed for good. " * 40, "ten minutes")
    assert "Words: 240" in preview.text


def test_editor_in_a_group_has_no_more_rights_than_a_reader(server, editor):
    group = server.group(-100_3, "Readers")
    server.world.reads_all_in_groups = True
    editor.sends_file("mill.md", make_mill(30), group=group)
    asked = editor.says("/ask ferry?", group=group)
    wait_for_reply(server, group, asked)
    assert len([message for message in group.messages if message.from_bot]) == 1
    server.world.reads_all_in_groups = False
