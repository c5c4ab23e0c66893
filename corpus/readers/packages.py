"""What a DOCX's ZIP archive must keep to before anything in it is unpacked."""

import re
import zipfile
from io import BytesIO

from corpus.errors import ReadingLimitError, UnreadableDocumentError
from corpus.readers.limits import MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED

DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E")
ENCRYPTED = 0x1


def check_package(data: bytes, name: str) -> None:
    """Refuse an archive that would unpack to too much, and XML that declares a document type (and so entities).

    Raises:
        ReadingLimitError: when it holds too many files or unpacks to too much.
        UnreadableDocumentError: when it is cut off or damaged, encrypted, or holds a document type.
    """
    if not data.startswith(b"PK"):
        raise UnreadableDocumentError(f"{name} is named as a DOCX but is none; if it is plain text, name it .txt.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            check_size(archive.infolist(), len(data), name)
            for entry in archive.infolist():
                check_entry(archive, entry, name)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise UnreadableDocumentError(f"{name} is a DOCX that is cut off or damaged; send it again whole.") from error


def check_size(entries: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    """Refuse too many entries, or entries that say they unpack to too much; none unpacks to more than it says."""
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES:
        raise ReadingLimitError(f"{name} holds {len(entries):,} files inside; a report may hold {MAX_ENTRIES:,}.")
    if unpacked > min(MAX_UNPACKED, packed * MAX_RATIO):
        raise ReadingLimitError(
            f"{name} would unpack to {unpacked / 2**20:,.1f} MiB, more than a report may; send its text instead."
        )


def check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    """Refuse an entry that is encrypted or that declares a document type; reading it checks its checksum too."""
    if entry.flag_bits & ENCRYPTED:
        raise UnreadableDocumentError(f"{name} is protected with a password; save it without one and send it again.")
    content = archive.read(entry)
    if entry.filename.lower().endswith((".xml", ".rels")) and DOCTYPE.search(content):
        raise UnreadableDocumentError(
            f"{name} declares a document type, which no Word file does; send its text instead."
        )
