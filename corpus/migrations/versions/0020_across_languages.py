"""Translations of quotations, and the names that reports give in two scripts."""

import sqlalchemy as sa
from alembic import op

from corpus.database import UtcDateTime

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Add the tables; what stands already is read for names when the catalogue is next opened."""
    op.create_table(
        "translations",
        sa.Column("report_id", sa.String, nullable=False),
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("end", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("model", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("beside", sa.JSON, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("report_id", "version", "start", "end", "language", "model", name="pk_translations"),
    )
    op.create_index("ix_translations_made_at", "translations", ["made_at"])
    op.create_table(
        "name_pairs",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("report_id", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("other", sa.String, nullable=False),
        sa.Column("is_part", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_name_pairs"),
    )
    op.create_index("ix_name_pairs_key", "name_pairs", ["key"])
    op.create_index("ix_name_pairs_report_id", "name_pairs", ["report_id", "version"])
    op.create_table(
        "names_read",
        sa.Column("report_id", sa.String, nullable=False),
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("report_id", "version", name="pk_names_read"),
    )
