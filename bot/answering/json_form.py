"""The JSON objects that `onrecord … --json` prints: the outside form of answers and reports.

People's scripts read them, so a name or a meaning here changes only with the major version.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.answering.answers import Answer, Citation, Mode, Position, Receipt, Refusal, Statement, Translation
from bot.answering.layout import number_quotes
from bot.answering.lookups.finding import Finding, PastQuote, Verdict
from bot.answering.receipts import Explanation, ReportRead
from bot.answering.wording import REFUSED, format_missing, format_numbers, format_position, format_unheard
from corpus.reports import Report

if TYPE_CHECKING:
    from corpus.catalogue import Listing

Json = dict[str, Any]

CURRENT, EARLIER, WITHDRAWN = "current", "earlier", "withdrawn"


def make_answer_json(record: Answer | Refusal) -> Json:
    """Give the object of `ask --json`; a refusal has `nearest` where an answer has `citations`.

    `notice` and `as_of` are null where there is nothing to say, `unheard` and `missing` are empty.
    """
    answer = record if isinstance(record, Answer) else None
    return {
        "id": record.id,
        "question": record.question.text,
        "status": record.status.value,
        "mode": (answer.mode if answer else Mode.EXTRACTIVE).value,
        "text": format_answer(record),
        "statements": [_make_statement_json(each) for each in answer.statements] if answer else [],
        "positions": [_make_position_json(each) for each in answer.positions] if answer else [],
        "citations": make_citations_json(answer.citations, answer.translations) if answer else [],
        "nearest": make_citations_json(record.nearest, record.translations) if isinstance(record, Refusal) else [],
        "dropped": [{"text": each.text, "reason": each.reason} for each in record.receipt.dropped],
        "took_ms": _add_up(record.receipt),
        "notice": answer.notice if answer else None,
        "unheard": list(answer.unheard) if answer else [],
        "missing": list(record.missing) if isinstance(record, Refusal) else [],
        "as_of": _make_day(answer.as_of) if answer else None,
    }


def format_answer(record: Answer | Refusal) -> str:
    """Give the answer as lines of plain text: a notice, statements, positions and who is not heard from.

    Statements and positions have their numbers. A refusal says that it is one, and what is missing.
    """
    if isinstance(record, Refusal):
        return "\n".join(filter(None, (REFUSED, format_missing(record.missing))))
    lines = (
        record.notice,
        *(f"{each.text} {format_numbers(each.citations)}" for each in record.statements),
        *(format_position(each, record.citations) for each in record.positions),
        format_unheard(record.unheard),
    )
    return "\n".join(filter(None, lines))


def make_explanation_json(explanation: Explanation) -> Json:
    """Give the object of `why --json`; `start` and `end` are offsets as in a citation, `digest` is a whole sha256."""
    record, receipt = explanation.record, explanation.record.receipt
    return {
        "id": record.id,
        "question": record.question.text,
        "understood_as": receipt.understood_as,
        "since": _make_day(record.question.since),
        "until": _make_day(record.question.until),
        "publisher": record.question.publisher,
        "status": record.status.value,
        "support": receipt.support,
        "threshold": receipt.threshold,
        "reports": [_make_report_read_json(each) for each in explanation.reports],
        "dropped": [{"text": each.text, "reason": each.reason} for each in receipt.dropped],
        "embedding_model": receipt.model,
        "language_model": receipt.language_model,
        "tokens": receipt.tokens,
        "fallback": receipt.fallback,
        "untranslated": receipt.untranslated,
        "timings": [{"step": each.step, "ms": each.ms} for each in receipt.timings],
        "took_ms": _add_up(receipt),
    }


def make_citations_json(citations: Iterable[Citation], translations: Iterable[Translation] = ()) -> list[Json]:
    """Give the citations in order; `start` and `end` are offsets into the body of that version.

    `translation` is a language model's, of the quotation, or null: it is no part of the report.
    """
    made = {each.number: each for each in translations}
    return [_make_citation_json(each, made.get(each.number)) for each in citations]


def make_finding_json(quote: str, finding: Finding) -> Json:
    """Give the object of `find --json`; `citations` are all places when exact, the nearest one when altered.

    These and `status` are about what stands now. `standing` is “current” when the words are exact there, “withdrawn”
    or “earlier” when they stand exactly in a withdrawn report or a replaced version only (`past`), and null otherwise.
    """
    return {
        "quote": quote,
        "status": finding.verdict.value,
        "standing": _find_standing(finding),
        "citations": make_citations_json(number_quotes(finding.quotes)),
        "differences": [{"original": each.original, "quoted": each.quoted} for each in finding.differences],
        "past": [_make_past_json(number, each) for number, each in enumerate(finding.past, 1)],
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


def _make_citation_json(citation: Citation, translation: Translation | None = None) -> Json:
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
        "translation": _make_translation_json(translation) if translation else None,
    }


def _make_translation_json(translation: Translation) -> Json:
    return {"language": translation.language, "text": translation.text, "model": translation.model}


def _find_standing(finding: Finding) -> str | None:
    if finding.verdict is Verdict.EXACT:
        return CURRENT
    return min(map(_name_standing, finding.past), default=None)  # a replaced version of what stands says more


def _name_standing(past: PastQuote) -> str:
    return WITHDRAWN if past.is_withdrawn else EARLIER


def _make_past_json(number: int, past: PastQuote) -> Json:
    return _make_citation_json(Citation(number, past.quote)) | {
        "standing": _name_standing(past),
        "replaced": _make_day(past.replaced),
        "withdrawn": _make_day(past.withdrawn),
    }


def _make_report_read_json(report: ReportRead) -> Json:
    return {
        "report": report.id,
        "version": report.version,
        "title": report.title,
        "publisher": report.publisher,
        "published": _make_day(report.published),
        "digest": report.digest,
        "status": report.status.value,
        "note": report.note,
        "live_version": report.live_version,
        "quoted": report.quoted,
        "passages": [
            {"start": each.start, "end": each.end, "page": each.page, "used": each.used} for each in report.passages
        ],
    }


def _add_up(receipt: Receipt) -> float:
    return round(sum(timing.ms for timing in receipt.timings), 1)


def _make_day(day: date | None) -> str | None:
    return day.isoformat() if day else None
