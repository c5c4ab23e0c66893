"""Damaged documents by the thousand: each is read, or refused in one sentence, and no reader dies, hangs or trails off.

FUZZ_SECONDS says for how long (600); `pytest -s` prints what came of them.
"""

import os
import re
import sys
import time
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from corpus.errors import CorpusError, ReadingLimitError
from corpus.readers import read_submission
from corpus.readers.characters import HIDDEN, UNWANTED, normalise_text
from corpus.readers.front_matter import DETAILS
from corpus.reports import Document, Submission
from tests.corpus.damages import DOCUMENTS, Damaged, damaged_documents
from tests.corpus.steady_reader import SteadyReader

SECONDS = float(os.environ.get("FUZZ_SECONDS", "600"))
EXAMPLES = 250
LONGEST = 31
SENTENCE = re.compile(r"[^\n]{9,600}[.)]")
ONE_IN = 40
"""So many documents are read in a process that reads many for each that is read in one of its own."""


def check_document(document: Document) -> None:
    """Fail unless a document keeps every promise of its own."""
    assert document.body == normalise_text(document.body)
    known = {name for name in DETAILS if getattr(document.details, name) is not None}
    assert set(document.found_in) | {"language"} == known | {"language"}
    shown = [document.details.title, document.details.author, document.details.publisher, *document.warnings]
    for text in filter(None, shown):
        assert not HIDDEN.search(text)
        assert not UNWANTED.search(text)
        assert "\n" not in text
    assert document.details.title
    assert all(SENTENCE.fullmatch(warning) for warning in document.warnings)


def check_outcome(damaged: Damaged, reader: SteadyReader, alone: bool) -> str:
    """Read a damaged document; gives what came of it in a word or two."""
    began = time.monotonic()
    try:
        if alone:
            document = read_submission(Submission(damaged.name, damaged.data, "test"))
        else:
            document = reader.read(damaged.name, damaged.data)
    except CorpusError as error:
        check_refusal(error)
        assert time.monotonic() - began < LONGEST
        return name_refusal(error)
    check_document(document)
    return "read with a warning" if document.warnings else "read"


def check_refusal(error: CorpusError) -> None:
    """Fail unless a person is told in one sentence what is wrong, by a reader that lives."""
    assert SENTENCE.fullmatch(str(error)), str(error)
    assert not HIDDEN.search(str(error))
    assert not UNWANTED.search(str(error))
    assert "broke its reader" not in str(error), error.__notes__


def name_refusal(error: CorpusError) -> str:
    """Give the kind of a refusal, and the cause of one that no reader foresaw."""
    if isinstance(error, ReadingLimitError):
        return "over a limit"
    return f"caught {error.__notes__[0][:50]}" if "cannot be read as" in str(error) else "refused"


@pytest.mark.parametrize("suffix", sorted(DOCUMENTS))
def test_documents_that_are_to_be_damaged_are_read_whole(suffix):
    with SteadyReader() as reader:
        for data in DOCUMENTS[suffix]:
            check_document(reader.read(f"a{suffix}", data))


def test_steady_reader_tells_when_its_process_dies():
    with SteadyReader() as reader:
        reader.read("a.txt", b"The bridge is closed.")
        assert reader._process is not None
        reader._process.kill()
        reader._process.wait()
        with pytest.raises((CorpusError, BrokenPipeError)):
            reader.read("a.txt", b"The bridge is closed.")


@pytest.mark.slow
def test_no_damage_breaks_a_reader(capsys):
    ends, round_, tally = time.monotonic() + SECONDS, 0, Counter[str]()
    with SteadyReader() as reader:
        while time.monotonic() < ends:
            round_ += 1
            fuzz_round(round_ + int(time.time()) * 1000, reader, tally, ends)
    with capsys.disabled():
        sys.stdout.write(f"\n{tally.total():,} damaged documents in {SECONDS:g} s: {dict(tally.most_common())}")
    assert tally["read with a warning"] + tally["read"] > tally.total() * 0.1
    assert tally.total() > SECONDS * 5


def fuzz_round(number: int, reader: SteadyReader, tally: Counter[str], ends: float) -> None:
    """Read some hundred damaged documents, unless the time is over."""

    @seed(number)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(damaged_documents(), st.integers(1, ONE_IN))
    def fuzz(damaged, turn):
        if time.monotonic() < ends:
            tally[check_outcome(damaged, reader, alone=turn == ONE_IN)] += 1

    fuzz()
