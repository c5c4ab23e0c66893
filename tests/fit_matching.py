"""Measures what the constants of `index.calibration` do to question sets, for the model that is set.

    EMBEDDING_MODEL=… python -m tests.fit_matching QUESTION_SET_DIR [QUESTION_SET_DIR ...]

For each value of each constant, with the others as they are: the share of answerable questions whose first passage
overlaps the evidence, on the articles with even places and on those with odd ones. Choose on one half and look at the
other. A set of more than a thousand questions is sampled.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.evaluation import add_reports, find_rank, open_throwaway
from bot.question_sets import KnownQuestion, read_question_set
from bot.settings import Settings
from index.calibration import Calibration
from index.embedding import Embedder, Embedding, Floats, QuestionEmbedding
from index.passage_store import PassageStore
from index.searching import PassageSearch, Query

MOST = 1000
VALUES = {
    "whole_weight": (0.0, 0.1, 0.2, 0.4),
    "keyword_scale": (0.0, 0.005, 0.007, 0.01, 0.02),
    "vector_weight": (0.3, 0.6, 1.0),
}


@dataclass
class Recalibrated:
    """The embedder, whose questions are compared by another calibration."""

    inner: Embedder
    changes: dict[str, float]

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def directions(self) -> Floats | None:
        return self.inner.directions

    def covers(self, language: str) -> bool:
        return self.inner.covers(language)

    def embed_passages(self, texts: Sequence[str]) -> Iterator[tuple[int, Embedding]]:
        return self.inner.embed_passages(texts)

    def embed_question(self, text: str) -> QuestionEmbedding:
        question = self.inner.embed_question(text)
        return replace(question, calibration=recalibrate(question.calibration, self.changes))


def recalibrate(calibration: Calibration, changes: dict[str, float]) -> Calibration:
    """Give the calibration with some constants changed."""
    return replace(calibration, **changes)  # type: ignore[arg-type]


def measure_folds(folder: Path) -> Iterator[str]:
    """Give a line for each value of each constant."""
    known = read_question_set(folder)
    questions = [each for each in known.sample(MOST) if each.answerable]
    places = {report.id: place for place, report in enumerate(known.reports)}
    with open_throwaway(Settings()) as desk, desk.home.hold(), desk.open_runner():
        add_reports(desk, known, None)
        store = PassageStore(desk.embedder.name)

        def is_found(question: KnownQuestion, changes: dict[str, float]) -> bool:
            embedder = Recalibrated(desk.embedder, changes)
            hits = PassageSearch(desk.catalogue.database, store, embedder).search(Query(question.text))
            return find_rank(hits, lambda *place: any(each.overlaps(*place) for each in question.evidence)) == 1

        for name, values in VALUES.items():
            for value in values:
                halves: tuple[list[bool], list[bool]] = ([], [])
                for question in questions:
                    halves[places[question.evidence[0].report_id] % 2].append(is_found(question, {name: value}))
                even, odd = (sum(half) / max(len(half), 1) for half in halves)
                yield f"{folder.name}: {name} {value}: hit@1 {even:.3f} on even articles, {odd:.3f} on odd ones"


def main(folders: Sequence[str]) -> None:
    """Print the lines of each set."""
    for folder in folders:
        for line in measure_folds(Path(folder)):
            print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
