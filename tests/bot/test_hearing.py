"""Whom the bot does not hear, by every number under which an update comes; over the real guard and database."""

import pytest
from telegram.ext import InlineQueryHandler

from bot.chat.people.guard import guard_handlers
from bot.state.bans import Order
from tests.bot.chat_in_hand import ChatInHand, make_chat, make_person, open_database, press, write

ADMIN, ANN, BO = 7, 2, 3
GROUP = make_chat(-100_1, "supergroup")
CHANNEL = {"id": -100_9, "type": "channel", "title": "Channel"}


@pytest.fixture
async def chat(tmp_path):
    with open_database(tmp_path) as database:
        chat = ChatInHand(database, [ADMIN])
        await chat.open()
        yield chat
        await chat.close()


def ban(chat, *numbers):
    for number in numbers:
        chat.state.bans.ban(Order(number, "terminal"), frozenset())


async def test_ban_is_told_once_and_the_same_update_dealt_with_again_tells_it_no_second_time(chat):
    ban(chat, ANN)
    number = chat.take_number()
    ((name, given),) = await chat.deal_with(number, message=write(ANN, "/help"))
    assert (name, given["text"]) == (
        "sendMessage",
        "You are banned here, so I answer nothing; the admins of this shelf can lift that by your number, 2.",
    )
    assert await chat.deal_with(number, message=write(ANN, "/help")) == []
    for text in ("/help", "/ask ferry?", "/grant 5 editor", "ferry?", "/nonsense"):
        assert await chat.deal_with(message=write(ANN, text)) == []
    ((name, given),) = await chat.deal_with(callback_query=press(ANN, "w:abc"))
    assert (name, given.get("text")) == ("answerCallbackQuery", None)


async def test_ban_is_told_by_a_press_where_that_comes_first(chat):
    ban(chat, ANN)
    ((name, given),) = await chat.deal_with(callback_query=press(ANN, "w:abc"))
    assert name == "answerCallbackQuery"
    assert "You are banned here" in given["text"]
    assert len(given["text"]) <= 200
    assert await chat.deal_with(message=write(ANN, "/help")) == []


async def test_banned_person_finds_nothing_inline(chat):
    handlers = guard_handlers([InlineQueryHandler(chat.room.house.answer)], chat.room)
    chat.application.add_handlers(handlers)
    ban(chat, ANN)
    query = {"id": "1", "from": make_person(ANN), "query": "ferry", "offset": ""}
    ((name, given),) = await chat.deal_with(inline_query=query)
    assert (name, given["results"], "button" in given) == ("answerInlineQuery", [], False)


@pytest.mark.parametrize("number", [GROUP["id"], CHANNEL["id"]], ids=["the group", "the channel in whose name"])
async def test_chat_is_banned_by_its_number_and_its_people_elsewhere_are_not(chat, number):
    ban(chat, number)
    sent = write(136817688, "/help@onrecord_test_bot", chat=GROUP, sender_chat=CHANNEL)
    ((_, given),) = await chat.deal_with(message=sent)
    assert f"by its number, {number}." in given["text"]
    assert await chat.deal_with(message=sent) == []
    assert len(await chat.deal_with(message=write(ANN, "/help"))) == 1


async def test_admin_is_served_whatever_stands_on_the_list(chat):
    ban(chat, ADMIN)
    calls = await chat.deal_with(message=write(ADMIN, "/people"))
    assert "admin for good" in calls[-1][1]["text"]


async def test_group_is_told_nothing_that_it_did_not_ask_the_bot(chat):
    ban(chat, GROUP["id"])
    for text in ("ferry?", "/help", "/ask@another_bot ferry?"):
        assert await chat.deal_with(message=write(BO, text, chat=GROUP)) == []
    assert len(await chat.deal_with(message=write(BO, "/ask@onrecord_test_bot ferry?", chat=GROUP))) == 1
