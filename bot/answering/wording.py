"""How an answer is put into words wherever it is shown: what a refusal says, and how dates, voices and sources read.

Every function takes the speech in which it is said, English where none is given: so the JSON of the terminal is.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from bot.answering.answers import Answer, Citation, Dropped, Position, Quote, QuotedDate, Refusal, Spent, Stance
from bot.answering.reason_wording import is_passage_reason
from bot.answering.translations.wording import TRANSLATIONS, is_translation_reason
from bot.languages.language import Language
from bot.languages.speech import ENGLISH, Speech
from corpus.reports import Status
from corpus.worded import format_english_day

REFUSED = "The reports on this shelf do not answer that."
NEAREST = "These passages come nearest, but they do not answer it:"
POSITIONS = "The reports disagree. Each position stands here in its own words:"
UNHEARD = "Not heard from in these reports: {names}."
MISSING = "No report read has: {names}."
SPENT_BY_ONE = "Quotations alone: your share of the language model for today is used up, until {until}."
SPENT_BY_ALL = "Quotations alone: everybody’s share of the language model for today is used up, until {until}."
TIME = "{day}, {time} UTC"
AS_OF = "As of {day}, the newest report quoted."
NEWEST = "newest"
LEFT_OUT = "{what} left out: {reasons}."
UNDERSTOOD = "Understood as: {question}"
NO_OUTLET = "outlet not named"
CORRECTED = "corrected"
WITHDRAWN = "withdrawn"
PAGE = "page {page}"
QUOTED_BY, ACCORDING_TO = "quoted by {outlet}", "according to {name}"
MEANING, UNCLEAR = "“{words}”: {meaning}", "date unclear"

REPORTS, ORIGINS = ("{count} report", "{count} reports"), ("{count} origin", "{count} origins")
STATEMENTS, PASSAGES = ("{count} statement", "{count} statements"), ("{count} passage", "{count} passages")

STANCES = {
    Stance.CLAIMS: ("{party} claims", "{party} claim"),
    Stance.DENIES: ("{party} denies", "{party} deny"),
    Stance.BLAMES: ("{party} lays blame", "{party} lay blame"),
    Stance.SUSPECTS: ("{party} voices suspicion", "{party} voice suspicion"),
    Stance.REPORTS: ("{party} reports", "{party} report"),
    Stance.DECLINES: ("{party} declines to say", "{party} decline to say"),
}
"""What one party does, and what several people do. Translations name it in a way that has no number and no gender."""

SEVERAL = re.compile(
    r"(?:[Tt]he |[Ss]ome |[Ss]everal |[Mm]any |[Mm]ost )?"
    r"(?:[Pp]olice|[Aa]uthorities|officials|sources|witnesses|residents|people)\b(?![’'])"
    r"|(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]everal|[Mm]any) [a-z]"
)

MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)", re.IGNORECASE)

OPENING_WORD = re.compile(r"[\u2066-\u2068]*(?P<word>[^\W\d_]+)")
"""The word that a name begins with, behind what keeps the name apart from the direction of its line."""

STANDING = {Status.CURRENT: "", Status.CORRECTED: CORRECTED, Status.WITHDRAWN: WITHDRAWN}


def format_count(number: int, noun: str, plural: str | None = None) -> str:
    """Give “1 report” or “2,000 reports” in English."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def format_date(day: date | None) -> str:
    """Give “2 June 2022” in English, or say that the report has no date."""
    return format_english_day(day) if day else "undated"


def format_numbers(numbers: Iterable[int]) -> str:
    """Give citation numbers as they stand in the text: “[1][3]”."""
    return "".join(f"[{number}]" for number in numbers)


def format_page(page: int | None, speech: Speech = ENGLISH) -> str:
    """Give “page 3”, or nothing."""
    return speech.say(PAGE, page=page) if page is not None else ""


def open_name(name: str) -> str:
    """Give somebody's name as a line begins with it: “a senior official” with a capital, “eBay” as it is."""
    found = OPENING_WORD.match(name)
    if found is None or not found["word"].islower():
        return name
    at = found.start("word")
    return name[:at] + name[at].upper() + name[at + 1 :]


def format_voice(quote: Quote, speech: Speech = ENGLISH, *, opens: bool = False) -> str:
    """Say whose words they are: “Ms Rao, minister, according to ISNA, quoted by The Example”, or the outlet alone.

    Every name stands once: an outlet that the words came through itself, or that speaks itself, is not said to quote
    itself. With `opens`, a line begins with it. An outlet's name stands as the outlet writes it.
    """
    outlet = quote.source.publisher or speech.say(NO_OUTLET)
    relay = [name for name in quote.relay if not _is_same_name(name, outlet, quote.speaker)]
    through = [speech.say(ACCORDING_TO, name=name) for name in relay]
    if quote.speaker and not _is_same_name(quote.speaker, outlet):
        said = [*filter(None, (quote.speaker, quote.role)), *through]
    else:
        said = [*relay[:1], *through[1:]]
    if not said:
        return speech.isolate(outlet)
    first = open_name(said[0]) if opens else said[0]
    return speech.join([first, *said[1:], speech.say(QUOTED_BY, outlet=outlet)])


def format_quoted_dates(quote: Quote, speech: Speech = ENGLISH) -> list[str]:
    """Say, once each, which day, month or year the dates in a quotation mean, or that they are unclear.

    A date that already says its year and month in letters needs no explanation, but in another calendar.
    """
    told = [each for each in quote.dates if speech.language is Language.PERSIAN or not _is_plain(each)]
    return list(dict.fromkeys(format_quoted_date(each, speech) for each in told))


