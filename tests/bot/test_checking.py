"""Nothing goes out that is not the slice of a report that stands."""

from dataclasses import replace

import pytest

from bot.answering.answers import Dropped, Quote
from bot.answering.checking import NOT_A_SLICE, NOT_LIVE, check_evidence, find_fault
from bot.answering.composing import compose_extract, number_citations
from bot.answering.evidence import Evidence
from corpus.reports import Status
from corpus.sentences import Span
from index.passages import split_report
from tests.shelves import write_report

FERRY = write_report("ferry", "The ferry broke loose on Tuesday. Nobody was killed.")
REPORTS = {("ferry", 1): FERRY}
QUOTE = Quote.cut(FERRY, 0, 33)


def give_evidence(quote: Quote) -> Evidence:
    return Evidence(quote, 0.9, split_report(FERRY)[0], Span(quote.start, quote.end))


def test_a_right_quotation_is_kept():
    assert find_fault(QUOTE, FERRY) is None
    assert find_fault(QUOTE, replace(FERRY, status=Status.CORRECTED)) is None
    assert check_evidence([give_evidence(QUOTE)], REPORTS) == ((give_evidence(QUOTE),), ())


@pytest.mark.parametrize(
    ("quote", "report", "fault"),
    [
        (replace(QUOTE, text="The ferry broke loose on Tuesdax."), FERRY, NOT_A_SLICE),
        (replace(QUOTE, text=QUOTE.text.upper()), FERRY, NOT_A_SLICE),
        (replace(QUOTE, start=1, end=34), FERRY, NOT_A_SLICE),
        (replace(QUOTE, start=500, end=533), FERRY, NOT_A_SLICE),
        (QUOTE, replace(FERRY, body="A ferry broke loose on Tuesday. Nobody was killed."), NOT_A_SLICE),
        (QUOTE, replace(FERRY, status=Status.WITHDRAWN), NOT_LIVE),
        (QUOTE, None, NOT_LIVE),
    ],
    ids=["a changed letter", "capitals", "moved", "past the end", "changed report", "withdrawn report", "no report"],
)
def test_a_wrong_quotation_is_dropped_with_its_reason(quote, report, fault):
    reports = {("ferry", 1): report} if report else {}
    kept, dropped = check_evidence([give_evidence(quote), give_evidence(QUOTE)], reports)
    assert Dropped(quote.text, fault) in dropped
    assert give_evidence(quote) not in kept
    assert len(kept) + len(dropped) == 2


def test_a_quotation_of_another_version_is_dropped():
    replaced = {("ferry", 2): replace(FERRY, version=2)}
    assert check_evidence([give_evidence(QUOTE)], replaced) == ((), (Dropped(QUOTE.text, NOT_LIVE),))


def test_nothing_to_check_gives_nothing():
    assert check_evidence([], REPORTS) == ((), ())


def test_each_quotation_is_a_statement_that_cites_it():
    other = Quote.cut(FERRY, 34, 52)
    statements, citations = compose_extract([give_evidence(other), give_evidence(QUOTE)])
    assert [(each.text, each.citations) for each in statements] == [(other.text, (1,)), (QUOTE.text, (2,))]
    assert [(each.number, each.quote) for each in citations] == [(1, other), (2, QUOTE)]
    assert number_citations([]) == ()
