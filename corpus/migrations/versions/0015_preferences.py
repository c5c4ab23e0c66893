"""In which language somebody is spoken to, which menus Telegram was told, and whose data is being deleted."""

import sqlalchemy as sa
from alembic import op

from corpus.database import UtcDateTime

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "preferences",
        sa.Column("person_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("chosen_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_preferences"),
    )
    op.create_table(
        "announced",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("person_id", sa.BigInteger),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("announced_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_announced"),
    )
    op.create_index("ix_announced_person_id", "announced", ["person_id"])
    op.create_table(
        "forgettings",
        sa.Column("person_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("update_id", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_forgettings"),
    )
