"""What a reader meets who speaks Persian: nothing beside names, commands and quotations is in another language."""

import re

import pytest

from bot import telling_wording as telling_texts
from bot.chat.asking.texts import UNUSABLE, Kind
from bot.chat.fairness import texts as fairness_texts
from bot.chat.feedback import texts as feedback_texts
from bot.chat.following import texts as following_texts
from bot.chat.texts import APOLOGY
from bot.languages.language import Language
from bot.languages.speech import get_speech
from bot.state.feedback import Reason
from bot.state.people import Role
from corpus.publishing import Action
from tests.bot.asked_chat import PERSIAN, ask, find_text, list_replies, wait_for_reply
from tests.bot.houses import ADMIN
from tests.bot.little_house import list_refusals, serve_little
from tests.bot.scripted_chat import REPORTS
from tests.bot.test_chat_following import ChangingShelf
from tests.bot.test_chat_talk import press
from tests.bot.untranslated import find_untranslated

FILE = {"file_id": "f", "file_unique_id": "f"}
SAY, HEBREW = get_speech(Language.PERSIAN).say, get_speech(Language.HEBREW)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    yield from serve_little(tmp_path_factory.mktemp("languages"))


@pytest.fixture(autouse=True)
def nothing_is_refused(house):
    before = len(house.server.refusals)
    yield
    assert list_refusals(house, before) == []


@pytest.fixture
def server(house):
    return house.server


@pytest.fixture
def mina(server, numbers):
    return server.person(next(numbers), "مینا", username=None, language_code="fa")


@pytest.fixture
def since(server):
    """The calls of the bot from now on."""
    before = len(server.calls)
    return lambda: server.calls[before:]


READERS = (
    "/start", "/help", "/new", "/sources", "/sources زورق", "/sources " + "زورق " * 20, "/language", "/privacy",
    "/language ایلامی", "/whoami", "/status", "/cancel", "/follow", "/unfollow", "/ask", "/find", "ممنون",
    "زورق؟ " * 200, "/nosuch",
)  # fmt: skip
"""What readers send beside questions: each gets a sentence."""


def test_persian_reader_meets_no_latin_sentence(server, mina, numbers, since):
    people = [server.person(next(numbers), "مینا", username=None, language_code="fa") for _ in READERS]
    sent = [person.says(text) for person, text in zip(people, READERS, strict=True)]
    for person, message in zip(people, sent, strict=True):
        wait_for_reply(server, person, message)
    listed = ask(server, mina, "/sources")
    press(server, mina, listed, SAY("By date"))
    asked = ask(server, mina, "/forget")
    press(server, mina, asked, SAY("Leave it"))
    assert mina.sends_callback(asked, "zz:1")
    voice = wait_for_reply(server, mina, mina.sends({"voice": FILE | {"duration": 3}}))
    assert voice.text == SAY(UNUSABLE[Kind.VOICE])
    assert len(since()) >= len(READERS) + 6
    assert find_untranslated(since()) == []


def test_examples_are_questions_in_persian_or_titles(server, mina):
    start, question = ask(server, mina, "/start"), "گزارش‌ها دربارهٔ «کشتی رها شد» چه می‌گویند؟"
    assert question in start.parts("code")
    assert set(start.parts("code")) <= {question, *(each.title for each in REPORTS)}
    press(server, mina, start, start.labels[0])
    answer = wait_for_reply(server, mina, start, "پرسیدید: ")
    assert answer.quotations


def test_stages_are_in_the_language_of_the_question_and_what_stops_it_in_that_of_its_asker(server, numbers):
    ann = server.person(next(numbers), "Ann", username=None, language_code="en")
    question = ann.says("کشتی رها شد endless?")
    stage = SAY("Searching the reports…")
    server.wait_for(lambda: [stage in each[-1]["text"] for each in server.drafts(ann.id)] == [True], 10, "the draft")
    ann.says("/cancel")
    line = wait_for_reply(server, ann, question)
    assert line.text == "Stopped: “\u2068کشتی رها شد endless?\u2069” is not answered."


def test_changed_question_is_offered_again_in_persian(server, mina, since):
    question = mina.says("ممنون")
    first = wait_for_reply(server, mina, question)
    mina.edits(question, "کشتی رها شد؟")
    offer = wait_for_reply(server, mina, first, SAY("You changed this question."))
    assert offer.labels == [SAY("Answer again")]
    assert press(server, mina, offer, SAY("Answer again")).notice == ""
    server.wait_for(lambda: server.message(mina.id, offer.id).quotations, 10, "the answer")
    assert find_untranslated(since()) == []


def test_persian_reader_meets_no_latin_sentence_around_an_answer(server, mina, numbers, since):
    answer = ask(server, mina, "کشتی رها شد؟", PERSIAN)
    press(server, mina, answer, answer.labels[0])
    press(server, mina, answer, SAY("Why this answer"))
    for text in ("زورق چه شد؟", f"/find {PERSIAN}", "/find زورق سبز"):
        ask(server, mina, text)
    for text in ("/follow کشتی رها شد", "/follow زورق چه شد؟"):
        person = server.person(next(numbers), "مینا", username=None, language_code="fa")
        ask(server, person, text, SAY(following_texts.BEGUN))
        ask(server, person, "/unfollow")
    assert find_untranslated(since(), ["persian", "script"]) == []


