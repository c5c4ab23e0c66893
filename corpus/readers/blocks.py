"""The shape that marked-up documents are read into: blocks of prose, in order, and the document they make."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.readers.characters import clean_line, normalise_text
from corpus.reports import Details
from corpus.worded import Worded

CELL_GAP = " | "
STRUCK_OUT = Worded("Words that were struck out in the document were left out.")
LONGEST_HEADLINE = 120
HEADLINE_END = re.compile(r"[.!:;,…؟۔。]$")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table or heading; `level` is a heading's, from 1, and 0 for anything else."""

    text: str
    level: int = 0


def make_table_blocks(rows: list[list[list[Block]]]) -> list[Block]:
    """Give a table, as rows of cells of blocks, as one block of lines, or as paragraphs where it only frames them."""
    if all(len(cells) <= 1 for cells in rows):
        return [block for cells in rows for cell in cells for block in cell]
    return [Block("\n".join(format_cells(cells) for cells in rows))]


def format_cells(cells: list[list[Block]]) -> str:
    """Give the cells of a row as one line, without the empty ones."""
    words = (" ".join(" ".join(block.text for block in cell).split()) for cell in cells)
    return CELL_GAP.join(filter(None, words))


def tidy_lines(text: str) -> str:
    """Give lines of flowing text with single spaces, as a page shows them, and without empty ones."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def join_blocks(blocks: Iterable[Block]) -> str:
    """Give the body that these blocks make: normalised, with one blank line between two of them."""
    return normalise_text("\n\n".join(block.text.strip("\n") for block in blocks if normalise_text(block.text)))


def split_title(blocks: list[Block], details: Details) -> tuple[list[Block], Details]:
    """Take the title out of the text where the text begins with it.

    The title is the one in the details, or the opening heading, or the only heading of the first level. An
    opening heading that says the title again is left out of the body, unless nothing else would be left.
    """
    blocks = [block for block in blocks if normalise_text(block.text)]
    first_level = [block for block in blocks if block.level == 1]
    heading = blocks[0] if blocks and blocks[0].level else first_level[0] if len(first_level) == 1 else None
    if heading and not details.title:
        details = replace(details, title=clean_line(heading.text))
    if len(blocks) > 1 and blocks[0].level and is_same_line(blocks[0].text, details.title):
        blocks = blocks[1:]
    return blocks, details


def is_same_line(one: str | None, other: str | None) -> bool:
    """Whether two lines say the same, apart from spaces and capitals."""
    return (clean_line(one) or "").casefold() == (clean_line(other) or "").casefold()


def find_title(body: str, name: str) -> str:
    """Give the title of a text that names none.

    That is its first line where it reads like a headline, else a file name made of words, else the beginning of
    the first line.
    """
    first, _, rest = body.partition("\n")
    first = " ".join(first.split())
    words = spell_name(name)
    if rest and len(first) <= LONGEST_HEADLINE and any(map(str.isalpha, first)) and not HEADLINE_END.search(first):
        return first
    if len(re.findall(r"[^\W\d_]{2,}", words)) >= 2:
        return words
    return first if len(first) <= LONGEST_HEADLINE else f"{first[:LONGEST_HEADLINE].rsplit(' ', 1)[0]}…"


def spell_name(name: str) -> str:
    """Give the words that a file's name is made of."""
    words = re.sub(r"[-_\s]+", " ", re.sub(r"\.[A-Za-z]\w{0,9}$", "", name)).strip()
    return words[:1].upper() + words[1:]
