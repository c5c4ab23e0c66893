"""What was looked for in a list, so that the buttons that turn its pages still work after a restart.

A button has no room for the words, so it carries a token made from them; the same words always have the same one.
"""

from datetime import timedelta
from hashlib import sha256

from sqlalchemy import Column, Connection, String, Table, Text, delete, select, update

from corpus.database import Database, UtcDateTime, make_now, metadata

searches = Table(
    "searches",
    metadata,
    Column("token", String, primary_key=True),
    Column("text", Text, nullable=False),
    Column("used_at", UtcDateTime, nullable=False, index=True),
)

TOKEN = 16
KEPT = timedelta(days=90)
"""How long a search is kept after it was last used."""


class Searches:
    """The searches on file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, text: str) -> str:
        """Keep what was looked for and give its token (16 characters of 0 to 9 and a to f)."""
        token = sha256(text.encode()).hexdigest()[:TOKEN]
        with self._database.writing() as connection:
            if not _note_use(connection, token):
                connection.execute(searches.insert().values(token=token, text=text, used_at=make_now()))
            connection.execute(delete(searches).where(searches.c.used_at < make_now() - KEPT))
        return token

    def find(self, token: str) -> str | None:
        """Give what was looked for, and keep it longer; None when it is kept no more."""
        with self._database.writing() as connection:
            if not _note_use(connection, token):
                return None
            return str(connection.execute(select(searches.c.text).where(searches.c.token == token)).scalar_one())


def _note_use(connection: Connection, token: str) -> bool:
    used = update(searches).where(searches.c.token == token).values(used_at=make_now())
    return connection.execute(used).rowcount == 1