def test_limit_is_told_in_persian_with_the_solar_day_and_persian_digits(server, mina, since):
    for _ in range(3):
        assert ask(server, mina, "کشتی رها شد؟", PERSIAN).quotations
    asked = len(since())
    refused = ask(server, mina, "کشتی رها شد؟")
    assert refused.text.startswith("شما ظرف یک ساعت ۳ سؤال پرسیده‌اید")
    assert not any(letter in "0123456789" for letter in refused.text)
    assert find_untranslated(since()[asked:]) == []


def test_ban_is_told_in_the_language_of_the_banned_and_of_the_admin(server, numbers, since):
    admin = server.person(ADMIN, "Edith", language_code="fr")
    noa = server.person(next(numbers), "נועה", username=None, language_code="he")
    said = ask(server, admin, f"/ban {noa.id}").text
    assert said.startswith(f"{noa.id} est désormais exclu")
    told = ask(server, noa, "שלום")
    assert told.text.startswith(HEBREW.say(fairness_texts.BANNED_PERSON).partition("{number}")[0])
    assert told.parts("code") == [str(noa.id)]


def test_what_was_wrong_is_said_in_persian_and_listed_in_the_editors_language(house, server, mina, numbers, since):
    answer = ask(server, mina, "کشتی رها شد؟", PERSIAN)
    begun = len(since())
    assert press(server, mina, answer, "👎").notice == SAY(feedback_texts.THANKS)
    asked = wait_for_reply(server, mina, answer, SAY(feedback_texts.WHAT_WAS_WRONG))
    press(server, mina, asked, SAY(feedback_texts.IN_WORDS))
    prompt = wait_for_reply(server, mina, asked, "۱٬۰۰۰")
    thanked = wait_for_reply(server, mina, mina.says("نام کشتی نیست.", reply_to=prompt))
    assert thanked.text == SAY(feedback_texts.THANKS)
    assert find_untranslated(since()[begun:]) == []
    noa = server.person(next(numbers), "נועה", username=None, language_code="he")
    house.state.people.grant(noa.id, Role.EDITOR, "terminal")
    begun = len(since())
    listed = ask(server, noa, "/feedback")
    assert "“\u2068نام کشتی نیست.\u2069”" in listed.text
    assert HEBREW.say(feedback_texts.REASONS[Reason.OTHER]) in listed.text
    assert find_untranslated(since()[begun:]) == []


def test_change_of_an_answer_is_told_in_the_language_that_the_follower_chose_meanwhile(house, server, mina, since):
    shelf = ChangingShelf(house.bot.home)
    shelf.add("otter", "سمور در کنار سد دیده شد.", "سمور سد")
    followed = ask(server, mina, "/follow سمور سد", SAY(following_texts.BEGUN))
    assert followed.labels[-1] == SAY(following_texts.STOP)
    ask(server, mina, "/language español")
    shelf.add("otter", "دو گوزن از جنگل بیرون آمدند.", "سمور سد")
    told = server.wait_for(lambda: [each for each in list_replies(mina) if "que usted sigue" in each.text], 15, "it")
    assert told[0].labels == ["Mostrar la respuesta"]
    assert told[0].quotations == ["دو گوزن از جنگل بیرون آمدند.", "سمور در کنار سد دیده شد."]
    assert "Ya no se cita:" in told[0].text
    shelf.database.close()


def test_withdrawal_is_told_in_the_language_of_whoever_was_quoted(house, server, numbers, since):
    shelf = ChangingShelf(house.bot.home)
    shelf.add("heron", "אנפה נראתה ליד הסכר.", "אנפה בסכר")
    noa = server.person(next(numbers), "נועה", username=None, language_code="he")
    ask(server, noa, "אנפה בסכר?", "אנפה")
    begun = len(since())
    shelf.rule(Action.WITHDRAW, "heron", "הומצא")
    told = server.wait_for(lambda: [each for each in list_replies(noa) if "הומצא" in each.text], 15, "it")
    assert told[0].text.startswith("הדיווח ״\u2068אנפה בסכר\u2069״ (\u2068The Lantern\u2069), שצוטט כאן ביום ")
    assert told[0].labels == [HEBREW.say(telling_texts.WHAT_WAS_QUOTED)]
    assert find_untranslated(since()[begun:], ["The Lantern"]) == []
    shelf.database.close()


@pytest.mark.slow
def test_error_is_told_in_the_language_of_the_person_with_its_id_and_its_admin_is_told_of_it(house, mina, since):
    house.bot.expects_tracebacks = True
    server, admin = house.server, house.server.person(ADMIN, "Edith", language_code="fr")
    ask(server, admin, "/whoami")  # a bot can write only to somebody who has written to it
    before, after = SAY(APOLOGY).split("{error_id}")
    told = wait_for_reply(server, mina, mina.says("کشتی رها شد broken?"), before)
    assert re.fullmatch(rf"{re.escape(before)}\u2068[0-9a-f]{{6}}\u2069{re.escape(after)}", told.text)
    error_id = told.text[len(before) + 1 :][:6]
    shown = [call for call in since() if call.arguments.get("chat_id") == mina.id]
    assert find_untranslated(shown, [error_id]) == []
    server.wait_for(lambda: find_text(admin, error_id), 15, "the admin being told")
