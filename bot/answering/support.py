"""Whether the reports support an answer at all: one score for a search, and the threshold under which we refuse.

    signs | are the reports on the subject? does the best sentence say it? | the weaker of the two | support, 0 to 1

Each judgement is a weighted sum of signs (`bot.answering.judging.signs`, `bot.answering.judging.weights`). Which
weights count depends on how the question was compared with the reports, and on whether they are in one language.
"""

import math
from collections.abc import Sequence

from bot.answering.judging.across import measure_signs_across
from bot.answering.judging.kinship import Kin, find_kin
from bot.answering.judging.signs import Reports, Signs, measure_signs
from bot.answering.judging.weights import Judgement, Weights, find_judgement
from index.searching import Hit

LEAST_SUPPORT = 0.5
"""From here on an answer is given; the intercepts put it where it belongs."""


def measure_support(
    question: str, hits: Sequence[Hit], reports: Reports, language: str | None = None, *, disputed: bool = False
) -> float:
    """Give the support that the hits lend to an answer, from 0 to 1; 0 where nothing was found or nothing is asked.

    `language` is the code of the question's, None where that is not known.

    A long question has several clauses, which no one sentence says, so that only its subject is judged; so it is where
    the question is `disputed`, since its two sides were found to say it.
    """
    if not hits or not any(map(str.isalnum, question)):
        return 0.0
    signs, judgement = judge(question, hits, reports, language)
    on_subject = weigh(signs, judgement.subject)
    if judgement.said is None or signs["is_long"] or disputed:
        return squash(on_subject)
    return squash(min(on_subject, weigh(signs, judgement.said)))


def is_on_subject(words: str, hits: Sequence[Hit], reports: Reports, language: str | None = None) -> bool:
    """Whether the reports found are about what some words name, whatever they say of it; never where none was found."""
    if not hits:
        return False
    signs, judgement = judge(words, hits, reports, language)
    return weigh(signs, judgement.subject) >= 0


def judge(question: str, hits: Sequence[Hit], reports: Reports, language: str | None) -> tuple[Signs, Judgement]:
    """Give the signs of a question and what was found for it, and the weights that count; there must be a hit."""
    kin = find_kin(question, hits, reports, language)
    signs = measure_signs(question, hits, reports)
    if kin is Kin.ACROSS:
        signs |= measure_signs_across(question, hits, reports, language)
    return signs, find_judgement(hits[0].space, kin)


def is_supported(support: float) -> bool:
    """Whether this much support is enough for an answer."""
    return support >= LEAST_SUPPORT


def weigh(signs: Signs, weights: Weights) -> float:
    """Give the weighted sum of signs, above 0 where they speak for an answer."""
    return sum(weight * signs.get(name, 1.0) for name, weight in weights.items())


def squash(logit: float) -> float:
    """Give a sum as a share between 0 and 1 (the logistic function)."""
    return 1 / (1 + math.exp(-logit))
