"""What a collection holds: files, and the rows of its lists, before the files that these name are there."""

from dataclasses import dataclass, field

from corpus.reports import Details

MAX_MEMBERS = 2_000
MANIFESTS = (".csv", ".tsv", ".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class BadMember:
    """A member of a collection that cannot be offered, and one sentence why; `line` is its line in a list, from 1."""

    name: str
    error: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: a file, a text or a link (the details' url, where it has neither), and its details.

    `manifest` is the list's name, a path where it lies in an archive.
    """

    manifest: str
    line: int
    details: Details = field(default_factory=Details)
    report_id: str | None = None
    copy_of: str | None = None
    file: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file of an archive: its path there, as it can be shown, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What a collection holds, in order, and what its editor should know."""

    entries: tuple[File | Row | BadMember, ...]
    warnings: tuple[str, ...] = ()
