"""How many reports say a quotation's words, and how many of those are no copies of another."""

import re
from collections.abc import Mapping, Sequence

from bot.answering.disputes.witnesses import Witness
from corpus.duplicates import same_wording
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
    core, own = witness.core_text, witness.place[0]
    copies = {report.id for report in reports.values() if report.id != own and has_copy(core, report.body)}
    return frozenset({own} | copies)


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


def count_origins(copies: Sequence[frozenset[str]]) -> int:
    """Give how many independent reports stand behind quotations, of which each is given with its copies."""
    origins: list[frozenset[str]] = []
    for group in copies:
        joined = [each for each in origins if each & group]
        origins = [each for each in origins if not each & group] + [group.union(*joined)]
    return len(origins)
