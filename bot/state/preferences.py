"""In which language the bot speaks to people: the one they chose, and that which their Telegram last had."""

from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, String, Table, delete, select, update

from bot.languages.language import Language, find_language
from corpus.database import Connection, Database, UtcDateTime, make_now, metadata

preferences = Table(
    "preferences",
    metadata,
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String, nullable=False),
    Column("chosen_at", UtcDateTime, nullable=False),
)


heard_languages = Table(
    "heard_languages",
    metadata,
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String, nullable=False),
)
"""English, which everybody is spoken to without it, is kept only of those whose Telegram had another one before."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The languages of somebody, as far as they are known."""

    chosen: Language | None = None
    heard: Language | None = None

    @property
    def language(self) -> Language:
        """The one in which they are spoken to."""
        return self.chosen or self.heard or Language.ENGLISH


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

    def find_spoken(self, person_id: int, inside: Connection | None = None) -> Spoken:
        """Give the language that somebody chose, and the one that was last heard of them."""
        heard = select(heard_languages.c.language).where(heard_languages.c.person_id == person_id)
        chosen = select(preferences.c.language).where(preferences.c.person_id == person_id)
        with self._database.reading(inside) as connection:
            return Spoken(*(find_language(connection.execute(each).scalar()) for each in (chosen, heard)))

    def note_heard(self, person_id: int, language: Language) -> None:
        """Keep the language that somebody's Telegram has now."""
        mine = heard_languages.c.person_id == person_id
        with self._database.writing() as connection:
            if connection.execute(update(heard_languages).where(mine).values(language=language)).rowcount == 0:
                connection.execute(heard_languages.insert().values(person_id=person_id, language=language))

    def list_languages(self) -> dict[int, Language]:
        """Give the language of everybody who chose one."""
        with self._database.reading() as connection:
            rows = connection.execute(select(preferences.c.person_id, preferences.c.language))
            found = {row.person_id: find_language(row.language) for row in rows}
        return {person_id: language for person_id, language in found.items() if language}
