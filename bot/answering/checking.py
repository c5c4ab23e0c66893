"""Checking what is about to be shown against the catalogue: the last gate before an answer goes out.

A quotation is right when its words are the slice that it names, of a version that stands now.
"""

from collections.abc import Iterable, Mapping

from bot.answering.answers import Dropped, Quote
from bot.answering.evidence import Evidence
from bot.answering.reason_wording import NOT_A_SLICE, NOT_LIVE
from corpus.reports import Report


def check_evidence(
    evidence: Iterable[Evidence], reports: Mapping[tuple[str, int], Report]
) -> tuple[tuple[Evidence, ...], tuple[Dropped, ...]]:
    """Give the evidence that holds against these live versions, and what was dropped because it does not."""
    kept: list[Evidence] = []
    dropped: list[Dropped] = []
    for each in evidence:
        fault = find_fault(each.quote, reports.get((each.quote.source.report_id, each.quote.source.version)))
        if fault is None:
            kept.append(each)
        else:
            dropped.append(Dropped(each.quote.text, fault))
    return tuple(kept), tuple(dropped)


def find_fault(quote: Quote, report: Report | None) -> str | None:
    """Say what is wrong with a quotation, held against its version as it stands now (None: it does not); or None."""
    if report is None or not report.status.quotable:
        return NOT_LIVE
    if report.body[quote.start : quote.end] != quote.text:
        return NOT_A_SLICE
    return None
