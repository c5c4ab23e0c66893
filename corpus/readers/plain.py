"""Reads plain text: its lines and paragraphs stay as they are."""

from corpus.readers.characters import describe_losses, normalise_text
from corpus.readers.encodings import decode_text
from corpus.reports import Details, Document


def read_plain(data: bytes, name: str) -> Document:
    """Read a plain text, whose encoding is told by its bytes.

    Raises:
        UnreadableDocumentError: when its encoding cannot be told.
    """
    decoded = decode_text(data, name)
    return Document(
        normalise_text(decoded.text), Details(), warnings=(*decoded.warnings, *describe_losses(decoded.text))
    )
