"""Whole conversations about roles, by number: given, taken, listed, and refused."""

import pytest

from bot.state.people import Role
from tests.bot.houses import NUMBERS, alert, confirm, edith, meet, read_log, serve
from tests.bot.test_chat_talk import ask, press, wait_for_reply
from tests.telegram_server import refused


@pytest.fixture(scope="module")
def open_house(tmp_path_factory):
    yield from serve(tmp_path_factory.mktemp("open"), "open")


def test_admin_grants_and_revokes_by_number_and_both_are_logged(open_house):
    server, admin, ann = open_house.server, edith(open_house), meet(open_house)
    assert f"Your number is {ann.id}. You have no role here" in ask(server, ann, "/whoami").text
    preview = ask(server, admin, f"/grant {ann.id} editor")
    assert preview.parts("code") == [str(ann.id), "Ann"]
    assert "Now: nobody with a role. From your press on: an editor, who may add, replace and correct" in preview.text
    assert preview.labels == [f"Make {ann.id} an editor", "Leave the role as it is"]
    assert "You have no role here" in ask(server, ann, "/whoami").text
    assert confirm(open_house, admin, preview, "Make") == f"{ann.id} is an editor now."
    assert "You are an editor, since" in ask(server, ann, "/whoami").text
    assert "send a file" in ask(server, ann, "/help").text
    assert "/grant NUMBER" not in ask(server, ann, "/help").text
    assert "/grant NUMBER" in ask(server, admin, "/help").text
    taking = ask(server, admin, f"/revoke {ann.id}")
    assert "What waits for a press of theirs is dead at once" in taking.text
    assert confirm(open_house, admin, taking, "Take the role") == f"{ann.id} has no role now."
    assert "send a file" not in ask(server, ann, "/help").text
    assert [event for event in read_log(open_house.state) if str(ann.id) in (event[2] or "")] == [
        ("telegram:7", "grant", f"{ann.id}: no role → editor"),
        ("telegram:7", "revoke", f"{ann.id}: editor → no role"),
    ]


def test_change_that_is_left_or_shown_twice_is_made_at_most_once(open_house):
    server, admin, ann = open_house.server, edith(open_house), meet(open_house)
    left = ask(server, admin, f"/grant {ann.id} admin")
    data = left.button("Make")["callback_data"]
    assert confirm(open_house, admin, left, "Leave the role") == "Left as it was."
    assert "please ask again" in alert(open_house, admin, left, data)
    first, second = (ask(server, admin, f"/grant {ann.id} {role}") for role in ("reader", "admin"))
    assert confirm(open_house, admin, first, "Make") == f"{ann.id} is a reader now."
    assert "got another role in the meantime, so nothing was changed" in confirm(open_house, admin, second, "Make")
    assert "please ask again" in alert(open_house, admin, first, first.button("Make")["callback_data"])
    assert open_house.state.people.find_role(ann.id) is Role.READER


def test_buttons_of_a_former_admin_are_dead(open_house):
    server, ann, bo = open_house.server, meet(open_house, role=Role.ADMIN), meet(open_house, "Bo")
    preview = ask(server, ann, f"/grant {bo.id} admin")
    listed = ask(server, ann, "/people")
    link = ask(server, ann, "/invite editor").text.split("\n")[-1]
    taking = ask(server, edith(open_house), f"/revoke {ann.id}")
    confirm(open_house, edith(open_house), taking, "Take")
    for data in (
        preview.button("Make")["callback_data"],
        preview.button("Leave")["callback_data"],
        "pe:0",
        "pi:" + "0" * 16,
    ):
        notice = alert(open_house, ann, listed, data)
        assert notice.startswith("Only the admins of this shelf can do this.")
        assert str(ann.id) in notice
    opened = bo.follows(link)
    assert "does not count" in wait_for_reply(server, bo, opened).text
    open_house.state.people.grant(ann.id, Role.ADMIN, "terminal")
    assert "please ask again" in alert(open_house, ann, preview, preview.button("Make")["callback_data"])
    assert open_house.state.people.find_role(bo.id) is None


