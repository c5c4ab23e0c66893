"""Files written whole: the name never stands for half of one, and the disk's refusals are one sentence."""

import errno
import os
from pathlib import Path

import pytest

from corpus.files import make_storage_error, writing_whole


def fail_half_way(path: Path) -> None:
    with writing_whole(path) as file:
        file.write(b"half")
        raise ZeroDivisionError


def test_a_file_is_replaced_only_by_a_whole_one(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        fail_half_way(path)
    assert path.read_bytes() == b"old"
    with writing_whole(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EDQUOT, "The disk is full"),
        (errno.EACCES, "for lack of permission"),
        (errno.EROFS, "for lack of permission"),
        (errno.ENOTDIR, "not a directory"),
    ],
)
def test_what_the_disk_refuses_is_one_sentence(code, words):
    message = str(make_storage_error(OSError(code, os.strerror(code)), Path("/srv/reports")))
    assert words in message
    assert "\n" not in message
