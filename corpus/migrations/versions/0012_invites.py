"""Which message or press asked for an invitation, so that doing it again makes no second one."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column; earlier invitations were asked for by nothing that could be done again."""
    op.add_column("invites", sa.Column("request", sa.String))
