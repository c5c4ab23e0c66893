"""Hearing the other side: who contradicts a quotation often stands a sentence further, in a passage that matches less.

    evidence | what it claims | every sentence of the passages read that contradicts that | the best of each party

Nothing is added where nothing contradicts, so that most answers stay as they are.
"""

from collections.abc import Iterator, Sequence

from bot.answering.disputes.asked import find_asked_kind
from bot.answering.disputes.conflicts import find_conflict
from bot.answering.disputes.contention import is_disputable, may_side
from bot.answering.disputes.differences import ACROSS_MARGIN
from bot.answering.disputes.stances import hear_asked
from bot.answering.disputes.witnesses import Attribute, Claim, Reports, make_witness, make_witnesses, read_claim
from bot.answering.evidence import (
    Evidence,
    Sentence,
    find_twin,
    find_values,
    is_inside,
    make_evidence,
    rank_sentences,
    read_core,
    read_extract,
)
from bot.answering.widening import is_heading
from bot.languages.language import find_language
from index.searching import Hit

MOST_HEARD = 8
"""How many quotations a dispute may have in all."""

OTHERS_MARGIN = 0.5
"""How far below the best quotation the other side's sentence may score."""

LOOKED_AT = 80
"""How many sentences are looked at, best first."""


def hear_others(
    question: str, evidence: Sequence[Evidence], hits: Sequence[Hit], reports: Reports, attribute: Attribute
) -> tuple[Evidence, ...]:
    """Give the sentences that contradict the evidence, best first: one for each party, or value, not heard in it.

    With the evidence these are eight at the most.
    """
    by_value = find_asked_kind(question) is not None
    if not evidence or not (by_value or is_disputable(question)):
        return ()
    claims = [read_claim(question, each, reports) for each in make_witnesses(evidence, reports, attribute)]
    near = list_near(question, max(each.score for each in evidence), hits, reports)
    others = [
        read_claim(question, make_witness(make_evidence(each, reports), reports, attribute), reports)
        for each in near
        if (each.value is not None if by_value else may_side_of(question, each, reports))
    ]
    found = []
    for claim in sorted((each for each in others if each.side.sign or by_value), key=rank_claim):
        if len(claims) < MOST_HEARD and adds(claim, claims) and contradicts(question, claim, claims):
            claims.append(claim)
            found.append(claim.witness.evidence)
    return tuple(found)


def may_side_of(question: str, sentence: Sentence, reports: Reports) -> bool:
    """Whether a sentence found could take a side, in the language of its report."""
    extract = read_extract(sentence, reports)
    return may_side(question, extract.text, extract.language)


def rank_claim(claim: Claim) -> tuple[bool, int]:
    """Give the order in which claims are heard: who denies or claims it for themselves, then who denies, then the rest.

    What a denial answers shows only once it stands beside it, and there are always more who only repeat a charge.
    """
    return not claim.party.speaks or (claim.side.sign > 0 and not claim.side.claims_own), claim.side.sign


def contradicts(question: str, claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether a claim has a part in the dispute that it makes with these."""
    return any(each is claim for each in find_conflict(question, [*claims, claim]))


def list_near(question: str, best: float, hits: Sequence[Hit], reports: Reports) -> Iterator[Sentence]:
    """Give the sentences that are near enough to the best to be looked at, best first."""
    asked = hear_asked(question)
    for sentence in find_values(question, rank_sentences(hits), reports)[:LOOKED_AT]:
        same = find_language(read_extract(sentence, reports).language) is asked
        margin = OTHERS_MARGIN if same else OTHERS_MARGIN + ACROSS_MARGIN
        if sentence.score >= best - margin and not is_heading(read_core(sentence, reports)):
            yield sentence


def adds(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether a claim is a party's, or gives a value, that was not heard, in words that were not quoted."""
    quoted = [each.witness.evidence for each in claims]
    quote = claim.witness.evidence.quote
    if find_twin(quote, quoted) is not None or any(is_inside(quote, each) for each in quoted):
        return False
    if claim.value is not None:
        return not any(each.value is not None and each.value.agrees_with(claim.value) for each in claims)
    return claim.side.sign != 0 and not any(each.side.sign and each.party.is_same(claim.party) for each in claims)
