"""Where passages and their vectors are kept: in the catalogue's database, beside the reports that they are cut from.

Chroma is made from these rows and can be thrown away. Token vectors are stored as signed bytes with one scale a token
(the cosine between them and the originals is above .9999), since they are most of what an index weighs.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Row,
    Select,
    String,
    Table,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    true,
    tuple_,
)

from corpus.database import Connection, metadata
from corpus.reports import Report, Status
from corpus.sentences import Span
from corpus.tables import VersionState, is_live, is_live_version, reports, versions
from index.embedding import Embedding, Floats, TokenVectors
from index.passages import Passage

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("language", String, nullable=False),
    Column("sentences", JSON, nullable=False),
    ForeignKeyConstraint(["report_id", "version"], ["versions.report_id", "versions.version"]),
    Index("ix_passages_report_id", "report_id", "version"),
    sqlite_autoincrement=True,
)
passage_vectors = Table(
    "passage_vectors",
    metadata,
    Column("passage_id", Integer, primary_key=True),
    Column("model", String, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
    Column("tokens", LargeBinary, nullable=False),
    ForeignKeyConstraint(["passage_id"], ["passages.id"], ondelete="CASCADE"),
)
index_state = Table(
    "index_state",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which reports may answer: inclusive publication dates and a publisher's name, whatever its case.

    With `keep_undated`, a report whose day is not known is within the dates.
    """

    since: date | None = None
    until: date | None = None
    publisher: str | None = None
    keep_undated: bool = False

    @property
    def are_set(self) -> bool:
        """Whether they leave anything out."""
        return bool(self.since or self.until or self.publisher)

    def make_condition(self) -> ColumnElement[bool]:
        """Give the condition on `versions` that keeps what is within the bounds."""
        days = and_(
            true(),
            *([versions.c.published >= self.since] if self.since else []),
            *([versions.c.published <= self.until] if self.until else []),
        )
        return and_(
            or_(days, versions.c.published.is_(None)) if self.keep_undated else days,
            *([func.lower(versions.c.publisher) == func.lower(self.publisher)] if self.publisher else []),
        )


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its id, the language of its report, its text, and its vectors where the model made some."""

    id: int
    passage: Passage
    language: str
    text: str
    vector: Floats | None
    tokens: TokenVectors | None


class PassageStore:
    """Keeps the passages of report versions; a passage is seen only while its version stands."""

    def __init__(self, model: str) -> None:
        self.model = model

    def keep(self, connection: Connection, report: Report, pieces: Sequence[Passage]) -> list[int]:
        """Keep the passages of a version that has none, and give their ids in order."""
        rows = [make_row(report, piece) for piece in pieces]
        added = insert(passages).returning(passages.c.id)
        return [int(connection.execute(added.values(**row)).scalar_one()) for row in rows]

    def keep_vectors(self, connection: Connection, embedded: Iterable[tuple[int, Embedding]]) -> None:
        """Keep vectors of passages by id, in place of any that this model made before."""
        rows = [
            {
                "passage_id": passage_id,
                "model": self.model,
                "vector": embedding.vector.astype("<f4").tobytes(),
                "tokens": pack_tokens(embedding.tokens),
            }
            for passage_id, embedding in embedded
        ]
        if rows:
            connection.execute(insert(passage_vectors).prefix_with("OR REPLACE"), rows)

    def list_of(self, connection: Connection, report: Report) -> list[int]:
        """Give the ids of a version's passages in order."""
        of_version = (passages.c.report_id == report.id) & (passages.c.version == report.version)
        query = select(passages.c.id).where(of_version).order_by(passages.c.ordinal)
        return list(connection.execute(query).scalars())

    def forget(self, connection: Connection, report_id: str, version: int) -> list[int]:
        """Delete a version's passages with their vectors; gives the ids they had."""
        of_version = (passages.c.report_id == report_id) & (passages.c.version == version)
        ids = list(connection.execute(select(passages.c.id).where(of_version)).scalars())
        connection.execute(delete(passages).where(of_version))
        return ids

    def find_stale(self, connection: Connection) -> list[tuple[str, int]]:
        """Give the (report id, version) pairs that have passages but will never stand: replaced or given up."""
        query = (
            select(passages.c.report_id, passages.c.version)
            .distinct()
            .join_from(passages, reports, passages.c.report_id == reports.c.id)
            .join(versions, _same_version())
            .where((passages.c.version < reports.c.live_version) | (versions.c.state == VersionState.DISCARDED))
        )
        return [(row.report_id, row.version) for row in connection.execute(query)]

    def find_live(self, connection: Connection, ids: Sequence[int], bounds: Bounds) -> dict[int, str]:
        """Give those of these passages that may be quoted now and are within the bounds, each with its language."""
        query = select(passages.c.id, passages.c.language).join_from(
            passages, reports, is_live(passages.c.report_id, passages.c.version)
        )
        if bounds.are_set:
            query = query.join(versions, _same_version()).where(bounds.make_condition())
        live: dict[int, str] = {}
        for first in range(0, len(ids), AT_ONCE):
            found = connection.execute(query.where(passages.c.id.in_(ids[first : first + AT_ONCE])))
            live |= {row.id: row.language for row in found}
        return live

    def load(self, connection: Connection, ids: Sequence[int]) -> list[StoredPassage]:
        """Give these passages with their texts and vectors, in this order."""
        query = (
            select(passages, make_text(), passage_vectors.c.vector, passage_vectors.c.tokens)
            .join_from(passages, versions, _same_version())
            .outerjoin(passage_vectors, self._has_vector())
            .where(passages.c.id.in_(ids))
        )
        found = {row.id: make_stored(row) for row in connection.execute(query)}
        return [found[passage_id] for passage_id in ids]

    def find_uncut(self, connection: Connection) -> list[tuple[str, int]]:
        """Give the (report id, version) pairs of live versions that have no passages."""
        has_passages = select(passages.c.id).where(
            passages.c.report_id == versions.c.report_id, passages.c.version == versions.c.version
        )
        query = (
            select(versions.c.report_id, versions.c.version)
            .join_from(versions, reports, is_live_version(versions.c.report_id, versions.c.version))
            .where(~has_passages.exists())
        )
        return [(row.report_id, row.version) for row in connection.execute(query)]

    def list_kept(self, connection: Connection) -> list[int]:
        """Give the ids of all passages: of versions that stand, staged ones, and withdrawn reports' for a restoring."""
        return list(connection.execute(select(passages.c.id).order_by(passages.c.id)).scalars())

    def list_embedded(self, connection: Connection) -> list[int]:
        """Give the ids of all passages that this model has embedded."""
        query = select(passage_vectors.c.passage_id).where(passage_vectors.c.model == self.model)
        return list(connection.execute(query).scalars())

    def find_unembedded(
        self, connection: Connection, ids: Sequence[int], covers: Callable[[str], bool]
    ) -> list[tuple[int, str]]:
        """Give the id and text of those of these passages that this model covers but has not embedded."""
        languages = [language for language in self.list_languages(connection) if covers(language)]
        has_vector = select(passage_vectors.c.passage_id).where(
            passage_vectors.c.passage_id == passages.c.id, passage_vectors.c.model == self.model
        )
        query = (
            select(passages.c.id, make_text())
            .join_from(passages, versions, _same_version())
            .where(~has_vector.exists(), passages.c.language.in_(languages))
        )
        return [
            (row.id, row.text)
            for first in range(0, len(ids), AT_ONCE)
            for row in connection.execute(query.where(passages.c.id.in_(ids[first : first + AT_ONCE])))
        ]

    def stream_texts(self, connection: Connection, language: str) -> Iterator[tuple[int, str, str]]:
        """Give the id, title and text of every passage that is kept in this language."""
        query = (
            select(passages.c.id, versions.c.title, make_text())
            .join_from(passages, versions, _same_version())
            .where(passages.c.language == language)
        )
        for row in connection.execute(query):
            yield row.id, row.title, row.text

    def list_comparable(self, connection: Connection, bounds: Bounds) -> list[int]:
        """Give the ids of the passages that may be quoted now, are within the bounds and have a vector, in order."""
        query = (
            select(passages.c.id)
            .join_from(passages, passage_vectors, self._has_vector())
            .join(reports, is_live(passages.c.report_id, passages.c.version))
            .order_by(passages.c.id)
        )
        if bounds.are_set:
            query = query.join(versions, _same_version()).where(bounds.make_condition())
        return list(connection.execute(query).scalars())

    def read_vectors(self, connection: Connection, ids: Sequence[int]) -> Floats:
        """Give the vectors of these passages, a row each in this order; all of them must have one."""
        of_model = select(passage_vectors.c.passage_id, passage_vectors.c.vector).where(
            passage_vectors.c.model == self.model
        )
        found: dict[int, bytes] = {}
        for first in range(0, len(ids), AT_ONCE):
            chunk = of_model.where(passage_vectors.c.passage_id.in_(ids[first : first + AT_ONCE]))
            found |= {row.passage_id: row.vector for row in connection.execute(chunk)}
        return np.frombuffer(b"".join(found[passage_id] for passage_id in ids), "<f4").reshape(len(ids), -1)

    def stream_kept_vectors(self, connection: Connection) -> Iterator[tuple[int, bytes]]:
        """Give the id and vector of every passage that is kept, whether it stands or not."""
        for row in connection.execute(self._select_vectors()):
            yield row.id, row.vector

    def count(self, connection: Connection) -> int:
        """Give how many passages may be quoted now."""
        query = select(func.count()).join_from(passages, reports, is_live(passages.c.report_id, passages.c.version))
        return int(connection.execute(query).scalar_one())

    def count_withdrawn(self, connection: Connection) -> int:
        """Give how many passages of withdrawn reports are kept for a restoring."""
        withdrawn = and_(
            is_live_version(passages.c.report_id, passages.c.version), reports.c.status == Status.WITHDRAWN
        )
        query = select(func.count()).join_from(passages, reports, withdrawn)
        return int(connection.execute(query).scalar_one())

    def list_languages(self, connection: Connection) -> list[str]:
        """Give the languages that passages are written in, in order."""
        return list(connection.execute(select(passages.c.language).distinct().order_by(passages.c.language)).scalars())

    def _select_vectors(self) -> Select[Any]:
        return (
            select(passages.c.id, passage_vectors.c.vector)
            .join_from(passages, passage_vectors, self._has_vector())
            .order_by(passages.c.id)
        )

    def _has_vector(self) -> ColumnElement[bool]:
        return and_(passage_vectors.c.passage_id == passages.c.id, passage_vectors.c.model == self.model)


