"""What runs in the process that takes one collection apart: `python -m corpus.collecting.child NAME <file >reply`."""

import os
import sys

from corpus.collecting.archives import ARCHIVE, unpack_archive
from corpus.collecting.entries import MANIFESTS
from corpus.collecting.exchange import NO_COLLECTION, pack_refusal, pack_unpacked
from corpus.collecting.manifests import read_manifest
from corpus.errors import CorpusError, ReadingLimitError, UnreadableDocumentError
from corpus.readers.child import silence_libraries
from corpus.readers.kinds import Foreign, find_kind, find_suffix
from corpus.readers.limits import confine_process
from corpus.worded import Worded

DAMAGED = Foreign(Worded("a damaged ZIP archive"))


def main() -> None:
    """Take apart what is on standard input and write what is in it on standard output."""
    data = sys.stdin.buffer.read()
    with os.fdopen(os.dup(1), "wb") as reply:
        silence_libraries()
        confine_process()
        reply.write(make_reply(sys.argv[1], data))


def make_reply(name: str, data: bytes) -> bytes:
    """Give the reply that says what came of a collection: the last catcher of this process."""
    try:
        if find_suffix(name) in MANIFESTS and not data.startswith(b"PK"):
            return pack_unpacked(read_manifest(data, name))
        kind = find_kind(name, data)
        is_archive = kind == ARCHIVE or (kind == DAMAGED and find_suffix(name) == ".zip")
        return pack_unpacked(unpack_archive(data, name)) if is_archive else NO_COLLECTION
    except CorpusError as error:
        return pack_refusal(error, str(error.__cause__ or ""))
    except (MemoryError, RecursionError) as error:
        limit = ReadingLimitError(
            Worded("Taking {name} apart took more memory than it may; send its reports one by one.", name=name)
        )
        return pack_refusal(limit, repr(error))
    except Exception as error:  # noqa: BLE001 — whatever a library makes of a collection, its editor gets one sentence
        broken = UnreadableDocumentError(
            Worded("{name} cannot be taken apart; pack it again, or send its reports one by one.", name=name)
        )
        return pack_refusal(broken, repr(error))


if __name__ == "__main__":
    main()
