"""Whole conversations about who is let in: by links, and with a bot that answers invited people alone."""

import pytest

from bot.state.people import Role
from tests.bot.houses import alert, confirm, edith, meet, read_log, serve
from tests.bot.test_chat_talk import ask, press, wait_for_reply

UNINVITED = "This shelf is for invited people. Give its admins your number, {}, and they can let you in."


@pytest.fixture(scope="module")
def open_house(tmp_path_factory):
    yield from serve(tmp_path_factory.mktemp("open"), "open")


@pytest.fixture(scope="module")
def invited_house(tmp_path_factory):
    yield from serve(tmp_path_factory.mktemp("invited"), "invited")


def test_link_lets_one_person_in_and_is_taken_back_by_its_button(open_house):
    server, admin, ann, bo = open_house.server, edith(open_house), meet(open_house), meet(open_house, "Bo")
    made = ask(server, admin, "/invite editor 3")
    assert "makes one person an editor, once, until" in made.text
    link = made.text.split("\n")[-1]
    assert link.startswith("https://t.me/onrecord_test_bot?start=i_")
    assert "Welcome, you are in: an editor" in wait_for_reply(server, ann, ann.follows(link)).text
    assert "You are in already: an editor" in wait_for_reply(server, ann, ann.follows(link)).text
    refused = wait_for_reply(server, bo, bo.follows(link)).text
    assert "has let somebody in already, and works once" in refused
    assert f"Your number is {bo.id}." in refused
    wait_for_reply(server, admin, admin.follows(ask(server, admin, "/invite").text.split("\n")[-1]), "in already")
    second = ask(server, admin, "/invite reader").text.split("\n")[-1]
    listed = ask(server, admin, "/invites")
    assert "editor" not in listed.text
    assert "start=" not in listed.text
    while (now := server.message(admin.id, listed.id)).labels:
        pressed = press(server, admin, now, now.labels[0])
        assert pressed.notice == "Taken back; the link lets nobody in."
        server.wait_for(lambda now=now: server.message(admin.id, listed.id).text != now.text, 10, "the list")
    assert now.text == "No link lets anybody in; /invite makes one."
    assert "does not count" in wait_for_reply(server, bo, bo.follows(second)).text
    assert "does not count" in wait_for_reply(server, bo, bo.starts("i_" + "x" * 62)).text
    events = [event[:2] for event in read_log(open_house.state)]
    assert (f"telegram:{ann.id}", "redeem") in events
    assert events.count(("telegram:7", "uninvite")) == 2


def list_data(message):
    """What the buttons of a message carry, those apart that only copy."""
    return [button["callback_data"] for row in message.buttons for button in row if "callback_data" in button]


def test_uninvited_get_one_line_with_their_number_for_everything(invited_house):
    server, admin, ann = invited_house.server, edith(invited_house), meet(invited_house)
    line = UNINVITED.format(ann.id)
    answer = ask(server, admin, "ferry?", "broke loose")
    start = ask(server, admin, "/start", "Try one of these")
    listed = ask(server, admin, "/sources", "The Courier")
    texts = [
        "ferry?",
        "/ask ferry?",
        "/start",
        "/start s_1",
        "/help",
        "/sources",
        "/find the ferry",
        "/new",
        "/whoami",
        "/people",
    ]
    for text in [*texts, "/nonsense", "https://weirpost.example/mill"]:
        reply = ask(server, ann, text)
        assert (reply.text, reply.labels, reply.parts("code")) == (line, [], [str(ann.id)])
    for sent in (ann.sends_file("a.md", b"text"), ann.sends_photo(), ann.forwards("ferry?", "Edith")):
        assert wait_for_reply(server, ann, sent).text == line
    shown = ann.messages[-1]
    for message in (answer, start, listed):
        for data in list_data(message):
            assert alert(invited_house, ann, shown, data) == line
    assert {message.text for message in ann.messages if message.from_bot} == {line}


def test_group_of_an_invited_person_shows_nothing_to_those_who_are_not(invited_house):
    server, bo, ann = invited_house.server, meet(invited_house, "Bo", Role.READER), meet(invited_house)
    group = server.group(-100_7, "Readers")
    answer = wait_for_reply(server, group, bo.says("/ask ferry?", group=group))
    assert answer.quotations == ["The ferry broke loose."]
    for data in list_data(answer):
        pressed = press(server, ann, answer, data)
        assert pressed.notice == UNINVITED.format(ann.id)
    assert wait_for_reply(server, group, ann.says("/ask ferry?", group=group)).text == UNINVITED.format(ann.id)
    replied = ann.says("guild?", group=group, reply_to=answer)
    assert wait_for_reply(server, group, replied).text == UNINVITED.format(ann.id)
    press(server, bo, answer, "1 · The Courier")
    assert wait_for_reply(server, group, replied, "[1] Ferry adrift").quotations


def test_invited_person_is_let_in_at_once_and_shut_out_at_once(invited_house):
    server, admin, ann = invited_house.server, edith(invited_house), meet(invited_house)
    link = ask(server, admin, "/invite").text.split("\n")[-1]
    assert "Welcome, you are in: a reader, who may ask." in wait_for_reply(server, ann, ann.follows(link)).text
    answer = ask(server, ann, "ferry?", "broke loose")
    taking = ask(server, admin, f"/revoke {ann.id}")
    assert "who can ask nothing here" in taking.text
    confirm(invited_house, admin, taking, "Take")
    assert alert(invited_house, ann, answer, answer.button("1 · ")["callback_data"]) == UNINVITED.format(ann.id)
    assert ask(server, ann, "guild?").text == UNINVITED.format(ann.id)
    assert "works once" in wait_for_reply(server, ann, ann.follows(link)).text


def test_number_in_the_line_is_the_one_to_grant(invited_house):
    server, admin, ann = invited_house.server, edith(invited_house), meet(invited_house)
    number = ask(server, ann, "hello").parts("code")[0]
    confirm(invited_house, admin, ask(server, admin, f"/grant {number} reader"), "Make")
    assert ask(server, ann, "ferry?", "broke loose").quotations == ["The ferry broke loose."]
