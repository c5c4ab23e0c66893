"""How a reader's process tells its outcome: JSON, so that nothing in a document can run in the process that asked.

Sentences cross as their form and their values, and are read only where the form asks for nothing but values: a form
can also reach into what is put in, and a process that a document took over could say so.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from string import Formatter
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
from corpus.worded import Worded, pack_words, unpack_words

ERRORS = {error.__name__: error for error in (InvalidReportError, ReadingLimitError, UnreadableDocumentError)}


def pack_document(document: Document) -> bytes:
    """Write a document as a reply."""
    fields = asdict(document) | {"warnings": list(map(pack_sentence, document.warnings))}
    return json.dumps({"document": fields}, default=str, ensure_ascii=False).encode()


def pack_foreign(foreign: Foreign) -> bytes:
    """Write what a document looks like that no reader takes, as a reply."""
    return json.dumps({"looks_like": pack_sentence(foreign.looks_like)}).encode()


def pack_error(error: CorpusError, cause: str = "") -> bytes:
    """Write an error as a reply; `cause` is for the log only."""
    kind = next((name for name, known in ERRORS.items() if type(error) is known), UnreadableDocumentError.__name__)
    return json.dumps({"error": kind, "message": pack_sentence(str(error)), "cause": cause}).encode()


def pack_sentence(sentence: str) -> object:
    """Give a sentence as JSON can hold it: on one line, and so each of its values."""
    if not isinstance(sentence, Worded):
        return clean_line(sentence) or ""
    return clean_values(pack_words(sentence))


def clean_values(packed: Any) -> object:
    """Give what is packed with each text in it on one line."""
    if isinstance(packed, str):
        return clean_line(packed) or ""
    if isinstance(packed, Mapping):
        return {name: clean_values(value) for name, value in packed.items()}
    return list(map(clean_values, packed)) if isinstance(packed, list) else packed


def unpack_sentence(packed: object) -> str:
    """Give the sentence that another process packed.

    Raises:
        ValueError: when its form asks for more than values.
        KeyError, TypeError: when it is no sentence, or lacks a value.
    """
    if not isinstance(packed, str | Mapping) or not all(map(is_plain, find_forms(packed))):
        raise ValueError("not a sentence")
    return unpack_words(packed)


def find_forms(packed: object) -> Iterator[object]:
    """Give the forms in what is packed, at whatever depth."""
    if isinstance(packed, Mapping):
        yield from (packed[name] for name in ("form", "one", "many") if name in packed)
        packed = list(packed.values())
    if isinstance(packed, list):
        for each in packed:
            yield from find_forms(each)


def is_plain(form: object) -> bool:
    """Whether a form asks for nothing but values by their names."""
    if not isinstance(form, str):
        return False
    fields = [(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(form) if name is not None]
    return all(name.isidentifier() and not spec and not conversion for name, spec, conversion in fields)


def unpack_reply(reply: bytes, name: str) -> Document:
    """Give the document that a reply holds.

    Raises:
        CorpusError: the one that the reply holds instead.
        ValueError: when it is no reply.
    """
    match json.loads(reply):
        case {"document": dict(fields)}:
            return make_document(fields)
        case {"looks_like": found}:
            raise UnsupportedFormatError(name, unpack_sentence(found), SUPPORTED)
        case {"error": str(kind), "message": message, "cause": str(cause)}:
            error = ERRORS[kind](unpack_sentence(message))
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
        "warnings": tuple(map(unpack_sentence, fields["warnings"])),
        "status": Status(fields["status"]),
        "found_in": {str(detail): str(origin) for detail, origin in fields["found_in"].items()},
    }
    return Document(
        details=Details(**details, published=date.fromisoformat(published) if published else None), **fields
    )
