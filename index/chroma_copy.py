"""The copy of a model's vectors in Chroma: a collection that the catalogue names, and that is never missed.

Chroma is asked where it holds what the catalogue holds. Once it is behind, its collection is dropped from use, and
exact search answers until it is built again from the vectors in the catalogue.
"""

import logging
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from corpus.database import Connection, Database
from index.embedding import Floats
from index.errors import VectorIndexError
from index.passage_store import PassageStore, read_state, write_state
from index.searching import COLLECTION, find_collection, sign_model
from index.vectors import ChromaVectors

Progress = Callable[[int, int], None]

# Chroma never gives back the room of deleted vectors; past this share of them it is built again.
MOST_DELETED = 0.3
# Under this name the catalogue keeps how many vectors were deleted since Chroma was built.
REMOVED = "removed"

log = logging.getLogger(__name__)


class ChromaCopy:
    """Keeps one model's vectors in Chroma; `vectors` is None where no server runs."""

    def __init__(self, database: Database, vectors: ChromaVectors | None = None) -> None:
        self.vectors = vectors
        self._database = database

    def attach(self, vectors: ChromaVectors | None, *, kept: bool) -> None:
        """Work with this server from now on; with `kept` false, what an earlier one held is gone."""
        self.vectors = vectors
        if not kept:
            self._drop_from_use()

    def find_collection(self, model: str) -> str | None:
        """Give the name of the collection that answers, or None where there is none of this model."""
        with self._database.reading() as connection:
            return find_collection(connection, model)

    def put(self, model: str, vectors: Sequence[tuple[int, Floats]]) -> None:
        """Put a model's vectors in, where that is the model whose collection answers."""
        self._change(model, lambda chroma, name: chroma.put(name, vectors))

    def remove(self, model: str, ids: Sequence[int]) -> None:
        """Remove a model's vectors by id, and build its collection again where too many were removed."""
        with self._database.writing() as connection:
            removed = len(ids) + int(read_state(connection, REMOVED) or 0)
            write_state(connection, REMOVED, str(removed))
            is_bloated = removed > MOST_DELETED * len(PassageStore(model).list_embedded(connection))
        if ids:
            self._change(model, lambda chroma, name: chroma.remove(name, ids))
            if is_bloated and self.find_collection(model) is not None:
                self.rebuild(model)

    def rebuild(self, model: str, on_progress: Progress | None = None) -> bool:
        """Build the collection of the model that answers again, and use it in place of the old one.

        Raises:
            VectorIndexError: when Chroma refuses; the old one is used then.
        """
        name = self.build(model, on_progress)
        with self._database.writing() as connection:
            old = name_collection(connection, name)
        self.drop(old)
        return name is not None

    def build(self, model: str, on_progress: Progress | None = None) -> str | None:
        """Build a collection of all of a model's vectors beside the one that answers, and give its name.

        Raises:
            VectorIndexError: when Chroma refuses.
        """
        if self.vectors is None:
            return None
        with self._database.reading() as connection:
            name = next_name(read_state(connection, COLLECTION) or None) + sign_model(model)
        self.vectors.make_collection(name)
        with self._database.reading() as connection:
            store = PassageStore(model)
            total = len(store.list_embedded(connection))
            self.vectors.put(name, report_progress(stream_vectors(store, connection), total, on_progress))
        return name

    def drop(self, name: str | None) -> None:
        """Drop a collection that is used no longer, where there is one.

        Raises:
            VectorIndexError: when Chroma refuses.
        """
        if name is not None and self.vectors is not None:
            self.vectors.drop_collection(name)

    def list_ids(self, model: str) -> set[int] | None:
        """Give the ids of a model's vectors in the collection that answers; None where no server runs."""
        if self.vectors is None:
            return None
        name = self.find_collection(model)
        if name is None:
            return set()
        try:
            return self.vectors.list_ids(name)
        except VectorIndexError:
            return set()

    def _change(self, model: str, change: Callable[[ChromaVectors, str], object]) -> None:
        # A Chroma that is behind would hide passages, so its collection is dropped from use until it is built again.
        name = self.find_collection(model)
        if name is None:
            return
        if self.vectors is None:
            log.warning("No vector index runs; exact search answers until one is built.")
            self._drop_from_use()
            return
        try:
            change(self.vectors, name)
        except VectorIndexError as error:
            log.warning("%s", error)
            self._drop_from_use()

    def _drop_from_use(self) -> None:
        with self._database.writing() as connection:
            name_collection(connection, None)


def name_collection(connection: Connection, name: str | None) -> str | None:
    """Let this collection answer from now on, and give the name of the one before; with None, exact search answers."""
    old = read_state(connection, COLLECTION) or None
    write_state(connection, COLLECTION, name or "")
    write_state(connection, REMOVED, "0")
    return old


def next_name(name: str | None) -> str:
    """Give what the name of the collection after this one begins with: passages-1, passages-2 and so on."""
    return f"passages-{int(name.split('-')[1]) + 1 if name else 1}"


def stream_vectors(store: PassageStore, connection: Connection) -> Iterator[tuple[int, Floats]]:
    """Give the id and vector of every passage that a model has embedded."""
    for passage_id, data in store.stream_kept_vectors(connection):
        yield passage_id, np.frombuffer(data, "<f4")


def report_progress(
    vectors: Iterator[tuple[int, Floats]], total: int, on_progress: Progress | None
) -> Iterator[tuple[int, Floats]]:
    """Give the same vectors, and say how many have passed."""
    for done, vector in enumerate(vectors, 1):
        if on_progress:
            on_progress(done, total)
        yield vector
