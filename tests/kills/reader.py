"""A process that asks all the time, and holds whatever it is shown against the texts that reports can have.

It is `python -m tests.kills.reader HOME`; when its standard input closes, it prints what it saw as JSON.
"""

import json
import random
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import Select, select

import bot.main
from bot.answering.answers import Answer, Question, Quote, Refusal
from bot.hosting import find_vectors
from bot.main import Desk, open_desk
from bot.settings import Settings
from corpus.reports import Report
from index.embedding import Floats
from index.passage_store import passage_vectors, passages
from index.passages import split_report
from index.vectors import ChromaVectors, Neighbour
from tests.kills.marked_reports import find_edition, find_fault, make_body, make_question
from tests.kills.quick_embedding import QuickEmbedder

PAUSE_S = 0.1
SNAPSHOT_EVERY = 5


class Watch:
    """Everything seen so far; `faults` should stay empty."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._chance = random.Random(2)
        self._address = ""
        self._editions: list[str] = []
        self.counts: Counter[str] = Counter()
        self.faults: list[str] = []

    def look(self) -> None:
        """Ask one question and, at times, look at a whole report with all that is kept of it."""
        before, withdrawn = self._list_live(), self._list_withdrawn()
        if not before:
            return
        self._follow_address()
        self.counts["questions"] += 1
        self._ask(before, withdrawn)
        if self.counts["questions"] % SNAPSHOT_EVERY == 0:
            self._inspect_snapshot()

    def _follow_address(self) -> None:
        try:
            address = self._desk.home.address.read_text()
        except FileNotFoundError:
            address = ""
        if address != self._address:
            self._address = address
            found = find_vectors(self._desk.home, None)
            self._desk.search.vectors = found and CountedVectors(found.address, self.counts)

    def _ask(self, before: dict[str, int], withdrawn: dict[str, int]) -> None:
        body = self._desk.catalogue.get_report(self._chance.choice(list(before))).body
        self._editions = [*self._editions[-200:], find_edition(body) or ""]
        question = make_question(body, self._chance)
        if self.counts["questions"] % 2:  # a question that older editions answer, too
            question = question.replace(self._editions[-1], self._chance.choice(self._editions))
        record = self._desk.answerer.quote(Question(question))
        still = withdrawn.items() & self._list_withdrawn().items()
        self._hold_against(record, before, self._list_live())
        self.counts["while withdrawn"] += bool(still)
        self.faults += [
            f"{quote.source.report_id} was quoted while it was withdrawn"
            for quote in list_quotes(record)
            if quote.source.report_id in dict(still)
        ]

    def _hold_against(self, record: Answer | Refusal, before: dict[str, int], after: dict[str, int]) -> None:
        quotes = list_quotes(record)
        self.counts["answers"] += isinstance(record, Answer)
        self.counts["quotations"] += len(quotes)
        self.faults += [fault for quote in quotes if (fault := find_fault(quote))]
        self.faults += [
            f"{quote.source.report_id}@{quote.source.version} was quoted while {before.get(quote.source.report_id)} to "
            f"{after[quote.source.report_id]} stood"
            for quote in quotes
            if not before.get(quote.source.report_id, 1) <= quote.source.version <= after[quote.source.report_id]
        ]
        self.faults += find_mixtures(quotes)
        self.counts["superseded"] += sum(before.get(q.source.report_id) != after[q.source.report_id] for q in quotes)

    def _inspect_snapshot(self) -> None:
        """Look at one report and everything kept of it as it is at one moment."""
        self.counts["snapshots"] += 1
        with self._desk.catalogue.database.reading() as connection:
            report_id = self._chance.choice(self._desk.catalogue.list_reports(connection)).id
            report = self._desk.catalogue.get_report(report_id, inside=connection)
            kept = connection.execute(select_passages(report)).all()
        wanted = [(piece.start, piece.end) for piece in split_report(report)]
        name = f"{report.id}@{report.version}"
        if report.body != make_body(report.id, find_edition(report.body) or ""):
            self.faults.append(f"{name} stands with a text that nobody handed in")
        if [(row.start, row.end) for row in kept] != wanted:
            self.faults.append(f"{name} stands with {len(kept)} of {len(wanted)} passages, or with others")
        if bare := sum(row.vector is None for row in kept):
            self.faults.append(f"{name} stands with {bare} of {len(wanted)} passages that have no vector")

    def _list_withdrawn(self) -> dict[str, int]:
        """Give the withdrawn reports, each with how often it was changed until now."""
        catalogue = self._desk.catalogue
        withdrawn = [each.id for each in catalogue.list_reports() if not each.status.quotable]
        return {report_id: len(catalogue.history(report_id)) for report_id in withdrawn}

    def _list_live(self) -> dict[str, int]:
        return {listing.id: listing.version for listing in self._desk.catalogue.list_reports()}


class CountedVectors(ChromaVectors):
    """Counts how often Chroma has answered."""

    def __init__(self, address: str, counts: Counter[str]) -> None:
        super().__init__(address)
        self._counts = counts

    def find(self, name: str, vector: Floats, limit: int) -> list[Neighbour]:
        found = super().find(name, vector, limit)
        self._counts["by Chroma"] += 1
        return found


def list_quotes(record: Answer | Refusal) -> list[Quote]:
    cited = record.citations if isinstance(record, Answer) else record.nearest
    return [citation.quote for citation in cited]


def select_passages(report: Report) -> Select[Any]:
    of_version = (passages.c.report_id == report.id) & (passages.c.version == report.version)
    with_vector = passages.outerjoin(passage_vectors, passage_vectors.c.passage_id == passages.c.id)
    columns = select(passages.c.start, passages.c.end, passage_vectors.c.vector)
    return columns.select_from(with_vector).where(of_version).order_by(passages.c.ordinal)


def find_mixtures(quotes: list[Quote]) -> list[str]:
    places = {(quote.source.report_id, quote.source.version) for quote in quotes}
    versions = Counter(report_id for report_id, _ in places)
    return [f"one answer quotes {n} versions of {report_id}" for report_id, n in versions.items() if n > 1]


def main(home: Path) -> None:
    bot.main.SentenceTransformerEmbedder = QuickEmbedder
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    with open_desk(Settings(_env_file=None, onrecord_home=home)) as desk:
        watch = Watch(desk)
        while not stop.wait(PAUSE_S):
            watch.look()
    sys.stdout.write(json.dumps({"counts": watch.counts, "faults": watch.faults}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
