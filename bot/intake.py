"""How a document becomes a report on the shelf.

    document | unpack | read | look up: preview | confirm | propose | accept: catalogue
             | split | embed | index | receipt

`Intake` takes a document, from a chat or a terminal, as far as the catalogue, where it waits as a staged version with
a job beside it: nothing of it can be lost from then on, and nothing of it is seen. Whoever holds the data folder does
the rest (`bot.worker`): the version is split, embedded and indexed, and then published, which is the receipt.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.offering.comparing import compare_with_shelf, describe_surprises
from bot.offering.details import (
    NOTHING_GIVEN,
    Given,
    clean_details,
    details_of,
    drop_details,
)
from bot.offering.proposals import Preview, Proposal, list_places
from bot.offering.wording import list_warnings
from bot.state.jobs import JobKind, Jobs
from corpus.catalogue import Catalogue
from corpus.collections import Collection, ReadFile, read_collection
from corpus.database import Connection
from corpus.errors import DuplicateReportError, ReportExistsError
from corpus.grounds import ANY, Basis, Seen
from corpus.originals import Originals
from corpus.publishing import Desk
from corpus.readers import read_submission
from corpus.readers.blocks import find_title
from corpus.readers.characters import clean_name
from corpus.reports import Details, Document, Report, Submission

__all__ = ["Intake", "Preview", "Proposal", "clean_details", "details_of"]

LANGUAGE_UNKNOWN = "en"


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

    def unpack(self, submission: Submission, read_file: ReadFile | None = None) -> Collection:
        """Give the documents that one holds: those of an archive or a list with what is to be said of it, else itself.

        `read_file` gives the files that lie beside a list.

        Raises:
            UnreadableDocumentError: when it is a collection that cannot be opened.
        """
        return read_collection(submission, read_file) or Collection((submission,))

    def read(self, submission: Submission) -> Document:
        """Read a document, in a process of its own.

        Raises:
            UnreadableDocumentError: when it cannot be read.
        """
        return self._read(submission)

    def look_up(self, submission: Submission, document: Document, given: Given = NOTHING_GIVEN) -> Preview:
        """Show how a document that was read would stand on the shelf, and what stands there that is like it.

        Raises:
            InvalidReportError: when a detail makes no sense.
        """
        return self.compare(self._make_proposal(submission, document, given))

    def compare(self, proposal: Proposal) -> Preview:
        """Give a proposal beside the reports on the shelf that it is like."""
        with self.catalogue.database.reading() as connection:
            return compare_with_shelf(proposal, self.catalogue, connection)

    def preview(self, submission: Submission, given: Given = NOTHING_GIVEN) -> Preview:
        """Read a document and look it up.

        Raises:
            UnreadableDocumentError: when it cannot be read.
            InvalidReportError: when a detail makes no sense.
        """
        return self.look_up(submission, self.read(submission), given)

    def propose(self, submission: Submission, given: Given = NOTHING_GIVEN, copy_of: str | None = None) -> Proposal:
        """Read a document that is new, and propose how it would stand on the shelf; perhaps as a copy of a report.

        Raises:
            UnreadableDocumentError: when it cannot be read.
            DuplicateReportError: when the shelf has these bytes or this text already.
            ReportExistsError: when the id that it asks for is taken.
            UnknownReportError: when there is no report that it is a copy of.
            InvalidReportError: when a detail makes no sense.
        """
        clean_details(submission.details)
        self._check_duplicate(clean_name(submission.name), submission.digest, "")
        proposal = self._make_proposal(submission, self._read(submission), given)
        self._check_duplicate(proposal.name, submission.digest, proposal.report.body)
        if proposal.chosen and self.catalogue.is_taken(proposal.report.id):
            raise ReportExistsError(proposal.report.id)
        if copy_of is None:
            return proposal
        return replace(proposal, report=replace(proposal.report, copy_of=self.catalogue.get_report(copy_of).origin))

    def propose_replacement(
        self, report_id: str, submission: Submission, given: Given = NOTHING_GIVEN, seen: Seen | None = None
    ) -> Proposal:
        """Read a document that replaces a report; what it does not say about itself stays as the report has it.

        `seen` is how the report stood when somebody decided this: nothing is replaced once it stands otherwise.

        Raises:
            UnknownReportError: when there is no such report.
            UnreadableDocumentError: when it cannot be read.
            DuplicateReportError: when another report has this text, or this one has it with the same details.
            InvalidReportError: when a detail makes no sense.
        """
        old = self.catalogue.get_report(report_id)
        named = clean_details(submission.details)
        document = self._read(submission)
        own = drop_details(drop_title_from_name(document, clean_name(submission.name)), given.cleared)
        kept = drop_details(details_of(old), given.cleared)
        report = make_report(report_id, submission, document, named.filled_from(own).filled_from(kept))
        report = replace(report, copy_of=report.copy_of or old.copy_of)
        self._check_replacement(clean_name(submission.name), old, report)
        return Proposal(
            submission,
            report,
            (*list_warnings(given, document, report), *describe_surprises(old, document)),
            chosen=True,
            replaces=True,
            found_in=list_places(given, document, (named, own, kept)),
            seen=seen or Seen.of(old),
            basis=Basis(seen.version) if seen else ANY,
        )

    def accept(self, proposal: Proposal, actor: str, request: str | None = None) -> int:
        """Put a proposal into the catalogue, staged, with a job to finish it, and give the job's id.

        When this returns, nothing can be lost any more. The same `request` made again gives the same job again.

        Raises:
            DuplicateReportError: when the shelf has the same text by now.
            ReportExistsError: when the id that was chosen is taken by now.
            UnknownReportError: when the report to be replaced is not there.
            ChangedReportError: when that has changed since the proposal was compared with it.
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
            if proposal.seen:
                self._desk.check_unchanged(report.id, proposal.seen, connection)
            return self._desk.stage_replacement(report, proposal.name, actor, connection, proposal.basis)
        self._check_duplicate(proposal.name, report.digest, report.body, connection)
        if not proposal.chosen and self.catalogue.is_taken(report.id, connection):
            report = replace(report, id=self.catalogue.propose_id(report.title, report.digest, connection))
        return self._desk.stage_report(report, proposal.name, actor, connection)

    def _make_proposal(self, submission: Submission, document: Document, given: Given) -> Proposal:
        named = clean_details(submission.details)
        own = drop_details(document.details, given.cleared)
        details = named.filled_from(own)
        chosen = submission.report_id or document.report_id
        name = details.title or submission.name
        report_id = chosen or self.catalogue.propose_id(name, submission.digest)
        report = make_report(report_id, submission, document, details)
        return Proposal(
            submission,
            report,
            list_warnings(given, document, report),
            chosen=chosen is not None,
            replaces=False,
            found_in=list_places(given, document, (named, own, Details())),
        )

    def _check_duplicate(self, name: str, digest: str, body: str, inside: Connection | None = None) -> None:
        known = self.catalogue.find_duplicate(digest, body, inside)
        if known is not None:
            raise DuplicateReportError(name, known)

    def _check_replacement(self, name: str, old: Report, report: Report) -> None:
        known = self.catalogue.find_duplicate(report.digest, report.body)
        details = (details_of(old), old.copy_of), (details_of(report), report.copy_of)
        only_details_change = known == old.id and details[0] != details[1]
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
        copy_of=submission.copy_of or document.copy_of,
    )


def drop_title_from_name(document: Document, name: str) -> Details:
    """Give a document's own details, without a title that was only made up from its first words or its name."""
    made_up = document.details.title == find_title(document.body, name)
    return replace(document.details, title=None) if made_up else document.details
