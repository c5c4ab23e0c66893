"""Rare tokens weigh more, words that are cut into many do not weigh more than others, and shares sum to one."""

import math

import numpy as np
import pytest

from index.token_weights import hold_down_words, share_out, weigh_tokens


def test_a_token_weighs_the_logarithm_of_its_rank():
    assert weigh_tokens([5, 10, 1010], 10).tolist() == pytest.approx([math.log(2), math.log(2), math.log(1000)])
    assert weigh_tokens([], 10).tolist() == []


def test_a_word_of_many_tokens_is_held_down():
    spans = np.array([(0, 3), (4, 6), (6, 8), (8, 10), (10, 12)], np.int32)
    weights = np.full(5, 8.0, np.float32)
    assert hold_down_words(weights, spans, "who Anselmas?", 0.5).tolist() == [8, 4, 4, 4, 4]
    assert hold_down_words(weights, spans, "who Anselmas?", 1).tolist() == [8, 2, 2, 2, 2]
    assert hold_down_words(weights, spans, "who Anselmas?", 0).tolist() == weights.tolist()
    assert hold_down_words(weights[:0], spans[:0], "", 0.5).tolist() == []


def test_shares_sum_to_one():
    assert share_out(np.array([1, 3], np.float32)).tolist() == [0.25, 0.75]
    assert share_out(np.array([], np.float32)).tolist() == []
    assert share_out(np.array([0], np.float32)).tolist() == [0]
