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
                yield make(json.loads(line))
            except (KeyError, TypeError, ValueError, AttributeError, InvalidReportError) as error:
                reason = f"it lacks {error}" if isinstance(error, KeyError) else str(error)
                raise QuestionSetError(f"Line {number} of {file} makes no sense: {reason}.") from error


def make_report(line: dict[str, Any]) -> Report:
    """Give the report that a line describes."""
    published = line.get("published")
    return Report(
        id=line["id"],
        version=1,
        title=line["title"],
        body=line["body"],
        publisher=line.get("publisher"),
        author=line.get("author"),
        published=date.fromisoformat(published[:10]) if published else None,
        url=line.get("url"),
        language=line.get("language") or "en",
    )


def make_question(line: dict[str, Any]) -> KnownQuestion:
    """Give the question that a line describes."""
    evidence = tuple(Place(each["report"], each.get("start"), each.get("end")) for each in line.get("evidence", []))
    return KnownQuestion(
        str(line["id"]), line["question"], bool(line["answerable"]), evidence, tuple(line.get("answers", []))
    )
