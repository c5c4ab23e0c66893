"""What readers say of the answers that they got."""

import sqlalchemy as sa
from alembic import op

from corpus.database import UtcDateTime

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "feedback",
        sa.Column("record_id", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("words", sa.Text),
        sa.Column("given_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("record_id", "person", name="pk_feedback"),
    )
    op.create_index("ix_feedback_given_at", "feedback", ["given_at"])
    op.create_index("ix_feedback_person", "feedback", ["person"])
