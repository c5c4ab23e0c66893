"""In which chat each message stands that was sent in reply, so that a lost one can be told from the known ones.

The column is empty for what was sent before; such a message counts as known in every chat.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the column."""
    op.add_column("deliveries", sa.Column("place", sa.String))