def read_state(connection: Connection, name: str) -> str | None:
    """Give what was last written down about the index under this name."""
    value = connection.execute(select(index_state.c.value).where(index_state.c.name == name)).scalar()
    return None if value is None else str(value)


def write_state(connection: Connection, name: str, value: str) -> None:
    """Write something down about the index, in place of what stood there."""
    connection.execute(insert(index_state).prefix_with("OR REPLACE").values(name=name, value=value))


def make_row(report: Report, passage: Passage) -> dict[str, object]:
    """Give the row of a passage; sentences are kept as offsets from its start."""
    return {
        "report_id": report.id,
        "version": report.version,
        "ordinal": passage.ordinal,
        "start": passage.start,
        "end": passage.end,
        "page": passage.page,
        "language": report.language,
        "sentences": [[span.start - passage.start, span.end - passage.start] for span in passage.sentences],
    }


def make_stored(row: Row[tuple[object, ...]]) -> StoredPassage:
    """Give the passage that a row holds."""
    spans = tuple(Span(row.start + start, row.start + end) for start, end in row.sentences)
    passage = Passage(row.report_id, row.version, row.start, row.end, row.ordinal, row.page, spans)
    if row.vector is None:
        return StoredPassage(row.id, passage, row.language, row.text, None, None)
    vector = np.frombuffer(row.vector, "<f4")
    return StoredPassage(row.id, passage, row.language, row.text, vector, unpack_tokens(row.tokens, len(vector)))


