"""The command line from outside: real processes, exit codes, one JSON object, and one sentence for each thing wrong."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import bot.cli

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "corpus" / "samples"
SAMPLE = SAMPLES / "ferry-adrift-courier.md"
QUESTION = "How many people were injured on the Anselma?"
PASSED_ON = ("PATH", "LANG", "PIP_FIND_LINKS", "TMPDIR")
CITATION_KEYS = "number quote report version start end title publisher author published url page speaker dates"
REPORT_KEYS = "id version title publisher author published url language status note digest words"


@dataclass(frozen=True)
class Shelf:
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


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """A shelf with all samples on it; tests leave it as they found it."""
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    added = shelf.read_json("add", SAMPLES)
    assert added["failed"] == []
    return shelf


@pytest.fixture
def empty(tmp_path: Path) -> Shelf:
    """A shelf with nothing on it."""
    return Shelf(tmp_path)


def is_one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith(".\n") and "Traceback" not in text and len(text) < 400


def check_citation(shelf: Shelf, citation: dict[str, Any]) -> None:
    body = shelf.read_json("show", citation["report"], "--version", str(citation["version"]))["body"]
    assert " ".join(citation) == CITATION_KEYS
    assert citation["quote"] == body[citation["start"] : citation["end"]]


def test_help_comes_in_half_a_second(empty: Shelf) -> None:
    empty.run("--help")
    took = []
    for _ in range(5):
        start = time.perf_counter()
        assert empty.run("--help").returncode == 0
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
        pytest.param(["add"], id="nothing-to-add"),
        pytest.param(["add", "a.txt", "b.txt", "--title", "Two"], id="one-title-for-two"),
        pytest.param(["add", ".", "--id", "dot"], id="one-id-for-a-folder"),
        pytest.param(["add", "a.txt", "--published", "7 June"], id="bad-publication-date"),
        pytest.param(["show", "x", "--version", "0"], id="version-zero"),
        pytest.param(["evaluate", ".", "--limit", "-1"], id="negative-limit"),
        pytest.param(["list", "--loud"], id="unknown-option"),
    ],
)
def test_wrong_usage_gives_2_and_touches_nothing(empty: Shelf, arguments: list[str]) -> None:
    done = empty.run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Error: " in done.stderr
    assert not (empty.folder / "home").exists()


def test_no_command_shows_the_help(empty: Shelf) -> None:
    done = empty.run()
    assert done.returncode == 2
    assert "Commands:" in done.stdout + done.stderr


@pytest.fixture(scope="module")
def answer(shelf: Shelf) -> dict[str, Any]:
    """What is answered to one question, as JSON."""
    return shelf.read_json("ask", QUESTION)


def test_answer_is_made_of_slices(shelf: Shelf, answer: dict[str, Any]) -> None:
    assert answer["status"] == "answered"
    assert answer["citations"]
    for citation in answer["citations"]:
        check_citation(shelf, citation)
    numbers = {number for statement in answer["statements"] for number in statement["citations"]}
    assert numbers == {citation["number"] for citation in answer["citations"]}


def test_answer_is_the_same_twice(shelf: Shelf, answer: dict[str, Any]) -> None:
    again = shelf.read_json("ask", QUESTION)
    assert again == answer | {"id": again["id"], "took_ms": again["took_ms"]}


def test_answer_for_people_shows_its_quotation_and_source(shelf: Shelf) -> None:
    done = shelf.run("ask", QUESTION)
    assert done.returncode == 0
    assert re.search(r"^  │ \S", done.stdout, re.MULTILINE)
    assert re.search(r"^  \[1\] .+ · .+ · \d+ \w+ 2026", done.stdout, re.MULTILINE)
    assert done.stderr == ""


def test_refusal_gives_3_and_what_is_nearest(shelf: Shelf) -> None:
    value = shelf.read_json("ask", "What is the boiling point of molybdenum hexafluoride?", code=3)
    assert value["status"] == "refused"
    assert value["citations"] == value["statements"] == []
    for citation in value["nearest"]:
        check_citation(shelf, citation)


def test_bounds_keep_to_reports_inside_them(shelf: Shelf) -> None:
    bounded = shelf.read_json("ask", QUESTION, "--publisher", "The Lethwin Courier", "--until", "2026-03-11")
    assert bounded["citations"]
    assert {each["publisher"] for each in bounded["citations"]} == {"The Lethwin Courier"}
    assert max(each["published"] for each in bounded["citations"]) <= "2026-03-11"
    assert shelf.run("ask", QUESTION, "--since", "2030-01-01").returncode == 3


def test_every_report_is_listed_and_shown(shelf: Shelf) -> None:
    reports = shelf.read_json("list")["reports"]
    assert len(reports) == len([path for path in SAMPLES.iterdir() if path.suffix in (".md", ".pdf", ".docx")])
    assert {" ".join(report) for report in reports} == {REPORT_KEYS}
    shown = shelf.read_json("show", reports[0]["id"])
    assert shown == reports[0] | {"body": shown["body"]}
    assert shown["words"] == len(shown["body"].split())
    assert len(shelf.run("list").stdout.splitlines()) == len(reports)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["show", "no-such-report"], id="report"),
        pytest.param(["show", "ferry-adrift-courier", "--version", "9"], id="version"),
    ],
)
def test_what_is_unknown_is_one_sentence(shelf: Shelf, arguments: list[str]) -> None:
    done = shelf.run(*arguments)
    assert done.returncode == 1
    assert done.stdout == ""
    assert is_one_sentence(done.stderr)


def test_found_sentence_is_exact_altered_or_absent(shelf: Shelf) -> None:
    exact = shelf.read_json("find", "Nobody was killed.")
    altered = shelf.read_json("find", "The Anselma has no rudders. It hauls itself along a drive cable")
    absent = shelf.read_json("find", "Penguins elected a new king in Antarctica this spring.")
    assert [each["status"] for each in (exact, altered, absent)] == ["exact", "altered", "absent"]
    check_citation(shelf, exact["citations"][0])
    assert absent["citations"] == []


def test_conversation_answers_until_quit(shelf: Shelf) -> None:
    done = shelf.run("chat", said="/sources\nHow much does the bell weigh?\n/nonsense\n/quit\nnever read\n")
    assert done.returncode == 0
    assert "ferry-adrift-courier" in done.stdout
    assert "412 kilos" in done.stdout
    assert "/quit ends the conversation" in done.stdout.rpartition("412 kilos")[2]
    assert done.stderr == ""


def test_conversation_ends_with_its_input(shelf: Shelf) -> None:
    assert shelf.run("chat", said="").returncode == 0


def test_exported_report_reads_back_the_same(shelf: Shelf, empty: Shelf) -> None:
    assert shelf.run("export", empty.folder / "out").returncode == 0
    before = shelf.read_json("list")["reports"]
    assert {path.stem for path in (empty.folder / "out").iterdir()} == {report["id"] for report in before}
    [after] = empty.read_json("add", empty.folder / "out" / "cable-age-register.md")["added"]
    [same] = [report for report in before if report["id"] == after["id"]]
    assert after == same | {"digest": after["digest"]}


def test_backup_is_restored_elsewhere(shelf: Shelf, empty: Shelf) -> None:
    file = empty.folder / "shelf.backup"
    assert shelf.run("backup", file).returncode == 0
    assert empty.run("restore-backup", file).returncode == 0
    assert empty.read_json("list") == shelf.read_json("list")
    again = empty.run("restore-backup", file)
    assert again.returncode == 1
    assert is_one_sentence(again.stderr)
    assert "--replace" in again.stderr
    assert empty.run("restore-backup", file, "--replace").returncode == 0


def test_check_leaves_a_whole_shelf(shelf: Shelf) -> None:
    assert shelf.run("check").returncode == 0
    done = shelf.run("check")
    assert done.returncode == 0, done.stderr
    assert "and is whole" in done.stdout


def test_check_names_a_lost_original(shelf: Shelf, empty: Shelf) -> None:
    file = empty.folder / "shelf.backup"
    shelf.run("backup", file)
    empty.run("restore-backup", file)
    lost = sha256(SAMPLE.read_bytes()).hexdigest()
    (empty.folder / "home" / "originals" / lost).unlink()
    done = empty.run("check")
    assert done.returncode == 1
    assert lost in done.stderr


def test_reindex_keeps_every_passage(shelf: Shelf) -> None:
    done = shelf.run("reindex")
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"The index holds \d+ passages; 0 of them were embedded now\.\n", done.stdout)


def write_question_set(folder: Path) -> Path:
    body = "The mill at Tarn Gate closed on Monday. Its owners said that the looms were sold to a museum in Orrenhaven."
    start = body.index("Its owners")
    report = {"id": "mill", "title": "Mill closes", "body": body}
    asked = {
        "id": 1,
        "question": "To whom were the looms of the mill sold?",
        "answerable": True,
        "evidence": [{"report": "mill", "start": start, "end": len(body)}],
        "answers": ["a museum in Orrenhaven"],
    }
    silent = {"id": 2, "question": "Who won the regatta?", "answerable": False, "evidence": [], "answers": []}
    (folder / "reports.jsonl").write_text(json.dumps(report), encoding="utf-8")
    (folder / "questions.jsonl").write_text(f"{json.dumps(asked)}\n{json.dumps(silent)}\n", encoding="utf-8")
    return folder


def test_evaluation_has_the_figures_that_are_promised(empty: Shelf) -> None:
    value = empty.read_json("evaluate", write_question_set(empty.folder))
    assert {key: " ".join(each) if isinstance(each, dict) else each for key, each in value.items()} == {
        "reports": 1,
        "passages": 1,
        "questions": 2,
        "retrieval": "report_hit@1 report_hit@5 report_hit@10 hit@1 hit@5 hit@10 mrr@10",
        "quotation": "@1 @3 exact",
        "refusal": "auroc precision recall answered_wrongly refused_wrongly",
        "speed": "ask_p50_ms ask_p95_ms passages_per_s",
    }
    assert value["retrieval"]["hit@1"] == value["quotation"]["exact"] == 1
    assert not (empty.folder / "home" / "catalogue.db").exists()


def test_folder_without_a_question_set_is_one_sentence(empty: Shelf) -> None:
    done = empty.run("evaluate", ".")
    assert done.returncode == 1
    assert is_one_sentence(done.stderr)


def start_on_terminal(shelf: Shelf, *arguments: str) -> tuple[subprocess.Popen[bytes], int]:
    """Start a command whose input and output are a terminal, and give it with the terminal's other end."""
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", *arguments],
        cwd=shelf.folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "ONRECORD_HOME": str(shelf.folder / "home"), "TERM": "xterm"},
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
        try:
            read += os.read(terminal, 4096)
        except OSError:
            break
    return read.decode("utf-8", "replace")


