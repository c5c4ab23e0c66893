"""A difference as it is shown: each change with some words around it, the old wording beside the new.

    difference | changes near one another together | pieces: the same, old, new

What the pieces look like (struck through, between marks) is up to whoever shows them; white space is plain here, and
nothing here is a quotation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.differences import Change, Difference, shorten_words

AROUND = 60
CUT = "…"


class Kind(StrEnum):
    """What became of some words."""

    SAME = "same"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one excerpt, and what became of them."""

    kind: Kind
    text: str


Excerpt = tuple[Piece, ...]


def cut_excerpts(difference: Difference, around: int = AROUND, longest: int | None = None) -> list[Excerpt]:
    """Give the changes of wording in their order with up to `around` characters before and after.

    Each side of a change is shortened to `longest` characters in its middle, where that is given.
    """
    groups = group_changes(difference.wording, around)
    return [tuple(cut_excerpt(difference.old, group, around, longest)) for group in groups]


def group_changes(changes: Sequence[Change], around: int) -> Iterator[list[Change]]:
    """Give the changes, together where their surroundings touch."""
    group: list[Change] = []
    for change in changes:
        if group and change.start - group[-1].end > 2 * around:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def cut_excerpt(old: str, group: Sequence[Change], around: int, longest: int | None) -> Iterator[Piece]:
    """Give the pieces of one excerpt."""
    yield from make_same(cut_before(old, group[0].start, around))
    for number, change in enumerate(group):
        if number:
            yield from make_same(old[group[number - 1].end : change.start])
        for kind, text in ((Kind.OLD, change.removed), (Kind.NEW, change.added)):
            plain = " ".join(text.split())
            if plain:
                yield Piece(kind, plain if longest is None else shorten_words(plain, longest))
    yield from make_same(cut_after(old, group[-1].end, around))


def make_same(text: str) -> Iterator[Piece]:
    """Give words that stayed, with a space at either end where they had white space there."""
    if text:
        lead, end = " " * text[0].isspace(), " " * text[-1].isspace()
        words = " ".join(text.split())
        yield Piece(Kind.SAME, f"{lead}{words}{end}" if words else " ")


def cut_before(text: str, end: int, around: int) -> str:
    """Give the words before a place, from the beginning of one, and whether there are more."""
    if end <= around:
        return text[:end]
    _, space, words = text[end - around : end].partition(" ")
    return f"{CUT} {words if space else text[end - around : end]}"


def cut_after(text: str, start: int, around: int) -> str:
    """Give the words after a place, up to the end of one, and whether there are more."""
    if len(text.rstrip()) - start <= around:
        return text[start:].rstrip()
    words, space, _ = text[start : start + around].rpartition(" ")
    return f"{words if space else text[start : start + around]} {CUT}"
