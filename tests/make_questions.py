"""Makes the question sets about the sample reports out of these and each set's `triples.yaml`.

    python -m tests.make_questions

Run it after a sample, a reader or the triples have changed: offsets are into the bodies that reading the samples
gives. Withdrawn reports are left out, since nothing may be quoted from them. A triple with one question in each of
several languages makes as many lines; `questions-across` has the reports of `questions`.
"""

import json
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import yaml

from corpus.readers import read_submission
from corpus.reports import Details, Document, Submission
from tests.make_samples import SAMPLES, SOURCES, read_source

QUESTIONS = Path(__file__).parent / "questions"
ACROSS = Path(__file__).parent / "questions-across"


def read_sample(path: Path) -> Document:
    """Read one sample report as a command would."""
    return read_submission(Submission(path.name, path.read_bytes(), "tests"))


def read_samples() -> dict[str, Document]:
    """Read all the sample reports, by the name of their file without its suffix, which is also their id."""
    paths = sorted(SAMPLES.iterdir())
    with ThreadPoolExecutor(os.cpu_count()) as readers:
        return dict(zip((path.stem for path in paths), readers.map(read_sample, paths), strict=True))


def make_reports(documents: dict[str, Document]) -> Iterator[dict[str, Any]]:
    """Give the lines of `reports.jsonl`."""
    for report_id, document in documents.items():
        if document.status.quotable:
            details = document.details.filled_from(find_details(report_id))
            yield {
                "id": report_id,
                "title": details.title,
                "publisher": details.publisher,
                "published": details.published and details.published.isoformat(),
                "url": details.url,
                "language": details.language,
                "body": document.body,
            }


def find_details(report_id: str) -> Details:
    """Give the details with which the PDF and the DOCX, which cannot carry all of theirs, are to be added."""
    path = SOURCES / f"{report_id}.md"
    return read_source(path.name).known if path.exists() else Details()


def make_questions(folder: Path, documents: dict[str, Document]) -> Iterator[dict[str, Any]]:
    """Give the lines of `questions.jsonl`: those that have an answer, then those that have none."""
    triples = yaml.safe_load((folder / "triples.yaml").read_text(encoding="utf-8"))
    for number, asked in enumerate(triples["answerable"], start=1):
        evidence = [find_evidence(documents, triple) for triple in asked["evidence"]]
        for suffix, question in list_wordings(asked["question"]):
            yield make_question(f"a{number:03}{suffix}", question, evidence, asked["answers"])
    for number, asked in enumerate(triples["unanswerable"], start=1):
        for suffix, question in list_wordings(asked):
            yield make_question(f"n{number:03}{suffix}", question, [], [])


def list_wordings(asked: str | dict[str, str]) -> list[tuple[str, str]]:
    """Give a question, or one in each of several languages, with what its id ends in."""
    return [("", asked)] if isinstance(asked, str) else [(f"-{code}", question) for code, question in asked.items()]


def make_question(
    question_id: str, question: str, evidence: list[dict[str, Any]], answers: list[str]
) -> dict[str, Any]:
    """Give one line of `questions.jsonl`."""
    return {
        "id": question_id,
        "question": question,
        "answerable": bool(evidence),
        "evidence": evidence,
        "answers": answers,
    }


def find_evidence(documents: dict[str, Document], triple: dict[str, str]) -> dict[str, Any]:
    """Find a triple's sentence in its report; it has to stand there once."""
    body, sentence = documents[triple["report"]].body, triple["sentence"]
    if body.count(sentence) != 1:
        raise ValueError(f"“{sentence}” stands {body.count(sentence)} times in {triple['report']}")
    start = body.index(sentence)
    return {"report": triple["report"], "start": start, "end": start + len(sentence)}


def format_lines(values: Iterable[dict[str, Any]]) -> str:
    """Write values as JSON, one a line."""
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


def main() -> None:
    """Write the files of both question sets."""
    documents = read_samples()
    (QUESTIONS / "reports.jsonl").write_text(format_lines(make_reports(documents)), encoding="utf-8")
    for folder in (QUESTIONS, ACROSS):
        lines = format_lines(make_questions(folder, documents))
        (folder / "questions.jsonl").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
