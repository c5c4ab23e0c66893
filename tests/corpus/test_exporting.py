"""Exporting: what is written out and added again is the same report, to the character."""

import stat
from dataclasses import replace
from datetime import date
from difflib import unified_diff

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.errors import StorageError
from corpus.exporting import export_reports
from corpus.readers.characters import clean_line, normalise_text
from corpus.readers.markdown import format_report, read_markdown
from corpus.reports import Document, Report, Status

FERRY = Report(
    id="ferry",
    version=3,
    title="Ferry: “Aino” # aground",
    body="One.\n\nTwo.",
    publisher="The Example",
    author="A. Rao",
    published=date(2022, 6, 3),
    url="https://example.org/ferry?a=1&b=2",
    language="en",
    status=Status.CORRECTED,
    note="Four, not five: see below.",
    digest="d" * 64,
    copy_of="agency-ferry",
)
MARKUP = r"""# not a heading
---
* _one_ **two** [link](https://example.org) ![image](x) `code`
1. first
> quoted
<b>bold</b> &amp; &#8220; \* ~~gone~~
| a | b |
|---|---|
    four spaces
trailing  
hard\
Setext
======
http://example.org [^1]: note
id: forged"""  # noqa: W291


def read_back(report: Report, folder) -> Document:
    export_reports([report], folder)
    return read_markdown((folder / f"{report.id}.md").read_bytes(), f"{report.id}.md")


def is_same(report: Report, document: Document) -> bool:
    details = document.details
    found = replace(
        report,
        id=document.report_id,
        title=details.title,
        publisher=details.publisher,
        author=details.author,
        published=details.published,
        url=details.url,
        language=details.language,
        body=document.body,
        status=document.status,
        note=document.note,
        copy_of=document.copy_of,
    )
    return found == report


lines = st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=30)
marks = st.lists(
    st.sampled_from(
        [*"#*_`<>&[]()!|~\\-=+.:1 \n\t", "\n\n", "word", "---\n", "گزارش", "&nbsp;", "word. ", "said.” ", "was? 1. "]
    ),
    max_size=40,
)
bodies = (st.lists(lines, max_size=6).map("\n".join) | marks.map("".join)).map(normalise_text).filter(bool)
titles = lines.map(clean_line).filter(bool)


@settings(max_examples=400, deadline=None)
@example(body=normalise_text(MARKUP), title="---", note="id: forged")
@example(body="---\nid: forged\n---\nx", title="'\"", note="# x")
@example(body="Ferry: “Aino” # aground\n\nrest", title="Ferry: “Aino” # aground", note="null")
@given(body=bodies, title=titles, note=st.none() | titles)
def test_what_is_exported_reads_back_as_the_same_report(tmp_path_factory, body, title, note):
    report = replace(FERRY, body=body, title=title, note=note)
    assert is_same(report, read_back(report, tmp_path_factory.getbasetemp() / "export"))


def test_one_changed_sentence_is_one_changed_line():
    body = "The gate jammed. Mr. Rao said so: “It was noon.” Nobody was hurt.\n\nThe weir stayed shut."
    before, after = (format_report(replace(FERRY, body=text)) for text in (body, body.replace("noon", "one")))
    changed = [line for line in unified_diff(before.splitlines(), after.splitlines(), n=0) if line[0] in "+-"]
    assert changed[2:] == ["-Mr. Rao said so: “It was noon.”", "+Mr. Rao said so: “It was one.”"]


def test_a_report_that_stands_says_nothing_of_its_status():
    text = format_report(replace(FERRY, status=Status.CURRENT, note=None))
    assert "status" not in text
    assert format_report(replace(FERRY, status=Status.CURRENT, note=None, version=9, digest="")) == text


@pytest.mark.parametrize("status", list(Status))
def test_status_and_note_come_along(tmp_path, status):
    report = replace(FERRY, status=status)
    assert is_same(report, read_back(report, tmp_path))


def test_details_that_are_unknown_stay_unknown(tmp_path):
    report = replace(FERRY, publisher=None, author=None, published=None, url=None, note=None, copy_of=None)
    report = replace(report, status=Status.CURRENT)
    assert is_same(report, read_back(report, tmp_path))


def test_exporting_again_replaces_the_file_and_leaves_others_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    assert export_reports([FERRY, replace(FERRY, id="other")], tmp_path) == 2
    assert export_reports([replace(FERRY, body="New words.")], tmp_path) == 1
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["ferry.md", "mine.txt", "other.md"]
    assert "New words." in (tmp_path / "ferry.md").read_text()
    assert stat.S_IMODE((tmp_path / "ferry.md").stat().st_mode) & 0o600 == 0o600


def test_a_file_that_is_as_it_should_be_is_not_written_again(tmp_path):
    export_reports([FERRY], tmp_path)
    before = (tmp_path / "ferry.md").stat()
    assert export_reports([FERRY], tmp_path) == 1
    assert (tmp_path / "ferry.md").stat().st_ino == before.st_ino


def test_a_folder_that_is_a_file_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="cannot be used"):
        export_reports([FERRY], tmp_path / "file")


def test_a_report_that_fails_to_write_leaves_the_old_file_whole(tmp_path):
    export_reports([FERRY], tmp_path)
    before = (tmp_path / "ferry.md").read_bytes()

    def fail_after_one():
        yield replace(FERRY, id="other")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        export_reports(fail_after_one(), tmp_path)
    assert (tmp_path / "ferry.md").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ferry.md", "other.md"]
