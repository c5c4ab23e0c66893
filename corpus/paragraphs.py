"""Where the paragraphs of a body stand, as exact offsets.

A blank line always ends a paragraph, and so do a form feed and U+2029. What a single line break means is decided once
for a text, because an article is written either way throughout:

- Lines are whole paragraphs (the usual case): every line break ends one, unless the line stops in mid-sentence and the
  next goes on with a small letter, a comma or the figure of a formula (“CO”, “2”).
- The text is hard-wrapped: most lines that have a next one stop in mid-sentence and none is long. There a line break
  ends a paragraph only before a list item, or after a line with clear room for the next word that closes its sentence
  or is a short heading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

MARGIN = 130
"""The longest line, in characters, that counts as hard-wrapped."""

HEADING = 0.6
"""A line under this share of the margin that closes no sentence is a heading."""

BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
HARD_BREAKS = frozenset("\f\u2029")
CLOSED = re.compile(r"[.!?…:;؟۔؛。！？।॥][\"'”’“‘„‟»«›‹״׳″`)\]}」』\u200e\u200f\u202a-\u202e]*\Z")
ITEM = re.compile(r"(?:[•⁃‣◦▪●∙*–—-]\s|\(?(?:\d{1,3}|[A-Za-z])[.)]\s)")

FORMULA = re.compile(r"(?:(?:\A|[\s(])[A-Z][A-Za-z]{0,2}|\d[A-Z]*\)?)\Z")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, from `start` up to but not including `end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span must hold at least one character: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def text_of(self, body: str) -> str:
        """Cut it out of the text that it was found in."""
        return body[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


def trim_span(text: str, start: int, end: int) -> Span | None:
    """Give the stretch without white space at its ends; None where nothing is left."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, start + len(piece.rstrip())) if left < len(piece) else None


def split_paragraphs(text: str) -> list[Span]:
    """Give the paragraphs in order: trimmed, disjoint, together holding every character that is not white space."""
    blocks = list(split_blocks(text))
    wrapped = find_margin(text, blocks)
    return [paragraph for block in blocks for paragraph in join_lines(text, block, wrapped)]


def split_blocks(text: str) -> Iterator[list[Span]]:
    """Give the runs of lines that no blank line parts."""
    block: list[Span] = []
    at = 0
    for found in [*BREAK.finditer(text), None]:
        line = trim_span(text, at, found.start() if found else len(text))
        if line:
            block.append(line)
        if block and (not line or not found or found.group() in HARD_BREAKS):
            yield block
            block = []
        at = found.end() if found else at


def find_margin(text: str, blocks: list[list[Span]]) -> int | None:
    """Give the width that the text is wrapped to, in characters; None where its lines are whole paragraphs."""
    breaks = [pair for block in blocks for pair in pairwise(block)]
    if not breaks:
        return None
    margin = sorted(len(line) for line, _ in breaks)[len(breaks) * 9 // 10]
    cut = sum(not is_closed(text, line) and len(line) >= HEADING * margin for line, _ in breaks)
    goes_on = sum(starts_small(text, following) for _, following in breaks)
    uncased = not any(text[following.start].isupper() for _, following in breaks)
    return margin if margin <= MARGIN and 2 * cut > len(breaks) and (uncased or 5 * goes_on > len(breaks)) else None


def join_lines(text: str, block: list[Span], margin: int | None) -> Iterator[Span]:
    """Give the paragraphs of one run of lines."""
    start = block[0].start
    for line, following in pairwise(block):
        if ends_paragraph(text, line, following, margin):
            yield Span(start, line.end)
            start = following.start
    yield Span(start, block[-1].end)


def ends_paragraph(text: str, line: Span, following: Span, margin: int | None) -> bool:
    """Whether the break between two lines ends a paragraph."""
    goes_on = not is_closed(text, line) and (starts_small(text, following) or is_formula(text, line, following))
    if ITEM.match(text, following.start):
        return True
    if margin is None:
        return not goes_on
    room = margin - len(line) - len(first_word(text, following)) - 1
    return not goes_on and room > 0 and (is_closed(text, line) or len(line) < HEADING * margin)


def is_closed(text: str, line: Span) -> bool:
    """Whether the line ends as a sentence does."""
    return CLOSED.search(text, max(line.start, line.end - 12), line.end) is not None


def starts_small(text: str, line: Span) -> bool:
    """Whether the line begins with a small letter."""
    return text[line.start].islower()


def is_formula(text: str, line: Span, following: Span) -> bool:
    """Whether the break parts a formula from its figure, or from what follows the figure, as “H”, “2”, “O” do."""
    end = line.text_of(text)[-8:]
    return (text[following.start].isdigit() and FORMULA.search(end) is not None) or text[following.start] in ",;:)].»"


def first_word(text: str, line: Span) -> str:
    """Give the first word of the line."""
    return line.text_of(text).split(maxsplit=1)[0]
