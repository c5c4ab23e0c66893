"""Embedding models for tests of changing from one to another: words hashed, each into a part of the space of its own.

A vector of the one is orthogonal to every vector of the others, so that whatever is mixed is seen at once.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from index.embedding import Embedding, Floats, QuestionEmbedding, TokenVectors
from index.errors import EmbeddingModelError
from tests.kills.quick_embedding import DIMENSION, QuickEmbedder, embed

SIZE = 3 * DIMENSION


class PartEmbedder(QuickEmbedder):
    """Embeds into one third of a space of three times the size; knows every language, or those that it is given."""

    def __init__(self, name: str, part: int, languages: Sequence[str] = ()) -> None:
        self.name = name
        self.part = part
        self.languages = languages
        self.is_loaded = False
        self.is_gone = False
        self.embedded: list[str] = []

    def covers(self, language: str) -> bool:
        return not self.languages or language in self.languages

    def embed_passages(self, texts: Sequence[str]) -> Iterator[tuple[int, Embedding]]:
        self.warm_up()
        self.embedded += texts
        return ((place, self.embed(text)) for place, text in enumerate(texts))

    def embed_question(self, text: str) -> QuestionEmbedding:
        self.warm_up()
        whole = self.embed(text)
        count = len(whole.tokens.vectors)
        return QuestionEmbedding(whole.vector, whole.tokens.vectors, np.full(count, 1 / count, np.float32))

    def embed(self, text: str) -> Embedding:
        whole = embed(text)
        return Embedding(self.widen(whole.vector), TokenVectors(self.widen(whole.tokens.vectors), whole.tokens.spans))

    def widen(self, vectors: Floats) -> Floats:
        wide = np.zeros((*vectors.shape[:-1], SIZE), np.float32)
        wide[..., self.part * DIMENSION : (self.part + 1) * DIMENSION] = vectors
        return wide

    def warm_up(self) -> None:
        if self.is_gone:
            raise EmbeddingModelError(f"{self.name} is gone.")
        self.is_loaded = True

    def unload(self) -> None:
        self.is_loaded = False


def make_models() -> tuple[PartEmbedder, PartEmbedder]:
    return PartEmbedder("old words", 0), PartEmbedder("new words", 1)
