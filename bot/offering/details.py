"""Details that people write by hand, and where each detail of a document was found.

text | one line or one value | checked and cleaned | `Details`, or one sentence that says what makes no sense
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from bot.offering.detail_wording import name_detail
from bot.offering.labels import find_detail
from bot.offering.places import BY_YOU
from corpus.database import make_now
from corpus.dates import find_dates
from corpus.errors import InvalidReportError
from corpus.paragraphs import Span
from corpus.readers.characters import clean_line
from corpus.reports import Details, Report
from corpus.spelling import fold
from corpus.worded import Worded

FIELDS = ("title", "publisher", "author", "published", "url", "language")
NOTHING = ("-", "–", "—")

LINE = re.compile(r"\s*([^\W\d_][^:=]{1,30}?)\s*[:=]\s*(\S.*?)\s*")
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
        name = find_detail(match[1]) if match else None
        if match and name:
            try:
                found = set_detail(found, name, parse_detail(name, match[2]))
            except InvalidReportError as error:
                passed_over = line.strip()[:80]
                complaints.append(Worded("“{line}” was passed over: {reason}", line=passed_over, reason=str(error)))
    return found, tuple(complaints)


def parse_detail(name: str, text: str) -> str | date | None:
    """Read the value of one detail as a person writes it; None for a dash, which says that it is not known.

    Raises:
        InvalidReportError: when it makes no sense.
    """
    line = clean_line(text)
    if line is None:
        raise InvalidReportError(
            Worded("Nothing was written; write the {detail}, or - where there is none.", detail=name_detail(name))
        )
    if line in NOTHING:
        if name in ("title", "language"):
            raise InvalidReportError(Worded("A report needs a {detail}; write one.", detail=name_detail(name)))
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
    wrong = InvalidReportError(
        Worded(
            "“{text}” is not a day; write it like {example} or {last}.",
            text=text[:80],
            example="2026-03-17",
            last="17 March 2026",
        )
    )
    value = fold(text) if DAY.fullmatch(text) else find_day(text[:80])
    try:
        day = date.fromisoformat(value or "")
    except ValueError:
        raise wrong from None
    if day > make_now().date() + timedelta(days=1):
        raise InvalidReportError(
            Worded("{day} lies ahead; write the day on which it was published.", day=day.isoformat())
        )
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
        raise InvalidReportError(Worded("“{link}” is not a link; write it in full, from https:// on.", link=url))
    code = LANGUAGE.fullmatch(language or "")
    if language and not code:
        raise InvalidReportError(
            Worded("“{language}” is not a language; write its code, such as en, fa or ar.", language=language)
        )
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
