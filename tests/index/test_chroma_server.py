"""A Chroma of our own: on loopback, without our secrets, gone with its owner, its folder trusted only when whole."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

import index.chroma_server
from index.chroma_server import LARGEST_FILE, ChromaServer, answers, check_room
from index.errors import VectorIndexError
from index.vectors import ChromaVectors, Neighbour
from tests.shelves import find_chroma

ROOT = Path(__file__).parents[2]
OWNER = """
import sys
from pathlib import Path
from index.chroma_server import ChromaServer
from tests.shelves import find_chroma

server = ChromaServer(Path(sys.argv[1]))
kept = server.start()
server.wait_until_ready()
print(server.address, server._keeper.pid, find_chroma(server), flush=True)
sys.stdin.read()
"""


def is_alive(process: int) -> bool:
    """Whether a process runs; one that has ended and was not yet reaped does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def wait_until_gone(*processes: int) -> None:
    deadline = time.monotonic() + 10
    while any(map(is_alive, processes)):
        assert time.monotonic() < deadline, "a process outlived its owner"
        time.sleep(0.05)


@contextmanager
def running(folder: Path) -> Iterator[ChromaServer]:
    server = ChromaServer(folder)
    try:
        server.start()
        server.wait_until_ready()
        yield server
    finally:
        server.stop()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "home" / "chroma"


def test_a_clean_stop_keeps_what_was_put_in(folder):
    server = ChromaServer(folder)
    assert not server.is_running
    assert server.start() is False
    server.wait_until_ready()
    vectors = ChromaVectors(server.address)
    vectors.make_collection("passages-1")
    vectors.put("passages-1", [(7, np.eye(4, dtype=np.float32)[2])])
    vectors.close()
    processes = server._keeper.pid, find_chroma(server)
    server.stop()
    assert not server.is_running
    assert not any(map(is_alive, processes))
    server.stop()

    again = ChromaServer(folder)
    assert again.start() is True
    again.wait_until_ready()
    vectors = ChromaVectors(again.address)
    found = vectors.find("passages-1", np.eye(4, dtype=np.float32)[2], 5)
    vectors.close()
    again.stop()
    assert found == [Neighbour(7, pytest.approx(1))]


def test_a_child_has_loopback_alone_no_secrets_a_clean_folder_and_a_limit(folder, monkeypatch):
    monkeypatch.setenv("TELEGRAM_TOKEN", "123:secret")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("CHROMA_SERVER_CORS_ALLOW_ORIGINS", "*")
    with running(folder) as server:
        port = int(server.address.rpartition(":")[2])
        assert list_listeners(port) == {"127.0.0.1"}
        chroma = find_chroma(server)
        for process in (server._keeper.pid, chroma):
            environment = Path(f"/proc/{process}/environ").read_text()
            assert "secret" not in environment
            assert "CHROMA" not in environment
            assert "PATH=" in environment
        assert Path(f"/proc/{chroma}/cwd").resolve() == folder / "empty"
        assert list((folder / "empty").iterdir()) == []
        limits = Path(f"/proc/{chroma}/limits").read_text()
        assert f"Max file size             {LARGEST_FILE} " in limits


def list_listeners(port: int) -> set[str]:
    """The addresses on which somebody listens at this port; “::” would be in the second table."""
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            place, _, state = line.split()[1:4]
            address, _, number = place.rpartition(":")
            if int(number, 16) == port and state == "0A":
                found.add(socket.inet_ntoa(bytes.fromhex(address)[::-1]) if len(address) == 8 else address)
    return found


def test_a_killed_owner_leaves_no_child_and_a_folder_that_is_thrown_away(folder):
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    )
    with owner:
        address, *processes = owner.stdout.readline().decode().split()
        keeper, chroma = map(int, processes)
        assert is_alive(keeper)
        assert answers(address)
        (folder / "data" / "torn").touch()
        # A Chroma that takes its time to end must not write into the folder of the next.
        os.kill(chroma, signal.SIGSTOP)
        owner.kill()
        owner.wait()
        server = ChromaServer(folder)
        try:
            assert server.start() is False
            assert not is_alive(chroma)
            wait_until_gone(keeper)
            assert not answers(address)
            assert not (folder / "data" / "torn").exists()
        finally:
            server.stop()


def test_a_folder_in_use_is_not_taken(folder, monkeypatch):
    monkeypatch.setattr(index.chroma_server, "TAKE_OVER_S", 0.2)
    with running(folder) as server:
        other = ChromaServer(folder)
        with pytest.raises(VectorIndexError, match=r"^Another vector index still works in .*; end its process\.$"):
            other.start()
        assert not other.is_running
        assert answers(server.address)


def test_a_chroma_that_was_killed_leaves_no_mark_of_a_clean_stop(folder):
    with running(folder) as server:
        os.kill(find_chroma(server), signal.SIGKILL)
        server._keeper.wait(5)
        assert not server.is_running
    assert not (folder / "stopped-cleanly").exists()


def test_a_keeper_that_is_told_to_end_takes_chroma_with_it_and_leaves_no_mark(folder):
    with running(folder) as server:
        keeper, chroma = server._keeper, find_chroma(server)
        keeper.send_signal(signal.SIGTERM)
        assert keeper.wait(5) == 1
        wait_until_gone(chroma)
    assert not (folder / "stopped-cleanly").exists()


def test_a_chroma_that_cannot_start_says_where_its_reason_stands(folder, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setattr(index.chroma_server, "find_free_port", lambda: taken.getsockname()[1])
        server = ChromaServer(folder)
        server.start()
        with pytest.raises(VectorIndexError, match=r"^The vector index ended at its start; .*chroma\.log says why\.$"):
            server.wait_until_ready()
        server.stop()
    assert (folder / "chroma.log").read_text()
    assert not (folder / "stopped-cleanly").exists()


def test_a_chroma_that_does_not_answer_is_not_waited_for_for_ever(folder, monkeypatch):
    monkeypatch.setattr(index.chroma_server, "START_S", 0.1)
    server = ChromaServer(folder)
    server.start()
    with pytest.raises(VectorIndexError, match="did not answer within 0 seconds"):
        server.wait_until_ready()
    server.stop()


def test_a_folder_that_cannot_be_made_gives_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(VectorIndexError, match=r"^The folder .*file/chroma cannot be written to \(.+\)\.$"):
        ChromaServer(tmp_path / "file" / "chroma").start()
    (tmp_path / "chroma").touch()
    with pytest.raises(VectorIndexError, match=r"^The folder .*chroma cannot be written to \(.+\)\.$"):
        ChromaServer(tmp_path / "chroma").start()


def test_too_little_room_on_the_disk_is_refused(tmp_path, monkeypatch):
    check_room(tmp_path)
    monkeypatch.setattr(index.chroma_server, "LEAST_FREE", 2**60)
    with pytest.raises(VectorIndexError, match=r"^The disk of .* needs 1073741824\.0 GiB free for the vector index\.$"):
        check_room(tmp_path)
    with pytest.raises(VectorIndexError, match="GiB free"):
        ChromaServer(tmp_path / "chroma").start()


def test_three_times_the_index_has_to_be_free(tmp_path):
    with (tmp_path / "large").open("wb") as file:
        file.truncate(2**43)
    with pytest.raises(VectorIndexError, match=r"needs 24576\.0 GiB free"):
        check_room(tmp_path)
