"""Adding, listing, showing, exporting, checking and backing up from the command line, with good and bad documents."""

import re
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from tests.bot.command import REPORT_KEYS, SAMPLE, SAMPLES, Command, is_one_sentence


def test_every_report_is_listed_and_shown(command: Command) -> None:
    reports = command.read_json("list")["reports"]
    assert len(reports) == len([path for path in SAMPLES.iterdir() if path.suffix in (".md", ".pdf", ".docx")])
    assert {" ".join(report) for report in reports} == {REPORT_KEYS}
    shown = command.read_json("show", reports[0]["id"])
    assert shown == reports[0] | {"body": shown["body"]}
    assert shown["words"] == len(shown["body"].split())
    assert len(command.run("list").stdout.splitlines()) == len(reports)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["show", "no-such-report"], id="report"),
        pytest.param(["show", "ferry-adrift-courier", "--version", "9"], id="version"),
    ],
)
def test_what_is_unknown_is_one_sentence(command: Command, arguments: list[str]) -> None:
    done = command.run(*arguments)
    assert done.returncode == 1
    assert done.stdout == ""
    assert is_one_sentence(done.stderr)


@pytest.mark.slow
def test_exported_report_reads_back_the_same(command: Command, fresh: Command) -> None:
    assert command.run("export", fresh.folder / "out").returncode == 0
    before = command.read_json("list")["reports"]
    assert {path.stem for path in (fresh.folder / "out").iterdir()} == {report["id"] for report in before}
    [after] = fresh.read_json("add", fresh.folder / "out" / "cable-age-register.md")["added"]
    [same] = [report for report in before if report["id"] == after["id"]]
    assert after == same | {"digest": after["digest"]}


def test_backup_is_restored_elsewhere(command: Command, fresh: Command) -> None:
    file = fresh.folder / "shelf.backup"
    assert command.run("backup", file).returncode == 0
    assert fresh.run("restore-backup", file).returncode == 0
    assert fresh.read_json("list") == command.read_json("list")
    again = fresh.run("restore-backup", file)
    assert again.returncode == 1
    assert is_one_sentence(again.stderr)
    assert "--replace" in again.stderr
    assert fresh.run("restore-backup", file, "--replace").returncode == 0


def test_check_leaves_a_whole_shelf(command: Command) -> None:
    assert command.run("check").returncode == 0
    done = command.run("check")
    assert done.returncode == 0, done.stderr
    assert "and is whole" in done.stdout


def test_check_names_a_lost_original(command: Command, fresh: Command) -> None:
    file = fresh.folder / "shelf.backup"
    command.run("backup", file)
    fresh.run("restore-backup", file)
    lost = sha256(SAMPLE.read_bytes()).hexdigest()
    (fresh.folder / "home" / "originals" / lost).unlink()
    done = fresh.run("check")
    assert done.returncode == 1
    assert lost in done.stderr


def test_reindex_keeps_every_passage(command: Command) -> None:
    done = command.run("reindex")
    assert done.returncode == 0, done.stderr
    held = r"The index holds \d+ passages \(and \d+ more of withdrawn reports\); 0 of them were embedded now\.\n"
    assert re.fullmatch(held, done.stdout)


@pytest.mark.slow
def test_passages_of_withdrawn_reports_are_counted_apart(fresh: Command) -> None:
    for file in ("storm-gazette.md", "bell-courier.md"):
        assert fresh.run("add", SAMPLES / file, "--yes").returncode == 0
    whole = fresh.run("check").stdout
    fresh.run("withdraw", "bell-courier", "--note", "It was made up.")
    counted = re.search(r"holds (\d+) passages and is whole\.\nQuestions are answered with \S+: \1 passages emb", whole)
    assert counted
    held = r"The index holds (\d+) passages? \(and (\d+) more of withdrawn reports\)"
    standing, withdrawn = map(int, re.findall(held, fresh.run("check").stdout)[0])
    assert (standing + withdrawn, withdrawn > 0) == (int(counted[1]), True)
    done = fresh.run("reindex").stdout
    assert re.fullmatch(rf"{held}; 0 of them were embedded now\.\n", done)
    assert f"{standing} passage" in fresh.run("stats").stdout


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
    "impossible-name": lambda folder: folder / ("long" * 64),
    "device": lambda _: Path("/dev/zero"),
    "duplicate": lambda _: SAMPLE,
    "own-machine": lambda _: "http://127.0.0.1/report.html",
    "no-such-host": lambda _: "https://reports.invalid/report.html",
}


@pytest.fixture(scope="module")
def refused(command: Command, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The error that each bad input got when all were added in one command, which changed nothing."""
    folder = tmp_path_factory.mktemp("bad")
    before = command.read_json("list")
    value = command.read_json("add", *(make(folder) for make in BAD_INPUTS.values()), code=1)
    assert value["added"] == []
    assert command.read_json("list") == before
    return dict(zip(BAD_INPUTS, (failure["error"] for failure in value["failed"]), strict=True))


@pytest.mark.parametrize("kind", BAD_INPUTS)
def test_bad_input_is_one_sentence(refused: dict[str, str], kind: str) -> None:
    assert is_one_sentence(f"{refused[kind]}\n")


@pytest.mark.parametrize("kind", ["0-bytes", "missing-file", "duplicate"])
def test_bad_input_alone_gives_1_and_its_sentence_on_stderr(command: Command, tmp_path: Path, kind: str) -> None:
    done = command.run("add", "--yes", BAD_INPUTS[kind](tmp_path))
    assert done.returncode == 1
    assert done.stdout == ""
    assert is_one_sentence(done.stderr), done.stderr


def test_good_documents_among_bad_ones_are_added(fresh: Command) -> None:
    bad = write("bad.txt", b"")(fresh.folder)
    missing = fresh.folder / "missing.txt"
    value = fresh.read_json("add", bad, SAMPLE, missing, code=1)
    assert [report["id"] for report in value["added"]] == ["ferry-adrift-courier"]
    assert " ".join(value["added"][0]) == REPORT_KEYS
    assert [failure["name"] for failure in value["failed"]] == [str(bad), str(missing)]
    assert all(failure["error"].endswith(".") for failure in value["failed"])
    assert [report["id"] for report in fresh.read_json("list")["reports"]] == ["ferry-adrift-courier"]


@pytest.mark.slow
def test_options_win_over_the_document(fresh: Command) -> None:
    given = ["--id", "ferry", "--title", "Adrift", "--publisher", "P", "--author", "A", "--published", "2020-01-02"]
    [report] = fresh.read_json("add", SAMPLE, *given, "--url", "https://a.example/b", "--language", "en")["added"]
    expected = {"id": "ferry", "title": "Adrift", "publisher": "P", "author": "A", "published": "2020-01-02"}
    assert report.items() >= (expected | {"url": "https://a.example/b", "language": "en", "version": 1}).items()
