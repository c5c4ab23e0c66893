"""Finds what is printed on every page round the text: running heads, feet and page numbers."""

import re
from collections import Counter
from collections.abc import Iterator

from corpus.readers.pdf_lines import Line

MARGIN = 0.12
FEWEST_PAGES = 2
LEAST_SHARE = 0.3
DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:page|p\.|seite|صفحه|صفحة|עמוד)?\s*\d{1,4}(?:\s*(?:/|of|von|از|من|מתוך)\s*\d{1,4})?[-–—\s]*", re.I
)

Mark = tuple[str, int]


def drop_frames(pages: list[list[Line]]) -> list[list[Line]]:
    """Leave out the lines in the margins that say the same, but for numbers, on many pages at the same height."""
    marks = Counter(mark for page in pages for mark in {make_mark(line) for line in find_margins(page)})
    often = max(FEWEST_PAGES, LEAST_SHARE * sum(1 for page in pages if page))
    repeated = {mark for mark, times in marks.items() if times >= often}
    return [[line for line in page if not is_frame(line, page, repeated)] for page in pages]


def is_frame(line: Line, page: list[Line], repeated: set[Mark]) -> bool:
    """Whether a line belongs to the frame of its page; a page is never all frame."""
    if not is_in_margin(line) or len(page) == 1:
        return False
    return make_mark(line) in repeated or PAGE_NUMBER.fullmatch(line.text) is not None


def find_margins(page: list[Line]) -> Iterator[Line]:
    """Give the lines in the top and bottom margins of a page."""
    return (line for line in page if is_in_margin(line))


def is_in_margin(line: Line) -> bool:
    """Whether a line stands at the top or at the bottom of its page."""
    return not MARGIN * line.top < line.base < (1 - MARGIN) * line.top


def make_mark(line: Line) -> Mark:
    """Give what a running head has in common on all its pages: its words and its height."""
    return DIGITS.sub("#", line.text.casefold()), round(line.base / 4)
