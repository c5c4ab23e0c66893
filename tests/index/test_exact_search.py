"""Exact search with its memory: what it finds is what the catalogue has at that moment, however often it was asked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.exact_search import ExactSearch
from index.passage_store import Bounds
from tests.kills.quick_embedding import QuickEmbedder, embed
from tests.shelves import Shelf, write_report

FERRY = write_report("ferry", "The ferry struck the bridge at dusk.")
STORM = write_report("storm", "The storm took the roof of the mill.", published=date(2020, 1, 1))
BELL = write_report("bell", "A bell was found by a diver under the bridge.", publisher="The Bell")


@pytest.fixture
def shelf(tmp_path: Path):
    shelf = Shelf(tmp_path / "catalogue.db", QuickEmbedder())
    yield shelf
    shelf.close()


def find(shelf: Shelf, search: ExactSearch, text: str, bounds: Bounds | None = None) -> list[str]:
    """The reports found, nearest first, once they are compared with a search that remembers nothing."""
    with shelf.database.reading() as connection:
        found = search.find(connection, bounds or Bounds(), embed(text).vector, 10)
        afresh = ExactSearch(shelf.store).find(connection, bounds or Bounds(), embed(text).vector, 10)
        assert [hit.id for hit in found] == [hit.id for hit in afresh]
        passages = shelf.store.load(connection, [hit.id for hit in found])
    for hit, stored in zip(found, passages, strict=True):
        assert hit.similarity == pytest.approx(float(stored.vector @ embed(text).vector), abs=1e-6)
    return [stored.passage.report_id for stored in passages]


def test_what_is_added_replaced_and_withdrawn_is_seen_at_once(shelf):
    search = ExactSearch(shelf.store)
    assert find(shelf, search, "the bridge") == []
    shelf.add(FERRY, STORM)
    assert find(shelf, search, "the storm took the roof")[0] == "storm"
    shelf.add(BELL)
    assert find(shelf, search, "a bell found by a diver")[0] == "bell"
    shelf.add(write_report("storm", "Nothing happened to any roof."))
    shelf.index.sweep()
    shelf.withdraw("bell")
    assert set(find(shelf, search, "a bell found by a diver")) == {"storm", "ferry"}


def test_bounds_are_held_each_time(shelf):
    search = ExactSearch(shelf.store)
    shelf.add(FERRY, STORM, BELL)
    assert find(shelf, search, "the bridge", Bounds(until=date(2021, 1, 1))) == ["storm"]
    assert find(shelf, search, "the bridge", Bounds(publisher="the bell")) == ["bell"]
    assert set(find(shelf, search, "the bridge", Bounds(since=date(2021, 1, 1)))) == {"ferry", "bell"}


def test_vectors_are_read_once_and_forgotten_when_most_are_gone(shelf):
    search = ExactSearch(shelf.store)
    shelf.add(FERRY)
    find(shelf, search, "the bridge")
    held = search._held
    find(shelf, search, "the roof")
    assert search._held is held
    for number in range(6):
        shelf.add(write_report("ferry", f"The ferry struck the bridge {number} times."))
        shelf.index.sweep()
        find(shelf, search, "the bridge")
    assert len(search._held.places) == len(search._held.matrix) <= 3


def test_threads_find_the_same(shelf):
    search = ExactSearch(shelf.store)
    shelf.add(*(write_report(f"r{number}", f"Gate {number} of the weir jammed.") for number in range(40)))

    def ask(number: int) -> int:
        with shelf.database.reading() as connection:
            found = search.find(connection, Bounds(), embed(f"Gate {number} of the weir jammed.").vector, 1)
            [stored] = shelf.store.load(connection, [found[0].id])
        return int(stored.passage.report_id[1:])

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(40))) == list(range(40))
    assert search._held.matrix.dtype == np.float32
