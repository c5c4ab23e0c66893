"""Taking off vectors what says only which model made them and in which language, so that their cosines tell apart.

Token vectors of many models lie in a narrow cone: between unrelated words, E5's have cosines of .7 to .9. Nearly all of
that is the mean over many tokens (Mu and Viswanath, ICLR 2018); and the means of languages differ, so that a question
is near everything in its own language. The directions in which the means of nine languages lie, as passages and as
questions, are measured on sentences of our own when a model is loaded, and what vectors have of them is taken off
(Yang and others, EMNLP 2021). Stored vectors stay as the model made them, and nobody has to know a text's language.

    background | passages, questions of each language | means of their tokens | directions | cosines of what is left
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

BACKGROUND = Path(__file__).with_name("background.txt")
ASKING = ("?", "؟")
LEAST_LENGTH = 1e-3


@dataclass(frozen=True, slots=True)
class Background:
    """Sentences of one language: what is read as passages, and what is read as questions."""

    passages: tuple[str, ...]
    questions: tuple[str, ...]


@cache
def read_background() -> tuple[Background, ...]:
    """Give the sentences of each language; a blank line stands between two."""
    blocks = [block.splitlines() for block in BACKGROUND.read_text("utf-8").strip().split("\n\n")]
    return tuple(
        Background(
            tuple(line for line in lines if not line.endswith(ASKING)),
            tuple(line for line in lines if line.endswith(ASKING)),
        )
        for lines in blocks
    )


def find_mean(texts: Iterable[Floats]) -> Floats:
    """Give the mean (d,) of the tokens (n, d) of some texts."""
    return np.asarray(np.concatenate(list(texts)).mean(axis=0), np.float32)


def find_directions(means: Sequence[Floats]) -> Floats:
    """Give directions (k, d) of length 1, at right angles to each other, in which all the means (d,) lie."""
    _, lengths, directions = np.linalg.svd(np.array(means, np.float32), full_matrices=False)
    return np.asarray(directions[lengths > LEAST_LENGTH * lengths[0]], np.float32)


def take_off(vectors: Floats, directions: Floats) -> Floats:
    """Give vectors (…, d) without what they have of the directions, each of length 1."""
    rest = vectors - (vectors @ directions.T) @ directions
    return np.asarray(rest / np.maximum(np.linalg.norm(rest, axis=-1, keepdims=True), LEAST_LENGTH), np.float32)


def find_cosines(vectors: Floats, asked: Floats, directions: Floats | None) -> Floats:
    """Give the cosines (n, m) of vectors (n, d) of length 1 with those asked with, off which the directions are taken.

    They are taken off the former too, as it were: the lengths of what is left come out of the same product.
    """
    if directions is None:
        return vectors @ asked.T
    product = vectors @ np.vstack([asked, directions]).T
    left = 1 - np.square(product[:, len(asked) :]).sum(axis=1, keepdims=True)
    return np.asarray(product[:, : len(asked)] / np.sqrt(np.maximum(left, LEAST_LENGTH)), np.float32)
