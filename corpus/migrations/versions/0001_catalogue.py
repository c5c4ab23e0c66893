"""The catalogue: reports, their versions, and the audit log."""

import sqlalchemy as sa
from alembic import op

from corpus.database import UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables, and let the database itself guard what was published."""
    op.create_table(
        "reports",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("live_version", sa.Integer),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("note", sa.String),
        sa.Column("status_date", UtcDateTime, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
    )
    op.create_table(
        "versions",
        sa.Column("report_id", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("note", sa.String),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("publisher", sa.String),
        sa.Column("author", sa.String),
        sa.Column("published", sa.Date),
        sa.Column("url", sa.String),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("body_digest", sa.String, nullable=False),
        sa.Column("original_name", sa.String, nullable=False),
        sa.Column("words", sa.Integer, nullable=False),
        sa.Column("added_by", sa.String, nullable=False),
        sa.Column("added_at", UtcDateTime, nullable=False),
        sa.Column("pages", sa.JSON, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("report_id", "version", name="pk_versions"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_versions_report_id_reports"),
    )
    op.create_index("ix_versions_digest", "versions", ["digest"])
    op.create_index("ix_versions_body_digest", "versions", ["body_digest"])
    create_audit()
    guard_published_versions()


def create_audit() -> None:
    """Who did what, and when."""
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("report_id", sa.String, nullable=False),
        sa.Column("version", sa.Integer),
        sa.Column("detail", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_report_id", "audit", ["report_id"])


def guard_published_versions() -> None:
    """Make SQLite refuse any change to a published version and to the audit log."""
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER versions_are_kept_{change.lower()} BEFORE {change} ON versions "
            "WHEN OLD.state = 'published' BEGIN SELECT RAISE(ABORT, 'published versions never change'); END"
        )
        op.execute(
            f"CREATE TRIGGER audit_is_kept_{change.lower()} BEFORE {change} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit log never changes'); END"
        )
