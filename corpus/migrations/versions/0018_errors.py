"""Which kinds of unexpected errors there were, and when the admins were told of each."""

import sqlalchemy as sa
from alembic import op

from corpus.database import UtcDateTime

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "error_kinds",
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("error_id", sa.String, nullable=False),
        sa.Column("untold", sa.Integer, nullable=False),
        sa.Column("first_at", UtcDateTime, nullable=False),
        sa.Column("last_at", UtcDateTime, nullable=False),
        sa.Column("told_at", UtcDateTime),
        sa.PrimaryKeyConstraint("kind", name="pk_error_kinds"),
    )