def test_another_admin_cannot_decide_and_a_copy_of_the_button_does_nothing(open_house):
    server, admin, ann, bo = open_house.server, edith(open_house), meet(open_house), meet(open_house, role=Role.ADMIN)
    preview = ask(server, admin, f"/grant {ann.id} editor")
    greeting = ask(server, bo, "/help")
    for label in ("Make", "Leave"):
        assert "Only the admin who asked" in alert(open_house, bo, greeting, preview.button(label)["callback_data"])
    assert open_house.state.people.find_role(ann.id) is None
    confirm(open_house, admin, preview, "Make")
    assert open_house.state.people.find_role(ann.id) is Role.EDITOR


def test_forwarded_message_or_contact_names_a_person_unless_the_account_is_hidden(open_house):
    server, admin, ann = open_house.server, edith(open_house), meet(open_house)
    ask(server, ann, "/help")
    origin = {"type": "user", "sender_user": ann.user, "date": 1}
    contact = {"contact": {"phone_number": "1", "first_name": "Whoever", "user_id": ann.id}}
    for content in ({"text": "Hello", "forward_origin": origin}, contact):
        shown = admin.sends(content)
        wait_for_reply(server, admin, shown)
        preview = wait_for_reply(server, admin, admin.says("/grant editor", reply_to=shown))
        assert preview.parts("code") == [str(ann.id), "Ann"]
        assert preview.labels[0] == f"Make {ann.id} an editor"
    confirm(open_house, admin, preview, "Make")
    taking = wait_for_reply(server, admin, admin.says("/revoke", reply_to=shown))
    assert taking.labels[0] == f"Take the role of {ann.id} away"
    hidden = {"type": "hidden_user", "sender_user_name": "Ann", "date": 1}
    channel = {"type": "channel", "chat": {"id": -9, "type": "channel", "title": "C"}, "message_id": 1, "date": 1}
    robot = {"type": "user", "sender_user": {"id": 9, "is_bot": True, "first_name": "Edith"}, "date": 1}
    for content, words in (
        ({"text": "x", "forward_origin": hidden}, "account is hidden"),
        ({"contact": {"phone_number": "1", "first_name": "Ann"}}, "does not say whose contact"),
        ({"text": "x", "forward_origin": channel}, "in the name of a chat"),
        ({"text": "x", "forward_origin": robot}, "A bot wrote this"),
        ({"text": "x"}, "Write the number and the role"),
    ):
        shown = admin.sends(content)
        wait_for_reply(server, admin, shown)
        refused = wait_for_reply(server, admin, admin.says("/grant editor", reply_to=shown))
        assert words in refused.text
        assert refused.labels == []


def test_forwarded_command_is_not_carried_out(open_house):
    server, admin, ann = open_house.server, edith(open_house), meet(open_house)
    for text in (f"/grant {ann.id} admin", "/invite editor", "/people"):
        sent = admin.forwards(text, "Ann")
        reply = wait_for_reply(server, admin, sent)
        assert reply.text == "A forwarded command is not carried out; write it yourself."
        assert reply.labels == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/grant", "Write the number and the role after the command"),
        ("/grant 5", "Write the number and the role after the command"),
        ("/grant 5 6 editor", "Write the number and the role after the command"),
        ("/grant @ann editor", "“@ann” is no Telegram number: roles go by number, never by name"),
        ("/grant Ann editor", "“Ann” is no Telegram number"),
        ("/grant 5 owner", "“owner” is no role; the roles are reader, editor and admin."),
        ("/grant 777000 editor", "it can have no role"),
        ("/revoke", "Write the number after the command"),
        ("/revoke 5 6", "Write the number after the command"),
        ("/revoke 5", "5 has no role, so there is nothing to take away."),
        ("/invite admin", "make admins by their number"),
        ("/invite reader 31", "“31” is no number of days from 1 to 30."),
        ("/invite reader 7 8", "Write the role and the days after the command"),
        ("/invite everybody", "“everybody” is no role"),
    ],
)
def test_what_makes_no_sense_gets_one_clear_sentence(open_house, text, words):
    reply = ask(open_house.server, edith(open_house), text)
    assert words in reply.text
    assert reply.labels == []
    assert "\n" not in reply.text


