"""Whole conversations about reports that stand: replaced, corrected, withdrawn and restored from Telegram.

One bot process, all of it real but for the answers, which follow `scripted_chat`.
"""

import re
import sys

import pytest

from bot.standing import Ruling, Standing
from bot.state.people import Role
from bot.telling import Readers
from corpus.publishing import Action, Desk
from corpus.reports import Report, Status
from tests.bot.open_home import opened
from tests.bot.test_chat_talk import ask, press, wait_for_reply
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer

COMMAND = (sys.executable, "-m", "tests.bot.scripted_chat")
ADMIN, EDITOR = 7, 8
OLD = "The mill carried thirty people. It closed on Friday. Nobody was hurt."
EXPECTED = ("query is too old", "terminated by other getUpdates", "not modified", "bot was blocked by the user")


@pytest.fixture(scope="module")
def server():
    with TelegramServer() as running:
        yield running


@pytest.fixture(scope="module")
def bot(server, tmp_path_factory):
    home = tmp_path_factory.mktemp("standing") / "home"
    with BotProcess(server, home, admin_ids=[ADMIN, 9], command=COMMAND) as running:
        with opened(running) as (state, _):
            state.people.grant(EDITOR, Role.EDITOR, "test")
        yield running


@pytest.fixture
def admin(bot, server):
    return server.person(ADMIN, "Ada")


@pytest.fixture
def editor(bot, server):
    return server.person(EDITOR, "Edith")


@pytest.fixture
def shelve(bot, numbers):
    """Gives what puts a report of one's own on the shelf; the words `mill…` in a question find it."""

    def put(body=OLD):
        report_id = f"mill{next(numbers)}"
        report = Report(report_id, 1, f"The mill {report_id} closes", f"{body} ({report_id})", "The Weir Post")
        with opened(bot) as (_, catalogue):
            desk = Desk(catalogue)
            desk.stage_report(report, f"{report_id}.txt", "test")
            desk.publish(report_id, 1, "test")
        return report

    return put


@pytest.fixture(autouse=True)
def nothing_is_refused(server):
    before = len(server.refusals)
    yield
    refusals = [call for call in server.refusals[before:] if not any(words in call.description for words in EXPECTED)]
    assert refusals == []


def wait_for_text(server, person, message, words):
    """The message once it says this, after an edit."""

    def find():
        now = server.message(person.id, message.id)
        return now if words in now.text else None

    return server.wait_for(find, 15, f"“{words}”")


def reword(report):
    return report.body.replace("thirty people", "19 passengers").encode()


def stands(bot, report_id):
    with opened(bot) as (_, catalogue):
        return catalogue.get_report(report_id)


def events_of(bot, report_id):
    with opened(bot) as (_, catalogue):
        return [(event.action, event.actor) for event in catalogue.history(report_id)]


def test_admin_withdraws_with_a_reason_and_the_next_question_is_refused(server, bot, admin, ann, shelve):
    report = shelve()
    assert ask(server, ann, f"{report.id}?").quotations == ["The mill carried thirty people."]
    preview = ask(server, admin, f"/withdraw {report.id} The figures were invented.", "quoted no longer")
    assert "Reason: The figures were invented." in preview.text
    assert preview.labels == ["Withdraw it", "Leave it as it is"]
    assert stands(bot, report.id).status is Status.CURRENT
    press(server, admin, preview, "Withdraw it")
    done = wait_for_text(server, admin, preview, "is withdrawn and quoted no longer: The figures were invented.")
    assert "1 reader who had been quoted it will be told." in done.text
    assert done.labels == []
    assert events_of(bot, report.id)[-1] == ("withdraw", f"telegram:{ADMIN}")
    assert ask(server, ann, f"{report.id} now?", "do not answer").quotations == []


def test_reason_is_asked_for_and_taken_from_the_reply(server, bot, admin, shelve):
    report = shelve()
    request = ask(server, admin, f"/withdraw {report.id}", "Why is")
    assert "force_reply" in str(server.calls_of("sendMessage")[-1])
    question = admin.says("ferry?")
    wait_for_reply(server, admin, question, "Ferry adrift")
    reply = admin.says("  A hoax,\nfrom beginning to end. ", reply_to=request)
    preview = wait_for_reply(server, admin, reply, "Reason: A hoax, from beginning to end.")
    press(server, admin, preview, "Withdraw it")
    wait_for_text(server, admin, preview, "is withdrawn")
    assert stands(bot, report.id).note == "A hoax, from beginning to end."


