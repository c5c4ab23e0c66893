"""Links that open the bot at an answer, one of its citations, a report or a passage: `t.me/BOT?start=PAYLOAD`.

A payload has at most 64 of A to Z, a to z, 0 to 9, `_` and `-`; a report's id may be longer than that, so it goes in
as a token. A payload proves nothing: whoever opens it may send any other, so what it names is looked up and judged.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from bot.state.invites import make_link

__all__ = [
    "AnswerTarget",
    "CitationTarget",
    "PassageTarget",
    "ReportTarget",
    "Target",
    "answer_payload",
    "citation_payload",
    "make_link",
    "make_token",
    "passage_payload",
    "read_payload",
    "report_payload",
]

TOKEN = 16
ID, NUMBER, PLACE = r"([A-Za-z0-9_-]{1,50})", r"([1-9][0-9]{0,3})", r"(0|[1-9][0-9]{0,9})"
ANSWER = re.compile(f"a_{ID}")
CITATION = re.compile(f"c_{NUMBER}_{ID}")
REPORT = re.compile(rf"r_([0-9a-f]{{{TOKEN}}})")
PASSAGE = re.compile(rf"p_([0-9a-f]{{{TOKEN}}})_([1-9][0-9]{{0,5}})_{PLACE}_{PLACE}")


@dataclass(frozen=True, slots=True)
class AnswerTarget:
    """An answer or a refusal, by its record's id."""

    record_id: str


@dataclass(frozen=True, slots=True)
class CitationTarget:
    """A citation of an answer, or a nearest passage of a refusal, by its number."""

    record_id: str
    number: int


@dataclass(frozen=True, slots=True)
class ReportTarget:
    """A report, by the token made of its id."""

    token: str


@dataclass(frozen=True, slots=True)
class PassageTarget:
    """The characters from `start` to `end` of a version of a report, which is named by the token made of its id."""

    token: str
    version: int
    start: int
    end: int


Target = AnswerTarget | CitationTarget | ReportTarget | PassageTarget


def answer_payload(record_id: str) -> str:
    """Give the payload that opens an answer or a refusal.

    Raises:
        ValueError: when a link cannot carry the id; those of our own records it can.
    """
    return _check(ANSWER, f"a_{record_id}")


def citation_payload(record_id: str, number: int) -> str:
    """Give the payload that opens the passage of a citation.

    Raises:
        ValueError: when a link cannot carry the id or the number.
    """
    return _check(CITATION, f"c_{number}_{record_id}")


def report_payload(report_id: str) -> str:
    """Give the payload that opens a report, as it stands when it is opened."""
    return f"r_{make_token(report_id)}"


def passage_payload(report_id: str, version: int, start: int, end: int) -> str:
    """Give the payload that opens a place in a version of a report.

    Raises:
        ValueError: when it is no place.
    """
    if not start < end:
        raise ValueError(f"a passage must not be empty: {start}..{end}")
    return _check(PASSAGE, f"p_{make_token(report_id)}_{version}_{start}_{end}")


def read_payload(text: str) -> Target | None:
    """Give what a payload opens, or None where it is none of ours."""
    for pattern, make in READERS:
        if found := pattern.fullmatch(text):
            return make(found)
    return None


def make_token(report_id: str) -> str:
    """Give a short form of a report's id (16 characters of 0 to 9 and a to f)."""
    return sha256(report_id.encode()).hexdigest()[:TOKEN]


def _read_passage(found: re.Match[str]) -> PassageTarget | None:
    token, *numbers = found.groups()
    version, start, end = map(int, numbers)
    return PassageTarget(token, version, start, end) if start < end else None


READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Target | None]], ...] = (
    (ANSWER, lambda found: AnswerTarget(found[1])),
    (CITATION, lambda found: CitationTarget(found[2], int(found[1]))),
    (REPORT, lambda found: ReportTarget(found[1])),
    (PASSAGE, _read_passage),
)


def _check(pattern: re.Pattern[str], payload: str) -> str:
    if not pattern.fullmatch(payload):
        raise ValueError(f"a link cannot carry {payload}")
    return payload
