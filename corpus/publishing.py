"""The desk: every change to the catalogue, each one transaction together with its line in the audit log.

Staging a version changes nothing that readers see; publishing it is the one moment at which it begins to stand.
Pass `inside` to make a change part of a larger transaction. What somebody decided after looking at a report is held
against what they saw (`Seen`), in the same transaction.
"""

from dataclasses import replace
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, func, insert, select, update

from corpus.catalogue import Catalogue, digest_of, make_report
from corpus.database import Connection, make_now
from corpus.errors import ChangedReportError, InvalidReportError, ReportExistsError, UnknownReportError
from corpus.grounds import ANY, Basis, Seen, check_can_become, clean_note
from corpus.name_store import keep_names
from corpus.reports import Report, Status
from corpus.signature_store import keep_signature
from corpus.tables import CONTENTS, VersionState, audit, reports, versions
from corpus.worded import Worded

NOTHING = 0
"""The version that stands of a report that was never published."""

DETAILS = ("title", "publisher", "author", "published", "url", "language")


class Action(StrEnum):
    """What the audit log says was done."""

    ADD = "add"
    REPLACE = "replace"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    RESTORE = "restore"


STANDINGS = {Status.CORRECTED: Action.CORRECT, Status.WITHDRAWN: Action.WITHDRAW}


