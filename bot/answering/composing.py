"""Composing an answer: out of quotations alone, or out of what is left of a language model's draft.

Without a model each statement is a quotation and cites it: nothing is worded, so nothing can be worded wrongly. With
one, the wording is the model's, and the quotations are those that it points at, copied by code.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.answering.answers import Citation, Position, Statement
from bot.answering.draft_checking import CheckedDraft
from bot.answering.evidence import Evidence
from bot.answering.prompts import NumberedSentence


def compose_extract(evidence: Sequence[Evidence]) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Give one statement for each quotation, in the order given, and their citations numbered from 1."""
    citations = number_citations(evidence)
    return tuple(Statement(each.quote.text, (each.number,)) for each in citations), citations


def number_citations(evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    """Give the quotations numbered from 1 in their order."""
    return tuple(Citation(number, each.quote) for number, each in enumerate(evidence, 1))


def compose_draft(
    checked: CheckedDraft, sentences: Sequence[NumberedSentence], dispute: Sequence[Position] = ()
) -> tuple[tuple[Statement, ...], tuple[Position, ...], tuple[Citation, ...]]:
    """Give statements, positions and the citations that they use, numbered from 1 in order of first use.

    The positions of a `dispute`, whose citations have the sentences' numbers, stand as they are; a model's own only
    where they are of two parties. What a position says in a sentence becomes a statement with the position's citations.
    """
    said = [(each.text, each.numbers) for each in checked.statements]
    said += [(each.text, each.numbers) for each in checked.positions if each.text]
    own = [Position(each.party, each.stance, each.numbers) for each in checked.positions]
    taken = dispute or (own if len({each.party for each in own}) > 1 else [])
    places = renumber([*(numbers for _, numbers in said), *(each.citations for each in taken)])
    quotes = {each.number: each.quote for each in sentences}
    return (
        tuple(Statement(text, move(numbers, places)) for text, numbers in said),
        tuple(replace(each, citations=move(each.citations, places)) for each in taken),
        tuple(Citation(place, quotes[number]) for number, place in places.items()),
    )


def move(numbers: Sequence[int], places: Mapping[int, int]) -> tuple[int, ...]:
    """Give the places of numbers."""
    return tuple(places[number] for number in numbers)


def renumber(groups: Iterable[Sequence[int]]) -> dict[int, int]:
    """Give each number its place in order of first use, counted from 1."""
    order = dict.fromkeys(number for numbers in groups for number in numbers)
    return {number: place for place, number in enumerate(order, 1)}
