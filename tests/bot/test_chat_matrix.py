"""The table of rights holds for every command and button there is: whoever lacks the role gets a sentence at most."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram.ext import CallbackQueryHandler, CommandHandler, InlineQueryHandler

from bot.chat.deep_links import passage_payload, report_payload
from bot.chat.people import texts
from bot.chat.people.guard import guard_handlers
from bot.chat.people.matrix import BUTTONS, COMMANDS, find_row
from bot.chat.texts import UNKNOWN_COMMAND
from bot.state.people import Role
from tests.bot.chat_in_hand import BOT, ChatInHand, make_chat, make_person, open_database, press, write

ADMIN, GRANTED, EDITOR, READER, FORMER, NOBODY, MEANT = 7, 6, 5, 4, 3, 2, 50
CHANNEL = {"id": -100_9, "type": "channel", "title": "Channel"}
HIDDEN = {"type": "hidden_user", "sender_user_name": "Ann", "date": 1}
GROUP = make_chat(-100_1, "supergroup")
GAP = "abcdefghijklmnopqrstuv"
SAID = ("sendMessage", "answerCallbackQuery")


@pytest.fixture
async def chat(tmp_path):
    with open_database(tmp_path) as database:
        chat = ChatInHand(database, [ADMIN])
        people = chat.state.people
        for number, role in ((GRANTED, Role.ADMIN), (EDITOR, Role.EDITOR), (READER, Role.READER), (FORMER, Role.ADMIN)):
            people.grant(number, role, "terminal")
        people.revoke(FORMER, "terminal")
        await chat.open()
        yield chat
        await chat.close()


def list_commands(chat):
    handlers = [handler for handler in chat.handlers if isinstance(handler, CommandHandler)]
    return sorted({name for handler in handlers for name in handler.commands})


def list_patterns(chat):
    handlers = [handler for handler in chat.handlers if isinstance(handler, CallbackQueryHandler)]
    return [handler.pattern for handler in handlers if handler.pattern]


def make_data(pattern, nonce):
    """Data that the button's pattern takes, with a nonce where it takes one."""
    mark = "0123456789abcdef"
    endings = (nonce, mark, f"{nonce}:1", "1", "open:1", f"no:1:1:{nonce}", f"{mark}:1:1", f"{mark}:1")
    endings += (f"r:{mark}", f"h:{mark}", f"{mark}:1:1:2", f"{mark}:1:1:b", f"{nonce}:a")
    every = (f"{prefix}:{ending}" for ending in endings for prefix in BUTTONS)
    return next(data for data in every if pattern.match(data))


COMMAND_DISGUISES = {
    "nobody": lambda text: {"message": write(NOBODY, text)},
    "a reader": lambda text: {"message": write(READER, text)},
    "an editor": lambda text: {"message": write(EDITOR, text)},
    "a former admin": lambda text: {"message": write(FORMER, text)},
    "forwarded": lambda text: {"message": write(ADMIN, text, forward_origin=HIDDEN)},
    "through a bot": lambda text: {"message": write(ADMIN, text, via_bot=make_person(98, is_bot=True))},
    "by a bot with the number": lambda text: {"message": write(ADMIN, text) | {"from": make_person(7, is_bot=True)}},
    "in the name of a channel": lambda text: {"message": write(ADMIN, text, sender_chat=CHANNEL)},
    "in a group": lambda text: {"message": write(ADMIN, text, chat=GROUP)},
    "in a group, by name": lambda text: {
        "message": write(ADMIN, re.sub(r"^/\w+", r"\g<0>@onrecord_test_bot", text), chat=GROUP)
    },
    "anonymously in a group": lambda text: {"message": write(1087968824, text, chat=GROUP, sender_chat=GROUP)},
    "in another's chat": lambda text: {"message": write(ADMIN, text, chat=make_chat(READER))},
    "edited": lambda text: {"edited_message": write(ADMIN, text, edit_date=2)},
    "to a business": lambda text: {"business_message": write(ADMIN, text, business_connection_id="1")},
    "for a business": lambda text: {"message": write(ADMIN, text, sender_business_bot=make_person(98, is_bot=True))},
    "as a post": lambda text: {"channel_post": write(ADMIN, text, chat=CHANNEL, sender_chat=CHANNEL)},
}

PRESS_DISGUISES = {
    "nobody": lambda data: press(NOBODY, data),
    "a reader": lambda data: press(READER, data),
    "an editor": lambda data: press(EDITOR, data),
    "a former admin": lambda data: press(FORMER, data),
    "in a group": lambda data: press(ADMIN, data, chat=GROUP),
    "in another's chat": lambda data: press(ADMIN, data, chat=make_chat(READER)),
    "by a bot with the number": lambda data: press(ADMIN, data) | {"from": make_person(ADMIN, is_bot=True)},
    "under a person's message": lambda data: press(ADMIN, data, under=make_person(READER)),
    "under a message sent through a bot": lambda data: press(ADMIN, data, via_bot=BOT),
    "under a post": lambda data: press(ADMIN, data, sender_chat=CHANNEL),
    "for a business": lambda data: press(ADMIN, data, business_connection_id="1"),
    "inline": lambda data: {
        name: value for name, value in press(ADMIN, data).items() if name != "message"
    } | {"inline_message_id": "1"},
}  # fmt: skip

