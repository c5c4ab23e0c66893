"""What changed between two versions of a report: which words went and which came, as places in both texts.

    old text, new text | paragraphs aligned | words of what is left | gaps between equal words | changes

Putting the changes into the old text gives the new one, to the letter. Time is bounded (`corpus.alignment`): texts of a
megabyte take two seconds at most, and where they have too little in common, a change is long rather than wrong.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from corpus.alignment import Effort, align
from corpus.worded import Counted, Worded

PARAGRAPH = re.compile(r"[^\n]+\n*|\n+")
IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
TOKEN = re.compile(rf"[{IDEOGRAPHS}]|[^\W{IDEOGRAPHS}]+(?:['’.,:/-][^\W{IDEOGRAPHS}]+)*|[^\w\s]")
WORD = re.compile(r"\w")

FEW = 3
"""Up to how many equal words between two longer changes are taken into one change with them."""

SHOWN = 120
"""How many characters of a change a line shows."""


@dataclass(frozen=True, slots=True)
class Change:
    """Words taken out of the old text at `start`..`end`, and words that stand at `new_start`..`new_end` instead.

    One of the two may be empty. Offsets are characters.
    """

    start: int
    end: int
    new_start: int
    new_end: int
    removed: str
    added: str

    @property
    def is_spacing(self) -> bool:
        """Whether only white space differs."""
        return self.removed.split() == self.added.split()

    @property
    def words(self) -> int:
        """How many words it takes out and puts in."""
        return count_words(self.removed) + count_words(self.added)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two texts and the changes that lead from the old one to the new one, in their order, apart from one another."""

    old: str
    new: str
    changes: tuple[Change, ...]

    @property
    def wording(self) -> tuple[Change, ...]:
        """The changes of more than white space."""
        return tuple(change for change in self.changes if not change.is_spacing)

    @property
    def words_removed(self) -> int:
        """How many words of the old text are in no place of the new one."""
        return sum(count_words(change.removed) for change in self.changes)

    @property
    def words_added(self) -> int:
        """How many words of the new text were in no place of the old one."""
        return sum(count_words(change.added) for change in self.changes)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The same words at a place in the old text and at one in the new."""

    start: int
    end: int
    new_start: int
    new_end: int


def compare_texts(old: str, new: str) -> Difference:
    """Give the difference between two texts, word by word."""
    effort = Effort()
    changes = [change for gap in find_gaps(old, new, effort) for change in compare_words(old, new, gap, effort)]
    return Difference(old, new, tuple(join_near(old, new, changes)))


def apply_changes(old: str, changes: Iterable[Change]) -> str:
    """Give the text that the changes make of the old one."""
    pieces, at = [], 0
    for change in changes:
        pieces += [old[at : change.start], change.added]
        at = change.end
    return "".join([*pieces, old[at:]])


def describe_difference(difference: Difference, limit: int = 5) -> list[Worded]:
    """Say in a line how much changed, and in up to `limit` more what; for a preview."""
    wording = difference.wording
    if not wording:
        return [Worded("Only white space changed.") if difference.changes else Worded("The wording is the same.")]
    extent = Worded(
        "Words out: {removed}; words in: {added}; at {places}.",
        removed=difference.words_removed,
        added=difference.words_added,
        places=Counted("{count} place", "{count} places", len(wording)),
    )
    more = [Worded("… and {count} more.", count=len(wording) - limit)] if len(wording) > limit else []
    return [extent, *map(describe_change, wording[:limit]), *more]


def describe_change(change: Change) -> Worded:
    """Say on one line what went and what came."""
    removed, added = shorten_words(change.removed), shorten_words(change.added)
    if not added:
        return Worded("“{removed}” was taken out", removed=removed)
    if not removed:
        return Worded("“{added}” was put in", added=added)
    return Worded("“{removed}” became “{added}”", removed=removed, added=added)


def shorten_words(text: str, most: int = SHOWN) -> str:
    """Give a text on one line, its middle left out where it is longer than `most` characters."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    head = line[: most * 2 // 3].rpartition(" ")[0] or line[: most * 2 // 3]
    tail = line[-(most // 3) :].partition(" ")[2] or line[-(most // 3) :]
    return f"{head} … {tail}"


def count_words(text: str) -> int:
    """Give how many words a text has; marks alone are none."""
    return sum(WORD.search(found.group()) is not None for found in TOKEN.finditer(text))


def find_gaps(old: str, new: str, effort: Effort) -> Iterator[Stretch]:
    """Give the stretches between paragraphs that are the same in both texts."""
    paragraphs, others = PARAGRAPH.findall(old), PARAGRAPH.findall(new)
    places, other_places = (
        list(accumulate(map(len, paragraphs), initial=0)),
        list(accumulate(map(len, others), initial=0)),
    )
    equal = (
        Stretch(
            places[run.old],
            places[run.old + run.length],
            other_places[run.new],
            other_places[run.new + run.length],
        )
        for run in align(paragraphs, others, effort)
    )
    yield from list_between(equal, Stretch(0, len(old), 0, len(new)))


def list_between(equal: Iterable[Stretch], whole: Stretch) -> Iterator[Stretch]:
    """Give what lies before, between and after equal stretches, where there is something on either side."""
    ends = (
        Stretch(whole.start, whole.start, whole.new_start, whole.new_start),
        *equal,
        Stretch(whole.end, whole.end, whole.new_end, whole.new_end),
    )
    for one, other in pairwise(ends):
        if one.end < other.start or one.new_end < other.new_start:
            yield Stretch(one.end, other.start, one.new_end, other.new_start)


def compare_words(old: str, new: str, gap: Stretch, effort: Effort) -> Iterator[Change]:
    """Give the changes inside a gap."""
    words = [found.span() for found in TOKEN.finditer(old, gap.start, gap.end)]
    others = [found.span() for found in TOKEN.finditer(new, gap.new_start, gap.new_end)]
    runs = align([old[start:end] for start, end in words], [new[start:end] for start, end in others], effort)
    equal = [Stretch(*words[run.old + at], *others[run.new + at]) for run in runs for at in range(run.length)]
    for between in list_between(equal, gap):
        change = make_change(old, new, between)
        if change.removed != change.added:
            yield change


def make_change(old: str, new: str, between: Stretch) -> Change:
    """Give the change in a stretch, without the white space that both its sides begin and end with."""
    removed, added = old[between.start : between.end], new[between.new_start : between.new_end]
    head = count_common_space(removed, added)
    tail = count_common_space(removed[head:][::-1], added[head:][::-1])
    return Change(
        between.start + head,
        between.end - tail,
        between.new_start + head,
        between.new_end - tail,
        removed[head : len(removed) - tail],
        added[head : len(added) - tail],
    )


def count_common_space(one: str, other: str) -> int:
    """Give how many characters of white space both texts begin with."""
    count = 0
    for character, twin in zip(one, other, strict=False):
        if character != twin or not character.isspace():
            break
        count += 1
    return count


def join_near(old: str, new: str, changes: Iterable[Change]) -> Iterator[Change]:
    """Give the changes, those as one that only marks or a few words part, since they read better so."""
    joined: Change | None = None
    for change in changes:
        if joined and is_near(old, joined, change):
            span = Stretch(joined.start, change.end, joined.new_start, change.new_end)
            removed, added = old[span.start : span.end], new[span.new_start : span.new_end]
            joined = Change(span.start, span.end, span.new_start, span.new_end, removed, added)
        else:
            if joined:
                yield joined
            joined = change
    if joined:
        yield joined


def is_near(old: str, one: Change, other: Change) -> bool:
    """Whether two changes in a row are one to a reader; those in two lines, or of white space alone, stay apart."""
    between = old[one.end : other.start]
    if one.is_spacing or other.is_spacing or len(between) > SHOWN or "\n" in between:
        return False
    words = count_words(between)
    return words == 0 or (words <= FEW and 2 * words <= min(one.words, other.words))
