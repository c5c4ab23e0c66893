"""What runs in the process that reads one document: `python -m corpus.readers.child NAME <document >reply`."""

import os
import sys
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from corpus.errors import CorpusError, ReadingLimitError, UnreadableDocumentError
from corpus.readers.blocks import find_title, spell_name
from corpus.readers.exchange import pack_document, pack_error, pack_foreign
from corpus.readers.kinds import Foreign, Kind, find_kind
from corpus.readers.limits import MAX_CHARACTERS, confine_process
from corpus.readers.origins import FILE_NAME, FIRST_LINE
from corpus.reports import Document
from corpus.worded import Worded

if TYPE_CHECKING:
    from collections.abc import Callable

READERS = {
    Kind.PLAIN: "corpus.readers.plain:read_plain",
    Kind.MARKDOWN: "corpus.readers.markdown:read_markdown",
    Kind.HTML: "corpus.readers.html:read_html",
    Kind.PDF: "corpus.readers.pdf:read_pdf",
    Kind.DOCX: "corpus.readers.docx:read_docx",
    Kind.EPUB: "corpus.readers.epub:read_epub",
    Kind.RTF: "corpus.readers.rtf:read_rtf",
    Kind.ODT: "corpus.readers.odt:read_odt",
}


def main() -> None:
    """Read the document on standard input and write the outcome on standard output."""
    data = sys.stdin.buffer.read()
    with os.fdopen(os.dup(1), "wb") as reply:
        silence_libraries()
        confine_process()
        reply.write(make_reply(sys.argv[1], data))


def silence_libraries() -> None:
    """Send to nowhere what libraries print, whether from Python or from C."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)


def make_reply(name: str, data: bytes) -> bytes:
    """Read a document and give the reply that says what came of it: the last catcher of this process."""
    kind: Kind | Foreign | None = None
    try:
        kind = find_kind(name, data)
        return pack_foreign(kind) if isinstance(kind, Foreign) else pack_document(read_document(kind, name, data))
    except CorpusError as error:
        return pack_error(error, str(error.__cause__ or ""))
    except (MemoryError, RecursionError) as error:
        limit = ReadingLimitError(
            Worded("Reading {name} took more memory than a report may take; send its text instead.", name=name)
        )
        return pack_error(limit, repr(error))
    except Exception as error:  # noqa: BLE001 — whatever a library makes of a document, its editor gets one sentence
        return pack_error(UnreadableDocumentError(describe_break(name, kind)), repr(error))


def describe_break(name: str, kind: Kind | Foreign | None) -> Worded:
    """Say that a library broke on a document, and which kind of document it was taken for, if any."""
    if not isinstance(kind, Kind):
        return Worded("{name} cannot be read; save it again, or send its text instead.", name=name)
    called = Worded("plain text") if kind is Kind.PLAIN else str(kind)
    return Worded("{name} cannot be read as {kind}; save it again, or send its text instead.", name=name, kind=called)


def read_document(kind: Kind, name: str, data: bytes) -> Document:
    """Read a document of a known kind, loading only its own reader."""
    module, function = READERS[kind].split(":")
    read: Callable[[bytes, str], Document] = getattr(import_module(module), function)
    document = read(data, name)
    if not any(map(str.isalnum, document.body)):
        raise UnreadableDocumentError(
            Worded("{name} holds no words; if it is a picture of a text, send the text instead.", name=name)
        )
    if len(document.body) > MAX_CHARACTERS:
        raise ReadingLimitError(
            Worded(
                "{name} holds {count} characters of text; split it into reports.", name=name, count=len(document.body)
            )
        )
    return document if document.details.title else name_document(document, name)


def name_document(document: Document, name: str) -> Document:
    """Give a document that names no title of its own the one that its first line or the file's name makes."""
    title = find_title(document.body, name)
    origin = FILE_NAME if title == spell_name(name) else FIRST_LINE
    found_in = {**document.found_in, "title": origin}
    return replace(document, details=replace(document.details, title=title), found_in=found_in)


if __name__ == "__main__":
    main()
