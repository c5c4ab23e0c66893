"""Across languages names are known by their sound and figures by their value, whatever letters and digits they have."""

import math

import pytest

from bot.answering.judging.across import LONG, measure_signs_across, sound_alike
from corpus.sentences import Span
from corpus.sounds import spell_consonants
from index.late_interaction import Match
from index.passages import Passage
from index.searching import CANDIDATES, Hit
from tests.shelves import write_report

ENGLISH = "In 1987 the Anselma was launched in Sallow Reach. Piers Ollander paid for it."
PERSIAN = "آنسلما در سال ۱۳۶۶ در سالو ریچ به آب انداخته شد و پیرس اولاندر بهایش را پرداخت."
ARABIC = "أُنزلت أنسلما إلى الماء عام ١٩٨٧ ودفع ثمنها بيرس أولاندر."
BODIES = {"en": ENGLISH, "fa": PERSIAN, "ar": ARABIC}


def measure(question: str, language: str, report_language: str, rank: int | None = 1) -> dict[str, float]:
    report = write_report("ferry", BODIES[report_language], title="—", publisher=None, language=report_language)
    passage = Passage("ferry", 1, 0, len(report.body), 0, None, (Span(0, len(report.body)),))
    hit = Hit(passage, 1.0, Match((0.5,), 0.5, 0.5), 0.5, 1, rank)
    return measure_signs_across(question, [hit], {("ferry", 1): report}, language)


@pytest.mark.parametrize(
    ("question", "language", "report_language", "consonants"),
    [
        ("آنسلما را چه کسی خرید؟", "fa", "en", 4),
        ("من اشترى العبّارة أنسلما؟", "ar", "en", 4),
        ("ماذا حدث لأنسلما؟", "ar", "en", 4),
        ("מה קרה לאנסלמה?", "he", "en", 4),
        ("Who bought the Anselma?", "en", "fa", 4),
        ("Who bought the Anselma?", "en", "ar", 4),
        ("¿Quién compró el Anselma?", "es", "en", 4),
        ("اولاندر چه کرد؟", "fa", "en", 4),
        ("کشتی را چه کسی خرید؟", "fa", "en", 0),
        ("¿Quién compró el barco?", "es", "en", 0),
        ("¿Quién compró el Zorbalina?", "es", "en", 0),
        ("Who bought the boat?", "en", "ar", 0),
    ],
)
def test_a_name_is_heard_in_another_script_and_read_in_its_own(question, language, report_language, consonants):
    assert measure(question, language, report_language)["heard"] == consonants


@pytest.mark.parametrize(
    ("name", "is_one"), [("اسکندرستان‌پور", True), ("اسکندرستان‌نور", True), ("مرزبانکلات‌شهر", False)]
)
def test_a_long_name_may_differ_by_one_consonant(name, is_one):
    latin, other = spell_consonants("Eskandarestanpur"), spell_consonants(name)
    assert min(latin.firm, other.firm) >= LONG
    assert sound_alike(latin, other) is is_one


def test_words_of_two_languages_in_one_script_are_no_names():
    assert measure("آنسلما در سال ۱۳۶۶ چه شد؟", "fa", "ar")["heard"] == 0


def test_a_shorter_word_that_is_alike_by_chance_is_no_name():
    assert measure("ریچ کجاست؟", "fa", "en")["heard"] == 0


@pytest.mark.parametrize(
    ("question", "language", "report_language", "met", "unmet"),
    [
        ("در سال ۱۹۸۷ چه شد؟", "fa", "en", 1, 0),
        ("ماذا حدث عام ١٩٨٧؟", "ar", "en", 1, 0),
        ("What happened in 1987?", "en", "ar", 1, 0),
        ("What happened in 1986?", "en", "ar", 0, 1),
        ("در سال ۱۹۸۶ چه شد؟", "fa", "en", 0, 1),
        ("What happened?", "en", "ar", 0, 0),
    ],
)
def test_a_figure_is_met_in_any_digits(question, language, report_language, met, unmet):
    signs = measure(question, language, report_language)
    assert (signs["met"], signs["unmet"]) == (met, unmet)


@pytest.mark.parametrize(
    ("question", "language", "report_language", "one"),
    [
        ("¿Quién la compró?", "es", "en", 1),
        ("آن را که خرید؟", "fa", "ar", 1),
        ("آن را که خرید؟", "fa", "en", 0),
        ("מי קנה אותה?", "he", "ar", 0),
    ],
)
def test_scripts_are_told_apart(question, language, report_language, one):
    assert measure(question, language, report_language)["one_script"] == one


def test_the_place_is_that_among_the_nearest_vectors():
    places = [measure("آن را که خرید؟", "fa", "en", rank)["place"] for rank in (1, 7, None)]
    assert places == [0, math.log(7), math.log(CANDIDATES)]
