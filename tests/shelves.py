"""Shelves for tests: reports of our own or of the samples, in a real catalogue with the real index over it."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.answering.answerer import Answerer
from bot.answering.answers import Answer, Citation, Question, Refusal
from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.publishing import Desk
from corpus.readers import read_submission
from corpus.reports import Report, Submission
from index.chroma_server import ChromaServer
from index.embedders import Embedders, ServingModel
from index.embedding import Embedder, Embedding, Floats, QuestionEmbedding
from index.passage_store import Bounds, PassageStore, read_state
from index.passages import split_report
from index.report_index import Progress, ReportIndex
from index.searching import COLLECTION, Hit, Query
from index.serving_search import ServingSearch
from index.vectors import ChromaVectors

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
ACTOR = "test"

# One event told by several outlets, a copy of one of them, a correction, a withdrawal, a PDF, Persian and Arabic.
CHOSEN = (
    "anselma-bulletin.pdf",
    "bell-courier.md",
    "cable-age-register.md",
    "chupan-peyk.md",
    "ferry-adrift-courier.md",
    "guild-denies-agency.md",
    "guild-rotten-courier.md",
    "guild-treasurer-lantern.md",
    "muhafiz-marsa.md",
    "storm-gazette.md",
)


class Shelf:
    """A catalogue in a file of its own, everything that answers from it, and quick ways to fill it.

    `embedder` is the one that is wanted; `others` can be loaded by their names.
    """

    def __init__(
        self, file: Path, embedder: Embedder, vectors: ChromaVectors | None = None, others: Sequence[Embedder] = ()
    ) -> None:
        self.file = file
        self.embedder = embedder
        self.database = Database.at(file)
        self.database.migrate()
        self.catalogue = Catalogue(self.database)
        self.desk = Desk(self.catalogue)
        self.store = PassageStore(embedder.name)
        self.embedders = Embedders(embedder, lambda name: next((each for each in others if each.name == name), None))
        self.serving = ServingModel(self.database, self.embedders)
        self.index = ReportIndex(self.catalogue, self.embedders)
        self.search = ServingSearch(self.database, self.embedders)
        self.answerer = Answerer(self.catalogue, self.search)
        if vectors is not None:
            self.attach(vectors)

    def attach(self, vectors: ChromaVectors, *, kept: bool = False) -> None:
        """Use this Chroma from now on, and put everything into it unless it kept that."""
        self.index.attach(vectors, kept=kept)
        self.index.mend()
        self.search.vectors = vectors

    def read_collection(self) -> str:
        """Give the name of the live collection, whichever model made it; nothing where there is none."""
        with self.database.reading() as connection:
            return read_state(connection, COLLECTION) or ""

    def list_chroma(self) -> list[int]:
        """Give the ids of the passages in the live collection."""
        assert self.index.vectors is not None
        return sorted(self.index.vectors.list_ids(self.read_collection()))

    def stage(self, *reports: Report, on_progress: Progress | None = None) -> list[Report]:
        """Keep new reports, or the next versions of known ones, and index them, without letting them stand."""
        staged = self.stage_only(*reports)
        self.index.stage(staged, on_progress)
        return staged

    def stage_only(self, *reports: Report) -> list[Report]:
        """Keep them in the catalogue alone."""
        return [self._stage(report) for report in reports]

    def publish(self, *staged: Report) -> None:
        for report in staged:
            self.desk.publish(report.id, report.version, ACTOR)

    def add(self, *reports: Report) -> list[Report]:
        """Stage and publish."""
        staged = self.stage(*reports)
        self.publish(*staged)
        return staged

    def withdraw(self, report_id: str) -> None:
        self.desk.withdraw(report_id, "It was made up.", ACTOR)

    def find(self, text: str, **bounds: Any) -> list[Hit]:
        """Search for a text; bounds are `since`, `until` and `publisher`."""
        return self.search.search(Query(text, Bounds(**bounds)))

    def ask(self, text: str, **bounds: Any) -> Answer | Refusal:
        return self.answerer.quote(Question(text, **bounds))

    def count_rows(self, table: str) -> int:
        with self.database.reading() as connection:
            return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())  # noqa: S608

    def list_ids(self, report_id: str | None = None) -> list[int]:
        """Give the ids of all passages kept, or of one report's, whether they stand or not."""
        with self.database.reading() as connection:
            rows = connection.exec_driver_sql("SELECT id, report_id FROM passages ORDER BY id")
            return [row.id for row in rows if report_id in (None, row.report_id)]

    def close(self) -> None:
        self.database.close()

    def _stage(self, report: Report) -> Report:
        known = self.catalogue.is_known(report.id)
        stage = self.desk.stage_replacement if known else self.desk.stage_report
        return stage(report, f"{report.id}.md", ACTOR)