def format_quoted_date(quoted: QuotedDate, speech: Speech = ENGLISH) -> str:
    """Say which day, month or year a date in a quotation means, or that it is unclear."""
    meaning = format_moment(quoted.value, speech) if quoted.value else speech.say(UNCLEAR)
    return speech.say(MEANING, words=quoted.text, meaning=meaning)


def format_moment(value: str, speech: Speech = ENGLISH) -> str:
    """Write an ISO day, month or year for people: “Thu 2 June 2022”, “June 2022”, “2022”."""
    match value.count("-"):
        case 2:
            return speech.format_full_day(date.fromisoformat(value))
        case 1:
            return speech.format_month(date.fromisoformat(value + "-01"))
        case _:
            return speech.format_digits(value)


def format_position(position: Position, cited: Iterable[Citation], speech: Speech = ENGLISH) -> str:
    """Say what a party does, with its citations: “The guild denies [1][2] (4 reports, 1 origin; newest)”."""
    party = speech.say(NO_OUTLET) if position.party == NO_OUTLET else position.party
    stance = speech.say(choose_stance(position), party=party)
    return " ".join(filter(None, (stance, format_numbers(position.citations), format_noted(position, cited, speech))))


def format_noted(position: Position, cited: Iterable[Citation], speech: Speech = ENGLISH) -> str:
    """Give what is to be known of a position: “(4 reports, 1 origin; newest; corrected)”, or nothing."""
    numbers = set(position.citations)
    corrected = any(each.quote.source.status is Status.CORRECTED for each in cited if each.number in numbers)
    origins = speech.join([speech.count(*REPORTS, position.reports), speech.count(*ORIGINS, position.origins)])
    marks = (
        origins if position.reports > 1 else "",
        speech.say(NEWEST) if position.newest else "",
        speech.say(CORRECTED) if corrected else "",
    )
    noted = speech.join(filter(None, marks), ";")
    return f"({noted})" if noted else ""


def choose_stance(position: Position) -> str:
    """Give the sentence of what a party does: “the guild denies”, but “police in Sallow Reach deny”."""
    one, several = STANCES[position.stance]
    return several if SEVERAL.match(position.party) else one


def format_unheard(parties: Sequence[str], speech: Speech = ENGLISH) -> str:
    """Name the parties to a dispute that no quotation comes from, or give nothing."""
    return speech.say(UNHEARD, names=tuple(parties)) if parties else ""


def format_missing(words: Sequence[str], speech: Speech = ENGLISH) -> str:
    """Name what a question asks about and no report read has, or give nothing."""
    return speech.say(MISSING, names=tuple(words)) if words else ""


def format_as_of(day: date | None, speech: Speech = ENGLISH) -> str:
    """Say of which day the newest report quoted is, or give nothing."""
    return speech.say(AS_OF, day=day) if day else ""


def format_spent(spent: Spent | None, speech: Speech = ENGLISH) -> str:
    """Say that no language model worded an answer since the day's tokens are spent, and until when, or give nothing."""
    if spent is None:
        return ""
    time = speech.format_digits(f"{spent.until:%H:%M}")
    until = speech.say(TIME, day=spent.until.date(), time=time)
    return speech.say(SPENT_BY_ALL if spent.by_everybody else SPENT_BY_ONE, until=until)


def format_understood(record: Answer | Refusal, speech: Speech = ENGLISH) -> str:
    """Say how a question was understood that did not stand alone; nothing for one that was taken as it was asked."""
    understood = record.receipt.understood_as
    return speech.say(UNDERSTOOD, question=understood) if understood and understood != record.question.text else ""


def format_dropped(dropped: Sequence[Dropped], speech: Speech = ENGLISH) -> str:
    """Say how many passages, statements and translations were taken out of an answer, and why."""
    passages = [each for each in dropped if is_passage_reason(each.reason)]
    translations = [each for each in dropped if is_translation_reason(each.reason)]
    statements = [each for each in dropped if each not in passages and each not in translations]
    return " ".join(
        speech.say(
            LEFT_OUT,
            what=speech.count(*counted, len(group)),
            reasons=speech.join(dict.fromkeys(speech.say(each.reason) for each in group), ";"),
        )
        for group, counted in ((statements, STATEMENTS), (passages, PASSAGES), (translations, TRANSLATIONS))
        if group
    )


def format_standing(status: Status, speech: Speech = ENGLISH) -> str:
    """Say that a report is corrected or withdrawn; nothing for one that is neither."""
    return speech.say(STANDING[status]) if STANDING[status] else ""


def format_source(citation: Citation, standing: str | None = None, speech: Speech = ENGLISH) -> str:
    """Give the source line in plain words: who, where, when, page, what relative dates mean, link, and its standing.

    `standing` takes the place of how the report stands today.
    """
    quote, source = citation.quote, citation.quote.source
    items = (
        format_voice(quote, speech, opens=True),
        speech.isolate(source.title),
        speech.format_day(source.published),
        format_page(quote.page, speech),
        *format_quoted_dates(quote, speech),
        speech.isolate(source.url or ""),
        format_standing(source.status, speech) if standing is None else standing,
    )
    return " · ".join(filter(None, items))


def _is_same_name(name: str, *others: str | None) -> bool:
    return name.casefold() in {other.casefold() for other in others if other}


def _is_plain(quoted: QuotedDate) -> bool:
    if quoted.value is None:
        return False
    year, _, rest = quoted.value.partition("-")
    return year in quoted.text and (not rest or MONTH.search(quoted.text) is not None)
