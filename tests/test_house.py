"""The house holds what its papers say: settings, imports, sizes, commands and versions."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).parent.parent
ROOMS = ("corpus", "index", "bot")
PAGES = ("decisions", "readers", "admins", "shelf", "operators", "hostile")
PAPERS = ["README.md", "CHANGELOG.md", *(f"docs/{name}.md" for name in PAGES)]
HEAVY = (
    "torch",
    "sentence_transformers",
    "chromadb",
    "sqlalchemy",
    "telegram",
    "pydantic",
    "rich",
    "numpy",
    "dateparser",
)

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")


def list_modules() -> list[Path]:
    return sorted(path for room in (*ROOMS, "tests") for path in (ROOT / room).rglob("*.py"))


def list_targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def list_commands() -> set[str]:
    shown = subprocess.run(
        [sys.executable, "-m", "bot.cli", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(re.findall(r"^  ([a-z][a-z-]*) ", shown.stdout.partition("Commands:")[2], re.MULTILINE))


def find_code(paper: str) -> str:
    """Everything in a paper that is set as code: blocks, and spans between backticks."""
    text = (ROOT / paper).read_text(encoding="utf-8")
    return "\n".join("".join(pair) for pair in re.findall(r"```.*?\n(.*?)```|`([^`\n]+)`", text, re.DOTALL))


def test_example_names_every_setting_and_no_other() -> None:
    named = re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE)
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)


def test_example_explains_every_setting() -> None:
    lines = EXAMPLE.splitlines()
    bare = [line for before, line in pairwise(lines) if "=" in line[:25] and before[:1] != "#"]
    assert bare == []


def test_example_states_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    assert Settings(_env_file=ROOT / ".env.example") == Settings(_env_file=None)


def test_imports_keep_to_the_rooms_and_the_doors() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_module_is_over_400_lines() -> None:
    long = {
        str(path): lines
        for path in list_modules()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_no_function_is_over_50_lines() -> None:
    functions = [
        (f"{path.relative_to(ROOT)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for path in list_modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [(name, lines) for name, lines in functions if lines > 50] == []


def test_every_room_says_its_rule() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in list_modules()
        if path.stem != "__init__"
        and ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None
        and "tests" not in path.parts
    ]
    assert silent == []


@pytest.mark.parametrize("paper", PAPERS)
def test_papers_name_only_commands_that_exist(paper: str) -> None:
    code = find_code(paper)
    commands = set(re.findall(r"\bonrecord ([a-z][a-z-]*)", code))
    targets = set(re.findall(r"\bmake ([a-z][a-z-]*)", code))
    assert commands <= list_commands()
    assert targets <= list_targets()


@pytest.mark.parametrize("paper", PAPERS)
def test_papers_link_only_to_files_that_exist(paper: str) -> None:
    links = re.findall(r"\]\(([^)#]+)", (ROOT / paper).read_text(encoding="utf-8"))
    broken = [link for link in links if "://" not in link and not (ROOT / paper).parent.joinpath(link).exists()]
    assert broken == []


def test_readme_names_both_first_commands() -> None:
    code = find_code("README.md")
    assert "make demo" in code
    assert "make test" in code


def test_readme_quotes_the_samples_to_the_letter() -> None:
    blocks = re.findall(r"(?:^  │.*\n)+", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    quotes = [" ".join(line.removeprefix("  │ ") for line in block.splitlines()) for block in blocks]
    # An excerpt of a history is held to the wording that it says was there before.
    quotes = [re.sub(r"\[-(.*?)-\]|\{\+.*?\+\}", r"\1", quote).strip("… ") for quote in quotes]
    samples = [path.read_text(encoding="utf-8") for path in (ROOT / "corpus" / "samples").glob("*.md")]
    assert quotes
    assert [quote for quote in quotes if not any(quote in sample for sample in samples)] == []


def test_changelog_has_this_version() -> None:
    assert f"## [{PROJECT['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_requirement_has_an_upper_bound() -> None:
    extras = [each for extra in PROJECT["optional-dependencies"].values() for each in extra]
    assert [each for each in (*PROJECT["dependencies"], *extras) if not re.search(r"==|<", each)] == []


def test_integration_runs_what_the_readme_names() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make --no-print-directory check test" in script.read_text(encoding="utf-8")


def test_help_imports_nothing_heavy() -> None:
    code = f"import bot.cli, sys; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
