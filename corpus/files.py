"""Files that appear under their name only when all of them is on the disk."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from corpus.errors import StorageError
from corpus.worded import Worded

UNFINISHED = ".unfinished-"


@contextmanager
def writing_whole(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to, which takes its name when the block ends without an error, in place of an older one."""
    unfinished = path.with_name(f"{UNFINISHED}{secrets.token_hex(8)}")
    try:
        with unfinished.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk, so that a file renamed into it outlives a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def our_errors(place: Path) -> Iterator[None]:
    """Turn what the operating system says about a file or folder into one sentence that names `place`.

    Raises:
        StorageError: when the disk refuses.
    """
    try:
        yield
    except OSError as error:
        raise make_storage_error(error, place) from error


def make_storage_error(error: OSError, place: Path) -> StorageError:
    """Give our error for one of the operating system's."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError(Worded("The disk is full, so nothing was changed; free some space and try again."))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageError(
            Worded("{place} cannot be used for lack of permission; check who owns it and try again.", place=str(place))
        )
    reason = (error.strerror or str(error)).lower()
    return StorageError(
        Worded(
            "{place} cannot be used ({why}); check that it is a folder you can write to.", place=str(place), why=reason
        )
    )