def pack_tokens(tokens: TokenVectors) -> bytes:
    """Give token vectors as bytes: n spans (2 × 4 bytes), n scales (4 bytes), n vectors (d bytes)."""
    scales = np.maximum(np.abs(tokens.vectors).max(axis=1, initial=0), 1e-12) / 127
    whole = np.round(tokens.vectors / scales[:, None])
    return b"".join(
        [tokens.spans.astype("<i4").tobytes(), scales.astype("<f4").tobytes(), whole.astype("i1").tobytes()]
    )


def unpack_tokens(data: bytes, dimension: int) -> TokenVectors:
    """Give token vectors of this dimension back from bytes."""
    count = len(data) // (12 + dimension)
    spans = np.frombuffer(data, "<i4", 2 * count).reshape(count, 2)
    scales = np.frombuffer(data, "<f4", count, 8 * count)
    whole = np.frombuffer(data, np.int8, count * dimension, 12 * count).reshape(count, dimension)
    return TokenVectors(whole.astype(np.float32) * scales[:, None], spans)


def make_text() -> ColumnElement[str]:
    """Give the expression for a passage's text, cut out of its version's body by the database."""
    return func.substr(versions.c.body, passages.c.start + 1, passages.c.end - passages.c.start).label("text")


def _same_version() -> ColumnElement[bool]:
    return tuple_(passages.c.report_id, passages.c.version) == tuple_(versions.c.report_id, versions.c.version)