def test_nobody_changes_their_own_role_or_that_of_an_admin_for_good(open_house):
    server, admin, bo = open_house.server, edith(open_house), meet(open_house, "Bo", Role.ADMIN)
    for text in (f"/revoke {bo.id}", f"/grant {bo.id} reader", f"/grant {bo.id} editor"):
        assert ask(server, bo, text).text == f"{bo.id} is you, and nobody changes their own role; another admin can."
    for person in (bo, admin):
        for text in ("/revoke 7", "/grant 7 reader", "/grant 7 admin"):
            reply = ask(server, person, text)
            assert reply.text.startswith("7 is an admin by ADMIN_IDS, and so for good")
            assert reply.labels == []
    assert ask(server, admin, f"/grant {bo.id} admin").text == f"{bo.id} is an admin already."
    assert open_house.state.people.find_role(bo.id) is Role.ADMIN


def test_people_lists_roles_by_number_and_shows_names_without_trusting_them(open_house):
    server, admin = open_house.server, edith(open_house)
    ask(server, admin, "/help")
    evil = "\u202ea @edith https://evil.example /revoke_7 **b**"
    bo = meet(open_house, evil, Role.EDITOR)
    ask(server, bo, "/help")
    unknown = next(NUMBERS)
    open_house.state.people.grant(unknown, Role.READER, f"telegram:{bo.id}")
    text = open_people(open_house, admin)
    assert "7 · admin for good, by ADMIN_IDS · Edith" in text
    assert f"{unknown} · reader since " in text
    assert f"by {bo.id}" in text
    assert "by the terminal · a @edith https://evil.example /revoke_7 **b**" in text
    assert not {"url", "mention", "bot_command"} & {entity["type"] for entity in admin.messages[-1].entities}


def open_people(house, admin):
    """The text of every page of /people."""
    page = ask(house.server, admin, "/people")
    text = page.text
    while page.labels and page.labels[-1].endswith("›"):
        press(house.server, admin, page, page.labels[-1])
        page = house.server.wait_for(
            lambda page=page: (now := house.server.message(admin.id, page.id)).text != page.text and now, 10, "the page"
        )
        text += page.text
    return text


def test_people_comes_in_pages(open_house):
    for _ in range(16):
        open_house.state.people.grant(next(NUMBERS), Role.READER, "terminal")
    first = ask(open_house.server, edith(open_house), "/people")
    assert first.labels == ["2 ›"]
    assert len(open_people(open_house, edith(open_house)).splitlines()) >= 18


def test_name_that_telegram_does_not_tell_holds_up_nothing(open_house):
    preview = ask(open_house.server, edith(open_house), "/grant 123456789 reader")
    assert "Telegram does not tell me what they are called, so check the number" in preview.text
    assert preview.labels[0] == "Make 123456789 a reader"


def test_file_of_a_reader_is_declined_with_whom_to_ask(open_house):
    ann = meet(open_house)
    reply = wait_for_reply(open_house.server, ann, ann.sends_file("a.md", b"text"))
    assert "only the editors of this shelf add documents" in reply.text
    assert f"by your number, {ann.id}" in reply.text
    assert reply.parts("code") == [str(ann.id)]


def test_role_that_is_taken_while_a_handler_fails_counts_at_its_next_try(tmp_path):
    for house in serve(tmp_path, "open", expects_tracebacks=True):
        server, bo = house.server, meet(house, "Bo", Role.ADMIN)
        server.fail_next("sendMessage", refused(400, "Bad Request: TEST"))
        sent = bo.says("/people")
        server.wait_for(lambda bot=house.bot: bot.log.count("Failure"), 10, "the failure")
        house.state.people.revoke(bo.id, "terminal")
        wait_for_reply(server, bo, sent, "Only the admins of this shelf can do this.")
