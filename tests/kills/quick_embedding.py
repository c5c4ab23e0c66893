"""Vectors for tests that need thousands of passages at once: words hashed into the packaged model's 384 dimensions."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np

from index.embedding import Embedding, Floats, QuestionEmbedding, SentenceTransformerEmbedder, TokenVectors

DIMENSION = 384


class QuickEmbedder:
    """Embeds a text as the sum of its words, in microseconds; equal words have equal vectors."""

    name = "hashed words"
    directions: Floats | None = None

    def __init__(self, model: str = "", models: Path | None = None) -> None:
        """Take what the packaged model takes."""

    def covers(self, language: str) -> bool:
        return True

    def embed_passages(self, texts: Sequence[str]) -> Iterator[tuple[int, Embedding]]:
        return ((place, embed(text)) for place, text in enumerate(texts))

    def embed_question(self, text: str) -> QuestionEmbedding:
        whole = embed(text)
        count = len(whole.tokens.vectors)
        return QuestionEmbedding(whole.vector, whole.tokens.vectors, np.full(count, 1 / count, np.float32))

    is_loaded = True

    def warm_up(self) -> None:
        self.embed_question("Who said what?")

    def unload(self) -> None:
        pass


class LoadingEmbedder(QuickEmbedder):
    """One that first does for a question all that the packaged model does, so that a start takes its time."""

    def __init__(self, model: str = "", models: Path | None = None) -> None:
        self._packaged = SentenceTransformerEmbedder("light")

    def embed_question(self, text: str) -> QuestionEmbedding:
        self._packaged.embed_question(text)
        return super().embed_question(text)


@cache
def embed_word(word: str) -> Floats:
    vector = np.random.default_rng(crc32(word.encode())).standard_normal(DIMENSION, np.float32)
    return vector / np.linalg.norm(vector)


def embed(text: str) -> Embedding:
    words = list(re.finditer(r"\w+", text.lower()))
    vectors = np.stack([embed_word(match.group()) for match in words])
    whole = vectors.sum(axis=0)
    spans = np.array([match.span() for match in words], np.int32)
    return Embedding(whole / np.linalg.norm(whole), TokenVectors(vectors, spans))
