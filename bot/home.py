"""The data folder: what lies where in it, and the lock that one process at a time holds.

The kernel gives the lock back when its holder ends, however it ends.
"""

import fcntl
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self
from urllib.parse import quote

from platformdirs import user_cache_path

from bot.errors import HomeError, HomeInUseError

POLL_S = 0.1


class Home:
    """The folder named by ONRECORD_HOME; it is made, for its owner alone, when it is opened."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def database_file(self) -> Path:
        """The catalogue."""
        return self.path / "catalogue.db"

    @property
    def database_url(self) -> str:
        """The catalogue's address."""
        return f"sqlite:///{quote(str(self.database_file))}"

    @property
    def originals(self) -> Path:
        """The folder of originals, each named by its sha256."""
        return self.path / "originals"

    @property
    def chroma(self) -> Path:
        """The folder of the vector index, which can be thrown away and built again."""
        return self.path / "chroma"

    @property
    def models(self) -> Path:
        """The folder of models that were made here, where they do not lie in the user's cache (`find_models`)."""
        return self.path / "models"

    @property
    def address(self) -> Path:
        """The file in which the holder of the lock says where its vector index listens."""
        return self.path / "chroma.address"

    @property
    def lock(self) -> Path:
        """The file whose lock stands for the folder; it holds its holder's process id."""
        return self.path / "lock"

    def make(self) -> Self:
        """Make the folder, readable by its owner alone, unless it is there.

        Raises:
            HomeError: when it cannot be made or written to.
        """
        with self._our_errors():
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(self._open_lock())
        return self

    @contextmanager
    def hold(self, timeout_s: float = 0) -> Iterator[None]:
        """Hold the folder's lock for as long as the block lasts, after waiting for it at most `timeout_s`.

        Raises:
            HomeInUseError: when another holder keeps it; the error says which.
            HomeError: when the folder cannot be made or written to.
        """
        self.make()
        with self._our_errors():
            handle = self._open_lock()
        # A forked child shares its parent's lock and would keep it alive after a kill -9 of the parent.
        held = [handle]
        os.register_at_fork(after_in_child=lambda: os.close(held.pop()) if held else None)
        try:
            self._take(handle, time.monotonic() + timeout_s)
            write_holder(handle, f"process {os.getpid()} ({describe_command(sys.argv)})")
            yield
            write_holder(handle, "")
        finally:
            if held:
                os.close(held.pop())

    def find_holder(self) -> str | None:
        """Say which process wrote itself down as the holder last, such as “process 12 (onrecord serve)”."""
        try:
            return self.lock.read_text("utf-8", "replace").strip() or None
        except OSError:
            return None

    def _take(self, handle: int, deadline: float) -> None:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise HomeInUseError(self.path, self.find_holder() or "another On Record process") from None
                time.sleep(POLL_S)
            else:
                return

    def _open_lock(self) -> int:
        return os.open(self.lock, os.O_RDWR | os.O_CREAT, 0o600)

    @contextmanager
    def _our_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise HomeError(self.path, (error.strerror or str(error)).lower()) from error


def find_models(home: Home, models_home: Path | None) -> Path:
    """Give the folder of models that are made here: the one that is set, or one for all data folders of this user.

    A data folder that has models already keeps them, and one whose user has no cache folder has its own.
    """
    if models_home is not None:
        return models_home
    cached = user_cache_path("onrecord", appauthor=False) / "models"
    return cached if not home.models.is_dir() and can_be_made(cached) else home.models


def can_be_made(folder: Path) -> bool:
    """Whether a folder may be written to, or could be made."""
    there = next((path for path in (folder, *folder.parents) if path.exists()), None)
    return there is not None and there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def write_holder(handle: int, text: str) -> None:
    """Write down who holds the lock, for other processes' messages; a full disk may leave them without."""
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{text}\n".encode(), 0)


def describe_command(arguments: list[str]) -> str:
    """Name the command that runs, without what it was given: “onrecord serve”."""
    return " ".join([Path(arguments[0]).name or "python", *arguments[1:2]])
