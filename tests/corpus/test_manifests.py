"""Lists of reports: whichever way they are written, each line becomes a document or a sentence about that line."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.collecting.entries import MAX_MEMBERS, BadMember, Row
from corpus.collecting.manifests import read_manifest
from corpus.errors import CorpusError, ReadingLimitError, UnreadableDocumentError
from corpus.reports import Details

FULL = Row(
    "list.csv",
    2,
    Details("The weir", "The Example", "A. Rao", date(2026, 3, 2), "https://example.org/weir", "en"),
    "weir",
    "agency-weir",
    "weir.pdf",
)
HEAD = "id,file,title,publisher,author,published,url,language,copy_of"
LINE = "weir,weir.pdf,The weir,The Example,A. Rao,2026-03-02,https://example.org/weir,en-GB,agency-weir"


def read(text: str, name: str = "list.csv"):
    return read_manifest(text.encode(), name)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(f"{HEAD}\n{LINE}\n".encode(), id="commas"),
        pytest.param(f"{HEAD}\n{LINE}".replace(",", ";").encode(), id="semicolons"),
        pytest.param(f"{HEAD}\r\n{LINE}\r\n".replace(",", "\t").encode(), id="tabs, Windows line ends"),
        pytest.param(f"{HEAD}\n{LINE}".replace(",", "|").encode("utf-8-sig"), id="bars, with a mark"),
        pytest.param(f"{HEAD}\n{LINE}\n".encode("utf-16"), id="UTF-16"),
        pytest.param(
            f"{HEAD.upper()}\n{LINE}".replace(",", '","').join('""').replace("\n", '"\n"').encode(), id="quoted"
        ),
        pytest.param(f"{HEAD.replace(',', ' , ')}\n{LINE.replace(',', '  , ')}".encode(), id="spaces"),
    ],
)
def test_table_is_read_however_it_is_written(data):
    assert read_manifest(data, "list.csv").entries == (FULL,)
    assert read_manifest(data, "list.csv").warnings == ()


def test_table_of_a_spreadsheet_that_names_its_own_delimiter_is_read():
    entry = read(f"sep=;\n{HEAD}\n{LINE}".replace(",", ";")).entries[0]
    assert isinstance(entry, Row)
    assert (entry.line, entry.file) == (3, "weir.pdf")


def test_json_lines_are_read():
    values = dict(zip(HEAD.split(","), LINE.split(","), strict=True))
    entries = read(f"\n{json.dumps(values)}\n\n", "list.jsonl").entries
    assert [(each.line, each.file, each.details) for each in entries if isinstance(each, Row)] == [
        (2, "weir.pdf", FULL.details)
    ]


def test_body_keeps_its_lines_and_the_number_is_that_of_its_first():
    rows = read('title,body\nOne,"First.\n\nSecond, with ""marks""."\nTwo,Third.\n').entries
    assert [(each.line, each.body) for each in rows if isinstance(each, Row)] == [
        (2, 'First.\n\nSecond, with "marks".'),
        (5, "Third."),
    ]


def test_columns_that_are_unknown_are_named_and_empty_lines_passed_over():
    unpacked = read("body,colour,,Date\nWords.,red,,x\n,,,\n\n")
    assert len(unpacked.entries) == 1
    assert unpacked.warnings == (
        "list.csv has columns that are no details of a report and were not used: “colour”, “date”.",
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param("published,body\n2026-13-01,Words.", "“2026-13-01” is not a date", id="no day"),
        pytest.param("published,body\n2.3.2026,Words.", "is not a date, so write it as 2022-06-07", id="another date"),
        pytest.param("url,body\nexample.org,Words.", "is not a link", id="no link"),
        pytest.param("url\nfile:///etc/passwd", "is not a link", id="a link to a file"),
        pytest.param("language,body\nEnglish please,Words.", "is not a language", id="no language"),
        pytest.param("id,body\nThe Weir,Words.", "cannot be an id", id="no id"),
        pytest.param("copy_of,body\n../etc,Words.", "cannot be an id", id="no id of a copy"),
        pytest.param("id,copy_of,body\na,a,Words.", "a copy of itself", id="copy of itself"),
        pytest.param("file,body\na.txt,Words.", "both a file and a body", id="two sources"),
        pytest.param("title,body\nA title,", "gives no file, url or body", id="no source"),
        pytest.param("title,body\nA,Words.,more", "more cells than the head", id="too many cells"),
        pytest.param('title,body\n"A"b,Words.', "quotation marks do not match", id="marks inside a cell"),
        pytest.param('title,body\n"A,Words.\nB,More.\n', "quotation marks do not match", id="marks left open"),
    ],
)
def test_bad_line_is_one_sentence_with_its_number(line, words):
    bad = read(f"{line}\n").entries
    assert isinstance(bad[0], BadMember)
    assert bad[0].line == 2
    assert bad[0].error.startswith("Line 2 of list.csv was passed over: ")
    assert words in bad[0].error
    assert bad[0].error.endswith(".")
    assert "\n" not in bad[0].error


def test_bad_line_keeps_no_other_from_being_read():
    entries = read('body,published\nOne.,2026-01-01\n"Two"x,2026-01-02\nThree.,soon\nFour.,2026-01-04').entries
    assert [type(each) for each in entries] == [Row, BadMember, BadMember, Row]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param("nonsense", "is no JSON object", id="no JSON"),
        pytest.param("[1]", "is no JSON object", id="a list"),
        pytest.param("[" * 100_000, "is no JSON object", id="deep"),
        pytest.param('{"body": 5}', "“body” must be text and is 5", id="a number"),
        pytest.param('{"body": "\\ud800 words"}', "cannot be stored", id="half a character"),
        pytest.param('{"body": "a\\u0000b"}', "cannot be stored", id="NUL"),
    ],
)
def test_bad_json_line_is_one_sentence(line, words):
    bad, good = read(f'{line}\n{{"body": "Words."}}', "list.jsonl").entries
    assert isinstance(bad, BadMember)
    assert words in bad.error
    assert isinstance(good, Row)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.csv", "name,age\nAnna,5"),
        ("list.csv", ""),
        ("list.csv", '"'),
        ("list.jsonl", "a\nb"),
        ("list.jsonl", '{"title": "x"}'),
    ],
)
def test_what_lists_no_reports_is_refused(name, text):
    with pytest.raises(UnreadableDocumentError, match="is no list of reports"):
        read(text, name)


def test_list_of_nothing_is_refused():
    with pytest.raises(UnreadableDocumentError, match="lists no reports; write one on each line"):
        read("body,title\n\n,\n")


def test_column_named_twice_is_refused():
    with pytest.raises(UnreadableDocumentError, match="two columns of one name"):
        read("body,title,Title\na,b,c")


def test_long_list_is_refused():
    lines = "body\n" + "Words.\n" * MAX_MEMBERS
    assert len(read(lines).entries) == MAX_MEMBERS
    with pytest.raises(ReadingLimitError, match="lists 2,001 reports; a list may hold 2,000"):
        read(f"{lines}One more.")


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n",;\t|'), max_size=30)


@given(st.lists(st.tuples(cells, cells.filter(str.strip)), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_any_body_comes_back_to_the_character(rows, delimiter):
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="\n").writerows([("title", "body"), *rows])
    entries = read(written.getvalue()).entries
    assert [each.body for each in entries if isinstance(each, Row)] == [body for _, body in rows]


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode), st.sampled_from(["a.csv", "a.tsv", "a.jsonl"]))
def test_any_bytes_are_a_list_or_a_sentence(data, name):
    try:
        entries = read_manifest(data, name).entries
    except CorpusError as error:
        entries = (BadMember(name, str(error)),)
    assert all(isinstance(each, Row) or "\n" not in each.error for each in entries)