OF_EDITORS = {"an editor"}
EVERYBODY_S_BUTTONS = {
    *"epsw",
    *("ea", "fa", "fd", "fe", "fl", "fn", "fr", "fu", "fw", "fy", "la", "pd", "po", "pq", "qb", "qm", "qo", "qp"),
}


def test_editors_add_replace_and_correct_and_admins_also_withdraw_restore_grant_and_see_the_log():
    by_role = {role: {name for name, needed in COMMANDS.items() if needed is role} for role in (None, *Role)}
    assert by_role == {
        None: {
            *("ask", "cancel", "find", "follow", "forget", "help", "language", "new", "privacy"),
            *("sources", "start", "status", "unfollow", "whoami"),
        },
        Role.READER: set(),
        Role.EDITOR: {"add", "correct", "feedback", "gaps", "history", "replace", "reports", "stats"},
        Role.ADMIN: {
            "ban",
            "bans",
            "grant",
            "invite",
            "invites",
            "log",
            "people",
            "restore",
            "revoke",
            "unban",
            "withdraw",
        },
    }
    assert {data for data, needed in BUTTONS.items() if needed is None} == EVERYBODY_S_BUTTONS
    assert {data for data, needed in BUTTONS.items() if needed is Role.ADMIN} >= {"lg", "pe", "pi", "pr", "px"}


def test_command_that_stands_in_no_row_cannot_be_registered(chat):
    async def nothing(_update, _context): ...

    assert set(list_commands(chat)) <= set(COMMANDS)
    with pytest.raises(LookupError, match="/purge stands in no row"):
        guard_handlers([CommandHandler(["ask", "purge"], nothing)], chat.room)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(data=st.data())
def test_every_button_that_a_handler_takes_stands_in_a_row(chat, data):
    for pattern in list_patterns(chat):
        pressed = data.draw(st.from_regex(rf"\A(?:{pattern.pattern})"))
        first, _, rest = pressed.partition(":")
        assert first in BUTTONS or f"{first}:{rest.partition(':')[0]}" in BUTTONS, pattern


@pytest.mark.parametrize(
    ("data", "role"),
    [
        ("s:abc:1", None),
        ("a:abc", Role.EDITOR),
        ("vy:c:abc", Role.EDITOR),
        ("vy:w:abc", Role.ADMIN),
        ("pr:abc", Role.ADMIN),
        ("zz:abc", Role.ADMIN),
        ("s", None),
        ("", Role.ADMIN),
    ],
)
def test_row_of_a_button_is_found_by_the_beginning_of_its_data(data, role):
    assert find_row(data) is role


@pytest.mark.parametrize("disguise", COMMAND_DISGUISES)
async def test_command_has_no_effect_without_its_role(chat, disguise):
    tables, tried = chat.read_tables(), 0
    for name in list_commands(chat):
        needed = COMMANDS[name]
        if needed is None or (needed is Role.EDITOR and disguise in OF_EDITORS):
            continue
        for text in (f"/{name}", f"/{name} {MEANT} editor", f"/{name} {READER}", f"/{name.upper()} editor 3"):
            calls = await chat.deal_with(**COMMAND_DISGUISES[disguise](text))
            assert [call for call, _ in calls] in ([], ["sendMessage"]), text
            assert all("reply_markup" not in given for _, given in calls)
            assert all(is_objection(given["text"]) for _, given in calls), calls
            tried += 1
    assert tried >= 20
    assert chat.read_tables() == tables


@pytest.mark.parametrize("disguise", PRESS_DISGUISES)
async def test_button_has_no_effect_without_its_role(chat, disguise):
    payload = {"person": MEANT, "role": "editor", "before": None}
    nonces = {person: chat.state.decisions.ask(person, "role", payload) for person in (ADMIN, READER, EDITOR, FORMER)}
    tables, tried = chat.read_tables(), 0
    for pattern in list_patterns(chat):
        needed = find_row(make_data(pattern, GAP))
        if needed is None or (needed is Role.EDITOR and disguise in OF_EDITORS):
            continue
        for nonce in nonces.values():
            calls = await chat.deal_with(callback_query=PRESS_DISGUISES[disguise](make_data(pattern, nonce)))
            assert [call for call, _ in calls] == ["answerCallbackQuery"]
            assert is_objection(calls[0][1]["text"]), calls
            assert len(calls[0][1]["text"]) <= 200
            tried += 1
    assert tried >= 4 * 4
    assert chat.read_tables() == tables


