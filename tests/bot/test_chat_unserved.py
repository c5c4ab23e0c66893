"""Whom the bot does not serve, and where it cannot: bans, blocks, and groups that put it out, are deleted or move.

One bot process against the server for tests, its answers scripted.
"""

import re
from datetime import timedelta
from itertools import count

import pytest

from bot.state.asked import asked
from bot.state.people import Role
from bot.state.quoted import quoted
from corpus.database import make_now
from tests.bot.houses import edith, meet, read_log
from tests.bot.little_house import (
    find_state,
    holding_answers,
    list_column,
    list_refusals,
    list_said,
    put_notice,
    serve_little,
    settle,
    wait_until_idle,
)
from tests.bot.test_chat_talk import ask, wait_for_reply
from tests.telegram_server.refusals import forbidden

GROUPS = count(-100_500, -1)
BANNED = "You are banned here"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    yield from serve_little(tmp_path_factory.mktemp("unserved"))


@pytest.fixture(autouse=True)
def nothing_is_refused(house, request):
    """The bot makes no call that Telegram refuses, but in tests of how it finds out that a chat is gone."""
    before = len(house.server.refusals)
    yield
    assert list_refusals(house, before) == [] or hasattr(request.function, "finds_out")


def finds_out(test):
    """A test in which the bot finds out by writing somewhere that it cannot."""
    test.finds_out = True
    return test


def test_banned_person_gets_one_sentence_once_and_then_silence_everywhere(house):
    server, admin, ann, group = house.server, edith(house), meet(house), house.server.group(next(GROUPS))
    start, answer = ask(server, ann, "/start"), ask(server, ann, "ferry?")
    done = ask(server, admin, f"/ban {ann.id} sells tickets")
    assert done.text.startswith(f"{ann.id} is banned now")
    assert ask(server, ann, "ferry?").text == (
        f"You are banned here, so I answer nothing; the admins of this shelf can lift that by your number, {ann.id}."
    )
    before = len([each for each in ann.messages if each.from_bot])
    for text in ("ferry?", "/help", "/whoami", "/start"):
        ann.says(text)
    ann.sends_file("a.md", b"text")
    ann.says("/ask ferry?", group=group)
    for pressed in (ann.presses(start, "Ask 1"), ann.presses(answer, "Why")):
        server.wait_for(lambda pressed=pressed: pressed.answered, 10, "the button")
        assert pressed.notice == ""
    bo = meet(house, "Bo")
    assert wait_for_reply(server, group, bo.says("/ask ferry?", group=group)).quotations
    settle(house, bo)
    assert len([each for each in ann.messages if each.from_bot]) == before
    assert not list_said(group, BANNED)
    listed = ask(server, admin, "/bans").text
    assert re.search(rf"^{ann.id} · since .+ UTC, by 7 · sells tickets$", listed, re.MULTILINE)
    assert ask(server, admin, f"/unban {ann.id}").text == f"{ann.id} is served again."
    assert ask(server, ann, "ferry?").quotations
    assert [event for event in read_log(house.state) if str(ann.id) in (event[2] or "")] == [
        ("telegram:7", "ban", f"{ann.id}: sells tickets"),
        ("telegram:7", "unban", str(ann.id)),
    ]


@pytest.mark.slow
def test_ban_is_told_once_although_the_bot_is_started_anew(house):
    server, ann = house.server, meet(house)
    house.state.people.grant(ann.id, Role.EDITOR, "terminal")
    ask(server, edith(house), f"/ban {ann.id}")
    assert BANNED in ask(server, ann, "ferry?").text
    house.bot.restart()
    ann.says("ferry?")
    ann.says("/reports")
    settle(house, meet(house))
    assert len(list_said(ann, BANNED)) == 1


