"""Searching: a query goes in, the passages that stand now come out, best first.

    query | neighbours (Chroma, or exact search) and keywords | fuse ranks | keep what stands now
          | late interaction | hits

Vectors take part only for languages that the embedding model covers: fused into others they do harm.
"""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np

from corpus.database import Connection, Database
from index.embedding import Embedder, Floats, QuestionEmbedding
from index.errors import VectorIndexError
from index.exact_search import ExactSearch
from index.fusion import KEYWORD_WEIGHT, VECTOR_WEIGHT, fuse_ranks
from index.keywords import KeywordHit, KeywordIndex, join_scores
from index.late_interaction import Match, match_passages, spell_text
from index.passage_store import Bounds, PassageStore, StoredPassage, read_state
from index.passages import Passage
from index.vectors import ChromaVectors, Neighbour
from index.words import fold, is_latin, list_words, stem_words

CANDIDATES = 100
# Some candidates no longer stand; three times as many are asked for.
OVER_FETCH = 3
READ = 30

WHOLE_WEIGHT = 0.2
# How much keywords count beside late interaction: bm25 as it is, or the joined scores (0 to 2) where vectors are out.
KEYWORD_SCALE = 0.01
JOINED_SCALE = 0.5

# A stand-in for every language that is not written in Latin letters.
OTHER_SCRIPTS = "other"

# Under this name the catalogue keeps that of the live Chroma collection.
COLLECTION = "collection"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for, and within which bounds."""

    text: str
    bounds: Bounds = field(default_factory=Bounds)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, its score, and the ranks (from 1) that made it a candidate.

    `match` has a figure for each of the passage's sentences; `similarity` is the cosine between the question's vector
    and the passage's, 0 where the model does not cover the language.
    """

    passage: Passage
    score: float
    match: Match
    similarity: float
    keyword_rank: int | None
    vector_rank: int | None


class PassageSearch:
    """Finds passages; `vectors` is None where no Chroma server runs, and exact search serves then."""

    def __init__(
        self, database: Database, store: PassageStore, embedder: Embedder, vectors: ChromaVectors | None = None
    ) -> None:
        self.vectors = vectors
        self._database = database
        self._store = store
        self._embedder = embedder
        self._keywords = KeywordIndex()
        self._exact = ExactSearch(store)

    @property
    def model(self) -> str:
        """Which model embeds the questions."""
        return self._embedder.name

    def search(self, query: Query, limit: int = READ, inside: Connection | None = None) -> list[Hit]:
        """Give the best passages that may be quoted now, best first; equal scores in order of the shelf.

        Raises:
            EmbeddingModelError: when the embedding model cannot be loaded.
        """
        question = self._embedder.embed_question(query.text) if self._is_covered(query.text) else None
        with self._database.reading(inside) as connection:
            neighbours = [] if question is None else self._find_neighbours(connection, question, query.bounds)
            keywords = self._find_keywords(connection, query.text, with_trigrams=question is None)
            ids = list({hit.id for hit in keywords} | {hit.id for hit in neighbours})
            # Ranks are counted among what stands, so that nothing that does not has a say in the order.
            ranks = Ranks.of(keywords, neighbours, self._store.find_live(connection, ids, query.bounds))
            order = fuse_ranks([(KEYWORD_WEIGHT, list(ranks.keyword)), (VECTOR_WEIGHT, list(ranks.vector))])
            kept = self._store.load(connection, order[:READ])
            matches = self._match(connection, query.text, question, kept)
        hits = [make_hit(stored, matches[stored.id], ranks, question) for stored in kept]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage.report_id, hit.passage.start))[:limit]

    def _is_covered(self, text: str) -> bool:
        return is_latin(text) or self._embedder.covers(OTHER_SCRIPTS)

    def _find_neighbours(self, connection: Connection, question: QuestionEmbedding, bounds: Bounds) -> list[Neighbour]:
        name = find_collection(connection, self._embedder.name)
        if self.vectors is not None and name is not None and not bounds.are_set:
            try:
                return self.vectors.find(name, question.vector, CANDIDATES * OVER_FETCH)
            except VectorIndexError as error:
                log.warning("%s", error)
        return self._exact.find(connection, bounds, question.vector, CANDIDATES * OVER_FETCH)

    def _find_keywords(self, connection: Connection, text: str, *, with_trigrams: bool) -> list[KeywordHit]:
        languages = self._store.list_languages(connection)
        words = self._keywords.search(connection, text, languages, CANDIDATES * OVER_FETCH)
        if not with_trigrams:
            return words
        return join_scores([words, self._keywords.search_trigrams(connection, text, CANDIDATES * OVER_FETCH)])

    def _match(
        self, connection: Connection, text: str, question: QuestionEmbedding | None, kept: Sequence[StoredPassage]
    ) -> dict[int, Match]:
        """Hold the candidates against the question: by their tokens' vectors where there are some, else by spelling."""
        embedded = [(each.id, (each.passage, each.tokens)) for each in kept if question is not None and each.tokens]
        others = [each for each in kept if question is None or each.tokens is None]
        matches: dict[int, Match] = {}
        if question is not None:
            found = match_passages(question, [pair for _, pair in embedded])
            matches |= zip([passage_id for passage_id, _ in embedded], found, strict=True)
        if others:
            found = match_passages(
                self._spell_question(connection, text), [(each.passage, spell_text(each.text)) for each in others]
            )
            matches |= zip([each.id for each in others], found, strict=True)
        return matches

    def _spell_question(self, connection: Connection, text: str) -> QuestionEmbedding:
        stems = [stem_words(list_words(text), language) for language in self._store.list_languages(connection)]
        weights = [min(self._keywords.weigh_words(connection, of_word)) for of_word in zip(*stems, strict=True)]
        spelled = spell_text(fold(text))
        return QuestionEmbedding(np.zeros(0, np.float32), spelled.vectors, share_out(weights), spelled.spans)


