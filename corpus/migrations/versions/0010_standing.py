"""What a replacement was made to replace, the day that a correction bears, and who was quoted what."""

import sqlalchemy as sa
from alembic import op

from corpus.database import UtcDateTime

revision = "0010"
down_revision = "0009"

FILL = """
INSERT OR IGNORE INTO quoted (answer_id, number, report_id, version, start, "end", place, quoted_at)
SELECT answers.id, json_extract(citation.value, '$.number'),
       json_extract(citation.value, '$.quote.source.report_id'),
       json_extract(citation.value, '$.quote.source.version'),
       json_extract(citation.value, '$.quote.start'), json_extract(citation.value, '$.quote.end'),
       coalesce(answers.conversation, answers.asked_by), answers.saved_at
FROM answers, json_each(answers.body, CASE answers.kind WHEN 'refusal' THEN '$.nearest' ELSE '$.citations' END) citation
"""


def upgrade() -> None:
    """Add the columns and the tables, and read out of the answers that are kept who was quoted what."""
    op.add_column("versions", sa.Column("base", sa.Integer))
    op.add_column("versions", sa.Column("status_day", sa.Date))
    op.add_column("audit", sa.Column("day", sa.Date))
    op.add_column("decisions", sa.Column("data", sa.LargeBinary))
    op.add_column("notices", sa.Column("button", sa.JSON))
    create_quoted()


def create_quoted() -> None:
    """Which place of which version was quoted where."""
    op.create_table(
        "quoted",
        sa.Column("answer_id", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("report_id", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("quoted_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("answer_id", "number", name="pk_quoted"),
    )
    op.create_index("ix_quoted_report_id", "quoted", ["report_id", "quoted_at"])
    op.execute(FILL)
