"""Who may do what, who was invited, what waits for a press of a button, and what people are to be told."""

import sqlalchemy as sa
from alembic import op

from corpus.database import UtcDateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the tables; the audit log can from now on tell of what concerns no report."""
    create_people()
    create_invites()
    create_decisions()
    create_notices()
    with op.batch_alter_table("audit") as audit:
        audit.alter_column("report_id", existing_type=sa.String, nullable=True)


def create_people() -> None:
    """Who was given a role."""
    op.create_table(
        "people",
        sa.Column("person_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("granted_by", sa.String, nullable=False),
        sa.Column("granted_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_people"),
    )


def create_invites() -> None:
    """Links that let one person in, once."""
    op.create_table(
        "invites",
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("made_by", sa.String, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.Column("used_by", sa.BigInteger),
        sa.Column("used_at", UtcDateTime),
        sa.PrimaryKeyConstraint("digest", name="pk_invites"),
    )


def create_decisions() -> None:
    """Changes that wait for a press of a button."""
    op.create_table(
        "decisions",
        sa.Column("nonce", sa.String, nullable=False),
        sa.Column("person_id", sa.BigInteger, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("decided_by", sa.String),
        sa.PrimaryKeyConstraint("nonce", name="pk_decisions"),
    )
    op.create_index("ix_decisions_made_at", "decisions", ["made_at"])


def create_notices() -> None:
    """What people are to be told without having asked just now."""
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("key", name="uq_notices_key"),
    )
    op.create_index("ix_notices_state", "notices", ["state"])
