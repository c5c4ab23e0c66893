"""Which stretches two sequences of words or paragraphs have in common, found in bounded time.

    common ends | anchors: what stands once in both, in one order | short gaps by least edits | the rest is changed

Anchors are those of patience diff (Bram Cohen), least edits those of Myers (1986). `Effort` bounds the steps of both,
and nothing looks at a clock, so the same texts always give the same runs.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

GAP = 500
"""Up to how many items, old and new together, a gap is settled by least edits."""

STEPS = 1_500_000

ROW = 5
"""How many items in a row are an anchor in a long gap that has no single item for one."""

ANCHORING = 8
"""How many items looked at for anchors cost as much as one step."""


@dataclass(frozen=True, slots=True)
class Run:
    """An equal stretch: `length` items from `old` on in the one sequence and from `new` on in the other."""

    old: int
    new: int
    length: int


@dataclass(slots=True)
class Effort:
    """How many steps may still be spent; once they are, what is left of the sequences counts as changed."""

    left: int = STEPS


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of each sequence that is still to be compared."""

    old: int
    old_end: int
    new: int
    new_end: int


def align(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[Run]:
    """Give the equal stretches of two sequences in their order; no item is in two of them."""
    runs: list[Run] = []
    gaps = [Gap(0, len(old), 0, len(new))]
    while gaps:
        gap = trim_gap(old, new, gaps.pop(), runs)
        if gap.old == gap.old_end or gap.new == gap.new_end:
            continue
        anchors = find_anchors(old, new, gap, effort)
        if anchors:
            gaps += split_gap(gap, anchors)
            runs += [Run(*anchor, 1) for anchor in anchors]
        else:
            runs += align_least(old, new, gap, effort)
    return join_runs(sorted(runs, key=lambda run: run.old))


def count_items(gap: Gap) -> int:
    """Give how many items it has on both sides together."""
    return gap.old_end - gap.old + gap.new_end - gap.new


def trim_gap(old: Sequence[str], new: Sequence[str], gap: Gap, runs: list[Run]) -> Gap:
    """Give the gap without what both its sides begin and end with, which is added to the runs."""
    most = min(gap.old_end - gap.old, gap.new_end - gap.new)
    head = 0
    while head < most and old[gap.old + head] == new[gap.new + head]:
        head += 1
    tail = 0
    while tail < most - head and old[gap.old_end - tail - 1] == new[gap.new_end - tail - 1]:
        tail += 1
    if head:
        runs.append(Run(gap.old, gap.new, head))
    if tail:
        runs.append(Run(gap.old_end - tail, gap.new_end - tail, tail))
    return Gap(gap.old + head, gap.old_end - tail, gap.new + head, gap.new_end - tail)


def find_anchors(old: Sequence[str], new: Sequence[str], gap: Gap, effort: Effort) -> list[tuple[int, int]]:
    """Give the places of items that stand once on either side of the gap, as many as come in one order."""
    if effort.left <= 0:
        return []
    for length in (1, ROW) if count_items(gap) > GAP else (1,):
        effort.left -= count_items(gap) // ANCHORING
        places = find_single(new, gap.new, gap.new_end, length)
        others = find_single(old, gap.old, gap.old_end, length)
        pairs = [(at, places[row]) for row, at in others.items() if row in places]
        if pairs:
            return find_longest_rise(pairs)
    return []


def find_single(items: Sequence[str], start: int, end: int, length: int) -> dict[tuple[str, ...], int]:
    """Give where each row of this many items begins that stands there once."""
    rows = list(zip(*(items[start + shift : end] for shift in range(length)), strict=False))
    counts = Counter(rows)
    return {row: start + at for at, row in enumerate(rows) if counts[row] == 1}


def find_longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the most of these pairs, which rise in the first number, that rise in the second too."""
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for at, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(tops[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        tops[length : length + 1] = [at]
    rise = []
    at = tops[-1] if tops else -1
    while at >= 0:
        rise.append(pairs[at])
        at = before[at]
    return rise[::-1]


def split_gap(gap: Gap, anchors: Sequence[tuple[int, int]]) -> Iterator[Gap]:
    """Give the gaps between anchors."""
    old, new = gap.old, gap.new
    for at, place in anchors:
        yield Gap(old, at, new, place)
        old, new = at + 1, place + 1
    yield Gap(old, gap.old_end, new, gap.new_end)


def align_least(old: Sequence[str], new: Sequence[str], gap: Gap, effort: Effort) -> list[Run]:
    """Give the runs of a gap that leave the least to change; none where that would take too long."""
    if count_items(gap) > GAP or effort.left <= 0:
        return []
    steps = list(follow_edits(old[gap.old : gap.old_end], new[gap.new : gap.new_end]))
    effort.left -= len(steps) ** 2
    return trace_runs(steps, gap)


def follow_edits(old: Sequence[str], new: Sequence[str]) -> Iterator[dict[int, int]]:
    """Give, before each edit more, how far into `old` every diagonal (old minus new) has come."""
    reach = {1: 0}
    for edits in range(len(old) + len(new) + 1):
        yield dict(reach)
        for diagonal in range(-edits, edits + 1, 2):
            at = take_step(reach, diagonal)
            place = at - diagonal
            while at < len(old) and place < len(new) and old[at] == new[place]:
                at, place = at + 1, place + 1
            reach[diagonal] = at
            if at >= len(old) and place >= len(new):
                return


def take_step(reach: dict[int, int], diagonal: int) -> int:
    """Give where one edit more leads on a diagonal: from the one above by putting in, from below by leaving out."""
    above, below = reach.get(diagonal + 1, -1), reach.get(diagonal - 1, -1)
    return above if above > below else below + 1


def trace_runs(steps: Sequence[dict[int, int]], gap: Gap) -> list[Run]:
    """Give the equal stretches on the way that the edits took, from its end back."""
    at, place = gap.old_end - gap.old, gap.new_end - gap.new
    runs = []
    for reach in reversed(steps):
        diagonal = at - place
        start = take_step(reach, diagonal)
        if at > start:
            runs.append(Run(gap.old + start, gap.new + start - diagonal, at - start))
        comes_from_above = reach.get(diagonal + 1, -1) > reach.get(diagonal - 1, -1)
        at = start if comes_from_above else start - 1
        place = start - diagonal - 1 if comes_from_above else start - diagonal
    return runs


def join_runs(runs: Sequence[Run]) -> list[Run]:
    """Put runs together that follow one another without a gap."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and (last.old + last.length, last.new + last.length) == (run.old, run.new):
            joined[-1] = Run(last.old, last.new, last.length + run.length)
        else:
            joined.append(run)
    return joined
