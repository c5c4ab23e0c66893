"""How a report comes to stand otherwise: corrected, withdrawn or restored, in one transaction each.

    ruling | the report is as it was seen? | change, audit log | notices to readers | outcome

New wording takes the other way, through `bot.intake` and `bot.worker`, which ends in one transaction of the same kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from bot.intake import Proposal
from bot.state.decisions import Decisions
from bot.telling import Readers
from corpus.catalogue import Catalogue
from corpus.database import Connection
from corpus.grounds import Basis, Seen, clean_note
from corpus.publishing import Action, Desk
from corpus.reports import Report, Status

NOTED = (Action.CORRECT, Action.WITHDRAW)
"""What a person does not do without saying why; a document may say of itself that it is withdrawn and not why."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is to become of a report: why, of which day a correction is, and how it stood when this was decided.

    `seen` is None where nobody looked first, as in a script.
    """

    action: Action
    report_id: str
    note: str = ""
    day: date | None = None
    seen: Seen | None = None

    def to_payload(self) -> dict[str, Any]:
        """Give it as JSON can hold it."""
        return {
            "action": self.action.value,
            "report": self.report_id,
            "note": self.note,
            "day": self.day.isoformat() if self.day else None,
            "seen": self.seen.to_payload() if self.seen else None,
        }

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> Self:
        """Give what `to_payload` gave."""
        seen = Seen.of_payload(payload["seen"]) if payload["seen"] else None
        day = date.fromisoformat(payload["day"]) if payload["day"] else None
        return cls(Action(payload["action"]), payload["report"], payload["note"], day, seen)


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed: the nonce it carries, who pressed it, for which action, and the name of the press."""

    nonce: str
    person_id: int
    action: str
    request: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A report as it stands after a change, and how many readers are told (None: that was counted before)."""

    report: Report
    told: int | None


class Standing:
    """Corrects, withdraws and restores reports."""

    def __init__(self, catalogue: Catalogue, decisions: Decisions, readers: Readers) -> None:
        self._catalogue = catalogue
        self._decisions = decisions
        self._readers = readers
        self._desk = Desk(catalogue)

    def carry_out(self, ruling: Ruling, actor: str, inside: Connection | None = None) -> Outcome:
        """Do what a ruling says, and write the notices to readers, in one transaction.

        Raises:
            UnknownReportError: when no report has this id.
            InvalidReportError: when the note is empty, or the report cannot become that.
            ChangedReportError: when it is not as it was seen.
        """
        if ruling.action in NOTED:
            clean_note(ruling.note)
        with self._catalogue.database.writing(inside) as connection:
            if ruling.seen:
                self._desk.check_unchanged(ruling.report_id, ruling.seen, connection)
            told = self._change(ruling, actor, connection)
            return Outcome(self._catalogue.get_report(ruling.report_id, inside=connection), told)

    def decide(self, press: Press, actor: str) -> Outcome | None:
        """Carry out what waited for this press, once; None when nothing waits for it.

        Raises:
            UnknownReportError, InvalidReportError, ChangedReportError: as `carry_out`; the decision stays open then.
        """
        with self._catalogue.database.writing() as connection:
            decision = self._decisions.decide(press.nonce, press.person_id, press.action, press.request, connection)
            if decision is None:
                return None
            ruling = Ruling.of(decision.payload)
            if decision.again:
                return Outcome(self._catalogue.get_report(ruling.report_id, inside=connection), None)
            return self.carry_out(ruling, actor, connection)

    def _change(self, ruling: Ruling, actor: str, connection: Connection) -> int:
        if ruling.action is Action.CORRECT:
            self._desk.correct(ruling.report_id, ruling.note, actor, connection, ruling.day)
        elif ruling.action is Action.WITHDRAW:
            self._desk.withdraw(ruling.report_id, ruling.note, actor, connection)
            return self._readers.tell_withdrawn(ruling.report_id, connection)
        elif ruling.action is Action.RESTORE:
            self._desk.restore(ruling.report_id, actor, connection)
            self._readers.retract_withdrawal(ruling.report_id, connection)
        else:
            raise ValueError(f"a ruling cannot {ruling.action}")
        return 0


def hold_to(proposal: Proposal, version: int) -> Proposal:
    """Give a proposed replacement that comes to stand only in the place of this version, which somebody saw."""
    return replace(proposal, basis=Basis(version, proposal.basis.day))


def mark_corrected(proposal: Proposal, note: str, day: date | None) -> Proposal:
    """Give a proposed replacement as a correction: its wording and its note come to stand in one transaction.

    Raises:
        InvalidReportError: when the note is empty or too long.
    """
    report = replace(proposal.report, status=Status.CORRECTED, note=clean_note(note))
    return replace(proposal, report=report, basis=Basis(proposal.basis.version, day))
