"""The originals: the bytes that reports came from, kept under their sha256 for ever, beside the database.

A file appears under its name only when all of it is on the disk, so that a crash never leaves half of one.
"""

import re
import time
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from corpus.errors import StorageError
from corpus.files import UNFINISHED, our_errors, writing_whole
from corpus.worded import Worded

DIGEST = re.compile(r"[0-9a-f]{64}")
FORGOTTEN_AFTER_S = 3600


class Originals:
    """A folder of files named by the sha256 of their bytes; any number of processes may use it at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, data: bytes) -> str:
        """Keep these bytes and give their sha256 in hex; when it returns they are on the disk.

        Raises:
            StorageError: when the disk refuses.
        """
        digest = sha256(data).hexdigest()
        path = self.folder / digest
        with our_errors(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not (path.exists() and sha256(path.read_bytes()).hexdigest() == digest):
                with writing_whole(path) as file:
                    file.write(data)
        return digest

    def read(self, digest: str) -> bytes:
        """Give the bytes with this sha256, after checking that they still have it.

        Raises:
            StorageError: when they are missing, damaged, or cannot be read.
        """
        if not DIGEST.fullmatch(digest):
            raise StorageError(
                Worded("“{digest}” is not the sha256 of an original; give 64 hexadecimal digits.", digest=digest)
            )
        path = self.folder / digest
        if not path.exists():
            raise StorageError(
                Worded(
                    "The original {digest} is missing from {folder}; restore a backup.",
                    digest=digest,
                    folder=str(self.folder),
                )
            )
        with our_errors(self.folder):
            data = path.read_bytes()
        if sha256(data).hexdigest() != digest:
            raise StorageError(
                Worded(
                    "The original {digest} in {folder} is damaged; restore a backup.",
                    digest=digest,
                    folder=str(self.folder),
                )
            )
        return data

    def discard(self, digest: str) -> None:
        """Drop an original that no report came from; it may be gone already."""
        if DIGEST.fullmatch(digest):
            with our_errors(self.folder):
                (self.folder / digest).unlink(missing_ok=True)

    def list_digests(self) -> list[str]:
        """Give the digests of all originals, in order."""
        if not self.folder.is_dir():
            return []
        return sorted(path.name for path in self.folder.iterdir() if DIGEST.fullmatch(path.name))

    def find_damaged(self, digests: Iterable[str]) -> list[str]:
        """Give those of these originals that are missing or damaged."""
        return [digest for digest in digests if not self._is_whole(digest)]

    def clear_unfinished(self) -> None:
        """Remove what writers that were killed have left behind; an hour is more than any living one needs."""
        with our_errors(self.folder):
            for path in self.folder.glob(f"{UNFINISHED}*"):
                if time.time() - path.stat().st_mtime > FORGOTTEN_AFTER_S:
                    path.unlink(missing_ok=True)

    def _is_whole(self, digest: str) -> bool:
        try:
            self.read(digest)
        except StorageError:
            return False
        return True
