"""Shelves for the tests of the command line, and a state for those of the chat."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.language_model import OpenAILanguageModel
from bot.state import State
from corpus.database import Database
from tests.bot.command import SAMPLES, Command
from tests.model_server import ScriptedEndpoint


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


@pytest.fixture(scope="session")
def openai_loaded() -> None:
    """The client library is loaded, which takes seconds, before anything is timed."""
    OpenAILanguageModel("none").warm_up()


@pytest.fixture
def endpoint(openai_loaded: None) -> Iterator[ScriptedEndpoint]:
    """An endpoint that replies with an empty object until it is told otherwise."""
    with ScriptedEndpoint() as running:
        yield running
