"""Reads lists of reports: CSV with a line of names at its head, or a JSON object on each line.

    bytes | text | cells of each line by name | checked | Row or BadMember

Each line is by itself: one that makes no sense keeps no other from being read.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import StringIO
from typing import Any

from corpus.collecting.entries import MAX_MEMBERS, BadMember, Row, Unpacked
from corpus.errors import InvalidReportError, ReadingLimitError, UnreadableDocumentError
from corpus.readers.characters import clean_line, clean_name
from corpus.readers.encodings import decode_text
from corpus.readers.front_matter import LANGUAGE, LINK
from corpus.readers.kinds import find_suffix
from corpus.reports import SLUG, UNSTORABLE, Details
from corpus.worded import Worded

Cells = Mapping[str, Any]
Line = tuple[int, Cells | str]
"""A line's number, from 1, and its cells by name, or what is wrong with it."""

SOURCES = frozenset({"file", "url", "body"})
COLUMNS = SOURCES | {"id", "title", "publisher", "author", "published", "language", "copy_of"}
TABLES = (".csv", ".tsv")
DELIMITERS = ",;\t|"
EXCEL_HEAD = "sep="
LONGEST_CELL = 20 * 2**20
LONGEST_SHOWN = 60
MOST_NAMED = 10


def read_manifest(data: bytes, path: str) -> Unpacked:
    """Read a list of reports.

    Raises:
        UnreadableDocumentError: when it is no such list, or its encoding cannot be told.
        ReadingLimitError: when it lists more than a collection may hold.
    """
    name = clean_name(path)
    text = decode_text(data, name).text
    lines = list(read_table(text, name) if find_suffix(path) in TABLES else read_objects(text, name))
    if not lines:
        raise UnreadableDocumentError(Worded("{name} lists no reports; write one on each line.", name=name))
    named = {column for _, cells in lines if not isinstance(cells, str) for column in cells}
    if len(lines) > MAX_MEMBERS:
        raise ReadingLimitError(
            Worded(
                "{name} lists {count} reports; a list may hold {most}, so split it into several.",
                name=name,
                count=len(lines),
                most=MAX_MEMBERS,
            )
        )
    return Unpacked(tuple(make_entry(path, *line) for line in lines), tuple(describe_unknown(name, named)))


def make_no_list_error(name: str) -> UnreadableDocumentError:
    """Give the error for what lists no reports."""
    return UnreadableDocumentError(
        Worded(
            "{name} is no list of reports: it needs a “file”, a “url” or a “body” for each, under these names.",
            name=name,
        )
    )


def describe_unknown(name: str, named: set[str]) -> Iterator[str]:
    """Name what a list says of reports that is no detail of one."""
    unknown = [f"“{shorten(column)}”" for column in sorted(named - COLUMNS) if column]
    if unknown:
        shown = tuple(unknown[:MOST_NAMED])
        more = len(unknown) - len(shown)
        yield name_unknown(name, shown, more)


def name_unknown(name: str, shown: tuple[str, ...], more: int) -> Worded:
    """Say which columns of a list were not used, and how many more."""
    if more:
        return Worded(
            "{name} has columns that are no details of a report and were not used: {columns} and {count} more.",
            name=name,
            columns=shown,
            count=more,
        )
    return Worded(
        "{name} has columns that are no details of a report and were not used: {columns}.", name=name, columns=shown
    )


def shorten(value: object) -> str:
    """Give a value on one short line."""
    shown = clean_line(str(value)) or ""
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"


def read_table(text: str, name: str) -> Iterator[Line]:
    """Give the lines of a CSV after its head.

    Raises:
        UnreadableDocumentError: when the head names nothing of a report, or the same twice.
    """
    csv.field_size_limit(LONGEST_CELL)
    rows = read_rows(text)
    _, head = next(rows, (0, ""))
    names = [(clean_line(cell) or "").lower() for cell in head] if isinstance(head, list) else []
    given = [column for column in names if column]
    if not SOURCES & set(given):
        raise make_no_list_error(name)
    if len(set(given)) < len(given):
        raise UnreadableDocumentError(
            Worded("{name} has two columns of one name; give each a name of its own.", name=name)
        )
    for line, cells in rows:
        if isinstance(cells, str):
            yield line, cells
        elif any(cells[len(names) :]):
            yield line, Worded("it has more cells than the head has names")
        elif any(map(str.strip, cells)):
            yield line, dict(zip(names, cells, strict=False))


