"""What reading one document may take, and the walls round the process that reads it.

The figures come from documents that were made to hurt: 2 kB of PDF and 194 kB of DOCX have taken other readers
gigabytes and minutes.
"""

import os
import resource
import sys
from collections.abc import Callable

MAX_BYTES = 20 * 2**20
MAX_MEMORY = 2**30
MAX_CPU_SECONDS = 20
MAX_SECONDS = 30
MAX_REPLY_BYTES = 128 * 2**20
MAX_CHARACTERS = MAX_BYTES
MAX_PAGES = 2_000
MAX_ENTRIES = 2_000
MAX_UNPACKED = 100 * 2**20
MAX_RATIO = 100

FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
    "os.spawn",
    "os.remove",
    "os.rename",
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def confine_process() -> None:
    """Deny this process, for good, the network and more memory, time or output than a document may have.

    The kernel holds the amounts; the audit hook holds Python code to neither calling out nor writing.
    """
    set_limit(resource.RLIMIT_CORE, 0)
    set_limit(resource.RLIMIT_FSIZE, MAX_REPLY_BYTES)
    set_limit(resource.RLIMIT_CPU, MAX_CPU_SECONDS)
    if sys.platform == "linux":  # macOS does not know this limit
        set_limit(resource.RLIMIT_AS, MAX_MEMORY)
    sys.addaudithook(make_guard())


def set_limit(kind: int, most: int) -> None:
    """Lower one limit, never above what this process was given."""
    _, given = resource.getrlimit(kind)
    most = most if given == resource.RLIM_INFINITY else min(most, given)
    resource.setrlimit(kind, (most, most))


def make_guard() -> Callable[[str, tuple[object, ...]], None]:
    """Make the audit hook that refuses network, new processes and writing to files."""

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
        if writes or event.startswith(FORBIDDEN):
            raise PermissionError(f"A reader must not do this: {event}")

    return refuse
