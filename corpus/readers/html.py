"""Reads web pages: the article without the page round it, and what the page says about itself.

The only module that imports trafilatura. Pages that hurt it (thousands of nested elements, which lxml drops
without a word) are read for all their visible text instead, and the editor is told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lxml.etree import _Element  # type: ignore[import-untyped]  # it has no types
from trafilatura import bare_extraction, extract_metadata
from trafilatura.settings import Document as Page

from corpus.readers.blocks import CELL_GAP, STRUCK_OUT, Block, join_blocks, split_title, tidy_lines
from corpus.readers.characters import clean_characters, clean_line, describe_losses
from corpus.readers.encodings import decode_text
from corpus.readers.front_matter import LINK
from corpus.readers.origins import PAGE, trace_details
from corpus.readers.visible_text import find_visible_blocks
from corpus.reports import Details, Document
from corpus.worded import Worded

CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:-]+)", re.I
)
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
SPACE = re.compile(r"\s+")
FLOWING = frozenset({"hi", "ref", "del", "lb", "graphic", "span", "a"})
NOT_SHOWN = frozenset({"del", "graphic"})
OPENING, CLOSING = re.compile(r"<body\b", re.I), re.compile(r"</(?:body|html)\s*>", re.I)
OPEN_TAG = re.compile(r"<[a-z/][^<>]*\Z", re.I)
LONGEST_TAG = 2048
CUT_OFF_PAGE = Worded("The page looks cut off: it stops before its end, so compare it with the original.")
DATES = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}
TOO_FEW_LETTERS = 150
SMALL_SHARE = 0.1
WHOLE_PAGE = Worded("The article could not be told from the rest of the page, so all its visible text was taken.")


def read_html(data: bytes, name: str) -> Document:
    """Read a web page.

    Raises:
        UnreadableDocumentError: when its encoding cannot be told.
    """
    match = CHARSET.search(data[:4096])
    declared = (match[1] or match[2]).decode("ascii") if match else None
    decoded = decode_text(data, name, declared)
    page = XML_DECLARATION.sub("", clean_characters(decoded.text))
    article = read_article(page)
    blocks, details = split_title(article.blocks, article.details)
    losses = describe_losses("".join(block.text for block in blocks) + decoded.text)
    return Document(
        join_blocks(blocks),
        details,
        warnings=(*decoded.warnings, *losses, *article.warnings, *describe_ending(page)),
        found_in=trace_details(details, article.details, PAGE),
    )


def describe_ending(page: str) -> Iterator[str]:
    """Say that a page stops before it is over: inside a tag, or with its body left open."""
    if OPEN_TAG.search(page[-LONGEST_TAG:]) or (OPENING.search(page) and not CLOSING.search(page)):
        yield CUT_OFF_PAGE


@dataclass(frozen=True, slots=True)
class Article:
    """What a page holds apart from its frame."""

    blocks: list[Block]
    details: Details
    warnings: tuple[str, ...] = ()


def read_article(page: str) -> Article:
    """Find the article of a page, or take all that the page shows when there is next to none."""
    extracted = bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=DATES)
    found = extracted if isinstance(extracted, Page) and extracted.body is not None else None
    blocks = list(find_blocks(found.body)) if found else []
    visible = find_visible_blocks(page)
    taken, shown = count_letters(blocks), count_letters(visible)
    if taken < TOO_FEW_LETTERS and taken * 2 < shown:
        return Article(visible, make_details(found or extract_metadata(page)), (WHOLE_PAGE,))
    warnings: list[str] = []
    if taken < shown * SMALL_SHARE:
        warnings.append(
            Worded(
                "Only {taken} of the {shown} letters that the page shows were taken for its article.",
                taken=taken,
                shown=shown,
            )
        )
    if found and next(found.body.iter("del"), None) is not None:
        warnings.append(STRUCK_OUT)
    return Article(blocks, make_details(found), tuple(warnings))


def count_letters(blocks: list[Block]) -> int:
    """Count the letters in blocks, and all else but spaces."""
    return sum(len("".join(block.text.split())) for block in blocks)


def make_details(page: Page | None) -> Details:
    """Give what a page says about itself."""
    if page is None:
        return Details()
    return Details(
        title=clean_line(page.title),
        publisher=clean_line(page.sitename),
        author=clean_line(page.author.replace(";", ",")) if page.author else None,
        published=date.fromisoformat(page.date) if page.date else None,
        url=page.url if page.url and LINK.fullmatch(page.url) else None,
    )


def find_blocks(parent: _Element) -> Iterator[Block]:
    """Give the blocks of trafilatura's tree, in order."""
    flow = squeeze(parent.text)
    for element in parent:
        if element.tag in FLOWING or not isinstance(element.tag, str):
            flow += find_words(element)
        else:
            yield Block(tidy_lines(flow))
            yield from make_blocks(element)
            flow = ""
        flow += squeeze(element.tail)
    yield Block(tidy_lines(flow))


def make_blocks(element: _Element) -> Iterator[Block]:
    """Give the blocks of one element that stands by itself."""
    match element.tag:
        case "head":
            level = re.fullmatch("h([1-6])", element.get("rend", ""))
            yield Block(tidy_lines(find_words(element)), int(level[1]) if level else 2)
        case "table":
            yield Block("\n".join(map(format_row, element.iter("row"))))
        case _:
            yield from find_blocks(element)


def format_row(row: _Element) -> str:
    """Give a table's row as one line."""
    return CELL_GAP.join(" ".join(find_words(cell).split()) for cell in row)


def find_words(element: _Element) -> str:
    """Give the words inside an element, line breaks kept."""
    if element.tag == "lb":
        return "\n"
    if element.tag in NOT_SHOWN or not isinstance(element.tag, str):
        return ""
    return squeeze(element.text) + "".join(find_words(child) + squeeze(child.tail) for child in element)


def squeeze(text: str | None) -> str:
    """Give a text whose white space is single spaces, as a page shows it."""
    return SPACE.sub(" ", text or "")
