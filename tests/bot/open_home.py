"""The data folder of a running bot, opened beside it, as another process does."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.state import State
from corpus.catalogue import Catalogue
from corpus.database import Database
from tests.bot_process import BotProcess


@contextmanager
def opened(bot: BotProcess) -> Iterator[tuple[State, Catalogue]]:
    """Give what a bot remembers, and its catalogue."""
    database = Database(f"sqlite:///{bot.home / 'catalogue.db'}")
    try:
        yield State.of(database), Catalogue(database)
    finally:
        database.close()
