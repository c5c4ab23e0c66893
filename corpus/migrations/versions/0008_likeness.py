"""Whose copy a report is, and the signatures by which copies and new versions are found."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column, after the body, and the tables; what stands already is signed when it is first compared."""
    op.add_column("versions", sa.Column("copy_of", sa.String))
    op.create_table(
        "signatures",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("report_id", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("link_key", sa.String),
        sa.Column("title_key", sa.String),
        sa.Column("values", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_signatures"),
        sa.UniqueConstraint("report_id", "version", name="uq_signatures_report_id"),
    )
    op.create_index("ix_signatures_link_key", "signatures", ["link_key"])
    op.create_index("ix_signatures_title_key", "signatures", ["title_key"])
    op.create_table(
        "bands",
        sa.Column("key", sa.BigInteger, nullable=False),
        sa.Column("signature_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("key", "signature_id", name="pk_bands"),
        sqlite_with_rowid=False,
    )
