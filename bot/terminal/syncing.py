"""What `sync` does: makes the shelf what a folder says, after showing what that would change.

    finish what was left | shelf and folder | plan | show | ask | withdraw, correct | add, replace | restore | receipt

Each report changes in one transaction, and whatever was done is found to be so at the next run: a sync that was cut
short goes on where it was. What goes wrong with one report keeps no other from changing.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import BotError, JobError, SyncError
from bot.intake import Proposal
from bot.main import Desk, open_desk
from bot.settings import load_settings
from bot.standing import Ruling
from bot.state.jobs import JobState
from bot.syncing.planning import plan_sync
from bot.syncing.plans import TEXTUAL, Action, Plan, Step
from bot.terminal.console import complain, make_console, make_printable, say, show_progress, write_json
from bot.terminal.handing_over import finish_waiting, wait_for_all, working_meanwhile
from bot.terminal.plans import describe_mass_withdrawal, format_counts, make_plan_json, write_plan
from bot.terminal.report_files import SYNCED_BY, Folder, read_file, read_folder
from corpus import publishing
from corpus.database import Connection
from corpus.errors import CorpusError
from corpus.grounds import ANY, Basis
from corpus.reports import Report, Status
from index.errors import FindingError

DONE, FAILED = 0, 1


@dataclass(frozen=True, slots=True)
class Manner:
    """How the command was told to go about it."""

    asks: bool
    dry_run: bool
    allow_withdrawals: bool
    as_json: bool


@dataclass(slots=True)
class Outcome:
    """What became of a plan: the steps that were taken, and what went wrong, by file or report."""

    done: list[Step] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def taking(self, step: Step) -> Iterator[None]:
        """Note that a step was taken, or say why it was not, and go on."""
        with self.trying(step):
            yield
            self.done.append(step)

    @contextmanager
    def trying(self, step: Step) -> Iterator[None]:
        """Say why a part of a step failed, and go on."""
        try:
            yield
        except (CorpusError, BotError, FindingError) as error:
            self.note(step.file or step.id, str(error))

    def note(self, name: str, error: str) -> None:
        """Note what went wrong with a file or report, and say it on stderr."""
        self.failed[make_printable(name)] = error
        complain(error if Path(name).name in error else f"{name}: {error}")


def sync_folder(folder: Path, manner: Manner) -> int:
    """Make the shelf what the folder says and give the exit code: 1 when any of it could not be done.

    Raises:
        SyncError: when the folder cannot be the shelf, or more would go than may without being asked for.
    """
    outcome = Outcome()
    with open_desk(load_settings()) as desk:
        if not manner.dry_run:
            finish_waiting(desk)
        shelf = {report.id: report for report in desk.catalogue.all_reports()}
        with show_progress("Reading") as on_progress:
            found = read_folder(folder, shelf, on_progress)
        for unreadable in found.unreadable:
            outcome.note(unreadable.file, unreadable.error)
        plan = make_plan(found, shelf, find_ours(desk, shelf))
        if agree(plan, manner):
            carry_out(desk, folder, plan, outcome)
    if manner.as_json:
        write_json(make_plan_json(plan, outcome.done, outcome.failed, dry_run=manner.dry_run))
    elif outcome.done:
        say(f"Done: {format_counts(outcome.done)}.")
    return FAILED if outcome.failed else DONE


def find_ours(desk: Desk, shelf: Mapping[str, Report]) -> set[str]:
    """Give the ids of the withdrawn reports that sync itself withdrew last."""
    withdrawn = [report_id for report_id, report in shelf.items() if report.status is Status.WITHDRAWN]
    return {report_id for report_id in withdrawn if _find_withdrawer(desk, report_id) == SYNCED_BY}


def make_plan(found: Folder, shelf: Mapping[str, Report], ours: set[str]) -> Plan:
    """Decide what has to change."""
    unreadable = found.unreadable
    some_unknown = any(not each.sure and each.id not in shelf for each in unreadable)
    return plan_sync(found.files, shelf, ours, {each.id for each in unreadable}, some_unknown=some_unknown)


def agree(plan: Plan, manner: Manner) -> bool:
    """Show the plan, and tell whether to carry it out.

    Raises:
        SyncError: when more would go than may without being asked for.
    """
    if not manner.as_json:
        write_plan(make_console(sys.stdout), plan)
    if plan.is_mass_withdrawal and not manner.allow_withdrawals:
        if not manner.dry_run:
            raise SyncError(describe_mass_withdrawal(plan))
        complain(describe_mass_withdrawal(plan))
    if manner.dry_run or not plan.changes:
        return False
    return not manner.asks or input("Make the shelf so? [y/n] ").strip().lower() in ("y", "yes")


def carry_out(desk: Desk, folder: Path, plan: Plan, outcome: Outcome) -> None:
    """Take the steps; a report whose new text did not get onto the shelf is not let stand again with the old one."""
    for step in plan.list_steps(Action.WITHDRAW, Action.CORRECT):
        with outcome.taking(step):
            change_standing(desk, step)
    texts = plan.list_steps(*TEXTUAL)
    with working_meanwhile(desk, at_once=len(texts) > 1):
        failed = change_texts(desk, folder, texts, outcome)
    for step in plan.list_steps(Action.RESTORE):
        if step.id not in failed:
            with outcome.taking(step):
                change_standing(desk, step)


def change_standing(desk: Desk, step: Step) -> None:
    """Withdraw, correct or restore a report, in one transaction."""
    with desk.catalogue.database.writing() as connection:
        check_unchanged(desk, step, connection)
        if step.action is Action.WITHDRAW:
            rule(desk, publishing.Action.WITHDRAW, step, connection)
            return
        if step.action is Action.RESTORE:
            rule(desk, publishing.Action.RESTORE, step, connection)
        # What was corrected before its withdrawal stands as corrected again.
        if step.note not in (None, desk.catalogue.get_report(step.id, inside=connection).note):
            rule(desk, publishing.Action.CORRECT, step, connection)


def rule(desk: Desk, action: publishing.Action, step: Step, inside: Connection) -> None:
    """Change how a report stands, and tell readers what they have to know."""
    desk.standing.carry_out(Ruling(action, step.id, step.note or ""), SYNCED_BY, inside)


def check_unchanged(desk: Desk, step: Step, inside: Connection | None = None) -> None:
    """Refuse a step whose report somebody else has changed since the plan was made.

    What the plan itself does before may differ: a text is replaced after its report is withdrawn, and restored after.

    Raises:
        SyncError: when it has changed.
    """
    if step.old is None:
        return
    now = desk.catalogue.get_report(step.id, inside=inside)
    same_text = now.version == step.old.version or step.action is Action.RESTORE
    if not same_text or (now.status is not step.old.status and step.action not in TEXTUAL):
        raise SyncError(f"“{step.id}” was changed by somebody else since the plan was made; sync again.")


def change_texts(desk: Desk, folder: Path, steps: Sequence[Step], outcome: Outcome) -> set[str]:
    """Add reports, and replace texts and details; gives the ids of those that failed."""
    jobs: dict[int, Step] = {}
    failed = {step.id for step in steps}
    with show_progress("Handing in", shown=bool(steps)) as on_progress:
        for number, step in enumerate(steps):
            on_progress(number, len(steps))
            with outcome.trying(step):
                jobs[hand_in(desk, folder, step)] = step
    with show_progress("Changing", shown=bool(jobs)) as on_progress:
        for job in wait_for_all(desk, list(jobs), on_progress):
            with outcome.taking(jobs[job.id]):
                if job.state is JobState.FAILED:
                    raise JobError(job.message or "It could not be changed; look at the log for the cause.")
                failed.discard(jobs[job.id].id)
    return failed


def hand_in(desk: Desk, folder: Path, step: Step) -> int:
    """Put the text of a step into the catalogue, to be worked on; gives the job's id."""
    if step.report is None or step.file is None:
        raise ValueError(f"a step that changes a text has one: {step}")
    check_unchanged(desk, step)
    submission = read_file(folder / step.file, step.report.digest)
    replaces = step.action is not Action.ADD
    basis = Basis(desk.catalogue.get_report(step.id).version) if replaces else ANY
    proposal = Proposal(submission, step.report, (), chosen=True, replaces=replaces, basis=basis)
    return desk.intake.accept(proposal, SYNCED_BY)


def _find_withdrawer(desk: Desk, report_id: str) -> str | None:
    withdrawals = (event for event in desk.catalogue.history(report_id) if event.action == publishing.Action.WITHDRAW)
    return next((event.actor for event in reversed(list(withdrawals))), None)
