"""The index: passages, their vectors, and the tables for keyword search."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "passages",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("report_id", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("page", sa.Integer),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("sentences", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_passages"),
        sa.ForeignKeyConstraint(
            ["report_id", "version"], ["versions.report_id", "versions.version"], name="fk_passages_report_id_versions"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_passages_report_id", "passages", ["report_id", "version"])
    op.create_table(
        "passage_vectors",
        sa.Column("passage_id", sa.Integer, nullable=False),
        sa.Column("model", sa.String, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.Column("tokens", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("passage_id", "model", name="pk_passage_vectors"),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["passages.id"], name="fk_passage_vectors_passage_id_passages", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "index_state",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_index_state"),
    )
    op.execute("CREATE VIRTUAL TABLE passage_words USING fts5(title, body, tokenize='unicode61')")
    op.execute("CREATE VIRTUAL TABLE passage_words_vocabulary USING fts5vocab(passage_words, 'row')")
    op.execute("CREATE VIRTUAL TABLE passage_trigrams USING fts5(title, body, tokenize='trigram')")
