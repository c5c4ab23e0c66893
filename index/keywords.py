"""Keyword search: SQLite's FTS5 with its bm25, over stems, and over letter trigrams where vectors cannot help.

Stems are cut before they are stored (`index.words`), each report's in its own language; a question is stemmed in
every language of the shelf. Trigrams stand in for what stemming misses: in scripts other than Latin, whose languages
have no stemmer here or one that leaves what is written in front of a word (Hebrew, Arabic), and in languages that the
embedding model does not cover. A title's words count half as much as the body's. A hit that no longer stands is dropped
by its caller, so candidates are over-fetched.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import text

from corpus.database import Connection
from index.words import fold, is_latin, list_words, stem_words

TITLE_WEIGHT = 0.5
LONGEST_QUESTION = 64


class KeywordHit(NamedTuple):
    """A passage's id and its bm25 (higher is better)."""

    id: int
    score: float


class KeywordIndex:
    """The two FTS5 tables, kept in step with the passages by their ids."""

    def add(self, connection: Connection, rows: Iterable[tuple[int, str, str]], language: str, trigrams: bool) -> None:
        """Add passages (id, title, text) of one language; `trigrams` says whether to keep those of Latin text too."""
        for passage_id, title, body in rows:
            stems = {
                "id": passage_id,
                "title": " ".join(stem_words(list_words(title), language)),
                "body": " ".join(stem_words(list_words(body), language)),
            }
            connection.execute(text("INSERT INTO passage_words(rowid, title, body) VALUES (:id, :title, :body)"), stems)
            if trigrams or not is_latin(body):
                folded = {"id": passage_id, "title": fold(title), "body": fold(body)}
                connection.execute(
                    text("INSERT INTO passage_trigrams(rowid, title, body) VALUES (:id, :title, :body)"), folded
                )

    def remove(self, connection: Connection, ids: Sequence[int]) -> None:
        """Remove passages by id; unknown ids are no error."""
        rows = [{"id": passage_id} for passage_id in ids]
        if rows:
            connection.execute(text("DELETE FROM passage_words WHERE rowid = :id"), rows)
            connection.execute(text("DELETE FROM passage_trigrams WHERE rowid = :id"), rows)

    def clear(self, connection: Connection) -> None:
        """Remove every passage."""
        connection.execute(text("DELETE FROM passage_words"))
        connection.execute(text("DELETE FROM passage_trigrams"))

    def list_ids(self, connection: Connection) -> set[int]:
        """Give the ids of all passages that it holds."""
        return set(connection.execute(text("SELECT id FROM passage_words_docsize")).scalars())

    def search(self, connection: Connection, question: str, languages: Sequence[str], limit: int) -> list[KeywordHit]:
        """Give the best passages by the question's stems in these languages, best first."""
        words = list_words(question)[:LONGEST_QUESTION]
        stems = dict.fromkeys(stem for language in languages for stem in stem_words(words, language))
        return match(connection, "passage_words", stems, limit)

    def search_trigrams(self, connection: Connection, question: str, limit: int) -> list[KeywordHit]:
        """Give the best passages by the trigrams of the question's words, best first."""
        words = list_words(question)[:LONGEST_QUESTION]
        trigrams = dict.fromkeys(word[at : at + 3] for word in words for at in range(len(word) - 2))
        return match(connection, "passage_trigrams", trigrams, limit)

    def weigh_words(self, connection: Connection, stems: Sequence[str]) -> list[float]:
        """Give each stem's inverse document frequency, log(1 + (N − n + ½) / (n + ½)), above 0."""
        total = int(connection.execute(text("SELECT count(*) FROM passage_words_docsize")).scalar_one())
        found = text("SELECT doc FROM passage_words_vocabulary WHERE term = :term")
        counts = [int(connection.execute(found, {"term": stem}).scalar() or 0) for stem in stems]
        return [math.log(1 + (max(total - count, 0) + 0.5) / (count + 0.5)) for count in counts]


def match(connection: Connection, table: str, terms: Iterable[str], limit: int) -> list[KeywordHit]:
    """Give the rows of a table that hold any of the terms, by bm25, best first; equal scores by id."""
    wanted = " OR ".join(f'"{term}"' for term in terms)
    if not wanted:
        return []
    query = text(
        f"SELECT rowid AS id, -bm25({table}, {TITLE_WEIGHT}, 1.0) AS score FROM {table} "  # noqa: S608 (our own names)
        f"WHERE {table} MATCH :wanted ORDER BY score DESC, rowid LIMIT :limit"
    )
    return [KeywordHit(row.id, row.score) for row in connection.execute(query, {"wanted": wanted, "limit": limit})]


def join_scores(rankings: Sequence[Sequence[KeywordHit]]) -> list[KeywordHit]:
    """Give one ranking by the sum of scores, each taken as a share of its ranking's best; best first."""
    sums: defaultdict[int, float] = defaultdict(float)
    for ranking in rankings:
        best = max((hit.score for hit in ranking), default=0.0)
        for hit in ranking:
            sums[hit.id] += hit.score / best if best > 0 else 0.0
    return sorted((KeywordHit(*pair) for pair in sums.items()), key=lambda hit: (-hit.score, hit.id))
