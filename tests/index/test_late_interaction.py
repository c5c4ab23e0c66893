"""Sentences are held against a question token by token; every figure can be worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import Span
from index.embedding import QuestionEmbedding, TokenVectors, normalise
from index.late_interaction import SPELLING_DIMENSION, TokenMatch, match_passages, spell_text, spell_word
from index.passages import Passage

EAST, NORTH = [1.0, 0.0], [0.0, 1.0]
BETWEEN = [0.6, 0.8]


def give_passage(*spans: tuple[int, int]) -> Passage:
    return Passage("ferry", 1, spans[0][0], spans[-1][1], 0, None, tuple(Span(*span) for span in spans))


def give_tokens(*tokens: tuple[int, list[float]]) -> TokenVectors:
    """Tokens of two letters: where each begins, counted from the passage's start, and its vector."""
    vectors = np.array([vector for _, vector in tokens], np.float32).reshape(-1, 2)
    return TokenVectors(vectors, np.array([(at, at + 2) for at, _ in tokens], np.int32).reshape(-1, 2))


def give_question(*tokens: tuple[float, list[float]]) -> QuestionEmbedding:
    """Tokens with their weights."""
    vectors = np.array([vector for _, vector in tokens], np.float32).reshape(-1, 2)
    return QuestionEmbedding(np.zeros(2, np.float32), vectors, np.array([weight for weight, _ in tokens], np.float32))


def test_each_sentence_gets_the_weighted_mean_of_its_best_cosines():
    passage = give_passage((100, 110), (111, 120))
    tokens = give_tokens((0, EAST), (4, BETWEEN), (11, NORTH))
    question = give_question((0.25, EAST), (0.75, NORTH))
    (match,) = match_passages(question, [(passage, tokens)])
    assert match.sentences == pytest.approx((0.25 * 1 + 0.75 * 0.8, 0.75 * 1))
    assert match.best == pytest.approx(0.85)
    assert match.whole == pytest.approx(1.0)
    assert match.weakest == pytest.approx(0.8)


def test_weakest_is_the_worst_matched_token_of_the_best_sentence():
    passage = give_passage((0, 10), (11, 20))
    tokens = give_tokens((0, NORTH), (11, EAST))
    (match,) = match_passages(give_question((0.9, EAST), (0.1, NORTH)), [(passage, tokens)])
    assert match.sentences == pytest.approx((0.1, 0.9))
    assert match.weakest == pytest.approx(0.0)


def test_tokens_of_the_question_are_given_as_the_best_sentence_matches_them():
    passage = give_passage((0, 10), (11, 20))
    tokens = give_tokens((0, NORTH), (11, EAST), (14, BETWEEN))
    question = replace(give_question((0.75, EAST), (0.25, NORTH)), spans=np.array([(0, 3), (4, 9)], np.int32))
    (match,) = match_passages(question, [(passage, tokens)])
    assert match.best_place == 1
    assert match.tokens == (TokenMatch(0, 3, 0.75, 1.0), TokenMatch(4, 9, 0.25, pytest.approx(0.8)))
    assert match_passages(replace(question, spans=None), [(passage, tokens)])[0].tokens == ()


def test_a_token_belongs_to_the_sentence_that_it_begins_in():
    passage = give_passage((50, 60), (61, 70), (72, 80))
    (match,) = match_passages(
        give_question((1.0, EAST)), [(passage, give_tokens((10, NORTH), (11, EAST), (21, NORTH)))]
    )
    assert match.sentences == pytest.approx((0.0, 1.0, 0.0))


def test_sentences_past_what_the_model_reads_match_nothing():
    passage = give_passage((0, 10), (11, 20), (21, 30))
    (match,) = match_passages(give_question((1.0, EAST)), [(passage, give_tokens((0, EAST)))])
    assert match.sentences == pytest.approx((1.0, 0.0, 0.0))


def test_passages_are_matched_each_with_its_own_tokens():
    one, other, empty = give_passage((0, 10)), give_passage((0, 10)), give_passage((0, 10))
    pairs = [(one, give_tokens((0, NORTH), (3, EAST))), (empty, give_tokens()), (other, give_tokens((0, NORTH)))]
    found = match_passages(give_question((1.0, EAST)), pairs)
    assert [match.best for match in found] == pytest.approx([1.0, 0.0, 0.0])


def test_a_question_without_tokens_matches_nothing():
    (match,) = match_passages(give_question(), [(give_passage((0, 10)), give_tokens((0, EAST)))])
    assert (match.sentences, match.whole, match.weakest) == ((0.0,), 0.0, 1.0)
    assert match_passages(give_question((1.0, EAST)), []) == []


@given(st.data())
def test_no_figure_is_over_one_and_the_whole_matches_no_less_than_its_best_sentence(data):
    draw = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    sentences = data.draw(st.integers(1, 6))
    passage = give_passage(*((10 * place, 10 * place + 9) for place in range(sentences)))
    starts = sorted(draw.choice(10 * sentences, data.draw(st.integers(0, 10 * sentences)), replace=False))
    spans = np.array([(at, at + 1) for at in starts], np.int32).reshape(-1, 2)
    tokens = TokenVectors(normalise(draw.normal(size=(len(starts), 8)).astype(np.float32)), spans)
    size = data.draw(st.integers(1, 8))
    asked = normalise(draw.normal(size=(size, 8)).astype(np.float32))
    weights = draw.random(size).astype(np.float32)
    question = QuestionEmbedding(asked[0], asked, weights / weights.sum())
    (match,) = match_passages(question, [(passage, tokens)])
    assert len(match.sentences) == sentences
    assert all(-1.0001 <= figure <= 1.0001 for figure in (*match.sentences, match.whole, match.weakest))
    assert len(starts) < 10 * sentences or match.whole >= match.best - 1e-5


def test_words_spelled_alike_match_better_than_others():
    cable, cables, river = (spell_word(word) for word in ("کابل", "کابل‌های", "رودخانه"))
    assert float(cable @ cable) == pytest.approx(1.0)
    assert float(cable @ cables) > 0.5 > float(cable @ river)


def test_spellings_of_a_letter_are_one_spelling():
    assert float(spell_word("كابلي") @ spell_word("کابلی")) == pytest.approx(1.0)


@given(st.text(max_size=60))
def test_spelled_words_are_slices_of_the_text(text):
    tokens = spell_text(text)
    assert tokens.vectors.shape == (len(tokens.spans), SPELLING_DIMENSION)
    assert all(text[start:end].strip() for start, end in tokens.spans)
    lengths = np.linalg.norm(tokens.vectors, axis=1)
    assert np.all(np.isclose(lengths, 1.0, atol=1e-5) | (lengths == 0))
