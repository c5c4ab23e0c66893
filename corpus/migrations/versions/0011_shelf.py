"""What the keepers of the shelf work with: the guard of the audit log, quick lists and counts, and gaps in groups."""

import sqlalchemy as sa
from alembic import op

from corpus.database import UtcDateTime

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Change the tables."""
    guard_audit()
    # Lists read this index alone and walk through no texts.
    listed = ["report_id", "version", "published", "title", "publisher", "language", "words"]
    op.create_index("ix_versions_report_id", "versions", listed)
    add_answer_status()
    group_gaps()
    create_searches()


def guard_audit() -> None:
    """Make SQLite refuse any change to the audit log; an earlier step made the table anew, and its triggers were lost.

    A line that replaces another would remove it without a word, so that is refused too.
    """
    condition = {"UPDATE": "", "DELETE": "", "INSERT": "WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)"}
    for change, when in condition.items():
        op.execute(f"DROP TRIGGER IF EXISTS audit_is_kept_{change.lower()}")
        op.execute(
            f"CREATE TRIGGER audit_is_kept_{change.lower()} BEFORE {change} ON audit {when} "
            "BEGIN SELECT RAISE(ABORT, 'the audit log never changes'); END"
        )


def add_answer_status() -> None:
    """Keep beside each answer what kind it is, and count by an index, since the records themselves are long."""
    op.add_column("answers", sa.Column("status", sa.String, nullable=False, server_default="answered"))
    op.execute("UPDATE answers SET status = 'refused' WHERE kind = 'refusal'")
    op.execute(
        "UPDATE answers SET status = 'disputed' WHERE kind = 'answer' AND json_array_length(body, '$.positions') > 0"
    )
    op.create_index("ix_answers_saved_at", "answers", ["saved_at", "status", "asked_by"])


def group_gaps() -> None:
    """Questions that ask for the same, and what became of them."""
    op.create_table(
        "gap_groups",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("report_id", sa.String),
        sa.Column("decided_by", sa.String),
        sa.Column("decided_at", UtcDateTime),
        sa.Column("suggested", sa.String),
        sa.Column("checked", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gap_groups"),
    )
    op.create_index("ix_gap_groups_state", "gap_groups", ["state"])
    op.add_column("gaps", sa.Column("group_id", sa.Integer))
    op.add_column("gaps", sa.Column("model", sa.String))
    op.add_column("gaps", sa.Column("vector", sa.LargeBinary))
    op.create_index("ix_gaps_group_id", "gaps", ["group_id"])


def create_searches() -> None:
    """What was looked for in a list whose pages can still be turned."""
    op.create_table(
        "searches",
        sa.Column("token", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("used_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_searches"),
    )
    op.create_index("ix_searches_used_at", "searches", ["used_at"])
