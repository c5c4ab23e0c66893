"""Takes a ZIP of reports apart, entry by entry, within the limits that any archive must keep to.

Hidden files are passed over. An entry that cannot be offered keeps no other from being taken out.
"""

import posixpath
import stat
import unicodedata
import zipfile
import zlib
from io import BytesIO

from corpus.collecting.entries import MANIFESTS, MAX_MEMBERS, BadMember, File, Row, Unpacked
from corpus.collecting.manifests import read_manifest
from corpus.errors import (
    CorpusError,
    DocumentTooLargeError,
    ReadingLimitError,
    UnreadableDocumentError,
    UnsupportedFormatError,
)
from corpus.readers.characters import clean_name
from corpus.readers.kinds import SUPPORTED, Foreign, find_kind, find_suffix
from corpus.readers.limits import MAX_BYTES, MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED
from corpus.worded import Worded

ENCRYPTED = 0x1
IN_UTF_8 = 0x800
NOT_SHOWN = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
ARCHIVE = Foreign(Worded("a ZIP archive"))
BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, ValueError, OSError, zlib.error)


def unpack_archive(data: bytes, name: str) -> Unpacked:
    """Give the files of an archive, with the rows of the lists among them.

    Raises:
        ReadingLimitError: when it holds too many files or unpacks to too much.
        UnreadableDocumentError: when it is damaged, or nothing is in it.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            listed = archive.infolist()
            check_amounts(listed, len(data), name)
            entries = [take_out(archive, entry, name) for entry in listed if is_offered(entry)]
    except BROKEN as error:
        raise UnreadableDocumentError(
            Worded("{name} is cut off or damaged; pack it again and send it whole.", name=name)
        ) from error
    if not entries:
        raise UnreadableDocumentError(Worded("{name} holds no files; pack the reports and send it again.", name=name))
    return join_lists(entries)


def check_amounts(listed: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    """Refuse too many entries, or entries that say they unpack to too much; none unpacks to more than it says."""
    unpacked = sum(entry.file_size for entry in listed)
    if len(listed) > MAX_ENTRIES:
        raise ReadingLimitError(
            Worded(
                "{name} holds {count} files; an archive may hold {most}, so split it.",
                name=name,
                count=len(listed),
                most=MAX_ENTRIES,
            )
        )
    if unpacked > min(MAX_UNPACKED, packed * MAX_RATIO):
        raise ReadingLimitError(
            Worded(
                "{name} would unpack to {size} MiB, more than an archive of its size may; send the reports one by one.",
                name=name,
                size=unpacked / 2**20,
            )
        )


def is_offered(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a file that somebody means to offer."""
    parts = [part for part in clean_path(entry).split("/") if part]
    hidden = any(part.startswith(".") or part.lower() in NOT_SHOWN for part in parts)
    return bool(parts) and not entry.is_dir() and not hidden


def clean_path(entry: zipfile.ZipInfo) -> str:
    """Give an entry's path, going only downwards, whichever way its slashes lean and whatever it begins with."""
    path = decode_path(entry).replace("\\", "/")
    return posixpath.normpath(f"/{unicodedata.normalize('NFC', path)}").lstrip("/")


def decode_path(entry: zipfile.ZipInfo) -> str:
    """Give an entry's path; many programs write UTF-8 without saying so, and it is read as an old encoding."""
    if entry.flag_bits & IN_UTF_8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def take_out(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, archive_name: str) -> File | BadMember:
    """Give a file of an archive, or say why it cannot be offered."""
    path = clean_path(entry)
    name = clean_name(path)
    try:
        check_entry(entry, name)
        data = archive.read(entry)
        check_content(name, data)
    except CorpusError as error:
        return BadMember(name, str(error))
    except (*BROKEN, RuntimeError):
        return BadMember(
            name, Worded("{name} is damaged inside {archive}; send it by itself.", name=name, archive=archive_name)
        )
    return File(path, data)


def check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    """Refuse an entry that cannot be taken out, or is no file."""
    if entry.flag_bits & ENCRYPTED:
        raise UnreadableDocumentError(Worded("{name} is protected with a password; pack it without one.", name=name))
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise UnreadableDocumentError(
            Worded("{name} is only a pointer to another file; pack the file itself.", name=name)
        )
    if entry.file_size > MAX_BYTES:
        raise DocumentTooLargeError(name, entry.file_size, MAX_BYTES)


def check_content(name: str, data: bytes) -> None:
    """Refuse a file that no reader takes; lists are taken."""
    if not data:
        raise UnreadableDocumentError(Worded("{name} is empty (0 bytes); choose another file.", name=name))
    if find_suffix(name) in MANIFESTS:
        return
    kind = find_kind(name, data)
    if kind == ARCHIVE:
        raise UnreadableDocumentError(Worded("{name} is an archive inside an archive; send it by itself.", name=name))
    if isinstance(kind, Foreign):
        raise UnsupportedFormatError(name, kind.looks_like, SUPPORTED)


def join_lists(entries: list[File | BadMember]) -> Unpacked:
    """Give the files, with the rows of the lists among them in place of the lists."""
    joined: list[File | Row | BadMember] = []
    warnings: list[str] = []
    for entry in entries:
        if isinstance(entry, File) and find_suffix(entry.path) in MANIFESTS:
            rows = read_list(entry)
            joined += rows.entries
            warnings += rows.warnings
        else:
            joined.append(entry)
    if len(joined) > MAX_MEMBERS:
        raise ReadingLimitError(
            Worded(
                "The archive holds {count} reports; it may hold {most}, so split it.",
                count=len(joined),
                most=MAX_MEMBERS,
            )
        )
    return Unpacked(tuple(joined), tuple(warnings))


def read_list(file: File) -> Unpacked:
    """Give the rows of a list, each with its file's path in the archive."""
    try:
        return read_manifest(file.data, file.path)
    except CorpusError as error:
        return Unpacked((BadMember(clean_name(file.path), str(error)),))
