"""Offers hold what came in several messages, several documents, and what an editor says of each.

The table of before is dropped: what waited there waited for ten minutes at most, and is sent again.
"""

import sqlalchemy as sa
from alembic import op

from corpus.database import UtcDateTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create the tables."""
    op.drop_table("offers")
    create_offers()
    create_offer_pieces()
    create_offered_documents()
    create_offer_prompts()


def create_offers() -> None:
    """What was sent together."""
    op.create_table(
        "offers",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("editor_id", sa.BigInteger, nullable=False),
        sa.Column("update_id", sa.BigInteger, nullable=False),
        sa.Column("pieces_read", sa.Integer, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_offers"),
        sa.UniqueConstraint("update_id", name="uq_offers_update_id"),
    )
    op.create_index("ix_offers_editor_id", "offers", ["editor_id"])
    op.create_index("ix_offers_made_at", "offers", ["made_at"])


def create_offer_pieces() -> None:
    """The messages in which it came."""
    op.create_table(
        "offer_pieces",
        sa.Column("update_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("offer_id", sa.Integer, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_offer_pieces"),
    )
    op.create_index("ix_offer_pieces_offer_id", "offer_pieces", ["offer_id"])


def create_offered_documents() -> None:
    """The documents in it."""
    op.create_table(
        "offered_documents",
        sa.Column("offer_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("decided_by", sa.String),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("offered_by", sa.String, nullable=False),
        sa.Column("report_id", sa.String),
        sa.Column("copy_of", sa.String),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("given", sa.Text, nullable=False),
        sa.Column("title", sa.String),
        sa.Column("verdict", sa.String),
        sa.Column("error", sa.Text),
        sa.Column("data", sa.LargeBinary),
        sa.PrimaryKeyConstraint("offer_id", "number", name="pk_offered_documents"),
    )


def create_offer_prompts() -> None:
    """The messages to which an editor replies with a detail."""
    op.create_table(
        "offer_prompts",
        sa.Column("chat_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("offer_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("detail", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name="pk_offer_prompts"),
    )
    op.create_index("ix_offer_prompts_offer_id", "offer_prompts", ["offer_id"])
