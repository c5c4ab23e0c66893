"""Every sentence of the guide stands in every catalogue, with its values, and counts and days read as they should."""

import re
from datetime import date
from string import Formatter
from unicodedata import name as name_character

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.guide import texts
from bot.languages.language import Language, find_language, parse_language
from bot.languages.speech import get_speech, read_catalogue

TRANSLATED = [each for each in Language if each is not Language.ENGLISH]
SCRIPTS = {Language.PERSIAN: "ARABIC", Language.ARABIC: "ARABIC", Language.HEBREW: "HEBREW"}
SOME, MANY = (0, 1, 2, 3, 10, 11, 26, 99, 100, 101, 103, 111, 1000, 2000), st.integers(0, 10**9)
COUNTED = (texts.REPORTS, texts.OUTLETS, texts.QUESTIONS)


def list_sentences():
    """Every sentence of the texts; those that count are pairs."""
    found = []
    for name, value in vars(texts).items():
        if not name.isupper():
            continue
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            found += value.values()
        elif value in COUNTED:
            found.append(value)
        else:
            found += value
    return list(dict.fromkeys(found))


def find_values(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def find_commands(sentence):
    return sorted(re.findall(r"/[a-z]+", sentence))


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogue_holds_every_sentence_and_no_other(language):
    catalogue = read_catalogue(language)
    assert {message.id for message in catalogue if message.id} == set(list_sentences())
    assert not list(catalogue.obsolete)
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translation_has_the_values_and_the_commands_of_its_sentence(language):
    for message in read_catalogue(language):
        if not message.id or message.pluralizable:
            continue
        assert message.string.strip() == message.string != ""
        assert find_values(message.string) == find_values(message.id), message.id
        assert find_commands(message.string) == find_commands(message.id), message.id
        assert message.string.endswith("…") == message.id.endswith("…")


@pytest.mark.parametrize("language", SCRIPTS)
def test_translation_is_in_the_letters_of_its_language(language):
    for message in (each for each in read_catalogue(language) if each.id):
        for said in message.string if isinstance(message.string, tuple) else (message.string,):
            bare = re.sub(r"\{\w+\}|/[a-z]+|\W|\d", "", said)
            assert all(name_character(each).startswith(SCRIPTS[language]) for each in bare), said


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_count_has_the_forms_of_the_language(language):
    catalogue = read_catalogue(language)
    for pair in COUNTED:
        forms = catalogue.get(pair).string
        assert len(forms) == catalogue.num_plurals
        assert all(find_values(form) <= {"count"} for form in forms)
        speech = get_speech(language)
        for number in SOME:
            said = speech.count(*pair, number)
            assert "{" not in said
            assert speech.format_number(number) in said or number <= 2


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
        ("fa", "۱۱ مارس ۲۰۲۶", "۱۱ مارس ۲۰۲۶ تا ۲ آوریل ۲۰۲۶"),
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
    assert speech.format_day(None) == speech.say(texts.UNDATED)


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
    assert get_speech(Language.PERSIAN).say("Nobody translated {this}.", this="this") == "Nobody translated this."


def test_commands_are_kept_apart_where_a_sentence_runs_from_the_right():
    said = {language: get_speech(language).say(texts.SOURCES_HINT) for language in Language}
    apart = {language for language, sentence in said.items() if "\u2068/sources\u2069" in sentence}
    assert apart == {Language.PERSIAN, Language.ARABIC, Language.HEBREW}
    assert all("/sources" in sentence for sentence in said.values())


def test_sentence_without_values_may_hold_braces():
    assert get_speech(Language.ENGLISH).say("{not a value}") == "{not a value}"
