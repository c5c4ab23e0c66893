"""The vector index that a holder of the data folder hosts, and that every other process finds by its address.

holder: start Chroma | write its address down | build it from the catalogue when its folder was thrown away
others: read the address | ask it, or search exactly when nothing answers there
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.home import Home
from index.chroma_server import ChromaServer
from index.errors import VectorIndexError
from index.report_index import Progress, ReportIndex
from index.vectors import ChromaVectors

log = logging.getLogger(__name__)


def find_vectors(home: Home, chroma_url: str | None) -> ChromaVectors | None:
    """Give the vector index to ask: the one named by CHROMA_URL, or that of the folder's holder, or None."""
    if chroma_url:
        return ChromaVectors(chroma_url)
    with suppress(OSError):
        if address := home.address.read_text("utf-8").strip():
            return ChromaVectors(address)
    return None


@contextmanager
def hosting_vectors(home: Home, chroma_url: str | None, index: ReportIndex) -> Iterator[None]:
    """Host the vector index while the block lasts; only the holder of the data folder may.

    Where it cannot be started, the block goes on without it, and exact search answers.
    """
    if chroma_url:
        index.attach(ChromaVectors(chroma_url), kept=True)
        yield
        return
    server = ChromaServer(home.chroma)
    try:
        vectors, kept = start_server(server)
        index.attach(vectors, kept=kept)
        write_address(home.address, server.address)
        yield
    finally:
        home.address.unlink(missing_ok=True)
        index.attach(None, kept=True)
        server.stop()


def start_server(server: ChromaServer) -> tuple[ChromaVectors | None, bool]:
    """Start Chroma and wait for it; gives how to ask it, and whether what it held was kept from a clean stop."""
    try:
        kept = server.start()
        server.wait_until_ready()
    except VectorIndexError as error:
        log.warning("%s Exact search answers meanwhile.", error)
        return None, False
    return ChromaVectors(server.address), kept


def write_address(file: Path, address: str) -> None:
    """Write the address down where other commands look for it, whole or not at all."""
    new = file.with_suffix(".new")
    new.write_text(address, "utf-8")
    new.replace(file)


def complete_vectors(index: ReportIndex, on_progress: Progress | None = None) -> None:
    """Build the vector index from the catalogue where it does not hold what stands."""
    try:
        index.mend(on_progress)
    except VectorIndexError as error:
        log.warning("%s", error)
