"""Reads the next documents of a row while the one before them is dealt with.

names | load and read, a few ahead, at the same time | names, in order; `read` has each document ready
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from corpus.errors import CorpusError
from corpus.readers.forking import ForkingReaders
from corpus.reports import Document, Submission

READERS = 2
MOST_AHEAD = 8


class ReadingAhead:
    """Reads documents; those of a row that is followed are read before they are asked for.

    Use it as a context manager: leaving it ends the processes in which they are read.
    """

    def __init__(self, most: int = READERS) -> None:
        self._readers = ForkingReaders(most)
        self._threads = ThreadPoolExecutor(most)
        self._ready: dict[str, Document | CorpusError] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._threads.shutdown(cancel_futures=True)
        self._readers.__exit__(kind, error, _)

    def follow(self, names: Iterable[str], load: Callable[[str], Submission]) -> Iterator[str]:
        """Give the names in their order, each when its document was read, or could not be.

        `load` gives the document of a name and is called in other threads; whoever takes the name calls it again.
        """
        ahead: deque[tuple[str, Future[str | None]]] = deque()
        for name in names:
            ahead.append((name, self._threads.submit(self._prepare, name, load)))
            if len(ahead) > MOST_AHEAD:
                yield from self._hand_over(*ahead.popleft())
        while ahead:
            yield from self._hand_over(*ahead.popleft())

    def read(self, submission: Submission) -> Document:
        """Read a document, as `corpus.readers.read_submission` does, unless it was read already.

        Raises:
            UnreadableDocumentError: or one of its kinds, when no text can be read from it within the limits.
            InvalidReportError: when its front matter says what cannot be.
        """
        found = self._ready.pop(make_key(submission), None)
        if isinstance(found, CorpusError):
            raise found
        return found or self._readers.read(submission)

    def _prepare(self, name: str, load: Callable[[str], Submission]) -> str | None:
        try:
            submission = load(name)
        except CorpusError:
            return None  # whoever takes the name will see it again
        try:
            self._ready[make_key(submission)] = self._readers.read(submission)
        except CorpusError as error:
            self._ready[make_key(submission)] = error
        return make_key(submission)

    def _hand_over(self, name: str, future: Future[str | None]) -> Iterator[str]:
        key = future.result()
        yield name
        self._ready.pop(key or "", None)


def make_key(submission: Submission) -> str:
    """Give what two documents share only if they read the same: their bytes and their names."""
    return f"{submission.digest} {submission.name}"
