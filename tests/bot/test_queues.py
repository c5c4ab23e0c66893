"""A queue for each person: counted from when a question comes in, one answered at a time, and only so many waiting."""

import asyncio

import pytest
from telegram import Update
from telegram.ext import ExtBot

from bot.chat.fairness.arriving import is_question
from bot.chat.fairness.queues import Queues
from tests.bot.chat_in_hand import BOT, RecordingRequest, make_chat, press, write

ANN, BO, EDITOR = 2, 3, 5
GROUP = make_chat(-100_1, "supergroup")
NAME = f"@{BOT['username']}"
MENTION = {"entities": [{"type": "mention", "offset": 0, "length": len(NAME)}]}
OWN = {"message_id": 9, "date": 1, "from": BOT, "chat": GROUP, "text": "x"}


@pytest.fixture
async def bot():
    request = RecordingRequest({})
    async with ExtBot("99:token", request=request, get_updates_request=request) as running:
        yield running


@pytest.fixture
def make(bot):
    numbers = iter(range(1, 1000))
    return lambda **content: Update.de_json({"update_id": next(numbers), **content}, bot)


@pytest.fixture
def queues():
    return Queues(1, lambda person: person == EDITOR, is_question)


def test_one_too_many_is_crowded_until_another_is_dealt_with(queues, make):
    first, second, third, fourth = (make(message=write(ANN, "ferry?")) for _ in range(4))
    other = make(message=write(BO, "ferry?"))
    with queues.arrive(first):
        with queues.arrive(second), queues.arrive(third), queues.arrive(fourth), queues.arrive(other):
            assert [queues.is_crowded(each) for each in (first, second, third, fourth, other)] == [
                False, False, True, True, False,
            ]  # fmt: skip
        assert not queues.is_crowded(third)
        with queues.arrive(third):
            assert not queues.is_crowded(third)


def test_who_is_spared_may_send_as_much_as_they_like(queues, make):
    updates = [make(message=write(EDITOR, "ferry?")) for _ in range(9)]
    contexts = [queues.arrive(each) for each in updates]
    for context in contexts:
        context.__enter__()
    assert not any(map(queues.is_crowded, updates))
    for context in contexts:
        context.__exit__(None, None, None)


def test_no_limit_lets_everything_wait(make):
    queues = Queues(None, lambda _: False, is_question)
    updates = [make(message=write(ANN, "ferry?")) for _ in range(9)]
    with queues.arrive(updates[0]), queues.arrive(updates[1]), queues.arrive(updates[2]), queues.arrive(updates[3]):
        assert not any(map(queues.is_crowded, updates))


async def test_questions_of_one_person_are_answered_one_at_a_time_in_order_and_others_meanwhile(queues, make):
    answered, under_way, most = [], 0, 0

    async def answer(name, update):
        nonlocal under_way, most
        with queues.arrive(update):
            async with queues.enter(update):
                under_way += update.effective_user.id == ANN
                most = max(most, under_way)
                for _ in range(3):
                    await asyncio.sleep(0)
                under_way -= update.effective_user.id == ANN
                answered.append(name)

    first, second = make(message=write(ANN, "ferry?")), make(message=write(ANN, "/ask guild?", chat=GROUP))
    other, pressed = make(message=write(BO, "ferry?")), make(callback_query=press(ANN, "e:0"))
    await asyncio.gather(answer(1, first), answer(2, second), answer("Bo", other))
    assert answered == [1, "Bo", 2]
    await asyncio.gather(answer(3, pressed), answer(4, make(message=write(ANN, "ferry?"))))
    assert answered[3:] == [3, 4]
    assert most == 1


async def test_press_too_many_waits_for_nothing(queues, make):
    with queues.arrive(make(message=write(ANN, "ferry?"))), queues.arrive(make(message=write(ANN, "guild?"))):
        pressed = make(callback_query=press(ANN, "e:0"))
        async with queues.enter(pressed):
            assert queues.is_crowded(pressed)
        assert not queues.is_crowded(pressed)


async def test_turn_ends_with_a_failure_too(queues, make):
    for _ in range(3):
        with pytest.raises(RuntimeError):
            async with queues.enter(make(message=write(ANN, "ferry?"))):
                raise RuntimeError
    async with asyncio.timeout(1), queues.enter(make(message=write(ANN, "ferry?"))):
        pass


async def test_somebody_without_a_number_has_no_queue(queues, make):
    sent = write(1087968824, "/ask ferry?", chat=GROUP, sender_chat=GROUP)
    updates = [make(message=sent) for _ in range(5)]
    async with queues.enter(updates[0]), queues.enter(updates[1]), queues.enter(updates[2]), queues.enter(updates[3]):
        assert not any(map(queues.is_crowded, updates))


@pytest.mark.parametrize(
    ("content", "asks"),
    [
        pytest.param({"message": write(ANN, "ferry?")}, True, id="private"),
        pytest.param({"message": write(ANN, "/ask ferry?")}, True, id="command"),
        pytest.param({"message": write(ANN, f"/Find{NAME} ferry", chat=GROUP)}, True, id="command in a group"),
        pytest.param({"message": write(ANN, "/help")}, False, id="another command"),
        pytest.param({"message": write(ANN, "ferry?", chat=GROUP)}, False, id="talk in a group"),
        pytest.param({"message": write(ANN, f"{NAME} ferry?", chat=GROUP) | MENTION}, True, id="mention"),
        pytest.param({"message": write(ANN, "and why?", chat=GROUP, reply_to_message=OWN)}, True, id="reply"),
        pytest.param({"message": write(ANN, "") | {"text": None, "sticker": None}}, False, id="no text"),
        pytest.param({"edited_message": write(ANN, "ferry?", edit_date=2)}, False, id="edited"),
        pytest.param({"callback_query": press(ANN, "e:0")}, False, id="press"),
    ],
)
async def test_what_asks_something_is_seen_when_it_comes_in(make, content, asks):
    assert is_question(make(**content)) is asks
