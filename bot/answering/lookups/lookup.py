"""Looking words up in a catalogue: in what stands now, and only if they do not stand there, in what stood before.

    words | reports that stand now | else versions replaced or withdrawn, with what became of them | Finding

What stood before is never given as current: it has a place of its own in the finding.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.answering.answers import Quote
from bot.answering.lookups.finding import Finding, PastQuote, Verdict, find_exact, find_quote
from corpus.catalogue import Catalogue, Event
from corpus.database import Connection
from corpus.publishing import Action
from corpus.reports import Status


def look_up(words: str, catalogue: Catalogue) -> Finding:
    """Look for words as `find_quote` does, and where no report has them now, in versions that stood before.

    Raises:
        DatabaseError: when the catalogue cannot be read.
    """
    with catalogue.database.reading() as connection:
        finding = find_quote(words, catalogue.live_reports(connection))
        if finding.verdict is Verdict.EXACT:
            return finding
        past = tuple(find_past(words, catalogue, connection))
    return Finding(finding.verdict, finding.quotes, finding.differences, past)


def find_past(words: str, catalogue: Catalogue, connection: Connection) -> Iterator[PastQuote]:
    """Give the exact places of versions that stand no longer, of each report only those of the newest that has them."""
    found = find_exact(words, catalogue.past_reports(connection))
    for quote in keep_newest(found):
        events = catalogue.history(quote.source.report_id, connection)
        yield PastQuote(quote, *find_end(quote, events))


def keep_newest(quotes: Iterable[Quote]) -> Iterator[Quote]:
    """Give, of each report, the quotations of the first version that comes; the newest comes first."""
    versions: dict[str, int] = {}
    for quote in quotes:
        if versions.setdefault(quote.source.report_id, quote.source.version) == quote.source.version:
            yield quote


def find_end(quote: Quote, events: Sequence[Event]) -> tuple[bool, date | None, date | None]:
    """Say whether a newer version has replaced the quotation's, since when, and since when the report is withdrawn."""
    later = [
        event
        for event in events
        if event.action == Action.REPLACE and event.version is not None and event.version > quote.source.version
    ]
    withdrawals = [event.at.date() for event in events if event.action == Action.WITHDRAW]
    withdrawn = quote.source.status is Status.WITHDRAWN and withdrawals
    return bool(later), later[0].at.date() if later else None, withdrawals[-1] if withdrawn else None
