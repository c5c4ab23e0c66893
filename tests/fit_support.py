"""Fits again the weights by which a sentence is judged to say what was asked (`bot.answering.support.SAID`).

    python -m tests.fit_support QUESTION_SET_DIR[:WEIGHT] ...

Each question of the first set counts once, of another WEIGHT times. The AUROC is measured on the first set with every
article left out once: the weights that score its questions were fitted without them. Questions that nothing answers are
taken to be about the article of their first hit.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.answering.answerer import understand
from bot.answering.answers import Question
from bot.answering.judging.signs import measure_signs
from bot.answering.support import SAID, is_embedded
from bot.evaluation import add_reports, measure_auroc, open_throwaway
from bot.question_sets import QuestionSet, read_question_set
from bot.settings import Settings
from index.embedding import Floats

NAMES = tuple(name for name in SAID if name != "intercept")
RIDGE = 10.0
REFUSED_WRONGLY = (0.15, 0.13, 0.1)


@dataclass(frozen=True)
class Measured:
    """The signs of a set's questions (n, signs), which of them are answerable, their articles, and their weight."""

    signs: Floats
    answerable: Floats
    articles: Sequence[str]
    weight: float


def measure_set(folder: Path, weight: float) -> Measured:
    """Put a set's reports on a shelf of their own, and take the signs of its questions."""
    known = read_question_set(folder)
    rows = list(measure_questions(known))
    signs = np.array([[signs[name] for name in NAMES] for signs, _, _ in rows])
    return Measured(
        signs, np.array([answerable for _, answerable, _ in rows], float), [each[2] for each in rows], weight
    )


def measure_questions(known: QuestionSet) -> Iterator[tuple[dict[str, float], bool, str]]:
    """Give each question's signs, whether it is answerable, and its article."""
    with open_throwaway(Settings()) as desk, desk.home.hold(), desk.open_runner():
        add_reports(desk, known, None)
        reports = {(report.id, report.version): desk.catalogue.get_report(report.id) for report in known.reports}
        for question in known.questions:
            hits = desk.search.search(understand(Question(question.text)))
            if hits and is_embedded(hits[0]):
                article = question.evidence[0].report_id if question.evidence else hits[0].passage.report_id
                yield measure_signs(question.text, hits, reports), question.answerable, article


def fit(signs: Floats, answerable: Floats, weights: Floats) -> Floats:
    """Give the intercept and a weight for each sign: ridge logistic regression by Newton's method, on scaled signs."""
    scale = signs.std(axis=0) + 1e-9
    rows = np.hstack([np.ones((len(signs), 1)), signs / scale])
    penalty = np.diag([0.0] + [RIDGE] * signs.shape[1])
    found = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (weights * (answerable - chance)) - penalty @ found
        bend = (rows * (weights * chance * (1 - chance))[:, None]).T @ rows + penalty
        found = found + np.linalg.solve(bend, slope)
    return np.concatenate([found[:1], found[1:] / scale])


def score(signs: Floats, found: Floats) -> Floats:
    """Give the weighted sums."""
    return found[0] + signs @ found[1:]


def cross_validate(first: Measured, others: Sequence[Measured]) -> Floats:
    """Score each of the first set's questions by weights that were fitted without its article."""
    scores = np.zeros(len(first.signs))
    articles = np.array(first.articles)
    for article in dict.fromkeys(first.articles):
        kept = articles != article
        scores[~kept] = score(first.signs[~kept], fit_all(first, others, kept))
    return scores


def fit_all(first: Measured, others: Sequence[Measured], kept: Floats) -> Floats:
    """Fit to the kept questions of the first set and to all of the others."""
    return fit(
        np.vstack([first.signs[kept], *(each.signs for each in others)]),
        np.concatenate([first.answerable[kept], *(each.answerable for each in others)]),
        np.concatenate([np.ones(int(kept.sum())), *(np.full(len(each.signs), each.weight) for each in others)]),
    )


def main(arguments: Sequence[str]) -> None:
    """Print the weights, with the intercept for each share that may be refused wrongly."""
    named = [argument.partition(":") for argument in arguments]
    first, *others = [measure_set(Path(folder), float(weight or 1)) for folder, _, weight in named]
    right = first.answerable > 0
    scores = cross_validate(first, others)
    found = fit_all(first, others, np.ones(len(first.signs), bool))
    print("AUROC, by article:", measure_auroc(scores[right].tolist(), scores[~right].tolist()))  # noqa: T201
    print({name: round(float(weight), 2) for name, weight in zip(NAMES, found[1:], strict=True)})  # noqa: T201
    for wrongly in REFUSED_WRONGLY:
        least = float(np.quantile(scores[right], wrongly))
        share = float((scores[~right] < least).mean())
        print(f"refusing {wrongly:.0%} wrongly refuses {share:.1%}; intercept {found[0] - least:.2f}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