class Desk:
    """Stages, publishes, corrects, withdraws and restores reports; `actor` says who, for the audit log."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._database = catalogue.database

    def stage_report(self, report: Report, original_name: str, actor: str, inside: Connection | None = None) -> Report:
        """Keep the first version of a new report, not yet to be seen; gives it with its version's number.

        Raises:
            ReportExistsError: when the id is taken.
        """
        with self._database.writing(inside) as connection:
            if self.catalogue.is_taken(report.id, connection):
                raise ReportExistsError(report.id)
            return _stage(connection, report, original_name, actor)

    def stage_replacement(
        self, report: Report, original_name: str, actor: str, inside: Connection | None = None, basis: Basis = ANY
    ) -> Report:
        """Keep the next version of a report, not yet to be seen; gives it with its version's number.

        With a version in `basis`, it can be published only while that version stands.

        Raises:
            UnknownReportError: when there is no report to replace.
        """
        with self._database.writing(inside) as connection:
            if not self.catalogue.is_known(report.id, connection):
                raise UnknownReportError(report.id)
            return _stage(connection, report, original_name, actor, basis)

    def find_staged(self, report_id: str, version: int, inside: Connection | None = None) -> Report | None:
        """Give a version that is staged and not yet published, with the status it came with, or None."""
        contents = select(*CONTENTS, versions.c.status, versions.c.note)
        query = contents.where(_at(report_id, version), versions.c.state == VersionState.STAGED)
        with self._database.reading(inside) as connection:
            row = connection.execute(query).first()
        return None if row is None else make_report(row)

    def discard(self, report_id: str, version: int, inside: Connection | None = None) -> None:
        """Drop the text of a staged version; its number is never given out again, so nothing can be mistaken for it."""
        staged = _at(report_id, version) & (versions.c.state == VersionState.STAGED)
        with self._database.writing(inside) as connection:
            connection.execute(update(versions).where(staged).values(state=VersionState.DISCARDED, body="", pages=[]))

    def publish(self, report_id: str, version: int, actor: str, inside: Connection | None = None) -> None:
        """Make a staged version the one that stands: the commit point of adding and replacing.

        A version that came as corrected or withdrawn gives the report that status; otherwise a replacement keeps the
        status that the report has. New wording, even a correction, does not undo a withdrawal; only restoring does.

        Raises:
            UnknownReportError: when no such version is staged.
            ChangedReportError: when another version has come to stand than the one that it was made to replace.
        """
        with self._database.writing(inside) as connection:
            staged = self.find_staged(report_id, version, connection)
            if staged is None:
                raise UnknownReportError(report_id, version)
            standing = _read_standing(connection, report_id)
            basis = _read_basis(connection, report_id, version)
            if basis.version not in (None, standing.version):
                raise ChangedReportError(report_id)
            action = Action.ADD if standing.version == NOTHING else Action.REPLACE
            connection.execute(update(versions).where(_at(report_id, version)).values(state=VersionState.PUBLISHED))
            connection.execute(update(reports).where(reports.c.id == report_id).values(live_version=version))
            _log(connection, actor, action, staged, staged.title)
            if staged.status in STANDINGS:
                if standing.status is not Status.WITHDRAWN:
                    _set_status(connection, report_id, staged.status, staged.note)
                _log(connection, actor, STANDINGS[staged.status], staged, staged.note, basis.day)

    def check_unchanged(self, report_id: str, seen: Seen, inside: Connection | None = None) -> None:
        """Refuse to go on when a report is not as somebody saw it; call it in the transaction of the change.

        Raises:
            UnknownReportError: when no report has this id.
            ChangedReportError: when it is not.
        """
        if Seen.of(self.catalogue.get_report(report_id, inside=inside)) != seen:
            raise ChangedReportError(report_id)

    def correct(
        self, report_id: str, note: str, actor: str, inside: Connection | None = None, day: date | None = None
    ) -> None:
        """Mark a report as corrected; the note says what was wrong, and `day` when, if not today.

        Raises:
            UnknownReportError: when no report has this id.
            InvalidReportError: when the note is too long, or the report is withdrawn.
        """
        self._change_status(report_id, Status.CORRECTED, note, actor, inside, day)

    def withdraw(self, report_id: str, note: str, actor: str, inside: Connection | None = None) -> None:
        """Withdraw a report: from this moment it answers nothing; the note says why, and an empty one is no note.

        Raises:
            UnknownReportError: when no report has this id.
            InvalidReportError: when the note is too long, or the report is withdrawn already.
        """
        self._change_status(report_id, Status.WITHDRAWN, note, actor, inside, None)

    def restore(self, report_id: str, actor: str, inside: Connection | None = None) -> None:
        """Let a withdrawn report stand again, as corrected if it was corrected before.

        Raises:
            UnknownReportError: when no report has this id.
            InvalidReportError: when it is not withdrawn.
        """
        with self._database.writing(inside) as connection:
            report = self.catalogue.get_report(report_id, inside=connection)
            if report.status is not Status.WITHDRAWN:
                raise InvalidReportError(
                    Worded("Report “{id}” is not withdrawn, so there is nothing to restore.", id=report_id)
                )
            _set_status(connection, report_id, *_find_correction(connection, report_id))
            _log(connection, actor, Action.RESTORE, report, report.note)

    def _change_status(
        self, report_id: str, status: Status, note: str, actor: str, inside: Connection | None, day: date | None
    ) -> None:
        reason = clean_note(note) if note.strip() else None
        with self._database.writing(inside) as connection:
            report = self.catalogue.get_report(report_id, inside=connection)
            check_can_become(report, status)
            _set_status(connection, report_id, status, reason)
            _log(connection, actor, STANDINGS[status], report, reason, day)


def _stage(connection: Connection, report: Report, original_name: str, actor: str, basis: Basis = ANY) -> Report:
    staged = replace(report, version=_take_number(connection, report.id))
    details = {name: getattr(staged, name) for name in DETAILS}
    connection.execute(
        insert(versions).values(
            report_id=staged.id,
            version=staged.version,
            state=VersionState.STAGED,
            status=staged.status,
            note=staged.note,
            digest=staged.digest,
            body_digest=digest_of(staged.body),
            original_name=original_name,
            words=staged.words,
            added_by=actor,
            added_at=make_now(),
            pages=list(staged.pages),
            body=staged.body,
            copy_of=staged.copy_of,
            base=basis.version,
            status_day=basis.day,
            **details,
        )
    )
    keep_signature(connection, staged)
    keep_names(connection, staged)
    return staged


def _take_number(connection: Connection, report_id: str) -> int:
    last = connection.execute(select(func.max(versions.c.version)).where(versions.c.report_id == report_id)).scalar()
    if last is None:
        now = make_now()
        connection.execute(insert(reports).values(id=report_id, status=Status.CURRENT, status_date=now, created_at=now))
    return int(last or 0) + 1


def _read_standing(connection: Connection, report_id: str) -> Seen:
    row = connection.execute(select(reports.c.live_version, reports.c.status).where(reports.c.id == report_id)).one()
    return Seen(row.live_version or NOTHING, Status(row.status))


def _read_basis(connection: Connection, report_id: str, version: int) -> Basis:
    row = connection.execute(select(versions.c.base, versions.c.status_day).where(_at(report_id, version))).one()
    return Basis(row.base, row.status_day)


def _set_status(connection: Connection, report_id: str, status: Status, note: str | None) -> None:
    values = {"status": status, "note": note, "status_date": make_now()}
    connection.execute(update(reports).where(reports.c.id == report_id).values(**values))


def _find_correction(connection: Connection, report_id: str) -> tuple[Status, str | None]:
    corrections = (audit.c.report_id == report_id) & (audit.c.action == Action.CORRECT)
    last = connection.execute(select(audit.c.detail).where(corrections).order_by(audit.c.id.desc())).first()
    return (Status.CURRENT, None) if last is None else (Status.CORRECTED, last.detail)


def _at(report_id: str, version: int) -> ColumnElement[bool]:
    return (versions.c.report_id == report_id) & (versions.c.version == version)


def _log(
    connection: Connection, actor: str, action: Action, report: Report, detail: str | None, day: date | None = None
) -> None:
    event = {"actor": actor, "action": action, "report_id": report.id, "version": report.version, "detail": detail}
    connection.execute(insert(audit).values(at=make_now(), day=day, **event))
