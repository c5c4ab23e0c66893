"""Reads a document in a process of its own, which may take only so much time and memory and reach nothing."""

import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from corpus.errors import DocumentTooLargeError, ReadingLimitError, UnreadableDocumentError
from corpus.readers.characters import clean_name
from corpus.readers.exchange import unpack_reply
from corpus.readers.language import find_language
from corpus.readers.limits import MAX_BYTES, MAX_SECONDS
from corpus.reports import Document, Submission

ROOT = Path(__file__).parents[2]
# The child gets no secrets of ours, and libraries that start threads for each core stay inside its memory.
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"}
# Libraries in C abort where memory is refused to them.
OUT_OF_LIMITS = frozenset({-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ, -signal.SIGABRT})


def read_submission(submission: Submission) -> Document:
    """Read a document that someone offers: its text as it will be stored, and what it says about itself.

    The details are the document's own; those of the submission are for the caller to put before them.

    Raises:
        UnreadableDocumentError: or one of its kinds, when no text can be read from it within the limits.
        InvalidReportError: when its front matter says what cannot be.
    """
    name = clean_name(submission.name)
    if not submission.data:
        raise UnreadableDocumentError(f"{name} is empty (0 bytes); choose another file.")
    if len(submission.data) > MAX_BYTES:
        raise DocumentTooLargeError(name, len(submission.data), MAX_BYTES)
    document = unpack(*run_reader(name, submission.data), name)
    language = document.details.language or find_language(document.body)
    return replace(document, details=replace(document.details, language=language))


def run_reader(name: str, data: bytes) -> tuple[int, bytes]:
    """Run the process that reads one document, and give its exit status and its reply."""
    with tempfile.TemporaryFile() as offered, tempfile.TemporaryFile() as reply:
        offered.write(data)
        offered.seek(0)
        try:
            process = subprocess.run(  # noqa: S603 — our own module, and the name is an argument, not a command
                [sys.executable, "-B", "-P", "-s", "-m", "corpus.readers.child", name],
                stdin=offered,
                stdout=reply,
                stderr=subprocess.DEVNULL,
                env=ENVIRONMENT,
                timeout=MAX_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise ReadingLimitError(
                f"Reading {name} took more than {MAX_SECONDS} seconds; send its text instead."
            ) from error
        reply.seek(0)
        return process.returncode, reply.read()


def unpack(status: int, reply: bytes, name: str) -> Document:
    """Give the document in a reply, or say why there is none."""
    if status in OUT_OF_LIMITS:
        raise ReadingLimitError(
            f"Reading {name} took more time or memory than a report may take; send its text instead."
        )
    try:
        return unpack_reply(reply, name)
    except (ValueError, KeyError, TypeError) as error:
        unreadable = UnreadableDocumentError(
            f"{name} broke its reader; it is damaged, so save it again or send its text."
        )
        unreadable.add_note(f"exit status {status}")
        raise unreadable from error
