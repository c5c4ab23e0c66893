"""Chroma holds vectors by passage id, takes no nonsense, and whatever it raises becomes an error of ours."""

import gc
import inspect
import os
import signal
import socket
import threading
import time

import chromadb.errors
import httpx
import numpy as np
import pytest

import index.vectors
from index.chroma_server import ChromaServer, find_free_port
from index.embedding import normalise
from index.errors import VectorIndexError
from index.vectors import AT_ONCE, ChromaVectors, our_errors
from tests.shelves import find_chroma

NAME = "passages-of-tests"


def draw_vectors(count: int, seed: int = 1):
    return normalise(np.random.default_rng(seed).normal(size=(count, 16)).astype(np.float32))


def number(matrix, first: int = 1):
    return [(first + place, vector) for place, vector in enumerate(matrix)]


@pytest.fixture
def collection(vectors):
    """An empty collection on the shared server."""
    vectors.make_collection(NAME)
    yield vectors
    vectors.drop_collection(NAME)


def test_neighbours_come_nearest_first_with_their_cosines(collection):
    matrix = draw_vectors(40)
    assert collection.put(NAME, number(matrix)) == 40
    found = collection.find(NAME, matrix[6], 5)
    assert found[0].id == 7
    assert [hit.similarity for hit in found] == sorted((hit.similarity for hit in found), reverse=True)
    for hit in found:
        assert hit.similarity == pytest.approx(float(matrix[hit.id - 1] @ matrix[6]), abs=1e-4)


def test_equal_neighbours_come_by_id(collection):
    vector = draw_vectors(1)[0]
    collection.put(NAME, [(passage_id, vector) for passage_id in (30, 4, 100, 2)])
    assert [hit.id for hit in collection.find(NAME, vector, 10)] == [2, 4, 30, 100]


def test_a_vector_put_again_replaces_the_older_one(collection):
    old, new = draw_vectors(2)
    collection.put(NAME, [(1, old)])
    collection.put(NAME, [(1, new)])
    ((passage_id, similarity),) = collection.find(NAME, new, 10)
    assert (passage_id, similarity) == (1, pytest.approx(1, abs=1e-4))


def test_more_than_a_batch_goes_in_and_comes_back(collection):
    count = 2 * AT_ONCE + 1
    assert collection.put(NAME, iter(number(draw_vectors(count)))) == count
    assert collection.list_ids(NAME) == set(range(1, count + 1))
    collection.remove(NAME, range(1, count))
    assert collection.list_ids(NAME) == {count}


def test_removed_vectors_are_not_found_and_unknown_ones_are_no_error(collection):
    matrix = draw_vectors(3)
    collection.put(NAME, number(matrix))
    collection.remove(NAME, [2, 99])
    collection.remove(NAME, [])
    assert sorted(hit.id for hit in collection.find(NAME, matrix[1], 10)) == [1, 3]


def test_an_empty_collection_has_no_neighbours(collection):
    assert collection.put(NAME, []) == 0
    assert collection.find(NAME, draw_vectors(1)[0], 5) == []
    assert collection.list_ids(NAME) == set()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_refused(collection, value):
    broken = draw_vectors(1)[0]
    broken[3] = value
    with pytest.raises(VectorIndexError, match=r"gave a vector that is not a number; use another model\.$"):
        collection.put(NAME, [(1, broken)])
    with pytest.raises(VectorIndexError, match="not a number"):
        collection.find(NAME, broken, 1)
    assert collection.list_ids(NAME) == set()


def test_a_collection_made_again_is_empty(collection):
    collection.put(NAME, number(draw_vectors(3)))
    collection.make_collection(NAME)
    assert collection.list_ids(NAME) == set()


def test_closed_connections_are_opened_again_when_they_are_needed(collection):
    collection.put(NAME, number(draw_vectors(3)))
    collection.close()
    collection.close()
    assert collection.list_ids(NAME) == {1, 2, 3}


def test_a_collection_that_another_client_made_again_is_found(collection):
    collection.put(NAME, number(draw_vectors(3)))
    other = ChromaVectors(collection.address)
    other.make_collection(NAME)
    other.put(NAME, number(draw_vectors(2)))
    assert collection.list_ids(NAME) == {1, 2}
    other.close()


