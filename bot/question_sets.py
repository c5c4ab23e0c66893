"""Question sets: folders with reports and questions about them whose answers are known.

`reports.jsonl` has `id, title, body` and optionally `publisher, author, published, url, language`; `questions.jsonl`
has `id, question, answerable, evidence, answers`, where evidence names a report or a range of one.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from bot.errors import QuestionSetError
from corpus.errors import InvalidReportError
from corpus.reports import Report

Result = TypeVar("Result")

SEED = 20
DETAILS = ("publisher", "author", "published", "url", "language")
KINDS: dict[type[Any], str] = {
    dict: "an object",
    list: "a list",
    str: "text",
    int: "a whole number",
    bool: "true or false",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A report that holds an answer, or the range of it that does (`start` and `end` None: anywhere in it)."""

    report_id: str
    start: int | None = None
    end: int | None = None

    def overlaps(self, report_id: str, start: int, end: int) -> bool:
        """Whether a range shares a character with it."""
        if report_id != self.report_id:
            return False
        return self.start is None or self.end is None or (start < self.end and self.start < end)

    def contains(self, report_id: str, start: int, end: int) -> bool:
        """Whether a range lies in it."""
        if report_id != self.report_id:
            return False
        return self.start is None or self.end is None or (self.start <= start and end <= self.end)


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question, whether the reports answer it, where they do, and in which words."""

    id: str
    text: str
    answerable: bool
    evidence: tuple[Place, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Reports, their bodies exactly as given, and questions about them."""

    reports: tuple[Report, ...]
    questions: tuple[KnownQuestion, ...]

    def sample(self, limit: int | None) -> tuple[KnownQuestion, ...]:
        """Give a sample of this many questions, in their order, the same each time; all of them without a limit."""
        if limit is None or limit >= len(self.questions):
            return self.questions
        chosen = sorted(Random(SEED).sample(range(len(self.questions)), limit))  # noqa: S311 (no secret)
        return tuple(self.questions[place] for place in chosen)


def read_question_set(folder: Path) -> QuestionSet:
    """Read a folder's two files.

    Raises:
        QuestionSetError: when one is missing, or a line of it makes no sense.
    """
    reports = tuple(read_values(folder / "reports.jsonl", make_report))
    questions = tuple(read_values(folder / "questions.jsonl", make_question))
    if not reports or not questions:
        raise QuestionSetError(f"{folder} holds no reports or no questions; each file needs a line at least.")
    return QuestionSet(reports, questions)


def read_values(file: Path, make: Callable[[dict[str, Any]], Result]) -> Iterator[Result]:
    """Give what each line of a file of JSON lines describes.

    Raises:
        QuestionSetError: when the file cannot be read, or a line makes no sense.
    """
    try:
        lines = file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionSetError(
            f"{file} cannot be read; a question set is a folder with reports.jsonl and questions.jsonl."
        ) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield make(check_kind(json.loads(line), dict, "it"))
            except (KeyError, ValueError, InvalidReportError) as error:
                reason = f"it has no “{error.args[0]}”" if isinstance(error, KeyError) else str(error).rstrip(".")
                raise QuestionSetError(f"Line {number} of {file} makes no sense: {reason}.") from error


def make_report(line: dict[str, Any]) -> Report:
    """Give the report that a line describes."""
    details = {name: check_kind(line.get(name) or "", str, f"“{name}”") or None for name in DETAILS}
    published = details["published"]
    return Report(
        id=check_kind(line["id"], str, "“id”"),
        version=1,
        title=check_kind(line["title"], str, "“title”"),
        body=check_kind(line["body"], str, "“body”"),
        publisher=details["publisher"],
        author=details["author"],
        published=date.fromisoformat(published[:10]) if published else None,
        url=details["url"],
        language=details["language"] or "en",
    )


def make_question(line: dict[str, Any]) -> KnownQuestion:
    """Give the question that a line describes."""
    evidence = check_kind(line.get("evidence") or [], list, "“evidence”")
    answers = check_kind(line.get("answers") or [], list, "“answers”")
    return KnownQuestion(
        id=str(line["id"]),
        text=check_kind(line["question"], str, "“question”"),
        answerable=check_kind(line["answerable"], bool, "“answerable”"),
        evidence=tuple(make_place(check_kind(each, dict, "a piece of evidence")) for each in evidence),
        answers=tuple(check_kind(answer, str, "an answer") for answer in answers),
    )


def make_place(evidence: dict[str, Any]) -> Place:
    """Give the report, or the range of one, that a piece of evidence names."""
    start, end = evidence.get("start"), evidence.get("end")
    if start is None and end is None:
        return Place(check_kind(evidence["report"], str, "“report”"))
    return Place(
        check_kind(evidence["report"], str, "“report”"),
        check_kind(start, int, "“start”"),
        check_kind(end, int, "“end”"),
    )


def check_kind(value: Any, kind: type[Result], name: str) -> Result:
    """Give a value if it is of this kind.

    Raises:
        ValueError: when it is not.
    """
    if not isinstance(value, kind):
        raise ValueError(f"{name} is not {KINDS[kind]}")
    return value
