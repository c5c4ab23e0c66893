"""How the server keeps texts and their entities, drafts, and what people send it."""

from collections.abc import Iterator

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telegram_server import TelegramServer
from tests.telegram_server.formatted import find_entities, make_formatted
from tests.telegram_server.forwarding import channel_origin, group_origin, person_origin
from tests.telegram_server.links import deep_link_payload
from tests.telegram_server.markup import parse_html
from tests.telegram_server.utf16 import count_units, cut_units

LETTERS = st.sampled_from("aB 1\n\t\r“😀\u202b\u202cس\u0301é")


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@given(st.text(LETTERS, max_size=20), st.text(LETTERS, min_size=1, max_size=20), st.text(LETTERS, max_size=20))
def test_entity_stays_on_its_words(before: str, words: str, after: str) -> None:
    mark = {"type": "bold", "offset": count_units(before), "length": count_units(words)}
    kept = make_formatted(before + words + after, None, [mark], "entities")
    parts = [cut_units(kept.text, e["offset"], e["offset"] + e["length"]) for e in kept.entities]
    alone = make_formatted(words, None, [mark | {"offset": 0}], "entities").text
    assert len(parts) == bool(alone.strip())
    assert all(part.strip() == alone.strip() for part in parts)


@given(st.text(LETTERS, max_size=40))
def test_kept_text_is_kept_as_it_is(text: str) -> None:
    once = make_formatted(text, None, None, "entities")
    assert make_formatted(once.text, None, None, "entities") == once


FOUND = {
    "command": ("/start a", [("bot_command", "/start")]),
    "command to a bot": ("/ask@onrecord_test_bot why", [("bot_command", "/ask@onrecord_test_bot")]),
    "path": ("see a/b and /usr/bin", []),
    "mention": ("Ask @onrecord_test_bot: why", [("mention", "@onrecord_test_bot")]),
    "link": ("See https://a.example/b?c=d.", [("url", "https://a.example/b?c=d")]),
    "address": ("Write to a.b@c.example", [("email", "a.b@c.example")]),
    "after two units": ("😀 /start", [("bot_command", "/start")]),
}


@pytest.mark.parametrize(("text", "found"), FOUND.values(), ids=FOUND)
def test_telegram_marks_what_it_finds(text: str, found: list[tuple[str, str]]) -> None:
    entities = find_entities(text)
    assert [(e["type"], cut_units(text, e["offset"], e["offset"] + e["length"])) for e in entities] == found


def test_markup_becomes_text_and_entities() -> None:
    text, entities = parse_html(
        '😀 <b>a&lt;<i>b</i></b> <a href="https://a.example">c</a><blockquote expandable>d</blockquote>'
    )
    assert text == "😀 a<b cd"
    assert [(e["type"], cut_units(text, e["offset"], e["offset"] + e["length"])) for e in entities] == [
        ("italic", "b"), ("bold", "a<b"), ("text_link", "c"), ("expandable_blockquote", "d"),
    ]  # fmt: skip


DEEP_LINKS = {
    "https://t.me/a_bot?start=x_1": "x_1",
    "https://telegram.me/a_bot?start=": "",
    "tg://resolve?domain=a_bot&start=x": "x",
    "https://t.me/a_bot": None,
    "https://a.example/?start=x": None,
}


@pytest.mark.parametrize(("url", "payload"), DEEP_LINKS.items(), ids=DEEP_LINKS)
def test_deep_link_carries_its_payload(url: str, payload: str | None) -> None:
    assert deep_link_payload(url) == payload


def test_drafts_vanish_when_the_message_comes(server: TelegramServer) -> None:
    server.person(5).says("Question")
    api = f"{server.base_url}{server.token}"
    for text in ("Sea", "Search"):
        assert httpx.post(f"{api}/sendMessageDraft", data={"chat_id": 5, "draft_id": 7, "text": text}).is_success
    assert server.drafts(5) == [[{"text": "Sea"}, {"text": "Search"}]]
    assert httpx.post(f"{api}/sendMessage", data={"chat_id": 5, "text": "Found"}).is_success
    assert server.drafts(5) == []


def test_edited_and_forwarded_messages_reach_the_bot(server: TelegramServer) -> None:
    reader = server.person(5)
    question = reader.says("Who sad it?")
    reader.edits(question, "Who said it?")
    reader.forwards("A report", "The Example")
    reader.sends_photo()
    updates = server.unacknowledged
    assert [set(update) - {"update_id"} for update in updates] == [
        {"message"},
        {"edited_message"},
        {"message"},
        {"message"},
    ]
    assert [update["update_id"] - updates[0]["update_id"] for update in updates] == [0, 1, 2, 3]
    assert updates[1]["edited_message"]["text"] == "Who said it?"
    assert updates[2]["message"]["forward_origin"]["sender_user_name"] == "The Example"


def test_posts_albums_and_pastes_reach_the_bot_as_telegram_sends_them(server: TelegramServer) -> None:
    editor = server.person(6)
    origin = channel_origin("The Weir Post", 1_700_000_000, username="weirpost", message_id=7, signature="I. Lamb")
    editor.forwards("A report", origin)
    editor.forwards_file("a.txt", b"a", person_origin(editor.user, 1_700_000_000), caption="Look")
    editor.forwards("A word", group_origin("Weavers", 1_700_000_000))
    editor.sends_album(("a.txt", b"a"), ("b.txt", b"b"), captions=["publisher: The Weir Post"])
    text = "One sentence of a paste. " * 300
    pieces = editor.pastes(text)
    messages = [update["message"] for update in server.unacknowledged]
    assert messages[0]["forward_origin"]["chat"]["username"] == "weirpost"
    assert [name for name in ("text", "document", "caption") if name in messages[1]] == ["document", "caption"]
    assert messages[2]["forward_origin"]["sender_chat"]["title"] == "Weavers"
    assert messages[3]["media_group_id"] == messages[4]["media_group_id"]
    assert [message.get("caption") for message in messages[3:5]] == ["publisher: The Weir Post", None]
    assert len(pieces) == 2
    assert all(2048 < len(piece.text) <= 4096 for piece in pieces)
    assert " ".join(piece.text for piece in pieces) == text.strip()
    with pytest.raises(AssertionError, match="2 to 10 files"):
        editor.sends_album(("a.txt", b"a"))


def test_update_that_telegram_would_not_send_is_refused(server: TelegramServer) -> None:
    with pytest.raises(Exception, match='Message has no field "mood"'):
        server.person(5).sends({"text": "Hello", "mood": "good"})


def test_button_that_is_not_there_cannot_be_pressed(server: TelegramServer) -> None:
    reader = server.person(5)
    message = reader.says("Question")
    with pytest.raises(AssertionError, match="has no button “Source 1”"):
        reader.presses(message, "Source 1")


def test_waiting_in_vain_says_for_what(server: TelegramServer) -> None:
    with pytest.raises(AssertionError, match="an answer"):
        server.wait_for(lambda: server.replies(5), 0.1, "an answer")
