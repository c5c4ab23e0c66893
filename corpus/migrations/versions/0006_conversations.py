"""In which conversation an answer was given."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column; what was answered before belongs to no conversation."""
    op.add_column("answers", sa.Column("conversation", sa.String))
    op.create_index("ix_answers_conversation", "answers", ["conversation"])
