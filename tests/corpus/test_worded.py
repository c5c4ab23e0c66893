"""A worded sentence is the English one, remembers how it was made, and comes whole through whatever keeps it."""

import copy
import json
import pickle
from datetime import date

import pytest

from bot.languages.language import Language
from bot.languages.speech import get_speech
from corpus.worded import Counted, Worded, pack_words, unpack_words

SENTENCE = Worded(
    "“{id}” of {day} has {count}, from {names}.",
    id="sluices",
    day=date(2022, 6, 2),
    count=Counted("{count} report", "{count} reports", 2000),
    names=("Ann", Worded("nobody else")),
)
SAID = "“sluices” of 2 June 2022 has 2,000 reports, from Ann, nobody else."


def test_worded_is_its_english_sentence():
    assert SENTENCE == SAID
    assert get_speech(Language.ENGLISH).say(SENTENCE) == SAID
    assert json.dumps({"text": SENTENCE}, ensure_ascii=False) == f'{{"text": "{SAID}"}}'
    assert Counted("{count} report", "{count} reports", 1) == "1 report"


def test_sentence_without_values_may_hold_braces():
    assert Worded("{not a value}") == "{not a value}"


@pytest.mark.parametrize(
    "keep",
    [
        lambda text: pickle.loads(pickle.dumps(text)),  # noqa: S301  # our own
        copy.deepcopy,
        lambda text: str(ValueError(text)),
        lambda text: unpack_words(json.loads(json.dumps(pack_words(text)))),
    ],
    ids=["another process", "a copy", "an error", "JSON"],
)
def test_worded_remembers_how_it_was_made(keep):
    kept = keep(SENTENCE)
    assert kept == SENTENCE
    assert kept.form == SENTENCE.form
    assert dict(kept.values) == dict(SENTENCE.values)
    assert kept.values["count"].number == 2000
    persian = get_speech(Language.PERSIAN)
    assert persian.say(kept) == persian.say(SENTENCE) != SAID
    assert "۲٬۰۰۰ گزارش" in persian.say(kept)
    assert "۱۲ خرداد ۱۴۰۱" in persian.say(kept)


def test_older_records_hold_plain_sentences():
    assert unpack_words("no source says it") == "no source says it"
    assert pack_words("no source says it") == "no source says it"


def test_values_stand_apart_where_a_sentence_runs_from_the_right():
    hebrew = get_speech(Language.HEBREW)
    assert "\u2068sluices\u2069" in hebrew.say(SENTENCE)
    assert hebrew.say("{a} {b}", a=hebrew.say("undated"), b=3).count("\u2068") == 0
    assert "\u2068" not in get_speech(Language.FRENCH).say(SENTENCE)
