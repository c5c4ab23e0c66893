"""The time words of a question, as a range of publication dates: “since May”, “last week”, “before the correction”.

    question | a word that bounds | the day, month or year after it | a range | None unless the shelf has days inside it

When something happened is not when it was reported: “What happened on 2 June?” and “Who won in 1997?” may be answered
by any later report, so they give no range. A wrong range hides the answer and a missing one only shows more, so:

- An early bound is safe where something has happened, since nothing is reported before it does: “since”, “after”,
  “last week”, “in the last three days” set `since`. What is planned or lasts may be told earlier.
- A late bound is set only where the question is about the reporting: “What was said before June?”, “reports from
  March”.

The range is inferred, so a report without a date is not outside it; only bounds that someone sets leave it out.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.answering.moments import count_back, read_calendar, read_moment, read_since
from bot.answering.tongues.time_words import find_early_bound
from corpus.dates import TimeRange, find_dates
from corpus.days.english_readers import count_number
from corpus.days.english_words import NUMBER
from corpus.reports import Report, Status
from corpus.sentences import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.catalogue import Listing

LONGEST = 1000
"""Questions are read up to so many characters."""

REPORTING = re.compile(
    r"\b(?:reports?|reported|reporting|articles?|stor(?:y|ies)|coverage|news|newspapers?|papers?|headlines?|published|wr[io]te"
    r"|written|says?|said|claims?|claimed|told|tell|knew|known|blam(?:e[sd]?|ing)|accus(?:e[sd]?|ing)|den(?:y|ies|ied)"
    r"|suspect(?:s|ed)?|explain(?:s|ed)?|statements?)\b",
    re.IGNORECASE,
)
PAPERS = r"(?:reports?|articles?|stor(?:y|ies)|coverage|news|newspapers?|papers|headlines|reporting|bulletins?)"
AHEAD = re.compile(
    r"\b(?:(?i:will|would|shall|should|might|can|could|must|due|expected|planned|scheduled|going|plans?|promised?|wants?)"
    r"|may)\b|[’']ll\b"
)
INTENDED = re.compile(r"\bto\s\w+\s(?:\w+\s){0,3}\Z", re.IGNORECASE)
CLAUSE = re.compile(r"\b(?:was|were|is|are|had|did|that|who|which|how|whether)\b", re.IGNORECASE)
HAPPENED = re.compile(r"\b(?:did|was|were|has|have|had|happened|been|reported|published|said)\b", re.IGNORECASE)
LASTING = re.compile(r"\b(?:is|are|does|do|will|can)\b", re.IGNORECASE)
LASTS = re.compile(
    r"\b(?:closed|open|shut|valid|banned|suspended|remain|stay|last|wait|work|run|postponed)\w*\s\Z", re.IGNORECASE
)
FROM_NOW = re.compile(
    rf"(?<!\bfor\s)\b(?:(?:in|over|during|within|from)\s)?(?:the\s)?(?:last|past)\s(?:{NUMBER}\s)?"
    r"(?P<unit>hour|day|week|month|year)s?\b(?![’'-]|\sof\b)",
    re.IGNORECASE,
)
CALENDAR = re.compile(
    r"(?<!\w)(?<!\bthe\s)(?P<which>last|this)\s(?P<unit>week|month|year)\b(?![’'-])|(?<!\w)(?P<day>yesterday|today)\b(?![’'-])",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"\b(?P<lead>since|after|starting|from|before|until|till|up\sto|prior\sto|no\slater\sthan|earlier\sthan)\s"
    r"(?:the\s(?:start|beginning|middle|end)\sof\s)?",
    re.IGNORECASE,
)
EARLY = frozenset({"since", "after", "starting", "from"})
PUBLISHED = re.compile(
    rf"\b(?:{PAPERS}\s(?:from|in|during|dated)|(?:reports?|articles?|bulletins?)\sof|(?:published|printed)\s(?:in|on|during)"
    r"|(?:was|were|been|is|are)\s(?:reported|written)\s(?:in|on|during))\s",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\b(?:between|from)\s", re.IGNORECASE)
JOINED = re.compile(r"\s(?:and|to|until|till)\s", re.IGNORECASE)
CORRECTION = re.compile(
    r"\b(?P<lead>before|until|prior\sto|after|since|following)\s(?:(?:the|its|their|that|this)\s(?:latest\s|last\s|newest\s)?"
    r"correction|(?:it|they|that|this|the\s(?:report|figure|story|article|number|error|mistake)s?)\s"
    r"(?:was|were|got|had\sbeen|is)\scorrected)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ShelfDates:
    """What a shelf knows of days: when its oldest and newest report were published, and when reports were corrected."""

    oldest: date | None = None
    newest: date | None = None
    corrections: tuple[date, ...] = ()

    @classmethod
    def of(cls, reports: "Iterable[Report | Listing]") -> "ShelfDates":
        """Take them from the reports that stand."""
        known = list(reports)
        days = sorted(report.published for report in known if report.published)
        corrections = sorted(day for report in known if (day := find_correction_day(report)))
        return cls(days[0] if days else None, days[-1] if days else None, tuple(corrections))


EVERY_DAY = ShelfDates(date.min, date.max, (date(1000, 1, 1),))
"""A shelf on which no range misses: what a question asks for before anything is known of the reports."""


def find_correction_day(report: "Report | Listing") -> date | None:
    """Give the day on which a report was corrected: the first day that its note names, else its publication.

    None where the report is not corrected, or neither is known.
    """
    if report.status is not Status.CORRECTED:
        return None
    note = report.note or ""
    mentions = find_dates(note, Span(0, len(note)), report.published, report.language) if note else ()
    days = [mention.value for mention in mentions if mention.value and len(mention.value) == len("2026-03-20")]
    return date.fromisoformat(days[0]) if days else report.published


def find_time_range(question: str, today: date, shelf: ShelfDates) -> TimeRange | None:
    """Give the publication dates that a question asks for, or None where it asks for none or the shelf has none there.

    `today` is when the question is asked: “last week” and a month without its year count back from it. Time words are
    read in English; “since”, “last week” and “in the last three days” in five languages more. “The correction” is the
    newest one on the shelf: before it are the days before that of its note, after it that day and later. An inferred
    range does not leave out reports without a date.
    """
    text = question[:LONGEST]
    try:
        found = (
            find_around_correction(text, shelf)
            or find_published(text, today)
            or find_between(text, today)
            or find_bounded(text, today)
            or find_counted(text, today)
            or find_since(text, today)
            or find_early(text, today)
        )
    except OverflowError:
        return None  # before the year 1
    return found if found is not None and is_useful(found, shelf) else None


def is_useful(found: TimeRange, shelf: ShelfDates) -> bool:
    """Whether the range meets the shelf's span and leaves something of it out."""
    if shelf.oldest is None or shelf.newest is None:
        return False
    if (found.since and found.since > shelf.newest) or (found.until and found.until < shelf.oldest):
        return False
    begins_inside = found.since is not None and found.since >= shelf.oldest.replace(day=1)
    return begins_inside or (found.until is not None and found.until < shelf.newest)


