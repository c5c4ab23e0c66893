"""The line in which calls wait before they reach Telegram."""

import asyncio
from datetime import timedelta

import pytest
from telegram.error import RetryAfter

from bot.chat.limiting import Limiter, find_chat, find_priority, is_new_message
from bot.chat.pacing import Limits, Priority
from bot.chat.sending import BEFORE_CALL

SLOW, SECOND = Limits(a_second=4), 0.2


class Telegram:
    """Notes what is called and when; the chats and methods in `floods` are answered by a 429, once each."""

    def __init__(self, limits=SLOW):
        self.limiter = Limiter(limits)
        self.made = []
        self.floods = {}

    async def call(self, name, endpoint="sendMessage", chat=None, priority=None):
        data = {} if chat is None else {"chat_id": chat}

        async def make():
            self.made.append((name, asyncio.get_running_loop().time()))
            if seconds := self.floods.pop(endpoint if chat is None else chat, 0):
                raise RetryAfter(timedelta(seconds=seconds))
            return True

        return await self.limiter.process_request(make, (), {}, endpoint, data, priority)

    async def fill(self):
        """Use up the second that begins."""
        for chat in range(101, 105):
            await self.call("filling", chat=chat)

    @property
    def names(self):
        return [name for name, _ in self.made if name != "filling"]


