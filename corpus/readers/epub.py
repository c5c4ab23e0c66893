"""Reads books (EPUB): archive | package | chapters in the order of reading | blocks.

Only what a reader would turn over page by page is read: the table of contents and what stands outside the order of
reading are left out, and so are notes, and the editor is told.
"""

from collections.abc import Iterable, Iterator

from corpus.errors import UnreadableDocumentError
from corpus.readers.blocks import STRUCK_OUT, join_blocks, split_title
from corpus.readers.characters import describe_losses
from corpus.readers.encodings import decode_text
from corpus.readers.epub_package import Book, open_book
from corpus.readers.epub_text import BookText
from corpus.readers.html import CHARSET
from corpus.readers.origins import PROPERTIES, trace_details
from corpus.readers.packages import check_package
from corpus.reports import Document
from corpus.worded import Worded


def read_epub(data: bytes, name: str) -> Document:
    """Read a book.

    Raises:
        UnreadableDocumentError: when it is cut off, damaged, locked, or no book.
        ReadingLimitError: when it would unpack to more than a report may.
    """
    check_package(data, name, "EPUB")
    book = open_book(data, name)
    chapters = [read_chapter(content, name) for content in book.chapters]
    if not chapters:
        raise UnreadableDocumentError(
            Worded("{name} is an EPUB in which no chapter can be found; send its text instead.", name=name)
        )
    found = [block for chapter in chapters for block in chapter.blocks]
    blocks, details = split_title(found, book.details)
    losses = describe_losses("".join(block.text for block in found))
    return Document(
        join_blocks(blocks),
        details,
        warnings=(*losses, *describe_left_out(book, chapters)),
        found_in=trace_details(details, book.details, PROPERTIES),
    )


def read_chapter(content: bytes, name: str) -> BookText:
    """Read one page of a book."""
    match = CHARSET.search(content[:4096])
    decoded = decode_text(content, name, (match[1] or match[2]).decode("ascii") if match else None)
    return BookText().read(decoded.text)


def describe_left_out(book: Book, chapters: Iterable[BookText]) -> Iterator[str]:
    """Say what of a book is not in its text."""
    chapters = list(chapters)
    if book.missing:
        yield Worded(
            "It lacks {missing} of the {count} chapters that it names.",
            missing=book.missing,
            count=book.missing + len(chapters),
        )
    if notes := sum(chapter.notes for chapter in chapters):
        yield Worded("Its footnotes and endnotes were left out: {count}.", count=notes)
    if book.aside:
        yield Worded("Pages outside its order of reading were left out: {count}.", count=book.aside)
    if any(chapter.struck for chapter in chapters):
        yield STRUCK_OUT
