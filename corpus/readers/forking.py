"""Reads many documents, each in a process of its own that is forked from one in which the libraries are loaded.

    document → parent ── name and bytes ─→ keeper ── fork ─→ reader, confined, ends after one document
                     ←── status and reply ──────────────────┘

Starting Python and loading a reader takes a hundred milliseconds, a fork a few. The keeper never looks into a document
itself: it loads the module that the name's suffix asks for, forks, and passes on what the reader wrote. It is
`python -m corpus.readers.forking`.
"""

import os
import select
import signal
import struct
import subprocess
import sys
import tempfile
from contextlib import suppress
from importlib import import_module
from pathlib import PurePath
from queue import SimpleQueue
from types import TracebackType
from typing import IO, NoReturn, Self

from corpus.readers.child import READERS, make_reply, silence_libraries
from corpus.readers.kinds import SUFFIXES
from corpus.readers.limits import MAX_SECONDS, confine_process
from corpus.readers.reading import ENVIRONMENT, read_submission, run_reader
from corpus.reports import Document, Submission

# The lengths of a name and of its document; the exit status and the length of a reply.
REQUEST = struct.Struct("<QQ")
REPLY = struct.Struct("<iQ")


class ForkingReaders:
    """Up to `most` keepers, started when there is work for them; give each thread a document and it is read at once.

    Use it as a context manager: leaving it ends them.
    """

    def __init__(self, most: int = 1, seconds: float = MAX_SECONDS) -> None:
        self._idle: SimpleQueue[Keeper] = SimpleQueue()
        self._keepers = [Keeper(seconds) for _ in range(most)]
        for keeper in self._keepers:
            self._idle.put(keeper)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        for keeper in self._keepers:
            keeper.end()

    def read(self, submission: Submission) -> Document:
        """Read a document that someone offers, as `corpus.readers.read_submission` does.

        Raises:
            UnreadableDocumentError: or one of its kinds, when no text can be read from it within the limits.
            InvalidReportError: when its front matter says what cannot be.
        """
        return read_submission(submission, self._run)

    def _run(self, name: str, data: bytes) -> tuple[int, bytes]:
        keeper = self._idle.get()
        try:
            return keeper.run(name, data)
        finally:
            self._idle.put(keeper)


class Keeper:
    """A process in which the readers are loaded, and how to have it read; it is started again when it has ended."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, name: str, data: bytes) -> tuple[int, bytes]:
        """Have a document read, and give its reader's exit status and reply."""
        if self._process is None or self._process.poll() is not None:
            self._process = self._start()
        try:
            return ask_keeper(self._process, name, data)
        except (OSError, EOFError):
            # Whatever ended the keeper, this document can still be read by itself.
            self.end()
            return run_reader(name, data)

    def end(self) -> None:
        """End the process, if it was started."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-B", "-P", "-s", "-m", "corpus.readers.forking", str(self._seconds)]
        return subprocess.Popen(  # noqa: S603 — our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ENVIRONMENT
        )


def ask_keeper(process: subprocess.Popen[bytes], name: str, data: bytes) -> tuple[int, bytes]:
    """Pass a document on, and wait for its reader's exit status and reply.

    Raises:
        OSError, EOFError: when the keeper has ended.
    """
    if process.stdin is None or process.stdout is None:
        raise EOFError("the keeper has no pipes")
    spelled = name.encode()
    process.stdin.write(REQUEST.pack(len(spelled), len(data)) + spelled + data)
    process.stdin.flush()
    status, length = REPLY.unpack(read_exactly(process.stdout, REPLY.size))
    return status, read_exactly(process.stdout, length)


def read_exactly(stream: IO[bytes], length: int) -> bytes:
    """Read this many bytes.

    Raises:
        EOFError: when there are fewer.
    """
    data = stream.read(length)
    if len(data) < length:
        raise EOFError("the other process has ended")
    return data


def main() -> None:
    """Read documents from standard input, one after another, until it ends."""
    seconds = float(sys.argv[1])
    with os.fdopen(os.dup(0), "rb") as requests, os.fdopen(os.dup(1), "wb") as replies:
        silence_libraries()
        with suppress(EOFError):
            while True:
                lengths = REQUEST.unpack(read_exactly(requests, REQUEST.size))
                name, data = (read_exactly(requests, length) for length in lengths)
                load_reader(name.decode())
                status, reply = read_apart(name.decode(), data, seconds, (requests.fileno(), replies.fileno()))
                replies.write(REPLY.pack(status, len(reply)) + reply)
                replies.flush()


def load_reader(name: str) -> None:
    """Load the module that reads documents of such a name; which one is right shows only when it is read."""
    kind = SUFFIXES.get(PurePath(name).suffix.lower())
    if kind is not None:
        import_module(READERS[kind].split(":")[0])


def read_apart(name: str, data: bytes, seconds: float, closed: tuple[int, ...]) -> tuple[int, bytes]:
    """Read a document in a fork, which has the descriptors in `closed` no more; gives its exit status and reply."""
    with tempfile.TemporaryFile() as reply:
        ended, ends = os.pipe()
        number = os.fork()
        if number == 0:
            for descriptor in (*closed, ended):
                os.close(descriptor)
            write_reply(name, data, reply.fileno())
        os.close(ends)
        # The pipe has no writer left as soon as the fork has ended, however it did.
        is_late = not select.select([ended], [], [], seconds)[0]
        os.close(ended)
        if is_late:
            os.kill(number, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
        reply.seek(0)
        return status, reply.read()


def write_reply(name: str, data: bytes, descriptor: int) -> NoReturn:
    """Read a document inside the walls, and end this process."""
    try:
        with os.fdopen(descriptor, "wb", closefd=False) as reply:
            confine_process()
            reply.write(make_reply(name, data))
        os._exit(0)
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
