"""Shelves for the tests of the command line, and a state and people for those of the chat."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.language_model import OpenAILanguageModel
from bot.state import State
from corpus.database import Database
from tests.bot.command import SAMPLES, Command
from tests.bot_process import BotProcess
from tests.model_server import ScriptedEndpoint
from tests.telegram_server import Person, TelegramServer


@pytest.fixture(scope="session")
def command(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """A shelf with all samples on it; tests leave it as they found it."""
    command = Command(tmp_path_factory.mktemp("shelf"))
    added = command.read_json("add", SAMPLES)
    assert added["failed"] == []
    return command


@pytest.fixture
def fresh(tmp_path: Path) -> Command:
    """A shelf with nothing on it."""
    return Command(tmp_path)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    """Everything remembered, in a new database."""
    database = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    database.migrate()
    yield State.of(database)
    database.close()


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    """Numbers for people and chats that no other test of the file meets."""
    return iter(range(100, 10_000))


@pytest.fixture
def ann(bot: BotProcess, server: TelegramServer, numbers: Iterator[int]) -> Person:
    """A new reader of the file's own bot."""
    return server.person(next(numbers), "Ann", username=None)


@pytest.fixture(scope="session")
def openai_loaded() -> None:
    """The client library is loaded, which takes seconds, before anything is timed."""
    OpenAILanguageModel("none").warm_up()


@pytest.fixture
def endpoint(openai_loaded: None) -> Iterator[ScriptedEndpoint]:
    """An endpoint that replies with an empty object until it is told otherwise."""
    with ScriptedEndpoint() as running:
        yield running
