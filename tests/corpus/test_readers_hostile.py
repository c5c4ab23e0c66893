"""Every hostile and broken file, read as the bot reads it: one sentence, in time, and nothing written anywhere.

`pytest -s tests/corpus/test_readers_hostile.py` prints the table: the file, what a person sees, and the seconds.
"""

import os
import re
import sys
import tempfile
import time

import pytest

from corpus.errors import CorpusError, UnreadableDocumentError
from corpus.readers import read_submission
from corpus.readers.characters import HIDDEN, UNWANTED
from corpus.reports import Document, Submission
from tests.corpus.broken import BROKEN
from tests.corpus.hostile import BOMBS, Case

LONGEST = 31
CASES = [pytest.param(case, id=case.title, marks=[pytest.mark.slow] if case.slow else []) for case in BOMBS + BROKEN]


def see(case: Case, data: bytes) -> tuple[str, Document | None]:
    """Give what a person sees: the refusal, or the warnings about a document that was read."""
    try:
        document = read_submission(Submission(case.name, data, "test"))
    except CorpusError as error:
        return str(error), None
    return " ⚠ ".join([f"Read: {len(document.body.split()):,} words.", *document.warnings]), document


@pytest.fixture
def empty_places(tmp_path, monkeypatch):
    """The working folder and the folder for temporary files, both empty."""
    places = [tmp_path / "work", tmp_path / "temporary"]
    for place in places:
        place.mkdir()
    monkeypatch.chdir(places[0])
    monkeypatch.setattr(tempfile, "tempdir", str(places[1]))
    return tmp_path


@pytest.mark.parametrize("case", CASES)
def test_person_sees_one_sentence_in_time_and_nothing_is_written(case, empty_places, capsys):
    data = case.make()
    open_before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    began = time.perf_counter()
    seen, document = see(case, data)
    took = time.perf_counter() - began
    with capsys.disabled():
        sys.stdout.write(f"\n| {case.title} | {seen.replace('|', '¦')} | {took:.1f} |")
    assert took <= LONGEST
    assert re.search(case.says, seen), seen
    assert document is None or case.read
    assert all(re.fullmatch(r"[^\n]{9,400}[.)]", sentence) for sentence in seen.split(" ⚠ "))
    assert not HIDDEN.search(seen)
    assert not UNWANTED.search(seen)
    assert sorted(path.name for path in empty_places.rglob("*")) == ["temporary", "work"]
    if open_before:
        assert len(os.listdir("/proc/self/fd")) == open_before


def test_body_holds_nothing_that_hides():
    for case in BROKEN:
        if case.read:
            document = see(case, case.make())[1]
            assert document is not None
            assert not HIDDEN.search(document.body), case.title
            assert not HIDDEN.search(str(document.details)), case.title


def test_errors_are_of_the_kind_that_a_person_can_mend():
    with pytest.raises(UnreadableDocumentError):
        read_submission(Submission("a.odt", b"PK\x03\x04", "test"))
