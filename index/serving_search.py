"""Searching with the model that answers, whichever that is in the moment that is searched.

    query | one snapshot: which model answers | search with that model's vectors alone | hits

A change of the model is seen by the next search in every process, and the former model's memory is given back.
"""

from threading import Lock

from corpus.database import Connection, Database
from index.embedders import Embedders, ServingModel
from index.passage_store import PassageStore
from index.precedence import Precedence
from index.searching import READ, Hit, PassageSearch, Query
from index.vector_models import read_coming
from index.vectors import ChromaVectors


class ServingSearch:
    """Finds passages; `vectors` is None where no Chroma server runs, and exact search serves then."""

    def __init__(
        self,
        database: Database,
        embedders: Embedders,
        vectors: ChromaVectors | None = None,
        precedence: Precedence | None = None,
    ) -> None:
        self._database = database
        self._embedders = embedders
        self._model = ServingModel(database, embedders)
        self._vectors = vectors
        self._precedence = precedence or Precedence()
        self._serving: PassageSearch | None = None
        self._changing = Lock()

    @property
    def vectors(self) -> ChromaVectors | None:
        """The Chroma server that is asked, or None."""
        return self._vectors

    @vectors.setter
    def vectors(self, vectors: ChromaVectors | None) -> None:
        with self._changing:
            self._vectors = vectors
            if self._serving is not None:
                self._serving.vectors = vectors

    @property
    def model(self) -> str:
        """Which model embeds the questions."""
        return self._model.read_name()

    def search(self, query: Query, limit: int = READ, inside: Connection | None = None) -> list[Hit]:
        """Give the best passages that may be quoted now, best first; equal scores in order of the shelf.

        Raises:
            EmbeddingModelError: when the embedding model cannot be loaded, and is the one that is set.
        """
        with self._precedence.asking(), self._database.reading(inside) as connection:
            return self._find_search(connection).search(query, limit, connection)

    def _find_search(self, connection: Connection) -> PassageSearch:
        name = self._model.read_name(connection)
        if (serving := self._serving) is not None and serving.model == name:
            return serving
        coming = read_coming(connection)
        embedder = self._embedders.find(name)
        with self._changing:
            made = PassageSearch(self._database, PassageStore(name), embedder, self._vectors)
            if self._serving is not None:
                self._embedders.keep([each for each in (name, coming) if each])
            self._serving = made
        return made
