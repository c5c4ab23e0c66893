"""Whether the reports support an answer at all: one score for a search, and the threshold under which we refuse.

    signs | are the reports on the subject? does the best sentence say it? | the weaker of the two | support, 0 to 1

Each judgement is a weighted sum of signs (`bot.answering.judging.signs`). The weights are logistic regressions':
whether it is said was fitted to SQuAD 2.0, where what cannot be answered is on topic, together with the questions about
our own samples (each counted twelve times); the subject to questions asked of reports that are about other things.
`python -m tests.fit_support` fits the first again from any question sets; `docs/decisions.md` has the figures.
"""

import math
from collections.abc import Mapping, Sequence

from bot.answering.judging.signs import Reports, Signs, measure_signs
from index.searching import Hit

Weights = Mapping[str, float]

LEAST_SUPPORT = 0.5
"""From here on an answer is given. The intercepts put it where 13 % of SQuAD 2.0's answerable questions are refused."""

SUBJECT: Weights = {"intercept": -10.8, "match": 10.3, "nearest": 17.8, "unknown": -2.4}
SAID: Weights = {
    "intercept": -0.64,
    "whole": -2.78,
    "nearest": 3.6,
    "weakest": 1.63,
    "names": -2.34,
    "figures": -2.55,
    "negated": -0.82,
    "unmet_negation": -1.94,
    "opposite": -1.68,
    "degrees": -0.5,
    "length": 0.31,
    "lacking": 0.2,
}

# For languages that the embedding model does not cover; fitted to PersianQA, of whose answerable questions 2.5 % are
# refused.
SPELLED_SUBJECT: Weights = {"intercept": -8.8, "whole": 20.0}
SPELLED_SAID: Weights = {"intercept": -2.2, "whole": 3.5, "length": 0.75, "figures": -3.5, "weakest": 1.0}


def measure_support(question: str, hits: Sequence[Hit], reports: Reports) -> float:
    """Give the support that the hits lend to an answer, from 0 to 1; 0 where nothing was found.

    A long question has several clauses, which no one sentence says, so that only its subject is judged.
    """
    if not hits:
        return 0.0
    signs = measure_signs(question, hits, reports)
    subject, said = (SUBJECT, SAID) if is_embedded(hits[0]) else (SPELLED_SUBJECT, SPELLED_SAID)
    on_subject = weigh(signs, subject)
    return squash(on_subject if signs["is_long"] else min(on_subject, weigh(signs, said)))


def is_on_subject(words: str, hits: Sequence[Hit], reports: Reports) -> bool:
    """Whether the reports found are about what some words name, whatever they say of it; never where none was found."""
    if not hits:
        return False
    subject = SUBJECT if is_embedded(hits[0]) else SPELLED_SUBJECT
    return weigh(measure_signs(words, hits, reports), subject) >= 0


def is_supported(support: float) -> bool:
    """Whether this much support is enough for an answer."""
    return support >= LEAST_SUPPORT


def is_embedded(hit: Hit) -> bool:
    """Whether the embedding model took part in finding a hit."""
    return hit.similarity != 0


def weigh(signs: Signs, weights: Weights) -> float:
    """Give the weighted sum of signs, above 0 where they speak for an answer."""
    return sum(weight * signs.get(name, 1.0) for name, weight in weights.items())


def squash(logit: float) -> float:
    """Give a sum as a share between 0 and 1 (the logistic function)."""
    return 1 / (1 + math.exp(-logit))
