"""The values of the corpus: what a report is, what is known about it, and what someone offers."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from unicodedata import normalize

from corpus.errors import InvalidReportError
from corpus.worded import Worded

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
    """A document that someone offers, before anything is known about it.

    `copy_of` is the id of the report whose copy it is said to be.
    """

    name: str
    data: bytes
    offered_by: str
    details: Details = field(default_factory=Details)
    report_id: str | None = None
    copy_of: str | None = None

    @property
    def digest(self) -> str:
        """The sha256 of its bytes, in hex: the name under which the original is kept."""
        return sha256(self.data).hexdigest()

    @property
    def link(self) -> str | None:
        """The link under which its bytes are still to be fetched; None where they are here."""
        return None if self.data else self.details.url


@dataclass(frozen=True, slots=True)
class Document:
    """What reading a submission gave: its normalised text, its own details, and what an admin should know.

    `pages` holds the offset in `body` at which each page starts, ascending from 0; it is empty where the
    format has no pages. `found_in` tells for each known detail, by its name, where it was found, in words that
    follow “from ”. `body` never changes after this point, since quotations are offsets into it.
    """

    body: str
    details: Details
    pages: tuple[int, ...] = ()
    report_id: str | None = None
    status: Status = Status.CURRENT
    note: str | None = None
    warnings: tuple[str, ...] = ()
    copy_of: str | None = None
    found_in: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        check_body(self.body)
        check_pages(self.pages, self.body)


@dataclass(frozen=True, slots=True)
class Report:
    """One version of one report, as it stands in the catalogue.

    `copy_of` is the id of the report whose words it carries; the two are one origin, and that report need not be here.
    """

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
    copy_of: str | None = None

    def __post_init__(self) -> None:
        if not SLUG.fullmatch(self.id):
            raise InvalidReportError(
                Worded(
                    "“{id}” cannot be a report's id: use up to 100 small letters, digits, dots, dashes and "
                    "underscores.",
                    id=self.id,
                )
            )
        if self.version < 1:
            raise InvalidReportError(Worded("Versions count from 1, not {version}.", version=self.version))
        if not self.title.strip():
            raise InvalidReportError(Worded("A report needs a title; give one with {option}.", option="--title"))
        check_body(self.body)
        check_pages(self.pages, self.body)
        check_copy(self.copy_of, self.id)

    @property
    def origin(self) -> str:
        """The id of the report whose words these are: of the one that it is a copy of, else its own."""
        return self.copy_of or self.id

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
        raise InvalidReportError(Worded("The document has no text; if it is a scan, send its text instead."))
    if UNSTORABLE.search(body):
        raise InvalidReportError(
            Worded("The document's text holds characters that cannot be stored; save it as UTF-8 text.")
        )


def check_pages(pages: tuple[int, ...], body: str) -> None:
    """Refuse page starts that are not ascending offsets from 0 inside the body.

    Raises:
        InvalidReportError: when they are not.
    """
    if pages and (pages[0] != 0 or list(pages) != sorted(pages) or pages[-1] > len(body)):
        raise InvalidReportError(Worded("The page starts do not fit the text."))


def check_copy(copy_of: str | None, report_id: str) -> None:
    """Refuse what cannot be the id of the report whose copy another is.

    Raises:
        InvalidReportError: when it is no id, or the report's own.
    """
    if copy_of is None:
        return
    if not SLUG.fullmatch(copy_of):
        raise InvalidReportError(
            Worded(
                "“{id}” is not the id of a report; {command} or /reports shows the ids.",
                id=copy_of,
                command="`onrecord list`",
            )
        )
    if copy_of == report_id:
        raise InvalidReportError(
            Worded("“{id}” cannot be a copy of itself; name the report that it was taken from.", id=report_id)
        )


def make_slug(text: str) -> str | None:
    """Give the id that a title or file name suggests, or None when it has no Latin letter or digit."""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")
    return slug or None
