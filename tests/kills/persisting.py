"""When Chroma writes an index out, seen from outside: in place, the header first and the metadata last."""

import time
from collections.abc import Iterator
from pathlib import Path

POLL_S = 0.001


def wait_for_persist(folder: Path, nth: int, timeout_s: float) -> bool:
    """Wait until an index below this folder begins to be written out for the nth time from now; whether one was."""
    deadline, seen = time.monotonic() + timeout_s, set(read_headers(folder))
    while time.monotonic() < deadline:
        new = set(read_headers(folder)) - seen
        seen |= new
        nth -= bool(new)
        if not nth:
            return True
        time.sleep(POLL_S)
    return False


def find_torn(folder: Path) -> list[Path]:
    """The indexes below this folder that were not written to their end."""
    return [header.parent for header in folder.glob("*/*/header.bin") if not is_whole(header)]


def is_whole(header: Path) -> bool:
    metadata = header.with_name("index_metadata.pickle")
    return metadata.exists() and metadata.stat().st_mtime_ns >= header.stat().st_mtime_ns


def read_headers(folder: Path) -> Iterator[tuple[str, int]]:
    """The headers of the indexes below this folder, with the moments at which they were written."""
    for header in folder.glob("*/*/header.bin"):
        try:
            yield str(header), header.stat().st_mtime_ns
        except OSError:
            continue
