"""What else was read for a question and not quoted: the passages in the receipt that no quotation is taken from."""

from dataclasses import dataclass

from bot.answering.answers import Answer, Refusal
from bot.answering.receipts import list_citations, read_places
from corpus.sentences import Span

MOST = 12
"""So many are worth a look; what was read after them is far from the question."""


@dataclass(frozen=True, slots=True)
class Further:
    """A passage that was read: its report, the version, and its place in that version's body."""

    report_id: str
    version: int
    span: Span


def list_further(record: Answer | Refusal) -> list[Further]:
    """Give the passages that were read and hold nothing of what is quoted, the nearest to the question first."""
    quoted = [(each.quote.source.report_id, Span(each.quote.start, each.quote.end)) for each in list_citations(record)]
    read = [Further(*place.report, Span(place.start, place.end)) for place in read_places(record)]
    unquoted = [
        each
        for each in read
        if not any(report_id == each.report_id and span.overlaps(each.span) for report_id, span in quoted)
    ]
    return unquoted[:MOST]
