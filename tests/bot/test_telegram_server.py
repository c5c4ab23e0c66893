"""The server for tests, tried with a small real program of the library that the bot uses."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, TypeVar

import httpx
import pytest
from telegram import MessageEntity
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter, TimedOut

from tests.bot.library_program import KINDS, Program, make_program, running, updater_of
from tests.telegram_server import Person, TelegramServer, broken, dropped, flooded, late

Found = TypeVar("Found")


@pytest.fixture(autouse=True)
def quiet_library(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without it the library warns at every 429
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


def program_of(server: TelegramServer) -> Program:
    return make_program(server.token, server.url)


@pytest.fixture
async def program(server: TelegramServer) -> AsyncIterator[Program]:
    async with running(program_of(server)) as program:
        yield program


@pytest.fixture
def reader(server: TelegramServer) -> Person:
    return server.person(5, "Asha", language_code="en")


async def when(server: TelegramServer, find: Callable[[], Found]) -> Found:
    return await asyncio.to_thread(server.wait_for, find)


@pytest.mark.usefixtures("program")
async def test_conversation_with_buttons_and_edits(server: TelegramServer, reader: Person) -> None:
    started = reader.follows(f"https://t.me/{server.world.bot['username']}?start=a_1")
    (answer,) = await when(server, lambda: server.replies(5))
    assert (answer.text, answer.quotations, answer.labels) == ("Hello 😀 a_1", ["😀"], ["Source 1"])
    assert answer.reply_to == started.id
    press = reader.presses(answer, "Source")
    await when(server, lambda: server.message(5, answer.id).text == "The passage")
    assert (press.answered, press.notice) == (True, "Here it is")
    edited = server.message(5, answer.id)
    assert (edited.earlier_texts, edited.labels) == (["Hello 😀 a_1"], [])
    assert server.refusals == []


@pytest.mark.usefixtures("program")
async def test_file_goes_both_ways(server: TelegramServer, reader: Person) -> None:
    reader.sends_file("report.txt", b"a report", caption="Please add")
    (answer,) = await when(server, lambda: server.replies(5))
    assert answer.text == "8 bytes"
    assert answer.document is not None
    assert (answer.document["file_name"], answer.document["file_size"]) == ("copy.txt", 8)


@pytest.mark.usefixtures("program")
async def test_inline_question_gets_results(server: TelegramServer, reader: Person) -> None:
    asked = reader.asks_inline("the dam")
    await when(server, lambda: asked.results)
    assert asked.results[0]["input_message_content"]["message_text"] == "“the dam”"


async def test_group_shows_a_private_bot_only_what_is_meant_for_it(
    server: TelegramServer, reader: Person, program: Program
) -> None:
    group = server.group(-1001, "A forum", forum=True)
    topic = group.topic("Dams")
    for text in ("Nothing to you", "/start@another_bot", "/start", f"Hello @{server.world.bot['username']}"):
        reader.says(text, group=group, topic=topic)
    await when(server, lambda: len(server.replies(-1001)) == 2)
    assert [answer.text for answer in server.replies(-1001)] == ["Hello 😀", "Hello @onrecord_test_bot"]
    assert {answer.thread_id for answer in server.replies(-1001)} == {topic}
    reader.says("And to this?", group=group, reply_to=server.replies(-1001)[0], quote="😀")
    await when(server, lambda: len(server.replies(-1001)) == 3)


async def test_updates_outlive_the_bot(server: TelegramServer, reader: Person) -> None:
    questions = [reader.says(f"Question {number}") for number in range(3)]
    assert [update["message"]["message_id"] for update in server.unacknowledged] == [
        message.id for message in questions
    ]
    async with running(program_of(server)):
        await when(server, lambda: len(server.replies(5)) == 3 and not server.unacknowledged)
    reader.says("Question 3")
    async with running(program_of(server)):
        await when(server, lambda: len(server.replies(5)) == 4 and not server.unacknowledged)
    assert set(server.world.updates.deliveries.values()) == {1}


async def test_update_without_acknowledgement_is_given_again(server: TelegramServer, reader: Person) -> None:
    reader.says("Question")
    bot = program_of(server).bot
    async with bot:
        first, again = await bot.get_updates(), await bot.get_updates()
        assert [update.update_id for update in first] == [update.update_id for update in again]
        assert await bot.get_updates(offset=first[0].update_id + 1) == ()


async def test_newer_poll_ends_the_older_one(server: TelegramServer) -> None:
    async with program_of(server).bot as first, program_of(server).bot as second:
        older = asyncio.create_task(first.get_updates(timeout=30))
        await when(server, lambda: server.polls == 1)
        newer = asyncio.create_task(second.get_updates(timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await older
        server.person(5).says("Question")
        assert len(await newer) == 1


async def test_reaction_comes_only_when_asked_for(server: TelegramServer, reader: Person) -> None:
    message = reader.says("Question")
    async with program_of(server).bot as bot:
        reader.reacts(message, "👍")
        assert [update.message_reaction for update in await bot.get_updates()] == [None]
        await bot.get_updates(allowed_updates=KINDS)
        reader.reacts(message, "👎")
        assert (await bot.get_updates())[-1].message_reaction is not None


async def test_callback_query_is_answered_once_and_in_time(server: TelegramServer, reader: Person) -> None:
    message = reader.says("Question")
    async with program_of(server).bot as bot:
        query = reader.sends_callback(message, "s:1").query.id
        assert await bot.answer_callback_query(query)
        with pytest.raises(BadRequest, match="uery is too old"):
            await bot.answer_callback_query(query)
        late_one = reader.sends_callback(message, "s:1").query.id
        server.pass_time(60)
        with pytest.raises(BadRequest, match="uery is too old"):
            await bot.answer_callback_query(late_one)


@pytest.mark.parametrize(
    ("failure", "error"),
    [(flooded(3), RetryAfter), (broken(502), NetworkError), (broken(500, "Internal Server Error"), NetworkError),
     (dropped(), NetworkError), (dropped().after_effect(), NetworkError), (late(2), TimedOut)],
    ids=["429", "502", "500", "dropped", "dropped after the effect", "late"],
)  # fmt: skip
async def test_scripted_trouble_reaches_the_library(
    server: TelegramServer, reader: Person, failure: Any, error: type[Exception]
) -> None:
    reader.says("Question")
    server.fail_next("sendMessage", failure)
    async with program_of(server).bot as bot:
        with pytest.raises(error):
            await bot.send_message(5, "Answer", read_timeout=0.5)
        done = failure.carried_out or failure.works
        await when(server, lambda: len(server.replies(5)) == (1 if done else 0))
        await bot.send_message(5, "Answer")
    assert server.refusals == []


async def test_trouble_by_chance_repeats_with_its_seed() -> None:
    outcomes = []
    for _ in range(2):
        with TelegramServer() as server:
            server.person(5).says("Question")
            server.fail_randomly(flooded(), 0.5, seed=7, methods={"sendMessage"})
            async with program_of(server).bot as bot:
                await asyncio.gather(*(bot.send_message(5, "A") for _ in range(12)), return_exceptions=True)
            outcomes.append([call.code for call in server.calls_of("sendMessage")])
    assert outcomes[0] == outcomes[1]
    assert set(outcomes[0]) == {200, 429}


async def test_held_call_waits_until_it_is_let_go(server: TelegramServer, reader: Person) -> None:
    reader.says("Question")
    gate = server.hold("sendMessage")
    async with program_of(server).bot as bot:
        sending = asyncio.create_task(bot.send_message(5, "Answer"))
        await when(server, lambda: gate.waiting)
        assert server.replies(5) == []
        gate.open()
        await sending


async def test_download_can_break_off(server: TelegramServer, reader: Person) -> None:
    document = reader.sends_file("report.txt", b"a report" * 1000).document
    assert document is not None
    async with program_of(server).bot as bot:
        file = await bot.get_file(document["file_id"])
        for failure in (dropped(), dropped().after_effect()):
            server.fail_next("download", failure)
            with pytest.raises(NetworkError):
                await file.download_as_bytearray()
        assert len(await file.download_as_bytearray()) == 8000


async def test_blocked_bot_cannot_write(server: TelegramServer, reader: Person) -> None:
    reader.says("Question")
    reader.blocks()
    async with program_of(server).bot as bot:
        with pytest.raises(Forbidden, match="blocked by the user"):
            await bot.send_message(5, "Answer")
        reader.unblocks()
        await bot.send_message(5, "Answer")
        changes = [update.my_chat_member for update in await bot.get_updates()][1:]
        assert [change.new_chat_member.status for change in changes if change] == ["kicked", "member"]


async def test_update_that_nobody_can_read_is_given_as_it_is(server: TelegramServer) -> None:
    number = server.inject(message={"message_id": "x", "date": "never"})
    answer = await asyncio.to_thread(httpx.get, f"{server.base_url}{server.token}/getUpdates")
    assert json.loads(answer.content)["result"] == [
        {"update_id": number, "message": {"message_id": "x", "date": "never"}}
    ]


async def test_text_is_kept_as_telegram_keeps_it(server: TelegramServer, reader: Person) -> None:
    reader.says("Question")
    async with program_of(server).bot as bot:
        text = "  \u202bAsha\u202c\tsaid\r\n“no” to https://a.example/b  \n"
        sent = await bot.send_message(5, text, entities=[MessageEntity("bold", 3, 4), MessageEntity("italic", 3, 40)])
    assert sent.text == "Asha said\n“no” to https://a.example/b"
    assert [(part.type, sent.parse_entity(part)) for part in sent.entities] == [
        ("italic", "Asha said\n“no” to https://a.example/b"), ("bold", "Asha"), ("url", "https://a.example/b"),
    ]  # fmt: skip


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


async def test_webhook_gets_each_update_until_it_takes_it() -> None:
    port = free_port()
    with TelegramServer(doors={"https://bot.example": f"http://127.0.0.1:{port}"}) as server:
        program = program_of(server)
        async with program:
            await program.bot.set_webhook("https://bot.example/hook", secret_token="s3cret", allowed_updates=KINDS)
            server.person(5).says("Before anyone listens")
            await when(server, lambda: any(n > 1 for n in server.world.updates.deliveries.values()))
            assert "Connection" in str((await program.bot.get_webhook_info()).last_error_message)
            with pytest.raises(Conflict, match="while webhook is active"):
                await program.bot.get_updates()
            await program.start()
            await updater_of(program).start_webhook(
                "127.0.0.1", port, "hook", webhook_url="https://bot.example/hook", secret_token="s3cret"
            )
            server.person(5).says("And after")
            await when(server, lambda: len(server.replies(5)) == 2 and not server.unacknowledged)
            await updater_of(program).stop()
            await program.stop()
        assert [message.text for message in server.replies(5)] == ["Before anyone listens", "And after"]
