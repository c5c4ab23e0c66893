"""Every sentence of every area stands in every catalogue, with its values, and counts and days read as they should."""

import re
from datetime import date
from functools import cache
from string import Formatter
from unicodedata import name as name_character

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import texts as chat
from bot.chat.asking import texts as asking
from bot.chat.fairness import texts as fairness
from bot.chat.feedback import texts as feedback
from bot.chat.following import texts as following
from bot.chat.guide import texts
from bot.languages.areas import AREAS
from bot.languages.language import Language, find_language, parse_language
from bot.languages.speech import CATALOGUES, get_speech, list_areas, read_catalogue
from tests.bot.said_sentences import list_sentences

TRANSLATED = [each for each in Language if each is not Language.ENGLISH]
SCRIPTS = {Language.PERSIAN: "ARABIC", Language.ARABIC: "ARABIC", Language.HEBREW: "HEBREW"}
ISOLATED = re.compile("\u2068([^\u2068\u2069]*)\u2069")
POP_UPS = (
    *(asking.AGAIN_GOING, asking.AGAIN_NOT_YOURS, asking.AGAIN_GONE, asking.AGAIN_NOTHING),
    *(chat.BUTTON_OLD, chat.SOURCE_GONE, chat.RECEIPT_GONE, chat.EXAMPLE_GONE),
    *(fairness.BANNED_PERSON, fairness.BANNED_CHAT, feedback.THANKS, feedback.ANSWER_GONE),
    *(following.ENDED, following.NOT_ENDED, following.GONE, texts.FORGET_OVER, texts.LIST_CHANGED),
)
"""What is said over the chat to somebody who pressed a button."""

SOME, MANY = (0, 1, 2, 3, 10, 11, 26, 99, 100, 101, 103, 111, 1000, 2000), st.integers(0, 10**9)
COUNTED = [
    each for area in AREAS for module in AREAS[area] for each in list_sentences(module) if isinstance(each, tuple)
]


@cache
def read_area(area):
    """Every sentence that the modules of an area say; those that count are pairs."""
    return {sentence for module in AREAS[area] for sentence in list_sentences(module)}


@cache
def list_messages(language):
    """Every translation of a language, with its area."""
    return [
        (area, message) for area in list_areas(language) for message in read_catalogue(language, area) if message.id
    ]


def find_values(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def find_commands(sentence):
    return sorted(re.findall(r"/[a-z]+", sentence))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_stands_in_a_catalogue(language):
    held = {message.id for _, message in list_messages(language)}
    assert {area: missing for area in AREAS if (missing := read_area(area) - held)} == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_catalogue_holds_what_nobody_says(language):
    assert set(list_areas(language)) <= set(AREAS)
    assert [message.id for area, message in list_messages(language) if message.id not in read_area(area)] == []
    for area in list_areas(language):
        assert not list(read_catalogue(language, area).obsolete)
    assert [message.id for _, message in list_messages(language) if message.fuzzy] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_sentence_is_said_in_two_ways(language):
    said = {}
    for _, message in list_messages(language):
        assert said.setdefault(message.id, message.string) == message.string, message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogues_are_short_enough_to_be_read(language):
    for area in list_areas(language):
        assert len((CATALOGUES / language / f"{area}.po").read_text().splitlines()) <= 400


@pytest.mark.parametrize("language", TRANSLATED)
def test_translation_has_the_values_and_the_commands_of_its_sentence(language):
    for _, message in list_messages(language):
        if message.pluralizable:
            continue
        assert message.string.strip() == message.string != ""
        assert find_values(message.string) == find_values(message.id), message.id
        assert find_commands(message.string) == find_commands(message.id), message.id
        assert message.string.endswith("…") == message.id.endswith("…")


def drop_names(said, sentence):
    """Leave out what stands apart as in English, such as “UTF-8”."""
    return ISOLATED.sub(lambda match: "" if match[1] in "".join(sentence) else match[0], said)


@pytest.mark.parametrize("language", SCRIPTS)
def test_translation_is_in_the_letters_of_its_language(language):
    for _, message in list_messages(language):
        for said in message.string if isinstance(message.string, tuple) else (message.string,):
            bare = re.sub(r"\{\w+\}|/[a-z]+|\W|\d", "", drop_names(said, message.id))
            assert all(name_character(each).startswith(SCRIPTS[language]) for each in bare), said


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_count_has_the_forms_of_the_language(language):
    speech, rule = get_speech(language), read_catalogue(language, "guide").plural_forms
    assert {read_catalogue(language, area).plural_forms for area in list_areas(language)} == {rule}
    for pair, forms in ((each.id, each.string) for _, each in list_messages(language) if each.pluralizable):
        assert len(forms) == read_catalogue(language, "guide").num_plurals
        assert all(find_values(form) <= {"count"} and form.strip() for form in forms), pair
        for number in SOME:
            said = speech.count(*pair, number)
            assert "{" not in said
            assert speech.format_number(number) in said or number <= 2, pair


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["0 reports", "1 report", "2 reports", "3 reports", "11 reports", "2,000 reports"]),
        ("fa", ["۰ گزارش", "۱ گزارش", "۲ گزارش", "۳ گزارش", "۱۱ گزارش", "۲٬۰۰۰ گزارش"]),
        ("ar", ["لا تقارير", "تقرير واحد", "تقريران", "3 تقارير", "11 تقريرًا", "2,000 تقرير"]),
        ("he", ["0 דיווחים", "דיווח אחד", "שני דיווחים", "3 דיווחים", "11 דיווחים", "2,000 דיווחים"]),
        ("es", ["0 informes", "1 informe", "2 informes", "3 informes", "11 informes", "2,000 informes"]),
        ("fr", ["0 article", "1 article", "2 articles", "3 articles", "11 articles", "2,000 articles"]),
    ],
)
def test_reports_are_counted(language, said):
    speech = get_speech(Language(language))
    assert [speech.count(*texts.REPORTS, number) for number in (0, 1, 2, 3, 11, 2000)] == said


