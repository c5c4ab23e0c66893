"""The originals: the bytes that reports came from, kept under their sha256 for ever, beside the database.

A file appears under its name only when all of it is on the disk, so that a crash never leaves half of one.
"""

import errno
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from corpus.errors import DatabaseError

DIGEST = re.compile(r"[0-9a-f]{64}")
UNFINISHED = ".unfinished-"
FORGOTTEN_AFTER_S = 3600


class Originals:
    """A folder of files named by the sha256 of their bytes; any number of processes may use it at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, data: bytes) -> str:
        """Keep these bytes and give their sha256 in hex; when it returns they are on the disk.

        Raises:
            DatabaseError: when the disk refuses.
        """
        digest = sha256(data).hexdigest()
        path = self.folder / digest
        with self._our_errors():
            if not (path.exists() and sha256(path.read_bytes()).hexdigest() == digest):
                self._write(path, data)
        return digest

    def read(self, digest: str) -> bytes:
        """Give the bytes with this sha256, after checking that they still have it.

        Raises:
            DatabaseError: when they are missing, damaged, or cannot be read.
        """
        if not DIGEST.fullmatch(digest):
            raise DatabaseError(f"“{digest}” is not the sha256 of an original; give 64 hexadecimal digits.")
        try:
            with self._our_errors():
                data = (self.folder / digest).read_bytes()
        except FileNotFoundError:
            raise DatabaseError(f"The original {digest} is missing from {self.folder}; restore a backup.") from None
        if sha256(data).hexdigest() != digest:
            raise DatabaseError(f"The original {digest} in {self.folder} is damaged; restore a backup.")
        return data

    def discard(self, digest: str) -> None:
        """Drop an original that no report came from; it may be gone already."""
        if DIGEST.fullmatch(digest):
            with self._our_errors():
                (self.folder / digest).unlink(missing_ok=True)

    def list_digests(self) -> list[str]:
        """Give the digests of all originals, in order."""
        if not self.folder.is_dir():
            return []
        return sorted(path.name for path in self.folder.iterdir() if DIGEST.fullmatch(path.name))

    def clear_unfinished(self) -> None:
        """Remove what writers that were killed have left behind; an hour is more than any living one needs."""
        with self._our_errors():
            for path in self.folder.glob(f"{UNFINISHED}*"):
                if time.time() - path.stat().st_mtime > FORGOTTEN_AFTER_S:
                    path.unlink(missing_ok=True)

    def _write(self, path: Path, data: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, unfinished = tempfile.mkstemp(prefix=UNFINISHED, dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(unfinished, path)
        except BaseException:
            os.unlink(unfinished)
            raise
        sync_folder(self.folder)

    @contextmanager
    def _our_errors(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            raise
        except OSError as error:
            if error.errno == errno.ENOSPC:
                sentence = "The disk is full, so the original was not kept; free some space and try again."
            else:
                sentence = f"The originals in {self.folder} cannot be used ({error.strerror}); check the folder."
            raise DatabaseError(sentence) from error


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk, so that a file renamed into it outlives a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
