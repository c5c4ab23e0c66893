"""Makes the question set in `tests/questions` out of the sample reports and `triples.yaml`.

    python -m tests.make_questions

Run it after a sample, a reader or the triples have changed: offsets are into the bodies that reading the samples
gives. Withdrawn reports are left out, since nothing may be quoted from them.
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


def make_questions(documents: dict[str, Document]) -> Iterator[dict[str, Any]]:
    """Give the lines of `questions.jsonl`: those that have an answer, then those that have none."""
    triples = yaml.safe_load((QUESTIONS / "triples.yaml").read_text(encoding="utf-8"))
    for number, asked in enumerate(triples["answerable"], start=1):
        evidence = [find_evidence(documents, triple) for triple in asked["evidence"]]
        yield make_question(f"a{number:03}", asked["question"], evidence, asked["answers"])
    for number, question in enumerate(triples["unanswerable"], start=1):
        yield make_question(f"n{number:03}", question, [], [])


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
    """Write both files of the question set."""
    documents = read_samples()
    (QUESTIONS / "reports.jsonl").write_text(format_lines(make_reports(documents)), encoding="utf-8")
    (QUESTIONS / "questions.jsonl").write_text(format_lines(make_questions(documents)), encoding="utf-8")


if __name__ == "__main__":
    main()
