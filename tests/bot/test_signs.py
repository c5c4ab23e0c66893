"""The signs for and against an answer, over reports of a sentence or two."""

import pytest

from bot.answering.judging.signs import LONG, measure_signs
from corpus.sentences import Span
from index.late_interaction import Match, TokenMatch
from index.passages import Passage
from index.searching import Hit
from tests.shelves import write_report

FERRY = write_report(
    "ferry", "In 2024 the ferry was not sold. Piers Ollander bought it in 2026.", publisher="The Courier"
)
PASSAGE = Passage("ferry", 1, 0, len(FERRY.body), 0, None, (Span(0, 31), Span(32, len(FERRY.body))))
REPORTS = {("ferry", 1): FERRY}


def give_hit(best: int, *tokens: TokenMatch, similarity: float = 0.5, weakest: float = 0.25) -> Hit:
    sentences = (0.6, 0.5) if best == 0 else (0.5, 0.6)
    return Hit(PASSAGE, 1.0, Match(sentences, 0.7, weakest, tokens), similarity, 1, 1)


def measure(question: str, best: int = 1, *tokens: TokenMatch) -> dict[str, float]:
    return measure_signs(question, [give_hit(best, *tokens)], REPORTS)


@pytest.mark.parametrize(
    ("question", "best", "sign", "value"),
    [
        pytest.param("Who bought it in 2025?", 1, "figures", 1, id="another figure"),
        pytest.param("Who bought it in 2026?", 1, "figures", 0, id="the same figure"),
        pytest.param("Who sold it in 2026?", 1, "opposite", 1, id="an opposite"),
        pytest.param("Who did not buy it?", 1, "negated", 1, id="a negated question"),
        pytest.param("Who did not buy it?", 1, "unmet_negation", 1, id="a negation that the sentence lacks"),
        pytest.param("What was not sold?", 0, "unmet_negation", 0, id="a negation that the sentence has"),
        pytest.param("Who first bought it?", 1, "degrees", 1, id="a degree"),
        pytest.param("What did Ollander buy?", 1, "names", 0, id="a name that is there"),
        pytest.param("What did Zorbia buy?", 1, "names", 0.8 - 0.25, id="a name that is not"),
        pytest.param("What did The Courier buy?", 1, "names", 0, id="the outlet's name"),
        pytest.param("What did Zorbia buy from Ollander?", 1, "unknown", 0.5, id="one of two names"),
        pytest.param("What did Olander buy?", 1, "unknown", 0, id="a name with a slip"),
        pytest.param("Which vessel did Ollander acquire?", 1, "lacking", 2, id="words put otherwise"),
        pytest.param("who bought it?", 1, "length", 0.3, id="length in tens of words"),
    ],
)
def test_each_sign_shows_where_it_should(question, best, sign, value):
    assert measure(question, best)[sign] == pytest.approx(value)


def test_the_weakest_word_is_taken_from_its_own_tokens():
    question = "Who acquired it?"
    acquired = (TokenMatch(4, 8, 0.5, 0.9), TokenMatch(8, 12, 0.3, 0.4))
    assert measure(question, 1, *acquired)["weakest"] == pytest.approx(0.4)
    assert measure("Who bought it?", 1, *acquired)["weakest"] == 1.0


def test_match_and_nearness_are_those_of_the_best_of_all_hits():
    signs = measure_signs("Who?", [give_hit(0, similarity=0.2), give_hit(1, similarity=0.9)], REPORTS)
    assert (signs["match"], signs["whole"], signs["nearest"]) == (0.6, 0.7, 0.9)


def test_a_question_of_many_words_is_long():
    assert measure(" ".join(["ferry"] * LONG))["is_long"] == 0
    assert measure(" ".join(["ferry"] * (LONG + 1)))["is_long"] == 1


def test_low_is_the_mean_of_the_third_of_the_words_that_the_sentence_has_least():
    question = "Who acquired the Anselma ?"
    spans = ((0, 3, 0.9), (4, 8, 0.2), (8, 12, 0.4), (13, 16, 0.8), (17, 24, 0.7), (25, 26, 0.0))
    tokens = [TokenMatch(start, end, 0.2, cosine) for start, end, cosine in spans]
    assert measure(question, 1, *tokens)["low"] == pytest.approx(0.3)
    assert measure(question)["low"] == pytest.approx(0.25)


def test_ahead_is_what_the_best_sentence_has_before_the_second_best():
    assert measure("Who?")["ahead"] == pytest.approx(0.1)
    assert measure_signs("Who?", [give_hit(0), give_hit(1)], REPORTS)["ahead"] == 0


def test_agree_is_the_share_of_the_first_passages_from_one_report():
    other = write_report("bridge", "The bridge was closed.")
    stray = Hit(Passage("bridge", 1, 0, 22, 0, None, (Span(0, 22),)), 0.5, Match((0.1,), 0.1, 0.1), 0.1, None, 2)
    signs = measure_signs("Who?", [give_hit(0), stray, give_hit(1), stray], REPORTS | {("bridge", 1): other})
    assert signs["agree"] == 0.5
