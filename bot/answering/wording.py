"""How an answer is put into words wherever it is shown: what a refusal says, and how numbers, dates and voices read."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from bot.answering.answers import Answer, Citation, Dropped, Position, Quote, QuotedDate, Refusal, Spent, Stance
from corpus.reports import Status

REFUSED = "The reports on this shelf do not answer that."
NEAREST = "These passages come nearest, but they do not answer it:"
POSITIONS = "The reports disagree. Each position stands here in its own words:"
UNHEARD = "Not heard from in these reports: {}."
MISSING = "No report read has: {}."
SPENT = "Quotations alone: {whose} of the language model for today is used up, until {until}."
AS_OF = "As of {}, the newest report quoted."
NEWEST = "newest"
LEFT_OUT = "{} left out: {}."
NO_OUTLET = "outlet not named"
CORRECTED = "corrected"
WITHDRAWN = "withdrawn"

STANCES = {
    Stance.CLAIMS: ("claims", "claim"),
    Stance.DENIES: ("denies", "deny"),
    Stance.BLAMES: ("lays blame", "lay blame"),
    Stance.SUSPECTS: ("voices suspicion", "voice suspicion"),
    Stance.REPORTS: ("reports", "report"),
    Stance.DECLINES: ("declines to say", "decline to say"),
}
"""What one party does, and what several people do."""

SEVERAL = re.compile(
    r"(?:[Tt]he |[Ss]ome |[Ss]everal |[Mm]any |[Mm]ost )?"
    r"(?:[Pp]olice|[Aa]uthorities|officials|sources|witnesses|residents|people)\b(?![’'])"
    r"|(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]everal|[Mm]any) [a-z]"
)

PASSAGE_REASONS = ("the same words as", "its report does not stand", "its words are not those")
"""How the reasons begin for which a quotation is left out; for any other, what was left out is a statement."""

MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)", re.IGNORECASE)

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


def format_voice(quote: Quote) -> str:
    """Say whose words they are: “Ms Rao, minister, according to ISNA, quoted by The Example”, or the outlet alone.

    Every name stands once: an outlet that the words came through itself, or that speaks itself, is not said to quote
    itself.
    """
    outlet = quote.source.publisher or NO_OUTLET
    relay = [name for name in quote.relay if not _is_same_name(name, outlet, quote.speaker)]
    if quote.speaker and not _is_same_name(quote.speaker, outlet):
        speaker = ", ".join(filter(None, (quote.speaker, quote.role)))
        return ", ".join([speaker, *(f"according to {name}" for name in relay), f"quoted by {outlet}"])
    return f"{', according to '.join(relay)}, quoted by {outlet}" if relay else outlet


def format_quoted_dates(quote: Quote) -> list[str]:
    """Say, once each, which day, month or year the dates in a quotation mean, or that they are unclear.

    A date that already says its year and month in letters needs no explanation.
    """
    return list(dict.fromkeys(format_quoted_date(each) for each in quote.dates if not _is_plain(each)))


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


def format_position(position: Position, cited: Iterable[Citation]) -> str:
    """Say what a party does, with its citations: “denies [1][2] (4 reports, 1 origin; newest; corrected)”."""
    stance = f"{format_stance(position)} {format_numbers(position.citations)}"
    return " ".join(filter(None, (stance, format_noted(position, cited))))


def format_noted(position: Position, cited: Iterable[Citation]) -> str:
    """Give what is to be known of a position: “(4 reports, 1 origin; newest; corrected)”, or nothing."""
    numbers = set(position.citations)
    corrected = any(each.quote.source.status is Status.CORRECTED for each in cited if each.number in numbers)
    origins = f"{format_count(position.reports, 'report')}, {format_count(position.origins, 'origin')}"
    marks = (origins if position.reports > 1 else "", NEWEST if position.newest else "", CORRECTED if corrected else "")
    noted = "; ".join(filter(None, marks))
    return f"({noted})" if noted else ""


def format_stance(position: Position) -> str:
    """Say what a party does: “the guild denies”, but “police in Sallow Reach deny”."""
    one, several = STANCES[position.stance]
    return several if SEVERAL.match(position.party) else one


def format_unheard(parties: Sequence[str]) -> str:
    """Name the parties to a dispute that no quotation comes from, or give nothing."""
    return UNHEARD.format(", ".join(parties)) if parties else ""


def format_missing(words: Sequence[str]) -> str:
    """Name what a question asks about and no report read has, or give nothing."""
    return MISSING.format(", ".join(words)) if words else ""


def format_as_of(day: date | None) -> str:
    """Say of which day the newest report quoted is, or give nothing."""
    return AS_OF.format(format_date(day)) if day else ""


def format_spent(spent: Spent | None) -> str:
    """Say that no language model worded an answer since the day's tokens are spent, and until when, or give nothing."""
    if spent is None:
        return ""
    whose = "everybody’s share" if spent.by_everybody else "your share"
    return SPENT.format(whose=whose, until=f"{format_date(spent.until.date())}, {spent.until:%H:%M} UTC")


def format_understood(record: Answer | Refusal) -> str:
    """Say how a question was understood that did not stand alone; nothing for one that was taken as it was asked."""
    understood = record.receipt.understood_as
    return f"Understood as: {understood}" if understood and understood != record.question.text else ""


def format_dropped(dropped: Sequence[Dropped]) -> str:
    """Say how many passages and how many statements were taken out of an answer, and why."""
    passages = [each for each in dropped if each.reason.startswith(PASSAGE_REASONS)]
    statements = [each for each in dropped if each not in passages]
    return " ".join(
        LEFT_OUT.format(format_count(len(group), noun), "; ".join(dict.fromkeys(each.reason for each in group)))
        for group, noun in ((statements, "statement"), (passages, "passage"))
        if group
    )


def format_source(citation: Citation, standing: str | None = None) -> str:
    """Give the source line in plain words: who, where, when, page, what relative dates mean, link, and its standing.

    `standing` takes the place of how the report stands today.
    """
    quote, source = citation.quote, citation.quote.source
    items = (
        format_voice(quote),
        source.title,
        format_date(source.published),
        format_page(quote.page),
        *format_quoted_dates(quote),
        source.url or "",
        STANDING[source.status] if standing is None else standing,
    )
    return " · ".join(filter(None, items))


def _is_same_name(name: str, *others: str | None) -> bool:
    return name.casefold() in {other.casefold() for other in others if other}


def _is_plain(quoted: QuotedDate) -> bool:
    if quoted.value is None:
        return False
    year, _, rest = quoted.value.partition("-")
    return year in quoted.text and (not rest or MONTH.search(quoted.text) is not None)
