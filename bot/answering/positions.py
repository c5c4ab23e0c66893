"""Positions in a dispute: who says what, each in its own words, where the evidence contradicts itself.

    witnesses | what each claims | the claims in conflict | one position a party, or one a value | Dispute or None

Nothing is averaged and nobody is declared right. Copies of one report count once as an origin.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.answers import Citation, Position, Quote, Stance
from bot.answering.disputes.asked import find_asked_kind
from bot.answering.disputes.conflicts import find_conflict, list_blamed
from bot.answering.disputes.copies import count_origins, find_copies
from bot.answering.disputes.parties import is_same_name, list_named
from bot.answering.disputes.witnesses import Claim, Witness, read_claim
from corpus.attribution import CueStance
from corpus.duplicates import same_fact, same_wording
from corpus.other_names import NOBODY, OtherNames
from corpus.reports import Report
from index.words import is_latin

__all__ = ["Dispute", "Witness", "find_dispute"]

MOST_CITED = 8
MOST_OF_A_PARTY = 2

Reports = Mapping[tuple[str, int], Report]


@dataclass(frozen=True, slots=True)
class Dispute:
    """The positions, their citations numbered from 1 in order of first use, and who is named but not quoted."""

    positions: tuple[Position, ...]
    citations: tuple[Citation, ...]
    unheard: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A position in the making: the party and the claims that show where it stands, best first."""

    party: str
    stance: Stance
    claims: tuple[Claim, ...]

    @property
    def newest(self) -> date | None:
        """When it was last published."""
        days = [day for claim in self.claims if (day := claim.witness.evidence.quote.source.published)]
        return max(days, default=None)


def find_dispute(
    question: str, witnesses: Sequence[Witness], reports: Reports, names: OtherNames = NOBODY
) -> Dispute | None:
    """Give the dispute that the quotations hold about the question, or None where they do not contradict each other.

    `names` says how the parties are called in other letters, so that one who is quoted in two scripts is one party.
    """
    claims = [name_across(read_claim(question, witness, reports), names) for witness in witnesses]
    conflict = find_conflict(question, claims)
    by_value = find_asked_kind(question) is not None
    standings = list(group_by_value(conflict, reports) if by_value else group_by_party(conflict, reports))
    if len(standings) < 2:
        return None
    return make_dispute(limit(standings), reports, differ=by_value)


def name_across(claim: Claim, names: OtherNames) -> Claim:
    """Give a claim whose party has its spellings in other letters."""
    others = names.list_same(claim.party.name)
    return replace(claim, party=replace(claim.party, others=others)) if others else claim


def group_by_party(claims: Iterable[Claim], reports: Reports) -> Iterator[Standing]:
    """Give one standing a party, in order of first claim."""
    groups: list[list[Claim]] = []
    for claim in claims:
        group = next((group for group in groups if group[0].party.is_same(claim.party)), None)
        if group is None:
            groups.append([claim])
        else:
            group.append(claim)
    for group in groups:
        yield Standing(name_group(group), choose_stance(group), tuple(leave_copies(group, reports)))


def name_group(claims: Sequence[Claim]) -> str:
    """Give the fullest name of one party’s, a role only where no claim has the name."""
    named = [claim.party.name for claim in claims if claim.party.role] or [claim.party.name for claim in claims]
    return max(named, key=len)


def choose_stance(claims: Sequence[Claim]) -> Stance:
    """Give the stance of the first claim that says more than that something is so; else that of the first."""
    plain = (Stance.CLAIMS, Stance.REPORTS, Stance.DECLINES)
    return next((each.side.stance for each in claims if each.side.stance not in plain), claims[0].side.stance)


def group_by_value(claims: Sequence[Claim], reports: Reports) -> list[Standing]:
    """Give one standing a value, the last published last, and no party twice."""
    groups: list[list[Claim]] = []
    for claim in claims:
        group = next((group for group in groups if agrees(group[0], claim)), None)
        if group is None:
            groups.append([claim])
        else:
            group.append(claim)
    ordered = [sorted(group, key=rank_source) for group in groups]
    standings = [
        Standing(each[0].party.name, find_reporting(each[0]), tuple(leave_copies(each, reports))) for each in ordered
    ]
    apart = list(tell_apart(standings))
    last = find_last(apart)
    return sorted(apart, key=lambda each: (each.newest or date.min, each is last))


def rank_source(claim: Claim) -> tuple[bool, date]:
    """Give a value’s sources in order: who is named before outlets, and who was first before who repeats it."""
    return not claim.party.speaks, claim.witness.evidence.quote.source.published or date.max


def agrees(one: Claim, other: Claim) -> bool:
    """Whether two claims give the same value."""
    return one.value is not None and other.value is not None and one.value.agrees_with(other.value)


