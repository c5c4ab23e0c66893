"""Makes the body of a PDF out of the lines of its paragraphs, and tells where in it each page begins."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.readers.blocks import Block
from corpus.readers.characters import normalise_text
from corpus.readers.pdf_lines import Line
from corpus.readers.pdf_paragraphs import HEADING_SIZE, find_body_size

LONGEST_HEADING = 200
WORD = re.compile(r"[\w'’-]+")
KEEPS_HYPHEN = re.compile(r"-|^(?:self|ex|half|all|well|non|vice)$", re.IGNORECASE)
OPEN_END = re.compile(r"\S[—–/]$|\w-$")


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands of a paragraph on one page; `glue` is what stands between it and the piece before."""

    page: int
    text: str
    glue: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in its pieces; `level` is a heading's, 0 for prose."""

    pieces: tuple[Piece, ...]
    level: int

    @property
    def block(self) -> Block:
        """The paragraph without its pages."""
        return Block("".join(piece.glue + piece.text for piece in self.pieces), self.level)


@dataclass(frozen=True, slots=True)
class PagedText:
    """A body and the offset at which each of its pages begins."""

    body: str
    starts: tuple[int, ...]


def make_paragraphs(groups: list[list[Line]]) -> list[Paragraph]:
    """Join the lines of each paragraph, and tell headings from prose by the size of their letters."""
    words = count_words(groups)
    body_size = find_body_size(groups)
    largest = max(group[0].size for group in groups)
    return [Paragraph(make_pieces(group, words), find_level(group, body_size, largest)) for group in groups]


def count_words(groups: Iterable[list[Line]]) -> Counter[str]:
    """Count the words that stand whole on a line."""
    return Counter(
        word.lower()
        for group in groups
        for line in group
        for word in WORD.findall(line.text.rsplit(" ", 1)[0] if line.broken else line.text)
    )


def find_level(group: Sequence[Line], body_size: float, largest: float) -> int:
    """Give 1 for a heading in the largest letters, 2 for another one, 0 for prose."""
    size = group[0].size
    if size < HEADING_SIZE * body_size or sum(len(line.text) for line in group) > LONGEST_HEADING:
        return 0
    return 1 if size >= largest / HEADING_SIZE else 2


def make_pieces(group: Sequence[Line], words: Counter[str]) -> tuple[Piece, ...]:
    """Join lines into one piece a page."""
    pieces: list[Piece] = []
    previous: Line | None = None
    for line in group:
        text = " ".join(line.text.split())
        glue = find_glue(previous, text, words) if previous else ""
        if pieces and pieces[-1].page == line.page:
            last = pieces[-1]
            pieces[-1] = Piece(last.page, last.text + glue + text, last.glue)
        else:
            pieces.append(Piece(line.page, text, glue))
        previous = line
    return tuple(replace(piece, text=normalise_text(piece.text)) for piece in pieces)


def find_glue(line: Line, following: str, words: Counter[str]) -> str:
    """Tell what stands between a line and the text of the next: a space, a hyphen that is meant, or nothing.

    A hyphen at which a word was broken goes, unless the word needs it: before a capital or a digit, after another
    hyphen, or where the document writes the word with it elsewhere.
    """
    text = line.text.rstrip()
    if not line.broken:
        return "" if OPEN_END.search(text) else " "
    before, after = WORD.findall(text)[-1:], WORD.match(following)
    if not before or after is None or not following[0].islower() or KEEPS_HYPHEN.search(before[0]):
        return "-"
    joined, parted = f"{before[0]}{after[0]}".lower(), f"{before[0]}-{after[0]}".lower()
    return "-" if words[parted] > words[joined] else ""


def place_pages(paragraphs: Iterable[Paragraph], pages: int) -> PagedText:
    """Put paragraphs one after another with a blank line between them, and note where each page begins."""
    texts, starts, length = list[str](), list[int](), 0
    for piece in (piece for paragraph in paragraphs for piece in open_paragraph(paragraph)):
        glue = piece.glue if texts else ""
        starts += [length + len(glue) if texts else 0] * (piece.page + 1 - len(starts))
        texts.append(glue + piece.text)
        length += len(texts[-1])
    return PagedText("".join(texts), (*starts, *[length] * (pages - len(starts))))


def open_paragraph(paragraph: Paragraph) -> tuple[Piece, ...]:
    """Give the pieces of a paragraph with a blank line before the first."""
    return replace(paragraph.pieces[0], glue="\n\n"), *paragraph.pieces[1:]
