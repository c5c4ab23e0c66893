"""A folder that is the shelf, read: which report each file is, what it says about it, and its text where that is new.

    files | bytes | what each declares and which report it is | no report twice | texts that the shelf does not have

A report is called what its file's front matter says, else what a file beside it says (`ferry.pdf` and `ferry.yaml`),
else after the file's name. A file that cannot be read keeps no other from being read.
"""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from bot.errors import SyncError
from bot.syncing.filed_reports import Declaration, FiledReport
from corpus.errors import CorpusError, DocumentTooLargeError, UnreadableDocumentError
from corpus.readers.characters import clean_characters
from corpus.readers.encodings import decode_text
from corpus.readers.forking import ForkingReaders
from corpus.readers.front_matter import load_values, parse_front_matter, split_front_matter
from corpus.readers.kinds import SUFFIXES, Kind, find_kind
from corpus.readers.limits import MAX_BYTES
from corpus.readers.markdown import format_report
from corpus.reports import Details, Report, Submission, make_slug

SYNCED_BY = "sync"
BESIDE = (".yaml", ".yml")
# What stands in a repository beside what it holds.
NOT_REPORTS = ("readme", "license", "licence", "contributing", "changelog")
LOOKED_AT = 4096
NAMED_ID = re.compile(rb"^id:[ \t]*[\"']?([a-z0-9][a-z0-9._-]*)", re.MULTILINE)
READERS = min(4, os.cpu_count() or 1)

OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that cannot be read, why, and which report it is, as far as its name and first lines show.

    Unless they are `sure`, it may be another.
    """

    file: str
    error: str
    id: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder holds, in the order of its files' names."""

    files: tuple[FiledReport, ...]
    unreadable: tuple[Unreadable, ...]


def read_folder(folder: Path, shelf: Mapping[str, Report], on_progress: OnProgress) -> Folder:
    """Read a folder against what is on the shelf.

    Raises:
        SyncError: when it is no folder, or two of its files are one report.
    """
    if not folder.is_dir():
        raise SyncError(f"There is no folder {folder}; name the folder whose files are the shelf.")
    files: list[FiledReport] = []
    unreadable: list[Unreadable] = []
    for path in list_files(folder):
        try:
            files.append(identify_file(path, str(path.relative_to(folder)), shelf))
        except CorpusError as error:
            unreadable.append(make_unreadable(path, str(path.relative_to(folder)), error))
    check_identities(files)
    read: list[FiledReport] = []
    with ForkingReaders(READERS) as readers, ThreadPoolExecutor(READERS) as pool:
        outcomes = pool.map(lambda filed: read_text(folder, filed, shelf, readers), files)
        for number, outcome in enumerate(outcomes):
            on_progress(number, len(files))
            if isinstance(outcome, Unreadable):
                unreadable.append(outcome)
            else:
                read.append(outcome)
    return Folder(tuple(read), tuple(unreadable))


