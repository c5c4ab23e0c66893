"""Translations of quotations that a language model made and that passed the checks, so that none is paid for twice.

A row is for one place of one version, one language and one model. `beside` holds the versions that were in the same
request: what one of them says might have changed how the others were translated, so a row counts only while all of
them stand. Nothing of who asked is kept.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Connection, Integer, String, Table, Text, and_, delete, select

from bot.answering.answers import Quote
from bot.state.quoted import stands
from corpus.database import Database, UtcDateTime, make_now, metadata

translations = Table(
    "translations",
    metadata,
    Column("report_id", String, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("end", Integer, primary_key=True, autoincrement=False),
    Column("language", String, primary_key=True),
    Column("model", String, primary_key=True),
    Column("text", Text, nullable=False),
    Column("beside", JSON, nullable=False),
    Column("made_at", UtcDateTime, nullable=False, index=True),
)

KEPT = timedelta(days=90)
"""How long a translation is kept; after that it is made anew, perhaps by a better model of the same name."""


class Translations:
    """The translations on file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, quotes: Sequence[Quote], language: str, model: str) -> dict[Quote, str]:
        """Give what is kept of these quotations, of those made beside nothing that stands no longer."""
        with self._database.reading() as connection:
            found = {quote: self._find(connection, quote, language, model) for quote in quotes}
        return {quote: text for quote, text in found.items() if text is not None}

    def keep(self, made: Mapping[Quote, str], beside: Sequence[Quote], language: str, model: str) -> None:
        """Keep translations, in place of those of the same places; `beside` was in the same request."""
        versions = sorted({name_version(quote) for quote in beside})
        moment = make_now()
        with self._database.writing() as connection:
            connection.execute(delete(translations).where(translations.c.made_at < moment - KEPT))
            for quote, text in made.items():
                connection.execute(delete(translations).where(is_of(quote, language, model)))
                connection.execute(
                    translations.insert().values(
                        **describe_place(quote),
                        language=language,
                        model=model,
                        text=text,
                        beside=[list(each) for each in versions],
                        made_at=moment,
                    )
                )

    def _find(self, connection: Connection, quote: Quote, language: str, model: str) -> str | None:
        recent = translations.c.made_at >= make_now() - KEPT
        query = select(translations.c.text, translations.c.beside).where(is_of(quote, language, model), recent)
        row = connection.execute(query).first()
        if row is None or not all(stands(connection, *each) for each in row.beside):
            return None
        return str(row.text)


def is_of(quote: Quote, language: str, model: str) -> ColumnElement[bool]:
    """Give the condition under which a row is of this quotation."""
    place = (translations.c[name] == value for name, value in describe_place(quote).items())
    return and_(*place, translations.c.language == language, translations.c.model == model)


def describe_place(quote: Quote) -> dict[str, Any]:
    """Give the place of a quotation, by the names of the columns."""
    report_id, version = name_version(quote)
    return {"report_id": report_id, "version": version, "start": quote.start, "end": quote.end}


def name_version(quote: Quote) -> tuple[str, int]:
    """Give the report version that a quotation is from."""
    return quote.source.report_id, quote.source.version