def read_rows(text: str) -> Iterator[tuple[int, list[str] | str]]:
    """Give the cells of each row with the number of the line where it begins, or what is wrong with it."""
    first, _, rest = text.partition("\n")
    skipped = first.lower().startswith(EXCEL_HEAD)
    text = rest if skipped else text
    reader = csv.reader(StringIO(text, newline=""), delimiter=find_delimiter(text), strict=True)
    while True:
        line = reader.line_num + 1 + skipped
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, Worded("its quotation marks do not match, so double each one that stands inside a cell")


def find_delimiter(text: str) -> str:
    """Give the character between the cells: the one with which the head has most names that are known."""
    head = text.partition("\n")[0].rstrip("\r")

    def count_known(delimiter: str) -> int:
        return sum((clean_line(cell.strip('"')) or "").lower() in COLUMNS for cell in head.split(delimiter))

    return max(DELIMITERS, key=count_known)


def read_objects(text: str, name: str) -> Iterator[Line]:
    """Give the lines of a file of JSON lines.

    Raises:
        UnreadableDocumentError: when none of them names what a report is read from.
    """
    lines = list(parse_lines(text))
    if not any(SOURCES & cells.keys() for _, cells in lines if not isinstance(cells, str)):
        raise make_no_list_error(name)
    yield from lines


def parse_lines(text: str) -> Iterator[Line]:
    """Give what stands on each line that is not empty."""
    for line, written in enumerate(text.split("\n"), 1):
        if written.strip():
            try:
                value = json.loads(written)
            except (ValueError, RecursionError):
                value = None
            yield line, value if isinstance(value, dict) else Worded("it is no JSON object")


def make_entry(path: str, line: int, cells: Cells | str) -> Row | BadMember:
    """Give what a line of a list describes."""
    try:
        if isinstance(cells, str):
            raise InvalidReportError(cells)
        return make_row(path, line, {column: cells[column] for column in cells if column in COLUMNS})
    except InvalidReportError as error:
        name = clean_name(path)
        why = str(error)
        return BadMember(
            name, Worded("Line {line} of {name} was passed over: {why}.", line=line, name=name, why=why), line
        )


def make_row(path: str, line: int, cells: Cells) -> Row:
    """Give the row of cells with known names.

    Raises:
        InvalidReportError: when one makes no sense; the text says it in the middle of a sentence.
    """
    for column, value in cells.items():
        if not isinstance(value, str | None):
            raise InvalidReportError(
                Worded("“{column}” must be text and is {value}", column=column, value=shorten(value))
            )
    body = cells.get("body") if (cells.get("body") or "").strip() else None
    values = {column: clean_line(value) for column, value in cells.items() if column != "body"}
    file, url = values.get("file"), values.get("url")
    if file and body:
        raise InvalidReportError(Worded("it gives both a file and a body, so leave one out"))
    if not (file or body or url):
        raise InvalidReportError(Worded("it gives no file, url or body"))
    if body and UNSTORABLE.search(body):
        raise InvalidReportError(Worded("its body holds characters that cannot be stored"))
    details = Details(
        title=values.get("title"),
        publisher=values.get("publisher"),
        author=values.get("author"),
        published=parse_day(values.get("published")),
        url=check_url(url),
        language=parse_language(values.get("language")),
    )
    report_id, copy_of = check_id(values.get("id")), check_id(values.get("copy_of"))
    if copy_of and copy_of == report_id:
        raise InvalidReportError(Worded("it calls the report a copy of itself"))
    return Row(path, line, details, report_id, copy_of, file, body)


def parse_day(value: str | None) -> date | None:
    """Read a day of publication, with or without a time."""
    try:
        return datetime.fromisoformat(value).date() if value else None
    except ValueError as error:
        raise InvalidReportError(
            Worded("“{value}” is not a date, so write it as 2022-06-07", value=shorten(value))
        ) from error


def check_url(value: str | None) -> str | None:
    """Give a link to the web as it is."""
    if value and not LINK.fullmatch(value):
        raise InvalidReportError(
            Worded("“{value}” is not a link, so write it in full, from https:// on", value=shorten(value))
        )
    return value


def parse_language(value: str | None) -> str | None:
    """Read a language's code, without its country."""
    found = LANGUAGE.fullmatch(value or "")
    if value and not found:
        raise InvalidReportError(
            Worded("“{value}” is not a language, so write its code, such as en, fa or ar", value=shorten(value))
        )
    return found[1].lower() if found else None


def check_id(value: str | None) -> str | None:
    """Give a report's id as it is."""
    if value and not SLUG.fullmatch(value):
        raise InvalidReportError(
            Worded(
                "“{value}” cannot be an id, so use small letters, digits, dots, dashes and underscores",
                value=shorten(value),
            )
        )
    return value
