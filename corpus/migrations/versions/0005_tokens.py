"""What was spent on the language model."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "tokens",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("used", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("day", "person", name="pk_tokens"),
    )
