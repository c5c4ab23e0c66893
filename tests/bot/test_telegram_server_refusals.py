"""Every wrong call is refused, with Telegram's error shape and the description that names what is wrong."""

import json
import ssl
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.bot import telegram_calls as scene
from tests.telegram_server import TOKEN, TelegramServer

BIG = 20_971_521
READER = scene.READER
_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # loading certificates would take longer than the call


def call(server: TelegramServer, method: str, files: Any = None, **parameters: Any) -> dict[str, Any]:
    """Call a method as the library does: form fields, with JSON in them where they are not text."""
    fields = {name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()}
    address = f"{server.base_url}{server.token}/{method}"
    answer = httpx.post(address, data=fields, files=files, verify=_NO_TLS)
    body: dict[str, Any] = answer.json()
    assert answer.status_code == body.get("error_code", 200)
    return body


@pytest.fixture(scope="module")
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        reader = server.person(READER, language_code="en")
        asked = reader.says("What did the minister say 😀 on Thursday?")
        buttons = scene.keyboard({"callback_data": "s:1"})
        call(server, "sendMessage", chat_id=READER, text="She said “no”. 😀")
        call(server, "sendMessage", chat_id=READER, text="Sources", reply_markup=buttons)
        call(server, "sendDocument", chat_id=READER, files={"document": ("a.txt", b"a report")})
        assert asked.id == scene.QUESTION
        assert [message.id for message in server.replies(READER)] == [scene.TEXT, scene.BUTTONS, scene.DOCUMENT]
        server.person(scene.BLOCKER).says("Hello")
        server.person(scene.BLOCKER).blocks()
        forum = server.group(scene.FORUM, "A forum", forum=True)
        assert [forum.topic("Open"), forum.topic("Closed")] == [scene.TOPIC, scene.CLOSED]
        forum.closes(scene.CLOSED)
        server.group(scene.GROUP, "A group")
        server.group(scene.LEFT, "A group that put the bot out").turns_bot("kicked", reader)
        yield server


@pytest.mark.parametrize(("wrong", "code", "description"), scene.WRONG_CALLS.values(), ids=scene.WRONG_CALLS)
def test_wrong_call_is_refused(
    server: TelegramServer, wrong: tuple[str, dict[str, Any]], code: int, description: str
) -> None:
    before = server.messages(READER)
    method, parameters = wrong
    body = call(server, method, **parameters)
    assert body.keys() == {"ok", "error_code", "description"}
    assert (body["ok"], body["error_code"]) == (False, code)
    assert description in body["description"]
    assert server.messages(READER) == before, "a refused call left something behind"
    assert server.refusals[-1].method == method


@pytest.mark.parametrize("right", scene.LIMITS.values(), ids=scene.LIMITS)
def test_call_at_the_limit_is_carried_out(server: TelegramServer, right: tuple[str, dict[str, Any]]) -> None:
    method, parameters = right
    assert call(server, method, **parameters)["ok"]


@pytest.mark.parametrize(
    ("token", "code"), [("7000000001:wrong", 401), ("nonsense", 404)], ids=["wrong token", "no token at all"]
)
def test_wrong_token_is_refused(server: TelegramServer, token: str, code: int) -> None:
    for address in (f"{server.base_url}{token}/getMe", f"{server.base_file_url}{token}/documents/a"):
        assert httpx.get(address).json()["error_code"] == code


def test_parameter_given_twice_is_refused(server: TelegramServer) -> None:
    answer = httpx.get(f"{server.base_url}{TOKEN}/getFile?file_id=a&file_id=b").json()
    assert answer["description"] == 'Bad Request: parameter "file_id" is given 2 times'


def test_text_that_is_not_utf8_is_refused(server: TelegramServer) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = httpx.post(f"{server.base_url}{TOKEN}/getFile", content=b"file_id=%ff", headers=headers).json()
    assert "strings must be encoded in UTF-8" in answer["description"]


def test_body_that_is_not_a_form_is_refused(server: TelegramServer) -> None:
    answer = httpx.post(f"{server.base_url}{TOKEN}/getFile", json={"file_id": "a"}).json()
    assert "this server reads forms, not application/json" in answer["description"]


def test_file_that_nothing_names_is_refused(server: TelegramServer) -> None:
    answer = call(server, "sendMessage", chat_id=READER, text="Yes", files={"extra": ("a.txt", b"a")})
    assert 'has no use for the file "extra"' in answer["description"]


def test_file_over_the_limit_cannot_be_downloaded(server: TelegramServer) -> None:
    sent = server.person(READER).sends_file("big.txt", b"a" * BIG)
    assert sent.document is not None
    answer = call(server, "getFile", file_id=sent.document["file_id"])
    assert answer["description"] == "Bad Request: file is too big"


def test_file_at_the_limit_can_be_downloaded(server: TelegramServer) -> None:
    sent = server.person(READER).sends_file("large.txt", b"a" * (BIG - 1))
    assert sent.document is not None
    path = call(server, "getFile", file_id=sent.document["file_id"])["result"]["file_path"]
    assert len(httpx.get(f"{server.base_file_url}{TOKEN}/{path}").content) == BIG - 1


def test_bot_may_not_upload_over_50_mib(server: TelegramServer) -> None:
    answer = call(server, "sendDocument", chat_id=READER, files={"document": ("a.txt", b"a" * (50 * 2**20 + 1))})
    assert (answer["error_code"], answer["description"]) == (413, "Request Entity Too Large")
