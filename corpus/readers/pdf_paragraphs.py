"""Puts the lines of a PDF together into paragraphs, across columns and pages, by where the lines stand.

A new paragraph begins where the first word of a line would have fitted on the line before, where the gap is wider
than usual, where a first line is indented, or where the size of the letters changes. Notes at the foot of a page wait
until the paragraph that runs on to the next page has ended.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from corpus.readers.pdf_lines import Line

OTHER_SIZE = 1.12
HEADING_SIZE = 1.15
NOTE_SIZE = 0.9
WIDE_GAP = 1.3
INDENT = 0.8
NOTE = re.compile(r"[\d*†‡§\[(]")
BULLET = re.compile(r"[•▪◦●‣]")
SENTENCE_END = re.compile(r"[.!?؟۔…:;]['\"”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Column:
    """The room that a run of lines has on its page, and the usual way from one line down to the next."""

    left: float
    right: float
    gap: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and its column."""

    line: Line
    column: Column


def group_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """Give the lines of each paragraph, in the order of reading."""
    body_size = find_body_size(pages)
    main, notes = [], []
    for page in pages:
        length = find_notes(page, body_size)
        main += page[:length]
        notes += page[length:]
    return place_notes(split_lines(main, body_size), split_lines(notes, body_size))


def find_body_size(pages: Iterable[list[Line]]) -> float:
    """Give the size that most letters have."""
    sizes = Counter[float]()
    for page in pages:
        for line in page:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0]


def find_notes(page: list[Line], body_size: float) -> int:
    """Give how many lines of a page stand before the notes at its foot."""
    length = len(page)
    while length and page[length - 1].size <= NOTE_SIZE * body_size:
        length -= 1
    return length if 0 < length < len(page) and NOTE.match(page[length].text) else len(page)


def place_notes(groups: list[list[Line]], notes: list[list[Line]]) -> list[list[Line]]:
    """Put each note after the paragraph that ends on its page or runs over from it."""
    placed: list[list[Line]] = []
    for group in groups:
        while notes and notes[0][0].page < group[0].page:
            placed.append(notes.pop(0))
        placed.append(group)
    return placed + notes


def split_lines(lines: list[Line], body_size: float) -> list[list[Line]]:
    """Cut lines into paragraphs."""
    places = place_lines(merge_lines(lines))
    groups: list[list[Line]] = []
    for index, placed in enumerate(places):
        following = places[index + 1] if index + 1 < len(places) else None
        if index == 0 or begins_paragraph(places[index - 1], placed, following, body_size):
            groups.append([])
        groups[-1].append(placed.line)
    return groups


def merge_lines(lines: list[Line]) -> list[Line]:
    """Put pieces that stand side by side, such as the cells of a row, into one line."""
    merged: list[Line] = []
    for line in lines:
        last = merged[-1] if merged else None
        if last and last.page == line.page and abs(last.base - line.base) < 0.3 * line.size and not last.broken:
            text = f"{last.text} {line.text}"
            merged[-1] = replace(
                line, text=text, left=min(last.left, line.left), right=max(last.right, line.right), size=last.size
            )
        else:
            merged.append(line)
    return merged


def place_lines(lines: list[Line]) -> list[Placed]:
    """Tell the column of each line."""
    runs: list[list[Line]] = []
    for line in lines:
        if not runs or has_moved(runs[-1][-1], line):
            runs.append([])
        runs[-1].append(line)
    gaps = find_gaps(runs)
    return [
        Placed(line, Column(left, right, gaps.get(round(line.size), 2 * line.size)))
        for run in runs
        for left, right in [(min(line.left for line in run), max(line.right for line in run))]
        for line in run
    ]


def has_moved(previous: Line, line: Line) -> bool:
    """Whether a line stands in another column, or on another page, than the one before."""
    return line.page != previous.page or line.base > previous.base + 0.3 * line.size


def find_gaps(runs: list[list[Line]]) -> dict[int, float]:
    """Give the usual gap between lines of each size."""
    gaps: dict[int, list[float]] = {}
    for run in runs:
        for upper, lower in pairwise(run):
            if has_same_size(upper, lower):
                gaps.setdefault(round(lower.size), []).append(upper.base - lower.base)
    return {size: median(found) for size, found in gaps.items()}


def begins_paragraph(previous: Placed, placed: Placed, following: Placed | None, body_size: float) -> bool:
    """Whether a line begins a new paragraph."""
    last, line = previous.line, placed.line
    if last.broken:
        return False
    if not has_same_size(last, line) or BULLET.match(line.text):
        return True
    moved = has_moved(last, line)
    if moved and line.text[:1].islower() and not SENTENCE_END.search(last.text):
        return False
    if not moved and last.base - line.base > WIDE_GAP * placed.column.gap:
        return True
    if line.size >= HEADING_SIZE * body_size and not moved:
        return False
    return ends_early(previous, line) or is_indented(previous, placed, following)


def has_same_size(one: Line, other: Line) -> bool:
    """Whether two lines have letters of about the same size."""
    return max(one.size, other.size) <= OTHER_SIZE * min(one.size, other.size)


def ends_early(previous: Placed, line: Line) -> bool:
    """Whether the first word of a line would have fitted on the line before."""
    last, column = previous.line, previous.column
    first_word = line.text.split(" ", 1)[0]
    needed = len(first_word) * (line.right - line.left) / len(line.text) * 1.1 + 0.7 * line.size
    room = last.left - column.left if last.right_to_left else column.right - last.right
    return room > needed


def is_indented(previous: Placed, placed: Placed, following: Placed | None) -> bool:
    """Whether a line is set in as the first of a paragraph, and not as the rest of a list item."""
    if find_indent(placed) <= INDENT * placed.line.size:
        return False
    if following is None or has_moved(placed.line, following.line):
        return SENTENCE_END.search(previous.line.text) is not None
    return find_indent(following) <= 0.3 * placed.line.size


def find_indent(placed: Placed) -> float:
    """Give how far a line is set in from the side on which its script begins."""
    line, column = placed.line, placed.column
    return column.right - line.right if line.right_to_left else line.left - column.left
