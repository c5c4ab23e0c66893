"""What the bot says to whoever brings updates: 200 only for what is on disk, and nothing to strangers."""

import asyncio
import json
import socket
from dataclasses import replace

import httpx
import pytest
from telegram import Bot
from telegram.ext import ExtBot

from bot.chat.receiving import StoredUpdates
from bot.chat.webhook import LARGEST_BODY, SECRET_HEADER, Reception, Webhook
from bot.chat.workers import Workers
from bot.errors import SettingsError
from bot.state.inbox import Inbox, inbox
from corpus.errors import DatabaseError
from tests.bot.chat_in_hand import open_database, write

SECRET = "a-secret-for-tests_01"


def find_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def make_update(number, text="ferry?"):
    return {"update_id": number, "message": write(1, text)}


class Door:
    """A reception over a real inbox, and a client that brings it updates."""

    def __init__(self, database):
        self.inbox, self.workers = Inbox(database), Workers()
        self.updates = StoredUpdates(self.inbox, self.workers)
        self.webhook = Webhook("https://bot.example/hook", SECRET, port=find_port())
        self.reception = Reception(self.webhook, self.updates)
        self.address = f"http://127.0.0.1:{self.webhook.port}/hook"
        self.client = httpx.AsyncClient(trust_env=False)

    async def bring(self, content, *, secret=SECRET, method="POST", **more):
        headers = {"Content-Type": "application/json"} | ({SECRET_HEADER: secret} if secret is not None else {})
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        response = await self.client.request(method, self.address, content=body, headers=headers, **more)
        assert response.content == b""
        return response.status_code

    @property
    def waiting(self):
        return [each.update_id for each in self.inbox.list_waiting()]

    @property
    def queued(self):
        return [self.updates.get_nowait().update_id for _ in range(self.updates.qsize())]


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    with open_database(tmp_path_factory.mktemp("webhook")) as opened:
        yield opened


@pytest.fixture
async def door(database):
    with database.writing() as connection:
        connection.execute(inbox.delete())
    made = Door(database)
    made.reception.open(ExtBot("99:token"))
    yield made
    await made.client.aclose()
    await made.reception.close()
    made.workers.close()


async def test_update_is_stored_and_queued_once_however_often_it_is_brought(door):
    assert [await door.bring(make_update(11)) for _ in range(3)] == [200, 200, 200]
    assert door.waiting == [11]
    assert door.queued == [11]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], f"{SECRET}1", "é"], ids=repr)
async def test_stranger_is_turned_away_and_nothing_is_kept(door, secret):
    secret = secret.encode() if secret else secret
    assert await door.bring(make_update(11), secret=secret) == 403
    assert door.waiting == []
    assert door.queued == []


async def test_stranger_is_turned_away_before_the_body_is_read(door):
    reader, writer = await asyncio.open_connection("127.0.0.1", door.webhook.port)
    writer.write(b"POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")
    assert (await reader.readline()).startswith(b"HTTP/1.1 403")
    writer.close()


async def test_oversized_body_is_refused_unread(door):
    reader, writer = await asyncio.open_connection("127.0.0.1", door.webhook.port)
    head = f"POST / HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\nContent-Length: {LARGEST_BODY + 1}\r\n\r\n"
    writer.write(head.encode())
    assert (await reader.readline()).startswith(b"HTTP/1.1 413")
    writer.close()
    assert await door.bring(make_update(11, "a" * (LARGEST_BODY // 2))) == 200


async def test_oversized_body_in_pieces_is_refused(door):
    async def give():
        for _ in range(12):
            yield b"a" * 2**17

    headers = {SECRET_HEADER: SECRET}
    try:
        response = await door.client.post(door.address, content=give(), headers=headers)
        assert response.status_code == 400
    except httpx.NetworkError:
        pass  # the refusal can be lost when the connection is closed while we still write
    assert door.waiting == []
    assert await door.bring(make_update(12)) == 200


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b"[" * 50_000, b"[]", b"5", b"null", b'{"update_id": "7"}', b'{"update_id": -1}'],
    ids=lambda body: repr(body[:20]),
)  # fmt: skip
async def test_what_is_no_update_is_refused(door, body):
    assert await door.bring(body) == 400
    assert door.waiting == []


async def test_update_that_cannot_be_parsed_is_set_aside_and_not_brought_again(door):
    assert await door.bring({"update_id": 11, "message": {"date": "yesterday"}}) == 200
    assert door.waiting == []
    assert door.queued == []
    assert not door.inbox.store(11, "known")


@pytest.mark.parametrize(
    "content", [make_update(11), {"update_id": 11, "message": 5}], ids=["good", "cannot be parsed"]
)
async def test_update_that_cannot_be_stored_is_to_be_brought_again(door, monkeypatch, content):
    def refuse(*_):
        raise DatabaseError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(door.inbox, "store", refuse)
        patch.setattr(door.inbox, "set_aside", refuse)
        assert await door.bring(content) == 503
    assert door.queued == []
    assert await door.bring(content) == 200


async def test_update_is_on_disk_before_the_200(door, monkeypatch):
    store, gate = door.inbox.store, asyncio.Event()
    loop = asyncio.get_running_loop()

    def store_late(*given):
        asyncio.run_coroutine_threadsafe(gate.wait(), loop).result(5)
        return store(*given)

    monkeypatch.setattr(door.inbox, "store", store_late)
    bringing = asyncio.create_task(door.bring(make_update(11)))
    await asyncio.sleep(0.1)
    assert not bringing.done()
    gate.set()
    assert await bringing == 200


async def test_several_updates_at_once_are_all_kept(door):
    assert await asyncio.gather(*[door.bring(make_update(number)) for number in range(50)]) == [200] * 50
    assert door.waiting == list(range(50))
    assert sorted(door.queued) == list(range(50))


async def test_other_method_is_refused(door):
    assert await door.bring(b"", method="GET") == 405


@pytest.mark.parametrize("address", ["127.0.0.1", "203.0.113.7", "::2", "no such host"])
async def test_address_that_cannot_be_had_is_one_sentence(door, address):
    with pytest.raises(SettingsError, match="change WEBHOOK_LISTEN or WEBHOOK_PORT") as caught:
        Reception(replace(door.webhook, listen=address), door.updates).open(Bot("99:token"))
    assert "\n" not in str(caught.value)
