"""What can go wrong with finding passages, as a tree.

FindingError
├── EmbeddingModelError   the embedding model is missing, damaged or cannot be loaded
└── VectorIndexError      Chroma did not answer, or answered nonsense

Every message is one sentence: what was wrong and what to do.
"""


class FindingError(Exception):
    """Anything that the index room refuses; its text can be shown to an operator as it is."""


class EmbeddingModelError(FindingError):
    """The embedding model is missing, damaged, or cannot be loaded."""


class VectorIndexError(FindingError):
    """Chroma did not answer, or its answer made no sense; exact search stands in for it."""