@pytest.mark.parametrize("reason", [" ", "x" * 501], ids=["empty", "too long"])
def test_reason_that_cannot_be_stored_gets_one_sentence_and_may_be_sent_again(server, bot, admin, shelve, reason):
    report = shelve()
    request = ask(server, admin, f"/withdraw {report.id}", "Why is")
    if reason.strip():
        wait_for_reply(server, admin, admin.says(reason, reply_to=request), "say it in at most 500")
    preview = wait_for_reply(server, admin, admin.says("A hoax.", reply_to=request), "Reason: A hoax.")
    press(server, admin, preview, "Leave it as it is")
    wait_for_text(server, admin, preview, "Nothing was changed.")
    assert stands(bot, report.id).status is Status.CURRENT


def test_withdrawn_report_is_restored_and_quoted_again(server, bot, admin, ann, shelve):
    report = shelve()
    withdraw(bot, report.id)
    assert ask(server, admin, f"/withdraw {report.id} again").text.endswith("is withdrawn already: Invented.")
    preview = ask(server, admin, f"/restore {report.id}", "quoted again")
    assert "It was withdrawn: Invented." in preview.text
    press(server, admin, preview, "Restore it")
    wait_for_text(server, admin, preview, "stands again")
    assert ask(server, ann, f"{report.id}?").quotations == ["The mill carried thirty people."]
    assert "nothing to restore" in ask(server, admin, f"/restore {report.id}").text


def test_correction_bears_its_day_and_the_source_shows_it(server, bot, editor, ann, shelve):
    report = shelve()
    answer = ask(server, ann, f"{report.id}?")
    preview = ask(server, editor, f"/correct {report.id} 2026-04-05 It closed on Thursday.", "marked as corrected on 5")
    press(server, editor, preview, "Mark as corrected")
    wait_for_text(server, editor, preview, "is marked as corrected: It closed on Thursday.")
    press(server, ann, answer, "1 · The Weir Post")
    passage = wait_for_reply(server, ann, answer, "[1] The mill")
    assert "This report was corrected on 5 April 2026: It closed on Thursday." in passage.text
    assert [message for message in ann.messages if "has been corrected" in message.text] == []


def test_file_after_replace_is_shown_against_the_old_wording_and_replaces_it(server, bot, editor, ann, shelve):
    report = shelve()
    old_answer = ask(server, ann, f"{report.id}?")
    request = ask(server, editor, f"/replace {report.id}", "Send the new wording")
    assert request.labels == ["Never mind"]
    preview = wait_for_reply(
        server, editor, editor.sends_file("new.txt", reword(report)), "Version 2 will take the place"
    )
    assert preview.parts("strikethrough") == ["thirty people"]
    assert preview.parts("underline") == ["19 passengers"]
    assert "Words out: 2; words in: 2; at 1 place." in preview.text
    assert stands(bot, report.id).version == 1
    press(server, editor, preview, "Replace it")
    wait_for_text(server, editor, preview, "version 2 stands now")
    assert ask(server, ann, f"{report.id} again?", "19 pass").quotations == ["The mill carried 19 passengers."]
    press(server, ann, old_answer, "1 · The Weir Post")
    passage = wait_for_reply(server, ann, old_answer, "[1] The mill")
    assert re.search(
        r"As it stood on \d+ \w+ \d{4} \(version 1\); version 2 has replaced it on \d+ \w+ \d{4}\. "
        r"These words are no longer in it\.",
        passage.text,
    )
    assert passage.parts("bold")[1] == "The mill carried thirty people."


@pytest.mark.parametrize("how", ["caption", "reply to the request", "reply to the file", "text", "link"])
def test_new_wording_comes_in_several_ways(server, bot, editor, shelve, how):
    report = shelve()
    if how == "caption":
        sent = editor.sends_file("new.txt", reword(report), caption=f"/replace {report.id}")
    elif how == "reply to the file":
        file = editor.sends_file("new.txt", reword(report) + how.encode())
        wait_for_reply(server, editor, file)
        sent = editor.says(f"/replace {report.id}", reply_to=file)
    else:
        request = ask(server, editor, f"/replace {report.id}", "Send the new wording")
        if how == "text":
            sent = editor.says("The mill closed for good.")
        elif how == "link":
            sent = editor.says(f"https://weirpost.example/{report.id}")
        else:
            sent = editor.sends_file("new.txt", reword(report), reply_to=request)
    preview = wait_for_reply(server, editor, sent, "Version 2 will take the place")
    press(server, editor, preview, "Leave it as it is")
    wait_for_text(server, editor, preview, "Nothing was changed.")
    assert stands(bot, report.id).version == 1
    assert ask(server, editor, "ferry?").quotations == ["The ferry broke loose."]