@given(MANY)
def test_any_number_can_be_counted_in_any_language(number):
    for language in Language:
        for pair in COUNTED:
            assert "{" not in get_speech(language).count(*pair, number)


@pytest.mark.parametrize(
    ("language", "day", "span"),
    [
        ("en", "11 March 2026", "11 March 2026 to 2 April 2026"),
        ("fa", "۲۰ اسفند ۱۴۰۴ (۱۱ مارس ۲۰۲۶)", "۲۰ اسفند ۱۴۰۴ (۱۱ مارس ۲۰۲۶) تا ۱۳ فروردین ۱۴۰۵ (۲ آوریل ۲۰۲۶)"),
        ("ar", "11 مارس 2026", "من 11 مارس 2026 إلى 2 أبريل 2026"),
        ("he", "11 במרץ 2026", "11 במרץ 2026 עד 2 באפריל 2026"),
        ("es", "11 de marzo de 2026", "del 11 de marzo de 2026 al 2 de abril de 2026"),
        ("fr", "11 mars 2026", "du 11 mars 2026 au 2 avril 2026"),
    ],
)
def test_days_are_named(language, day, span):
    speech, first, last = get_speech(Language(language)), date(2026, 3, 11), date(2026, 4, 2)
    assert speech.format_day(first) == speech.format_span(first, first) == day
    assert speech.format_span(first, last) == span
    assert speech.format_day(None) == speech.say("undated")


@pytest.mark.parametrize(
    ("code", "language"),
    [("fa-IR", "fa"), ("AR", "ar"), ("iw", "he"), ("he_IL", "he"), ("es-419", "es"), ("en-GB", "en"), ("de", None),
     ("", None), (None, None), ("english", None)],
)  # fmt: skip
def test_language_of_a_tag(code, language):
    assert find_language(code) == language


@pytest.mark.parametrize(
    ("named", "language"),
    [("فارسی", "fa"), (" Persian ", "fa"), ("FARSI", "fa"), ("fa", "fa"), ("العربية", "ar"), ("עברית", "he"),
     ("español", "es"), ("Espanol", "es"), ("français", "fr"), ("english", "en"), ("Klingon", None), ("", None)],
)  # fmt: skip
def test_language_as_people_name_it(named, language):
    assert parse_language(named) == language


def test_what_is_in_no_catalogue_is_said_in_english():
    said = get_speech(Language.PERSIAN).say("Nobody translated {this}.", this="this")
    assert said == "Nobody translated \u2068this\u2069."


def test_commands_are_kept_apart_where_a_sentence_runs_from_the_right():
    said = {language: get_speech(language).say(texts.SOURCES_HINT) for language in Language}
    apart = {language for language, sentence in said.items() if "\u2068/sources\u2069" in sentence}
    assert apart == {Language.PERSIAN, Language.ARABIC, Language.HEBREW}
    assert all("/sources" in sentence for sentence in said.values())


@pytest.mark.parametrize("language", Language)
def test_what_a_press_is_answered_with_fits_into_a_pop_up(language):
    said = {each: get_speech(language).say(each) for each in POP_UPS}
    assert {each: len(text) for each, text in said.items() if len(text) > 180} == {}  # of 200; some name a number


@pytest.mark.parametrize("language", Language)
def test_nothing_is_said_as_nothing(language):
    assert get_speech(language).say("") == ""


def test_sentence_without_values_may_hold_braces():
    assert get_speech(Language.ENGLISH).say("{not a value}") == "{not a value}"
