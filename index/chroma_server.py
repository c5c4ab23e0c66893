"""A Chroma server of our own, on loopback, that lives no longer than its owner.

    owner ── stdin pipe ── keeper ── chroma run

The keeper waits for the pipe to close, which the kernel does however the owner ends, and then ends Chroma: no server
is left behind by a kill -9. Both hold a lock for as long as they live, so none writes into a folder that somebody else
has taken. Chroma persists in place and a kill in that moment destroys its folder, so a folder without the mark of a
clean stop is thrown away, not probed.
"""

import fcntl
import os
import resource
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import FrameType
from urllib.error import URLError

from index.errors import VectorIndexError

START_S = 30.0
STOP_S = 5.0
TAKE_OVER_S = 2 * STOP_S
# A damaged index was once seen to write a file of 281 GB.
LARGEST_FILE = 64 * 2**30
LEAST_FREE = 2**30


class ChromaServer:
    """One `chroma run` child on a free port; `address` is set once it was started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = ""
        self._keeper: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        """Whether the child has been started and has not ended."""
        return self._keeper is not None and self._keeper.poll() is None

    def start(self) -> bool:
        """Start the child without waiting for it; gives whether its folder was kept from a clean stop.

        Raises:
            VectorIndexError: when it cannot be started.
        """
        lock = self._take_lock()
        try:
            kept = self._take_folder()
            self._keeper = self._start_keeper(find_free_port(), lock)
        finally:
            os.close(lock)
        return kept

    def wait_until_ready(self) -> None:
        """Wait until it answers, at most 30 seconds.

        Raises:
            VectorIndexError: when it ended or does not answer by then.
        """
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            if not self.is_running:
                raise VectorIndexError(f"The vector index ended at its start; {self.folder / 'chroma.log'} says why.")
            if answers(self.address):
                return
            time.sleep(0.05)
        raise VectorIndexError(f"The vector index did not answer within {START_S:.0f} seconds.")

    def stop(self) -> None:
        """Stop the child and mark its folder as whole; a child that will not end leaves it unmarked."""
        if self._keeper is None:
            return
        keeper, self._keeper = self._keeper, None
        if keeper.stdin:
            keeper.stdin.close()
        try:
            ended = keeper.wait(STOP_S + 1)
        except subprocess.TimeoutExpired:
            keeper.kill()
            return
        if ended == 0:
            self._mark.touch()

    @property
    def _mark(self) -> Path:
        return self.folder / "stopped-cleanly"

    def _start_keeper(self, port: int, lock: int) -> "subprocess.Popen[bytes]":
        self.address = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "index.chroma_server", str(self.folder / "data"), str(port), str(lock)]
        with (self.folder / "chroma.log").open("wb") as log:
            # Chroma reads a .env in its working folder, so it gets one without.
            return subprocess.Popen(  # noqa: S603 (our own interpreter and module)
                command,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=self.folder / "empty",
                env=make_environment(),
                start_new_session=True,
                pass_fds=[lock],
            )

    def _take_lock(self) -> int:
        """Take the folder over from a Chroma whose owner has just been killed, once that has ended."""
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.folder.with_name(f"{self.folder.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise VectorIndexError(f"The folder {self.folder} cannot be written to ({error.strerror}).") from error
        deadline = time.monotonic() + TAKE_OVER_S
        while not try_lock(lock):
            if time.monotonic() > deadline:
                os.close(lock)
                raise VectorIndexError(f"Another vector index still works in {self.folder}; end its process.")
            time.sleep(0.05)
        return lock

    def _take_folder(self) -> bool:
        kept = self._mark.exists()
        try:
            if not kept:
                shutil.rmtree(self.folder, ignore_errors=True)
            (self.folder / "data").mkdir(parents=True, exist_ok=True)
            (self.folder / "empty").mkdir(exist_ok=True)
            self._mark.unlink(missing_ok=True)
            check_room(self.folder)
        except OSError as error:
            raise VectorIndexError(f"The folder {self.folder} cannot be written to ({error.strerror}).") from error
        return kept


def try_lock(lock: int) -> bool:
    """Take a lock for this process and for those that inherit it, unless another has it; gives whether it was taken."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def check_room(folder: Path) -> None:
    """Refuse a disk with less than 1 GiB, or three times the index, free: a full disk ruins the index.

    Raises:
        VectorIndexError: when there is less.
    """
    used = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    needed = max(LEAST_FREE, 3 * used)
    if shutil.disk_usage(folder).free < needed:
        raise VectorIndexError(f"The disk of {folder} needs {needed / 2**30:.1f} GiB free for the vector index.")


def make_environment() -> dict[str, str]:
    """Give the child's environment: where things are, and none of our secrets."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(Path(__file__).parent.parent)}


def find_free_port() -> int:
    """Give a free port on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    """Whether a Chroma server answers at this address."""
    try:
        with urllib.request.urlopen(f"{address}/api/v2/heartbeat", timeout=1) as reply:  # noqa: S310 (loopback http)
            return bool(reply.status == 200)
    except (URLError, OSError):
        return False


def keep(data: str, port: int, lock: int) -> int:
    """Run Chroma until standard input closes or it ends by itself; gives 0 for an orderly end."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, leave_quietly)
    chroma = Path(sys.executable).parent / "chroma"
    command = [str(chroma), "run", "--path", data, "--host", "127.0.0.1", "--port", str(port)]
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=[lock])  # noqa: S603
    try:
        wait_for_owner(child)
    finally:
        ended_early = child.poll() is not None
        child.terminate()
        try:
            child.wait(STOP_S)
        except subprocess.TimeoutExpired:
            child.kill()
            ended_early = True
    return 1 if ended_early else 0


def wait_for_owner(child: "subprocess.Popen[bytes]") -> None:
    """Come back when standard input closes or the child has ended."""
    while child.poll() is None:
        ready, _, _ = select.select([sys.stdin.buffer], [], [], 0.5)
        if ready and not os.read(sys.stdin.fileno(), 1):
            return


def leave_quietly(_signal: int, _frame: FrameType | None) -> None:
    """End as if the owner had gone."""
    raise SystemExit(1)


if __name__ == "__main__":
    sys.exit(keep(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
