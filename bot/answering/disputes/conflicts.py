"""Which claims contradict each other: the claims that make a dispute, or none.

Precision first: claims must be about what is asked, come from different parties, and exclude each other. One party
accuses and another denies or accuses somebody else; or two sources differ in a value
(`bot.answering.disputes.differences`).
"""

from collections.abc import Sequence
from itertools import combinations

from bot.answering.answers import Stance
from bot.answering.disputes.asked import find_asked_kind
from bot.answering.disputes.contention import (
    asks_about_blame,
    asks_who,
    covers,
    gather,
    is_disputable,
    is_english,
    measure_cover,
)
from bot.answering.disputes.differences import find_different_values, list_names
from bot.answering.disputes.parties import is_name, is_same_name, list_accused, list_doers
from bot.answering.disputes.witnesses import Claim
from bot.answering.tongues.hearing import find_tongue

CLAIM_MARGIN = 0.4
"""How far below the best claim's score an accusation may lie and still be about what is asked."""

LEAST_COVER = 0.34
"""The share of a question's words that an accusation in another language has to have to be about what is asked."""


def find_conflict(question: str, claims: Sequence[Claim]) -> list[Claim]:
    """Give the claims of a dispute in the order given; empty where they do not contradict each other."""
    if find_asked_kind(question) is not None:
        return find_different_values(question, claims)
    return find_opposed(question, claims) if is_disputable(question) else []


def find_opposed(question: str, claims: Sequence[Claim]) -> list[Claim]:
    """Give those that accuse, assert or deny what is asked, where two of them oppose each other.

    Who only asserts that something was done, and blames nobody, opposes nobody but those who deny it. Where no harm is
    asked about, nor whether something is so, only what is claimed and denied in so many words counts.
    """
    if asks_who(question) and not asks_about_blame(question):
        claims = [claim for claim in claims if claim.side.worded]
    best = max((claim.score for claim in claims), default=0.0)
    positive = [c for c in claims if c.side.sign > 0 and c.score >= best - CLAIM_MARGIN and is_on_topic(question, c)]
    negative = [c for c in claims if c.side.sign < 0 and answers_charge(question, c, positive)]
    if not any(not one.party.is_same(other.party) for one in positive for other in negative):
        negative, positive = [], [claim for claim in positive if asks_who(question) and list_blamed(claim)]
        if not asks_about_blame(question) or not any(
            accuse_differently(one, other) for one, other in combinations(positive, 2)
        ):
            return []
    silent = [c for c in claims if c.side.stance is Stance.DECLINES and covers(question, c.text, c.language)]
    sides = [*positive, *negative, *silent]
    return [claim for claim in claims if claim in sides]


def is_on_topic(question: str, claim: Claim) -> bool:
    """Whether a claim is about what is asked: it has its words, or lays blame and has a word and a name of it."""
    if covers(question, claim.text, claim.language):
        return True
    names = gather(" ".join(list_names(question)))
    cover = measure_cover(question, claim.text, claim.language)
    lays_blame = claim.side.names_blame and asks_about_blame(question) and cover > 0
    if not is_english(question, claim.language):
        return lays_blame and cover >= LEAST_COVER
    return lays_blame and (not names or bool(names & gather(claim.text)))


def answers_charge(question: str, claim: Claim, charges: Sequence[Claim]) -> bool:
    """Whether a denial is one of what is asked or of one of these charges."""
    cover = measure_cover(question, claim.text, claim.language)
    least = 0.0 if is_english(question, claim.language) else LEAST_COVER
    if covers(question, claim.text, claim.language) or (asks_about_blame(question) and cover > least):
        return True
    accused = [name for charge in charges for name in list_blamed(charge)]
    return any(is_same_name(claim.party.name, name) for name in accused)


def accuse_differently(one: Claim, other: Claim) -> bool:
    """Whether two parties lay the blame on different ones."""
    if one.party.is_same(other.party):
        return False
    accused, others = list_blamed(one), list_blamed(other)
    return bool(accused and others) and not any(is_same_name(a, b) for a in accused for b in others)


def list_blamed(claim: Claim) -> list[str]:
    """Give whom a claim says to have done it, itself where it claims responsibility."""
    own, text = claim.witness.own, claim.witness.core_text
    if claim.party.speaks and claim.side.claims_own:
        return [claim.party.name]
    if own is not None and own.target and (is_name(own.target) or find_tongue(claim.language)):
        return [own.target]
    return [*list_accused(text), *(list_doers(text) if claim.side.sign > 0 else ())]
