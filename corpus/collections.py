"""Collections: a ZIP of reports, or a list of them, becomes the documents that it is of.

    submission | taken apart in a process of its own | files, rows of lists | documents and what is wrong with others

A list is a CSV with names at its head, or a file of JSON lines; each line gives a `file`, a `url` or the text itself
(`body`), and may give `id`, `title`, `publisher`, `author`, `published`, `url`, `language` and `copy_of`. A list may
lie in a ZIP beside the files that it names.
"""

import posixpath
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.collecting.entries import MANIFESTS, BadMember, File, Row, Unpacked
from corpus.collecting.exchange import unpack_collection
from corpus.errors import CorpusError, DocumentTooLargeError, UnreadableDocumentError
from corpus.readers.characters import clean_name
from corpus.readers.kinds import SUFFIXES, find_suffix
from corpus.readers.limits import MAX_BYTES, MAX_UNPACKED
from corpus.readers.reading import OUT_OF_LIMITS, run_reader
from corpus.reports import Details, Submission
from corpus.worded import Worded

__all__ = ["BadMember", "Collection", "read_collection", "reading_beside"]

Member = Submission | BadMember
ReadFile = Callable[[str], bytes]
"""What gives the bytes of a file that a list names, or raises one of our errors."""

MODULE = "corpus.collecting.child"
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
DOCUMENT_MARKS = (b"word/document.xml", b"META-INF/container.xml", b"content.xml")
DIRECTORY = 2**18
"""So many bytes at an archive's end are looked at for the names in it."""


@dataclass(frozen=True, slots=True)
class Collection:
    """The documents of a collection, in order, with what cannot be offered among them, and what is to be said of it."""

    members: tuple[Member, ...]
    warnings: tuple[str, ...] = ()


def read_collection(submission: Submission, read_file: ReadFile | None = None) -> Collection | None:
    """Give the documents of a collection and warnings; None where the submission is a document itself.

    A member whose list gives only a link has no data, and the link (`Submission.link`) is still to be fetched. Without
    `read_file` a list by itself can name no files.

    Raises:
        UnreadableDocumentError: or one of its kinds, when nothing can be taken out of it within the limits.
    """
    name = clean_name(submission.name)
    if not may_be_collection(name, submission.data):
        return None
    if len(submission.data) > MAX_BYTES:
        raise DocumentTooLargeError(name, len(submission.data), MAX_BYTES)
    unpacked = take_apart(name, submission.data)
    if unpacked is None:
        return None
    files = {entry.path: entry.data for entry in unpacked.entries if isinstance(entry, File)}
    is_list = not submission.data.startswith(ZIP_STARTS)
    read = (read_file or refuse_files) if is_list else reading_inside(files)
    given = submission if is_list else replace(submission, data=b"")
    return Collection(tuple(make_members(unpacked, given, read)), unpacked.warnings)


def may_be_collection(name: str, data: bytes) -> bool:
    """Whether it is worth a process to look: an archive that is not plainly a document, or a list by its name."""
    suffix = find_suffix(name)
    if not data.startswith(ZIP_STARTS):
        return bool(data) and suffix in MANIFESTS
    return suffix not in SUFFIXES or not any(mark in data[-DIRECTORY:] for mark in DOCUMENT_MARKS)


def take_apart(name: str, data: bytes) -> Unpacked | None:
    """Run the process that takes a collection apart, and give what it found."""
    status, reply = run_reader(name, data, MODULE)
    if status in OUT_OF_LIMITS:
        raise UnreadableDocumentError(
            Worded("{name} took more time or memory than it may; send its reports one by one.", name=name)
        )
    try:
        return unpack_collection(reply)
    except (ValueError, KeyError, TypeError) as error:
        broken = UnreadableDocumentError(
            Worded("{name} is damaged; pack it again, or send its reports one by one.", name=name)
        )
        broken.add_note(f"exit status {status}")
        raise broken from error


def make_members(unpacked: Unpacked, collection: Submission, read_file: ReadFile) -> Iterator[Member]:
    """Give the documents in order; a file that a row names is given there and not once more by itself."""
    common = replace(collection.details, title=None, url=None)
    named = {find_path(entry) for entry in unpacked.entries if isinstance(entry, Row) and entry.file}
    left = MAX_UNPACKED
    for entry in unpacked.entries:
        match entry:
            case BadMember():
                yield entry
            case File() if entry.path not in named:
                yield Submission(clean_name(entry.path), entry.data, collection.offered_by, common)
            case Row():
                member = make_member(entry, collection.offered_by, common, read_file, left)
                left -= len(member.data) if isinstance(member, Submission) else 0
                yield member


def make_member(row: Row, offered_by: str, common: Details, read_file: ReadFile, left: int) -> Member:
    """Give the document of a row, of which so many bytes may be `left`."""
    name = clean_name(row.manifest)
    try:
        data = read_file(find_path(row)) if row.file else (row.body or "").encode()
        if len(data) > left:
            raise UnreadableDocumentError(
                Worded("The files of {name} are too large together; split the list.", name=name)
            )
    except CorpusError as error:
        why = str(error)
        passed = Worded("Line {line} of {name} was passed over: {why}", line=row.line, name=name, why=why)
        return BadMember(name, passed, row.line)
    details = row.details.filled_from(common)
    return Submission(name_member(row), data, offered_by, details, row.report_id, row.copy_of)


def name_member(row: Row) -> str:
    """Give the name of a row's document, as it can be shown."""
    if row.file:
        return clean_name(row.file)
    if not row.body:
        return clean_name(row.details.url or "")
    words = row.details.title or row.report_id or f"{Path(row.manifest).stem} line {row.line}"
    return clean_name(f"{words.replace('/', ' ')}.txt")


def find_path(row: Row) -> str:
    """Give the path of the file that a row names, told from where the list lies; it never leads higher up."""
    written = unicodedata.normalize("NFC", row.file or "").replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(row.manifest), written)).lstrip("/")


def reading_inside(files: dict[str, bytes]) -> ReadFile:
    """Give what reads the files of an archive."""

    def read(path: str) -> bytes:
        if path not in files:
            raise UnreadableDocumentError(
                Worded("there is no file “{file}” in the archive; pack it too.", file=clean_name(path))
            )
        return files[path]

    return read


def refuse_files(path: str) -> bytes:
    """Say that there are no files beside a list."""
    raise UnreadableDocumentError(
        Worded(
            "the file “{file}” is not here; send a ZIP with the list and its files, or give a url or a body.",
            file=clean_name(path),
        )
    )


def reading_beside(manifest: Path) -> ReadFile:
    """Give what reads the files in a list's folder and below it, and no others."""
    folder = manifest.resolve().parent

    def read(path: str) -> bytes:
        shown = clean_name(path)
        try:
            file = (folder / path).resolve()
            if not file.is_relative_to(folder):
                raise UnreadableDocumentError(
                    Worded("the file “{file}” lies outside the list's folder; move it there.", file=shown)
                )
            if not file.is_file():
                raise UnreadableDocumentError(
                    Worded("there is no file “{file}” beside the list; check its name.", file=shown)
                )
            if (size := file.stat().st_size) > MAX_BYTES:
                raise DocumentTooLargeError(shown, size, MAX_BYTES)
            return file.read_bytes()
        except (OSError, ValueError) as error:
            raise UnreadableDocumentError(
                Worded("the file “{file}” cannot be opened; check who may read it.", file=shown)
            ) from error

    return read
