"""What is kept for some days only goes when they are over, also while nobody writes and nothing else makes room.

Each table drops its own old rows when it is written to; this is for the hours in which it is not, so that what
/privacy says holds then too. Nothing that still waits is touched.
"""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from bot.state import decisions as of_decisions
from bot.state import inbox as of_inbox
from bot.state import offers as of_offers
from bot.state.decisions import decisions
from bot.state.inbox import WAITING, inbox
from bot.state.offer_tables import documents, offers, pieces, prompts
from bot.state.tokens import forget_people


def drop_overdue(connection: Connection, now: datetime) -> None:
    """Delete what is kept no longer than until now."""
    dealt_with = inbox.c.state != WAITING
    connection.execute(delete(inbox).where(dealt_with, inbox.c.changed_at < now - of_inbox.KEPT))
    connection.execute(delete(decisions).where(decisions.c.made_at < now - of_decisions.KEPT))
    over = select(offers.c.id).where(offers.c.made_at < now - of_offers.KEPT)
    for table in (pieces, documents, prompts):
        connection.execute(delete(table).where(table.c.offer_id.in_(over)))
    connection.execute(delete(offers).where(offers.c.made_at < now - of_offers.KEPT))
    forget_people(connection, now.date())