@dataclass(frozen=True, slots=True)
class Ranks:
    """Where each candidate stood in each ranking, from 1 and in order, and the scores it had there."""

    keyword: dict[int, int]
    vector: dict[int, int]
    keyword_scores: dict[int, float]

    @classmethod
    def of(cls, keywords: Sequence[KeywordHit], neighbours: Sequence[Neighbour], live: Collection[int]) -> "Ranks":
        """Take them from the two rankings, without what is not live."""
        return cls(
            {passage_id: rank for rank, passage_id in enumerate([hit.id for hit in keywords if hit.id in live], 1)},
            {passage_id: rank for rank, passage_id in enumerate([hit.id for hit in neighbours if hit.id in live], 1)},
            {hit.id: hit.score for hit in keywords},
        )


def make_hit(stored: StoredPassage, match: Match, ranks: Ranks, question: QuestionEmbedding | None) -> Hit:
    """Give the hit that a candidate makes with its match."""
    similarity = 0.0 if question is None or stored.vector is None else float(stored.vector @ question.vector)
    scale = JOINED_SCALE if question is None else KEYWORD_SCALE
    score = match.best + WHOLE_WEIGHT * match.whole + scale * ranks.keyword_scores.get(stored.id, 0.0)
    keyword_rank, vector_rank = ranks.keyword.get(stored.id), ranks.vector.get(stored.id)
    return Hit(stored.passage, score, match, similarity, keyword_rank, vector_rank)


def share_out(weights: Sequence[float]) -> Floats:
    """Give weights as shares of their sum."""
    shares = np.array(weights, np.float32)
    return shares / max(float(shares.sum()), 1e-9)


def find_collection(connection: Connection, model: str) -> str | None:
    """Give the name of the live Chroma collection, or None where there is none or another model made it."""
    name = read_state(connection, COLLECTION)
    return name if name and name.endswith(sign_model(model)) else None


def sign_model(model: str) -> str:
    """Give the end of the names of a model's collections, so that vectors of two models never mix."""
    return f"-{sha256(model.encode()).hexdigest()[:12]}"