def test_never_mind_makes_the_next_file_an_offer_again(server, editor, shelve):
    report = shelve()
    request = ask(server, editor, f"/replace {report.id}", "Send the new wording")
    press(server, editor, request, "Never mind")
    wait_for_text(server, editor, request, "Nothing was changed.")
    sent = editor.sends_file("other.txt", b"Quite another report, on another matter.")
    assert "Version 2" not in wait_for_reply(server, editor, sent).text


def test_wording_that_cannot_be_read_gets_one_sentence_and_the_next_file_counts(server, editor, shelve):
    report = shelve()
    ask(server, editor, f"/replace {report.id}", "Send the new wording")
    refused = wait_for_reply(server, editor, editor.sends_file("empty.txt", b""), "Send another document")
    assert "\n" not in refused.text
    same = wait_for_reply(server, editor, editor.sends_file("same.txt", report.body.encode()), "already on the shelf")
    assert same.labels == ["Never mind"]
    wait_for_reply(server, editor, editor.sends_file("new.txt", reword(report)), "Version 2 will take the place")


def test_corrected_wording_and_its_note_come_to_stand_together(server, bot, editor, shelve):
    report = shelve()
    preview = ask(server, editor, f"/correct {report.id} Nineteen, not thirty.", "marked as corrected")
    press(server, editor, preview, "Send the corrected wording")
    wait_for_reply(server, editor, preview, "Send the corrected wording of")
    changes = wait_for_reply(
        server, editor, editor.sends_file("new.txt", reword(report)), "Version 2 will take the place"
    )
    assert "Note: Nineteen, not thirty." in changes.text
    press(server, editor, changes, "Replace it")
    wait_for_text(server, editor, changes, "version 2 stands now")
    now = stands(bot, report.id)
    assert (now.version, now.status, now.note) == (2, Status.CORRECTED, "Nineteen, not thirty.")
    assert [action for action, _ in events_of(bot, report.id)] == ["add", "replace", "correct"]
    history = ask(server, editor, f"/history {report.id}", "Corrected on")
    assert history.parts("strikethrough") == ["thirty people"]
    assert history.parts("underline") == ["19 passengers"]
    assert "Nineteen, not thirty." in history.text
    assert f"by telegram:{EDITOR}, version 2" in history.text


def test_nothing_happens_when_the_report_changed_since_the_preview(server, bot, admin, editor, shelve):
    report = shelve()
    withdrawal = ask(server, admin, f"/withdraw {report.id} Invented.", "quoted no longer")
    replacement = wait_for_reply(
        server, editor, editor.sends_file("new.txt", reword(report), caption=f"/replace {report.id}"), "Version 2"
    )
    replace_beside(bot, report.id, "Words that came in between.")
    press(server, admin, withdrawal, "Withdraw it")
    wait_for_text(server, admin, withdrawal, "has changed meanwhile, so nothing was done")
    press(server, editor, replacement, "Replace it")
    wait_for_text(server, editor, replacement, "has changed meanwhile, so nothing was done")
    now = stands(bot, report.id)
    assert (now.version, now.status, now.body) == (2, Status.CURRENT, "Words that came in between.")


def test_editors_may_not_withdraw_nor_press_for_an_admin(server, bot, admin, editor, shelve):
    report = shelve()
    for command in (f"/withdraw {report.id} x", f"/restore {report.id}"):
        assert "Only the admins of this shelf" in ask(server, editor, command).text
    preview = ask(server, admin, f"/withdraw {report.id} Invented.", "quoted no longer")
    greeting = ask(server, editor, "/help")
    data = preview.button("Withdraw it")["callback_data"]
    for forged in (data, data.replace("vy:w", "vy:c"), data.replace("vy:w:", "vn:")):
        pressed = editor.sends_callback(greeting, forged)
        server.wait_for(lambda pressed=pressed: pressed.notice, 10, "the notice")
    assert stands(bot, report.id).status is Status.CURRENT
    press(server, admin, preview, "Withdraw it")
    wait_for_text(server, admin, preview, "is withdrawn")