def find_reporting(claim: Claim) -> Stance:
    """Give the stance of somebody who gives a value."""
    own = claim.witness.own
    claims = claim.party.speaks and own is not None and own.stance is CueStance.CLAIMS
    return Stance.CLAIMS if claims else Stance.REPORTS


def tell_apart(standings: Sequence[Standing]) -> Iterator[Standing]:
    """Give the standings with no party named twice: by another of its claims' parties, else by day, else by title."""
    taken: list[str] = []
    for each in standings:
        source = each.claims[0].witness.evidence.quote.source
        names = [claim.party.name for claim in each.claims]
        day = source.published
        names += [f"{each.party}, {day.day} {day:%B %Y}"] if day else []
        names += [f"{each.party}, “{source.title}”", f"{each.party} ({source.report_id})"]
        names += [f"{each.party} ({number})" for number in range(2, len(standings) + 2)]
        party = next(name for name in names if name not in taken)
        taken.append(party)
        yield replace(each, party=party)


def leave_copies(claims: Sequence[Claim], reports: Reports) -> Iterator[Claim]:
    """Give at most two claims of one standing, without copies of one wording or of what was called a copy."""
    kept: list[Claim] = []
    for claim in claims:
        if len(kept) < MOST_OF_A_PARTY and not any(is_copy(claim, each, reports) for each in kept):
            kept.append(claim)
            yield claim


def is_copy(claim: Claim, other: Claim, reports: Reports) -> bool:
    """Whether two claims are one: in the same words, or in those of a report that was called a copy of the other's."""
    if same_wording(claim.text, other.text):
        return True
    own, others = reports[claim.witness.place], reports[other.witness.place]
    called = own.id != others.id and own.origin == others.origin
    return called and same_fact(claim.witness.core_text, other.witness.core_text)


def limit(standings: Sequence[Standing]) -> list[Standing]:
    """Give the standings with no more quotations in all than are shown; second ones go before anybody's first."""
    kept = list(standings[:MOST_CITED])
    for place in reversed(range(len(kept))):
        if sum(len(each.claims) for each in kept) > MOST_CITED:
            kept[place] = replace(kept[place], claims=kept[place].claims[:1])
    return kept


def make_dispute(standings: Sequence[Standing], reports: Reports, *, differ: bool) -> Dispute:
    """Number the quotations, count the reports behind each position, and name who was not heard."""
    quotes: list[Quote] = []
    positions = []
    last = find_last(standings) if differ else None
    for each in standings:
        own = [claim.witness.evidence.quote for claim in each.claims]
        quotes += [quote for quote in own if quote not in quotes]
        copies = [find_copies(claim.witness, reports) for claim in each.claims]
        positions.append(
            Position(
                each.party,
                each.stance,
                tuple(quotes.index(quote) + 1 for quote in own),
                len(set().union(*copies)),
                count_origins(copies, reports.values()),
                each is last,
            )
        )
    citations = tuple(Citation(number, quote) for number, quote in enumerate(quotes, 1))
    return Dispute(tuple(positions), citations, tuple(find_unheard(standings)))


def find_last(standings: Sequence[Standing]) -> Standing | None:
    """Give the standing that was published last, None where that is not known or shared.

    Of two values in one report the first is its own, and the other one that it looks back on.
    """
    days = [each.newest for each in standings if each.newest]
    last = [
        (quote.source.report_id, quote.start, each)
        for each in standings
        for claim in each.claims
        for quote in [claim.witness.evidence.quote]
        if days and quote.source.published == max(days)
    ]
    if len({report_id for report_id, _, _ in last}) == 1:
        return min(last, key=lambda place: place[1])[2]
    return last[0][2] if last and all(each is last[0][2] for _, _, each in last) else None


def may_be_unheard(name: str, claims: Sequence[Claim]) -> bool:
    """Whether it can be told that nobody quoted goes by this name: not in one script where others are quoted too."""
    return all(is_latin(name) == is_latin(claim.party.name) for claim in claims)


def find_unheard(standings: Sequence[Standing]) -> Iterator[str]:
    """Give the parties that the quotations blame or speak of, and that no quotation comes from."""
    claims = [claim for each in standings for claim in each.claims]
    heard = [name for claim in claims for name in claim.party.names]
    for claim in claims:
        speakers = [each.speaker for each in claim.witness.attributions if each.speaker]
        heard += [speaker.name for speaker in speakers] + [speaker.role for speaker in speakers if speaker.role]
    named = [name for claim in claims for name in list_blamed(claim)]
    named += list_named(claim.text for claim in claims)
    for name in named:
        if not any(is_same_name(name, each) for each in heard) and may_be_unheard(name, claims):
            heard.append(name)
            yield name
