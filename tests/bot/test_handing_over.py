"""Adding a folder again after it was cut short: nothing is added twice, and nothing is complained of."""

import json
from pathlib import Path
from typing import Any

import pytest

import bot.main
import bot.worker
from bot.terminal.adding import add_documents
from corpus.errors import DatabaseError
from corpus.reports import Details
from tests.bot.folder_shelf import exact_search
from tests.kills.quick_embedding import QuickEmbedder
from tests.make_shelf import make_reports

TEXTS = [report.body for report in make_reports(6)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONRECORD_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(bot.main, "SentenceTransformerEmbedder", QuickEmbedder)
    monkeypatch.setattr(bot.main, "hosting_vectors", exact_search)
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(TEXTS[number])
    return folder


def add(capsys: pytest.CaptureFixture[str], *targets: Path, code: int = 0) -> dict[str, Any]:
    capsys.readouterr()
    assert add_documents(list(map(str, targets)), Details(), None, yes=True, as_json=True) == code
    said = capsys.readouterr()
    assert len(said.err.splitlines()) == code
    return dict(json.loads(said.out))


def interrupt(_desk: object, jobs: list[int], _on_progress: object) -> None:
    raise KeyboardInterrupt


def test_what_stands_there_is_counted_and_what_is_new_is_added(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(add(capsys, folder)["added"]) == 5
    (folder / "new.txt").write_text(TEXTS[5])
    again = add(capsys, folder)
    assert (len(again["added"]), again["already_there"], again["failed"]) == (1, 5, [])


def test_what_was_handed_in_is_finished(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("bot.terminal.adding.wait_for_all", interrupt)
        with pytest.raises(KeyboardInterrupt):
            add(capsys, folder)
    again = add(capsys, folder)
    assert (again["added"], again["already_there"], again["failed"]) == ([], 5, [])


def test_a_file_by_itself_says_that_it_stands_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(capsys, folder)
    again = add(capsys, folder / "1.txt", code=1)
    assert "already on the shelf" in again["failed"][0]["error"]


def test_what_ends_the_worker_is_met_by_whoever_waits(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_runner: object) -> None:
        raise DatabaseError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(bot.worker.JobRunner, "recover", fail)
        with pytest.raises(DatabaseError, match="disk is full"):
            add_documents([str(folder)], Details(), None, yes=True, as_json=True)
    assert capsys.readouterr().err == ""
    assert add(capsys, folder)["already_there"] == 5
