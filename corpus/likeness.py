"""How a report that is offered is like those on the shelf: the same, a copy, or another version of one of them.

    report | signature | candidates that share a band, the link or the title | wording compared | likenesses

An outlet that carries the words of another has a copy; one that carries its own words again has a new version.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from corpus.catalogue import Catalogue
from corpus.database import Connection
from corpus.duplicates import compare_words
from corpus.reports import Report
from corpus.signature_store import Candidate, find_candidates, sign_unsigned
from corpus.signatures import fold_outlet, list_units, make_signature

NEAR = 0.35
"""From this much shared wording on a text is a copy, cut or edited; `tests/corpus/test_likeness.py` has the figures."""

TITLED = 0.15
"""So much is enough under the same title of the same outlet."""

MARGIN = 0.12
"""Three times what an estimate may be off: below `NEAR` by more than this no wording is compared."""

MOST_COMPARED = 5
LEAST_WORDS = 8
"""Texts of fewer words are alike by chance."""


class Kind(StrEnum):
    """How one report is like another."""

    EXACT = "exact"
    NEAR_COPY = "near copy"
    NEW_VERSION = "new version"


@dataclass(frozen=True, slots=True)
class Likeness:
    """A report on the shelf that the offered one is like, and the share of wording they have, from 0 to 1.

    `first` is the id of the one that was published first among all that are alike, the offered one too: whose words
    they probably are.
    """

    kind: Kind
    report_id: str
    resemblance: float
    first: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A report on the shelf beside the offered one, with what is the same."""

    report: Report
    candidate: Candidate
    resemblance: float


def find_likenesses(report: Report, catalogue: Catalogue, inside: Connection | None = None) -> list[Likeness]:
    """Give the reports that stand now and are like the offered one, best first; itself, under its id, is none.

    Without `inside`, reports that were never signed are signed first; with it they are not found.

    Raises:
        DatabaseError: when the database refuses.
    """
    if inside is None:
        sign_unsigned(catalogue)
    with catalogue.database.reading(inside) as connection:
        exact = catalogue.find_duplicate(report.digest, report.body, connection)
        pairs = [pair for pair in list_pairs(report, catalogue, connection) if pair.report.id != report.id]
        same = None if exact in (None, report.id) else catalogue.get_report(str(exact), inside=connection)
    likenesses = [each for pair in pairs if (each := judge_pair(report, pair))]
    if same is not None:
        likenesses = [each for each in likenesses if each.report_id != same.id]
        likenesses.insert(0, Likeness(Kind.EXACT, same.id, 1.0, same.id))
    known = {pair.report.id: pair.report for pair in pairs} | ({same.id: same} if same else {})
    first = find_first(report, [known[each.report_id] for each in likenesses])
    return [replace(each, first=first) for each in likenesses]


def list_pairs(report: Report, catalogue: Catalogue, connection: Connection) -> list[Pair]:
    """Give the reports that may be like the offered one, with their wording compared: the same link first."""
    candidates = find_candidates(connection, make_signature(report))
    near = [each for each in candidates if each.report_id != report.id and is_worth_comparing(each)]
    near = sorted(near, key=lambda each: not each.same_link)[:MOST_COMPARED]
    found = catalogue.get_many([(each.report_id, each.version) for each in near], connection)
    units = list_units(report.body)
    compared = [(each, found[each.report_id, each.version]) for each in near if (each.report_id, each.version) in found]
    pairs = [Pair(other, each, compare_units(units, list_units(other.body))) for each, other in compared]
    return sorted(pairs, key=lambda pair: (not pair.candidate.same_link, -pair.resemblance, pair.report.id))


def is_worth_comparing(candidate: Candidate) -> bool:
    """Whether the wording is to be compared."""
    return candidate.same_link or candidate.estimate >= (TITLED if candidate.same_title else NEAR) - MARGIN


def compare_units(units: list[str], others: list[str]) -> float:
    """Give the share of wording; nothing where a text is too short to tell."""
    return compare_words(units, others) if min(len(units), len(others)) >= LEAST_WORDS else float(units == others)


def judge_pair(report: Report, pair: Pair) -> Likeness | None:
    """Decide how the offered report is like one on the shelf, None where it is not."""
    other = pair.report
    if pair.candidate.same_link:
        return Likeness(Kind.NEW_VERSION, other.id, pair.resemblance, other.id)
    same_outlet = fold_outlet(report.publisher) == fold_outlet(other.publisher) != ""
    least = TITLED if pair.candidate.same_title else NEAR
    if pair.resemblance < least:
        return None
    newer = not (report.published and other.published and report.published < other.published)
    kind = Kind.NEW_VERSION if same_outlet and newer else Kind.NEAR_COPY
    return Likeness(kind, other.id, pair.resemblance, other.id)


def find_first(report: Report, others: Sequence[Report]) -> str:
    """Give the id of the report that was published first; one that stands on the shelf before an offered one."""
    return min(rank_by_day((*others, report)))[2]


def rank_by_day(reports: Iterable[Report]) -> Iterator[tuple[date, int, str]]:
    """Give the day of each, its place and its id; one without a day comes last."""
    for place, report in enumerate(reports):
        yield report.published or date.max, place, report.id
