"""The words that an HTML page shows, without telling its article from the rest: what stays when better means fail."""

import re
from html.parser import HTMLParser

from corpus.readers.blocks import Block, tidy_lines

UNSEEN = frozenset(
    {"script", "style", "template", "title", "textarea", "select", "svg", "noscript", "del", "s", "strike"}
)
FRAME = frozenset({"nav", "header", "footer", "aside", "form", "button"})
PARAGRAPHS = frozenset(
    {"address", "article", "blockquote", "body", "center", "details", "div", "fieldset", "figcaption", "figure"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "hr", "html", "main", "p", "pre", "section"}
    | {"dd", "dl", "dt", "li", "ol", "table", "td", "th", "tr", "ul"}
)
SPACE = re.compile(r"[ \t\n\r\f]+")


class VisibleText(HTMLParser):
    """Collects blocks of text while it is fed a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.pieces: list[str] = []
        self.level = 0
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a line, or a stretch that is not shown."""
        if tag in UNSEEN or tag in FRAME:
            self.unseen.append(tag)
        if tag in PARAGRAPHS:
            self.end_block()
            self.level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
        elif tag == "br":
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a block, or a stretch that is not shown."""
        if tag in self.unseen:
            del self.unseen[self.unseen.index(tag) :]
        if tag in PARAGRAPHS:
            self.end_block()

    def handle_data(self, data: str) -> None:
        """Take text that is shown."""
        if not self.unseen:
            self.pieces.append(SPACE.sub(" ", data))

    def end_block(self) -> None:
        """Close the block that is open."""
        if text := tidy_lines("".join(self.pieces)):
            self.blocks.append(Block(text, self.level))
        self.pieces, self.level = [], 0


def find_visible_blocks(page: str) -> list[Block]:
    """Give all text that a page, or a piece of one, shows outside its navigation, in blocks."""
    parser = VisibleText()
    parser.feed(page)
    parser.close()
    parser.end_block()
    return parser.blocks
