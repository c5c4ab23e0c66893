"""Fair use: when questions were asked, whom the bot serves no longer, and which chats it can no longer write to."""

import sqlalchemy as sa
from alembic import op

from corpus.database import UtcDateTime

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "asked",
        sa.Column("request", sa.String, nullable=False),
        sa.Column("asker", sa.String, nullable=False),
        sa.Column("place", sa.String),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("request", name="pk_asked"),
    )
    op.create_index("ix_asked_asker", "asked", ["asker", "asked_at"])
    op.create_index("ix_asked_place", "asked", ["place", "asked_at"])
    op.create_index("ix_asked_asked_at", "asked", ["asked_at"])
    op.create_table(
        "bans",
        sa.Column("number", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("reason", sa.Text),
        sa.Column("banned_by", sa.String, nullable=False),
        sa.Column("banned_at", UtcDateTime, nullable=False),
        sa.Column("request", sa.String),
        sa.Column("told_by", sa.String),
        sa.PrimaryKeyConstraint("number", name="pk_bans"),
    )
    op.create_table(
        "chats",
        sa.Column("chat_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("moved_to", sa.BigInteger),
        sa.Column("since", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_chats"),
    )
