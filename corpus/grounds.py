"""What a change of a report stands on: what somebody saw who decided it, which version it replaces, and why.

Everything here only looks; the desk (`corpus.publishing`) acts on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.errors import InvalidReportError
from corpus.readers.characters import clean_line
from corpus.reports import Report, Status
from corpus.worded import Worded

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Seen:
    """How a report stood when somebody looked at it and decided."""

    version: int
    status: Status

    @classmethod
    def of(cls, report: Report) -> "Seen":
        """Take it from the report."""
        return cls(report.version, report.status)

    def to_payload(self) -> dict[str, Any]:
        """Give it as JSON can hold it."""
        return {"version": self.version, "status": self.status.value}

    @classmethod
    def of_payload(cls, payload: Mapping[str, Any]) -> "Seen":
        """Give what `to_payload` gave."""
        return cls(payload["version"], Status(payload["status"]))


@dataclass(frozen=True, slots=True)
class Basis:
    """What a replacement stands on: the version that it was made to replace, and the day that its correction bears."""

    version: int | None = None
    day: date | None = None


ANY = Basis()


def clean_note(note: str) -> str:
    """Give a note on one line, as it is stored.

    Raises:
        InvalidReportError: when nothing is left of it, or it is too long for the line that it is shown on.
    """
    clean = clean_line(note)
    if clean is None:
        raise InvalidReportError(Worded("The note is empty; say in a few words what was wrong."))
    if len(clean) > LONGEST_NOTE:
        raise InvalidReportError(
            Worded("The note has {count} characters; say it in at most {most}.", count=len(clean), most=LONGEST_NOTE)
        )
    return clean


def check_can_become(report: Report, status: Status) -> None:
    """Refuse to correct or withdraw a report that is withdrawn.

    Raises:
        InvalidReportError: when it is.
    """
    if report.status is Status.WITHDRAWN:
        cure = Worded("there is nothing to do")
        if status is not Status.WITHDRAWN:
            cure = Worded("restore it before you correct it")
        sentence = Worded("Report “{id}” is withdrawn already; {cure}.", id=report.id, cure=cure)
        if report.note:
            note = report.note
            sentence = Worded(
                "Report “{id}” is withdrawn already ({note}); {cure}.", id=report.id, note=note, cure=cure
            )
        raise InvalidReportError(sentence)
