"""Letting another model answer: it embeds every passage while the former goes on answering, then they change places.

    passages that it has not embedded | some at a time, after the questions | keep vectors | … | none is left
          | a Chroma collection beside the old one | one transaction: model and collection | drop the old collection

What is embedded stays embedded: whoever takes the work up again goes on where it was left.
"""

import logging
import os
import sys
import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from corpus.database import Connection, Database
from index.chroma_copy import ChromaCopy, Progress, name_collection
from index.embedding import Embedder
from index.errors import VectorIndexError
from index.passage_store import PassageStore
from index.precedence import Precedence
from index.vector_models import switch_serving

OnSwitch = Callable[[Connection], None]
Embedded = Generator[None, None, int]

# So many passages of like length are embedded at a time: a question waits for one such step at most.
STEP = 16
# How far the thread that embeds them stands behind others (0 to 19), which Linux keeps for each thread.
NICENESS = 15

log = logging.getLogger(__name__)


class ModelChange:
    """Carries changes of the model out; only the process that writes the index may."""

    def __init__(self, database: Database, chroma: ChromaCopy, precedence: Precedence) -> None:
        self._database = database
        self._chroma = chroma
        self._precedence = precedence

    def carry_out(self, embedder: Embedder, on_progress: Progress | None, on_switch: OnSwitch) -> Embedded:
        """Embed what this model has not embedded, and let it answer once that is everything.

        Each None that is given is a place where the work may be left; gives how many passages were embedded.
        """
        embedded = 0
        while True:
            embedded += yield from self._embed_all(embedder, on_progress)
            if self._switch(embedder, on_switch):
                return embedded

    def _embed_all(self, embedder: Embedder, on_progress: Progress | None) -> Embedded:
        store = PassageStore(embedder.name)
        with self._database.reading() as connection:
            before = len(store.list_embedded(connection))
            waiting = find_waiting(connection, store, embedder)
        waiting.sort(key=lambda each: len(each[1]))
        with ThreadPoolExecutor(1, initializer=stand_back) as background:
            for first in range(0, len(waiting), STEP):
                self._precedence.give_way()
                background.submit(self._embed, store, embedder, waiting[first : first + STEP]).result()
                if on_progress:
                    on_progress(before + min(first + STEP, len(waiting)), before + len(waiting))
                yield None
        return len(waiting)

    def _embed(self, store: PassageStore, embedder: Embedder, texts: Sequence[tuple[int, str]]) -> None:
        embedded = [(texts[place][0], each) for place, each in embedder.embed_passages([text for _, text in texts])]
        with self._database.writing() as connection:
            store.keep_vectors(connection, embedded)

    def _switch(self, embedder: Embedder, on_switch: OnSwitch) -> bool:
        """Let the model answer unless it lacks a passage by now; whether it answers."""
        name = self._build_collection(embedder.name)
        with self._database.writing() as connection:
            if find_waiting(connection, PassageStore(embedder.name), embedder):
                return False
            switch_serving(connection, embedder.name)
            old = name_collection(connection, name)
            on_switch(connection)
        with suppress(VectorIndexError):  # it is in nobody's way
            self._chroma.drop(old)
        return True

    def _build_collection(self, model: str) -> str | None:
        try:
            return self._chroma.build(model)
        except VectorIndexError as error:
            log.warning("%s", error)
            return None


def stand_back() -> None:
    """Let the processor serve every other thread before this one and those that it starts, where the system can."""
    if sys.platform != "linux":  # elsewhere it is the whole process that would stand back
        return
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


def find_waiting(connection: Connection, store: PassageStore, embedder: Embedder) -> list[tuple[int, str]]:
    """Give the id and text of every passage that the model knows the language of and has not embedded."""
    return store.find_unembedded(connection, store.list_kept(connection), embedder.covers)
