"""What several tests share: the packaged model, which takes seconds to load, one Chroma, and shelves to start from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.chroma_server import ChromaServer
from index.embedding import SentenceTransformerEmbedder
from index.vectors import ChromaVectors
from tests.bot.command import MODELS
from tests.shelves import CHOSEN, Shelf, copy_shelf, read_sample


@pytest.fixture(scope="session")
def embedder() -> SentenceTransformerEmbedder:
    """The default model, loaded once, by the first test that embeds something."""
    return SentenceTransformerEmbedder("", MODELS)


@pytest.fixture(scope="session")
def light_embedder(embedder: SentenceTransformerEmbedder) -> SentenceTransformerEmbedder:
    """The light model, for tests that are about it."""
    light = SentenceTransformerEmbedder("light")
    return embedder if embedder.name == light.name else light


@pytest.fixture(scope="session")
def multilingual_embedder(embedder: SentenceTransformerEmbedder) -> SentenceTransformerEmbedder:
    """The multilingual model, for tests that are about it."""
    multilingual = SentenceTransformerEmbedder("multilingual", MODELS)
    return embedder if embedder.name == multilingual.name else multilingual


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """A Chroma server that no test may stop; those that must, start their own."""
    server = ChromaServer(tmp_path_factory.mktemp("shared") / "chroma")
    server.start()
    try:
        server.wait_until_ready()
        yield server
    finally:
        server.stop()


@pytest.fixture
def vectors(chroma_server: ChromaServer) -> Iterator[ChromaVectors]:
    """A way to ask the shared Chroma."""
    opened = ChromaVectors(chroma_server.address)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Path:
    """A catalogue with its tables and nothing in them, to be copied."""
    return settle(Shelf(tmp_path_factory.mktemp("empty") / "catalogue.db", embedder))


@pytest.fixture(scope="session")
def samples_file(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Path:
    """A catalogue with ten of the samples, to be copied."""
    shelf = Shelf(tmp_path_factory.mktemp("samples") / "catalogue.db", embedder)
    shelf.add(*map(read_sample, CHOSEN))
    return settle(shelf)


@pytest.fixture
def shelf(empty_file: Path, tmp_path: Path, embedder: SentenceTransformerEmbedder) -> Iterator[Shelf]:
    """An empty shelf."""
    opened = Shelf(copy_shelf(empty_file, tmp_path), embedder)
    yield opened
    opened.close()


@pytest.fixture
def light_shelf(empty_file: Path, tmp_path: Path, light_embedder: SentenceTransformerEmbedder) -> Iterator[Shelf]:
    """An empty shelf with the light model, whose vectors are of English alone."""
    opened = Shelf(copy_shelf(empty_file, tmp_path), light_embedder)
    yield opened
    opened.close()


@pytest.fixture
def samples(samples_file: Path, tmp_path: Path, embedder: SentenceTransformerEmbedder) -> Iterator[Shelf]:
    """A shelf with ten of the samples."""
    opened = Shelf(copy_shelf(samples_file, tmp_path), embedder)
    yield opened
    opened.close()


def settle(shelf: Shelf) -> Path:
    shelf.database.settle()
    shelf.close()
    return shelf.file
