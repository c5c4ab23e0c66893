"""Reading a folder that is the shelf: which report a file is, what it says, and what it cannot say."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import SyncError
from bot.syncing.filed_reports import Declaration, FiledReport
from bot.syncing.planning import plan_sync
from bot.terminal.report_files import (
    Folder,
    list_files,
    make_file_id,
    parse_declaration,
    read_declaration,
    read_folder,
)
from corpus.readers.markdown import format_report, read_markdown
from corpus.reports import Details, Report, Status
from tests.corpus.test_exporting import FERRY, bodies, titles


def read(folder: Path, *shelf: Report) -> Folder:
    return read_folder(folder, {report.id: report for report in shelf}, lambda done, total: None)


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read_as_new(report: Report) -> FiledReport:
    """Give an exported report as it is read where nothing is known of the export."""
    data = format_report(report).encode()
    head = data.decode().split("---\n")[1]
    declared = parse_declaration(head, "a.md", whole=True)
    return FiledReport(report.id, "a.md", sha256(data).hexdigest(), declared, read_markdown(data, "a.md"))


details = st.builds(
    Details,
    title=titles,
    publisher=st.none() | titles,
    author=st.none() | titles,
    published=st.none() | st.dates(date(1900, 1, 1)),
    url=st.none() | st.just("https://example.org/a?b=c&d=%20#e"),
    language=st.sampled_from(["en", "fa", "nob"]),
)


@settings(max_examples=300, deadline=None)
@given(body=bodies, known=details, status=st.sampled_from(Status), note=st.none() | titles)
def test_what_is_exported_plans_nothing(body: str, known: Details, status: Status, note: str | None) -> None:
    values = {name: getattr(known, name) for name in ("title", "publisher", "author", "published", "url", "language")}
    report = replace(FERRY, body=body, status=status, note=note, **values)
    made = plan_sync([read_as_new(report)], {report.id: report}, ())
    assert (made.steps, made.unchanged) == ((), 1)


def test_exported_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    write(tmp_path, "ferry.md", format_report(FERRY))
    write(tmp_path, "other.md", format_report(replace(FERRY, id="mill")))
    ferry, mill = read(tmp_path, FERRY, replace(FERRY, id="mill")).files
    assert (ferry.id, ferry.exported, ferry.document) == ("ferry", True, None)
    assert (mill.id, mill.exported, mill.document) == ("mill", True, None)


def test_file_that_a_version_came_from_is_not_read_again(tmp_path: Path) -> None:
    path = write(tmp_path, "ferry.txt", "The gate jammed.")
    known = replace(FERRY, digest=sha256(path.read_bytes()).hexdigest())
    [filed] = read(tmp_path, known).files
    assert (filed.document, filed.exported) == (None, False)
    [filed] = read(tmp_path, replace(known, digest="e" * 64)).files
    assert filed.document is not None


@pytest.mark.parametrize(
    ("name", "report_id"),
    [
        ("Ferry aground.md", "ferry-aground"),
        ("deep/er/ferry.v2.txt", "ferry-v2"),
        ("گزارش.md", "file-" + sha256("گزارش".encode()).hexdigest()[:8]),
    ],
)
def test_report_is_called_after_its_file(name: str, report_id: str) -> None:
    assert make_file_id(Path(name)) == report_id


def test_only_reports_are_listed(tmp_path: Path) -> None:
    for name in ("a.md", "README.md", "License.txt", ".git/b.md", ".c.md", "d.png", "e/f.HTML"):
        write(tmp_path, name, "x")
    assert [str(path.relative_to(tmp_path)) for path in list_files(tmp_path)] == ["a.md", "e/f.HTML"]


@pytest.mark.parametrize(
    ("name", "text", "beside", "declared"),
    [
        pytest.param("a.md", "x", None, Declaration(), id="nothing"),
        pytest.param("a.md", "---\ntitle: T\n---\nx", None, Declaration(Details("T"), whole=True), id="head"),
        pytest.param("a.md", "---\nid: b\n---\nx", None, Declaration(report_id="b"), id="an id says no details"),
        pytest.param("a.txt", "---\ntitle: T\n---\nx", None, Declaration(), id="plain text has no head"),
        pytest.param("a.txt", "x", "title: T\n", Declaration(Details("T")), id="beside"),
        pytest.param("a.txt", "x", "---\ntitle: T\n---\n", Declaration(Details("T")), id="beside, between lines"),
        pytest.param(
            "a.md",
            "---\ntitle: T\nauthor: A\nstatus: current\n---\nx",
            "title: U\nid: b\n",
            Declaration(Details("U", author="A"), "b", Status.CURRENT, whole=True),
            id="beside goes before the head",
        ),
    ],
)
def test_what_a_file_declares(tmp_path: Path, name: str, text: str, beside: str | None, declared: Declaration) -> None:
    path = write(tmp_path, name, text)
    if beside is not None:
        write(tmp_path, "a.yaml", beside)
    assert read_declaration(path, path.read_bytes()) == declared


@pytest.mark.parametrize(
    ("name", "data", "beside", "report_id", "sure"),
    [
        pytest.param("a.md", "---\nid: b\ntitle: [\n---\nx", None, "b", True, id="named in its head"),
        pytest.param("a.md", "---\ntitle: [\n---\nx", None, "a", False, id="may name itself elsewhere"),
        pytest.param("a.pdf", "%PDF-broken", None, "a", True, id="has only its name"),
        pytest.param("a.pdf", "%PDF-broken", "id: b\n", "b", True, id="named beside"),
        pytest.param("a.pdf", "%PDF-broken", "i d: [\n", "a", False, id="cannot be told beside"),
    ],
)
def test_unreadable_file_says_which_report_it_is(
    tmp_path: Path, name: str, data: str, beside: str | None, report_id: str, sure: bool
) -> None:
    write(tmp_path, name, data)
    if beside is not None:
        write(tmp_path, "a.yaml", beside)
    [found] = read(tmp_path).unreadable
    assert (found.file, found.id, found.sure) == (name, report_id, sure)


def test_each_report_has_one_file(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "x")
    write(tmp_path, "b/a.txt", "y")
    with pytest.raises(SyncError, match=r"“a” is a\.md and b/a\.txt; give each an id of its own"):
        read(tmp_path)


def test_file_that_changes_under_our_hands_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.md", "x")
    monkeypatch.setattr("bot.terminal.report_files.sha256", lambda data: sha256(data + b"!"))
    [found] = read(tmp_path).unreadable
    assert "changed while it was being read" in found.error
