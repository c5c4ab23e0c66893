"""Which questions people follow, and how the words of a notice look."""

import sqlalchemy as sa
from alembic import op

from corpus.database import UtcDateTime

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Create the table, and add the column; notices of before are plain text."""
    op.create_table(
        "follows",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("record_id", sa.String, nullable=False),
        sa.Column("checked", sa.Integer, nullable=False),
        sa.Column("begun_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_follows"),
        sa.UniqueConstraint("person", "place", "key", name="uq_follows_person"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_follows_checked", "follows", ["checked"])
    op.create_index("ix_follows_record_id", "follows", ["record_id"])
    op.add_column("notices", sa.Column("marks", sa.JSON))
