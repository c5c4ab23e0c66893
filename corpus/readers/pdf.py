"""Reads PDF: pages | lines | without running heads and feet | paragraphs | text that knows its pages."""

from collections.abc import Iterator

from corpus.errors import ReadingLimitError, UnreadableDocumentError
from corpus.readers.blocks import split_title
from corpus.readers.characters import describe_losses
from corpus.readers.limits import MAX_PAGES
from corpus.readers.origins import PROPERTIES, trace_details
from corpus.readers.pdf_damage import describe_damage, is_cut_off
from corpus.readers.pdf_frames import drop_frames
from corpus.readers.pdf_lines import Line
from corpus.readers.pdf_metadata import find_metadata
from corpus.readers.pdf_pages import Pages
from corpus.readers.pdf_paragraphs import group_lines
from corpus.readers.pdf_text import make_paragraphs, place_pages
from corpus.readers.right_to_left import mend_brackets
from corpus.reports import Document
from corpus.worded import Worded

MOST_NAMED = 20
FEW_PAGES = 3
FEW_WORDS = 25
"""A page of prose shows some 300 words, a slide some 40."""


def read_pdf(data: bytes, name: str) -> Document:
    """Read a PDF; a title that opens it in large letters is taken out of the text.

    Raises:
        UnreadableDocumentError: when it is cut off, damaged, protected, or shows pictures of text only.
        ReadingLimitError: when it has too many pages.
    """
    if b"%PDF-" not in data[:1024]:
        raise UnreadableDocumentError(
            Worded("{name} is named as a PDF but is none; if it is plain text, name it .txt.", name=name)
        )
    if is_cut_off(data):
        raise UnreadableDocumentError(Worded("{name} is a PDF whose end is missing; send it again whole.", name=name))
    document = Pages(data, name)
    if len(document) > MAX_PAGES:
        raise ReadingLimitError(
            Worded(
                "{name} has {count} pages; a report may have {most}, so split it.",
                name=name,
                count=len(document),
                most=MAX_PAGES,
            )
        )
    pages = mend_brackets([document.read_lines(number) for number in range(len(document))])
    if not any(pages):
        raise UnreadableDocumentError(
            Worded("{name} holds no text, only pictures of it; make it searchable, or send its text.", name=name)
        )
    own = document.read_details().filled_from(find_metadata(data))
    framed = drop_frames(pages)
    paragraphs = make_paragraphs(group_lines(framed if any(framed) else pages))
    blocks, details = split_title([paragraph.block for paragraph in paragraphs], own)
    placed = place_pages(paragraphs[len(paragraphs) - len(blocks) :], len(pages))
    losses = describe_losses("".join(line.text for page in pages for line in page))
    return Document(
        placed.body,
        details,
        placed.starts,
        warnings=(*losses, *describe_pages(framed if any(framed) else pages), *describe_damage(data)),
        found_in=trace_details(details, own, PROPERTIES),
    )


def describe_pages(pages: list[list[Line]]) -> Iterator[str]:
    """Say which pages show no text but running heads and feet, or that all of them show next to none."""
    yield from describe_empty_pages(pages)
    words = [sum(len(line.text.split()) for line in page) for page in pages if page]
    if len(words) >= FEW_PAGES and sum(words) < len(words) * FEW_WORDS:
        yield Worded(
            "{count} of its pages show only a few words each; if they are scanned, make the file searchable.",
            count=len(words),
        )


def describe_empty_pages(pages: list[list[Line]]) -> Iterator[str]:
    """Say which pages show no text: pictures of it, or parts that are broken."""
    empty = [number for number, lines in enumerate(pages, start=1) if not lines]
    if empty:
        named: dict[str, object] = {"count": len(empty), "all": len(pages), "pages": tuple(empty[:MOST_NAMED])}
        if len(empty) > MOST_NAMED:
            yield Worded("{count} of its {all} pages show no text, so nothing on them was read: {pages} ….", **named)
        else:
            yield Worded("{count} of its {all} pages show no text, so nothing on them was read: {pages}.", **named)
