"""The details that a Markdown report carries at its head: “name: value” lines in YAML between two `---` lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime

import yaml

from corpus.errors import InvalidReportError
from corpus.readers.characters import clean_line
from corpus.reports import SLUG, Details, Report, Status
from corpus.worded import Worded

FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
DETAILS = tuple(detail.name for detail in fields(Details))
NAMES = ("id", "title", "publisher", "author", "published", "url", "language", "copy_of", "status", "note")
LINK = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", re.IGNORECASE)


class PlainLoader(yaml.SafeLoader):
    """Reads every value as the text that it is: YAML would make `no`, a language, into False."""

    yaml_implicit_resolvers = {  # noqa: RUF012 — the name and kind are PyYAML's
        first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a report's head says; everything may be missing."""

    details: Details = field(default_factory=Details)
    report_id: str | None = None
    status: Status = Status.CURRENT
    note: str | None = None
    warnings: tuple[str, ...] = ()
    copy_of: str | None = None


def split_front_matter(text: str) -> tuple[str | None, str]:
    """Part the YAML at the head of a Markdown text from its body; None where it has no head."""
    match = FRONT_MATTER.match(text)
    return (match["yaml"], text[match.end() :]) if match else (None, text)


def parse_front_matter(text: str, name: str) -> FrontMatter:
    """Read the YAML of a report's head.

    Raises:
        InvalidReportError: when it is no YAML, or a value is not what its name asks for.
    """
    values = load_values(text, name)
    unknown = [f"“{key}”" for key in values if key not in NAMES]
    return FrontMatter(
        Details(
            title=values.get("title"),
            publisher=values.get("publisher"),
            author=values.get("author"),
            published=parse_published(values.get("published"), name),
            url=parse_link(values.get("url"), name),
            language=parse_language(values.get("language"), name),
        ),
        parse_id(values.get("id"), name),
        parse_status(values.get("status"), name),
        values.get("note"),
        tell_unknown(unknown),
        parse_id(values.get("copy_of"), name),
    )


def tell_unknown(unknown: Sequence[str]) -> tuple[str, ...]:
    """Say which names in the head of a document are those of no detail."""
    if not unknown:
        return ()
    return (
        Worded("The front matter's {names} is not a detail of a report and was not used.", names=", ".join(unknown)),
    )


def load_values(text: str, name: str) -> dict[str, str | None]:
    """Load “name: value” lines, each value as one line of text."""
    try:
        loaded = PlainLoader(text).get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise InvalidReportError(describe_broken_yaml(name, mark.line + 2 if mark else None)) from error
    if loaded is None:
        return {}
    if not isinstance(loaded, dict) or not all(isinstance(key, str) for key in loaded):
        raise InvalidReportError(
            Worded(
                "The front matter of {name} must be “name: value” lines; its names are {names}.",
                name=name,
                names=", ".join(NAMES),
            )
        )
    for key in NAMES:
        if not isinstance(loaded.get(key), str | None):
            raise InvalidReportError(
                Worded("“{key}” in the front matter of {name} must be one line of text.", key=key, name=name)
            )
    return {str(key): clean_line(value) if isinstance(value, str) else None for key, value in loaded.items()}


def describe_broken_yaml(name: str, line: int | None) -> Worded:
    """Say that the head of a document is no YAML, and in which line where that is known."""
    if line is None:
        return Worded(
            "The front matter of {name} is not valid YAML: write each detail on its own line as “name: value”, with "
            "quotation marks round a value that holds a colon.",
            name=name,
        )
    return Worded(
        "The front matter of {name} is not valid YAML in line {line}: write each detail on its own line as “name: "
        "value”, with quotation marks round a value that holds a colon.",
        name=name,
        line=line,
    )


def parse_published(value: str | None, name: str) -> date | None:
    """Read a publication date, with or without a time of day."""
    try:
        return datetime.fromisoformat(value).date() if value else None
    except ValueError as error:
        raise InvalidReportError(
            Worded(
                "“{value}” in the front matter of {name} is not a date; write the day of publication as 2022-06-07.",
                value=value,
                name=name,
            )
        ) from error


def parse_link(value: str | None, name: str) -> str | None:
    """Read a link to the web."""
    if value and not LINK.fullmatch(value):
        raise InvalidReportError(
            Worded(
                "“{value}” in the front matter of {name} is not a link; write it in full, from https:// on.",
                value=value,
                name=name,
            )
        )
    return value


def parse_language(value: str | None, name: str) -> str | None:
    """Read a language's code, without its country."""
    match = LANGUAGE.fullmatch(value or "")
    if value and not match:
        raise InvalidReportError(
            Worded(
                "“{value}” in the front matter of {name} is not a language; write its code, such as en, fa or ar.",
                value=value,
                name=name,
            )
        )
    return match[1].lower() if match else None


def parse_id(value: str | None, name: str) -> str | None:
    """Read the id that a report asks for, or that of the one whose copy it is."""
    if value and not SLUG.fullmatch(value):
        raise InvalidReportError(
            Worded(
                "“{value}” in the front matter of {name} cannot be an id: use up to 100 small letters, "
                "digits, dots, dashes and underscores.",
                value=value,
                name=name,
            )
        )
    return value


def parse_status(value: str | None, name: str) -> Status:
    """Read how a report stands."""
    try:
        return Status(value.lower()) if value else Status.CURRENT
    except ValueError as error:
        raise InvalidReportError(
            Worded(
                "“{value}” in the front matter of {name} is not a status; it can be {statuses}.",
                value=value,
                name=name,
                statuses=", ".join(Status),
            )
        ) from error


def format_front_matter(report: Report) -> str:
    """Write the head of a report, from the first `---` to the line end after the second.

    A report that stands as it is says nothing of its status: “status: current” asks for a withdrawn one to be restored.
    """
    values = {"id": report.id, **{detail: getattr(report, detail) for detail in DETAILS}}
    status = None if report.status is Status.CURRENT else str(report.status)
    values |= {"copy_of": report.copy_of, "status": status, "note": report.note}
    known = {name: values[name] for name in NAMES if values[name] is not None}
    return f"---\n{yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=10**6)}---\n"
