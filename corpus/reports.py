"""The values of the corpus: what a report is, what is known about it, and what someone offers."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from unicodedata import normalize

from corpus.errors import InvalidReportError

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?")
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class Status(StrEnum):
    """How a report stands today."""

    CURRENT = "current"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"

    @property
    def quotable(self) -> bool:
        """Whether its live version may be quoted as what stands now."""
        return self is not Status.WITHDRAWN


@dataclass(frozen=True, slots=True)
class Details:
    """What is known about a document apart from its text; every field may be unknown (None)."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None

    def filled_from(self, other: "Details") -> "Details":
        """Give these details with every unknown one taken from `other`."""
        names = ("title", "publisher", "author", "published", "url", "language")
        return replace(self, **{name: getattr(other, name) for name in names if getattr(self, name) is None})


@dataclass(frozen=True, slots=True)
class Submission:
    """A document that someone offers, before anything is known about it."""

    name: str
    data: bytes
    offered_by: str
    details: Details = field(default_factory=Details)
    report_id: str | None = None

    @property
    def digest(self) -> str:
        """The sha256 of its bytes, in hex: the name under which the original is kept."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Document:
    """What reading a submission gave: its normalised text, its own details, and what an admin should know.

    `pages` holds the offset in `body` at which each page starts, ascending from 0; it is empty where the
    format has no pages. `body` never changes after this point, since quotations are offsets into it.
    """

    body: str
    details: Details
    pages: tuple[int, ...] = ()
    report_id: str | None = None
    status: Status = Status.CURRENT
    note: str | None = None
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_body(self.body)
        check_pages(self.pages, self.body)


@dataclass(frozen=True, slots=True)
class Report:
    """One version of one report, as it stands in the catalogue."""

    id: str
    version: int
    title: str
    body: str
    publisher: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    language: str = "en"
    status: Status = Status.CURRENT
    note: str | None = None
    digest: str = ""
    pages: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not SLUG.fullmatch(self.id):
            raise InvalidReportError(
                f"“{self.id}” cannot be a report's id: use up to 100 small letters, digits, dots, dashes and "
                "underscores."
            )
        if self.version < 1:
            raise InvalidReportError(f"Versions count from 1, not {self.version}.")
        if not self.title.strip():
            raise InvalidReportError("A report needs a title; give one with --title.")
        check_body(self.body)
        check_pages(self.pages, self.body)

    @property
    def words(self) -> int:
        """How many words the body has, counted between white space."""
        return len(self.body.split())

    def find_page(self, offset: int) -> int | None:
        """Give the number, from 1, of the page that holds this offset; None where the report has no pages."""
        return bisect_right(self.pages, offset) if self.pages else None


def check_body(body: str) -> None:
    """Refuse a body with no words or with characters that cannot be stored.

    Raises:
        InvalidReportError: when it is empty, or holds NUL or a lone surrogate.
    """
    if not body.strip():
        raise InvalidReportError("The document has no text; if it is a scan, send its text instead.")
    if UNSTORABLE.search(body):
        raise InvalidReportError("The document's text holds characters that cannot be stored; save it as UTF-8 text.")


def check_pages(pages: tuple[int, ...], body: str) -> None:
    """Refuse page starts that are not ascending offsets from 0 inside the body.

    Raises:
        InvalidReportError: when they are not.
    """
    if pages and (pages[0] != 0 or list(pages) != sorted(pages) or pages[-1] > len(body)):
        raise InvalidReportError("The page starts do not fit the text.")


def make_slug(text: str) -> str | None:
    """Give the id that a title or file name suggests, or None when it has no Latin letter or digit."""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")
    return slug or None