def test_editor_cannot_withdraw_by_a_document_that_says_so(server, bot, editor, shelve):
    report = shelve()
    data = b"---\ntitle: The mill\nstatus: withdrawn\nnote: Gone.\n---\n\nThe mill is no more."
    sent = editor.sends_file("new.md", data, caption=f"/replace {report.id}")
    assert "only an admin can withdraw" in wait_for_reply(server, editor, sent).text
    assert stands(bot, report.id).status is Status.CURRENT


def test_buttons_of_a_former_admin_are_dead(server, bot, shelve):
    report = shelve()
    boss = server.person(55, "Bo")
    with opened(bot) as (state, _):
        state.people.grant(55, Role.ADMIN, "test")
    preview = ask(server, boss, f"/withdraw {report.id} Invented.", "quoted no longer")
    change = wait_for_reply(
        server, boss, boss.sends_file("new.txt", reword(report), caption=f"/replace {report.id}"), "Version 2 will take"
    )
    listed = ask(server, boss, "/correct", "Which report?")
    with opened(bot) as (state, _):
        state.people.revoke(55, "test")
    for message, label in (
        (preview, "Withdraw it"),
        (preview, "Leave it as it is"),
        (change, "Replace it"),
        (listed, listed.labels[0]),
    ):
        assert press(server, boss, message, label).notice
    now = stands(bot, report.id)
    assert (now.version, now.status) == (1, Status.CURRENT)
    assert "do not know that command" in ask(server, boss, f"/withdraw {report.id}").text


def test_reader_has_none_of_these_commands(server, ann, shelve):
    report = shelve()
    for command in ("replace", "correct", "withdraw", "restore", "history"):
        assert "do not know that command" in ask(server, ann, f"/{command} {report.id} x").text


def test_report_is_chosen_from_a_list_by_words_by_an_answer_or_by_a_passage(server, admin, shelve):
    report = shelve()
    found = ask(server, admin, f"/withdraw MILL {report.id[:6]} closes", "These reports match")
    assert any(report.id in label for label in found.labels)
    press(server, admin, found, report.title)
    wait_for_reply(server, admin, found, f"Why is “{report.title}”")
    answer = ask(server, admin, f"{report.id}?")
    by_answer = wait_for_reply(server, admin, admin.says("/withdraw A hoax.", reply_to=answer), "Reason: A hoax.")
    assert report.id in by_answer.text
    press(server, admin, answer, "1 · The Weir Post")
    passage = wait_for_reply(server, admin, by_answer, "[1] The mill")
    wait_for_reply(server, admin, admin.says("/correct Nineteen.", reply_to=passage), "Note: Nineteen.")
    assert "No report matches “zzzz”" in ask(server, admin, "/history zzzz").text


def test_second_press_does_nothing_more(server, bot, admin, shelve):
    report = shelve()
    preview = ask(server, admin, f"/withdraw {report.id} Invented.", "quoted no longer")
    data = preview.button("Withdraw it")["callback_data"]
    press(server, admin, preview, "Withdraw it")
    wait_for_text(server, admin, preview, "is withdrawn")
    again = admin.sends_callback(preview, data)
    server.wait_for(lambda: again.notice, 10, "the notice")
    assert "once and within ten minutes" in again.notice
    assert [action for action, _ in events_of(bot, report.id)].count("withdraw") == 1


def test_answer_under_way_does_not_quote_what_was_withdrawn_meanwhile(server, bot, ann, shelve):
    report = shelve()
    other = shelve(body="The other mill stands. It works.")
    question = ann.says(f"late {report.id} and {other.id}?")
    server.wait_for((bot.home / "late").exists, 15, "the answer to be composed")
    withdraw(bot, report.id)
    (bot.home / "late").unlink()
    answer = wait_for_reply(server, ann, question, "The other mill stands.")
    assert answer.quotations == ["The other mill stands."]
    assert [each for each in ann.messages if "thirty people" in each.text] == []


def withdraw(bot, report_id, days=7):
    """Withdraw a report from beside the bot, as the terminal does; how many readers are told."""
    with opened(bot) as (state, catalogue):
        standing = Standing(catalogue, state.decisions, Readers(catalogue, state.quoted, state.notices, days))
        return standing.carry_out(Ruling(Action.WITHDRAW, report_id, "Invented."), "terminal").told


def replace_beside(bot, report_id, body):
    with opened(bot) as (_, catalogue):
        desk, old = Desk(catalogue), catalogue.get_report(report_id)
        staged = desk.stage_replacement(Report(report_id, 1, old.title, body, old.publisher), "x.txt", "test")
        desk.publish(report_id, staged.version, "test")