def find_around_correction(text: str, shelf: ShelfDates) -> TimeRange | None:
    """Read “before the correction” and “after it was corrected”."""
    found = CORRECTION.search(text)
    if found is None or not shelf.corrections:
        return None
    day = max(shelf.corrections)
    if found["lead"].lower() in ("after", "since", "following"):
        return TimeRange(day, None, found.group())
    return TimeRange(None, day - timedelta(days=1), found.group())


def find_published(text: str, today: date) -> TimeRange | None:
    """Read “in reports from March” and “published on 12 March”: the days of what is named, both ends of it."""
    for found in PUBLISHED.finditer(text):
        moment = read_moment(text, found.end(), today, free=True)
        if moment is not None:
            joined = JOINED.match(text, moment.end)
            last = read_moment(text, joined.end(), today, free=True) if joined else None
            end = last if last and last.last >= moment.first else moment
            return TimeRange(moment.first, end.last, text[found.start() : end.end])
    return None


def find_between(text: str, today: date) -> TimeRange | None:
    """Read “between 2 March and 10 March”; its end is a bound only where the question is about the reporting."""
    for found in BETWEEN.finditer(text):
        first = read_moment(text, found.end(), today, free=True)
        joined = JOINED.match(text, first.end) if first else None
        last = read_moment(text, joined.end(), today) if joined else None
        if first and last and first.first <= last.last:
            return TimeRange(
                first.first,
                last.last if is_about_reporting(text, found.start()) else None,
                text[found.start() : last.end],
            )
    return None


def find_bounded(text: str, today: date) -> TimeRange | None:
    """Read “since May”, “after 12 March”, “before June 2026” and “until Friday”."""
    for found in LEAD.finditer(text):
        lead = " ".join(found["lead"].lower().split())
        moment = read_moment(text, found.end(), today)
        if moment is None or (lead == "from" and not re.match(r"\son(?:wards?)?\b", text[moment.end :])):
            continue
        words = text[found.start() : moment.end]
        if lead in EARLY and AHEAD.search(text[: found.start()]):
            return None
        if lead in EARLY:
            return TimeRange(moment.last + timedelta(days=1) if lead == "after" else moment.first, None, words)
        if is_about_reporting(text, found.start()):
            is_outside = lead in ("before", "prior to", "earlier than")
            return TimeRange(None, moment.first - timedelta(days=1) if is_outside else moment.last, words)
    return None


def find_since(text: str, today: date) -> TimeRange | None:
    """Read “since” in a language other than English."""
    found = read_since(text, today)
    return TimeRange(found[0], None, found[1]) if found else None


def find_early(text: str, today: date) -> TimeRange | None:
    """Read “last week”, “this month” or “in the last three days” in a language other than English."""
    found = find_early_bound(text, today)
    return TimeRange(found[0], None, found[1]) if found else None


def is_about_reporting(text: str, at: int) -> bool:
    """Whether the question asks what was reported, and the time words say when that was.

    They do where they come first, and where no other clause begins between the reporting and them: not in “Who said
    that it was shut until Friday?”.
    """
    lead = text[:at]
    if AHEAD.search(lead) or INTENDED.search(lead) or LASTS.search(lead):
        return False
    if not lead.strip():
        return REPORTING.search(text) is not None
    told = list(REPORTING.finditer(lead))
    return bool(told) and CLAUSE.search(lead, told[-1].end()) is None


def find_counted(text: str, today: date) -> TimeRange | None:
    """Read “in the last three days”, “last week”, “this month” and “yesterday”."""
    if (found := FROM_NOW.search(text)) and (found["number"] or "the" in found.group().lower().split()):
        since = count_back(today, found["unit"].lower(), count_number(found["number"] or "one"))
        return TimeRange(since, None, found.group())
    found = CALENDAR.search(text)
    if found is None:
        return None
    if (found["which"] or found["day"]).lower() in ("this", "today") and (
        LASTING.search(text) or not HAPPENED.search(text)
    ):
        return None  # “Who is the mayor this year?” may be answered by any older report
    first, last = read_calendar(found, today)
    closed = last < today and re.search(rf"\b(?:{PAPERS}|reported|published|printed|written)\b", text, re.IGNORECASE)
    return TimeRange(first, last if closed else None, found.group())
