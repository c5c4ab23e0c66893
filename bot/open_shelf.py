"""What readers can open beside an answer: what else was read for it, and the original of a report.

Only the live version of a report that may be quoted is opened here. Everything blocks.
"""

from dataclasses import dataclass

from bot.answering.answers import Answer, Quote, Refusal
from bot.answering.describing import Attributor, describe_quote
from bot.answering.further import list_further
from corpus.catalogue import Catalogue
from corpus.listings import Listings
from corpus.originals import Originals
from corpus.reports import Report
from corpus.sentences import Span


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes that a report came from, and the name that they came under."""

    name: str
    data: bytes


class OpenShelf:
    """Opens reports and their originals."""

    def __init__(self, catalogue: Catalogue, originals: Originals) -> None:
        self._catalogue = catalogue
        self._originals = originals
        self._listings = Listings(catalogue.database)
        self._attribute = Attributor()

    def list_further(self, record: Answer | Refusal) -> list[Quote]:
        """Give the passages that were read for a question, hold nothing of what is quoted, and stand now."""
        found = list_further(record)
        live = self._catalogue.get_many([(each.report_id, each.version) for each in found], only_live=True)
        return [
            self.quote(live[each.report_id, each.version], each.span)
            for each in found
            if (each.report_id, each.version) in live
        ]

    def quote(self, report: Report, span: Span) -> Quote:
        """Quote a place, with what its dates mean, and with its speaker where all its sentences are one person's."""
        inside = [each for each in self._attribute(report) if each.span.overlaps(span)]
        is_one_voice = len({each.speaker.name if each.speaker else None for each in inside}) == 1
        quote = Quote.cut(report, span.start, span.end)
        return describe_quote(quote, span, report, inside if is_one_voice else ())

    def read_original(self, report: Report) -> Original:
        """Give the bytes that a report came from.

        Raises:
            StorageError: when they are missing, damaged, or cannot be read.
        """
        return Original(self._listings.get_entry(report.id).original_name, self._originals.read(report.digest))
