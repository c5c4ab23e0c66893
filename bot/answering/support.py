"""Whether the reports support an answer at all: one score for a search, and the threshold under which we refuse.

The weights were chosen on SQuAD 2.0's questions, where what cannot be answered is nearly always on topic, and the
thresholds on questions about reports that were not there; `docs/decisions.md` has the figures.
"""

from collections.abc import Sequence

from index.searching import Hit

SIMILARITY_WEIGHT = 0.5
WEAKEST_WEIGHT = 0.25
WHOLE_WEIGHT = -0.5

LEAST_SUPPORT = 0.45
LEAST_SPELLED_SUPPORT = 0.44


def measure_support(hits: Sequence[Hit]) -> float:
    """Give the support that the hits lend to an answer, from about 0 to 1.5; 0 where nothing was found.

    Where the embedding model covers the language, the best sentence and the best passage's vector speak for an answer,
    and a passage that says among its sentences what none of them says alone speaks against. Elsewhere it is the share
    of the question's words, weighed by how rare they are, that the best passage spells.
    """
    if not hits:
        return 0.0
    top = hits[0]
    if not is_embedded(top):
        return top.match.whole
    return (
        max(hit.match.best for hit in hits)
        + SIMILARITY_WEIGHT * top.similarity
        + WEAKEST_WEIGHT * top.match.weakest
        + WHOLE_WEIGHT * top.match.whole
    )


def is_supported(hits: Sequence[Hit]) -> bool:
    """Whether the reports found support an answer."""
    if not hits:
        return False
    least = LEAST_SUPPORT if is_embedded(hits[0]) else LEAST_SPELLED_SUPPORT
    return measure_support(hits) >= least


def is_embedded(hit: Hit) -> bool:
    """Whether the embedding model took part in finding a hit."""
    return hit.similarity != 0
