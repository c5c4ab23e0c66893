"""The command as people run it: a real process, with a data folder of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "corpus" / "samples"
SAMPLE = SAMPLES / "ferry-adrift-courier.md"
PASSED_ON = ("PATH", "LANG", "PIP_FIND_LINKS", "TMPDIR")
MODELS = Path(os.environ.get("MODELS_HOME") or user_cache_path("onrecord", appauthor=False) / "models")
"""Where models are made that take seconds to make: once for all tests, as for all data folders of a user."""
CITATION_KEYS = (
    "number quote report version start end title publisher author published url page speaker dates translation"
)
REPORT_KEYS = "id version title publisher author published url language status note digest words"


@dataclass(frozen=True)
class Command:
    """A data folder of its own, and the command run on it from an empty working folder."""

    folder: Path

    def run(self, *arguments: str | Path, said: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the command with this on its input, which is no terminal."""
        given = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        return subprocess.run(
            [sys.executable, "-m", "bot.cli", *map(str, arguments)],
            cwd=self.folder,
            env=given
            | {"PYTHONPATH": str(ROOT), "ONRECORD_HOME": str(self.folder / "home"), "HOME": "/"}
            | {"MODELS_HOME": str(MODELS)}
            | environment,
            input=said,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    def read_json(self, *arguments: str | Path, code: int = 0) -> dict[str, Any]:
        """Give the one object that a command prints, which must be all that it prints there."""
        done = self.run(*arguments, "--json")
        assert done.returncode == code, done.stderr
        value = json.loads(done.stdout)
        assert isinstance(value, dict)
        return value


def is_one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith(".\n") and "Traceback" not in text and len(text) < 420


def check_citation(command: Command, citation: dict[str, Any]) -> None:
    body = command.read_json("show", citation["report"], "--version", str(citation["version"]))["body"]
    assert " ".join(citation) == CITATION_KEYS
    assert citation["quote"] == body[citation["start"] : citation["end"]]
