"""Questions and sentences that are alike in their words and say opposite things."""

import pytest

from bot.answering.judging.contrasts import count_missing_degrees, has_opposite, is_negated
from bot.answering.judging.coverage import Wording


@pytest.mark.parametrize(
    ("question", "sentence", "opposite"),
    [
        pytest.param("Why did fares increase?", "Fares decreased in May.", True, id="opposite verbs"),
        pytest.param("Why did fares increase?", "Fares increased in May.", False, id="the same verb"),
        pytest.param("What was the least common fish?", "The most common fish is the eel.", True, id="least and most"),
        pytest.param("Who was first and who was last?", "He was first.", True, id="one of the two is missing"),
        pytest.param("Which gates were locked?", "The gates were unlocked.", True, id="a prefix in the sentence"),
        pytest.param("Why is the plan unlikely?", "The plan is likely to pass.", True, id="a prefix in the question"),
        pytest.param("What is a non-tropical bird?", "Tropical birds are small.", True, id="non- in the question"),
        pytest.param("Where did the ferry land?", "The ferry landed at Tarn Gate.", False, id="nothing opposite"),
    ],
)
def test_opposites_are_found(question, sentence, opposite):
    assert has_opposite(Wording.of(question), Wording.of(sentence)) is opposite


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("What does not help?", True),
        ("Who didn’t come?", True),
        ("Who didn't come?", True),
        ("Nobody came.", True),
        ("Who knows the knot?", False),
    ],
)
def test_negations_are_found(text, negated):
    assert is_negated(Wording.of(text)) is negated


def test_degrees_are_counted_where_the_sentence_lacks_them():
    question = Wording.of("What was the first and the largest crossing?")
    assert count_missing_degrees(question, Wording.of("The largest crossing opened.")) == 1
    assert count_missing_degrees(question, Wording.of("The first, the largest.")) == 0
    assert count_missing_degrees(Wording.of("Who rested?"), Wording.of("He did.")) == 0
