"""Whole conversations in each language: what stands around an answer, a dispute, a refusal, and what a reader opens."""

from contextlib import closing
from datetime import date

import pytest

from bot.answering.wording import REFUSED
from bot.chat import texts
from bot.chat.inline.inquiries import START
from bot.chat.inline.texts import IN_ITS_REPORT, NOTHING_FOUND, TYPE_WORDS
from bot.home import Home
from bot.languages.language import Language
from bot.languages.speech import get_speech
from bot.state import State
from bot.state.preferences import Spoken
from corpus.database import Database
from tests.bot.asked_chat import ask, wait_for_reply
from tests.bot.test_chat_inline import type_words
from tests.bot.test_chat_talk import COMMAND, nothing_is_refused, press
from tests.bot.untranslated import find_untranslated
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer

__all__ = ["nothing_is_refused"]

ASKED = {
    Language.ENGLISH: "What happened to the ferry?",
    Language.PERSIAN: "چه شد ferry؟",
    Language.ARABIC: "ماذا حدث في ferry؟",
    Language.HEBREW: "מה קרה עם ferry?",
    Language.SPANISH: "¿Qué pasó con ferry?",
    Language.FRENCH: "Qu’est-il arrivé à ferry ?",
}
NAMES = ["ferry", "guild", "nothing", "disputed", "script", "The ferry broke loose", "drifted", "About", "away"]


@pytest.fixture(scope="module")
def server():
    with TelegramServer() as running:
        yield running


@pytest.fixture(scope="module", autouse=True)
def bot(server, tmp_path_factory):
    with BotProcess(server, tmp_path_factory.mktemp("answers") / "home", admin_ids=[7], command=COMMAND) as running:
        yield running


@pytest.fixture
def since(server):
    before = len(server.calls)
    return lambda: server.calls[before:]


def meet(server, numbers, language_code):
    return server.person(next(numbers), "Ann", username=None, language_code=language_code)


def check_language(language, calls):
    """Nothing that was shown is in Latin letters beside names, where the language has others."""
    if language.is_right_to_left:
        assert find_untranslated(calls, NAMES) == []


@pytest.mark.parametrize("language", Language)
def test_answer_and_all_that_it_opens_is_in_the_language_of_the_question(server, numbers, since, language):
    # Somebody whose Telegram is English: the question's language goes before it.
    ann, say = meet(server, numbers, "en"), get_speech(language).say
    answer = ask(server, ann, ASKED[language])
    assert answer.quotations == ["The ferry broke loose."]
    assert get_speech(language).format_day(date(2026, 3, 11)) in answer.text
    assert say(texts.WHY) in answer.labels
    pressed = press(server, ann, answer, say(texts.WHY))
    why = wait_for_reply(server, ann, answer, say("The question"))
    assert pressed.notice == ""
    assert why.parts("bold")[:2] == [say("The question"), say("What came of it")]
    press(server, ann, answer, "1 · The Courier")
    passage = wait_for_reply(server, ann, why, "It drifted")
    assert say("Copy citation") in passage.labels
    check_language(language, since())


@pytest.mark.parametrize("language", Language)
def test_dispute_and_refusal_are_in_the_language_of_the_question(server, numbers, since, language):
    ann, speech = meet(server, numbers, "en"), get_speech(language)
    dispute = ask(server, ann, f"{ASKED[language]} guild disputed")
    assert speech.say(texts.DISAGREE) in dispute.parts("bold")
    assert {"The Courier", "Press Agency"} <= {each.strip("\u2068\u2069") for each in dispute.parts("bold")}
    refusal = ask(server, ann, f"{ASKED[language]} nothing", speech.say(REFUSED))
    assert speech.say(texts.GAP_FILED) in refusal.text
    check_language(language, since())


@pytest.mark.parametrize("language", Language)
def test_finding_words_is_said_as_the_person_is_spoken_to(server, numbers, since, language):
    ann, say = meet(server, numbers, language), get_speech(language).say
    found = ask(server, ann, "/find The ferry broke loose")
    assert found.text.startswith(say("These words stand in the reports, exactly as you wrote them:"))
    altered = ask(server, ann, "/find The ferry broke away loose.")
    absent = ask(server, ann, "/find qwertz uiop asdf")
    assert absent.text == say("These words stand in no report on this shelf.")
    assert altered.quotations == ["The ferry broke loose"]
    check_language(language, since())


@pytest.mark.parametrize("language", Language)
def test_inline_results_are_said_in_the_language(server, numbers, language):
    ann, say = meet(server, numbers, language), get_speech(language).say
    (result,) = type_words(server, ann, "ferry").results
    message = result["input_message_content"]["message_text"]
    heard = language if language in (Language.ENGLISH, Language.SPANISH, Language.FRENCH) else Language.ENGLISH
    assert message.endswith(get_speech(heard).say(IN_ITS_REPORT))
    for words, hint in (("", TYPE_WORDS), ("zeppelin", NOTHING_FOUND)):
        assert type_words(server, ann, words).answer["button"] == {"text": say(hint), "start_parameter": START}


def test_english_question_of_a_persian_reader_is_answered_in_english(server, numbers):
    mina = meet(server, numbers, "fa")
    answer = ask(server, mina, "What happened to the ferry?")
    assert "Why this answer" in answer.labels


def test_language_of_somebodys_telegram_is_kept_as_it_last_was(server, numbers, bot):
    mina, ann = meet(server, numbers, "fa-IR"), meet(server, numbers, "de")
    ask(server, mina, "/whoami")
    ask(server, ann, "/whoami")
    with closing(Database(Home(bot.home).database_url)) as database:
        preferences = State.of(database).preferences
        assert preferences.find_spoken(mina.id) == Spoken(None, Language.PERSIAN)
        assert preferences.find_spoken(ann.id) == Spoken()
        mina.user["language_code"] = "en"
        ask(server, mina, "/whoami", "Your number")
        assert preferences.find_spoken(mina.id) == Spoken(None, Language.ENGLISH)
        ask(server, mina, "/language עברית")
        assert preferences.find_spoken(mina.id) == Spoken(Language.HEBREW, Language.ENGLISH)
        assert preferences.find_spoken(mina.id).language is Language.HEBREW