@pytest.fixture
def telegram(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    monkeypatch.setattr("bot.chat.limiting.SECOND", SECOND)
    return Telegram()


async def test_answers_go_before_edits_before_notices_before_typing(telegram, monkeypatch):
    monkeypatch.setattr("bot.chat.limiting.PATIENCE", 10)
    await telegram.fill()
    await asyncio.gather(
        telegram.call("typing", "sendChatAction", chat=1),
        telegram.call("notice", chat=2, priority=Priority.NOTICE),
        telegram.call("stage", "editMessageText", chat=3, priority=Priority.EDIT),
        telegram.call("first answer", chat=4),
        telegram.call("second answer", "editMessageText", chat=5),
    )
    assert telegram.names == ["first answer", "second answer", "stage", "notice", "typing"]


async def test_no_second_sees_more_calls_than_allowed(telegram):
    await asyncio.gather(*[telegram.call("x", chat=number) for number in range(10)])
    times = [at for _, at in telegram.made]
    assert all(later - earlier >= SECOND for earlier, later in zip(times, times[4:], strict=False))


async def test_calls_that_arrive_late_are_counted_when_they_may_have_arrived(telegram):
    loop, gate = asyncio.get_running_loop(), asyncio.Event()

    async def hang():
        await gate.wait()
        return True

    data = {"chat_id": 1}
    hanging = [asyncio.create_task(telegram.limiter.process_request(hang, (), {}, "editMessageText", data, None))
               for _ in range(4)]  # fmt: skip
    waiting = asyncio.create_task(telegram.call("x", chat=2))
    await asyncio.sleep(1.5 * SECOND)
    assert telegram.names == []
    gate.set()
    arrived = loop.time()
    await asyncio.gather(*hanging, waiting)
    assert telegram.made[-1][1] - arrived >= SECOND


async def test_burst_in_one_chat_does_not_hold_up_another():
    telegram = Telegram(Limits(a_second=30, burst=1))
    began = asyncio.get_running_loop().time()
    await asyncio.gather(telegram.call("one", chat=1), telegram.call("two", chat=1), telegram.call("other", chat=2))
    assert telegram.names == ["one", "other", "two"]
    assert telegram.made[-1][1] - began >= 1


async def test_flood_limit_pauses_its_chat_alone(telegram):
    telegram.floods[1] = 0.3
    with pytest.raises(RetryAfter):
        await telegram.call("refused", chat=1)
    await asyncio.gather(telegram.call("same chat", chat=1), telegram.call("other chat", chat=2))
    assert telegram.names == ["refused", "other chat", "same chat"]
    assert telegram.made[-1][1] - telegram.made[0][1] >= 0.3


async def test_flood_limit_without_a_chat_pauses_its_method_alone(telegram):
    telegram.floods["setMyCommands"] = 0.3
    with pytest.raises(RetryAfter):
        await telegram.call("refused", "setMyCommands")
    await asyncio.gather(
        telegram.call("menu", "setMyCommands"),
        telegram.call("press", "answerCallbackQuery"),
        telegram.call("x", chat=1),
    )
    assert telegram.names == ["refused", "press", "x", "menu"]


async def test_answer_to_a_button_waits_for_nobody(telegram):
    await telegram.fill()
    await asyncio.gather(telegram.call("message", chat=1), telegram.call("press", "answerCallbackQuery"))
    assert telegram.names == ["press", "message"]


@pytest.mark.parametrize("priority", [Priority.EDIT, Priority.NOTICE, Priority.PASSING])
async def test_what_is_soon_out_of_date_is_given_up(telegram, monkeypatch, priority):
    monkeypatch.setattr("bot.chat.limiting.PATIENCE", 0.05)
    await telegram.fill()
    with pytest.raises(RetryAfter):
        await telegram.call("late", chat=1, priority=priority)
    await telegram.call("answer", chat=1)
    assert telegram.names == ["answer"]


async def test_call_that_was_given_up_by_its_caller_uses_nothing_up(telegram):
    await telegram.fill()
    waiting = [asyncio.create_task(telegram.call("gone", chat=number)) for number in range(4)]
    await asyncio.sleep(0)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    await asyncio.gather(*[telegram.call("stays", chat=number) for number in range(4)])
    assert telegram.names == ["stays"] * 4
    assert telegram.made[-1][1] - telegram.made[0][1] < 2 * SECOND


async def test_what_is_to_be_done_before_a_call_is_done_when_it_is_admitted_and_not_sooner(telegram):
    done = []

    async def prepare():
        done.append(asyncio.get_running_loop().time())

    await telegram.fill()
    before = BEFORE_CALL.set(prepare)
    await telegram.call("x", chat=1)
    BEFORE_CALL.reset(before)
    ((_, made),) = [each for each in telegram.made if each[0] == "x"]
    assert telegram.made[0][1] + SECOND <= done[0] <= made
    await telegram.call("y", chat=2)
    assert len(done) == 1


@pytest.mark.parametrize("steps", range(4))
async def test_call_that_is_given_up_at_any_moment_holds_no_room(telegram, steps):
    for _ in range(5):
        task = asyncio.create_task(telegram.call("gone", chat=1))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await asyncio.sleep(1.1 * SECOND)
    assert telegram.limiter._overall.is_idle(asyncio.get_running_loop().time())


async def test_chats_that_rest_are_forgotten(monkeypatch):
    monkeypatch.setattr("bot.chat.limiting.CHATS_REMEMBERED", 5)
    telegram = Telegram(Limits(a_second=10**6))
    for chat in range(20):
        await telegram.call("x", "editMessageText", chat=chat)
    assert len(telegram.limiter._chats) <= 6


@pytest.mark.parametrize(
    ("endpoint", "priority", "is_message"),
    [
        ("sendMessage", Priority.ANSWER, True),
        ("sendDocument", Priority.ANSWER, True),
        ("copyMessage", Priority.ANSWER, True),
        ("editMessageText", Priority.ANSWER, False),
        ("sendChatAction", Priority.PASSING, False),
        ("sendMessageDraft", Priority.PASSING, False),
    ],
)
def test_call_that_names_no_priority_has_that_of_its_method(endpoint, priority, is_message):
    assert find_priority(endpoint) is priority
    assert is_new_message(endpoint) is is_message


@pytest.mark.parametrize(
    ("data", "chat"), [({}, None), ({"chat_id": "-5"}, -5), ({"chat_id": "@group"}, "@group"), ({"chat_id": 7}, 7)]
)
def test_chat_is_found_in_what_is_sent(data, chat):
    assert find_chat(data) == chat
