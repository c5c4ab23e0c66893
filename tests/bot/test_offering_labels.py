"""The lines under a document are read in every language of the bot, as the bot itself shows that they are written."""

import re

import pytest

from bot.chat.curating.texts import ADD_USAGE
from bot.languages.language import Language
from bot.languages.speech import get_speech
from bot.offering import places
from bot.offering.detail_wording import FOUND, LABELS, format_found
from bot.offering.details import FIELDS, read_lines
from bot.offering.labels import find_detail, list_labels
from corpus.readers import origins

VALUES = {"published": "2026-03-17", "url": "https://weir.example/1", "language": "fa"}


@pytest.mark.parametrize("language", Language)
def test_line_that_the_usage_shows_is_read(language):
    shown = re.search("[“«״]\\s*([^”»״]+?)\\s*[”»״]", get_speech(language).say(ADD_USAGE))[1]
    details, complaints = read_lines(f"{shown}\nnobody knows: this")
    assert details.publisher == re.split(r"\s*:\s*", shown)[1]
    assert complaints == ()


@pytest.mark.parametrize("language", Language)
def test_label_of_every_detail_is_read(language):
    for name in FIELDS:
        details, _ = read_lines(f"{get_speech(language).say(LABELS[name])} : {VALUES.get(name, 'The weir')}")
        assert getattr(details, name) is not None, name


@pytest.mark.parametrize(
    ("label", "detail"),
    [("OUTLET", "publisher"), ("Headline", "title"), ("ناشر", "publisher"), ("الكاتب", "author"), ("نويسنده", "author"),
     ("TITULO", "title"), ("Éditeur", "publisher"), ("שפה", "language"), ("day", None), ("", None)],
)  # fmt: skip
def test_label_is_known_however_it_is_spelt(label, detail):
    assert find_detail(label) == detail


def test_no_label_names_two_details():
    assert set(list_labels().values()) == set(FIELDS)
    assert len({find_detail(get_speech(each).say(LABELS[name])) for each in Language for name in FIELDS}) == len(FIELDS)


def test_every_place_where_a_detail_is_found_can_be_said():
    named = {value for room in (places, origins) for name, value in vars(room).items() if name.isupper()}
    assert {each for each in named if isinstance(each, str)} == set(FOUND)
    hebrew = get_speech(Language.HEBREW)
    assert format_found(places.THE_POST, hebrew) == "מן הפוסט"
    assert format_found(None, hebrew) == format_found("a dream", hebrew) == ""
