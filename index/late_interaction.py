"""Late interaction: how well each sentence of each passage matches a question, token by token.

For each token of the question, the best cosine among a sentence's tokens; averaged with the question's weights
(MaxSim, Khattab and Zaharia, SIGIR 2020, with weights for frequent words). Where the embedding model does not cover a
language, words spelled as letter trigrams stand in for tokens, so that the same measure serves.

    question, passages | one product of all tokens | best of each sentence | weighted mean | matches
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np

from index.centring import find_cosines
from index.embedding import Floats, QuestionEmbedding, TokenVectors
from index.passages import Passage
from index.words import WORD, fold

SPELLING_DIMENSION = 512


@dataclass(frozen=True, slots=True)
class TokenMatch:
    """One token of a question, `question[start:end]`: its share of the weight, and its best cosine in a sentence."""

    start: int
    end: int
    weight: float
    cosine: float


@dataclass(frozen=True, slots=True)
class Match:
    """How a passage matches a question; every figure is a cosine, so at most 1.

    `sentences` has one for each of the passage's sentences, `whole` is that of all of it together, and `weakest` is
    that of the question's token that the best sentence matches least. `tokens` has all of the question's tokens as the
    best sentence matches them, where their places are known.
    """

    sentences: tuple[float, ...]
    whole: float
    weakest: float
    tokens: tuple[TokenMatch, ...] = ()

    @property
    def best(self) -> float:
        """That of the best sentence."""
        return max(self.sentences)

    @property
    def best_place(self) -> int:
        """Which sentence that is, the first of equals."""
        return self.sentences.index(self.best)


def match_passages(question: QuestionEmbedding, candidates: Sequence[tuple[Passage, TokenVectors]]) -> list[Match]:
    """Hold a question against the tokens of passages, whose spans are offsets from the passage's start."""
    if not candidates:
        return []
    # One product for all passages: many small ones cost more in hand-overs between threads than in arithmetic.
    everything = np.concatenate([tokens.vectors for _, tokens in candidates])
    cosines = find_cosines(everything, question.tokens, question.directions)
    return [
        make_match(passage, tokens, own, question)
        for (passage, tokens), own in zip(candidates, split_rows(cosines, candidates), strict=True)
    ]


def split_rows(cosines: Floats, candidates: Sequence[tuple[Passage, TokenVectors]]) -> Iterator[Floats]:
    """Give each passage's rows of the product."""
    first = 0
    for _, tokens in candidates:
        yield cosines[first : first + len(tokens.vectors)]
        first += len(tokens.vectors)


def make_match(passage: Passage, tokens: TokenVectors, cosines: Floats, question: QuestionEmbedding) -> Match:
    """Give the match of one passage from its tokens' cosines (tokens, question's tokens)."""
    best = np.zeros((len(passage.sentences), len(question.weights)), np.float32)
    bounds = [sentence.start - passage.start for sentence in passage.sentences]
    firsts = np.searchsorted(tokens.spans[:, 0], bounds)
    for place, (first, last) in enumerate(zip(firsts, [*firsts[1:], len(cosines)], strict=True)):
        if last > first:
            best[place] = cosines[first:last].max(axis=0)
    sentences = (best * question.weights).sum(axis=1)
    closest = best[int(sentences.argmax())]
    return Match(
        tuple(map(float, sentences)),
        float((best.max(axis=0) * question.weights).sum()),
        float(closest.min(initial=1.0)),
        list_tokens(question, closest),
    )


def list_tokens(question: QuestionEmbedding, cosines: Floats) -> tuple[TokenMatch, ...]:
    """Give each of the question's tokens with its cosine, or nothing where their places are not known."""
    if question.spans is None:
        return ()
    columns = (question.spans[:, 0], question.spans[:, 1], question.weights, cosines)
    return tuple(map(TokenMatch, *(column.tolist() for column in columns)))


def spell_text(text: str) -> TokenVectors:
    """Give each word of a text as the trigrams of its folded letters, hashed into 512 places."""
    found = list(WORD.finditer(text))
    vectors = np.array([spell_word(word.group()) for word in found], np.float32).reshape(-1, SPELLING_DIMENSION)
    return TokenVectors(vectors, np.array([word.span() for word in found], np.int32).reshape(-1, 2))


@lru_cache(maxsize=20_000)
def spell_word(word: str) -> Floats:
    """Give one word as a vector of length 1."""
    letters = f"<{fold(word)}>"
    vector = np.zeros(SPELLING_DIMENSION, np.float32)
    for at in range(len(letters) - 2):
        vector[crc32(letters[at : at + 3].encode()) % SPELLING_DIMENSION] += 1
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector
