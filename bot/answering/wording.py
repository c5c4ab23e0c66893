"""How an answer is put into words wherever it is shown: what a refusal says, and how numbers, dates and voices read."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.answering.answers import Citation, Dropped, QuotedDate, Source, Stance
from corpus.reports import Status

REFUSED = "The reports on this shelf do not answer that."
NEAREST = "These passages come nearest, but they do not answer it:"
POSITIONS = "The reports disagree. Each position stands here in its own words:"
FOUND_EXACT = "These words stand in the reports, exactly as you wrote them:"
FOUND_ALTERED = "These words do not stand in the reports in this form. The nearest wording is:"
FOUND_ABSENT = "These words stand in no report on this shelf."
NO_OUTLET = "outlet not named"
CORRECTED = "corrected"
WITHDRAWN = "withdrawn"

STANCES = {
    Stance.CLAIMS: "claims",
    Stance.DENIES: "denies",
    Stance.BLAMES: "blames",
    Stance.SUSPECTS: "suspects",
    Stance.REPORTS: "reports",
    Stance.DECLINES: "declines to say",
}

STANDING = {Status.CURRENT: "", Status.CORRECTED: CORRECTED, Status.WITHDRAWN: WITHDRAWN}


def format_count(number: int, noun: str, plural: str | None = None) -> str:
    """Give “1 report” or “2,000 reports”."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def format_numbers(numbers: Iterable[int]) -> str:
    """Give citation numbers as they stand in the text: “[1][3]”."""
    return "".join(f"[{number}]" for number in numbers)


def format_date(day: date | None) -> str:
    """Give “2 June 2022”, or say that the report has no date."""
    return f"{day.day} {day:%B %Y}" if day else "undated"


def format_page(page: int | None) -> str:
    """Give “page 3”, or nothing."""
    return f"page {page}" if page is not None else ""


def format_voice(speaker: str | None, source: Source) -> str:
    """Say whose words they are: “Ms Rao, quoted by The Example”, or the outlet's own voice."""
    outlet = source.publisher or NO_OUTLET
    return f"{speaker}, quoted by {outlet}" if speaker else outlet


def format_quoted_date(quoted: QuotedDate) -> str:
    """Say which day, month or year a date in a quotation means, or that it is unclear."""
    return f"“{quoted.text}”: {format_moment(quoted.value) if quoted.value else 'date unclear'}"


def format_moment(value: str) -> str:
    """Write an ISO day, month or year for people: “Thu 2 June 2022”, “June 2022”, “2022”."""
    match value.count("-"):
        case 2:
            day = date.fromisoformat(value)
            return f"{day:%a} {format_date(day)}"
        case 1:
            return f"{date.fromisoformat(value + '-01'):%B %Y}"
        case _:
            return value


def format_dropped(dropped: Sequence[Dropped]) -> str:
    """Say how many things were taken out of an answer, and why."""
    reasons = "; ".join(dict.fromkeys(each.reason for each in dropped))
    return f"{format_count(len(dropped), 'passage')} left out: {reasons}."


def format_source(citation: Citation) -> str:
    """Give the source line in plain words: who, where, when, page, what relative dates mean, link, and a correction."""
    quote, source = citation.quote, citation.quote.source
    items = (
        format_voice(quote.speaker, source),
        source.title,
        format_date(source.published),
        format_page(quote.page),
        *map(format_quoted_date, quote.dates),
        source.url or "",
        STANDING[source.status],
    )
    return " · ".join(filter(None, items))
