"""Retrieval alone: the best quotations for some words, page by page. Nothing is decided, worded or kept.

    words | search | on the subject? | choose evidence | check | cut the page | describe | quotations

All of it sees one snapshot of the catalogue, so that only what stands now is quoted. The same words over the same
shelf give the same quotations in the same order, of which a page is a stretch.
"""

from dataclasses import dataclass

from bot.answering.answers import Quote
from bot.answering.checking import check_evidence
from bot.answering.describing import Attributor, describe_evidence
from bot.answering.evidence import choose_evidence
from bot.answering.support import is_on_subject
from bot.languages.hearing import hear_language
from bot.languages.language import Language
from corpus.catalogue import Catalogue
from corpus.name_store import find_other_names
from corpus.origins import settle_origins
from index.searching import Query
from index.serving_search import ServingSearch

PAGE = 5
"""Quotations a page: as many as a screen shows. Saying whose words one is takes some 4 ms, a third of the whole."""

MOST = 50
"""Quotations in all: whoever has turned ten pages rather types other words."""


@dataclass(frozen=True, slots=True)
class QuotePage:
    """Some of the quotations found, best first; `next_start` is where the next page begins, None on the last."""

    quotes: tuple[Quote, ...] = ()
    next_start: int | None = None


class Quoter:
    """Finds quotations; it keeps nothing between two calls, and several threads may call it at once."""

    def __init__(self, catalogue: Catalogue, search: ServingSearch) -> None:
        self._catalogue = catalogue
        self._search = search
        self._attribute = Attributor()

    def find_page(self, words: str, start: int = 0) -> QuotePage:
        """Give the quotations from number `start` on, counted from 0; none where no report is on the subject.

        Raises:
            EmbeddingModelError: when the embedding model cannot be loaded.
            DatabaseError: when the catalogue cannot be read.
        """
        with self._catalogue.database.reading() as connection:
            names = find_other_names(connection, [words]).list_others(words)
            language = hear_language(words, Language.ENGLISH)
            hits = self._search.search(Query(words, names=names, language=language), inside=connection)
            places = {(hit.passage.report_id, hit.passage.version) for hit in hits}
            reports = settle_origins(self._catalogue.get_many(places, connection), connection)
        if not is_on_subject(words, hits, reports, language):
            return QuotePage()
        chosen, _ = check_evidence(choose_evidence(hits, reports, MOST, words).evidence, reports)
        end = start + PAGE
        described = describe_evidence(chosen[start:end], reports, self._attribute)
        return QuotePage(tuple(each.quote for each in described), end if end < len(chosen) else None)
