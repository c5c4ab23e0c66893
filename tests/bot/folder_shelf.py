"""A folder that is the shelf, synced in this process: with a quick embedder, and without Chroma."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.main import open_desk
from bot.settings import load_settings
from bot.terminal.syncing import Manner, sync_folder
from corpus import publishing
from corpus.reports import Report

FERRY = "The ferry ran aground at Low Point on Tuesday. Nobody was hurt, its owner said."
MILL = "The mill closes in May. Its owner, Ida Lamb, said that the weir no longer pays."


@contextmanager
def exact_search(*_: object) -> Iterator[Any]:
    """No Chroma: nothing is searched for here."""
    yield lambda: None


@dataclass
class Library:
    """A folder that is the shelf, and a data folder with that shelf."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def write(self, name: str, body: str, *lines: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        head = f"---\ntitle: About {Path(name).stem}\nlanguage: en\n" + "".join(f"{line}\n" for line in lines) + "---\n"
        path.write_text(head + body + "\n", encoding="utf-8")
        return path

    def sync(self, *, code: int = 0, dry_run: bool = False, allow_withdrawals: bool = False) -> dict[str, Any]:
        manner = Manner(asks=False, dry_run=dry_run, allow_withdrawals=allow_withdrawals, as_json=True)
        self.capsys.readouterr()
        assert sync_folder(self.folder, manner) == code
        return dict(json.loads(self.capsys.readouterr().out))

    def plan(self, **manner: Any) -> list[tuple[str, str]]:
        """Sync, and give what was planned, once it is clear that the next run has nothing more to do."""
        made = self.sync(**manner)
        return [(step["action"], step["id"]) for step in made["plan"]]

    def get(self, report_id: str) -> Report:
        with open_desk(load_settings()) as desk:
            return desk.catalogue.get_report(report_id)

    def list_standing(self) -> set[str]:
        with open_desk(load_settings()) as desk:
            return {report.id for report in desk.catalogue.live_reports()}

    def withdraw(self, report_id: str) -> None:
        with open_desk(load_settings()) as desk:
            publishing.Desk(desk.catalogue).withdraw(report_id, "A person said so.", "4711")
