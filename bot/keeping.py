"""What the keepers of the shelf work with, beside reports themselves: lists, counts, the log, and gaps.

The chat and the command line show the same from here; everything blocks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from bot.answering.answers import Answer, Question, Refusal
from bot.gaps.filling import GapFiller
from bot.gaps.likeness import QuestionReader
from bot.state import State
from bot.state.answers import AnswerFigures
from bot.state.feedback import FeedbackFigures
from corpus.audit import AuditLog
from corpus.catalogue import Catalogue
from corpus.database import make_now
from corpus.listings import Listings, ShelfFigures
from index.embedding import Embedder
from index.vector_models import ModelStanding

WEEK, MONTH = timedelta(days=7), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Figures:
    """How the shelf stands and what was asked of it; counts alone, and nobody's name."""

    measured_at: datetime
    shelf: ShelfFigures
    week: AnswerFigures
    month: AnswerFigures
    feedback: FeedbackFigures
    gaps: int
    jobs: int
    models: ModelStanding


@dataclass(frozen=True, slots=True)
class Keeping:
    """All of it, over one database."""

    listings: Listings
    log: AuditLog
    filler: GapFiller
    state: State
    describe_models: Callable[[], ModelStanding]

    @classmethod
    def of(
        cls,
        catalogue: Catalogue,
        state: State,
        ask: Callable[[Question], Answer | Refusal],
        find_embedder: Callable[[], Embedder] | None = None,
        describe_models: Callable[[], ModelStanding] = ModelStanding,
    ) -> Self:
        """Put it together; `ask` answers from quotations alone. Without an embedder, gaps are grouped by spelling."""
        database = catalogue.database
        filler = GapFiller(catalogue, state, QuestionReader(find_embedder), ask)
        return cls(Listings(database), AuditLog(database), filler, state, describe_models)

    def measure(self) -> Figures:
        """Count everything."""
        now = make_now()
        return Figures(
            measured_at=now,
            shelf=self.listings.measure(),
            week=self.state.answers.count(now - WEEK),
            month=self.state.answers.count(now - MONTH),
            feedback=self.state.feedback.count(now - MONTH),
            gaps=self.state.gap_groups.count_open(),
            jobs=self.state.jobs.count_waiting(),
            models=self.describe_models(),
        )
