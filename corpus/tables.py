"""The tables of the catalogue, and the conditions under which a row of them stands.

Other rooms join their own tables with `reports` by `is_live`, in one statement, so that nothing stale is seen.
"""

from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
)

from corpus.database import UtcDateTime, metadata
from corpus.reports import Status

reports = Table(
    "reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("live_version", Integer),
    Column("status", String, nullable=False),
    Column("note", String),
    Column("status_date", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)
# The body stands behind what a list shows: SQLite then lists ten thousand reports without walking through their texts.
versions = Table(
    "versions",
    metadata,
    Column("report_id", String, ForeignKey("reports.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("state", String, nullable=False),
    Column("status", String, nullable=False),
    Column("note", String),
    Column("title", String, nullable=False),
    Column("publisher", String),
    Column("author", String),
    Column("published", Date),
    Column("url", String),
    Column("language", String, nullable=False),
    Column("digest", String, nullable=False, index=True),
    Column("body_digest", String, nullable=False, index=True),
    Column("original_name", String, nullable=False),
    Column("words", Integer, nullable=False),
    Column("added_by", String, nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
    Column("pages", JSON, nullable=False),
    Column("body", Text, nullable=False),
    Column("copy_of", String),
    Column("base", Integer),
    Column("status_day", Date),
)
# What near copies of a version, and other versions of it, are found by (`corpus.signature_store`).
signatures = Table(
    "signatures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("link_key", String, index=True),
    Column("title_key", String, index=True),
    Column("values", LargeBinary, nullable=False),
    UniqueConstraint("report_id", "version"),
)
bands = Table(
    "bands",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("signature_id", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
# The names that a version gives in two scripts (`corpus.name_store`), and which versions were read for them.
name_pairs = Table(
    "name_pairs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("key", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("other", String, nullable=False),
    Column("is_part", Boolean, nullable=False),
    Index("ix_name_pairs_report_id", "report_id", "version"),
)
names_read = Table(
    "names_read",
    metadata,
    Column("report_id", String, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
)
# What the list of the shelf needs, so that it is searched without touching the rows that hold the texts.
Index(
    "ix_versions_report_id",
    versions.c.report_id,
    versions.c.version,
    versions.c.published,
    versions.c.title,
    versions.c.publisher,
    versions.c.language,
    versions.c.words,
)
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String, nullable=False),
    Column("action", String, nullable=False),
    Column("report_id", String, index=True),
    Column("version", Integer),
    Column("detail", String),
    Column("day", Date),
)

LISTED = [
    versions.c.report_id.label("id"),
    versions.c.version,
    versions.c.title,
    versions.c.publisher,
    versions.c.author,
    versions.c.published,
    versions.c.url,
    versions.c.language,
    versions.c.digest,
]
CONTENTS = [*LISTED, versions.c.pages, versions.c.body, versions.c.copy_of]


class VersionState(StrEnum):
    """How far a version has come; published ones never change, and discarded ones have lost their text."""

    STAGED = "staged"
    PUBLISHED = "published"
    DISCARDED = "discarded"


def is_live_version(report_id: ColumnElement[str], version: ColumnElement[int]) -> ColumnElement[bool]:
    """Give the condition under which a row joined with `reports` belongs to its report's live version."""
    return and_(report_id == reports.c.id, version == reports.c.live_version)


def is_live(report_id: ColumnElement[str], version: ColumnElement[int]) -> ColumnElement[bool]:
    """Give the condition under which a row joined with `reports` may be quoted as what stands now."""
    return and_(is_live_version(report_id, version), reports.c.status != Status.WITHDRAWN)
