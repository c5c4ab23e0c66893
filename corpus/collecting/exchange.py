"""How the process that takes a collection apart tells what is in it: a line of JSON, then the bytes of the files.

Nothing of a collection can run in the process that asked.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from corpus.collecting.entries import BadMember, File, Row, Unpacked
from corpus.errors import CorpusError
from corpus.readers.exchange import ERRORS, pack_error, pack_sentence, unpack_sentence
from corpus.reports import Details

NO_COLLECTION = b"{}\n"


def pack_unpacked(unpacked: Unpacked) -> bytes:
    """Write what a collection holds as a reply."""
    head = {"entries": list(map(pack_entry, unpacked.entries)), "warnings": list(map(pack_sentence, unpacked.warnings))}
    files = (entry.data for entry in unpacked.entries if isinstance(entry, File))
    return b"".join((json.dumps(head, default=str).encode(), b"\n", *files))


def pack_entry(entry: File | Row | BadMember) -> dict[str, Any]:
    """Write one entry as plain values, a file with the number of its bytes."""
    match entry:
        case File():
            return {"file": entry.path, "size": len(entry.data)}
        case Row():
            return {"row": asdict(entry)}
    return {"bad": asdict(entry) | {"error": pack_sentence(entry.error)}}


def pack_refusal(error: CorpusError, cause: str = "") -> bytes:
    """Write an error as a reply; `cause` is for the log only."""
    return pack_error(error, cause) + b"\n"


def unpack_collection(reply: bytes) -> Unpacked | None:
    """Give what a reply says is in a collection; None where it says that there is none.

    Raises:
        CorpusError: the one that the reply holds instead.
        ValueError, KeyError, TypeError: when it is no reply.
    """
    head, _, files = reply.partition(b"\n")
    match json.loads(head):
        case {"entries": list(entries), "warnings": list(warnings)}:
            return Unpacked(tuple(make_entries(entries, memoryview(files))), tuple(map(unpack_sentence, warnings)))
        case {"error": str(kind), "message": message, "cause": str(cause)}:
            error = ERRORS[kind](unpack_sentence(message))
            if cause:
                error.add_note(cause)
            raise error
        case {} if reply == NO_COLLECTION:
            return None
    raise ValueError("not a reply")


def make_entries(entries: list[dict[str, Any]], files: memoryview) -> Iterator[File | Row | BadMember]:
    """Make entries of the plain values that stand for them."""
    at = 0
    for entry in entries:
        match entry:
            case {"file": str(path), "size": int(size)}:
                yield File(path, bytes(files[at : at + size]))
                at += size
            case {"row": dict(values)}:
                yield make_row(values)
            case {"bad": dict(values)}:
                yield BadMember(**values | {"error": unpack_sentence(values["error"])})


def make_row(values: dict[str, Any]) -> Row:
    """Make a row of the plain values that stand for it."""
    details = values.pop("details")
    published = details.pop("published")
    return Row(details=Details(**details, published=date.fromisoformat(published) if published else None), **values)
