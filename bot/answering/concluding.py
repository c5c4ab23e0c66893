"""Deciding: what was read becomes an answer of quotations, an answer that a model worded, a dispute, or a refusal.

reading, draft | supported? | what passed the checks, else quotations alone | citations | receipt | record
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date

from bot.answering.answers import Answer, Citation, Mode, Position, Receipt, Refusal, ReportUsed, Statement
from bot.answering.composing import compose_draft, compose_extract, number_citations
from bot.answering.drafting import Drafted
from bot.answering.readings import Reading, name_place

MOST_NEAREST = 3

Composed = tuple[tuple[Statement, ...], tuple[Position, ...], tuple[Citation, ...]]


def make_record(reading: Reading, drafted: Drafted | None = None) -> Answer | Refusal:
    """Give the answer where there is support for one, and the refusal with what comes nearest otherwise."""
    if not reading.is_supported:
        nearest = number_citations(reading.evidence[:MOST_NEAREST])
        return Refusal(
            make_id(), reading.question, nearest, make_receipt(reading, drafted, (), nearest), reading.missing
        )
    is_worded = drafted is not None and drafted.can_be_shown
    statements, positions, citations = compose(reading, drafted if is_worded else None)
    return Answer(
        make_id(),
        reading.question,
        statements,
        citations,
        make_receipt(reading, drafted, citations, citations),
        positions,
        notice=reading.notice,
        unheard=reading.dispute.unheard if reading.dispute else (),
        as_of=find_newest(citations),
        mode=Mode.MODEL if is_worded else Mode.EXTRACTIVE,
    )


def compose(reading: Reading, drafted: Drafted | None) -> Composed:
    """Give statements, positions and citations: a dispute's positions stand whatever a model makes of them."""
    if drafted is not None and drafted.checked is not None:
        dispute = reading.dispute
        return compose_draft(drafted.checked, drafted.sentences, dispute.positions if dispute else ())
    if reading.dispute:
        return (), reading.dispute.positions, reading.dispute.citations
    statements, citations = compose_extract(reading.evidence)
    return statements, (), citations


def make_receipt(
    reading: Reading, drafted: Drafted | None, used: tuple[Citation, ...], shown: Sequence[Citation]
) -> Receipt:
    """Write down how it came about."""
    checked = drafted.checked if drafted else None
    return Receipt(
        understood_as=reading.understood.text,
        passages_read=tuple(name_place(hit.passage) for hit in reading.hits),
        passages_used=tuple(map(name_place, reading.list_used(used))),
        dropped=(*(checked.dropped if checked else ()), *reading.dropped),
        timings=(*reading.timings, *(drafted.timings if drafted else ())),
        model=reading.model,
        support=reading.support,
        reports=list_reports(shown, reading.digests),
        language_model=drafted.model if drafted else None,
        tokens=drafted.tokens if drafted else 0,
        fallback=drafted.fallback if drafted else None,
        spent=drafted.spent if drafted else None,
        threshold=reading.threshold,
        since=reading.range.since if reading.range else None,
        until=reading.range.until if reading.range else None,
    )


def list_reports(shown: Sequence[Citation], digests: Mapping[tuple[str, int], str]) -> tuple[ReportUsed, ...]:
    """Give the report versions that the citations quote, in order of first use, with the digests of their originals."""
    places = dict.fromkeys((each.quote.source.report_id, each.quote.source.version) for each in shown)
    return tuple(ReportUsed(*place, digests[place]) for place in places)


def find_newest(citations: Sequence[Citation]) -> date | None:
    """Give the day on which the newest report quoted was published; None where none is known."""
    return max((day for each in citations if (day := each.quote.source.published)), default=None)


def make_id() -> str:
    """Give a new answer's id: 16 characters that are safe in links and buttons."""
    return secrets.token_urlsafe(12)
