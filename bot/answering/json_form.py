"""The JSON objects that `onrecord … --json` prints: the outside form of answers and reports.

People's scripts read them, so a name or a meaning here changes only with the major version.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.answering.answers import Answer, Citation, Position, Refusal, Statement
from bot.answering.finding import Finding
from bot.answering.layout import number_quotes
from bot.answering.wording import REFUSED, STANCES, format_numbers
from corpus.reports import Report

if TYPE_CHECKING:
    from corpus.catalogue import Listing

Json = dict[str, Any]

MODE = "extractive"  # no language model takes part in wording yet


def make_answer_json(record: Answer | Refusal) -> Json:
    """Give the object of `ask --json`; a refusal has `nearest` where an answer has `citations`."""
    answer = record if isinstance(record, Answer) else None
    return {
        "id": record.id,
        "question": record.question.text,
        "status": record.status.value,
        "mode": MODE,
        "text": format_answer(record),
        "statements": [_make_statement_json(each) for each in answer.statements] if answer else [],
        "positions": [_make_position_json(each) for each in answer.positions] if answer else [],
        "citations": make_citations_json(answer.citations) if answer else [],
        "nearest": make_citations_json(record.nearest) if isinstance(record, Refusal) else [],
        "dropped": [{"text": each.text, "reason": each.reason} for each in record.receipt.dropped],
        "took_ms": round(sum(timing.ms for timing in record.receipt.timings), 1),
    }


def format_answer(record: Answer | Refusal) -> str:
    """Give the answer as lines of plain text with its numbers: statements, then positions; or what a refusal says."""
    if isinstance(record, Refusal):
        return REFUSED
    return "\n".join(
        [f"{each.text} {format_numbers(each.citations)}" for each in record.statements]
        + [f"{each.party} {STANCES[each.stance]} {format_numbers(each.citations)}" for each in record.positions]
    )


def make_citations_json(citations: Iterable[Citation]) -> list[Json]:
    """Give the citations in order; `start` and `end` are offsets into the body of that version."""
    return [_make_citation_json(each) for each in citations]


def make_finding_json(quote: str, finding: Finding) -> Json:
    """Give the object of `find --json`; `citations` are all places when exact, the nearest one when altered."""
    return {
        "quote": quote,
        "status": finding.verdict.value,
        "citations": make_citations_json(number_quotes(finding.quotes)),
        "differences": [{"original": each.original, "quoted": each.quoted} for each in finding.differences],
    }


def make_report_json(report: "Report | Listing") -> Json:
    """Give one entry of `list --json`."""
    return {
        "id": report.id,
        "version": report.version,
        "title": report.title,
        "publisher": report.publisher,
        "author": report.author,
        "published": _make_day(report.published),
        "url": report.url,
        "language": report.language,
        "status": report.status.value,
        "note": report.note,
        "digest": report.digest,
        "words": report.words,
    }


def make_whole_report_json(report: Report) -> Json:
    """Give the object of `show --json`: the entry of the list, and the body that quotations are offsets into."""
    return make_report_json(report) | {"body": report.body}


def _make_statement_json(statement: Statement) -> Json:
    return {"text": statement.text, "citations": list(statement.citations)}


def _make_position_json(position: Position) -> Json:
    return {"party": position.party, "stance": position.stance.value, "citations": list(position.citations)}


def _make_citation_json(citation: Citation) -> Json:
    quote, source = citation.quote, citation.quote.source
    return {
        "number": citation.number,
        "quote": quote.text,
        "report": source.report_id,
        "version": source.version,
        "start": quote.start,
        "end": quote.end,
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "published": _make_day(source.published),
        "url": source.url,
        "page": quote.page,
        "speaker": quote.speaker,
        "dates": [{"text": each.text, "value": each.value} for each in quote.dates],
    }


def _make_day(day: date | None) -> str | None:
    return day.isoformat() if day else None
