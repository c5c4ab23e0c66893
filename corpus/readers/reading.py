"""Reads a document in a process of its own, which may take only so much time and memory and reach nothing."""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from corpus.errors import DocumentTooLargeError, ReadingLimitError, UnreadableDocumentError
from corpus.readers.characters import clean_name
from corpus.readers.doubts import describe_doubts
from corpus.readers.exchange import unpack_reply
from corpus.readers.language import choose_language
from corpus.readers.limits import MAX_BYTES, MAX_SECONDS
from corpus.readers.origins import PROPERTIES, WORDS
from corpus.reports import Document, Submission
from corpus.worded import Worded

ROOT = Path(__file__).parents[2]
# The child gets no secrets of ours, and libraries that start threads for each core stay inside its memory.
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"}
# Libraries in C abort where memory is refused to them.
OUT_OF_LIMITS = frozenset({-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ, -signal.SIGABRT})

Runner = Callable[[str, bytes], tuple[int, bytes]]
"""Runs the process that reads a document of some name, and gives its exit status and its reply."""


def read_submission(submission: Submission, run: Runner | None = None) -> Document:
    """Read a document that someone offers: its text as it will be stored, and what it says about itself.

    The details are the document's own; those of the submission are for the caller to put before them. `run` runs the
    process that reads it, in place of `run_reader`.

    Raises:
        UnreadableDocumentError: or one of its kinds, when no text can be read from it within the limits.
        InvalidReportError: when its front matter says what cannot be.
    """
    name = clean_name(submission.name)
    if not submission.data:
        raise UnreadableDocumentError(Worded("{name} is empty (0 bytes); choose another file.", name=name))
    if len(submission.data) > MAX_BYTES:
        raise DocumentTooLargeError(name, len(submission.data), MAX_BYTES)
    document = tell_language(unpack(*(run or run_reader)(name, submission.data), name))
    doubts = describe_doubts(replace(document, details=submission.details.filled_from(document.details)))
    return replace(document, warnings=(*document.warnings, *doubts))


def tell_language(document: Document) -> Document:
    """Give a document whose language is known: the one that a person stated in it, or that of its words."""
    details, origin = document.details, document.found_in.get("language")
    if details.language and origin != PROPERTIES:
        return document
    language = choose_language(details.language, document.body)
    found_in = dict(document.found_in)
    found_in |= {"language": WORDS} if language and language != details.language else {}
    return replace(document, details=replace(details, language=language), found_in=found_in)


def run_reader(name: str, data: bytes, module: str = "corpus.readers.child") -> tuple[int, bytes]:
    """Run the process that reads one document, and give its exit status and its reply."""
    with tempfile.TemporaryFile() as offered, tempfile.TemporaryFile() as reply:
        offered.write(data)
        offered.seek(0)
        try:
            process = subprocess.run(  # noqa: S603 — our own module, and the name is an argument, not a command
                [sys.executable, "-B", "-P", "-s", "-m", module, name],
                stdin=offered,
                stdout=reply,
                stderr=subprocess.DEVNULL,
                env=ENVIRONMENT,
                timeout=MAX_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise ReadingLimitError(
                Worded(
                    "Reading {name} took more than {seconds} seconds; send its text instead.",
                    name=name,
                    seconds=MAX_SECONDS,
                )
            ) from error
        reply.seek(0)
        return process.returncode, reply.read()


def unpack(status: int, reply: bytes, name: str) -> Document:
    """Give the document in a reply, or say why there is none."""
    if status in OUT_OF_LIMITS:
        raise ReadingLimitError(
            Worded("Reading {name} took more time or memory than a report may take; send its text instead.", name=name)
        )
    try:
        return unpack_reply(reply, name)
    except (ValueError, KeyError, TypeError) as error:
        unreadable = UnreadableDocumentError(
            Worded("{name} broke its reader; it is damaged, so save it again or send its text.", name=name)
        )
        unreadable.add_note(f"exit status {status}")
        raise unreadable from error
