"""The processes of the trial, started, listened to and killed."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from tests.kills.holder import Task

ROOT = Path(__file__).parents[2]
STOP_S = 30.0
# The holder has a keeper, which has Chroma, which may have children.
DEPTH = 4


@dataclass(frozen=True, slots=True)
class Event:
    """A line that a holder printed, and when it came, in seconds since the holder was started."""

    name: str
    at: float
    facts: dict[str, Any]


class HolderProcess:
    """A holder with everything that it starts, each killed or not."""

    def __init__(self, home: Path, task: Task) -> None:
        self.events: list[Event] = []
        self._came = threading.Condition()
        self._ended = False
        self._log = home.with_name(f"holder-{task.number}.log")
        self._started = time.monotonic()
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.kills.holder", str(home), json.dumps(asdict(task))],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    @property
    def log(self) -> str:
        return self._log.read_text(errors="replace")

    def list_events(self, name: str) -> list[Event]:
        return [event for event in self.events if event.name == name]

    def wait_for(self, condition: Callable[[Self], object], timeout_s: float) -> bool:
        """Wait for a condition on the events; whether it came about."""
        with self._came:
            self._came.wait_for(lambda: condition(self) or self._ended, timeout_s)
            return bool(condition(self))

    def wait_for_event(self, name: str, timeout_s: float) -> Event:
        came = self.wait_for(lambda it: it.list_events(name), timeout_s)
        assert came, f"no “{name}” within {timeout_s:g} s: {self.events[-5:]}\n{self.log[-3000:]}"
        return self.list_events(name)[0]

    def kill(self, whom: str, family: dict[int, str]) -> None:
        """Kill -9 the owner alone, all of the `family` with it, or its Chroma alone."""
        if whom != "chroma":
            self._process.kill()
        if whom == "tree":
            kill(list(family))
        if whom == "chroma":
            kill(find_chroma(family))

    def collect(self) -> None:
        """Wait for its end, and for its last lines."""
        self._process.wait(STOP_S)
        self._listener.join(STOP_S)
        self._process.stdout.close()

    def stop(self) -> int:
        """Let it end in good order; its exit code."""
        self._process.send_signal(signal.SIGTERM)
        self.collect()
        return self._process.returncode

    def list_family(self) -> dict[int, str]:
        """The processes below it, by number, with their commands."""
        command = ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="]
        shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        rows = [row for line in shown.splitlines() if len(row := line.split(None, 2)) == 3]
        found: dict[int, str] = {}
        for _ in range(DEPTH):
            found |= {int(row[0]): row[2] for row in rows if int(row[1]) in (self._process.pid, *found)}
        return found

    def _listen(self) -> None:
        for line in self._process.stdout:
            facts = json.loads(line)
            event = Event(facts.pop("event"), time.monotonic() - self._started, facts)
            with self._came:
                self.events.append(event)
                self._came.notify_all()
        with self._came:
            self._ended = True
            self._came.notify_all()


class ReaderProcess:
    """A reader that asks from its start until it is told to stop."""

    def __init__(self, home: Path) -> None:
        self._log = home.with_name("reader.log")
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.kills.reader", str(home)],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )

    def stop(self) -> dict[str, Any]:
        """Let it finish; gives what it counted and the faults that it saw."""
        shown, _ = self._process.communicate(timeout=STOP_S)
        assert self._process.returncode == 0, self._log.read_text(errors="replace")[-3000:]
        return dict(json.loads(shown))

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.communicate()


def find_chroma(family: dict[int, str]) -> list[int]:
    """The numbers of the Chroma servers among these processes."""
    return [number for number, command in family.items() if " run --path " in command]


def kill(numbers: list[int]) -> None:
    for number in numbers:
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            continue


def is_alive(number: int) -> bool:
    """Whether a process runs, and is no zombie."""
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True, check=False)
    return bool(shown.stdout.strip()) and not shown.stdout.startswith("Z")
