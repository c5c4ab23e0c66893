"""Reciprocal rank fusion: one ranking out of several that cannot compare their scores.

Cormack, Clarke and Büttcher, SIGIR 2009. A smaller constant than theirs (60) trusts the top ranks more; how much
each ranking weighs depends on the model (`index.calibration`).
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

CONSTANT = 10


def fuse_ranks(rankings: Sequence[tuple[float, Sequence[Key]]]) -> list[Key]:
    """Give the keys of (weight, keys best first) rankings in one order; equal sums stay in order of appearance."""
    sums: defaultdict[Key, float] = defaultdict(float)
    for weight, keys in rankings:
        for rank, key in enumerate(keys, 1):
            sums[key] += weight / (CONSTANT + rank)
    return sorted(sums, key=sums.__getitem__, reverse=True)