class CountingEmbedder:
    """The real embedder, that notes which texts it was asked to embed."""

    def __init__(self, embedder: Embedder) -> None:
        self.texts: list[str] = []
        self.unloaded = 0
        self._embedder = embedder

    @property
    def name(self) -> str:
        return self._embedder.name

    @property
    def directions(self) -> Floats | None:
        return self._embedder.directions

    def covers(self, language: str) -> bool:
        return self._embedder.covers(language)

    def embed_passages(self, texts: Sequence[str]) -> Iterator[tuple[int, Embedding]]:
        self.texts += texts
        return self._embedder.embed_passages(texts)

    def embed_question(self, text: str) -> QuestionEmbedding:
        return self._embedder.embed_question(text)

    is_loaded = True

    def warm_up(self) -> None:
        pass

    def unload(self) -> None:
        self.unloaded += 1


class TurnedEmbedder(CountingEmbedder):
    """Another model of the same size: the real one with its space turned, so that only its own vectors fit."""

    name = "turned"

    @property
    def directions(self) -> Floats | None:
        found = super().directions
        return found if found is None else np.roll(found, 7, axis=1)

    def embed_passages(self, texts: Sequence[str]) -> Iterator[tuple[int, Embedding]]:
        for place, embedding in super().embed_passages(texts):
            tokens = replace(embedding.tokens, vectors=np.roll(embedding.tokens.vectors, 7, axis=1))
            yield place, Embedding(np.roll(embedding.vector, 7), tokens)

    def embed_question(self, text: str) -> QuestionEmbedding:
        question = super().embed_question(text)
        return replace(question, vector=np.roll(question.vector, 7), tokens=np.roll(question.tokens, 7, axis=1))


@cache
def read_sample(name: str) -> Report:
    """Read one of the samples, as `onrecord add` does."""
    submission = Submission(name, (SAMPLES / name).read_bytes(), ACTOR)
    document = read_submission(submission)
    details = document.details
    return Report(
        id=document.report_id or Path(name).stem,
        version=1,
        title=details.title or Path(name).stem,
        body=document.body,
        publisher=details.publisher,
        author=details.author,
        published=details.published,
        url=details.url,
        language=details.language or "en",
        status=document.status,
        note=document.note,
        digest=submission.digest,
        pages=document.pages,
    )


def write_report(report_id: str, body: str, **details: Any) -> Report:
    """Give a report of our own; its title is its id unless it is given."""
    given = {"title": report_id.replace("-", " ").capitalize(), "publisher": "The Example"}
    return Report(id=report_id, version=1, body=body, **given | {"published": date(2026, 3, 11)} | details)


def copy_shelf(file: Path, folder: Path) -> Path:
    """Give a copy of a closed catalogue."""
    return Path(shutil.copy(file, folder / "catalogue.db"))


def list_citations(record: Answer | Refusal) -> tuple[Citation, ...]:
    return record.citations if isinstance(record, Answer) else record.nearest


def forget_chance(record: Answer | Refusal) -> Answer | Refusal:
    """Give a record without what differs between two answers to the same question: its id and timings."""
    return replace(record, id="", receipt=replace(record.receipt, timings=()))


def cut_passages(report: Report) -> list[str]:
    return [report.body[piece.start : piece.end] for piece in split_report(report)]


def find_chroma(server: ChromaServer) -> int:
    """Give the process id of the Chroma behind a server of ours, which is the child of its keeper."""
    keeper = server._keeper
    assert keeper is not None
    return int(Path(f"/proc/{keeper.pid}/task/{keeper.pid}/children").read_text().split()[0])
