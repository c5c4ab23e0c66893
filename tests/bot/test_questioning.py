"""Whether a message asks anything: tables of what people write to a bot, and of a bot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.asking.questioning import holds_question, holds_words

ASKED = [
    "Who cut the cables?",
    "who cut the cables",
    "hi, what did the guild say",
    "And the harbour master?",
    "please explain the second report",
    "Tell me about the weir",
    "can anybody say when the ferry sank",
    "۱۴۰۳؟ چه کسی کشتی را رها کرد",
    "چرا کشتی رها شد",
    "من قطع الكابلات",
    "هل أصيب أحد؟",
    "מי חתך את הכבלים",
    "¿quién cortó los cables?",
    "dónde está el ferry",
    "pourquoi le bac a dérivé",
    "This is odd. Was nobody hurt?",
]
SAID_TO_BOT = ["the ferry's captain", "ferry accident 2026", "captain of the ferry, please", "Anselma", "and the guild"]
NOTHING = [
    "", " \n", "!!!", "👍", "🙏🙏", "?", "thanks", "Thank you very much!", "ok", "OK, great", "hello there",
    "Good morning", "Good bot", "yes please", "no", "lol", "gracias", "¡Muchas gracias!", "merci beaucoup",
    "ممنون", "شكرا جزيلا", "תודה רבה", "great?",
]  # fmt: skip
STATED = [
    "I asked you yesterday",
    "You are wrong",
    "This is useless.",
    "It's what the guild says",
    "That’s what the guild says",
    "ok, I see",
    "thanks, that helps",
    "we should use it more",
]
ABOUT_BOT = ["Ask now", "the new toy answers such things", "a friend of mine uses every day", "everybody likes"]


@pytest.mark.parametrize("addressed", [True, False])
@pytest.mark.parametrize("text", ASKED)
def test_question_mark_or_question_word_asks_wherever_the_bot_is_named(text, addressed):
    assert holds_question(text, addressed=addressed)


@pytest.mark.parametrize("text", SAID_TO_BOT)
def test_bare_words_ask_only_when_they_are_said_to_the_bot(text):
    assert holds_question(text, addressed=True)
    assert not holds_question(text, addressed=False)


@pytest.mark.parametrize("text", NOTHING)
def test_signs_thanks_and_greetings_ask_nothing(text):
    assert not holds_words(text)
    assert not holds_question(text, addressed=True)


@pytest.mark.parametrize("text", STATED)
def test_statement_asks_nothing_even_when_it_is_said_to_the_bot(text):
    assert holds_words(text)
    assert not holds_question(text, addressed=True)


@pytest.mark.parametrize("text", ABOUT_BOT)
def test_what_is_said_of_the_bot_asks_nothing(text):
    assert not holds_question(text, addressed=False)


@given(st.text(), st.booleans())
def test_nothing_without_a_word_is_ever_a_question(text, addressed):
    asks = holds_question(text, addressed=addressed)
    assert not asks or holds_words(text)
    assert not holds_words(text) or any(map(str.isalnum, text))
