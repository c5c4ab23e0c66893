"""Details that people write by hand, and where each detail of a document was found.

text | one line or one value | checked and cleaned | `Details`, or one sentence that says what makes no sense
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from corpus.database import make_now
from corpus.dates import find_dates
from corpus.errors import InvalidReportError
from corpus.paragraphs import Span
from corpus.readers.characters import clean_line
from corpus.reports import Details, Report

FIELDS = ("title", "publisher", "author", "published", "url", "language")
NAMES = {
    "title": "title",
    "headline": "title",
    "outlet": "publisher",
    "publisher": "publisher",
    "author": "author",
    "published": "published",
    "date": "published",
    "link": "url",
    "url": "url",
    "language": "language",
}
"""How the lines under a document may call each detail."""

BY_YOU, THE_POST, THE_LINK, THE_LIST = "you", "the post", "the link", "the list"
THE_DOCUMENT, THE_OLD_VERSION = "the document", "the version on the shelf"
NOTHING = ("-", "–", "—")

LINE = re.compile(r"\s*([A-Za-z]{3,12})\s*[:=]\s*(\S.*?)\s*")
LINK = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", re.IGNORECASE)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Given:
    """What goes with a document that somebody else than its own words says of it.

    `found_in` says of the details of its submission where each was found (you, when it does not say); of those in
    `cleared` nothing is to be known, whatever the document says. `warnings` are about how it came.
    """

    found_in: Mapping[str, str] = field(default_factory=dict)
    cleared: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()


NOTHING_GIVEN = Given()


def read_lines(text: str) -> tuple[Details, tuple[str, ...]]:
    """Read lines such as “publisher: The Weir Post”; gives the details, and a sentence for each that makes no sense.

    Lines that name no detail are passed over.
    """
    found, complaints = Details(), []
    for line in text.splitlines():
        match = LINE.fullmatch(line)
        name = NAMES.get(match[1].lower()) if match else None
        if match and name:
            try:
                found = set_detail(found, name, parse_detail(name, match[2]))
            except InvalidReportError as error:
                complaints.append(f"“{line.strip()[:80]}” was passed over: {error}")
    return found, tuple(complaints)


def parse_detail(name: str, text: str) -> str | date | None:
    """Read the value of one detail as a person writes it; None for a dash, which says that it is not known.

    Raises:
        InvalidReportError: when it makes no sense.
    """
    line = clean_line(text)
    if line is None:
        raise InvalidReportError(f"Nothing was written; write the {name_detail(name)}, or - where there is none.")
    if line in NOTHING:
        if name in ("title", "language"):
            raise InvalidReportError(f"A report needs a {name_detail(name)}; write one.")
        return None
    if name == "published":
        return parse_day(line)
    value = getattr(clean_details(set_detail(Details(), name, line)), name)
    return None if value is None else str(value)


def parse_day(text: str) -> date:
    """Read a day such as “2026-03-17” or “17 March 2026”.

    Raises:
        InvalidReportError: when it is not one, leaves open which, or lies ahead.
    """
    wrong = InvalidReportError(f"“{text[:80]}” is not a day; write it like 2026-03-17 or 17 March 2026.")
    value = text if DAY.fullmatch(text) else find_day(text[:80])
    try:
        day = date.fromisoformat(value or "")
    except ValueError:
        raise wrong from None
    if day > make_now().date() + timedelta(days=1):
        raise InvalidReportError(f"{day.isoformat()} lies ahead; write the day on which it was published.")
    return day


def find_day(text: str) -> str | None:
    """Give the one day that some words name and are nothing but, as an ISO date; else None."""
    mentions = find_dates(text, Span(0, len(text)), None)
    return mentions[0].value if len(mentions) == 1 and mentions[0].text.strip() == text.strip(" .,") else None


def clean_details(details: Details) -> Details:
    """Give details that a person typed in the form in which they are stored.

    Raises:
        InvalidReportError: when the link is no link to the web, or the language is no code.
    """
    url, language = clean_line(details.url), clean_line(details.language)
    if url and not LINK.fullmatch(url):
        raise InvalidReportError(f"“{url}” is not a link; write it in full, from https:// on.")
    code = LANGUAGE.fullmatch(language or "")
    if language and not code:
        raise InvalidReportError(f"“{language}” is not a language; write its code, such as en, fa or ar.")
    return Details(
        title=clean_line(details.title),
        publisher=clean_line(details.publisher),
        author=clean_line(details.author),
        published=details.published,
        url=url,
        language=code[1].lower() if code else None,
    )


def change_detail(details: Details, given: Given, name: str, value: str | date | None) -> tuple[Details, Given]:
    """Give details and where they were found with one of them set, or struck out where the value is None."""
    found_in = {**given.found_in, name: BY_YOU}
    cleared = given.cleared | {name} if value is None else given.cleared - {name}
    return set_detail(details, name, value), replace(given, found_in=found_in, cleared=cleared)


def set_detail(details: Details, name: str, value: str | date | None) -> Details:
    """Give details with this one as it is given."""
    changed: dict[str, Any] = {name: value}
    return replace(details, **changed)


def details_of(report: Report) -> Details:
    """Give what is known about a report apart from its text."""
    return Details(report.title, report.publisher, report.author, report.published, report.url, report.language)


def list_changed(old: Details, new: Details) -> list[str]:
    """Name the details that are known of both or of the new one, and differ."""
    return [name for name in FIELDS if getattr(new, name) not in (None, getattr(old, name))]


def drop_details(details: Details, names: frozenset[str]) -> Details:
    """Give details without these."""
    return replace(details, **dict.fromkeys(names))


def name_detail(name: str) -> str:
    """Give the word by which people are asked for a detail."""
    return {"publisher": "outlet", "published": "day of publication", "url": "link"}.get(name, name)


def format_found(place: str | None) -> str:
    """Give “given by you”, “from the post”, or nothing where nobody can say."""
    if place is None:
        return ""
    return "given by you" if place == BY_YOU else f"from {place}"
