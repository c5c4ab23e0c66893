"""Shelves for the tests of the command line."""

from pathlib import Path

import pytest

from tests.bot.command import SAMPLES, Command


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
