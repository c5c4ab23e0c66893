"""Whether what was found supports an answer: worked out by hand, and over real reports."""

import math

import pytest

from bot.answering.answers import Question
from bot.answering.judging.across import measure_signs_across
from bot.answering.judging.signs import measure_signs
from bot.answering.judging.weights import ACROSS, AS_MADE, CENTRED, SPELLED
from bot.answering.support import LEAST_SUPPORT, is_supported, measure_support, squash, weigh
from corpus.sentences import Span
from index.calibration import Space
from index.late_interaction import Match
from index.passages import Passage
from index.searching import CANDIDATES, Hit
from tests.shelves import Shelf, write_report

FERRY = write_report("ferry", "Piers Ollander bought the ferry in 2026. Nobody had asked him to.")
PASSAGE = Passage("ferry", 1, 0, len(FERRY.body), 0, None, (Span(0, 40), Span(41, len(FERRY.body))))
REPORTS = {("ferry", 1): FERRY}
QUESTION = "Who bought the ferry?"


def measure(
    question: str = QUESTION,
    match: float = 0.8,
    whole: float = 0.8,
    similarity: float = 0.6,
    space: Space = Space.AS_MADE,
) -> float:
    hit = Hit(PASSAGE, 1.0, Match((match, 0.1), whole, match / 2), similarity, 1, None, space)
    return measure_support(question, [hit], REPORTS)


def test_support_is_the_weaker_of_two_judgements():
    said = weigh(
        {"whole": 0.8, "nearest": 0.6, "weakest": 1, "length": 0.4} | dict.fromkeys(AS_MADE.said, 0) | SIGNS,
        AS_MADE.said,
    )
    subject = weigh(SIGNS, AS_MADE.subject)
    assert measure() == pytest.approx(squash(min(said, subject)))
    assert said < subject


SIGNS = {
    "intercept": 1.0,
    "match": 0.8,
    "whole": 0.8,
    "nearest": 0.6,
    "weakest": 1.0,
    "unknown": 0.0,
    "length": 0.4,
    "lacking": 0.0,
    "names": 0.0,
    "figures": 0.0,
    "negated": 0.0,
    "unmet_negation": 0.0,
    "opposite": 0.0,
    "degrees": 0.0,
}


def test_what_is_far_from_the_subject_is_refused_however_it_is_worded():
    assert is_supported(measure())
    assert not is_supported(measure(match=0.3, whole=0.3, similarity=0.15))


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Who sold the ferry?", id="an opposite"),
        pytest.param("Who bought the ferry in 2019?", id="another year"),
        pytest.param("Who did not buy the ferry?", id="a negation"),
        pytest.param("Which ferry did Zorbia Airways buy?", id="a name that is nowhere"),
    ],
)
def test_what_the_sentence_contradicts_lowers_support(question):
    assert measure(question) < measure()


def test_a_long_question_is_judged_by_its_subject_alone():
    clauses = "Who did not sell the ferry in 2019, and " + "who else sold the ferry, and " * 4 + "why?"
    signs = {"match": 0.8, "nearest": 0.6, "unknown": 0.0}
    assert measure(clauses) == pytest.approx(squash(weigh(signs, AS_MADE.subject)))


def test_where_vectors_are_out_the_spelled_weights_judge():
    signs = {"whole": 0.8, "length": 0.4, "figures": 0.0, "weakest": 1.0}
    expected = squash(min(weigh(signs, SPELLED.said), weigh(signs, SPELLED.subject)))
    assert measure(similarity=0.0, space=Space.SPELLED) == pytest.approx(expected)


def test_across_languages_words_that_the_report_lacks_say_nothing():
    asked = "چه کسی در سال ۲۰۱۹ کشتی را نفروخت؟"
    signs = {
        "whole": 0.5,
        "alike": 0.6,
        "place": math.log(CANDIDATES),
        "one_script": 0,
        "heard": 0,
        "met": 0,
        "unmet": 1,
        "tokens": 0,
    }
    found = measure(asked, match=0.5, whole=0.5, space=Space.CENTRED)
    assert found == pytest.approx(squash(weigh(signs, ACROSS.subject)), abs=1e-3)
    assert found > measure(asked, match=0.2, whole=0.2, space=Space.CENTRED)


def test_within_a_language_centred_figures_are_judged_by_weights_of_their_own():
    near, far = (measure(match=cosine, whole=cosine, similarity=0.4, space=Space.CENTRED) for cosine in (0.6, 0.1))
    assert is_supported(near)
    assert not is_supported(far)
    assert measure("Who sold the ferry?", match=0.6, whole=0.6, similarity=0.4, space=Space.CENTRED) < near


@pytest.mark.parametrize("judgement", [AS_MADE, SPELLED, *CENTRED.values()])
def test_every_sign_that_is_weighed_is_measured(judgement):
    hit = Hit(PASSAGE, 1.0, Match((0.8, 0.1), 0.8, 0.4), 0.6, 1, None)
    weighed = {*judgement.subject, *(judgement.said or {})} - {"intercept"}
    signs = measure_signs(QUESTION, [hit], REPORTS)
    if judgement is ACROSS:
        signs |= measure_signs_across(QUESTION, [hit], REPORTS, "en")
    assert weighed <= set(signs)


def test_nothing_found_supports_nothing():
    assert measure_support(QUESTION, [], {}) == 0
    assert not is_supported(0)


@pytest.mark.parametrize(("over", "supported"), [(0.0, True), (-0.001, False)])
def test_the_threshold_divides(over, supported):
    assert is_supported(LEAST_SUPPORT + over) is supported


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        pytest.param(
            "How long did the ferry Anselma drift in the dark?",
            "How long did the ferry Zorbia drift in the dark?",
            id="another ferry",
        ),
        pytest.param("Who is the ferrymaster of the Anselma?", "Who is not the ferrymaster of the Anselma?", id="not"),
        pytest.param(
            "Were the ferry's guide cables installed in October 2015?",
            "Were the ferry's guide cables installed in October 2009?",
            id="year",
        ),
        pytest.param(
            "Who denied that the pilots had cut the cables?",
            "Who knows the price of tea in Zorbia?",
            id="off the shelf",
        ),
    ],
)
def test_a_question_with_a_word_changed_finds_less_support(samples: Shelf, right, wrong):
    assert samples.answerer.read(Question(wrong)).support < samples.answerer.read(Question(right)).support
