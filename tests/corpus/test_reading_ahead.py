"""Reading ahead: every document comes out as if it were read when it is asked for, in order, and only a few wait."""

import threading

import pytest

from corpus.errors import CorpusError, UnreadableDocumentError
from corpus.readers.reading_ahead import MOST_AHEAD, ReadingAhead
from corpus.reports import Submission

BROKEN = {"7.txt"}
MISSING = {"9.txt"}


def load(name: str) -> Submission:
    if name in MISSING:
        raise UnreadableDocumentError(f"There is no file {name}.")
    return Submission(name, b"\0\1\2" * 100 if name in BROKEN else f"Gate {name} jammed.".encode(), "test")


def test_documents_come_in_order_and_errors_where_they_are_asked_for() -> None:
    names = [f"{number}.txt" for number in range(30)]
    bodies = []
    with ReadingAhead() as readers:
        for name in readers.follow(names, load):
            try:
                bodies.append(readers.read(load(name)).body)
            except CorpusError:
                bodies.append(None)
    assert bodies == [None if name in BROKEN | MISSING else f"Gate {name} jammed." for name in names]
    assert readers._ready == {}


def test_only_a_few_are_read_ahead() -> None:
    loaded = []

    def note(name: str) -> Submission:
        loaded.append(name)
        return load(name)

    names = iter(f"{number}.txt" for number in range(100, 200))
    with ReadingAhead() as readers:
        following = readers.follow(names, note)
        next(following)
        assert len(loaded) <= MOST_AHEAD + 1
        assert next(names) == f"{100 + MOST_AHEAD + 1}.txt"


def test_what_was_read_ahead_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with ReadingAhead() as readers:
        read, asked = readers._readers.read, []

        def note(submission: Submission) -> object:
            asked.append(threading.current_thread() is threading.main_thread())
            return read(submission)

        monkeypatch.setattr(readers._readers, "read", note)
        for name in readers.follow(["1.txt", "2.txt"], load):
            readers.read(load(name))
        readers.read(load("3.txt"))
    assert asked == [False, False, True]
