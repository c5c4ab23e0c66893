"""Reads Markdown into clean prose, and writes a report as Markdown that reads back as the same report.

Markup is left out of the body, since readers are shown its words: emphasis and links keep their text, images and
HTML tags go, struck-out words go with a warning, a list item is a paragraph (numbered items keep their number),
a table row is a line, and the lines of a wrapped paragraph are joined by spaces.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from corpus.errors import UnreadableDocumentError
from corpus.readers.blocks import CELL_GAP, STRUCK_OUT, Block, join_blocks, split_title
from corpus.readers.characters import clean_characters, describe_losses
from corpus.readers.encodings import decode_text
from corpus.readers.front_matter import FrontMatter, format_front_matter, parse_front_matter, split_front_matter
from corpus.readers.origins import FRONT_MATTER, trace_details
from corpus.readers.visible_text import find_visible_blocks
from corpus.reports import Document, Report
from corpus.worded import Worded

MAX_NESTING = 100
BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
SPECIAL = re.compile(r"[\\`*_\[\]<&~]")
# Words of up to two characters before a full stop may be “Mr.” or an initial.
SENTENCE_END = re.compile(r"([^\W_]{3}[.!?…؟۔।]+[\"'”’»)\]]*) (?=\S)")
SPECIAL_AT_START = re.compile(r"(?P<before>\d{0,9})(?P<mark>[#>+=|:.)-])|(?P<space>\s)")


def read_markdown(data: bytes, name: str) -> Document:
    """Read a Markdown text and the details at its head.

    Raises:
        UnreadableDocumentError: when its encoding cannot be told, or it is nested too deeply.
        InvalidReportError: when its front matter cannot be read.
    """
    decoded = decode_text(data, name)
    head, text = split_front_matter(clean_characters(decoded.text))
    front = FrontMatter() if head is None else parse_front_matter(head, name)
    tree = parse_tree(text, name)
    blocks, details = split_title(list(find_blocks(tree)), front.details)
    struck = any(node.type == "s" for node in tree.walk())
    return Document(
        join_blocks(blocks),
        details,
        report_id=front.report_id,
        status=front.status,
        note=front.note,
        copy_of=front.copy_of,
        warnings=(
            *decoded.warnings,
            *describe_losses(decoded.text),
            *front.warnings,
            *((STRUCK_OUT,) if struck else ()),
        ),
        found_in=trace_details(details, front.details, FRONT_MATTER),
    )


def parse_tree(text: str, name: str) -> SyntaxTreeNode:
    """Parse Markdown; text that is nested too deeply is refused, since the parser would drop it without a word."""
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
    tokens = parser.parse(text)
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        raise UnreadableDocumentError(
            Worded("{name} is nested more deeply than any text is; send its text as plain text.", name=name)
        )
    return SyntaxTreeNode(tokens)


def find_blocks(parent: SyntaxTreeNode) -> Iterator[Block]:
    """Give the blocks below a node, in order."""
    for node in parent.children:
        match node.type:
            case "heading":
                yield Block(find_words(node), int(node.tag[1:]))
            case "paragraph":
                yield Block(find_words(node))
            case "table":
                yield Block("\n".join(format_row(row) for row in node.walk() if row.type == "tr"))
            case "code_block" | "fence":
                yield Block(node.content)
            case "html_block":
                yield from find_visible_blocks(node.content)
            case "list_item" if node.info:
                yield from number_item(f"{node.info}{node.markup}", list(find_blocks(node)))
            case _:
                yield from find_blocks(node)


def number_item(number: str, blocks: list[Block]) -> list[Block]:
    """Put an item's number before its first words."""
    return [Block(f"{number} {blocks[0].text}"), *blocks[1:]] if blocks else []


def format_row(row: SyntaxTreeNode) -> str:
    """Give a table's row as one line."""
    return CELL_GAP.join(find_words(cell) for cell in row.children)


def find_words(node: SyntaxTreeNode) -> str:
    """Give the words of a line without their markup."""
    match node.type:
        case "text" | "code_inline":
            return node.content
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "html_inline":
            return "\n" if BREAK_TAG.fullmatch(node.content) else ""
        case "s" | "image":
            return ""
    return "".join(find_words(child) for child in node.children)


def format_report(report: Report) -> str:
    """Write a report as Markdown with its details at the head.

    Reading it gives the same details and body, character for character. Page starts, the version's number and the
    digest of the original are not written.
    """
    paragraphs = ("\\\n".join(map(format_line, paragraph.split("\n"))) for paragraph in report.body.split("\n\n"))
    return f"{format_front_matter(report)}\n" + "\n\n".join(paragraphs) + "\n"


def format_line(line: str) -> str:
    """Write one line of a body, a sentence on each line of its own, so that two exports differ only in what changed.

    A line break of Markdown is a space, and one is put only in the place of a single space.
    """
    return "\n".join(map(escape_line, SENTENCE_END.sub(r"\1\n", line).split("\n")))


def escape_line(line: str) -> str:
    """Write a line so that Markdown takes every character for itself."""
    escaped = SPECIAL.sub(r"\\\g<0>", line)
    start = SPECIAL_AT_START.match(escaped)
    if start is None:
        return escaped
    if start["space"]:
        return f"&#{ord(start['space'])};{escaped[1:]}"
    return f"{start['before']}\\{start['mark']}{escaped[start.end() :]}"