def list_files(folder: Path) -> list[Path]:
    """Give the files below a folder that can be reports, by name; hidden ones and a README's like are passed over."""
    files = (path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    shown = (path for path in files if not any(part.startswith(".") for part in path.relative_to(folder).parts))
    return sorted(path for path in shown if path.stem.lower() not in NOT_REPORTS)


def identify_file(path: Path, file: str, shelf: Mapping[str, Report]) -> FiledReport:
    """Tell which report a file is, and whether the shelf has its text.

    Raises:
        UnreadableDocumentError: when it cannot be opened or is too large.
        InvalidReportError: when its details cannot be read.
    """
    data = read_bytes(path)
    digest = sha256(data).hexdigest()
    named = make_file_id(path)
    if named in shelf and find_beside(path) is None and format_report(shelf[named]).encode() == data:
        return FiledReport(named, file, digest, exported=True)
    declared = read_declaration(path, data)
    report_id = declared.report_id or named
    old = shelf.get(report_id)
    exported = old is not None and find_beside(path) is None and format_report(old).encode() == data
    return FiledReport(report_id, file, digest, declared, exported=exported)


def read_text(
    folder: Path, filed: FiledReport, shelf: Mapping[str, Report], readers: ForkingReaders
) -> FiledReport | Unreadable:
    """Read a file's text where the shelf does not have it already, or say why it cannot be read."""
    old = shelf.get(filed.id)
    if filed.exported or (old is not None and old.digest == filed.digest):
        return filed
    path = folder / filed.file
    try:
        return replace(filed, document=readers.read(read_file(path, filed.digest)))
    except CorpusError as error:
        return make_unreadable(path, filed.file, error)


def read_file(path: Path, digest: str) -> Submission:
    """Give a file as it is handed in.

    Raises:
        UnreadableDocumentError: when it cannot be opened, or is not any more what it was.
    """
    submission = Submission(path.name, read_bytes(path), SYNCED_BY)
    if submission.digest != digest:
        raise UnreadableDocumentError(f"{path.name} was changed while it was being read; sync again.")
    return submission


def read_declaration(path: Path, data: bytes) -> Declaration:
    """Read what a file says about its report; what stands beside it goes before what stands in it.

    Raises:
        UnreadableDocumentError, InvalidReportError: when that cannot be read.
    """
    inside = Declaration()
    if find_kind(path.name, data) is Kind.MARKDOWN:
        head, _ = split_front_matter(clean_characters(decode_text(data, path.name).text))
        inside = inside if head is None else parse_declaration(head, path.name, whole=True)
    beside = find_beside(path)
    if beside is None:
        return inside
    text = clean_characters(decode_text(read_bytes(beside), beside.name).text)
    given = parse_declaration(split_front_matter(text)[0] or text, beside.name, whole=inside.whole)
    return Declaration(
        given.details.filled_from(inside.details),
        given.report_id or inside.report_id,
        given.status or inside.status,
        given.note or inside.note,
        inside.whole,
    )


def parse_declaration(text: str, name: str, *, whole: bool) -> Declaration:
    """Read details in YAML; a status counts only where it is written.

    Raises:
        InvalidReportError: when they make no sense.
    """
    front = parse_front_matter(text, name)
    status = front.status if load_values(text, name).get("status") else None
    return Declaration(front.details, front.report_id, status, front.note, whole and front.details != Details())


def find_beside(path: Path) -> Path | None:
    """Give the file of details that stands beside a file, or None."""
    return next((beside for suffix in BESIDE if (beside := path.with_suffix(suffix)).is_file()), None)


def make_file_id(path: Path) -> str:
    """Give the id that a file's name suggests, which stays the same whatever the file says."""
    return make_slug(path.stem) or f"file-{sha256(path.stem.encode(errors='replace')).hexdigest()[:8]}"


def check_identities(files: Iterable[FiledReport]) -> None:
    """Refuse a folder in which one report has several files.

    Raises:
        SyncError: when one has.
    """
    named: defaultdict[str, list[str]] = defaultdict(list)
    for filed in files:
        named[filed.id].append(filed.file)
    twice = [f"“{report_id}” is {' and '.join(names)}" for report_id, names in named.items() if len(names) > 1]
    if twice:
        more = f", and so with {len(twice) - 3} more" if len(twice) > 3 else ""
        raise SyncError(
            f"Each report has one file, but {'; '.join(twice[:3])}{more}; give each an id of its own, or take one away."
        )


def make_unreadable(path: Path, file: str, error: CorpusError) -> Unreadable:
    """Note a file that cannot be read, with the id that its first lines, those of a file beside it, or its name say."""
    beside = find_beside(path)
    is_markdown = SUFFIXES[path.suffix.lower()] is Kind.MARKDOWN
    named = (beside and find_named_id(beside)) or (find_named_id(path) if is_markdown else None)
    return Unreadable(file, str(error), named or make_file_id(path), bool(named) or not (beside or is_markdown))


def find_named_id(path: Path) -> str | None:
    """Give the id that the first lines of a file name, whether or not the rest of them can be read."""
    try:
        with path.open("rb") as opened:
            named = NAMED_ID.search(opened.read(LOOKED_AT))
    except OSError:
        return None
    return named[1].decode() if named else None


def read_bytes(path: Path) -> bytes:
    """Read a file.

    Raises:
        UnreadableDocumentError: when it cannot be opened or is too large.
    """
    try:
        if (size := path.stat().st_size) > MAX_BYTES:
            raise DocumentTooLargeError(path.name, size, MAX_BYTES)
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnreadableDocumentError(f"{path.name} cannot be opened ({reason}); check who may read it.") from error
