"""Searching: a query goes in, the passages that stand now come out, best first.

    query | neighbours (Chroma, or exact search) and keywords | keep what stands now | fuse ranks
          | late interaction | hits

Vectors take part only for languages that the embedding model covers: fused into others they do harm. What is in
another language than the question is less like it in every figure, and is lifted by as much, so that one shelf can
have reports in several.
"""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np

from corpus.database import Connection, Database
from index.calibration import SPELLED, Calibration, Space
from index.embedding import Embedder, QuestionEmbedding
from index.errors import VectorIndexError
from index.exact_search import ExactSearch
from index.fusion import fuse_ranks
from index.keywords import KeywordHit, KeywordIndex, join_scores
from index.late_interaction import Match, match_passages, spell_text
from index.passage_store import Bounds, PassageStore, StoredPassage, read_state
from index.passages import Passage
from index.token_weights import share_out
from index.vectors import ChromaVectors, Neighbour
from index.words import fold, is_latin, list_words, stem_words

CANDIDATES = 100
# Some candidates no longer stand; three times as many are asked for.
OVER_FETCH = 3
READ = 30

# Stand-ins for every language that is written in Latin letters, and for every other: all models know English.
ENGLISH, OTHER_SCRIPTS = "en", "other"

# Under this name the catalogue keeps that of the live Chroma collection.
COLLECTION = "collection"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for, and within which bounds.

    `names` are spellings in other letters of names in the text, which words are compared with as well. `language` is
    the code of the language that the text is in, None where that is not known.
    """

    text: str
    bounds: Bounds = field(default_factory=Bounds)
    names: tuple[str, ...] = ()
    language: str | None = None

    @property
    def words(self) -> str:
        """The text and the other spellings of its names."""
        return " ".join((self.text, *self.names))


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, its score, and the ranks (from 1) that made it a candidate.

    `match` has a figure for each of the passage's sentences; `similarity` is the likeness of the question's vector and
    the passage's, 1 of equal ones and 0 where the model does not cover the language. `space` says in which space the
    match was made, and `lift` by how much the score was lifted, since the passage is in another language.
    """

    passage: Passage
    score: float
    match: Match
    similarity: float
    keyword_rank: int | None
    vector_rank: int | None
    space: Space = Space.AS_MADE
    lift: float = 0.0


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
        calibration = SPELLED if question is None else question.calibration
        with self._database.reading(inside) as connection:
            neighbours = [] if question is None else self._find_neighbours(connection, question, query.bounds)
            keywords, by_stems = self._find_keywords(connection, query.words)
            ids = list({hit.id for hit in keywords} | {hit.id for hit in neighbours})
            # Ranks are counted among what stands, so that nothing that does not has a say in the order.
            live = self._store.find_live(connection, ids, query.bounds)
            # A joined score is a share of the best, however little that has; beside cosines only bm25 itself can stand.
            lift = Lift(query.language, calibration.across)
            near = lift.reorder(neighbours, live)
            ranks = Ranks.of(keywords, near, live, scores=keywords if question is None else by_stems)
            order = fuse_ranks(
                [(calibration.keyword_weight, list(ranks.keyword)), (calibration.vector_weight, list(ranks.vector))]
            )
            kept = self._store.load(connection, order[:READ])
            matches = self._match(connection, query.words, question, kept)
        scorer = Scorer(ranks, question, calibration, lift)
        hits = [scorer.make_hit(stored, matches[stored.id]) for stored in kept]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage.report_id, hit.passage.start))[:limit]

    def _is_covered(self, text: str) -> bool:
        return self._embedder.covers(ENGLISH if is_latin(text) else OTHER_SCRIPTS)

    def _find_neighbours(self, connection: Connection, question: QuestionEmbedding, bounds: Bounds) -> list[Neighbour]:
        name = find_collection(connection, self._embedder.name)
        if self.vectors is not None and name is not None and not bounds.are_set:
            try:
                return self.vectors.find(name, question.aim, CANDIDATES * OVER_FETCH)
            except VectorIndexError as error:
                log.warning("%s", error)
        return self._exact.find(connection, bounds, question.aim, CANDIDATES * OVER_FETCH)

    def _find_keywords(self, connection: Connection, text: str) -> tuple[list[KeywordHit], list[KeywordHit]]:
        """Give the ranking by keywords, and the one by stems alone.

        Stems find too little in scripts whose languages have no stemmer, or none that cuts what is written in front.
        """
        languages = self._store.list_languages(connection)
        words = self._keywords.search(connection, text, languages, CANDIDATES * OVER_FETCH)
        if is_latin(text):
            return words, words
        trigrams = self._keywords.search_trigrams(connection, text, CANDIDATES * OVER_FETCH)
        return join_scores([words, trigrams]), words

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
        shares = share_out(np.array(weights, np.float32))
        return QuestionEmbedding(np.zeros(0, np.float32), spelled.vectors, shares, spelled.spans, SPELLED)


