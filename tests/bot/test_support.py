"""Whether what was found supports an answer: figures worked out by hand, and the thresholds on each side."""

import pytest

from bot.answering.support import (
    LEAST_SPELLED_SUPPORT,
    LEAST_SUPPORT,
    SIMILARITY_WEIGHT,
    WEAKEST_WEIGHT,
    WHOLE_WEIGHT,
    is_supported,
    measure_support,
)
from corpus.sentences import Span
from index.late_interaction import Match
from index.passages import Passage
from index.searching import Hit

PASSAGE = Passage("ferry", 1, 0, 10, 0, None, (Span(0, 4), Span(5, 10)))


def give_hit(*sentences: float, whole: float = 0.0, weakest: float = 0.0, similarity: float = 0.0) -> Hit:
    return Hit(PASSAGE, 0.0, Match(sentences, whole, weakest), similarity, 1, None)


def test_support_joins_the_best_sentence_with_the_first_passage():
    hits = [give_hit(0.5, 0.6, whole=0.7, weakest=0.2, similarity=0.4), give_hit(0.8, similarity=0.9)]
    expected = 0.8 + SIMILARITY_WEIGHT * 0.4 + WEAKEST_WEIGHT * 0.2 + WHOLE_WEIGHT * 0.7
    assert measure_support(hits) == pytest.approx(expected)


def test_where_vectors_are_out_support_is_what_the_first_passage_spells():
    assert measure_support([give_hit(0.5, whole=0.6, weakest=0.2), give_hit(0.9, whole=0.95)]) == pytest.approx(0.6)


def test_nothing_found_supports_nothing():
    assert measure_support([]) == 0
    assert not is_supported([])


@pytest.mark.parametrize(("over", "supported"), [(0.001, True), (-0.001, False)])
def test_thresholds_divide(over, supported):
    embedded = give_hit(LEAST_SUPPORT + over - SIMILARITY_WEIGHT * 0.1, similarity=0.1)
    spelled = give_hit(0.0, whole=LEAST_SPELLED_SUPPORT + over)
    assert is_supported([embedded]) is supported
    assert is_supported([spelled]) is supported


def test_words_scattered_over_a_passage_speak_against_it():
    together = give_hit(0.7, whole=0.7, similarity=0.5)
    scattered = give_hit(0.7, whole=0.9, similarity=0.5)
    assert measure_support([scattered]) < measure_support([together])