def test_banned_group_gets_one_sentence_once_and_its_members_are_served_elsewhere(house):
    server, admin, ann, group = house.server, edith(house), meet(house), house.server.group(next(GROUPS))
    assert "is banned now" in ask(server, admin, f"/ban {group.id}").text
    told = wait_for_reply(server, group, ann.says("/ask ferry?", group=group))
    assert f"by its number, {group.id}." in told.text
    ann.says("/ask ferry?", group=group)
    settle(house, ann)
    wait_until_idle(house)
    assert ask(server, ann, "ferry?").quotations
    assert len([each for each in group.messages if each.from_bot]) == 1
    ask(server, admin, f"/unban {group.id}")
    assert wait_for_reply(server, group, ann.says("/ask ferry?", group=group)).quotations


@pytest.mark.slow
def test_person_or_channel_behind_a_forwarded_message_is_banned_by_a_reply(house):
    server, admin, ann = house.server, edith(house), meet(house)
    ask(server, ann, "/help")
    channel = {"id": next(GROUPS), "type": "channel", "title": "C"}
    for origin, number in (
        ({"type": "user", "sender_user": ann.user, "date": 1}, ann.id),
        ({"type": "channel", "chat": channel, "message_id": 1, "date": 1}, channel["id"]),
        ({"type": "chat", "sender_chat": channel, "date": 1}, None),
    ):
        shown = admin.sends({"text": "Buy tickets", "forward_origin": origin})
        wait_for_reply(server, admin, shown)
        done = wait_for_reply(server, admin, admin.says("/ban noise", reply_to=shown))
        assert done.text.startswith(f"{number or channel['id']} is banned {'now' if number else 'already'}")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/ban", "Write the number after the command"),
        ("/ban @ann", "Write the number after the command"),
        ("/ban Ann", "Write the number after the command"),
        ("/ban 0", "“0” is no Telegram number"),
        ("/ban 1087968824", "ban the chat instead"),
        ("/ban 7", "7 is an admin, and admins cannot be banned"),
        ("/unban", "Write the number after the command"),
        ("/unban 999", "999 is not banned; /bans shows who is."),
    ],
)
def test_what_makes_no_sense_gets_one_clear_sentence(house, text, words):
    reply = ask(house.server, edith(house), text)
    assert words in reply.text
    assert "\n" not in reply.text


def test_nobody_but_an_admin_bans(house):
    server, ann, eve = house.server, meet(house), meet(house, "Eve", Role.EDITOR)
    for person in (ann, eve):
        for text in (f"/ban {ann.id}", f"/unban {ann.id}", "/bans"):
            assert ask(server, person, text).text.startswith("Only the admins of this shelf can do this.")
    assert ask(server, ann, "ferry?").quotations


def test_nothing_is_sent_to_somebody_who_blocked_the_bot_until_they_let_it_in_again(house):
    server, ann = house.server, meet(house)
    ask(server, ann, "ferry?")
    ann.blocks()
    server.wait_for(lambda: house.state.chats.find(ann.id), 10, "the block")
    put_notice(house, f"telegram:{ann.id}", "News one")
    server.wait_for(lambda: find_state(house, "News one") == "lost", 10, "the notice")
    ann.unblocks()
    server.wait_for(lambda: house.state.chats.find(ann.id) is None, 10, "the return")
    put_notice(house, f"telegram:{ann.id}", "News two")
    server.wait_for(lambda: list_said(ann, "News two"), 10, "the notice")
    assert not list_said(ann, "News one")
    assert ask(server, ann, "guild?").quotations


@pytest.mark.slow
def test_what_waited_when_somebody_blocked_the_bot_is_not_answered(house):
    server, ann = house.server, meet(house)
    ask(server, ann, "/help")
    house.bot.stop()
    counted = list_column(house, asked.c.request)
    sent = ann.says("ferry?")
    house.state.chats.lose(ann.id, "blocked", make_now() + timedelta(seconds=2))
    house.bot.start()
    settle(house, meet(house))
    wait_until_idle(house)
    assert [each for each in ann.messages if each.id > sent.id] == []
    assert list_column(house, asked.c.request) == counted


