"""What a PDF page shows, line by line, as plain values that need no PDF library."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and where it stands: points from the left and from the bottom of page `page`, counted from 0.

    `size` is the height of its letters, `top` that of the page; `broken` says that it ends in the middle of a word.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    top: float
    broken: bool = False
    right_to_left: bool = False
