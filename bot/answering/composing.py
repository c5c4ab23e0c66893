"""Composing an answer out of quotations alone: the composer that needs no language model.

Each statement is a quotation and cites it. Nothing is worded, so nothing can be worded wrongly.
"""

from collections.abc import Sequence

from bot.answering.answers import Citation, Statement
from bot.answering.evidence import Evidence


def compose_extract(evidence: Sequence[Evidence]) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Give one statement for each quotation, in the order given, and their citations numbered from 1."""
    citations = number_citations(evidence)
    return tuple(Statement(each.quote.text, (each.number,)) for each in citations), citations


def number_citations(evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    """Give the quotations numbered from 1 in their order."""
    return tuple(Citation(number, each.quote) for number, each in enumerate(evidence, 1))