@pytest.mark.slow
@finds_out
@pytest.mark.parametrize("kind", ["deleted group", "deleted account"])
def test_chat_that_is_gone_without_a_word_is_written_to_once(house, kind):
    server, ann = house.server, meet(house)
    group = server.group(next(GROUPS), type="group") if kind == "deleted group" else None
    chat = group or ann
    wait_for_reply(server, chat, ann.says("/ask ferry?", group=group))
    group.is_deleted() if group else ann.leaves_telegram()
    before = len(server.refusals)
    for words in (f"{kind} one", f"{kind} two", f"{kind} three"):
        put_notice(house, f"telegram:{chat.id}", words)
        server.wait_for(lambda words=words: find_state(house, words) == "lost", 10, "the notice")
    assert len(server.refusals) == before + 1
    assert house.state.chats.find(chat.id).is_gone


@pytest.mark.slow
@finds_out
def test_block_that_was_missed_is_learnt_by_writing_and_ends_with_a_newer_message(house):
    server, ann = house.server, meet(house)
    ask(server, ann, "ferry?")
    ann.chat.unreachable = forbidden("bot was blocked by the user")
    before = len(server.refusals)
    for words in ("missed one", "missed two"):
        put_notice(house, f"telegram:{ann.id}", words)
        server.wait_for(lambda words=words: find_state(house, words) == "lost", 10, "the notice")
    assert len(server.refusals) == before + 1
    ann.chat.unreachable = None
    assert ask(server, ann, "guild?").quotations


@pytest.mark.slow
def test_group_that_puts_the_bot_out_is_left_alone_until_it_is_back(house):
    server, ann, group = house.server, meet(house), house.server.group(next(GROUPS))
    wait_for_reply(server, group, ann.says("/ask ferry?", group=group))
    group.turns_bot("kicked", ann)
    server.wait_for(lambda: house.state.chats.find(group.id), 10, "the end")
    put_notice(house, f"telegram:{group.id}", "group news")
    server.wait_for(lambda: find_state(house, "group news") == "lost", 10, "the notice")
    group.turns_bot("member", ann)
    server.wait_for(lambda: house.state.chats.find(group.id) is None, 10, "the return")
    assert wait_for_reply(server, group, ann.says("/ask ferry?", group=group)).quotations


def test_what_belongs_to_a_group_moves_along_when_it_becomes_a_supergroup(house):
    server, ann = house.server, meet(house)
    group = server.group(next(GROUPS), type="group")
    wait_for_reply(server, group, ann.says("/ask ferry?", group=group))
    assert f"telegram:{group.id}:0:{ann.id}" in list_column(house, quoted.c.place)
    moved = group.migrates(next(GROUPS))
    server.wait_for(lambda: house.state.chats.find(group.id), 10, "the move")
    places = list_column(house, quoted.c.place)
    assert f"telegram:{moved.id}:0:{ann.id}" in places
    assert not [each for each in places if each.startswith(f"telegram:{group.id}")]
    put_notice(house, f"telegram:{group.id}", "old number news")
    put_notice(house, f"telegram:{moved.id}", "new number news")
    for words in ("old number news", "new number news"):
        server.wait_for(lambda words=words: list_said(moved, words), 10, "the notice")
    assert wait_for_reply(server, moved, ann.says("/ask guild?", group=moved)).quotations


@finds_out
def test_answer_under_way_while_a_group_moves_without_a_word_arrives_there(house):
    server, ann = house.server, meet(house)
    group = server.group(next(GROUPS), type="group")
    with holding_answers(house) as wait_until_held:
        ann.says("/ask late ferry?", group=group)
        wait_until_held()
        moved = group.migrates(next(GROUPS), told=False)
    answer = server.wait_for(lambda: [each for each in moved.messages if each.quotations], 20, "the answer")[0]
    assert answer.quotations == ["The ferry broke loose."]
    settle(house, ann)
    assert len([each for each in moved.messages if each.quotations]) == 1
