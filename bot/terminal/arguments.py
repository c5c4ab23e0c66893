"""What several commands take, and how what was typed is read: days, texts, people, roles; nonsense is wrong usage."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import PeopleError
from corpus.errors import CorpusError

if TYPE_CHECKING:
    from bot.state.people import Role

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
ReportId = Annotated[str, typer.Argument(metavar="ID", help="The report's id, as `onrecord list` shows it.")]


def parse_day(text: str) -> date:
    """Read a day such as 2022-06-02.

    Raises:
        typer.BadParameter: when it is not one; the command line makes that wrong usage.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}” is not a day; write it like 2022-06-02.") from None


def parse_since(text: str) -> date:
    """Give the first day of a day, a month or a year: 2026-03-11, 2026-03, “March 2026”.

    Raises:
        typer.BadParameter: when it is none of these.
    """
    from corpus.shelf_queries import parse_days

    with wrong_usage():
        return parse_days(text).first


def parse_until(text: str) -> date:
    """Give the last day of a day, a month or a year.

    Raises:
        typer.BadParameter: when it is none of these.
    """
    from corpus.shelf_queries import parse_days

    with wrong_usage():
        return parse_days(text).last


def parse_status(text: str) -> str:
    """Read how a report stands.

    Raises:
        typer.BadParameter: when no report can stand so.
    """
    from corpus import shelf_queries

    with wrong_usage():
        return shelf_queries.parse_status(text)


def parse_words(text: str) -> str:
    """Give what was typed without white space round it.

    Raises:
        typer.BadParameter: when nothing is left, or when it is not readable text.
    """
    if not text.strip():
        raise typer.BadParameter("it is empty; write it between quotation marks.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise typer.BadParameter("it is not readable text; write it in UTF-8.")
    return text.strip()


Title = Annotated[str | None, typer.Option(metavar="TEXT")]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="The outlet.")]
Author = Annotated[str | None, typer.Option(metavar="NAME")]
Published = Annotated[
    date | None, typer.Option(parser=parse_day, metavar="DATE", help="The day it was published, such as 2022-06-07.")
]
Url = Annotated[str | None, typer.Option(metavar="URL", help="Where it can be read.")]
Language = Annotated[str | None, typer.Option(metavar="CODE", help="Its language, such as en or fa.")]
Note = Annotated[str, typer.Option(parser=parse_words, metavar="TEXT", help="Why, in a few words.")]


def parse_person(text: str) -> int:
    """Read somebody's Telegram number; wrong usage when it is none."""
    from bot.state.roles import parse_number

    with wrong_usage():
        return parse_number(text)


def parse_banned(text: str) -> int:
    """Read the number of a person or a chat that is to be banned or served again; wrong usage when it is none."""
    from bot.state import bans

    with wrong_usage():
        return bans.parse_banned(text)


def parse_role(text: str) -> "Role":
    """Read the name of a role; wrong usage when there is no such role."""
    from bot.state import roles

    with wrong_usage():
        return roles.parse_role(text)


def parse_invited(text: str) -> "Role":
    """Read the role that a link gives; wrong usage when a link cannot give it."""
    from bot.state.invites import parse_invited_role

    with wrong_usage():
        return parse_invited_role(text)


def parse_days(text: str) -> int:
    """Read for how many days a link counts; wrong usage when it is no such number."""
    from bot.state import invites

    with wrong_usage():
        return invites.parse_days(str(text))


@contextmanager
def wrong_usage() -> Iterator[None]:
    """Turn a refusal of what was typed into wrong usage.

    Raises:
        typer.BadParameter: with the same sentence.
    """
    try:
        yield
    except (PeopleError, CorpusError) as error:
        raise typer.BadParameter(str(error)) from None
