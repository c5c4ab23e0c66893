"""The conductor: how a question becomes an answer that can be checked.

    question | understand | search | choose evidence | compose | check | Answer or Refusal

Searching, choosing and checking see one snapshot of the catalogue, so no half of a change can be quoted.
"""

import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bot.answering.answers import Answer, Question, Receipt, Refusal, Timing
from bot.answering.checking import check_evidence
from bot.answering.composing import compose_extract, number_citations
from bot.answering.evidence import Choice, Evidence, choose_evidence
from bot.answering.support import is_supported, measure_support
from corpus.catalogue import Catalogue
from index.passage_store import Bounds
from index.passages import Passage
from index.searching import Hit, PassageSearch, Query

MOST_NEAREST = 3


class Answerer:
    """Answers questions from the reports that stand now; it keeps nothing between two questions."""

    def __init__(self, catalogue: Catalogue, search: PassageSearch) -> None:
        self._catalogue = catalogue
        self._search = search

    def answer(self, question: Question) -> Answer | Refusal:
        """Answer from quotations alone, or refuse; the same question over the same reports gets the same answer.

        Raises:
            EmbeddingModelError: when the embedding model cannot be loaded.
            DatabaseError: when the catalogue cannot be read.
        """
        return self.read(question).conclude()

    def read(self, question: Question) -> "Reading":
        """Search and choose for a question, without deciding yet whether that supports an answer."""
        watch = Stopwatch()
        with self._catalogue.database.reading() as connection:
            with watch.timing("search"):
                hits = self._search.search(understand(question), inside=connection)
            with watch.timing("choose"):
                places = {(hit.passage.report_id, hit.passage.version) for hit in hits}
                reports = self._catalogue.get_many(places, connection)
                choice = choose_evidence(hits, reports)
            with watch.timing("check"):
                evidence, dropped = check_evidence(choice.evidence, reports)
        checked = Choice(evidence, (*choice.dropped, *dropped))
        return Reading(question, hits, checked, self._search.model, watch)


class Reading:
    """A question with what was found for it and chosen from that: all that an answer or a refusal is made of."""

    def __init__(self, question: Question, hits: Sequence[Hit], choice: Choice, model: str, watch: "Stopwatch") -> None:
        self.question = question
        self.hits = hits
        self.evidence = choice.evidence
        self.support = measure_support(hits)
        self._dropped = choice.dropped
        self._model = model
        self._watch = watch

    def conclude(self) -> Answer | Refusal:
        """Give the answer where there is support for one, and the refusal with what comes nearest otherwise."""
        if not self.evidence or not is_supported(self.hits):
            nearest = number_citations(self.evidence[:MOST_NEAREST])
            return Refusal(make_id(), self.question, nearest, self._make_receipt(()))
        with self._watch.timing("compose"):
            statements, citations = compose_extract(self.evidence)
        return Answer(make_id(), self.question, statements, citations, self._make_receipt(self.evidence))

    def _make_receipt(self, used: Sequence[Evidence]) -> Receipt:
        return Receipt(
            understood_as=self.question.text,
            passages_read=tuple(name_place(hit.passage) for hit in self.hits),
            passages_used=tuple(dict.fromkeys(name_place(each.passage) for each in used)),
            dropped=self._dropped,
            timings=tuple(self._watch.timings),
            model=self._model,
            support=self.support,
        )


class Stopwatch:
    """Notes how long each step took."""

    def __init__(self) -> None:
        self.timings: list[Timing] = []

    @contextmanager
    def timing(self, step: str) -> Iterator[None]:
        """Time what happens inside the block."""
        started = time.perf_counter()
        yield
        self.timings.append(Timing(step, round(1000 * (time.perf_counter() - started), 2)))


def understand(question: Question) -> Query:
    """Give the query for a question and its bounds."""
    return Query(question.text, Bounds(question.since, question.until, question.publisher))


def name_place(passage: Passage) -> str:
    """Name a passage's place: “report@version:start-end”."""
    return f"{passage.report_id}@{passage.version}:{passage.start}-{passage.end}"


def make_id() -> str:
    """Give a new answer's id: 16 characters that are safe in links and buttons."""
    return secrets.token_urlsafe(12)
