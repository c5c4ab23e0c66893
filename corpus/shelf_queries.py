"""What somebody looks for on the shelf, and how it is read from what they typed.

    “ferry outlet:"The Courier" since:2026-03” | keys with their values | dates that stand by themselves | words

Nothing here looks anything up. Words are looked for in title, outlet and id; each must be found, in any order.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from corpus.dates import find_dates
from corpus.errors import InvalidQueryError
from corpus.paragraphs import Span
from corpus.reports import Status
from corpus.worded import Worded

LONGEST = 300
KEYS = {
    "outlet": "publisher",
    "publisher": "publisher",
    "since": "since",
    "until": "until",
    "date": "date",
    "status": "status",
}
QUOTED = r'"[^"]*"|“[^”“]*”|„[^“”„]*[“”]|«[^«»]*»'
MARKS = '"“”„«»'
KEYED = re.compile(rf"(?<!\S)(?P<key>[^\W\d_]{{2,12}}):(?P<value>{QUOTED}|[^\s\"“„«]\S*|(?=\s|\Z))")
LITERAL = re.compile(QUOTED)
ISO = re.compile(r"(?<!\S)(\d{4})-(\d{2})(?:-(\d{2}))?(?!\S)")
YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class ShelfQuery:
    """What is looked for; what is not given bounds nothing, and the days are inclusive.

    `words` must all be found in title, outlet or id, and `publisher` in the outlet's name; neither case nor accents
    matter.
    """

    words: tuple[str, ...] = ()
    publisher: str | None = None
    since: date | None = None
    until: date | None = None
    status: Status | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise InvalidQueryError(
                Worded(
                    "No day lies between {since} and {until}; give the earlier one first.",
                    since=str(self.since),
                    until=str(self.until),
                )
            )


@dataclass(frozen=True, slots=True)
class Days:
    """A day, a month or a year, as its first and last day."""

    first: date
    last: date


def parse_shelf_query(text: str) -> ShelfQuery:
    """Read what is looked for: plain words, dates, and `outlet:`, `since:`, `until:`, `date:` and `status:`.

    Raises:
        InvalidQueryError: when a key or its value makes no sense, or something is said twice.
    """
    if len(text) > LONGEST:
        raise InvalidQueryError(Worded("That is too much to look for; write at most {most} characters.", most=LONGEST))
    given: dict[str, Any] = {}
    for found in KEYED.finditer(text):
        add_bound(given, found["key"].lower(), found["value"].strip(MARKS).strip())
    rest = KEYED.sub(" ", text)
    literal = [each.group().strip(MARKS).strip() for each in LITERAL.finditer(rest)]
    spans, words = cut_dates(LITERAL.sub(" ", rest))
    for days in spans:
        set_once(given, "since", days.first)
        set_once(given, "until", days.last)
    return ShelfQuery(words=tuple(filter(None, (*literal, *words.split()))), **given)


def parse_days(text: str) -> Days:
    """Read a day, a month or a year: “2026-03-11”, “2026-03”, “2026”, “11 March 2026”, “March 2026”.

    Raises:
        InvalidQueryError: when it is none of these.
    """
    words = text.strip()
    if YEAR.fullmatch(words) and int(words):
        return make_days(words)
    spans, rest = cut_dates(words)
    if len(spans) != 1 or rest.strip(" ,."):
        raise InvalidQueryError(
            Worded(
                "“{text}” is no date; write it like {examples} or {last}.",
                text=text,
                examples=("2026-03-11", "2026-03"),
                last="March 2026",
            )
        )
    return spans[0]


def parse_status(text: str) -> Status:
    """Read how a report stands.

    Raises:
        InvalidQueryError: when no report can stand so.
    """
    try:
        return Status(text.lower())
    except ValueError:
        known = ", ".join(Status)
        raise InvalidQueryError(
            Worded("“{text}” is no status of a report; it can be one of {known}.", text=text, known=known)
        ) from None


def add_bound(given: dict[str, Any], key: str, value: str) -> None:
    """Put what stands behind a key among what is given.

    Raises:
        InvalidQueryError: when there is no such key, or the value makes no sense.
    """
    if key not in KEYS:
        raise InvalidQueryError(
            Worded(
                "Nothing can be looked for by “{key}:”, only by {keys} and {last}; words that have a colon go in "
                "quotation marks.",
                key=key,
                keys=("outlet:", "since:", "until:", "date:"),
                last="status:",
            )
        )
    if not value:
        raise InvalidQueryError(
            Worded("Nothing stands behind “{key}:”; write it without a space, or in quotation marks.", key=key)
        )
    match KEYS[key]:
        case "publisher":
            set_once(given, "publisher", value, f"{key}:")
        case "status":
            set_once(given, "status", parse_status(value), "status:")
        case "since":
            set_once(given, "since", parse_days(value).first, "since:")
        case "until":
            set_once(given, "until", parse_days(value).last, "until:")
        case _:
            days = parse_days(value)
            set_once(given, "since", days.first, "date:")
            set_once(given, "until", days.last, "date:")


def set_once(given: dict[str, Any], name: str, value: object, key: str = "") -> None:
    """Put a value among what is given.

    Raises:
        InvalidQueryError: when there is another one already.
    """
    if name in given:
        raise InvalidQueryError(describe_repeated(key))
    given[name] = value


def describe_repeated(key: str) -> Worded:
    """Say that a key, or a date by itself where there is none, says what is said already."""
    if not key:
        return Worded("A date says what is said already; give each bound once.")
    return Worded("{key} says what is said already; give each bound once.", key=key.capitalize())


def cut_dates(text: str) -> tuple[list[Days], str]:
    """Give the days and months that stand in a text with their year, and the text without them; a bare year stays.

    Raises:
        InvalidQueryError: when something has the form of a date and is none.
    """
    found = [make_days(each.group()) for each in ISO.finditer(text)]
    rest = ISO.sub(" ", text)
    kept = rest
    for mention in find_dates(rest, Span(0, len(rest)), None) if rest else ():
        if mention.value and "-" in mention.value and mention.text != mention.value:
            found.append(make_days(mention.value))
            kept = kept.replace(mention.text, " ", 1)
    return found, kept


def make_days(value: str) -> Days:
    """Give the first and last day of an ISO day, month or year.

    Raises:
        InvalidQueryError: when the calendar has no such day.
    """
    year, month, day = (int(part) for part in f"{value}-0-0".split("-")[:3])
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        raise InvalidQueryError(
            Worded("There is no {value} in the calendar; write a date like 2026-03-11.", value=value)
        ) from None
    return Days(first, last)


def join_queries(query: ShelfQuery, **given: Any) -> ShelfQuery:
    """Give a query with these bounds put in, those that are None left as they are.

    Raises:
        InvalidQueryError: when no day lies between the bounds.
    """
    return replace(query, **{name: value for name, value in given.items() if value is not None})
