"""What was read for a question: all that an answer or a refusal is made of, before anything is decided or worded."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from bot.answering.answers import Citation, Dropped, Question, Timing
from bot.answering.composing import number_citations
from bot.answering.evidence import Evidence
from bot.answering.positions import Dispute
from bot.answering.understanding import Understood
from corpus.dates import TimeRange
from index.passages import Passage
from index.searching import Hit


@dataclass(frozen=True, slots=True)
class Reading:
    """A question with what was found for it and chosen from that.

    `evidence` is what would be quoted, best first, described and checked; `dispute` is there where it contradicts
    itself. `notice` says what the question wrongly takes for granted, `missing` which of its names and figures no
    passage has. `support` was held against `threshold`. `range` holds the publication dates that the question's words
    ask for, and `digests` the sha256 of each report version's original.
    """

    question: Question
    understood: Understood
    hits: tuple[Hit, ...]
    evidence: tuple[Evidence, ...]
    dropped: tuple[Dropped, ...]
    dispute: Dispute | None
    notice: str | None
    missing: tuple[str, ...]
    support: float
    threshold: float
    range: TimeRange | None
    digests: Mapping[tuple[str, int], str]
    model: str
    timings: tuple[Timing, ...]

    @property
    def is_supported(self) -> bool:
        """Whether an answer can be given: there is evidence, and it supports one or shows that the question errs."""
        return bool(self.evidence) and (self.notice is not None or self.support >= self.threshold)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What an answer of quotations alone cites."""
        return self.dispute.citations if self.dispute else number_citations(self.evidence)

    def list_used(self, citations: tuple[Citation, ...]) -> Iterator[Passage]:
        """Give the passages that these citations stand in, in order of first use."""
        cited = {(each.quote.source.report_id, each.quote.start, each.quote.end) for each in citations}
        seen: set[tuple[str, int]] = set()
        for each in self.evidence:
            quote, passage = each.quote, each.passage
            is_new = (passage.report_id, passage.start) not in seen
            if is_new and (quote.source.report_id, quote.start, quote.end) in cited:
                seen.add((passage.report_id, passage.start))
                yield passage


class Stopwatch:
    """Notes how long each step took, all its times together."""

    def __init__(self) -> None:
        self._spent: dict[str, float] = {}

    @property
    def timings(self) -> list[Timing]:
        """Give the milliseconds of each step, in order."""
        return [Timing(step, round(1000 * seconds, 2)) for step, seconds in self._spent.items()]

    @contextmanager
    def timing(self, step: str) -> Iterator[None]:
        """Time what happens inside the block, also where it fails."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self._spent[step] = self._spent.get(step, 0.0) + time.perf_counter() - started


def name_place(passage: Passage) -> str:
    """Name a passage's place: “report@version:start-end”."""
    return f"{passage.report_id}@{passage.version}:{passage.start}-{passage.end}"
