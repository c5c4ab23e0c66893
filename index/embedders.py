"""The embedding models in use: the one that the settings want, and any other that the catalogue names.

A model that answers and cannot be loaded any more is stood in for by `LostEmbedder`, so that keywords alone answer
until the wanted one has embedded everything.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Protocol

from corpus.database import Connection, Database
from corpus.worded import Worded
from index.embedding import Embedder, Embedding, Floats, QuestionEmbedding, SentenceTransformerEmbedder
from index.errors import EmbeddingModelError
from index.model_choice import find_choice
from index.vector_models import read_serving

log = logging.getLogger(__name__)


class LoadableEmbedder(Embedder, Protocol):
    """An embedder that can be loaded beforehand, and put out of memory again."""

    @property
    def is_loaded(self) -> bool:
        """Whether its model is in memory; it never waits."""

    def warm_up(self) -> None:
        """Load its model now.

        Raises:
            EmbeddingModelError: when it cannot be loaded.
        """

    def unload(self) -> None:
        """Give its memory back; it is loaded again when it is asked."""


FindEmbedder = Callable[[str], LoadableEmbedder | None]


class LostEmbedder:
    """Stands in for a model that cannot be loaded: it knows no language, so that keywords answer."""

    is_loaded = True
    directions: Floats | None = None

    def __init__(self, name: str) -> None:
        self.name = name

    def covers(self, language: str) -> bool:
        """Whether the model was trained on this language: of one that is lost, nothing is known."""
        return False

    def embed_passages(self, texts: Sequence[str]) -> Iterator[tuple[int, Embedding]]:
        """Refuse.

        Raises:
            EmbeddingModelError: always.
        """
        if texts:
            raise lost(self.name)
        return iter(())

    def embed_question(self, text: str) -> QuestionEmbedding:
        """Refuse.

        Raises:
            EmbeddingModelError: always.
        """
        raise lost(self.name)

    def warm_up(self) -> None:
        """Do nothing: there is nothing to load."""

    def unload(self) -> None:
        """Do nothing."""


class Embedders:
    """Gives the embedder for a model's name; `find` makes those that are not the wanted one, or gives None."""

    def __init__(self, wanted: LoadableEmbedder, find: FindEmbedder = lambda name: None) -> None:
        self.wanted = wanted
        self._find = find
        self._others: dict[str, LoadableEmbedder] = {}
        self._loading = Lock()

    def get(self, name: str) -> LoadableEmbedder:
        """Give a model's embedder, which is loaded unless it is the wanted one.

        Raises:
            EmbeddingModelError: when it cannot be loaded.
        """
        if name == self.wanted.name:
            return self.wanted
        with self._loading:
            known = self._others.get(name)
            if known is None or isinstance(known, LostEmbedder):
                if (known := self._find(name)) is None:
                    raise lost(name)
                known.warm_up()
                self._others[name] = known
            return known

    def find(self, name: str) -> LoadableEmbedder:
        """Give a model's embedder, or what stands in for one that cannot be loaded, which is tried only once."""
        # One that is there is given at once, also while another is being loaded.
        if (known := self._others.get(name)) is not None:
            return known
        try:
            return self.get(name)
        except EmbeddingModelError as error:
            log.warning("%s Keywords alone answer meanwhile.", error)
            return self._others.setdefault(name, LostEmbedder(name))

    def is_loaded(self, name: str) -> bool:
        """Whether a model is in memory, or is known not to come."""
        known = self.wanted if name == self.wanted.name else self._others.get(name)
        return known is not None and known.is_loaded

    def is_lost(self, name: str) -> bool:
        """Whether keywords stand in for a model, as far as is known."""
        return isinstance(self._others.get(name), LostEmbedder)

    def keep(self, names: Collection[str]) -> None:
        """Put every model but these out of memory."""
        gone = [self._others.pop(name, self.wanted) for name in [*self._others] if name not in names]
        for embedder in [*gone, *([] if self.wanted.name in names else [self.wanted])]:
            embedder.unload()


class ServingModel:
    """The model that answers, as the catalogue says at the moment when it is asked for."""

    def __init__(self, database: Database, embedders: Embedders) -> None:
        self._database = database
        self._embedders = embedders

    def read_name(self, inside: Connection | None = None) -> str:
        """Give its name; before anything was embedded, that of the wanted one."""
        with self._database.reading(inside) as connection:
            return read_serving(connection) or self._embedders.wanted.name

    def __call__(self) -> Embedder:
        """Give its embedder; whoever compares vectors takes it once and makes all of them with it."""
        return self._embedders.find(self.read_name())

    @property
    def is_loaded(self) -> bool:
        """Whether it is in memory, or known not to come."""
        return self._embedders.is_loaded(self.read_name())

    @property
    def is_lost(self) -> bool:
        """Whether keywords stand in for it, as far as is known."""
        return self._embedders.is_lost(self.read_name())

    def warm_up(self) -> None:
        """Load it now.

        Raises:
            EmbeddingModelError: when it is the wanted one and cannot be loaded.
        """
        self._embedders.find(self.read_name()).warm_up()


def finding_embedders(models: Path) -> FindEmbedder:
    """Give what makes the embedder of a model by its name, where its name tells how to load it."""

    def find(name: str) -> LoadableEmbedder | None:
        choice = find_choice(name, models)
        return None if choice is None else SentenceTransformerEmbedder(choice.wanted, models)

    return find


def lost(name: str) -> EmbeddingModelError:
    """Give the error about a model whose name says nothing that could be loaded here."""
    return EmbeddingModelError(
        Worded(
            "The embedding model “{model}” made the vectors of this catalogue and cannot be loaded here any more; "
            "run {command} to embed the reports with the one that is set.",
            model=name,
            command="`onrecord reindex`",
        )
    )
