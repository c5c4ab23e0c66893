"""How a reader's process tells its outcome: JSON, so that nothing in a document can run in the process that asked."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from corpus.errors import (
    CorpusError,
    InvalidReportError,
    ReadingLimitError,
    UnreadableDocumentError,
    UnsupportedFormatError,
)
from corpus.readers.characters import clean_line
from corpus.readers.kinds import SUPPORTED, Foreign
from corpus.reports import Details, Document, Status

ERRORS = {error.__name__: error for error in (InvalidReportError, ReadingLimitError, UnreadableDocumentError)}


def pack_document(document: Document) -> bytes:
    """Write a document as a reply."""
    return json.dumps({"document": asdict(document)}, default=str, ensure_ascii=False).encode()


def pack_foreign(foreign: Foreign) -> bytes:
    """Write what a document looks like that no reader takes, as a reply."""
    return json.dumps({"looks_like": foreign.looks_like}).encode()


def pack_error(error: CorpusError, cause: str = "") -> bytes:
    """Write an error as a reply; `cause` is for the log only."""
    kind = next((name for name, known in ERRORS.items() if type(error) is known), UnreadableDocumentError.__name__)
    return json.dumps({"error": kind, "message": clean_line(str(error)), "cause": cause}).encode()


def unpack_reply(reply: bytes, name: str) -> Document:
    """Give the document that a reply holds.

    Raises:
        CorpusError: the one that the reply holds instead.
        ValueError: when it is no reply.
    """
    match json.loads(reply):
        case {"document": dict(fields)}:
            return make_document(fields)
        case {"looks_like": str(found)}:
            raise UnsupportedFormatError(name, found, SUPPORTED)
        case {"error": str(kind), "message": str(message), "cause": str(cause)}:
            error = ERRORS[kind](message)
            if cause:
                error.add_note(cause)
            raise error
    raise ValueError("not a reply")


def make_document(fields: dict[str, Any]) -> Document:
    """Make a document of the plain values that stand for it."""
    details = fields.pop("details")
    published = details.pop("published")
    fields |= {
        "pages": tuple(fields["pages"]),
        "warnings": tuple(fields["warnings"]),
        "status": Status(fields["status"]),
        "found_in": {str(detail): str(origin) for detail, origin in fields["found_in"].items()},
    }
    return Document(
        details=Details(**details, published=date.fromisoformat(published) if published else None), **fields
    )
