"""What people see when they type behind the bot's name: one bot process, its quotations found by a script."""

import time

import pytest

from bot.chat.inline import texts
from bot.chat.inline.inquiries import START
from tests.bot.test_chat_talk import COMMAND, nothing_is_refused
from tests.bot_process import BotProcess
from tests.telegram_server import BOT_NAME, TelegramServer, broken, dropped, flooded

__all__ = ["nothing_is_refused"]


@pytest.fixture(scope="module")
def server():
    with TelegramServer() as running:
        yield running


@pytest.fixture(scope="module", autouse=True)
def bot(server, tmp_path_factory):
    home = tmp_path_factory.mktemp("inline") / "home"
    with BotProcess(server, home, admin_ids=[7], command=COMMAND) as running:
        yield running


@pytest.fixture
def ann(server):
    return server.person(5, "Ann")


def type_words(server, person, words, offset=""):
    asked = person.asks_inline(words, offset)
    server.wait_for(lambda: asked.answer, 10, f"the results for “{words}”")
    return asked


def test_words_bring_quotations_with_their_sources_and_links_into_the_reports(server, ann):
    asked = type_words(server, ann, "  ferry ")
    (result,) = asked.results
    assert result["title"] == "The Courier · 11 March 2026 · Ferry adrift"
    assert result["description"] == "The ferry broke loose."
    message = result["input_message_content"]
    assert message["message_text"].startswith("The ferry broke loose.\nThe Courier · Ferry adrift · ")
    assert f"https://t.me/{BOT_NAME}?start=p_" in message["entities"][-1]["url"]
    assert message["link_preview_options"] == {"is_disabled": True}
    assert "button" not in asked.answer


def test_nothing_is_kept_at_telegram_so_that_what_is_withdrawn_is_offered_no_more(server, ann):
    answer = type_words(server, ann, "guild").answer
    assert (answer["cache_time"], answer["is_personal"]) == (0, True)


def test_pages_follow_one_another_to_the_end_without_a_quotation_twice(server, ann):
    pages, offset = [], ""
    while offset is not None:
        asked = type_words(server, ann, "filler", offset)
        pages.append([each["id"] for each in asked.results])
        offset = asked.answer.get("next_offset") or None
    assert [len(page) for page in pages] == [3, 3, 3, 3]
    assert len({each for page in pages for each in page}) == 12


@pytest.mark.parametrize("offset", ["x", "-3", "99", "9" * 60])
def test_page_that_there_is_not_is_empty(server, ann, offset):
    asked = type_words(server, ann, "filler", offset)
    assert (asked.results, asked.answer.get("next_offset", "")) == ([], "")


def test_no_words_and_words_that_no_report_has_say_what_to_do(server, ann):
    for words, hint in (("", texts.TYPE_WORDS), ("   ", texts.TYPE_WORDS), ("zeppelin", texts.NOTHING_FOUND)):
        asked = type_words(server, ann, words)
        assert asked.results == []
        assert asked.answer["button"] == {"text": hint, "start_parameter": START}


def test_of_what_is_typed_fast_only_the_last_is_searched_for_and_nobody_else_waits(server, ann):
    bob, typed = server.person(6, "Bob"), "slow ferry"
    started = time.monotonic()
    asked = [ann.asks_inline(typed[: end + 1]) for end in range(4, len(typed))]
    other = bob.asks_inline("guild")
    server.wait_for(lambda: asked[-1].answer and other.answer, 10, "the last, and Bob's")
    # One search takes 0.3 s: at most the first and the last are made.
    assert time.monotonic() - started < 1.5
    assert len(asked[-1].results) == 1
    assert sum(each.answer is not None for each in asked) <= 2
    assert len(other.results) == 1


def test_search_holds_up_no_answer(server, ann):
    ann.asks_inline("slow ferry")
    started = time.monotonic()
    sent = ann.says("guild?")
    server.wait_for(lambda: [each for each in ann.messages if each.id > sent.id and each.quotations], 10, "the answer")
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("failure", [flooded(1), broken(), dropped()], ids=["flood", "server error", "dropped"])
def test_results_that_cannot_be_delivered_are_let_go_and_the_next_arrive(server, ann, bot, failure):
    server.fail_next("answerInlineQuery", failure)
    lost = ann.asks_inline("ferry")
    server.wait_for(lambda: server.calls_of("answerInlineQuery")[-1].scripted, 10, "the failure")
    time.sleep(1.1 if server.calls_of("answerInlineQuery")[-1].code == 429 else 0)  # a flood limit is kept to
    assert len(type_words(server, ann, "ferry").results) == 1
    assert lost.answer is None
    assert "Failure " not in bot.log


def test_query_too_old_to_be_answered_is_let_go(server, ann, bot):
    server.world.inline_lifetime = -1
    ann.asks_inline("ferry")
    server.wait_for(lambda: server.calls_of("answerInlineQuery")[-1].code == 400, 10, "the refusal")
    server.world.inline_lifetime = 15
    assert "Failure " not in bot.log


def test_what_is_typed_is_kept_nowhere(server, ann, bot):
    type_words(server, ann, "unmistakable")
    files = [file for file in bot.home.glob("catalogue.db*") if file.is_file()]
    assert files
    assert not any(b"unmistakable" in file.read_bytes() for file in files)
    assert "unmistakable" not in bot.log


@pytest.mark.slow
def test_who_is_not_let_in_is_told_how_and_shown_nothing(tmp_path):
    with (
        TelegramServer() as server,
        BotProcess(server, tmp_path / "home", admin_ids=[7], command=COMMAND, environment={"ACCESS": "invited"}),
    ):
        asked = type_words(server, server.person(5), "ferry")
        assert asked.results == []
        assert asked.answer["button"]["start_parameter"] == "whoami"
        assert len(type_words(server, server.person(7), "ferry").results) == 1
