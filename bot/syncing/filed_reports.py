"""A report as a file of the folder has it, and the report that it asks for."""

from dataclasses import dataclass, field, fields, replace
from pathlib import PurePath
from typing import Any

from bot.intake import LANGUAGE_UNKNOWN
from corpus.readers.blocks import find_title
from corpus.reports import Details, Document, Report, Status

DETAILS = tuple(detail.name for detail in fields(Details))
CORRECTED = "It was corrected; the folder says no more."


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a file says about its report, in its front matter or in a file beside it.

    `status` is None where it says nothing of it. A declaration that is `whole` says all details: what it leaves out is
    not known; another one says only what it names.
    """

    details: Details = field(default_factory=Details)
    report_id: str | None = None
    status: Status | None = None
    note: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class FiledReport:
    """A report as a file of the folder has it.

    `document` is None where the file is known to have the text that is on the shelf; with `exported`, it is to the
    byte what an export of the report gives. `digest` is the sha256 of its bytes.
    """

    id: str
    file: str
    digest: str
    declared: Declaration = field(default_factory=Declaration)
    document: Document | None = None
    exported: bool = False

    @property
    def is_withdrawn(self) -> bool:
        """Whether the file says that its report is withdrawn."""
        return self.declared.status is Status.WITHDRAWN


def make_report(filed: FiledReport, old: Report | None, status: Status) -> Report:
    """Give the report that a file asks for: its text, its details, and the status with which it is handed in."""
    body = filed.document.body if filed.document else (old.body if old else "")
    known = settle_details(filed, old, body)
    note = (filed.declared.note or CORRECTED) if status is Status.CORRECTED else filed.declared.note
    given: dict[str, Any] = {name: getattr(known, name) for name in DETAILS}
    given |= {"title": known.title or filed.id, "language": known.language or LANGUAGE_UNKNOWN}
    given |= {"version": 1, "status": status, "digest": filed.digest}
    if old is None:
        new = Report(id=filed.id, body=body, note=note, pages=filed.document.pages if filed.document else (), **given)
        return replace(new, copy_of=filed.document.copy_of if filed.document else None)
    # Whatever else is known of the report stays known.
    same = replace(old, note=None if status is Status.CURRENT else note, **given)
    return same if filed.document is None or body == old.body else replace(same, body=body, pages=filed.document.pages)


def settle_details(filed: FiledReport, old: Report | None, body: str) -> Details:
    """Give what is known about a report: what its file declares, else what its document shows, else as it was.

    A title that was only made up of the first words or the file's name gives way to the one on the shelf, and a
    language that was only guessed does unless the words are new.
    """
    own = filed.document.details if filed.document else Details()
    before = Details(**{name: getattr(old, name) for name in DETAILS}) if old else Details()
    made_up = own.title == find_title(body, PurePath(filed.file).name)
    title = filed.declared.details.title or (None if made_up else own.title) or before.title or own.title
    language = before.language if old is not None and old.body == body else own.language or before.language
    settled = filed.declared.details.filled_from(Details(title=title, language=language))
    return settled if filed.declared.whole else settled.filled_from(own).filled_from(before)
