"""Measuring answers on a question set: retrieval, quotation, refusal and speed.

    question set | throw-away catalogue | ask each question as a reader would | figures

The refusal is measured apart: quotations are judged as they were chosen, whether or not an answer was then refused.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.answering.answers import Question, Refusal
from bot.answering.concluding import make_record
from bot.home import Home, find_models
from bot.main import Desk, open_desk
from bot.question_sets import KnownQuestion, QuestionSet, read_question_set
from bot.settings import Settings
from corpus.publishing import Desk as PublishingDesk
from index.searching import Hit

Progress = Callable[[int, int], None]
Json = dict[str, Any]

DEPTH = 10
ACTOR = "evaluation"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question; ranks count from 1 and are None past the tenth hit."""

    answerable: bool
    report_rank: int | None
    evidence_rank: int | None
    quoted: tuple[bool, ...]
    exact: tuple[bool, ...]
    support: float
    refused: bool
    took_ms: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of one run; shares are from 0 to 1, and None where the set has no question of that kind."""

    reports: int
    passages: int
    outcomes: tuple[Outcome, ...]
    passages_per_s: float

    def make_json(self) -> Json:
        """Give the object of `evaluate --json`."""
        return {
            "reports": self.reports,
            "passages": self.passages,
            "questions": len(self.outcomes),
            "retrieval": self._measure_retrieval(),
            "quotation": self._measure_quotation(),
            "refusal": self._measure_refusal(),
            "speed": self._measure_speed(),
        }

    @property
    def _answerable(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.answerable]

    def _measure_retrieval(self) -> Json:
        reports = [outcome.report_rank for outcome in self._answerable]
        evidence = [outcome.evidence_rank for outcome in self._answerable]
        return {
            **{f"report_hit@{k}": share(rank is not None and rank <= k for rank in reports) for k in (1, 5, DEPTH)},
            **{f"hit@{k}": share(rank is not None and rank <= k for rank in evidence) for k in (1, 5, DEPTH)},
            f"mrr@{DEPTH}": mean([1 / rank if rank else 0.0 for rank in evidence]),
        }

    def _measure_quotation(self) -> Json:
        return {
            "@1": share(any(outcome.quoted[:1]) for outcome in self._answerable),
            "@3": share(any(outcome.quoted[:3]) for outcome in self._answerable),
            "exact": share(exact for outcome in self.outcomes for exact in outcome.exact),
        }

    def _measure_refusal(self) -> Json:
        silent = [outcome for outcome in self.outcomes if not outcome.answerable]
        refused = [outcome for outcome in self.outcomes if outcome.refused]
        return {
            "auroc": measure_auroc(
                [outcome.support for outcome in self._answerable], [outcome.support for outcome in silent]
            ),
            "precision": share(not outcome.answerable for outcome in refused),
            "recall": share(outcome.refused for outcome in silent),
            "answered_wrongly": share(not outcome.refused for outcome in silent),
            "refused_wrongly": share(outcome.refused for outcome in self._answerable),
        }

    def _measure_speed(self) -> Json:
        took = [outcome.took_ms for outcome in self.outcomes]
        return {
            "ask_p50_ms": round(float(np.percentile(took, 50)), 1),
            "ask_p95_ms": round(float(np.percentile(took, 95)), 1),
            "passages_per_s": round(self.passages_per_s, 1),
        }


def evaluate(
    folder: Path, settings: Settings, limit: int | None = None, on_progress: Progress | None = None
) -> Evaluation:
    """Add a set's reports to a catalogue of their own, ask its questions (or a fixed sample), and measure.

    Raises:
        QuestionSetError: when the folder holds no question set.
    """
    known = read_question_set(folder)
    questions = known.sample(limit)
    with open_throwaway(settings) as desk, desk.home.hold(), desk.open_runner():
        desk.serving.warm_up()
        started = time.perf_counter()
        passages = add_reports(desk, known, on_progress)
        passages_per_s = passages / (time.perf_counter() - started)
        outcomes = []
        for number, question in enumerate(questions, 1):
            outcomes.append(ask(desk, question))
            if on_progress:
                on_progress(number, len(questions))
    return Evaluation(len(known.reports), passages, tuple(outcomes), passages_per_s)


@contextmanager
def open_throwaway(settings: Settings) -> Iterator[Desk]:
    """Open a desk over a new data folder that is deleted with everything in it when the block ends.

    Models stay where they are, since making one would take longer than many a set.
    """
    models = find_models(Home(settings.onrecord_home), settings.models_home)
    with tempfile.TemporaryDirectory(prefix="onrecord-", ignore_cleanup_errors=True) as folder:
        elsewhere = settings.model_copy(update={"onrecord_home": Path(folder), "chroma_url": None})
        with open_desk(elsewhere, models=models) as desk:
            yield desk


def add_reports(desk: Desk, known: QuestionSet, on_progress: Progress | None) -> int:
    """Put the reports on the shelf as they are given, and give how many passages they made."""
    publishing = PublishingDesk(desk.catalogue)
    staged = [publishing.stage_report(report, report.id, ACTOR) for report in known.reports]
    desk.index.stage(staged, on_progress)
    for report in staged:
        publishing.publish(report.id, report.version, ACTOR)
    return desk.index.count()


def ask(desk: Desk, question: KnownQuestion) -> Outcome:
    """Ask one question, and judge what comes."""
    started = time.perf_counter()
    reading = desk.answerer.read(Question(question.text))
    record = make_record(reading)
    took_ms = 1000 * (time.perf_counter() - started)
    quotes = [each.quote for each in reading.evidence]
    bodies = {quote.source.report_id: desk.catalogue.get_report(quote.source.report_id).body for quote in quotes}
    return Outcome(
        answerable=question.answerable,
        report_rank=find_rank(reading.hits, lambda report_id, _start, _end: is_in_report(question, report_id)),
        evidence_rank=find_rank(reading.hits, lambda *place: any(each.overlaps(*place) for each in question.evidence)),
        quoted=tuple(
            any(answer in quote.text for answer in question.answers)
            and any(each.contains(quote.source.report_id, quote.start, quote.end) for each in question.evidence)
            for quote in quotes
        ),
        exact=tuple(bodies[quote.source.report_id][quote.start : quote.end] == quote.text for quote in quotes),
        support=reading.support,
        refused=isinstance(record, Refusal),
        took_ms=took_ms,
    )


def is_in_report(question: KnownQuestion, report_id: str) -> bool:
    """Whether a report holds the question's evidence."""
    return any(each.report_id == report_id for each in question.evidence)


def find_rank(hits: Sequence[Hit], is_right: Callable[[str, int, int], bool]) -> int | None:
    """Give the rank of the first right hit among the first ten, or None."""
    for rank, hit in enumerate(hits[:DEPTH], 1):
        if is_right(hit.passage.report_id, hit.passage.start, hit.passage.end):
            return rank
    return None


def measure_auroc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """Give the chance that a positive scores above a negative, ties counting half; None where one is missing."""
    if not positives or not negatives:
        return None
    ordered = np.sort(np.array(negatives))
    below = np.searchsorted(ordered, positives, side="left")
    not_above = np.searchsorted(ordered, positives, side="right")
    return round(float((below + not_above).mean() / 2 / len(ordered)), 4)


def share(truths: "Iterator[bool] | Sequence[bool]") -> float | None:
    """Give the share that is true; None of nothing."""
    return mean([float(each) for each in truths])


def mean(values: Sequence[float]) -> float | None:
    """Give the mean to four digits; None of nothing."""
    return round(sum(values) / len(values), 4) if values else None
