"""The vector index that a holder of the data folder hosts, and that every other process finds by its address.

holder: start Chroma | write its address down | build it from the catalogue when its folder was thrown away,
        and all of it again when Chroma has ended
others: read the address | ask it, or search exactly when nothing answers there
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from bot.home import Home
from index.chroma_server import ChromaServer, answers
from index.errors import VectorIndexError
from index.report_index import Progress, ReportIndex
from index.serving_search import ServingSearch
from index.vectors import ChromaVectors

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 300.0

log = logging.getLogger(__name__)


def find_vectors(home: Home, chroma_url: str | None) -> ChromaVectors | None:
    """Give the vector index to ask: the one named by CHROMA_URL, or that of the folder's holder, or None.

    A holder that was killed has left its address behind, so one is given only where Chroma answers.
    """
    if chroma_url:
        return ChromaVectors(chroma_url)
    with suppress(OSError):
        address = home.address.read_text("utf-8").strip()
        if address and answers(address):
            return ChromaVectors(address)
    return None


class VectorHost:
    """Chroma as the holder of the data folder runs it, for an index that writes and a search that reads.

    Where it cannot run, exact search answers.
    """

    def __init__(self, home: Home, index: ReportIndex, search: ServingSearch) -> None:
        self._server = ChromaServer(home.chroma)
        self._address = home.address
        self._index = index
        self._search = search
        self._due = 0.0
        self._pause_s = FIRST_PAUSE_S

    def renew(self) -> None:
        """Start Chroma unless it runs, and build it from the catalogue where it does not hold what stands.

        One that keeps ending is started again after pauses that double.
        """
        if self._server.is_running:
            return
        self.end()
        now = time.monotonic()
        if now < self._due:
            return
        steady = now > self._due + LONGEST_PAUSE_S
        self._pause_s = FIRST_PAUSE_S if steady else min(2 * self._pause_s, LONGEST_PAUSE_S)
        self._due = now + self._pause_s
        vectors, kept = start_server(self._server)
        self._attach(vectors, kept=kept)
        if vectors is not None:
            write_address(self._address, vectors.address)
            complete_vectors(self._index)

    def end(self) -> None:
        """Stop Chroma."""
        self._address.unlink(missing_ok=True)
        self._attach(None, kept=True)
        self._server.stop()

    def _attach(self, vectors: ChromaVectors | None, *, kept: bool) -> None:
        former = self._search.vectors
        self._index.attach(vectors, kept=kept)
        self._search.vectors = vectors
        if former is not None:
            former.close()


@contextmanager
def hosting_vectors(
    home: Home, chroma_url: str | None, index: ReportIndex, search: ServingSearch
) -> Iterator[Callable[[], None]]:
    """Host the vector index while the block lasts; only the holder of the data folder may.

    Gives what has to be called now and then, so that a Chroma that has ended is started again.
    """
    if chroma_url:
        with closing(ChromaVectors(chroma_url)) as vectors:
            index.attach(vectors, kept=True)
            complete_vectors(index)
            yield lambda: None
        return
    host = VectorHost(home, index, search)
    try:
        host.renew()
        yield host.renew
    finally:
        host.end()


def start_server(server: ChromaServer) -> tuple[ChromaVectors | None, bool]:
    """Start Chroma and wait for it; gives how to ask it, and whether what it held was kept from a clean stop."""
    try:
        kept = server.start()
        server.wait_until_ready()
    except VectorIndexError as error:
        log.warning("%s Exact search answers meanwhile.", error)
        server.stop()
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
