"""Kill -9 at any moment of adding, replacing, withdrawing, reindexing: nothing is lost, nothing half is shown.

A kill ends the holder of the data folder alone, it and all its processes, or its Chroma alone; half of them come while
Chroma writes its index out, which destroys what Chroma has. A reader asks all the time, and a restart has to answer.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import median

import pytest

from tests.kills.processes import ReaderProcess
from tests.kills.trial import Kill, Outcome, Trial

MOST_S = 20.0
"""From a start to its first answer, beside a reader that asks all the time: reading the default model takes six seconds
on two free cores."""

SEED = 20260221
KILLS_A_FOLDER = 10
WHOM = ("owner", "tree", "chroma")
FEW = [
    Kill("reindex", True, "tree", nth=1),
    Kill("replace", True, "owner", after_s=0.7),
    Kill("reindex", True, "chroma", nth=1),
    Kill("add", True, "tree", after_s=1.5),
    Kill("withdraw", True, "owner", after_s=1.0),
    Kill("reindex", True, "owner", nth=1),
]
LINE = "{:<8}{:<9}{:<7}{:>7}  {:<10}{:<6}{:>5}{:>5}{:>8}  {:<14}{}\n"
HEAD = LINE.format(
    "work", "holder", "killed", "after", "aim", "index", "acked", "left", "answer", "check", "what was said"
)


@dataclass(slots=True)
class Results:
    """What came of some kills, and what the reader counted and saw meanwhile."""

    outcomes: list[Outcome] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def describe(self) -> str:
        """Show what happened, a line a kill."""
        answers = [outcome.answer_s for outcome in self.outcomes]
        return (
            f"{HEAD}{''.join(map(describe, self.outcomes))}"
            f"{len(self.outcomes)} kills, {sum(outcome.hit for outcome in self.outcomes)} while Chroma wrote its index "
            f"out, {sum(outcome.torn for outcome in self.outcomes)} indexes torn, "
            f"{sum(outcome.acknowledged for outcome in self.outcomes)} changes acknowledged; from a start to its first "
            f"answer {median(answers):.1f} s (median), {max(answers):.1f} s (most); the reader: {dict(self.counts)}\n"
        )

    def check(self) -> None:
        """Nothing may be lost, half, mixed or left unmended."""
        assert [fault for outcome in self.outcomes for fault in outcome.faults] == []
        assert self.faults == []
        assert self.counts["quotations"] > len(self.outcomes)
        assert self.counts["by Chroma"] > 0


def describe(outcome: Outcome) -> str:
    kill, refused = outcome.kill, [event.facts["message"] for event in outcome.ended if not event.facts["done"]]
    return LINE.format(
        kill.work,
        "serving" if kill.serving else "commands",
        kill.whom,
        f"{outcome.after_s:.2f} s",
        "random" if not kill.nth else f"persist {kill.nth}" if outcome.hit else "missed",
        "torn" if outcome.torn else "",
        outcome.acknowledged,
        outcome.left,
        f"{outcome.answer_s:.1f} s",
        outcome.check,
        "; ".join([*dict.fromkeys(refused), *outcome.faults]),
    )


def plan_kills(chance: random.Random) -> list[Kill]:
    """Seventy kills; thirty of them aimed, and the others of all kinds, ten of each."""
    whom, works = cycle(WHOM), [*["replace", "reindex"] * 12, *["add"] * 6]
    aimed = [Kill(work, True, next(whom), nth=chance.choice((1, 2)) if work == "reindex" else 1) for work in works]
    at_random = [
        Kill(work, serving, next(whom), after_s=chance.uniform(0, 5 if serving else 8))
        for work in ("add", "replace", "withdraw", "reindex")
        for serving in [True, False] * 5
    ]
    kills = [*aimed, *at_random]
    chance.shuffle(kills)
    return kills


def try_kills(folder: Path, kills: Iterable[Kill], results: Results, *, length: int, loads: bool) -> None:
    """Carry these kills out in one data folder."""
    folder.mkdir()
    trial = Trial(folder / "home", SEED, length=length, loads=loads)
    reader = ReaderProcess(folder / "home")
    try:
        for kill in kills:
            trial.run(kill)
        trial.finish()
        seen = reader.stop()
    finally:
        reader.end()
        results.outcomes += trial.outcomes
    results.counts += Counter(seen["counts"])
    results.faults += seen["faults"]


def test_six_kills_lose_nothing(tmp_path: Path) -> None:
    results = Results()
    try_kills(tmp_path / "only", FEW, results, length=240, loads=False)
    sys.stdout.write(results.describe())
    results.check()


@pytest.mark.slow
def test_seventy_kills_lose_nothing(tmp_path: Path) -> None:
    kills, results = plan_kills(random.Random(SEED)), Results()
    for first in range(0, len(kills), KILLS_A_FOLDER):
        try_kills(tmp_path / str(first), kills[first : first + KILLS_A_FOLDER], results, length=1050, loads=True)
    sys.stdout.write(results.describe())
    results.check()
    assert max(outcome.answer_s for outcome in results.outcomes) <= MOST_S
