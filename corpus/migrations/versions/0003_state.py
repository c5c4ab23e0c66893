"""What the bot remembers: updates received, what was sent for them, answers given, gaps, and documents offered."""

import sqlalchemy as sa
from alembic import op

from corpus.database import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables."""
    create_inbox()
    create_deliveries()
    create_answers()
    create_gaps()
    create_offers()


def create_inbox() -> None:
    """Updates received."""
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("body", sa.Text),
        sa.Column("starts", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("changed_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_state", "inbox", ["state"])
    op.create_index("ix_inbox_changed_at", "inbox", ["changed_at"])


def create_deliveries() -> None:
    """What was sent for them."""
    op.create_table(
        "deliveries",
        sa.Column("update_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("shown", sa.Boolean, nullable=False),
        sa.Column("changed_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("update_id", "part", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_changed_at", "deliveries", ["changed_at"])


def create_answers() -> None:
    """Answers given."""
    op.create_table(
        "answers",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("asked_by", sa.String, nullable=False),
        sa.Column("request", sa.String),
        sa.Column("saved_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
        sa.UniqueConstraint("request", name="uq_answers_request"),
    )
    op.create_index("ix_answers_asked_by", "answers", ["asked_by"])


def create_gaps() -> None:
    """Questions that no report answers."""
    op.create_table(
        "gaps",
        sa.Column("answer_id", sa.String, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("asked_by", sa.String, nullable=False),
        sa.Column("filed_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("answer_id", name="pk_gaps"),
    )
    op.create_index("ix_gaps_asked_by", "gaps", ["asked_by"])
    op.create_index("ix_gaps_filed_at", "gaps", ["filed_at"])


def create_offers() -> None:
    """Documents offered."""
    op.create_table(
        "offers",
        sa.Column("nonce", sa.String, nullable=False),
        sa.Column("editor_id", sa.BigInteger, nullable=False),
        sa.Column("request", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("decided_by", sa.String),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("offered_by", sa.String, nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary),
        sa.PrimaryKeyConstraint("nonce", name="pk_offers"),
        sa.UniqueConstraint("request", name="uq_offers_request"),
    )
    op.create_index("ix_offers_made_at", "offers", ["made_at"])
