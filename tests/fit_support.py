"""Fits again the weights by which support is judged (`bot.answering.judging.weights`), for the model that is set.

    EMBEDDING_MODEL=… python -m tests.fit_support QUESTION_SET_DIR[:WEIGHT] ...
    EMBEDDING_MODEL=… python -m tests.fit_support --subject QUESTION_SET_DIR[:WEIGHT] ... QUESTIONS+REPORTS[:WEIGHT] ...

The first form fits whether a sentence says what was asked. Each question of the first set counts once, of another
WEIGHT times; only questions that are compared with the reports as most of the first set's are count (`find_kin`). The
AUROC is measured on the first set with every article left out once: the weights that score its questions were fitted
without them. Questions that nothing answers are taken to be about the article of their first hit.

The second form fits whether reports are on the subject at all: the answerable questions of each set against those of
sets given as A+B, the questions of A asked of the reports of B, which are about other things; of those in B that answer
a question nothing is shown, so that A+A asks each of the rest of its own shelf. It fits for each kin that has enough
questions; every argument counts the same, times its WEIGHT.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.answering.judging.kinship import Kin, find_kin
from bot.answering.judging.weights import find_judgement
from bot.answering.support import judge
from bot.evaluation import add_reports, measure_auroc, open_throwaway
from bot.languages.hearing import hear_language
from bot.languages.language import Language
from bot.question_sets import KnownQuestion, QuestionSet, read_question_set
from bot.settings import Settings
from index.calibration import Space
from index.embedding import Floats
from index.searching import Query

RIDGE = 10.0
REFUSED_WRONGLY = (0.15, 0.13, 0.1, 0.08, 0.02)
FEWEST = 40
MOST = 350
"""How many questions of each argument are asked for the subject."""


@dataclass(frozen=True)
class Row:
    """One question: its signs, whether it is answered, its article, and how it was compared with the reports."""

    signs: dict[str, float]
    answerable: bool
    article: str
    space: Space
    kin: Kin
    weight: float = 1.0


def measure(questions: Sequence[KnownQuestion], known: QuestionSet, *, at_home: bool, weight: float) -> Iterator[Row]:
    """Put a set's reports on a shelf of their own, and ask questions of them, which they answer only at home.

    Away, what is found in a report that does answer the question is left out.
    """
    with open_throwaway(Settings()) as desk, desk.home.hold(), desk.open_runner():
        add_reports(desk, known, None)
        reports = {(report.id, report.version): desk.catalogue.get_report(report.id) for report in known.reports}
        for question in questions:
            language = hear_language(question.text, Language.ENGLISH)
            own = () if at_home else {place.report_id for place in question.evidence}
            found = desk.search.search(Query(question.text, language=language))
            hits = [hit for hit in found if hit.passage.report_id not in own]
            if hits:
                named = at_home and question.evidence
                yield Row(
                    judge(question.text, hits, reports, language)[0],
                    at_home and question.answerable,
                    question.evidence[0].report_id if named else hits[0].passage.report_id,
                    hits[0].space,
                    find_kin(question.text, hits, reports, language),
                    weight,
                )


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


def fit_rows(rows: Sequence[Row], names: Sequence[str]) -> Floats:
    """Fit to some rows by the signs of these names."""
    answerable = np.array([row.answerable for row in rows], float)
    return fit(list_signs(rows, names), answerable, np.array([row.weight for row in rows]))


def list_signs(rows: Sequence[Row], names: Sequence[str]) -> Floats:
    """Give the signs of these names (rows, names)."""
    return np.array([[row.signs[name] for name in names] for row in rows])


def score(rows: Sequence[Row], names: Sequence[str], found: Floats) -> Floats:
    """Give the weighted sums."""
    return found[0] + list_signs(rows, names) @ found[1:]


def cross_validate(first: Sequence[Row], others: Sequence[Row], names: Sequence[str]) -> Floats:
    """Score each of the first set's rows by weights that were fitted without its article."""
    scores = np.zeros(len(first))
    articles = np.array([row.article for row in first])
    for article in dict.fromkeys(articles):
        kept = articles != article
        found = fit_rows([row for row, keep in zip(first, kept, strict=True) if keep] + list(others), names)
        left_out = [row for row, keep in zip(first, kept, strict=True) if not keep]
        scores[~kept] = score(left_out, names, found)
    return scores


def tell(names: Sequence[str], found: Floats, scores: Floats, answerable: Floats) -> None:
    """Print weights, and the intercept for each share that may be refused wrongly."""
    right = answerable > 0
    print("AUROC:", measure_auroc(scores[right].tolist(), scores[~right].tolist()))  # noqa: T201
    print({name: round(float(weight), 2) for name, weight in zip(names, found[1:], strict=True)})  # noqa: T201
    for wrongly in REFUSED_WRONGLY:
        least = float(np.quantile(scores[right], wrongly))
        share = float((scores[~right] < least).mean())
        print(f"refusing {wrongly:.0%} wrongly refuses {share:.1%}; intercept {found[0] - least:.2f}")  # noqa: T201


def fit_said(named: Sequence[tuple[str, float]]) -> None:
    """Fit whether a sentence says what was asked."""
    first, *others = [
        list(measure(known.questions, known, at_home=True, weight=weight))
        for known, weight in ((read_question_set(Path(folder)), weight) for folder, weight in named)
    ]
    (space, kin), _ = Counter((row.space, row.kin) for row in first).most_common(1)[0]
    said = find_judgement(space, kin).said
    if said is None:
        raise SystemExit(f"Whether a sentence says it is not judged for {kin.value}.")
    names = [name for name in said if name != "intercept"]
    own, *more = ([row for row in rows if (row.space, row.kin) == (space, kin)] for rows in (first, *others))
    joined = [row for rows in more for row in rows]
    print(f"{space.value}, {kin.value}: {len(own)} questions, by article")  # noqa: T201
    scores = cross_validate(own, joined, names)
    tell(names, fit_rows([*own, *joined], names), scores, np.array([row.answerable for row in own], float))


def measure_subjects(named: Sequence[tuple[str, float]]) -> Iterator[Row]:
    """Ask questions of each set of its own reports, or of those of another; every argument counts alike."""
    for folder, weight in named:
        asked, _, away = folder.partition("+")
        questions = [each for each in read_question_set(Path(asked)).questions if away or each.answerable]
        chosen = questions[:: -(-len(questions) // MOST)]
        each = weight * MOST / len(chosen)
        yield from measure(chosen, read_question_set(Path(away or asked)), at_home=not away, weight=each)


def fit_subject(named: Sequence[tuple[str, float]]) -> None:
    """Fit whether reports are on the subject, for each way of comparing that has enough questions."""
    rows = list(measure_subjects(named))
    for (space, kin), count in Counter((row.space, row.kin) for row in rows).most_common():
        own = [row for row in rows if (row.space, row.kin) == (space, kin)]
        answered = sum(row.answerable for row in own)
        if min(answered, count - answered) < FEWEST:
            continue
        names = [name for name in find_judgement(space, kin).subject if name != "intercept"]
        found = fit_rows(own, names)
        print(f"{space.value}, {kin.value}: {answered} questions at home, {count - answered} away")  # noqa: T201
        tell(names, found, score(own, names, found), np.array([row.answerable for row in own], float))


def main(arguments: Sequence[str]) -> None:
    """Fit what is asked for, and print it."""
    parted = [argument.partition(":") for argument in arguments if argument != "--subject"]
    named = [(folder, float(weight or 1)) for folder, _, weight in parted]
    (fit_subject if "--subject" in arguments else fit_said)(named)


if __name__ == "__main__":
    main(sys.argv[1:])
