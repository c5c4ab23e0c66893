"""What only says which model made a vector, and in which language, is taken off before vectors are compared."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.centring import find_cosines, find_directions, find_mean, read_background, take_off
from index.embedding import normalise
from index.words import is_latin

LEANING = np.eye(8, dtype=np.float32) * 6


def draw_cone(seed: int, count: int, language: int = 1) -> np.ndarray:
    """Vectors of length 1 in a narrow cone, as those of E5 are, that leans a little towards a language of its own."""
    spread = np.random.default_rng(seed).normal(size=(count, 8))
    return normalise((LEANING[0] + LEANING[language] / 2 + spread).astype(np.float32))


def test_tokens_in_a_narrow_cone_tell_apart_once_its_direction_is_off():
    passages, asked = draw_cone(1, 400), draw_cone(2, 400)
    directions = find_directions([find_mean([passages]), find_mean([asked])])
    assert find_cosines(passages, asked, None).mean() > 0.7
    assert abs(find_cosines(passages, take_off(asked, directions), directions).mean()) < 0.05


def test_a_question_is_no_nearer_to_what_is_in_its_own_language_once_languages_are_off():
    own, other, asked = draw_cone(1, 400, 1), draw_cone(2, 400, 2), draw_cone(3, 400, 1)
    directions = find_directions([find_mean([own]), find_mean([other]), find_mean([asked])])
    assert (own @ asked.T).mean() - (other @ asked.T).mean() > 0.1
    asked = take_off(asked, directions)
    near, far = (find_cosines(vectors, asked, directions).mean() for vectors in (own, other))
    assert abs(near - far) < 0.02


@given(st.integers(0, 2**32 - 1), st.integers(0, 20), st.integers(1, 5))
def test_cosines_are_those_of_what_is_left_of_both(seed, count, words):
    passages, asked = draw_cone(seed, count), draw_cone(seed + 1, words)
    directions = find_directions([find_mean([draw_cone(seed + 2, 50)]), find_mean([draw_cone(seed + 3, 50, 2)])])
    own = take_off(asked, directions)
    assert find_cosines(passages, own, directions) == pytest.approx(take_off(passages, directions) @ own.T, abs=1e-3)


def test_directions_are_at_right_angles_and_hold_every_mean():
    means = [find_mean([draw_cone(seed, 30, seed)]) for seed in (1, 2, 3)]
    directions = find_directions([*means, means[0]])
    assert directions.shape == (3, 8)
    assert directions @ directions.T == pytest.approx(np.eye(3), abs=1e-5)
    for mean in means:
        assert np.linalg.norm(directions @ mean) == pytest.approx(np.linalg.norm(mean), abs=1e-5)


def test_a_vector_of_which_nothing_is_left_is_like_nothing():
    directions = np.eye(2, dtype=np.float32)[:1]
    assert np.isfinite(take_off(directions, directions)).all()
    assert find_cosines(directions, np.eye(2, dtype=np.float32)[1:], directions).tolist() == [[0]]


def test_background_has_passages_and_questions_of_each_language():
    languages = read_background()
    assert len(languages) == 9
    assert all(len(each.passages) >= 3 <= len(each.questions) for each in languages)
    assert sum(is_latin(" ".join(each.passages)) for each in languages) == 5
