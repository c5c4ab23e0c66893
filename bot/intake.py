"""How a document becomes a report on the shelf.

    document | receive | read | propose | confirm | catalogue | split | embed | index | receipt

`Intake` takes a document as far as the catalogue, where it waits as a staged version with a job beside it: nothing of
it can be lost from then on, and nothing of it is seen. Whoever holds the data folder does the rest (`bot.worker`):
the version is split, embedded and indexed, and then published, which is the receipt.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.state.jobs import JobKind, Jobs
from corpus.catalogue import Catalogue
from corpus.database import Connection
from corpus.errors import DuplicateReportError, InvalidReportError, ReportExistsError
from corpus.originals import Originals
from corpus.publishing import Desk
from corpus.readers import read_submission
from corpus.readers.blocks import find_title
from corpus.readers.characters import clean_line, clean_name
from corpus.reports import Details, Document, Report, Status, Submission

LINK = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", re.IGNORECASE)
LANGUAGE_UNKNOWN = "en"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A document that was read, as it would stand on the shelf; nothing of it is on the shelf yet.

    `report` has its final text and details; its version is given when it is accepted, and so is its id when the
    one proposed here was not `chosen` by anyone and is taken by then.
    """

    submission: Submission
    report: Report
    warnings: tuple[str, ...]
    chosen: bool
    replaces: bool

    @property
    def name(self) -> str:
        """The document's name, as it can be shown."""
        return clean_name(self.submission.name)

    @property
    def details(self) -> Details:
        """What is known about it: given by a person, else by the document, else by its name."""
        return details_of(self.report)


class Intake:
    """Reads documents that are offered and, when an editor agrees, puts them into the catalogue to be worked on."""

    def __init__(
        self,
        catalogue: Catalogue,
        originals: Originals,
        jobs: Jobs,
        read: Callable[[Submission], Document] = read_submission,
    ) -> None:
        self.catalogue = catalogue
        self._originals = originals
        self._jobs = jobs
        self._desk = Desk(catalogue)
        self._read = read

    def propose(self, submission: Submission) -> Proposal:
        """Read a document that is new, and propose how it would stand on the shelf.

        Raises:
            UnreadableDocumentError: when it cannot be read.
            DuplicateReportError: when the shelf has these bytes or this text already.
            ReportExistsError: when the id that it asks for is taken.
            InvalidReportError: when a detail makes no sense.
        """
        given = clean_details(submission.details)
        self._check_duplicate(clean_name(submission.name), submission.digest, "")
        document = self._read(submission)
        self._check_duplicate(clean_name(submission.name), submission.digest, document.body)
        details = given.filled_from(document.details)
        chosen = submission.report_id or document.report_id
        if chosen and self.catalogue.is_taken(chosen):
            raise ReportExistsError(chosen)
        report_id = chosen or self.catalogue.propose_id(details.title or submission.name, submission.digest)
        report = make_report(report_id, submission, document, details)
        return Proposal(submission, report, document.warnings, chosen is not None, replaces=False)

    def propose_replacement(self, report_id: str, submission: Submission) -> Proposal:
        """Read a document that replaces a report; what it does not say about itself stays as the report has it.

        Raises:
            UnknownReportError: when there is no such report.
            UnreadableDocumentError: when it cannot be read.
            DuplicateReportError: when another report has this text, or this one has it with the same details.
            InvalidReportError: when a detail makes no sense.
        """
        old = self.catalogue.get_report(report_id)
        given = clean_details(submission.details)
        document = self._read(submission)
        own = drop_title_from_name(document, clean_name(submission.name))
        details = given.filled_from(own).filled_from(details_of(old))
        report = make_report(report_id, submission, document, details)
        self._check_replacement(clean_name(submission.name), old, report)
        warnings = (*document.warnings, *describe_surprises(old, document))
        return Proposal(submission, report, warnings, chosen=True, replaces=True)

    def accept(self, proposal: Proposal, actor: str, request: str | None = None) -> int:
        """Put a proposal into the catalogue, staged, with a job to finish it, and give the job's id.

        When this returns, nothing can be lost any more. The same `request` made again gives the same job again.

        Raises:
            DuplicateReportError: when the shelf has the same text by now.
            ReportExistsError: when the id that was chosen is taken by now.
            UnknownReportError: when the report to be replaced is not there.
            DatabaseError, StorageError: when the disk refuses; nothing was changed then.
        """
        self._originals.keep(proposal.submission.data)
        with self.catalogue.database.writing() as connection:
            known = None if request is None else self._jobs.find_request(request, connection)
            if known is not None:
                return known
            staged = self._stage(proposal, actor, connection)
            payload = {"report": staged.id, "version": staged.version, "actor": actor, "name": proposal.name}
            kind = JobKind.REPLACE if proposal.replaces else JobKind.ADD
            return self._jobs.put(kind, payload, request, connection)

    def _stage(self, proposal: Proposal, actor: str, connection: Connection) -> Report:
        report = proposal.report
        if proposal.replaces:
            return self._desk.stage_replacement(report, proposal.name, actor, connection)
        self._check_duplicate(proposal.name, report.digest, report.body, connection)
        if not proposal.chosen and self.catalogue.is_taken(report.id, connection):
            report = replace(report, id=self.catalogue.propose_id(report.title, report.digest, connection))
        return self._desk.stage_report(report, proposal.name, actor, connection)

    def _check_duplicate(self, name: str, digest: str, body: str, inside: Connection | None = None) -> None:
        known = self.catalogue.find_duplicate(digest, body, inside)
        if known is not None:
            raise DuplicateReportError(name, known)

    def _check_replacement(self, name: str, old: Report, report: Report) -> None:
        known = self.catalogue.find_duplicate(report.digest, report.body)
        only_details_change = known == old.id and details_of(old) != details_of(report)
        if known is not None and not only_details_change:
            raise DuplicateReportError(name, known)