def test_an_unknown_collection_is_dropped_quietly_and_asked_in_vain(vectors):
    vectors.drop_collection("passages-never-made")
    for request in (
        lambda: vectors.find("passages-never-made", draw_vectors(1)[0], 1),
        lambda: vectors.put("passages-never-made", number(draw_vectors(1))),
        lambda: vectors.remove("passages-never-made", [1]),
        lambda: vectors.list_ids("passages-never-made"),
    ):
        with pytest.raises(VectorIndexError, match="answers come from exact search until `onrecord reindex`"):
            request()


def test_vectors_of_another_length_are_refused(collection):
    collection.put(NAME, number(draw_vectors(2)))
    with pytest.raises(VectorIndexError):
        collection.put(NAME, [(3, np.ones(5, np.float32))])
    with pytest.raises(VectorIndexError):
        collection.find(NAME, np.ones(5, np.float32), 1)


def list_vendor_errors() -> list[Exception]:
    """One of each error that Chroma or its transport can raise."""
    kinds = [kind for _, kind in inspect.getmembers(chromadb.errors, inspect.isclass) if issubclass(kind, Exception)]
    concrete = [kind for kind in kinds if not inspect.isabstract(kind)]
    transport = [httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError, httpx.InvalidURL, RuntimeError]
    return [*(kind("no") for kind in (*concrete, *transport)), ValueError("no"), KeyError("ids"), Exception("<html>")]


@pytest.mark.parametrize("error", list_vendor_errors(), ids=lambda error: type(error).__name__)
def test_every_error_of_the_vendor_becomes_ours(error):
    with pytest.raises(VectorIndexError) as caught, our_errors():
        raise error
    assert type(error).__name__ in str(caught.value)
    assert caught.value.__cause__ is error


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError()], ids=repr)
def test_what_is_not_the_vendors_passes_through(error):
    with pytest.raises(type(error)), our_errors():
        raise error


def test_an_error_of_ours_is_not_wrapped_again():
    ours = VectorIndexError("The disk is full.")
    with pytest.raises(VectorIndexError, match=r"^The disk is full\.$"), our_errors():
        raise ours


@pytest.mark.parametrize(
    "address",
    [f"http://127.0.0.1:{find_free_port()}", "http://nowhere.invalid:1", "http://127.0.0.1:99999", "http://[::1"],
    ids=["nobody listens", "no such host", "no such port", "no address"],
)
def test_an_address_where_nothing_answers_is_an_error_of_ours(address):
    with pytest.raises(VectorIndexError):
        ChromaVectors(address).find(NAME, draw_vectors(1)[0], 1)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 13\r\n\r\n<html></html>",
        b'HTTP/1.1 500 No\r\nContent-Length: 26\r\n\r\n{"error":"Odd","message":1}'[:90],
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"",
    ],
    ids=["a proxy's page", "an unknown error", "not an answer", "not HTTP", "nothing"],
)
def test_a_server_that_is_not_chroma_is_an_error_of_ours(answer):
    with ScriptedServer(answer) as address, pytest.raises(VectorIndexError):
        ChromaVectors(address).find(NAME, draw_vectors(1)[0], 1)
    gc.collect()  # a connection left open is a warning here, and not in some later test


class ScriptedServer:
    """A server that gives everyone the same bytes."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            with caller:
                caller.settimeout(1)
                caller.recv(65536)
                caller.sendall(self._answer)


def test_chroma_is_never_asked_to_embed():
    source = inspect.getsource(index.vectors)
    assert "query_texts" not in source
    assert "documents=" not in source
    assert source.count("embedding_function=None") == source.count("get_collection(") + source.count(
        "create_collection("
    )


def test_a_chroma_that_hangs_is_given_up_on(tmp_path, monkeypatch):
    monkeypatch.setattr(index.vectors, "TIMEOUT_S", 0.5)
    server = ChromaServer(tmp_path / "chroma")
    server.start()
    server.wait_until_ready()
    known = ChromaVectors(server.address)
    known.make_collection(NAME)
    child = find_chroma(server)
    os.kill(child, signal.SIGSTOP)
    try:
        for asked in (known, ChromaVectors(server.address)):
            started = time.monotonic()
            with pytest.raises(VectorIndexError, match="Timeout"):
                asked.find(NAME, draw_vectors(1)[0], 1)
            assert time.monotonic() - started < 3
    finally:
        known.close()
        os.kill(child, signal.SIGCONT)
        server.stop()
