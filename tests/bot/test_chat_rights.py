"""Who may do what: by the number that Telegram gives, in a private chat of that person, and by nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import CallbackQuery, Chat, Message, Update, User

from bot.chat.rights import Allowed, Rights, find_person
from bot.chat.workers import Workers
from bot.state import State
from bot.state.people import Role
from corpus.database import make_now

EDITORS = frozenset({7, 8})
NOW = datetime(2026, 3, 11, tzinfo=UTC)
EDITH, ANN, BOT = User(7, "Edith", False), User(1, "Edith", False, username="edith"), User(7, "Robot", True)


def make_message(person=EDITH, chat_id=7, kind=Chat.PRIVATE, **more):
    return Message(1, NOW, Chat(chat_id, kind), from_user=person, text="x", **more)


def sent(*args, **more):
    return Update(1, message=make_message(*args, **more))


def pressed(person, chat_id=7, kind=Chat.PRIVATE):
    query = CallbackQuery(
        "1", person, "i", message=make_message(User(99, "On Record", True), chat_id, kind), data="a:x"
    )
    return Update(1, callback_query=query)


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
        pytest.param(sent(EDITH, 8), False, id="another editor's chat"),
        pytest.param(Update(1, edited_message=make_message(ANN, 1)), False, id="reader edits"),
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
    assert (find_person(update) is not None) is (person == chat and kind == Chat.PRIVATE)


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
            assert state.people.revoke(1)
        await rights.learn(update)
        assert rights.allows(update, Role.EDITOR) is allows_editing
        assert rights.allows(update, Role.ADMIN) is allows_ruling


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
