"""Which model's vectors answer, and that the vectors of one model are of one size.

A catalogue from before goes on answering with the model that its vector index was built for, or else with the one that
has embedded most.
"""

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

REFUSED = (
    "NEW.model = '' OR length(NEW.vector) = 0 OR length(NEW.vector) % 4 <> 0"
    " OR length(NEW.tokens) % (12 + length(NEW.vector) / 4) <> 0"
    " OR EXISTS (SELECT 1 FROM vector_models WHERE name = NEW.model AND dimension <> length(NEW.vector) / 4)"
)
"""A vector is `dimension` numbers of four bytes, and each of its tokens takes twelve bytes and one for each number."""


def upgrade() -> None:
    """Add the table of models and the guards, and write down which model answers."""
    op.create_table(
        "vector_models",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("dimension", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_vector_models"),
    )
    op.execute(
        "INSERT INTO vector_models (name, dimension) "
        "SELECT model, max(length(vector)) / 4 FROM passage_vectors GROUP BY model"
    )
    op.execute(
        "CREATE TRIGGER passage_vectors_guard BEFORE INSERT ON passage_vectors "
        f"WHEN {REFUSED} BEGIN SELECT RAISE(ABORT, 'the vectors of one model are of one size'); END"
    )
    op.execute(
        "CREATE TRIGGER passage_vectors_note AFTER INSERT ON passage_vectors "
        "WHEN NOT EXISTS (SELECT 1 FROM vector_models WHERE name = NEW.model) "
        "BEGIN INSERT INTO vector_models (name, dimension) VALUES (NEW.model, length(NEW.vector) / 4); END"
    )
    op.execute(
        "CREATE TRIGGER passage_vectors_fixed BEFORE UPDATE ON passage_vectors "
        "BEGIN SELECT RAISE(ABORT, 'a vector stays as its model made it'); END"
    )
    note_serving(op.get_bind())


def note_serving(connection: sa.Connection) -> None:
    """Write down which model answers: the one whose name signs the vector index, else the one with most vectors."""
    counted = "SELECT model FROM passage_vectors GROUP BY model ORDER BY count(*) DESC, max(rowid) DESC"
    models = list(connection.execute(sa.text(counted)).scalars())
    named = connection.execute(sa.text("SELECT value FROM index_state WHERE name = 'collection'")).scalar() or ""
    signed = [model for model in models if named.endswith(f"-{sha256(model.encode()).hexdigest()[:12]}")]
    for model in [*signed, *models][:1]:
        connection.execute(
            sa.text("INSERT INTO index_state (name, value) VALUES ('serving', :model)"), {"model": model}
        )
