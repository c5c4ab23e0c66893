"""The index as a whole: report versions go in before they stand, and what no longer stands is swept out.

    version | split | keep passages and keywords | embed | keep vectors | put them into Chroma

Nothing here makes anything stand: passages are found only once the catalogue says that their version is live. All of
it can be made again from the catalogue, and Chroma from the vectors kept there. Which model's vectors answer is what
the catalogue says (`index.vector_models`); `index.model_change` lets another one answer.
"""

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice

from corpus.catalogue import Catalogue
from corpus.database import Connection
from corpus.reports import Report
from index.chroma_copy import ChromaCopy, Progress
from index.embedders import Embedders, LoadableEmbedder
from index.embedding import Embedder, Embedding
from index.errors import VectorIndexError
from index.keywords import KeywordIndex
from index.model_change import Embedded, ModelChange, OnSwitch
from index.passage_store import PassageStore
from index.passages import split_report
from index.precedence import Precedence
from index.vector_models import (
    ModelStanding,
    forget_vectors,
    list_strangers,
    name_coming,
    read_coming,
    read_serving,
    read_standing,
    settle_serving,
)
from index.vectors import ChromaVectors

__all__ = ["IndexReport", "Progress", "ReportIndex", "VectorIndexError"]

# How many passages are embedded between two commits.
CHUNK = 64
# How many vectors of a model that answers no longer are deleted between two commits.
FORGOTTEN_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a check or a rebuild found and did, in passages; `chroma` says whether a Chroma server took part.

    `passages` may be quoted; `withdrawn` ones may not, but are kept, and embedded and mended with the others.
    """

    passages: int
    embedded: int
    missing: int
    extra: int
    chroma: bool
    withdrawn: int = 0

    @property
    def was_whole(self) -> bool:
        """Whether nothing had to be mended."""
        return not (self.embedded or self.missing or self.extra)


class ReportIndex:
    """Keeps passages, keywords and vectors in step with the catalogue; one process at a time writes with it."""

    def __init__(self, catalogue: Catalogue, embedders: Embedders, precedence: Precedence | None = None) -> None:
        self._catalogue = catalogue
        self._database = catalogue.database
        self._embedders = embedders
        self._store = PassageStore(embedders.wanted.name)
        self._keywords = KeywordIndex()
        self._chroma = ChromaCopy(self._database)
        self._change = ModelChange(self._database, self._chroma, precedence or Precedence())

    @property
    def vectors(self) -> ChromaVectors | None:
        """The Chroma server that is worked with, or None."""
        return self._chroma.vectors

    def attach(self, vectors: ChromaVectors | None, *, kept: bool) -> None:
        """Work with this Chroma server from now on; with `kept` false, what an earlier one held is gone."""
        self._chroma.attach(vectors, kept=kept)

    def mend(self, on_progress: Progress | None = None) -> None:
        """Build Chroma from the stored vectors where it has no collection for the model that answers.

        Raises:
            VectorIndexError: when Chroma refuses.
        """
        serving = self._read_serving()
        if self.vectors is not None and self._chroma.find_collection(serving) is None:
            self._chroma.rebuild(serving, on_progress)

    def stage(self, reports: Sequence[Report], on_progress: Progress | None = None) -> None:
        """Split and embed these staged versions; doing it again for the same versions changes nothing.

        While a change of the model is under way, they are embedded with both.

        Raises:
            EmbeddingModelError: when the embedding model cannot be loaded.
        """
        in_play = self._list_in_play()
        with self._database.writing() as connection:
            settle_serving(connection, self._embedders.wanted.name)
            ids = [passage_id for report in reports for passage_id in self._keep_passages(connection, report, in_play)]
        for embedder in in_play:
            self._embed(embedder, ids, on_progress)

    def count(self) -> int:
        """Give how many passages may be quoted now."""
        with self._database.reading() as connection:
            return self._store.count(connection)

    def describe_models(self) -> ModelStanding:
        """Give which model answers, which is made ready, and how many passages each has embedded."""
        with self._database.reading() as connection:
            standing = read_standing(connection, lambda model, language: self._embedders.find(model).covers(language))
        return replace(standing, lost=standing.serving is not None and self._embedders.is_lost(standing.serving))

    def is_in_chroma(self) -> bool:
        """Whether Chroma holds the vectors of the model that answers."""
        return self._chroma.find_collection(self._read_serving()) is not None

    def sweep(self) -> None:
        """Forget the passages of versions that a newer one has replaced, here and in Chroma."""
        with self._database.writing() as connection:
            ids = [
                passage_id
                for report_id, version in self._store.find_stale(connection)
                for passage_id in self._store.forget(connection, report_id, version)
            ]
            self._keywords.remove(connection, ids)
        self._chroma.remove(self._read_serving(), ids)

    def check(self, on_progress: Progress | None = None) -> IndexReport:
        """Compare passages, keywords, vectors and Chroma with the catalogue, and mend what differs."""
        self.sweep()
        embedded = self._complete(on_progress)
        serving = self._read_serving()
        with self._database.reading() as connection:
            kept, spelled = set(self._store.list_kept(connection)), self._keywords.list_ids(connection)
            vectors = set(PassageStore(serving).list_embedded(connection))
        found = self._chroma.list_ids(serving)
        held = vectors if found is None else found
        if spelled != kept:
            self._rebuild_keywords(self._list_in_play())
        if held != vectors:
            self._chroma.rebuild(serving, on_progress)
        missing, extra = (kept - spelled) | (vectors - held), (spelled - kept) | (held - vectors)
        return self._make_report(embedded, len(missing), len(extra), chroma=found is not None)

    def reindex(self, on_progress: Progress | None = None, model: str | None = None) -> IndexReport:
        """Do all that `reindex_in_steps` does, at once."""
        *_, report = self.reindex_in_steps(model, on_progress)
        if report is None:
            raise AssertionError("the last step gives the report")
        return report

    def reindex_in_steps(
        self,
        model: str | None = None,
        on_progress: Progress | None = None,
        on_switch: OnSwitch = lambda connection: None,
    ) -> Generator[IndexReport | None, None, None]:
        """Cut what is not cut, embed what the model has not embedded, and build Chroma and keywords again.

        With another model (its name; None for the one that is set) than the one that answers, that goes on answering
        until the other has embedded every passage; then they change places in one transaction, which `on_switch` is
        part of, and the vectors of the former are deleted. None is given where the work may be left and taken up again
        later without loss, and the report at the end.

        Raises:
            EmbeddingModelError: when the model cannot be loaded.
            VectorIndexError: when Chroma refuses.
        """
        self.sweep()
        wanted = model or self._embedders.wanted.name
        if wanted == self._read_serving():
            embedded = yield from self._rebuild(on_progress)
        else:
            embedded = yield from self._change_model(wanted, on_progress, on_switch)
        yield from self._forget_strangers()
        built = self.vectors is not None
        yield self._make_report(embedded, self.count() if built else 0, 0, chroma=built)

    def _make_report(self, embedded: int, missing: int, extra: int, *, chroma: bool) -> IndexReport:
        with self._database.reading() as connection:
            withdrawn = self._store.count_withdrawn(connection)
            return IndexReport(self._store.count(connection), embedded, missing, extra, chroma, withdrawn)

    def _rebuild(self, on_progress: Progress | None) -> Embedded:
        with self._database.writing() as connection:
            name_coming(connection, None)
        embedded = self._complete(on_progress)
        self._rebuild_keywords(self._list_in_play())
        self._chroma.rebuild(self._read_serving(), on_progress)
        yield None
        return embedded

    def _change_model(self, wanted: str, on_progress: Progress | None, on_switch: OnSwitch) -> Embedded:
        coming = self._embedders.get(wanted)
        coming.warm_up()
        with self._database.writing() as connection:
            name_coming(connection, wanted)
            self._cut(connection, self._list_in_play(connection))
        # Trigrams that either of the two needs are there before the change, and those that neither needs go after it.
        self._rebuild_keywords(self._list_in_play())
        embedded = yield from self._change.carry_out(coming, on_progress, on_switch)
        self._rebuild_keywords(self._list_in_play())
        return embedded

    def _forget_strangers(self) -> Generator[None, None, None]:
        while True:
            with self._database.writing() as connection:
                strangers = list_strangers(connection)
                for model in strangers[:1]:
                    forget_vectors(connection, model, FORGOTTEN_AT_ONCE)
            if not strangers:
                return
            yield None

    def _keep_passages(self, connection: Connection, report: Report, in_play: Sequence[Embedder]) -> list[int]:
        # A version never changes, so neither do its passages.
        if known := self._store.list_of(connection, report):
            return known
        pieces = split_report(report)
        ids = self._store.keep(connection, report, pieces)
        rows = [
            (passage_id, report.title, report.body[piece.start : piece.end])
            for passage_id, piece in zip(ids, pieces, strict=True)
        ]
        self._keywords.add(connection, rows, report.language, trigrams=not are_covered(report.language, in_play))
        return ids

    def _cut(self, connection: Connection, in_play: Sequence[Embedder]) -> None:
        uncut = self._store.find_uncut(connection)
        for report in self._catalogue.get_many(uncut, connection).values():
            self._keep_passages(connection, report, in_play)

    def _complete(self, on_progress: Progress | None) -> int:
        in_play = self._list_in_play()
        with self._database.writing() as connection:
            settle_serving(connection, self._embedders.wanted.name)
            self._cut(connection, in_play)
            ids = self._store.list_kept(connection)
        return self._embed(in_play[0], ids, on_progress)

    def _embed(self, embedder: Embedder, ids: Sequence[int], on_progress: Progress | None) -> int:
        """Embed those of these passages that this model has not embedded yet, and give how many they were."""
        store = PassageStore(embedder.name)
        with self._database.reading() as connection:
            waiting = store.find_unembedded(connection, ids, embedder.covers)
        embedded = embedder.embed_passages([text for _, text in waiting])
        done, kept = 0, None
        # Keeping waits for the disk and for Chroma, so it goes on beside the embedding of the next chunk.
        with ThreadPoolExecutor(1) as keeper:
            while chunk := [(waiting[place][0], embedding) for place, embedding in islice(embedded, CHUNK)]:
                if kept is not None:
                    kept.result()
                kept = keeper.submit(self._keep_vectors, store, chunk)
                done += len(chunk)
                if on_progress:
                    on_progress(done, len(waiting))
            if kept is not None:
                kept.result()
        return done

    def _keep_vectors(self, store: PassageStore, chunk: Sequence[tuple[int, Embedding]]) -> None:
        with self._database.writing() as connection:
            store.keep_vectors(connection, chunk)
        self._chroma.put(store.model, [(passage_id, embedding.vector) for passage_id, embedding in chunk])

    def _rebuild_keywords(self, in_play: Sequence[Embedder]) -> None:
        with self._database.writing() as connection:
            self._keywords.clear(connection)
            for language in self._store.list_languages(connection):
                rows = self._store.stream_texts(connection, language)
                self._keywords.add(connection, rows, language, trigrams=not are_covered(language, in_play))

    def _list_in_play(self, inside: Connection | None = None) -> list[LoadableEmbedder]:
        """Give the embedder of the model that answers, and behind it that of the one that is made ready."""
        with self._database.reading(inside) as connection:
            names = [read_serving(connection) or self._embedders.wanted.name, read_coming(connection)]
        return [self._embedders.find(name) for name in dict.fromkeys(names) if name]

    def _read_serving(self) -> str:
        with self._database.reading() as connection:
            return read_serving(connection) or self._embedders.wanted.name


def are_covered(language: str, in_play: Sequence[Embedder]) -> bool:
    """Whether all of these models know a language, so that it is searched without trigrams."""
    return all(embedder.covers(language) for embedder in in_play)
