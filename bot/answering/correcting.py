"""Correcting a question that takes for granted what nobody says: the denial is quoted first.

question | premise | sentences of the reports read | correction | its denials as evidence
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answering.answers import Quote
from bot.answering.disputes.witnesses import Attribute
from bot.answering.evidence import MOST_QUOTES, Evidence, is_inside
from bot.answering.premises import ReadSentence, check_premise, find_premise, read_sentences
from bot.answering.widening import widen
from corpus.reports import Report
from index.searching import Hit

MOST_DENIALS = 2


@dataclass(frozen=True, slots=True)
class Denied:
    """What to say before the answer, and the quotations that it rests on, best first; at least one."""

    notice: str
    denials: tuple[Evidence, ...]


def correct_premise(
    question: str, hits: Sequence[Hit], reports: Mapping[tuple[str, int], Report], attribute: Attribute
) -> Denied | None:
    """Give the correction of a question whose premise nothing read supports and something contradicts; else None.

    Only denials in the passages found count, since only those may be quoted.
    """
    premise = find_premise(question)
    if premise is None:
        return None
    correction = check_premise(premise, read_sentences(reports.values(), attribute))
    denials: list[Evidence] = []
    for sentence in correction.denials if correction else ():
        denial = make_denial(sentence, hits)
        if denial and len(denials) < MOST_DENIALS and not any(is_inside(denial.quote, each) for each in denials):
            denials.append(denial)
    return Denied(correction.notice, tuple(denials)) if correction and denials else None


def make_denial(sentence: ReadSentence, hits: Sequence[Hit]) -> Evidence | None:
    """Give the quotation that a denial makes, with as much around it as it needs; None where it was not found."""
    report = sentence.report
    for hit in hits:
        passage = hit.passage
        if (passage.report_id, passage.version) == (report.id, report.version) and sentence.span in passage.sentences:
            span = widen(report.body, passage, passage.sentences.index(sentence.span))
            return Evidence(Quote.cut(report, span.start, span.end), hit.score, passage, sentence.span)
    return None


def put_first(denials: Sequence[Evidence], evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Give the denials and then the other evidence that shares no words with them, as many as an answer shows."""
    rest = [each for each in evidence if not any(is_inside(each.quote, denial) for denial in denials)]
    return (*denials, *rest)[:MOST_QUOTES]
