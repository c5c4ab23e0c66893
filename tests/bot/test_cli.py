"""The command line from outside: help, exit codes, terminals, settings, and one sentence for each thing wrong."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

import bot.cli
from tests.bot.command import ROOT, SAMPLE, Command, is_one_sentence


def test_help_comes_in_half_a_second(fresh: Command) -> None:
    fresh.run("--help")
    took = []
    for _ in range(5):
        start = time.perf_counter()
        assert fresh.run("--help").returncode == 0
        took.append(time.perf_counter() - start)
    assert min(took) < 0.5


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["sing"], id="unknown-command"),
        pytest.param(["ask"], id="no-question"),
        pytest.param(["ask", "  "], id="empty-question"),
        pytest.param(["ask", "Why?", "--since", "yesterday"], id="bad-date"),
        pytest.param(["ask", "Why?", "--until", "2022-02-30"], id="impossible-date"),
        pytest.param(["ask", "Why?", "--since", "2022-02-02", "--until", "2022-01-01"], id="until-before-since"),
        pytest.param(["why"], id="no-answer"),
        pytest.param(["why", "  "], id="empty-answer"),
        pytest.param(["add"], id="nothing-to-add"),
        pytest.param(["add", "a.txt", "b.txt", "--title", "Two"], id="one-title-for-two"),
        pytest.param(["add", ".", "--id", "dot"], id="one-id-for-a-folder"),
        pytest.param(["add", "a.txt", "--published", "7 June"], id="bad-publication-date"),
        pytest.param(["show", "x", "--version", "0"], id="version-zero"),
        pytest.param(["evaluate", ".", "--limit", "-1"], id="negative-limit"),
        pytest.param(["list", "--loud"], id="unknown-option"),
    ],
)
def test_wrong_usage_gives_2_and_touches_nothing(fresh: Command, arguments: list[str]) -> None:
    done = fresh.run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Error: " in done.stderr
    assert not (fresh.folder / "home").exists()


def test_no_command_shows_the_help(fresh: Command) -> None:
    done = fresh.run()
    assert done.returncode == 2
    assert "Commands:" in done.stdout + done.stderr


MOST_S = 120.0


def start_on_terminal(command: Command, *arguments: str) -> tuple[subprocess.Popen[bytes], int]:
    """Start a command whose input and output are a terminal, and give it with the terminal's other end."""
    # What was started in the background of a script ignores Ctrl-C, and so would everything that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", *arguments],
        cwd=command.folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "ONRECORD_HOME": str(command.folder / "home"), "TERM": "xterm"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    return process, ours


def read_until(terminal: int, words: str) -> str:
    """Read from a terminal until these words have come, or its other end is closed."""
    read = b""
    while words.encode() not in read:
        assert select.select([terminal], [], [], MOST_S)[0], f"“{words}” did not come after {read!r}"
        try:
            read += os.read(terminal, 4096)
        except OSError:
            break
    return read.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("reply", "count"),
    [pytest.param("n", 0, id="declined"), pytest.param("y", 1, id="agreed", marks=pytest.mark.slow)],
)
def test_on_a_terminal_a_document_is_shown_and_asked_about(fresh: Command, reply: str, count: int) -> None:
    process, terminal = start_on_terminal(fresh, "add", str(SAMPLE))
    shown = read_until(terminal, "Add it?")
    assert "The Lethwin Courier" in shown
    assert "SALLOW REACH" in shown
    os.write(terminal, f"{reply}\n".encode())
    read_until(terminal, "no such words")
    assert process.wait(timeout=120) == 0
    assert len(fresh.read_json("list")["reports"]) == count


def test_interrupted_conversation_ends_quietly_with_130(fresh: Command) -> None:
    process, terminal = start_on_terminal(fresh, "chat")
    read_until(terminal, "› ")
    interrupt(process)
    rest = read_until(terminal, "no such words")
    assert process.wait(timeout=30) == 130
    assert "Traceback" not in rest


def interrupt(process: subprocess.Popen[bytes]) -> None:
    """Press Ctrl-C as a person would: again, when it came in the moment before the program began to wait."""
    for _ in range(5):
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
            return


def test_unexpected_error_is_one_sentence_and_its_details_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_down(**_: str) -> None:
        raise RuntimeError("the token 123:secret leaks")

    monkeypatch.setenv("ONRECORD_HOME", str(tmp_path))
    monkeypatch.setenv("TELEGRAM_TOKEN", "123:secret")
    monkeypatch.setattr(bot.cli, "app", break_down)
    with pytest.raises(SystemExit) as ended:
        bot.cli.main()
    assert ended.value.code == 1
    said = capsys.readouterr().err
    log = tmp_path / "logs" / "onrecord-errors.log"
    assert is_one_sentence(said)
    assert str(log) in said
    assert "RuntimeError: the token [token] leaks" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("ADMIN_IDS", "@bob", id="admin-name"),
        pytest.param("LOG_LEVEL", "loud", id="log-level"),
        pytest.param("CHROMA_URL", "chroma", id="chroma-url"),
    ],
)
def test_senseless_setting_is_one_sentence(fresh: Command, name: str, value: str) -> None:
    done = fresh.run("list", **{name: value})
    assert done.returncode == 1
    assert is_one_sentence(done.stderr)
    assert name in done.stderr


def test_serving_without_a_token_names_the_cure(fresh: Command) -> None:
    done = fresh.run("serve")
    assert done.returncode == 1
    assert is_one_sentence(done.stderr)
    assert "@BotFather" in done.stderr


def test_home_that_is_a_file_is_one_sentence(fresh: Command) -> None:
    (fresh.folder / "home").write_text("not a folder", encoding="utf-8")
    done = fresh.run("list")
    assert done.returncode == 1
    assert is_one_sentence(done.stderr)


def test_output_that_cannot_hold_curly_marks_is_no_crash(command: Command) -> None:
    done = command.run("list", "--json", PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout) == command.read_json("list")
    assert command.run("show", "ferry-adrift-courier", PYTHONIOENCODING="ascii").returncode == 0
