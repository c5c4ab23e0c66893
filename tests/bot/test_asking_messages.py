"""What a message says to the bot: read from messages as Telegram gives them."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import Message, User

from bot.answering.answers import Answer, Citation, Question, Quote, Receipt, Statement
from bot.chat.asking.messages import (
    asks_bot,
    cut_mentions,
    find_argument,
    find_mentions,
    find_passage,
    is_of_person,
    is_urgent,
    read_asked,
    read_question,
)
from bot.chat.asking.texts import UNUSABLE, Kind
from bot.chat.asking.unusable import find_kind
from bot.chat.markup import count_units
from corpus.reports import Report
from tests.bot.silent_telegram import BOT_USER, make_bot
from tests.telegram_server.formatted import find_entities

NAME = f"@{BOT_USER['username']}"
GROUP = {"id": -100_5, "type": "supergroup", "title": "Readers"}
ANN = {"id": 5, "is_bot": False, "first_name": "Ann"}
CHANNEL = {"id": -100_9, "type": "channel", "title": "News"}
REPORT = Report("ferry", 1, "Ferry adrift", "The ferry broke loose at dusk. Nobody steered it. Nobody was hurt.")
RECEIPT = Receipt("", (), (), (), (), "script", 1.0)


@pytest.fixture(scope="module")
def bot():
    bot = make_bot()
    bot._bot_user = User.de_json(BOT_USER, None)
    return bot


@pytest.fixture
def hear(bot):
    def read(text="", **more):
        content = {"message_id": 9, "date": 1, "from": ANN, "chat": GROUP} | more
        if text:
            content = {"text": text, "entities": find_entities(text)} | content
        return Message.de_json(content, bot)

    return read


def of_bot(**more):
    return {"message_id": 4, "date": 1, "from": BOT_USER, "chat": GROUP, "text": "The ferry broke loose."} | more


@pytest.mark.parametrize(
    "text",
    [
        f"{NAME} who cut the cables?",
        f"{NAME.upper()} who cut the cables",
        f"who cut the cables {NAME}",
        f"Good morning {NAME}, the ferry's captain",
        f"🛶 {NAME} captain of the ferry",
        f"Ben, {NAME} knows: who cut the cables?",
    ],
)
def test_mention_with_a_question_is_for_the_bot(hear, text):
    assert asks_bot(hear(text))


@pytest.mark.parametrize(
    "text",
    [
        NAME,
        f"{NAME} thanks!",
        f"thanks, {NAME} 👍",
        f"{NAME} ?",
        f"I asked {NAME} yesterday and it was no use",
        f"Ask {NAME}",
        f"{NAME} you are wrong",
        f"the captain, says {NAME}",
        "@onrecord_bottle who cut the cables?",
        "who cut the cables?",
        f"mail{NAME} who?",
    ],
)
def test_mention_without_a_question_is_not(hear, text):
    assert not asks_bot(hear(text))


@pytest.mark.parametrize(("text", "asks"), [
    ("who steered it?", True), ("the captain", True), ("thanks!", False), ("I see", False), ("🙏", False),
    ("@benny did you see that?", False), (f"@benny {NAME} who steered it?", True),
])  # fmt: skip
def test_reply_to_the_bot_asks_unless_it_thanks_states_or_speaks_to_another(hear, text, asks):
    assert asks_bot(hear(text, reply_to_message=of_bot())) is asks


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"is_automatic_forward": True, "sender_chat": CHANNEL}, id="a channel's post in its group"),
        pytest.param({"from": {"id": 88, "is_bot": True, "first_name": "Other"}}, id="another bot"),
        pytest.param({"via_bot": BOT_USER}, id="what was chosen from the bot's own inline results"),
    ],
)
def test_what_no_person_wrote_is_never_for_the_bot(hear, more):
    message = hear(f"{NAME} who cut the cables?", **more)
    assert not is_of_person(message)
    assert not asks_bot(message)
    assert not asks_bot(hear("who cut the cables?", reply_to_message=of_bot(), **more))


def test_anonymous_admin_is_a_person(hear):
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    message = hear(f"{NAME} who cut the cables?", sender_chat=GROUP)
    assert asks_bot(message)
    assert is_of_person(hear("x", **{"from": anonymous, "sender_chat": GROUP}))


@pytest.mark.parametrize(
    ("text", "question", "quote"),
    [
        (f"{NAME} who cut it?", "who cut it?", "who cut it?"),
        (f"who cut it, {NAME}?", "who cut it,?", None),
        (f"who {NAME} cut it?", "who cut it?", None),
        ("who cut it?", "who cut it?", "who cut it?"),
        (f"{NAME}: 🛶 who cut it?", "🛶 who cut it?", "🛶 who cut it?"),
        (f"{NAME} {'a' * 1025}", "a" * 1025, None),
    ],
)
def test_question_is_what_stands_beside_the_name_and_is_quoted_where_it_stands_in_one_piece(
    hear, text, question, quote
):
    asked = read_asked(hear(text))
    assert (asked.question, asked.quote) == (question, quote)


def test_styled_words_are_not_quoted(hear):
    message = hear(text="who cut it?", entities=[{"type": "bold", "offset": 0, "length": 3}])
    assert read_asked(message).quote is None


@pytest.mark.parametrize(("text", "question"), [
    ("/ask who?", "who?"), ("/ask@onrecord_bot who?", "who?"), ("/ASK who?", "who?"), ("/asking who?", ""),
    ("/help", ""), ("who?", "who?"), (f"{NAME} who?", "who?"),
])  # fmt: skip
def test_changed_message_asks_as_it_would_have_anew(hear, text, question):
    assert read_question(hear(text)).question == question


def test_bare_command_takes_what_was_marked_of_the_message_it_replies_to(hear):
    ben = of_bot(text="The ferry sank. Who cut it?") | {"from": ANN}
    assert find_argument(hear("/ask", reply_to_message=ben)) == "The ferry sank. Who cut it?"
    marked = {"text": "Who cut it?", "position": 16, "is_manual": True}
    assert find_argument(hear("/ask", reply_to_message=ben, quote=marked)) == "Who cut it?"
    picture = {"message_id": 4, "date": 1, "from": ANN, "chat": GROUP, "caption": "Who is this?"}
    assert find_argument(hear("/ask", reply_to_message=picture)) == "Who is this?"


def test_marked_words_are_the_passage_and_few_stand_for_their_quotation(hear):
    quotes = [Quote.cut(REPORT, 0, 30), Quote.cut(REPORT, 31, 49)]
    citations = tuple(Citation(number, quote) for number, quote in enumerate(quotes, 1))
    record = Answer("a", Question("x"), (Statement("s", (1, 2)),), citations, RECEIPT)
    reply = of_bot(text=" ".join(quote.text for quote in quotes))

    def mark(text, of=record, **more):
        marked = {"text": text, "position": 0, "is_manual": True}
        return find_passage(hear("why?", reply_to_message=reply | more, quote=marked), of)

    assert mark("steered") == "Nobody steered it."
    assert mark("nowhere") == "nowhere"
    assert mark("steered", None) == "steered"
    long = "The ferry broke loose at dusk.  Nobody steered it."
    assert mark(long) == long.replace("  ", " ")
    assert mark("steered", **{"from": ANN}) is None
    assert find_passage(hear("why?", reply_to_message=reply), record) is None
    elsewhere = {"origin": {"type": "user", "sender_user": BOT_USER, "date": 1}, "chat": GROUP}
    marked = {"text": "Nobody steered it.", "position": 0, "is_manual": True}
    assert find_passage(hear("why?", external_reply=elsewhere, quote=marked), None) == "Nobody steered it."
    anns = elsewhere | {"origin": {"type": "user", "sender_user": ANN, "date": 1}}
    assert find_passage(hear("why?", external_reply=anns, quote=marked), None) is None
    assert mark("dusk", replace(record, citations=citations[:1])) == "The ferry broke loose at dusk."


@pytest.mark.parametrize(("text", "urgent"), [
    ("/cancel", True), ("/cancel@onrecord_bot", True), ("/CANCEL now", True), ("/status", True),
    ("/cancel@another_bot", False), ("/cancelled", False), ("cancel", False), ("/ask", False),
])  # fmt: skip
def test_only_cancel_and_status_pass_the_turn(hear, text, urgent):
    assert is_urgent(hear(text)) is urgent


def test_mention_is_cut_out_of_a_text_beyond_the_basic_plane(hear):
    assert cut_mentions(hear(f"🛶🛶 {NAME} 🛶 who?")) == "🛶🛶 🛶 who?"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(before=st.text(max_size=40), after=st.text(max_size=1100), name=st.sampled_from([NAME, NAME.upper(), "🛶"]))
def test_what_is_quoted_always_stands_in_the_message_and_holds_no_name(hear, before, after, name):
    text = f"{before} {name} {after}"
    asked = read_asked(hear(text))
    if asked.quote is not None:
        assert asked.quote == asked.question
        assert asked.quote in text
        assert 0 < count_units(asked.quote) <= 1024
    assert not find_mentions(hear(asked.question)) or find_mentions(hear(text)) == []


FILE = {"file_id": "f", "file_unique_id": "f"}
CONTENTS = {
    Kind.VOICE: {"voice": FILE | {"duration": 3}},
    Kind.AUDIO: {"audio": FILE | {"duration": 3}},
    Kind.VIDEO: {"video": FILE | {"duration": 3, "width": 9, "height": 9}},
    Kind.VIDEO_NOTE: {"video_note": FILE | {"duration": 3, "length": 9}},
    Kind.ANIMATION: {"animation": FILE | {"duration": 3, "width": 9, "height": 9}, "document": FILE},
    Kind.PHOTO: {"photo": [FILE | {"width": 9, "height": 9}]},
    Kind.VENUE: {
        "venue": {"location": {"latitude": 1.0, "longitude": 2.0}, "title": "T", "address": "A"},
        "location": {"latitude": 1.0, "longitude": 2.0},
    },
    Kind.LOCATION: {"location": {"latitude": 1.0, "longitude": 2.0}},
    Kind.CONTACT: {"contact": {"phone_number": "1", "first_name": "B"}},
    Kind.DICE: {"dice": {"emoji": "🎲", "value": 3}},
    Kind.DOCUMENT: {"document": FILE},
    Kind.STORY: {"story": {"chat": CHANNEL, "id": 3}},
    Kind.OTHER: {},
}


@pytest.mark.parametrize("kind", CONTENTS)
def test_kind_of_a_message_without_text_is_told_apart(hear, kind):
    assert find_kind(hear(**CONTENTS[kind])) is kind


@pytest.mark.parametrize("kind", Kind)
def test_line_for_each_kind_is_one_sentence_that_says_what_works(kind):
    line = UNUSABLE[kind]
    assert len(line) < 120
    assert "\n" not in line
    assert line.endswith(".")
    assert any(words in line for words in ("write", "ask about"))
