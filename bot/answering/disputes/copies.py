"""How many reports say a quotation's words, and how many of those are no copies of another.

A copy shows by its words, or was called one by an editor; its sentences may then be edited.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.answering.disputes.witnesses import Witness
from corpus.duplicates import same_fact, same_wording
from corpus.reports import Report
from corpus.sentences import split_sentences

WORD = re.compile(r"[^\W\d_]{4,}")
"""A word of some length, as it stands: copies keep the case of those."""

TELLING = 6
"""How many of a sentence's longest words a report must have before it is looked through for a copy."""

AROUND = 200
"""In characters: how much longer than the sentence a copy of it may be, on either side of a word that both have."""


def find_copies(witness: Witness, reports: Mapping[tuple[str, int], Report]) -> frozenset[str]:
    """Give the ids of the reports that have the sentence in the same words, its own among them."""
    core, own = witness.core_text, reports[witness.place]
    others = [report for report in reports.values() if report.id != own.id]
    copies = {report.id for report in others if has_copy(core, report.body) or has_edited_copy(core, own, report)}
    return frozenset({own.id} | copies)


def has_edited_copy(sentence: str, own: Report, other: Report) -> bool:
    """Whether a report that was called a copy of another's, or of the same one, has its sentence however edited."""
    if own.origin != other.origin:
        return False
    return any(same_fact(sentence, span.text_of(other.body)) for span in split_sentences(other.body))


def has_copy(sentence: str, body: str) -> bool:
    """Whether a body has a sentence in the same words."""
    telling = sorted(set(WORD.findall(sentence)), key=len)[-TELLING:]
    if not telling or not all(word in body for word in telling):
        return False
    reach = len(sentence) + AROUND
    return any(
        same_wording(sentence, span.text_of(around))
        for found in re.finditer(re.escape(telling[-1]), body)
        for around in [body[max(0, found.start() - reach) : found.end() + reach]]
        for span in split_sentences(around)
        if telling[-1] in span.text_of(around)
    )


def count_origins(copies: Sequence[frozenset[str]], reports: Iterable[Report] = ()) -> int:
    """Give how many independent reports stand behind quotations, of which each is given with its copies.

    Those of `reports` that were called copies count with what they are copies of.
    """
    called = {report.id: report.origin for report in reports}
    origins: list[frozenset[str]] = []
    for group in (frozenset(called.get(report_id, report_id) for report_id in each) for each in copies):
        joined = [each for each in origins if each & group]
        origins = [each for each in origins if not each & group] + [group.union(*joined)]
    return len(origins)
