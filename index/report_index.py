"""The index as a whole: report versions go in before they stand, and what no longer stands is swept out.

    version | split | keep passages and keywords | embed | keep vectors | put them into Chroma

Nothing here makes anything stand: passages are found only once the catalogue says that their version is live. All of
it can be made again from the catalogue, and Chroma from the vectors kept there.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

import numpy as np

from corpus.catalogue import Catalogue
from corpus.database import Connection
from corpus.reports import Report
from index.embedding import Embedder, Embedding, Floats
from index.errors import VectorIndexError
from index.keywords import KeywordIndex
from index.passage_store import PassageStore, read_state, write_state
from index.passages import split_report
from index.searching import COLLECTION, find_collection, sign_model
from index.vectors import ChromaVectors

Progress = Callable[[int, int], None]

# How many passages are embedded between two commits.
CHUNK = 64
# Chroma never gives back the room of deleted vectors; past this share of them it is built again.
MOST_DELETED = 0.3
# Under this name the catalogue keeps how many vectors were deleted since Chroma was built.
REMOVED = "removed"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a check or a rebuild found and did, in passages; `chroma` says whether a Chroma server took part."""

    passages: int
    embedded: int
    missing: int
    extra: int
    chroma: bool

    @property
    def was_whole(self) -> bool:
        """Whether nothing had to be mended."""
        return not (self.embedded or self.missing or self.extra)


