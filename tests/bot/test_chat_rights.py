"""Who may do what: by the number that Telegram gives, in a private chat of that person, and by nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import CallbackQuery, Chat, InaccessibleMessage, Message, MessageOriginHiddenUser, Update, User

from bot.chat.rights import Allowed, Rights, find_person
from bot.chat.workers import Workers
from bot.state import State
from bot.state.people import Role
from bot.state.roles import SHARED_ACCOUNTS
from corpus.database import make_now
from corpus.errors import DatabaseError

GONE = InaccessibleMessage(Chat(7, Chat.PRIVATE), 1)
GONE_IN_GROUP = InaccessibleMessage(Chat(-5, Chat.SUPERGROUP), 1)
EDITORS = frozenset({7, 8})
NOW = datetime(2026, 3, 11, tzinfo=UTC)
ROBOT, HIDDEN = User(99, "On Record", True), MessageOriginHiddenUser(NOW, "Edith")
EDITH, ANN, BOT = User(7, "Edith", False), User(1, "Edith", False, username="edith"), User(7, "Robot", True)


def make_message(person=EDITH, chat_id=7, kind=Chat.PRIVATE, **more):
    return Message(1, NOW, Chat(chat_id, kind), from_user=person, text="x", **more)


def sent(*args, **more):
    return Update(1, message=make_message(*args, **more))


def pressed(person, chat_id=7, kind=Chat.PRIVATE, under=ROBOT, **more):
    return Update(1, callback_query=CallbackQuery("1", person, "i", make_message(under, chat_id, kind, **more), "a:x"))


def forwarded(text):
    message = Message(1, NOW, Chat(7, Chat.PRIVATE), from_user=EDITH, text=text, forward_origin=HIDDEN)
    return Update(1, message=message)


@pytest.mark.parametrize(
    ("update", "allowed"),
    [
        pytest.param(sent(), True, id="editor in their own chat"),
        pytest.param(pressed(EDITH), True, id="editor presses in their own chat"),
        pytest.param(sent(ANN, 1), False, id="reader with the editor's name"),
        pytest.param(pressed(ANN, 1), False, id="reader presses"),
        pytest.param(sent(chat_id=-5, kind=Chat.GROUP), False, id="editor in a group"),
        pytest.param(pressed(EDITH, -5, Chat.SUPERGROUP), False, id="editor presses in a group"),
        pytest.param(sent(sender_chat=Chat(-5, Chat.CHANNEL)), False, id="in the name of a channel"),
        pytest.param(sent(via_bot=BOT), False, id="through another bot"),
        pytest.param(sent(BOT), False, id="a bot with the number"),
        pytest.param(sent(None), False, id="nobody"),
        pytest.param(sent(User(777000, "Telegram", False), 777000), False, id="an account of many"),
        pytest.param(sent(EDITH, 8), False, id="another editor's chat"),
        pytest.param(Update(1, edited_message=make_message(ANN, 1)), False, id="reader edits"),
        pytest.param(Update(1, edited_message=make_message()), False, id="editor edits"),
        pytest.param(Update(1, business_message=make_message()), False, id="to a business"),
        pytest.param(Update(1, channel_post=make_message()), False, id="as a post"),
        pytest.param(sent(business_connection_id="1"), False, id="over a business connection"),
        pytest.param(sent(sender_business_bot=BOT), False, id="by the bot of a business"),
        pytest.param(forwarded("/grant 1 admin"), False, id="forwarded command"),
        pytest.param(forwarded(" /grant 1 admin"), False, id="forwarded command behind a space"),
        pytest.param(forwarded("A report"), True, id="forwarded report"),
        pytest.param(pressed(EDITH, under=ANN), False, id="editor presses under a person's message"),
        pytest.param(pressed(EDITH, via_bot=BOT), False, id="editor presses under a message sent through a bot"),
        pytest.param(Update(1, callback_query=CallbackQuery("1", EDITH, "i", GONE, "a:x")), True, id="message gone"),
        pytest.param(
            Update(1, callback_query=CallbackQuery("1", EDITH, "i", GONE_IN_GROUP, "a:x")), False, id="gone in a group"
        ),
        pytest.param(
            Update(1, callback_query=CallbackQuery("1", EDITH, "i", data="a:x", inline_message_id="1")),
            False,
            id="editor presses inline",
        ),
        pytest.param(Update(1), False, id="nothing"),
    ],
)
async def test_rights(update, allowed, state):
    rights = make_rights(state)
    await rights.learn(update)
    assert rights.allows(update, Role.ADMIN) is allowed
    assert Allowed(rights, Role.EDITOR).filter(update) is allowed


@given(st.integers(), st.integers(), st.sampled_from([Chat.PRIVATE, Chat.GROUP, Chat.SUPERGROUP, Chat.CHANNEL]))
def test_only_listed_numbers_in_their_own_private_chat_have_rights(person, chat, kind):
    update = sent(User(person, "X", False), chat, kind)
    own = person == chat and kind == Chat.PRIVATE
    assert (find_person(update) is not None) is (own and person not in SHARED_ACCOUNTS)


async def test_roles_given_and_taken_away_count_at_the_next_update(state):
    rights, update = make_rights(state), sent(ANN, 1)
    for granted, allows_editing, allows_ruling in [
        (Role.READER, False, False),
        (Role.EDITOR, True, False),
        (Role.ADMIN, True, True),
        (None, False, False),
    ]:
        if granted:
            state.people.grant(1, granted, "telegram:7")
        else:
            assert state.people.revoke(1, "telegram:7")
        await rights.learn(update)
        assert rights.allows(update, Role.EDITOR) is allows_editing
        assert rights.allows(update, Role.ADMIN) is allows_ruling


async def test_nobody_has_rights_while_they_cannot_be_read(state, monkeypatch):
    def refuse(_person):
        raise DatabaseError("The disk is full.")

    rights, update = make_rights(state), sent(ANN, 1)
    state.people.grant(1, Role.ADMIN, "terminal")
    await rights.learn(update)
    assert rights.allows(update, Role.ADMIN)
    monkeypatch.setattr(rights, "find_role", refuse)
    with pytest.raises(DatabaseError):
        await rights.learn(update)
    assert not rights.allows(update, Role.READER)


@pytest.mark.parametrize(
    ("update", "admitted"),
    [
        pytest.param(sent(), True, id="admin"),
        pytest.param(sent(ANN, 1), False, id="no role"),
        pytest.param(sent(User(2, "Bo", False), 2), True, id="reader"),
        pytest.param(sent(User(2, "Bo", False), -5, Chat.GROUP), True, id="reader in a group"),
        pytest.param(sent(chat_id=-5, kind=Chat.GROUP, sender_chat=Chat(-5, Chat.GROUP)), False, id="anonymous"),
        pytest.param(sent(BOT), False, id="a bot with the number"),
        pytest.param(pressed(User(2, "Bo", False), -5, Chat.GROUP), True, id="reader presses in a group"),
        pytest.param(pressed(ANN, -5, Chat.GROUP), False, id="no role presses in a group"),
        pytest.param(Update(1), False, id="nothing"),
    ],
)
async def test_only_the_invited_are_admitted(state, update, admitted):
    state.people.grant(2, Role.READER, "terminal")
    everybody = make_rights(state)
    invited = Rights(state.people, EDITORS, Workers(), invited_only=True)
    for rights in (everybody, invited):
        await rights.learn(update)
    assert everybody.admits(update)
    assert invited.admits(update) is admitted
    assert [invited.lets_in(number) for number in (7, 2, 1)] == [True, True, False]
    assert everybody.lets_in(1)


async def test_nobody_has_rights_before_they_are_learnt(state):
    assert not make_rights(state).allows(sent(), Role.READER)


def test_a_decision_is_taken_once_by_the_one_who_was_asked(state):
    nonce = state.decisions.ask(7, "withdraw", {"report": "ferry"})
    assert state.decisions.take(nonce, 8, "withdraw", "press-1") is None
    assert state.decisions.take(nonce, 7, "restore", "press-1") is None
    assert state.decisions.take(nonce, 7, "withdraw", "press-1") == {"report": "ferry"}
    assert state.decisions.take(nonce, 7, "withdraw", "press-1") == {"report": "ferry"}
    assert state.decisions.take(nonce, 7, "withdraw", "press-2") is None
    assert not state.decisions.drop(nonce, 7)


def test_a_decision_dropped_or_ten_minutes_old_is_over(state, monkeypatch):
    dropped, old = (state.decisions.ask(7, "withdraw", {}) for _ in range(2))
    assert state.decisions.drop(dropped, 7)
    assert state.decisions.take(dropped, 7, "withdraw", "press") is None
    monkeypatch.setattr("bot.state.decisions.make_now", lambda: make_now() + timedelta(minutes=11))
    assert state.decisions.take(old, 7, "withdraw", "press") is None


def test_a_notice_is_begun_once(state):
    assert state.notices.put("telegram:5", "withdrawn:ferry:2", "The report was withdrawn.")
    assert not state.notices.put("telegram:5", "withdrawn:ferry:2", "The report was withdrawn.")
    (notice,) = state.notices.list_waiting()
    assert notice.text == "The report was withdrawn."
    assert state.notices.begin(notice.id)
    assert not state.notices.begin(notice.id)
    state.notices.close(notice.id, sent=True)
    assert state.notices.list_waiting() == []


def make_rights(state: State) -> Rights:
    return Rights(state.people, EDITORS, Workers())
