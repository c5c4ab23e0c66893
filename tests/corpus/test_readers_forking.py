"""Reading many documents: each as if it were the only one, whatever the one before did."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.errors import CorpusError, ReadingLimitError, UnreadableDocumentError
from corpus.readers import read_submission
from corpus.readers.forking import ForkingReaders
from corpus.reports import Submission

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
NOTE = Submission("note.md", b"# The weir\n\nThe gate jammed at noon.\n", "test")


def test_samples_are_read_as_each_by_itself() -> None:
    chosen = [next(SAMPLES.glob(f"*{suffix}")) for suffix in (".md", ".pdf", ".docx")]
    submissions = [Submission(path.name, path.read_bytes(), "test") for path in chosen]
    with ForkingReaders() as readers:
        assert [readers.read(each) for each in submissions] == [read_submission(each) for each in submissions]


def test_several_threads_each_get_their_own_document() -> None:
    submissions = [Submission(f"{n}.txt", f"Gate {n} jammed at noon.".encode(), "test") for n in range(40)]
    with ForkingReaders(3) as readers, ThreadPoolExecutor(6) as pool:
        bodies = [document.body for document in pool.map(readers.read, submissions)]
    assert bodies == [f"Gate {n} jammed at noon." for n in range(40)]


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        pytest.param("a.md", b"", UnreadableDocumentError, id="empty"),
        pytest.param("a.exe", b"MZ\0\0\0\0", UnreadableDocumentError, id="foreign"),
        pytest.param("a.docx", b"PK\x03\x04broken", UnreadableDocumentError, id="broken"),
        pytest.param("../odd \udcff.md", b"---\nid: [\n---\nx", CorpusError, id="odd name"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_the_next_is_read(
    name: str, data: bytes, error: type[CorpusError]
) -> None:
    with ForkingReaders() as readers:
        with pytest.raises(error) as refused:
            readers.read(Submission(name, data, "test"))
        assert refused.value.args[0].endswith(".")
        assert readers.read(NOTE).body == "The gate jammed at noon."


def test_what_takes_too_long_is_cut_off() -> None:
    with ForkingReaders(seconds=0) as readers, pytest.raises(ReadingLimitError, match="more time or memory"):
        readers.read(NOTE)


def test_no_process_is_left_behind_by_a_document() -> None:
    with ForkingReaders() as readers:
        for _ in range(3):
            assert readers.read(NOTE).details.title == "The weir"
        [keeper] = readers._keepers
        assert keeper._process is not None
        children = Path(f"/proc/{keeper._process.pid}/task/{keeper._process.pid}/children")
        assert not children.exists() or children.read_text() == ""


def test_keeper_that_was_killed_is_started_again() -> None:
    with ForkingReaders() as readers:
        readers.read(NOTE)
        [keeper] = readers._keepers
        assert keeper._process is not None
        os.kill(keeper._process.pid, signal.SIGKILL)
        for _ in range(2):
            assert readers.read(NOTE).body == "The gate jammed at noon."


def test_leaving_ends_the_keepers() -> None:
    with ForkingReaders() as readers:
        readers.read(NOTE)
        [keeper] = readers._keepers
        process = keeper._process
    assert process is not None
    assert process.returncode == -signal.SIGKILL