class ReportIndex:
    """Keeps passages, keywords and vectors in step with the catalogue; one process at a time writes with it."""

    def __init__(
        self, catalogue: Catalogue, store: PassageStore, embedder: Embedder, vectors: ChromaVectors | None = None
    ) -> None:
        self.vectors = vectors
        self._catalogue = catalogue
        self._database = catalogue.database
        self._store = store
        self._embedder = embedder
        self._keywords = KeywordIndex()

    def attach(self, vectors: ChromaVectors | None, *, kept: bool) -> None:
        """Work with this Chroma server from now on; with `kept` false, what an earlier one held is gone."""
        self.vectors = vectors
        if not kept:
            self._name_collection(None)

    def mend(self, on_progress: Progress | None = None) -> None:
        """Build Chroma from the stored vectors where it has no collection for this model.

        Raises:
            VectorIndexError: when Chroma refuses.
        """
        if self.vectors is not None and self._find_collection() is None:
            self._rebuild_chroma(on_progress)

    def stage(self, reports: Sequence[Report], on_progress: Progress | None = None) -> None:
        """Split and embed these staged versions; doing it again for the same versions changes nothing.

        Raises:
            EmbeddingModelError: when the embedding model cannot be loaded.
        """
        with self._database.writing() as connection:
            ids = [passage_id for report in reports for passage_id in self._keep_passages(connection, report)]
        self._embed(ids, on_progress)

    def count(self) -> int:
        """Give how many passages may be quoted now."""
        with self._database.reading() as connection:
            return self._store.count(connection)

    def sweep(self) -> None:
        """Forget the passages of versions that a newer one has replaced, here and in Chroma."""
        with self._database.writing() as connection:
            ids = [
                passage_id
                for report_id, version in self._store.find_stale(connection)
                for passage_id in self._store.forget(connection, report_id, version)
            ]
            self._keywords.remove(connection, ids)
            removed = len(ids) + int(read_state(connection, REMOVED) or 0)
            write_state(connection, REMOVED, str(removed))
            is_bloated = removed > MOST_DELETED * len(self._store.list_embedded(connection))
        if ids:
            self._with_chroma(lambda chroma, name: chroma.remove(name, ids))
            if is_bloated and self._find_collection() is not None:
                self._rebuild_chroma(None)

    def check(self, on_progress: Progress | None = None) -> IndexReport:
        """Compare passages, keywords, vectors and Chroma with the catalogue, and mend what differs."""
        self.sweep()
        embedded = self._complete(on_progress)
        with self._database.reading() as connection:
            kept, spelled = set(self._store.list_kept(connection)), self._keywords.list_ids(connection)
            vectors = set(self._store.list_embedded(connection))
        found = self._list_chroma()
        held = vectors if found is None else found
        if spelled != kept:
            self._rebuild_keywords()
        if held != vectors:
            self._rebuild_chroma(on_progress)
        missing, extra = (kept - spelled) | (vectors - held), (spelled - kept) | (held - vectors)
        return IndexReport(self.count(), embedded, len(missing), len(extra), found is not None)

    def reindex(self, on_progress: Progress | None = None) -> IndexReport:
        """Cut what is not cut, embed what this model has not embedded, and build Chroma and keywords again."""
        self.sweep()
        embedded = self._complete(on_progress)
        self._rebuild_keywords()
        built = self._rebuild_chroma(on_progress)
        count = self.count()
        return IndexReport(count, embedded, count if built else 0, 0, built)

    def _keep_passages(self, connection: Connection, report: Report) -> list[int]:
        # A version never changes, so neither do its passages.
        if known := self._store.list_of(connection, report):
            return known
        pieces = split_report(report)
        ids = self._store.keep(connection, report, pieces)
        rows = [
            (passage_id, report.title, report.body[piece.start : piece.end])
            for passage_id, piece in zip(ids, pieces, strict=True)
        ]
        covered = self._embedder.covers(report.language)
        self._keywords.add(connection, rows, report.language, trigrams=not covered)
        return ids

    def _complete(self, on_progress: Progress | None) -> int:
        with self._database.writing() as connection:
            uncut = self._store.find_uncut(connection)
            for report in self._catalogue.get_many(uncut, connection).values():
                self._keep_passages(connection, report)
            ids = self._store.list_kept(connection)
        return self._embed(ids, on_progress)

    def _embed(self, ids: Sequence[int], on_progress: Progress | None) -> int:
        """Embed those of these passages that this model has not embedded yet, and give how many they were."""
        with self._database.reading() as connection:
            waiting = self._store.find_unembedded(connection, ids, self._embedder.covers)
        embedded = self._embedder.embed_passages([text for _, text in waiting])
        done, kept = 0, None
        # Keeping waits for the disk and for Chroma, so it goes on beside the embedding of the next chunk.
        with ThreadPoolExecutor(1) as keeper:
            while chunk := [(waiting[place][0], embedding) for place, embedding in islice(embedded, CHUNK)]:
                if kept is not None:
                    kept.result()
                kept = keeper.submit(self._keep_vectors, chunk)
                done += len(chunk)
                if on_progress:
                    on_progress(done, len(waiting))
            if kept is not None:
                kept.result()
        return done

    def _keep_vectors(self, chunk: Sequence[tuple[int, Embedding]]) -> None:
        with self._database.writing() as connection:
            self._store.keep_vectors(connection, chunk)
        vectors = [(passage_id, embedding.vector) for passage_id, embedding in chunk]
        self._with_chroma(lambda chroma, name: chroma.put(name, vectors))

    def _with_chroma(self, change: Callable[[ChromaVectors, str], object]) -> None:
        # A Chroma that is behind would hide passages, so its collection is dropped from use until it is built again.
        name = self._find_collection()
        if name is None:
            return
        try:
            if self.vectors is None:
                raise VectorIndexError("No vector index runs; exact search answers until one is built.")
            change(self.vectors, name)
        except VectorIndexError as error:
            log.warning("%s", error)
            self._name_collection(None)

    def _rebuild_chroma(self, on_progress: Progress | None) -> bool:
        if self.vectors is None:
            self._name_collection(None)
            return False
        with self._database.reading() as connection:
            old = read_state(connection, COLLECTION) or None
        name = next_name(old) + sign_model(self._embedder.name)
        self.vectors.make_collection(name)
        with self._database.reading() as connection:
            total = len(self._store.list_embedded(connection))
            self.vectors.put(name, report_progress(self._stream(connection), total, on_progress))
        self._name_collection(name)
        if old is not None:
            self.vectors.drop_collection(old)
        return True

    def _rebuild_keywords(self) -> None:
        with self._database.writing() as connection:
            self._keywords.clear(connection)
            for language in self._store.list_languages(connection):
                rows = self._store.stream_texts(connection, language)
                self._keywords.add(connection, rows, language, trigrams=not self._embedder.covers(language))

    def _list_chroma(self) -> set[int] | None:
        if self.vectors is None:
            return None
        name = self._find_collection()
        if name is None:
            return set()
        try:
            return self.vectors.list_ids(name)
        except VectorIndexError:
            return set()

    def _stream(self, connection: Connection) -> Iterator[tuple[int, Floats]]:
        for passage_id, data in self._store.stream_kept_vectors(connection):
            yield passage_id, np.frombuffer(data, "<f4")

    def _find_collection(self) -> str | None:
        with self._database.reading() as connection:
            return find_collection(connection, self._embedder.name)

    def _name_collection(self, name: str | None) -> None:
        with self._database.writing() as connection:
            write_state(connection, COLLECTION, name or "")
            write_state(connection, REMOVED, "0")


def next_name(name: str | None) -> str:
    """Give what the name of the collection after this one begins with: passages-1, passages-2 and so on."""
    return f"passages-{int(name.split('-')[1]) + 1 if name else 1}"


def report_progress(
    vectors: Iterator[tuple[int, Floats]], total: int, on_progress: Progress | None
) -> Iterator[tuple[int, Floats]]:
    """Give the same vectors, and say how many have passed."""
    for done, vector in enumerate(vectors, 1):
        if on_progress:
            on_progress(done, total)
        yield vector
