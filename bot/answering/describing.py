"""What is said of a quotation beside its words: whose they are, through whom they came, and what its dates mean.

quotation | attributions of its sentences | speaker, stance | dates against the day of publication | described
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from threading import Lock

from bot.answering.answers import Quote, QuotedDate
from bot.answering.disputes.side import CUES
from bot.answering.disputes.witnesses import Attribute
from bot.answering.evidence import Evidence
from corpus.attribution import Attribution, attribute_report
from corpus.dates import find_dates
from corpus.reports import Report
from corpus.sentences import Span

REMEMBERED = 500
"""How many report versions' attributions are kept in memory; a version never changes."""


class Attributor:
    """Says who speaks in each sentence of a report, and remembers it; used by several threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, int], tuple[Attribution, ...]] = OrderedDict()
        self._lock = Lock()

    def __call__(self, report: Report) -> tuple[Attribution, ...]:
        """Give one attribution for each sentence, in order."""
        place = (report.id, report.version)
        with self._lock:
            if place in self._known:
                self._known.move_to_end(place)
                return self._known[place]
        found = attribute_report(report)
        with self._lock:
            self._known[place] = found
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return found


def describe_evidence(
    evidence: Iterable[Evidence], reports: Mapping[tuple[str, int], Report], attribute: Attribute
) -> Iterator[Evidence]:
    """Give each with its quotation described."""
    for each in evidence:
        report = reports[each.quote.source.report_id, each.quote.source.version]
        yield replace(each, quote=describe_quote(each.quote, each.core, report, attribute(report)))


def describe_quote(quote: Quote, core: Span, report: Report, attributions: Sequence[Attribution]) -> Quote:
    """Give a quotation with its speaker, what they do in it, its relay and its dates.

    The speaker is that of the sentence for which it was chosen (`core`), and nobody where another sentence of the
    quotation is somebody else's: better no name over words than a wrong one.
    """
    span = Span(quote.start, quote.end)
    dates = find_dates(report.body, span, report.published, report.language)
    described = replace(quote, dates=tuple(dict.fromkeys(QuotedDate(each.text, each.value) for each in dates)))
    inside = [each for each in attributions if each.span.overlaps(span)]
    own = next((each for each in inside if each.span.overlaps(core)), None)
    speakers = {each.speaker.name for each in inside if each.speaker}
    if own is None or own.speaker is None or len(speakers) > 1:
        return described
    stance = CUES.get(own.stance) if own.stance else None
    return replace(described, speaker=own.speaker.name, role=own.speaker.role, relay=own.relay, stance=stance)
