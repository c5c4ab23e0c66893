"""Following a question in Telegram: one bot process, its answers scripted; reports change beside it."""

import time

import pytest

from bot.chat.following import texts
from bot.standing import Ruling, Standing
from bot.state import State
from bot.state.people import Role
from bot.telling import Readers
from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.publishing import Action, Desk
from corpus.reports import Report
from tests.bot.test_chat_talk import COMMAND, ask, nothing_is_refused, press, wait_for_reply
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer

__all__ = ["nothing_is_refused"]
CHANGED = "question that you follow"


@pytest.fixture(scope="module")
def server():
    with TelegramServer() as running:
        yield running


@pytest.fixture(scope="module")
def bot(server, tmp_path_factory):
    home = tmp_path_factory.mktemp("following") / "home"
    with BotProcess(server, home, admin_ids=[7], command=COMMAND) as running:
        yield running


@pytest.fixture(scope="module")
def shelf(bot):
    shelf = ChangingShelf(bot.home)
    yield shelf
    shelf.database.close()


class ChangingShelf:
    """The bot's own catalogue, as another process changes it."""

    def __init__(self, home):
        self.database = Database(f"sqlite:///{home / 'catalogue.db'}")
        self.catalogue, self.state = Catalogue(self.database), State.of(self.database)
        readers = Readers(self.catalogue, self.state.quoted, self.state.notices, 7)
        self.desk, self.standing = Desk(self.catalogue), Standing(self.catalogue, self.state.decisions, readers)

    def add(self, report_id, text, title=None):
        known = self.catalogue.is_known(report_id)
        report = Report(report_id, 1, title or f"On {report_id}", text, "The Lantern", url="https://lantern.example/a")
        stage = self.desk.stage_replacement if known else self.desk.stage_report
        self.desk.publish(report_id, stage(report, "x.txt", "terminal").version, "terminal")

    def rule(self, action, report_id, note="Invented."):
        self.standing.carry_out(Ruling(action, report_id, note), "terminal")


def list_notices(chat):
    return [each for each in chat.messages if each.from_bot and CHANGED in each.text]


def wait_for_notice(server, chat, number=1):
    return server.wait_for(lambda: len(found := list_notices(chat)) >= number and found, 15, "a notice")[-1]


def test_question_is_answered_followed_and_told_of_once_when_reports_change(server, ann, shelf):
    shelf.add("otter-weir", "An otter was seen at Sallow Weir.")
    followed = ask(server, ann, "/follow What of otter-weir?", "You follow this question")
    assert followed.quotations == ["An otter was seen at Sallow Weir."]
    assert followed.labels[-1] == texts.STOP
    shelf.add("otter-weir", "Two otters were seen at Sallow Weir.")
    notice = wait_for_notice(server, ann)
    assert notice.parts("bold") == ["\u2068What of otter-weir?\u2069"]
    assert notice.quotations == ["Two otters were seen at Sallow Weir.", "An otter was seen at Sallow Weir."]
    assert [url for _, url in notice.links] == ["https://lantern.example/a"] * 2
    shelf.add("unrelated", "A barge went by.")
    time.sleep(1)
    assert len(list_notices(ann)) == 1

    press(server, ann, notice, "Show the answer")
    answer = wait_for_reply(server, ann, notice, "Two otters")
    assert answer.quotations == ["Two otters were seen at Sallow Weir."]
    assert press(server, ann, answer, texts.STOP).notice == texts.ENDED
    assert press(server, ann, answer, texts.STOP).notice == texts.NOT_ENDED
    shelf.rule(Action.WITHDRAW, "otter-weir")
    time.sleep(1)
    assert len(list_notices(ann)) == 1


def test_withdrawal_is_told_by_the_follow_alone_with_its_reason(server, ann, shelf):
    shelf.add("mole-weir", "A mole was seen at Sallow Weir.")
    ask(server, ann, "/follow What of mole-weir?", "You follow this question")
    shelf.rule(Action.WITHDRAW, "mole-weir")
    notice = wait_for_notice(server, ann)
    assert notice.text.startswith("The reports no longer answer a question that you follow.")
    assert "The report was withdrawn: Invented." in notice.text
    time.sleep(0.5)
    assert not [each for each in ann.messages if "has been withdrawn" in each.text]


def test_reply_to_an_answer_follows_its_question_and_a_refused_one_is_told_of_when_answered(server, ann, shelf):
    refused = ask(server, ann, "What of heron-weir?", "do not answer")
    sent = ann.says("/follow", reply_to=refused)
    wait_for_reply(server, ann, sent, "You follow this question")
    shelf.add("heron-weir", "A heron was seen at Sallow Weir.")
    assert wait_for_notice(server, ann).text.startswith("The reports answer a question that you follow.")


