"""Whether words that someone quotes are in the reports: exactly, altered, or not at all.

    quote | parse | search every report for the words as they stand | else compare with the nearest reports | Finding

Case, white space and typography do not count (`corpus.folding`); no digit, negation or word is passed over.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from heapq import heappush, heappushpop
from unicodedata import is_normalized

from bot.answering.answers import Quote
from bot.answering.lookups.alterations import Alteration, Difference, Tokens, find_alteration, read_quote
from bot.answering.lookups.given_wording import Wording, parse_wordings
from corpus.folding import COMPATIBLE, INVISIBLE, LETTERS, fold_text
from corpus.paragraphs import trim_span
from corpus.reports import Report, Status

RESPELLED = re.compile(rf"[{INVISIBLE}{COMPATIBLE}{''.join(map(chr, LETTERS))}Σς]")
"""Characters that folding changes inside words, so that lower case alone does not show which words a body has."""

ANCHORS = 4
"""How many of the quotation's longest words a body must have before it is searched."""

TELLING = 12
"""How many of the quotation's longest words tell which reports are near it."""

CANDIDATES = 8
"""How many reports are compared word by word with a quotation that stands nowhere as it is."""

ALTERED = 0.6
"""From this share of the quotation's words on, in one place, it is that place altered; under it, absent."""


class Verdict(StrEnum):
    """What became of looking for a quotation."""

    EXACT = "exact"
    ALTERED = "altered"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class PastQuote:
    """A place that stood once: in a version that was replaced (and when), in a report that was withdrawn, or both.

    A day is None where it does not apply, or is not known.
    """

    quote: Quote
    is_replaced: bool
    replaced: date | None = None
    withdrawn: date | None = None

    @property
    def is_withdrawn(self) -> bool:
        """Whether its report is withdrawn today."""
        return self.quote.source.status is Status.WITHDRAWN


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a quotation stands: every place when exact, the nearest one and what differs when altered.

    The verdict is about what stands now; `past` holds the exact places of what stands no longer.
    """

    verdict: Verdict
    quotes: tuple[Quote, ...] = ()
    differences: tuple[Difference, ...] = ()
    past: tuple[PastQuote, ...] = ()


def find_quote(quote: str, reports: Iterable[Report]) -> Finding:
    """Look for a quotation in the reports.

    “…” and “[…]” in it stand for words left out of one report, near each other and in order; what stands in
    [brackets] is not taken for the report's. Both are refused where they would hide a negation.
    """
    wordings = parse_wordings(quote)
    if not wordings:
        return Finding(Verdict.ABSENT)
    search = Search(wordings)
    for report in reports:
        search.read(report)
    if search.quotes:
        return Finding(Verdict.EXACT, tuple(search.quotes))
    return find_nearest(read_quote(quote), [report for _, _, report in sorted(search.nearest, reverse=True)])


def find_exact(quote: str, reports: Iterable[Report]) -> list[Quote]:
    """Give every place in the reports that is the quotation as `find_quote` reads it, in their order."""
    wordings = parse_wordings(quote)
    if not wordings:
        return []
    search = Search(wordings)
    for report in reports:
        search.read(report)
    return search.quotes


class Search:
    """One pass over the reports: the exact places, and while there are none, the reports that share most words."""

    def __init__(self, wordings: list[Wording]) -> None:
        self.wordings = wordings
        self.quotes: list[Quote] = []
        self.nearest: list[tuple[int, int, Report]] = []
        self._telling = sorted(wordings[-1].words, key=lambda word: (-len(word), word))[:TELLING]
        self._read = 0

    def read(self, report: Report) -> None:
        """Look into one report."""
        self._read += 1
        text = report.body.lower() if is_plain(report.body) else fold_text(report.body).text
        if all(word in text for word in self._telling[:ANCHORS]):
            self.quotes += self._find_places(report)
        if not self.quotes:
            self._keep_near(sum(len(word) for word in self._telling if word in text), report)

    def _find_places(self, report: Report) -> list[Quote]:
        folded = fold_text(report.body)
        for wording in self.wordings:
            places = [trim_span(report.body, *place) for place in wording.find_places(folded, report.body)]
            if places:
                return [Quote.cut(report, place.start, place.end) for place in places if place]
        return []

    def _keep_near(self, shared: int, report: Report) -> None:
        entry = (shared, -self._read, report)
        if len(self.nearest) < CANDIDATES:
            heappush(self.nearest, entry)
        else:
            heappushpop(self.nearest, entry)


def is_plain(body: str) -> bool:
    """Whether lower case alone shows which words the body has."""
    return body.isascii() or (is_normalized("NFC", body) and not RESPELLED.search(body))


def find_nearest(quote: Tokens, reports: Iterable[Report]) -> Finding:
    """Give the nearest place among these reports, or that the quotation is absent."""
    found: list[tuple[Alteration, Report]] = []
    for report in reports:
        alteration = find_alteration(quote, report.body)
        if alteration and alteration.share >= ALTERED:
            found.append((alteration, report))
    if not found:
        return Finding(Verdict.ABSENT)
    nearest, report = max(found, key=lambda pair: pair[0].share)
    place = trim_span(report.body, nearest.start, nearest.end) or nearest
    return Finding(Verdict.ALTERED, (Quote.cut(report, place.start, place.end),), nearest.differences)
