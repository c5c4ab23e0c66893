"""The text of one page of a book, in blocks.

Python's own parser is used since it takes whatever old books hold, and no depth of elements makes it drop text.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self

from corpus.readers.blocks import Block, make_table_blocks, tidy_lines
from corpus.readers.visible_text import PARAGRAPHS, SPACE

UNSEEN = frozenset(
    {"script", "style", "template", "title", "svg", "nav", "rt", "rp", "audio", "video", "form", "object"}
)
STRUCK = frozenset({"del", "s", "strike"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
NOTES = frozenset({"footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes", "note"})
NOTE_ROLES = frozenset({"doc-footnote", "doc-endnote", "doc-endnotes"})
MARK = re.compile(r"[\s\[(]*(?:\d{1,4}|[a-z]|[*†‡§])[\s\])]*")


@dataclass(slots=True)
class Table:
    """A table that is being read: its rows of cells of blocks, and where its blocks go when it ends."""

    into: list[Block]
    rows: list[list[list[Block]]] = field(default_factory=list)


class BookText(HTMLParser):
    """Collects the blocks of a page; counts the notes that it leaves out, and says whether words were struck out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.struck = False
        self._references = self._notes = 0
        self._into = self.blocks
        self._tables: list[Table] = []
        self._pieces: list[str] = []
        self._level = 0
        self._skipped: str | None = None
        self._depth = 0
        self._raised: int | None = None
        self._in_link = self._linked = False

    @property
    def notes(self) -> int:
        """How many notes were left out, by the marks that lead to them, or by themselves where nothing does."""
        return self._references or self._notes

    def read(self, page: str) -> Self:
        """Read a page."""
        self.feed(page)
        self.close()
        self._end_block()
        while self._tables:
            self._end_table()
        return self

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a line, a table's part, or a stretch that is left out."""
        if self._skipped:
            self._depth += tag == self._skipped
        elif tag not in VOID and self._is_left_out(tag, dict(attrs)):
            self._skipped, self._depth = tag, 1
            self._break_at(tag)
        elif tag == "br":
            self._pieces.append("\n")
        elif tag in ("a", "sup"):
            self._note_mark(tag, dict(attrs))
        else:
            self._break_at(tag)
            self._level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else self._level
            self._begin_part(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a block, a table, or a stretch that is left out."""
        if self._skipped:
            self._depth -= tag == self._skipped
            self._skipped = self._skipped if self._depth else None
        elif tag == "table" and self._tables:
            self._end_block()
            self._end_table()
        elif tag == "sup":
            self._end_mark()
        else:
            self._in_link = self._in_link and tag != "a"
            self._break_at(tag)

    def handle_data(self, data: str) -> None:
        """Take text that is shown."""
        if not self._skipped:
            self._pieces.append(SPACE.sub(" ", data))

    def _is_left_out(self, tag: str, attributes: dict[str, str | None]) -> bool:
        kinds = (attributes.get("epub:type") or "").split()
        roles = (attributes.get("role") or "").split()
        if "noteref" in kinds or "doc-noteref" in roles:
            self._references += 1
            return True
        if not NOTES.isdisjoint(kinds) or not NOTE_ROLES.isdisjoint(roles):
            self._notes += 1
            return True
        self.struck = self.struck or tag in STRUCK
        return tag in UNSEEN or tag in STRUCK or "hidden" in attributes

    def _note_mark(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Look for the raised figure that leads to a note, in books that do not call it so."""
        if tag == "a":
            self._in_link = "#" in (attributes.get("href") or "")
            self._linked = self._linked or self._in_link
        else:
            self._raised, self._linked = len(self._pieces), self._in_link

    def _end_mark(self) -> None:
        if self._raised is not None and self._linked and MARK.fullmatch("".join(self._pieces[self._raised :])):
            del self._pieces[self._raised :]
        self._raised = None

    def _break_at(self, tag: str) -> None:
        if tag in PARAGRAPHS or tag == "caption":
            self._end_block()

    def _begin_part(self, tag: str) -> None:
        if tag == "table":
            self._tables.append(Table(self._into))
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables and self._tables[-1].rows:
            self._into = []
            self._tables[-1].rows[-1].append(self._into)

    def _end_block(self) -> None:
        if text := tidy_lines("".join(self._pieces)):
            self._into.append(Block(text, self._level))
        self._pieces, self._level = [], 0

    def _end_table(self) -> None:
        table = self._tables.pop()
        self._into = table.into
        self._into.extend(make_table_blocks(table.rows))
