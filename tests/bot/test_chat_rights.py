"""Who counts as an editor: the number that Telegram gives, in a private chat of that person, and nothing else."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import CallbackQuery, Chat, Message, Update, User

from bot.chat.rights import Editors, is_editor

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
def test_rights(update, allowed):
    assert is_editor(update, EDITORS) is allowed
    assert Editors(EDITORS).filter(update) is allowed


@given(st.integers(), st.integers(), st.sampled_from([Chat.PRIVATE, Chat.GROUP, Chat.SUPERGROUP, Chat.CHANNEL]))
def test_only_listed_numbers_in_their_own_private_chat_have_rights(person, chat, kind):
    allowed = person in EDITORS and person == chat and kind == Chat.PRIVATE
    assert is_editor(sent(User(person, "X", False), chat, kind), EDITORS) is allowed
    assert not is_editor(sent(User(person, "X", False), chat, kind), frozenset())