@dataclass(frozen=True, slots=True)
class Lift:
    """What a passage in another language than the question's (None: not known) is lifted by, so that both compare."""

    asked: str | None
    across: float

    def measure(self, language: str) -> float:
        """Give by how much a passage in this language is lifted; not at all where the question's is not known."""
        return self.across if self.asked and language != self.asked else 0.0

    def reorder(self, neighbours: Sequence[Neighbour], languages: Mapping[int, str]) -> list[Neighbour]:
        """Give those of some neighbours whose languages are given, nearest first when they have been lifted."""
        known = [each for each in neighbours if each.id in languages]
        return sorted(known, key=lambda each: -round(each.similarity + self.measure(languages[each.id]), 6))


@dataclass(frozen=True, slots=True)
class Ranks:
    """Where each candidate stood in each ranking, from 1 and in order, and the scores it had there."""

    keyword: dict[int, int]
    vector: dict[int, int]
    keyword_scores: dict[int, float]

    @classmethod
    def of(
        cls,
        keywords: Sequence[KeywordHit],
        neighbours: Sequence[Neighbour],
        live: Collection[int],
        scores: Sequence[KeywordHit],
    ) -> "Ranks":
        """Take them from the two rankings, without what is not live, and the keywords' scores from a third."""
        return cls(
            {passage_id: rank for rank, passage_id in enumerate([hit.id for hit in keywords if hit.id in live], 1)},
            {passage_id: rank for rank, passage_id in enumerate([hit.id for hit in neighbours if hit.id in live], 1)},
            {hit.id: hit.score for hit in scores},
        )


@dataclass(frozen=True, slots=True)
class Scorer:
    """Makes hits of the candidates of one question."""

    ranks: Ranks
    question: QuestionEmbedding | None
    calibration: Calibration
    lift: Lift

    def make_hit(self, stored: StoredPassage, match: Match) -> Hit:
        """Give the hit that a candidate makes with its match."""
        keywords = self.calibration.keyword_scale * self.ranks.keyword_scores.get(stored.id, 0.0)
        lift = self.lift.measure(stored.language)
        score = match.best + self.calibration.whole_weight * match.whole + keywords + lift
        similarity, space = 0.0, Space.SPELLED
        if self.question is not None and stored.vector is not None:
            similarity, space = self.question.measure_likeness(stored.vector), self.calibration.space
        keyword_rank, vector_rank = self.ranks.keyword.get(stored.id), self.ranks.vector.get(stored.id)
        return Hit(stored.passage, score, match, similarity, keyword_rank, vector_rank, space, lift)


def find_collection(connection: Connection, model: str) -> str | None:
    """Give the name of the live Chroma collection, or None where there is none or another model made it."""
    name = read_state(connection, COLLECTION)
    return name if name and name.endswith(sign_model(model)) else None


def sign_model(model: str) -> str:
    """Give the end of the names of a model's collections, so that vectors of two models never mix."""
    return f"-{sha256(model.encode()).hexdigest()[:12]}"