@pytest.mark.parametrize("admin", [ADMIN, GRANTED], ids=["by ADMIN_IDS", "granted"])
async def test_same_commands_and_buttons_reach_an_admin(chat, admin):
    for text in ("/people", f"/grant {MEANT} editor", f"/revoke {READER}", "/invite", "/invites"):
        calls = await chat.deal_with(message=write(admin, text))
        said = [given["text"] for name, given in calls if name == "sendMessage"]
        assert len(said) == 1
        assert not is_objection(said[0])
    nonce = chat.state.decisions.ask(admin, "role", {"person": MEANT, "role": "editor", "before": None})
    calls = await chat.deal_with(callback_query=press(admin, f"pr:{nonce}"))
    assert [name for name, _ in calls] == ["answerCallbackQuery", "editMessageText"]
    assert chat.state.people.find_role(MEANT) is Role.EDITOR


async def test_button_of_a_message_that_telegram_no_longer_has_works_for_its_admin_alone(chat):
    nonce = chat.state.decisions.ask(ADMIN, "role", {"person": MEANT, "role": "editor", "before": None})
    for presser, place, role in ((READER, READER, None), (ADMIN, READER, None), (ADMIN, ADMIN, Role.EDITOR)):
        query = press(presser, f"pr:{nonce}")
        query["message"] = {"message_id": 2, "date": 0, "chat": make_chat(place)}
        await chat.deal_with(callback_query=query)
        assert chat.state.people.find_role(MEANT) is role


@pytest.mark.parametrize("person", [NOBODY, FORMER])
async def test_nothing_is_reached_by_the_uninvited(tmp_path, person):
    with open_database(tmp_path) as database:
        chat = ChatInHand(database, [ADMIN], invited_only=True)
        chat.handlers += guard_handlers([InlineQueryHandler(chat.room.house.answer)], chat.room)
        chat.application.add_handlers(chat.handlers[-1:])
        await chat.open()
        texts_sent = [
            "ferry?",
            *(f"/{name} x" for name in list_commands(chat)),
            "/start s_abc",
            "/start a_abc",
            "/start c_1_abc",
            "/nonsense",
        ]
        texts_sent += [f"/start {report_payload('ferry')}", f"/start {passage_payload('ferry', 1, 0, 5)}"]
        for text in texts_sent:
            for place in (None, GROUP):
                written = write(person, text if place is None else f"/ask@{BOT['username']} {text}", chat=place)
                await check_uninvited(chat, person, message=written)
        await check_uninvited(
            chat, person, message=write(person, "") | {"document": {"file_id": "f", "file_unique_id": "f"}}
        )
        for more in ({"forward_origin": HIDDEN}, {"via_bot": make_person(98, is_bot=True)}):
            await check_uninvited(chat, person, message=write(person, "/start i_abc", **more))
        for pattern in [*list_patterns(chat), re.compile("anything")]:
            data = make_data(pattern, GAP) if ":" in pattern.pattern else "anything"
            for place in (None, GROUP, make_chat(ADMIN)):
                await check_uninvited(chat, person, callback_query=press(person, data, chat=place))
        query = {"id": "1", "from": make_person(person), "query": "ferry", "offset": ""}
        calls = await chat.deal_with(inline_query=query)
        assert [(name, given["results"]) for name, given in calls] == [("answerInlineQuery", [])]
        await chat.close()


async def check_uninvited(chat, person, **content):
    tables = chat.read_tables()
    ((name, given),) = await chat.deal_with(**content)
    assert name in SAID
    assert given["text"] == texts.UNINVITED.format(number=person)
    assert len(given["text"]) <= 200
    assert chat.read_tables() == tables


async def test_group_is_told_only_when_the_bot_is_meant(tmp_path):
    with open_database(tmp_path) as database:
        chat = ChatInHand(database, [ADMIN], invited_only=True)
        await chat.open()
        for text in ("ferry?", "/help", "/grant 5 editor", "/ask@another_bot ferry?"):
            assert await chat.deal_with(message=write(NOBODY, text, chat=GROUP)) == []
        for anonymous in (GROUP, CHANNEL):
            sent = write(1087968824, "/ask ferry?", chat=GROUP, sender_chat=anonymous)
            ((_, given),) = await chat.deal_with(message=sent)
            assert given["text"] == texts.NOBODY_UNINVITED
        await chat.close()


def is_objection(text):
    """Whether a text is one of the sentences that only say what stands against something."""
    lacking = [*texts.LACKING.values(), texts.UNINVITED]
    patterns = [re.escape(each).replace(re.escape("{number}"), r"\d+") for each in lacking]
    fixed = {UNKNOWN_COMMAND, texts.FORWARDED_COMMAND, texts.NOT_AS_YOURSELF, *texts.PRIVATE_ONLY.values()}
    return text in fixed or any(re.fullmatch(pattern, text) for pattern in patterns)