@pytest.mark.parametrize(("reply", "count"), [("n", 0), ("y", 1)], ids=["declined", "agreed"])
def test_on_a_terminal_a_document_is_shown_and_asked_about(empty: Shelf, reply: str, count: int) -> None:
    process, terminal = start_on_terminal(empty, "add", str(SAMPLE))
    shown = read_until(terminal, "Add it?")
    assert "The Lethwin Courier" in shown
    assert "SALLOW REACH" in shown
    os.write(terminal, f"{reply}\n".encode())
    read_until(terminal, "no such words")
    assert process.wait(timeout=120) == 0
    assert len(empty.read_json("list")["reports"]) == count


def test_interrupted_conversation_ends_quietly_with_130(empty: Shelf) -> None:
    process, terminal = start_on_terminal(empty, "chat")
    read_until(terminal, "› ")
    process.send_signal(signal.SIGINT)
    rest = read_until(terminal, "no such words")
    assert process.wait(timeout=30) == 130
    assert "Traceback" not in rest


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


def write_25_megabytes(folder: Path) -> Path:
    path = folder / "large.txt"
    path.write_bytes(b"A long line of a long report.\n" * (25 * 2**20 // 30 + 1))
    return path


def write(name: str, data: bytes) -> Callable[[Path], Path]:
    def write_file(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    return write_file


def make_broken_docx(folder: Path) -> Path:
    path = folder / "broken.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document><w:body>cut sho")
    return path


def make_empty_folder(folder: Path) -> Path:
    path = folder / "nothing"
    path.mkdir()
    return path


BAD_INPUTS: dict[str, Callable[[Path], str | Path]] = {
    "0-bytes": write("nothing.txt", b""),
    "empty": write("blank.txt", b" \n\t\n "),
    "binary": write("noise.txt", bytes(range(256)) * 40),
    "25-megabytes": write_25_megabytes,
    "wrong-suffix": write("song.mp3", b"ID3\x03" + bytes(4000)),
    "unknown-suffix": write("words.xyz", b"Plain words in a file of another kind.\n" * 9),
    "broken-pdf": write("broken.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Cat"),
    "broken-docx": make_broken_docx,
    "cut-docx": write("cut.docx", b"PK\x03\x04" + b"\x14" * 60),
    "wrong-encoding": write("wrong.txt", "Zażółć gęślą jaźń".encode("utf-16-le")[1:] * 30),
    "folder-with-nothing": make_empty_folder,
    "missing-file": lambda folder: folder / "missing.pdf",
    "impossible-name": lambda folder: folder / ("long" * 70),
    "device": lambda _: Path("/dev/zero"),
    "duplicate": lambda _: SAMPLE,
    "own-machine": lambda _: "http://127.0.0.1/report.html",
    "no-such-host": lambda _: "https://reports.invalid/report.html",
}


@pytest.fixture(scope="module")
def refused(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The error that each bad input got when all were added in one command, which changed nothing."""
    folder = tmp_path_factory.mktemp("bad")
    before = shelf.read_json("list")
    value = shelf.read_json("add", *(make(folder) for make in BAD_INPUTS.values()), code=1)
    assert value["added"] == []
    assert shelf.read_json("list") == before
    return dict(zip(BAD_INPUTS, (failure["error"] for failure in value["failed"]), strict=True))


@pytest.mark.parametrize("kind", BAD_INPUTS)
def test_bad_input_is_one_sentence(refused: dict[str, str], kind: str) -> None:
    assert is_one_sentence(f"{refused[kind]}\n")


@pytest.mark.parametrize("kind", ["0-bytes", "missing-file", "duplicate"])
def test_bad_input_alone_gives_1_and_its_sentence_on_stderr(shelf: Shelf, tmp_path: Path, kind: str) -> None:
    done = shelf.run("add", "--yes", BAD_INPUTS[kind](tmp_path))
    assert done.returncode == 1
    assert done.stdout == ""
    assert is_one_sentence(done.stderr), done.stderr


def test_good_documents_among_bad_ones_are_added(empty: Shelf) -> None:
    bad = write("bad.txt", b"")(empty.folder)
    missing = empty.folder / "missing.txt"
    value = empty.read_json("add", bad, SAMPLE, missing, code=1)
    assert [report["id"] for report in value["added"]] == ["ferry-adrift-courier"]
    assert " ".join(value["added"][0]) == REPORT_KEYS
    assert [failure["name"] for failure in value["failed"]] == [str(bad), str(missing)]
    assert all(failure["error"].endswith(".") for failure in value["failed"])
    assert [report["id"] for report in empty.read_json("list")["reports"]] == ["ferry-adrift-courier"]


def test_options_win_over_the_document(empty: Shelf) -> None:
    given = ["--id", "ferry", "--title", "Adrift", "--publisher", "P", "--author", "A", "--published", "2020-01-02"]
    [report] = empty.read_json("add", SAMPLE, *given, "--url", "https://a.example/b", "--language", "en")["added"]
    expected = {"id": "ferry", "title": "Adrift", "publisher": "P", "author": "A", "published": "2020-01-02"}
    assert report.items() >= (expected | {"url": "https://a.example/b", "language": "en", "version": 1}).items()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("ADMIN_IDS", "@bob", id="admin-name"),
        pytest.param("LOG_LEVEL", "loud", id="log-level"),
        pytest.param("CHROMA_URL", "chroma", id="chroma-url"),
    ],
)
def test_senseless_setting_is_one_sentence(empty: Shelf, name: str, value: str) -> None:
    done = empty.run("list", **{name: value})
    assert done.returncode == 1
    assert is_one_sentence(done.stderr)
    assert name in done.stderr


def test_serving_without_a_token_names_the_cure(empty: Shelf) -> None:
    done = empty.run("serve")
    assert done.returncode == 1
    assert is_one_sentence(done.stderr)
    assert "@BotFather" in done.stderr


def test_home_that_is_a_file_is_one_sentence(empty: Shelf) -> None:
    (empty.folder / "home").write_text("not a folder", encoding="utf-8")
    done = empty.run("list")
    assert done.returncode == 1
    assert is_one_sentence(done.stderr)


def test_output_that_cannot_hold_curly_marks_is_no_crash(shelf: Shelf) -> None:
    done = shelf.run("list", "--json", PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout) == shelf.read_json("list")
    assert shelf.run("show", "ferry-adrift-courier", PYTHONIOENCODING="ascii").returncode == 0
