"""Hosting Chroma: it is started again when it has ended, not in haste, and nobody asks where none answers."""

import os
import signal
import time

import pytest

import bot.hosting
from bot.home import Home
from bot.hosting import find_vectors, hosting_vectors
from index.chroma_server import answers, find_free_port
from tests.kills.quick_embedding import QuickEmbedder
from tests.shelves import Shelf, find_chroma, write_report


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home").make()


@pytest.fixture
def shelf(home):
    shelf = Shelf(home.database_file, QuickEmbedder())
    shelf.add(write_report("weir-mill", "The Weir Mill stopped its looms for good on Monday."))
    yield shelf
    shelf.close()


@pytest.fixture
def servers(monkeypatch):
    """The Chroma servers that were made."""
    made = []

    class NotedServer(bot.hosting.ChromaServer):
        def __init__(self, folder):
            super().__init__(folder)
            made.append(self)

    monkeypatch.setattr(bot.hosting, "ChromaServer", NotedServer)
    return made


def kill_chroma(server):
    os.kill(find_chroma(server), signal.SIGKILL)
    deadline = time.monotonic() + 10
    while server.is_running:
        assert time.monotonic() < deadline, "the keeper outlived its Chroma"
        time.sleep(0.05)


def find_address(home):
    found = find_vectors(home, None)
    return found and found.address


def test_a_chroma_that_was_killed_is_started_and_built_again(home, shelf, servers):
    with hosting_vectors(home, None, shelf.index, shelf.search) as renew:
        first = servers[0].address
        assert shelf.search.vectors.address == find_address(home) == first
        kill_chroma(servers[0])
        assert find_address(home) is None
        renew()
        assert shelf.search.vectors.address == find_address(home) == servers[0].address != first
        assert shelf.index.check().was_whole
    assert (shelf.search.vectors, home.address.exists(), answers(servers[0].address)) == (None, False, False)


def test_a_chroma_that_keeps_ending_is_not_started_in_haste(home, shelf, servers, monkeypatch):
    monkeypatch.setattr(bot.hosting, "FIRST_PAUSE_S", 60.0)
    with hosting_vectors(home, None, shelf.index, shelf.search) as renew:
        kill_chroma(servers[0])
        renew()
        assert not servers[0].is_running
        assert shelf.find("Which looms stopped on Monday?")
        assert shelf.index.check().chroma is False


def test_an_address_that_a_killed_holder_left_is_not_asked(home):
    home.address.write_text(f"http://127.0.0.1:{find_free_port()}")
    assert find_vectors(home, None) is None


def test_a_server_elsewhere_is_asked_without_knocking(home):
    assert find_vectors(home, "http://chroma.example:8000").address == "http://chroma.example:8000"


def test_a_server_elsewhere_is_filled_and_left_running(home, shelf, vectors, servers):
    with hosting_vectors(home, vectors.address, shelf.index, shelf.search) as renew:
        assert shelf.list_chroma() == shelf.list_ids()
        renew()
    assert (servers, home.address.exists()) == ([], False)
    assert vectors.list_ids(shelf.read_collection()) == set(shelf.list_ids())


def test_what_was_put_in_before_a_clean_stop_is_there_at_the_next_start(home, shelf):
    with hosting_vectors(home, None, shelf.index, shelf.search):
        name = shelf.read_collection()
        shelf.index.vectors.put(name, [(77, shelf.embedder.embed_question("mill").vector)])
    with hosting_vectors(home, None, shelf.index, shelf.search):
        assert shelf.read_collection() == name
        assert 77 in shelf.list_chroma()


def test_a_chroma_that_cannot_start_costs_a_warning_and_no_answer(home, shelf, caplog):
    home.chroma.touch()
    with hosting_vectors(home, None, shelf.index, shelf.search):
        assert "Exact search answers meanwhile." in caplog.text
        assert (shelf.index.vectors, home.address.exists()) == (None, False)
        shelf.add(write_report("late", "The looms of the Weir Mill ran again."))
        assert {hit.passage.report_id for hit in shelf.find("Which looms ran again?")} == {"weir-mill", "late"}
    assert find_vectors(home, None) is None


def test_the_address_goes_even_when_the_holder_fails(home, shelf, servers):
    with pytest.raises(KeyError), hosting_vectors(home, None, shelf.index, shelf.search):
        raise KeyError(find_address(home))
    assert not home.address.exists()
    assert not servers[0].is_running
