"""Signs of life that nobody gives by themselves, of the database and of the index, and the pages that show them.

    database, index | asked every two seconds, each in its thread | pulse | /healthz

A part that hangs holds up its own thread alone.
"""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

from bot.watch.health import Pulse, keep_probing
from bot.watch.watch import Watch
from bot.watch.web import Pages, serving_pages
from index.chroma_server import answers
from index.embedders import ServingModel
from index.report_index import ReportIndex
from index.serving_search import ServingSearch

CONNECT_S = 3.0
NO_CHROMA = "exact search stands in for Chroma, which does not run here"
CHROMA_SILENT = "exact search stands in for Chroma, which does not answer"
FORMER = "{former} stands in for another embedding model."
LOST = "keywords stand in for {former}, which cannot be loaded."
MADE_READY = "{model} has embedded {done:,} of {wanted:,} passages."
NOT_BUILT = "exact search stands in for Chroma, which does not hold the reports yet"


@dataclass(frozen=True, slots=True)
class IndexProbe:
    """Asks the index whether it can find passages."""

    serving: ServingModel
    search: ServingSearch
    index: ReportIndex

    def __call__(self) -> str | None:
        """Give what stands in for Chroma, empty for nothing; None while the embedding model is not loaded.

        Raises:
            DatabaseError: when the catalogue cannot be read.
        """
        if not self.serving.is_loaded:
            return None
        return " ".join(filter(None, (self._look_at_model(), self._look_at_chroma())))

    def _look_at_model(self) -> str:
        standing = self.index.describe_models()
        if standing.coming is None:
            return LOST.format(former=standing.serving) if self.serving.is_lost else ""
        made = MADE_READY.format(model=standing.coming, done=standing.count(standing.coming), wanted=standing.wanted)
        stand_in = LOST if self.serving.is_lost else FORMER
        return f"{stand_in.format(former=standing.serving)} {made}"

    def _look_at_chroma(self) -> str:
        vectors = self.search.vectors
        if vectors is None:
            return NO_CHROMA
        if not answers(vectors.address):
            return CHROMA_SILENT
        return "" if self.index.is_in_chroma() else NOT_BUILT


@dataclass(frozen=True, slots=True)
class ListenerProbe:
    """Asks whether something listens at an address and a port, as the bot does where Telegram brings it updates."""

    address: str
    port: int

    def __call__(self) -> str:
        """Connect and hang up; nothing stands in for a listener, so what is given is empty.

        Raises:
            OSError: when nobody answers.
        """
        socket.create_connection((self.address, self.port), timeout=CONNECT_S).close()
        return ""


@contextmanager
def probing(probes: Mapping[Pulse, Callable[[], str | None]]) -> Iterator[None]:
    """Ask for signs while the block lasts, each in a thread that no stop waits for."""
    stop = threading.Event()
    for pulse, probe in probes.items():
        ask = partial(keep_probing, pulse, probe, stop)
        threading.Thread(target=ask, name=f"probe of {pulse.part}", daemon=True).start()
    try:
        yield
    finally:
        stop.set()


@contextmanager
def showing(
    watch: Watch, address: str, port: int | None, probes: Mapping[Pulse, Callable[[], str | None]]
) -> Iterator[None]:
    """Show the pages while the block lasts, and ask for signs; without a port, nothing is asked or shown.

    Raises:
        SettingsError: when nothing can listen there.
    """
    with ExitStack() as stack:
        if port is not None:
            stack.enter_context(serving_pages(address, port, Pages(watch.metrics.registry, watch.health)))
            stack.enter_context(probing(probes))
        yield
