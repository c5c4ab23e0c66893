"""Tokens spent on the language model, by day (UTC) and person, so that a restart does not give them back."""

from datetime import date, timedelta

from sqlalchemy import BigInteger, Column, Connection, Date, String, Table, delete, select, update

from bot.answering.budgeting import Share, TokenLimits
from corpus.database import Database, metadata

tokens = Table(
    "tokens",
    metadata,
    Column("day", Date, primary_key=True),
    Column("person", String, primary_key=True),
    Column("used", BigInteger, nullable=False),
)

EVERYBODY = ""
"""The name under which the sum over all people stands; it outlives their rows."""

KEPT_DAYS = 1
"""For how many days past it is kept who spent them: a call may end on the day after it began."""


class Tokens:
    """The books of tokens spent."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reserve(self, day: date, person: str, tokens: int, limits: TokenLimits) -> Share | None:
        """Book tokens unless a limit is reached already; gives the share that is spent, None when they are booked."""
        with self._database.writing() as connection:
            if read_used(connection, day, person) >= limits.each:
                return Share.EACH
            if read_used(connection, day, EVERYBODY) >= limits.in_all:
                return Share.IN_ALL
            for each in (person, EVERYBODY):
                add_used(connection, day, each, tokens)
            forget_people(connection, day)
        return None

    def settle(self, day: date, person: str, reserved: int, used: int) -> None:
        """Put what was used in the place of what was reserved."""
        with self._database.writing() as connection:
            for each in (person, EVERYBODY):
                add_used(connection, day, each, used - reserved)

    def count_used(self, day: date, person: str = EVERYBODY) -> int:
        """Give the tokens that a person, or everybody together, spent on a day, those reserved among them."""
        with self._database.reading() as connection:
            return read_used(connection, day, person)


def read_used(connection: Connection, day: date, person: str) -> int:
    """Give what stands in the books."""
    chosen = select(tokens.c.used).where(tokens.c.day == day, tokens.c.person == person)
    return connection.execute(chosen).scalar() or 0


def add_used(connection: Connection, day: date, person: str, more: int) -> None:
    """Add to what stands in the books."""
    place = (tokens.c.day == day, tokens.c.person == person)
    if connection.execute(update(tokens).where(*place).values(used=tokens.c.used + more)).rowcount == 0 and more > 0:
        connection.execute(tokens.insert().values(day=day, person=person, used=more))


def forget_people(connection: Connection, day: date) -> None:
    """Forget who spent tokens on days that are over; the sums stay."""
    over = tokens.c.day < day - timedelta(days=KEPT_DAYS)
    connection.execute(delete(tokens).where(over, tokens.c.person != EVERYBODY))
