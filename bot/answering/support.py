"""Whether the reports support an answer at all: one score for a search, and the threshold under which we refuse.

The score joins what late interaction and the passage's vector say of the best passage. Its weights were chosen on
SQuAD 2.0's questions, where what cannot be answered is nearly always on topic; `docs/decisions.md` has the figures.
"""

from collections.abc import Sequence

from index.searching import Hit

SIMILARITY_WEIGHT = 0.5
WEAKEST_WEIGHT = 0.25
WHOLE_WEIGHT = -0.5

# Under these the reports are taken to be silent; the second is for languages that the embedding model does not cover.
LEAST_SUPPORT = 0.45
LEAST_SPELLED_SUPPORT = 0.2


def measure_support(hits: Sequence[Hit]) -> float:
    """Give the support that the best hits lend to an answer, above 0 for most questions; 0 where nothing was found.

    A passage that matches as a whole what none of its sentences says counts against it.
    """
    if not hits:
        return 0.0
    top = hits[0]
    best = max(hit.match.best for hit in hits)
    return (
        best + SIMILARITY_WEIGHT * top.similarity + WEAKEST_WEIGHT * top.match.weakest + WHOLE_WEIGHT * top.match.whole
    )


def is_supported(hits: Sequence[Hit]) -> bool:
    """Whether the reports found support an answer."""
    if not hits:
        return False
    least = LEAST_SUPPORT if hits[0].similarity else LEAST_SPELLED_SUPPORT
    return measure_support(hits) >= least
