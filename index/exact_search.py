"""Exact search: a question's vector is held against every passage that may answer, where Chroma cannot be asked.

A passage's vector never changes, so each is read from the catalogue once and then kept in memory, d × 4 bytes each
(46 MB for 30,000 passages). Which passages may answer is asked of the catalogue every time.
"""

from collections.abc import Sequence
from threading import Lock

import numpy as np

from corpus.database import Connection
from index.embedding import Floats
from index.passage_store import Bounds, PassageStore
from index.vectors import Neighbour

MOST_FORGOTTEN = 2
"""How many times as many vectors are held as there are, before those of passages that are gone are dropped."""


class ExactSearch:
    """Finds the nearest passages by comparing all of them; several threads may ask at once."""

    def __init__(self, store: PassageStore) -> None:
        self._store = store
        self._held = Held({}, np.zeros((0, 0), np.float32))
        self._reading = Lock()

    def find(self, connection: Connection, bounds: Bounds, wanted: Floats, limit: int) -> list[Neighbour]:
        """Give the nearest passages that may be quoted now and are within the bounds, nearest first; ties by id."""
        ids = self._store.list_comparable(connection, bounds)
        if not ids:
            return []
        with self._reading:
            held = self._held = self._hold(connection, ids)
        return rank_passages(ids, (held.matrix @ wanted)[[held.places[passage_id] for passage_id in ids]], limit)

    def _hold(self, connection: Connection, ids: list[int]) -> "Held":
        held = self._held
        missing = [passage_id for passage_id in ids if passage_id not in held.places]
        if not missing:
            return held
        if len(held.places) > MOST_FORGOTTEN * len(self._store.list_embedded(connection)):
            held, missing = Held({}, np.zeros((0, 0), np.float32)), ids
        return held.joined_by(missing, self._store.read_vectors(connection, missing))


class Held:
    """Vectors in memory: in which row of the matrix each passage's stands. It is replaced, never changed."""

    __slots__ = ("matrix", "places")

    def __init__(self, places: dict[int, int], matrix: Floats) -> None:
        self.places = places
        self.matrix = matrix

    def joined_by(self, ids: list[int], vectors: Floats) -> "Held":
        """Give these and more of them."""
        first = len(self.places)
        places = self.places | {passage_id: first + number for number, passage_id in enumerate(ids)}
        return Held(places, np.concatenate([self.matrix, vectors]) if first else vectors)


def rank_passages(ids: Sequence[int], cosines: Floats, limit: int) -> list[Neighbour]:
    """Give the passages with the greatest cosines, greatest first; ties in the order given."""
    # The last digits of a product depend on where in the matrix a row stands, and must not order equal passages.
    best = np.argsort(-cosines.round(6), kind="stable")[:limit]
    return [Neighbour(ids[place], float(cosines[place])) for place in best]
