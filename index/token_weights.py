"""How much each token of a question weighs.

    token | logarithm of its rank in the vocabulary | shared among the tokens of its word | shares of the whole

Vocabularies list frequent tokens first (Zipf), so a rank says how rare a token is, without counting in the corpus. A
rare word that a vocabulary cuts into many tokens would outweigh all others, so that its weight is held down.
"""

import math
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Spans = NDArray[np.int32]

UNBROKEN = re.compile(r"\S+")


def weigh_tokens(tokens: Sequence[int], first_word: int) -> Floats:
    """Give the logarithm of each token's rank, counted from that of the first word."""
    return np.array([math.log(max(2, token - first_word)) for token in tokens], np.float32)


def hold_down_words(weights: Floats, spans: Spans, text: str, power: float) -> Floats:
    """Give the weights (n,) of tokens at `spans` (n, 2) in a text, each divided by its word's count of tokens ** power.

    With a power of 0 they stay as they are, with 1 every word weighs as its tokens do on the average.
    """
    starts = np.array([found.start() for found in UNBROKEN.finditer(text)], np.int32)
    words = np.searchsorted(starts, spans[:, 0], side="right")
    counts = np.bincount(words, minlength=len(starts) + 1)[words]
    return np.asarray(weights / counts**power, np.float32)


def share_out(weights: Floats) -> Floats:
    """Give weights as shares of their sum."""
    return np.asarray(weights / max(float(weights.sum()), 1e-9), np.float32)


def find_first_word(tokenizer: Any) -> int:
    """Give the id below which a vocabulary holds special tokens, unused ones and single characters."""
    vocabulary: dict[str, int] = tokenizer.get_vocab()
    words = (place for token, place in vocabulary.items() if len(token.strip("▁Ġ")) > 1 and token.isalpha())
    return min(words, default=0)
