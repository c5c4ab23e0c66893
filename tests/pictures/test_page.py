"""A page shows who said what to whom, and its buttons, of everything that a chat may hold."""

import re

import pytest

from tests.pictures.page import draw_page
from tests.pictures.recording import Item, Recording, find_shift, strip_content

BOT = {"id": 70, "is_bot": True, "first_name": "On Record"}
ANN, BEN = ({"id": number, "is_bot": False, "first_name": name} for number, name in ((5, "Ann"), (6, "Ben")))
PRIVATE, GROUP = {"id": 5, "type": "private"}, {"id": -1, "type": "supergroup", "title": "Ferry watchers"}


def say(text, sender=BOT, number=1, **more):
    payload = {"message_id": number, "from": sender, "date": 36_000, "chat": PRIVATE, "text": text}
    return Item("message", payload | more)


def draw(*items, chat=PRIVATE, pressed=()):
    return draw_page(Recording("one", "A caption", 5, "On Record", chat, items, frozenset(pressed)))


def buttons(*rows):
    return {"inline_keyboard": [[{"text": text, "callback_data": "s:…"} for text in row] for row in rows]}


def test_own_messages_and_those_of_the_bot_stand_on_two_sides():
    page = draw(say("Who?", ANN), say("They.", number=2))
    assert re.findall(r'class="(mine|theirs) row"', page) == ["mine", "theirs"]
    assert "<b>On Record</b><small>bot</small>" in page


def test_senders_are_named_in_a_group_only():
    message = say("It was cut.", BEN)
    assert 'class="sender' not in draw(message)
    page = draw(message, say("Who says so?", ANN, 2), chat=GROUP)
    assert len(re.findall(r'class="sender hue\d">Ben<', page)) == 1
    assert "Ann<" not in page
    assert "<b>Ferry watchers</b><small>group</small>" in page


def test_reply_shows_what_it_answers_or_the_part_that_it_quotes():
    answered = {"message_id": 1, "from": BEN, "text": "It was cut\nby somebody."}
    assert '<span dir="auto">It was cut by somebody.</span>' in draw(say("Who?", ANN, 2, reply_to_message=answered))
    quoting = say("Who?", ANN, 2, reply_to_message=answered, quote={"text": "by somebody", "position": 11})
    assert '<span dir="auto">by somebody</span>' in draw(quoting)


@pytest.mark.parametrize(("sender", "shown"), [(ANN, "edited 10:00"), (BOT, ">10:00")])
def test_only_people_are_seen_to_edit(sender, shown):
    assert shown in draw(say("Who?", sender, edit_date=36_060))


def test_buttons_stand_in_rows_with_signs_and_the_pressed_one_is_ringed():
    markup = buttons(["1 · Courier", "2 · Register"], ["Why"])
    markup["inline_keyboard"].append([{"text": "Copy", "copy_text": {"text": "x"}}])
    page = draw(say("They.", number=3, reply_markup=markup), pressed={(3, "Why"), (4, "Copy")})
    assert page.count('<div class="buttons">') == 3
    assert re.findall(r'class="button pressed"><span dir="auto">([^<]*)', page) == ["Why"]
    assert '<span dir="auto">Copy</span><sup>⧉</sup>' in page


def test_files_forwards_notices_drafts_and_inline_results_are_shown():
    file = {"document": {"file_name": "mill.md", "file_size": 1_234_000}, "caption": "publisher: X"}
    bare = Item("message", {name: value for name, value in (say("", ANN).content | file).items() if name != "text"})
    origin = {"type": "channel", "chat": {"title": "The <Post>"}, "date": 1}
    results = [{"title": "“They were cut”", "description": "The Courier"}]
    page = draw(
        bare,
        say("Words", ANN, 2, forward_origin=origin),
        Item("notice", {"text": "Too old"}),
        Item("draft", {"text": "Searching"}),
        Item("inline", {"query": "@onrecord_bot cut", "results": results}),
    )
    for shown in ("mill.md", "1,234 kB", "publisher: X", "The &lt;Post&gt;", "Too old", "Searching", "“They were cut”"):
        assert shown in page


def test_link_that_was_followed_is_shown_as_clients_show_it():
    command = {"type": "bot_command", "offset": 0, "length": 6}
    page = draw(say("/start c_1_abc", ANN, entities=[command]), say("/start c_1_abc", number=2))
    assert '<div class="lines"><span class="bot_command">/start</span></div>' in page
    assert page.count("c_1_abc") == 1


def test_words_sent_through_the_bot_in_another_chat_say_so():
    page = draw(say("“They were cut”", ANN, via_bot={"username": "onrecord_bot"}), chat=BEN | {"type": "private"})
    assert "via @onrecord_bot" in page
    assert "<b>Ben</b><small>a chat without the bot</small>" in page


def test_nothing_written_in_a_chat_becomes_markup():
    bad = "<script>alert(1)</script>"
    person = {"id": 6, "first_name": bad}
    message = say(bad, person, reply_to_message={"from": person, "text": bad}, reply_markup=buttons([bad]))
    page = draw(message, Item("notice", {"text": bad}), chat=GROUP | {"title": bad})
    assert bad not in page
    assert page.count("&lt;script&gt;alert(1)") >= 6


def test_recording_is_read_back_as_it_was():
    recording = Recording("one", "A caption", 5, "On Record", GROUP, (say("שלום 😀"),), frozenset({(1, "Why")}))
    assert Recording.from_json(recording.to_json()) == recording


def test_recording_keeps_no_data_of_buttons_and_begins_at_ten():
    content = say("They.", reply_markup=buttons(["Why"]), date=90_061).content
    kept = strip_content({**content, "document": {"file_id": "BQAC", "file_name": "a.md"}}, find_shift(90_061))
    assert kept["document"] == {"file_name": "a.md"}
    assert kept["date"] % 86_400 == 36_000
    secret = {"inline_keyboard": [[{"text": "A", "callback_data": "o:ad:1:2:nonce"}]]}
    assert strip_content(secret, 0) == {"inline_keyboard": [[{"text": "A", "callback_data": "o:…"}]]}


def test_item_of_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="no item of the kind 'sound'"):
        Item("sound", {})