def test_bare_follow_lists_what_is_followed_and_its_buttons_end_each(server, ann):
    assert texts.HOW in ask(server, ann, "/follow", "You follow no question").text
    for question in ("ferry?", "guild?", "persian?"):
        ask(server, ann, f"/follow {question}", "You follow this question")
    assert "You follow 3 questions, and more are not kept" in ask(server, ann, "/follow long?", "more are not").text
    assert texts.KNOWN in ask(server, ann, "/follow FERRY", "already").text
    listed = ask(server, ann, "/unfollow", "You follow 3 questions")
    assert listed.text.endswith("1. ferry?\n2. guild?\n3. persian?")
    assert listed.labels == ["End 1", "End 2", "End 3"]
    press(server, ann, listed, "End 2")
    now = server.wait_for(lambda: "2 questions" in (m := server.message(ann.id, listed.id)).text and m, 10, "the rest")
    assert now.text.endswith("1. ferry?\n2. persian?")
    press(server, ann, now, "End 1")
    rest = ask(server, ann, "/follow", "You follow 1 question")
    sent = ann.says("/follow", reply_to=rest)  # a list is no question
    press(server, ann, wait_for_reply(server, ann, sent, "You follow 1 question"), "End 1")
    assert "You follow no question" in ask(server, ann, "/follow", "You follow no question").text


def test_nobody_ends_what_another_follows(server, ann, numbers):
    bob = server.person(next(numbers), "Bob")
    followed = ask(server, ann, "/follow ferry?", "You follow this question")
    mine = ask(server, bob, "/help", "Ask in plain words")
    pressed = bob.sends_callback(mine, followed.button(texts.STOP)["callback_data"])
    server.wait_for(lambda: pressed.answered, 10, "the notice")
    assert pressed.notice == texts.NOT_ENDED
    ask(server, ann, "/follow", "You follow 1 question")


def test_group_is_told_in_its_topic_and_the_follower_alone_ends_it(server, ann, shelf, numbers):
    group, bob = server.group(-100_77, "Forum", forum=True), server.person(next(numbers), "Bob")
    topic = group.topic("Weirs")
    shelf.add("newt-weir", "A newt was seen at Sallow Weir.")
    ann.says("/follow What of newt-weir?", group=group, topic=topic)  # not named: not meant
    sent = ann.says("/follow@onrecord_test_bot What of newt-weir?", group=group, topic=topic)
    followed = wait_for_reply(server, group, sent, "You follow this question")
    assert press(server, bob, followed, texts.STOP).notice == texts.NOT_ENDED
    shelf.add("newt-weir", "Nine newts were seen at Sallow Weir.")
    assert wait_for_notice(server, group).thread_id == topic
    assert list_notices(ann) == []
    assert "(in another chat)" in ask(server, ann, "/follow", "You follow 1 question").text
    assert len(list_notices(group)) == 1


@pytest.mark.parametrize(("text", "words"), [("/follow " + "otter " * 200, "at most 1,000 characters")])
def test_question_too_long_to_be_followed_is_sent_back(server, ann, text, words):
    assert words in ask(server, ann, text).text


@pytest.mark.slow
def test_follow_survives_kill_9_at_any_moment_and_is_told_once(server, bot, ann, shelf):
    shelf.add("stoat-weir", "A stoat was seen at Sallow Weir.")
    ask(server, ann, "/follow What of stoat-weir?", "You follow this question")
    for number in range(2, 5):
        shelf.add("stoat-weir", f"{number} stoats were seen at Sallow Weir.")
        time.sleep(0.15 * number)
        bot.kill()
        bot.start()
    server.wait_for(lambda: any("4 stoats" in each.text for each in list_notices(ann)), 15, "the last")
    time.sleep(0.5)
    new = [each.quotations[0] for each in list_notices(ann)]
    assert len(set(new)) == len(new)


@pytest.mark.slow
def test_kill_9_in_the_middle_of_following_follows_once(server, bot, ann):
    sent = ann.says("/follow slow ferry?")
    server.wait_for(lambda: [each for each in ann.messages if each.id > sent.id], 10, "the placeholder")
    bot.kill()
    bot.start()
    wait_for_reply(server, ann, sent, "You follow this question")
    assert "1. slow ferry?" in ask(server, ann, "/follow", "You follow 1 question").text


@pytest.mark.slow
def test_who_is_let_in_no_longer_is_told_no_more(tmp_path):
    invited = {"ACCESS": "invited"}
    with (
        TelegramServer() as server,
        BotProcess(server, tmp_path / "home", admin_ids=[7], command=COMMAND, environment=invited) as bot,
    ):
        shelf, ann, bob = ChangingShelf(bot.home), server.person(1, "Ann"), server.person(2, "Bob")
        for person in (ann, bob):
            shelf.state.people.grant(person.id, Role.READER, "test")
            ask(server, person, "/follow ferry?", "You follow this question")
        shelf.state.people.revoke(ann.id, "test")
        shelf.rule(Action.WITHDRAW, "ferry")
        wait_for_notice(server, bob)
        time.sleep(0.5)
        assert list_notices(ann) == []
        shelf.database.close()