def make_report(report_id: str, submission: Submission, document: Document, details: Details) -> Report:
    """Give the report that a document makes, with the details settled on."""
    return Report(
        id=report_id,
        version=1,
        title=details.title or find_title(document.body, clean_name(submission.name)),
        body=document.body,
        publisher=details.publisher,
        author=details.author,
        published=details.published,
        url=details.url,
        language=details.language or LANGUAGE_UNKNOWN,
        status=document.status,
        note=document.note,
        digest=submission.digest,
        pages=document.pages,
    )


def details_of(report: Report) -> Details:
    """Give what is known about a report apart from its text."""
    return Details(report.title, report.publisher, report.author, report.published, report.url, report.language)


def clean_details(details: Details) -> Details:
    """Give details that a person typed in the form in which they are stored.

    Raises:
        InvalidReportError: when the link is no link to the web, or the language is no code.
    """
    url, language = clean_line(details.url), clean_line(details.language)
    if url and not LINK.fullmatch(url):
        raise InvalidReportError(f"“{url}” is not a link; write it in full, from https:// on.")
    code = LANGUAGE.fullmatch(language or "")
    if language and not code:
        raise InvalidReportError(f"“{language}” is not a language; write its code, such as en, fa or ar.")
    return Details(
        title=clean_line(details.title),
        publisher=clean_line(details.publisher),
        author=clean_line(details.author),
        published=details.published,
        url=url,
        language=code[1].lower() if code else None,
    )


def drop_title_from_name(document: Document, name: str) -> Details:
    """Give a document's own details, without a title that was only made up from its first words or its name."""
    made_up = document.details.title == find_title(document.body, name)
    return replace(document.details, title=None) if made_up else document.details


def describe_surprises(old: Report, document: Document) -> tuple[str, ...]:
    """Say what an editor may not expect of a replacement."""
    surprises = []
    if document.report_id not in (None, old.id):
        surprises.append(f"The document calls itself “{document.report_id}”; it will stand as “{old.id}”.")
    if old.status is Status.WITHDRAWN:
        surprises.append(f"“{old.id}” is withdrawn and stays so; `onrecord restore {old.id}` lets it stand again.")
    return tuple(surprises)
