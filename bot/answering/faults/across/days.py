"""Dates across languages: each that a statement names is one that its quotations name or mean, by the calendar.

A day of the Solar Hijri calendar is the Gregorian one. What a statement names without its year is read as on the day on
which a quotation was published; a date that comes to no day, month or year passes nothing.
"""

from collections.abc import Iterator
from datetime import date

from bot.answering.answers import Quote
from bot.answering.faults.across.spoken import Spoken, hear_statement
from bot.answering.faults.days import FOREIGN_DATE
from bot.answering.faults.ground import Ground
from corpus.dates import DateMention, find_dates
from corpus.sentences import Span


def find_day_fault(statement: str, ground: Ground) -> str | None:
    """Say that a date of the statement is not one of its quotations', or None."""
    spoken = hear_statement(statement)
    known = {value for quote in ground.quotes for value in list_values(quote)}
    known = known or {
        mention.value for mention in list_mentions(hear_statement(ground.question), None) if mention.value
    }
    readings = [list_mentions(spoken, quote.source.published) for quote in ground.quotes]
    for mentions in zip(*readings, strict=True):
        values = {mention.value for mention in mentions}
        if not any(value and each.startswith(value) for value in values for each in known):
            return FOREIGN_DATE
    return None


def list_values(quote: Quote) -> Iterator[str]:
    """Give the ISO values of a quotation's dates."""
    yield from (named.value for named in quote.dates if named.value)
    text = quote.text
    mentions = find_dates(text, Span(0, len(text)), quote.source.published, quote.source.language)
    yield from (mention.value for mention in mentions if mention.value)


def list_mentions(spoken: Spoken, published: date | None) -> tuple[DateMention, ...]:
    """Give the dates that a text names."""
    return find_dates(spoken.text, Span(0, len(spoken.text)), published, spoken.language)
