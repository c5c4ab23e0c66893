"""Originals: kept whole or not at all, and never given back changed."""

import os
import signal
import subprocess
import sys
import time
from hashlib import sha256

import pytest

from corpus.errors import StorageError
from corpus.originals import FORGOTTEN_AFTER_S, Originals


@pytest.fixture
def originals(tmp_path):
    return Originals(tmp_path / "originals")


@pytest.mark.parametrize("data", [b"", b"\0\xff", "گزارش".encode(), b"x" * 1_000_000])
def test_bytes_come_back_as_they_were(originals, data):
    digest = originals.keep(data)
    assert digest == sha256(data).hexdigest()
    assert originals.read(digest) == data


def test_the_same_bytes_are_kept_once(originals):
    assert originals.keep(b"one") == originals.keep(b"one")
    assert len(list(originals.folder.iterdir())) == 1
    assert originals.list_digests() == [sha256(b"one").hexdigest()]


def test_damaged_bytes_are_refused_and_mended_by_keeping_them_again(originals):
    digest = originals.keep(b"good")
    (originals.folder / digest).write_bytes(b"evil")
    assert originals.find_damaged([digest, originals.keep(b"whole"), "0" * 64]) == [digest, "0" * 64]
    with pytest.raises(StorageError, match="is damaged"):
        originals.read(digest)
    originals.keep(b"good")
    assert originals.read(digest) == b"good"


@pytest.mark.parametrize(
    ("digest", "words"),
    [("0" * 64, "is missing"), ("../../etc/passwd", "not the sha256"), ("", "not the sha256"), ("A" * 64, "not the")],
)
def test_what_is_no_original_is_one_sentence(originals, digest, words):
    with pytest.raises(StorageError, match=words):
        originals.read(digest)


def test_an_original_can_be_discarded_twice(originals):
    digest = originals.keep(b"unwanted")
    originals.discard(digest)
    originals.discard(digest)
    originals.discard("../originals")
    assert originals.list_digests() == []


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="cannot be used"):
        Originals(tmp_path / "file" / "originals").keep(b"x")


def test_only_leftovers_that_are_old_are_cleared(originals):
    originals.keep(b"kept")
    old, young = originals.folder / ".unfinished-old", originals.folder / ".unfinished-young"
    old.write_bytes(b"half")
    young.write_bytes(b"half")
    past = time.time() - FORGOTTEN_AFTER_S - 1
    os.utime(old, (past, past))
    originals.clear_unfinished()
    assert not old.exists()
    assert young.exists()
    assert originals.read(sha256(b"kept").hexdigest()) == b"kept"


def test_killing_the_writer_never_leaves_half_an_original(originals):
    code = """
import sys, os
from pathlib import Path
from corpus.originals import Originals
originals = Originals(Path(sys.argv[1]))
for number in range(10000):
    print(originals.keep(bytes([number % 256]) * 3_000_000), flush=True)
"""
    child = subprocess.Popen([sys.executable, "-c", code, originals.folder], stdout=subprocess.PIPE, text=True)
    acknowledged = [child.stdout.readline().strip() for _ in range(5)]
    child.send_signal(signal.SIGKILL)
    acknowledged += child.communicate()[0].split()
    assert len(acknowledged) >= 5
    for digest in [*acknowledged, *originals.list_digests()]:
        assert sha256(originals.read(digest)).hexdigest() == digest
