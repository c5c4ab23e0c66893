"""Kills, one after another, in one data folder; the start of the next holder is the restart after the last kill.

start | first answer | what was left is done | two checks | ready | moment | kill
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.home import Home
from tests.kills.holder import Task
from tests.kills.losses import find_lost, find_unfinished
from tests.kills.persisting import find_torn, wait_for_persist
from tests.kills.processes import Event, HolderProcess, find_chroma, is_alive
from tests.kills.standings import Standings

READY_S = 300.0
AIM_S = 120.0
GO_ON_S = 120.0
KEEPER_S = 15.0
# Chroma takes 20 to 100 ms to write 1,000 to 3,000 vectors out.
LATEST_IN_PERSIST_S = 0.06


@dataclass(frozen=True, slots=True)
class Kill:
    """What is killed, at what work, and when.

    `nth` aims at the nth time that Chroma writes its index out after the start; 0 means `after_s` seconds from there.
    """

    work: str
    serving: bool
    whom: str
    nth: int = 0
    after_s: float = 0.0


@dataclass(slots=True)
class Outcome:
    """What was seen at one kill and at the start after it; times in seconds."""

    kill: Kill
    after_s: float = 0.0
    hit: bool = False
    torn: bool = False
    accepted: list[Event] = field(default_factory=list)
    ended: list[Event] = field(default_factory=list)
    changed: list[Event] = field(default_factory=list)
    answer_s: float = 0.0
    left: int = 0
    check: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def acknowledged(self) -> int:
        """How many changes were acknowledged before the kill."""
        return sum(event.facts["done"] for event in self.ended) + len(self.changed)


class Trial:
    """A data folder, the largest report of which has `length` passages."""

    def __init__(self, home: Path, seed: int, *, length: int, loads: bool) -> None:
        self.outcomes: list[Outcome] = []
        self._home = Home(home)
        self._chance = random.Random(seed)
        self._length = length
        self._loads = loads
        self._number = 0
        self._family: dict[int, str] = {}
        self._standings = Standings()

    def run(self, kill: Kill) -> None:
        """Start a holder, look at what the last kill has left, and kill it in its turn."""
        outcome = Outcome(kill)
        with self._started(kill.work, serving=kill.serving, large=kill.nth > 0) as holder:
            self._look_at_start(holder)
            self._wait_for_moment(holder, outcome)
            holder.kill(kill.whom, self._family)
            if kill.whom == "chroma":
                self._see_it_go_on(holder, outcome)
            holder.collect()
        outcome.torn = kill.whom == "tree" and bool(find_torn(self._home.chroma))
        outcome.accepted, outcome.ended = holder.list_events("accepted"), holder.list_events("ended")
        outcome.changed = holder.list_events("changed")
        outcome.faults += find_lost(self._home, outcome.accepted, outcome.ended)
        outcome.faults += self._standings.find_faults(self._home, holder.events)
        if "Traceback" in holder.log:
            outcome.faults.append(f"a traceback in the holder's log: {holder.log[-1000:]}")
        self.outcomes.append(outcome)

    def finish(self) -> None:
        """Start once more, to see what the last kill has left, and look for everything that was promised."""
        with self._started("reindex", serving=True, large=False) as holder:
            self._look_at_start(holder)
            holder.stop()
        self.outcomes[-1].faults += self._standings.find_faults(self._home, holder.events)
        for outcome in self.outcomes:
            outcome.faults += find_lost(self._home, outcome.accepted, outcome.ended)

    @contextmanager
    def _started(self, work: str, *, serving: bool, large: bool) -> Iterator[HolderProcess]:
        holder = HolderProcess(self._home.path, Task(self._number, work, serving, large, self._length, self._loads))
        self._number += 1
        try:
            yield holder
        finally:
            if holder.is_running:
                holder.kill("tree", holder.list_family())
            holder.collect()

    def _look_at_start(self, holder: HolderProcess) -> None:
        """Note what a start shows of the kill before it."""
        holder.wait_for_event("ready", READY_S)
        if not self.outcomes:
            return
        before, answered = self.outcomes[-1], holder.list_events("answered")[0]
        recovered, checks = holder.list_events("recovered"), holder.list_events("checked")
        before.answer_s, before.left = answered.at, len(recovered)
        before.check, second = (describe_check(event.facts) for event in checks)
        before.faults += answered.facts["faults"]
        if not answered.facts["quotes"]:
            before.faults.append("the first question after it was not answered")
        if second != "clean":
            before.faults.append(f"the second check found: {second}")
        before.faults += [f"what was left failed: {e.facts['message']}" for e in recovered if not e.facts["done"]]
        before.faults += find_unfinished(self._home, before.accepted)
        before.faults += [f"process {number} outlived its owner" for number in self._find_outlived()]

    def _wait_for_moment(self, holder: HolderProcess, outcome: Outcome) -> None:
        self._family, begun = holder.list_family(), time.monotonic()
        if outcome.kill.nth:
            outcome.hit = wait_for_persist(self._home.chroma, outcome.kill.nth, AIM_S)
            time.sleep(self._chance.uniform(0, LATEST_IN_PERSIST_S))
        else:
            time.sleep(outcome.kill.after_s)
            self._family = holder.list_family()
            while outcome.kill.whom == "chroma" and not find_chroma(self._family):
                self._family = holder.list_family()
        outcome.after_s = time.monotonic() - begun

    def _see_it_go_on(self, holder: HolderProcess, outcome: Outcome) -> None:
        """A holder whose Chroma was killed has to go on, with another Chroma, and to end in good order."""
        before = count_done(holder)
        if not holder.wait_for(lambda it: count_done(it) > before, GO_ON_S):
            outcome.faults.append("the holder did not go on after its Chroma was killed")
        if code := holder.stop():
            outcome.faults.append(f"the holder ended with {code} after its Chroma was killed")

    def _find_outlived(self) -> list[int]:
        deadline = time.monotonic() + KEEPER_S
        while (left := [number for number in self._family if is_alive(number)]) and time.monotonic() < deadline:
            time.sleep(0.2)
        self._family = {}
        return left


def count_done(holder: HolderProcess) -> int:
    return sum(event.facts["done"] for event in holder.list_events("ended"))


def describe_check(facts: dict[str, Any]) -> str:
    """Say in a few words what a check found."""
    if not facts["done"]:
        return f"failed: {facts['message']}"
    if not facts["result"]["chroma"]:
        return "no Chroma"
    found = [f"{facts['result'][name]} {name}" for name in ("embedded", "missing", "extra") if facts["result"][name]]
    return ", ".join(found) or "clean"
