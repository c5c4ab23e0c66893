"""Whether a question and what was found for it are in one language shows in their letters and small words."""

import pytest

from bot.answering.judging.kinship import READ, Kin, find_kin, measure_shared
from corpus.sentences import Span
from index.late_interaction import Match
from index.passages import Passage
from index.searching import Hit
from tests.shelves import write_report

BODIES = {
    "en": "The ferry was bought by the council in the spring, and it is not known who asked for it.",
    "fa": "کشتی را شورا در بهار خرید و معلوم نیست که چه کسی آن را خواسته بود.",
    "ar": "اشترى المجلس العبّارة في الربيع، ولا يُعرف من الذي طلبها منه.",
    "he": "המועצה קנתה את המעבורת באביב, ולא ידוע מי ביקש אותה.",
    "es": "El ayuntamiento compró el transbordador en primavera y no se sabe quién lo pidió.",
}
QUESTIONS = {
    "en": "Who bought the ferry, and when was it known?",
    "fa": "چه کسی کشتی را خرید و در بهار چه خواسته بود؟",
    "ar": "من اشترى العبّارة في الربيع ومن الذي طلبها؟",
    "he": "מי קנתה את המעבורת ולא ביקש אותה?",
    "es": "¿Quién compró el transbordador en primavera?",
}


def find(question: str, language: str, count: int, heard: str | None = None) -> Kin:
    reports = [write_report(f"report-{place}", BODIES[language], language=language) for place in range(count)]
    hits = [
        Hit(
            Passage(report.id, 1, 0, len(report.body), 0, None, (Span(0, len(report.body)),)),
            1.0,
            Match((0.5,), 0.5, 0.5),
            0.5,
            1,
            1,
        )
        for report in reports
    ]
    return find_kin(question, hits, {(report.id, 1): report for report in reports}, heard)


@pytest.mark.parametrize("language", BODIES)
@pytest.mark.parametrize("count", [1, READ, READ + 5])
def test_a_question_in_the_language_of_the_reports_is_known_as_one(language, count):
    expected = Kin.LATIN if language in ("en", "es") else Kin.OTHER_LETTERS
    assert find(QUESTIONS[language], language, count) is expected


@pytest.mark.parametrize(
    ("asked", "language"),
    [("fa", "en"), ("ar", "en"), ("en", "ar"), ("he", "fa"), ("fa", "ar"), ("ar", "fa"), ("es", "en")],
)
def test_a_question_in_another_language_is_across_even_in_one_script(asked, language):
    assert find(QUESTIONS[asked], language, READ) is Kin.ACROSS


def test_a_few_passages_are_too_few_to_miss_words_in():
    assert find("Zorbia?", "en", READ - 1) is Kin.LATIN
    assert find("Zorbia?", "en", READ) is Kin.ACROSS


def test_where_words_are_shared_what_was_heard_tells():
    question = "¿Quién compró el transbordador en primavera?"
    assert find(question, "en", 1) is Kin.LATIN
    assert find(question, "en", 1, heard="es") is Kin.ACROSS
    assert find(question, "es", 1, heard="es") is Kin.LATIN


def test_a_name_that_passages_have_is_in_their_language_whatever_was_heard():
    assert find("Council?", "en", READ, heard="fa") is Kin.LATIN


def test_words_tell_where_what_was_heard_is_wrong():
    assert find("Wer kaufte die Fähre, und wann?", "en", READ, heard="en") is Kin.ACROSS


def test_shared_is_a_share_of_words_without_figures():
    assert measure_shared("Who bought it in 2026?", ["it was bought"]) == pytest.approx(2 / 4)
    assert measure_shared("2026?", ["anything"]) == 1
