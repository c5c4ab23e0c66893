"""What differs between embedding models once their vectors are made: how these are compared, what each figure weighs.

Chosen with the model and carried by each question that it embedded, so that nobody else asks which model it was.
`python -m tests.fit_matching DIR…` measures the figures on any question sets; `docs/decisions.md` has them.
"""

from dataclasses import dataclass
from enum import Enum


class Space(Enum):
    """In which space two tokens are compared: figures of one cannot be held against thresholds of another."""

    SPELLED = "spelled"
    AS_MADE = "as made"
    CENTRED = "centred"


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the figures of one kind of vectors become a score.

    A hit's score is that of its best sentence, `whole_weight` times that of the whole passage, and `keyword_scale`
    times its bm25 by stems; where no vectors are, times its joined scores (0 to 2). `keyword_weight` and
    `vector_weight` are those of the two rankings among which candidates are chosen. The weight of a word of n tokens
    is n ** -`sharing` times the sum of its tokens' own. Cosines across two languages are lower than within one by
    `across`, in whole vectors and in tokens: a passage in another language than the question's is lifted by it.
    """

    space: Space
    whole_weight: float = 0.2
    keyword_scale: float = 0.01
    keyword_weight: float = 1.0
    vector_weight: float = 0.6
    sharing: float = 0.0
    across: float = 0.0


AS_MADE = Calibration(Space.AS_MADE)
"""For the packaged model, whose tokens tell apart as they are; fitted to SQuAD 2.0."""

CENTRED = Calibration(Space.CENTRED, keyword_scale=0.007, vector_weight=1.0, sharing=0.35, across=0.05)
"""For every other model. Fitted to the multilingual one; what is common to all vectors of a model is taken off them."""

SPELLED = Calibration(Space.SPELLED, keyword_scale=0.5)
"""For languages that the model does not cover, where the trigrams of words stand in for tokens."""
