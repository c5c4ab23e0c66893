"""What people chose for themselves: the language in which the bot speaks to them."""

from sqlalchemy import BigInteger, Column, String, Table, delete, select, update

from bot.languages.language import Language, find_language
from corpus.database import Database, UtcDateTime, make_now, metadata

preferences = Table(
    "preferences",
    metadata,
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String, nullable=False),
    Column("chosen_at", UtcDateTime, nullable=False),
)


class Preferences:
    """The choices on file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find_language(self, person_id: int) -> Language | None:
        """Give the language that somebody chose, or None."""
        chosen = select(preferences.c.language).where(preferences.c.person_id == person_id)
        with self._database.reading() as connection:
            return find_language(connection.execute(chosen).scalar())

    def choose_language(self, person_id: int, language: Language | None) -> None:
        """Keep the language that somebody chose, or that they want the one of their Telegram again (None)."""
        mine = preferences.c.person_id == person_id
        with self._database.writing() as connection:
            if language is None:
                connection.execute(delete(preferences).where(mine))
                return
            values = {"language": language, "chosen_at": make_now()}
            if connection.execute(update(preferences).where(mine).values(values)).rowcount == 0:
                connection.execute(preferences.insert().values(person_id=person_id, **values))

    def list_languages(self) -> dict[int, Language]:
        """Give the language of everybody who chose one."""
        with self._database.reading() as connection:
            rows = connection.execute(select(preferences.c.person_id, preferences.c.language))
            found = {row.person_id: find_language(row.language) for row in rows}
        return {person_id: language for person_id, language in found.items() if language}
