"""A reader's process that reads one document after another, for tests that read thousands.

It is held as the real one is, except that its processor time is counted anew for each document.
"""

import os
import resource
import select
import signal
import struct
import subprocess
import sys
from types import TracebackType
from typing import Self

from corpus.readers.child import make_reply, silence_libraries
from corpus.readers.limits import MAX_CPU_SECONDS, MAX_MEMORY, MAX_SECONDS, make_guard, set_limit
from corpus.readers.reading import ENVIRONMENT, unpack
from corpus.reports import Document

MOST_READ = 400
LENGTH = struct.Struct("<I")


class SteadyReader:
    """Reads documents in a process that is started again now and then, and whenever it died."""

    def __init__(self) -> None:
        self.started = self.read_here = 0
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.stop()

    def read(self, name: str, data: bytes) -> Document:
        """Read a document; what goes wrong is raised as it is from the real process."""
        if self._process is None or self.read_here >= MOST_READ:
            self.stop()
            self._start()
        assert self._process
        assert self._process.stdin
        self.read_here += 1
        self._process.stdin.write(frame(name.encode()) + frame(data))
        self._process.stdin.flush()
        reply = self._take_reply()
        if reply is None:
            status = self.stop()
            return unpack(status, b"", name)
        return unpack(0, reply, name)

    def stop(self) -> int:
        """End the process; gives what it ended with."""
        process, self._process, self.read_here = self._process, None, 0
        if process is None:
            return 0
        assert process.stdin
        assert process.stdout
        try:
            process.stdin.close()
            return process.wait(5)
        except (subprocess.TimeoutExpired, BrokenPipeError):
            process.kill()
            return process.wait()
        finally:
            process.stdout.close()

    def _start(self) -> None:
        self.started += 1
        command = [sys.executable, "-B", "-P", "-s", "-m", "tests.corpus.steady_reader"]
        self._process = subprocess.Popen(command, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def _take_reply(self) -> bytes | None:
        assert self._process
        assert self._process.stdout
        ready, _, _ = select.select([self._process.stdout], [], [], MAX_SECONDS)
        if not ready:
            self._process.send_signal(signal.SIGKILL)
            return None
        return take_frame(self._process.stdout.fileno())


def frame(content: bytes) -> bytes:
    return LENGTH.pack(len(content)) + content


def take_frame(descriptor: int) -> bytes | None:
    """Read one frame; None where the other side is gone."""
    head = take_bytes(descriptor, LENGTH.size)
    return None if head is None else take_bytes(descriptor, LENGTH.unpack(head)[0])


def take_bytes(descriptor: int, count: int) -> bytes | None:
    taken = bytearray()
    while len(taken) < count:
        piece = os.read(descriptor, count - len(taken))
        if not piece:
            return None
        taken += piece
    return bytes(taken)


def main() -> None:
    """Read documents until the other side is gone."""
    reply = os.dup(1)
    silence_libraries()
    if sys.platform == "linux":
        set_limit(resource.RLIMIT_AS, MAX_MEMORY)
    sys.addaudithook(make_guard())
    while (name := take_frame(0)) is not None and (data := take_frame(0)) is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (spent + MAX_CPU_SECONDS, resource.RLIM_INFINITY))
        left = memoryview(frame(make_reply(name.decode(), data)))
        while left:
            left = left[os.write(reply, left) :]


if __name__ == "__main__":
    main()
