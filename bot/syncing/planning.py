"""What has to change so that the shelf is what the folder says; this only decides.

A folder has the last word on texts, details and standings, but for three things. A withdrawal that somebody made
elsewhere is undone only by a file that says “status: current”, since the bot must not quote again what a person has
just taken back. A correction is never taken back. And no report is missed because a file could not be read.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from bot.syncing.filed_reports import CORRECTED, DETAILS, FiledReport, make_report
from bot.syncing.plans import ORDER, Action, Plan, Step
from corpus.reports import Report, Status

WITHDRAWN = "The folder that is the shelf says so, and no more."
GONE = "It is no longer in the folder that is the shelf."
WITHDRAWN_ELSEWHERE = "withdrawn elsewhere; “status: current” in the file lets it stand again"
STAYS_CORRECTED = "stays corrected, since a correction is not taken back"
MAY_BE_UNREADABLE = "not in the folder, but may be the file that cannot be read"


def plan_sync(
    files: Sequence[FiledReport],
    shelf: Mapping[str, Report],
    ours: Collection[str],
    spared: Collection[str] = (),
    *,
    some_unknown: bool = False,
) -> Plan:
    """Give what makes the shelf what the folder says.

    `ours` are the ids of the reports that sync itself withdrew last, and `spared` those of files that cannot be read.
    With `some_unknown`, such a file may be any report, so that none goes for being missing.
    """
    twins = find_twins(files, shelf)
    planned = [
        step
        for filed in files
        for step in ([plan_twin(filed, twins[filed.id])] if filed.id in twins else plan_report(filed, shelf, ours))
    ]
    changed = {step.id for step in planned}
    gone = plan_gone({filed.id for filed in files} | set(spared), shelf, some_unknown=some_unknown)
    return Plan(
        steps=tuple(sorted([*planned, *gone], key=lambda step: (ORDER.index(step.action), step.id))),
        unchanged=sum(filed.id not in changed for filed in files),
        standing=sum(report.status.quotable for report in shelf.values()),
    )


def find_twins(files: Sequence[FiledReport], shelf: Mapping[str, Report]) -> dict[str, str]:
    """Give the ids of files whose text another one has, each with that other file; what is on the shelf comes first."""
    first: dict[str, FiledReport] = {}
    twins: dict[str, str] = {}
    for filed in sorted(files, key=lambda filed: (filed.id not in shelf, filed.id)):
        text = filed.document.body if filed.document else shelf[filed.id].body
        if not filed.is_withdrawn and (other := first.setdefault(text, filed)) is not filed:
            twins[filed.id] = other.file
    return twins


def plan_twin(filed: FiledReport, other: str) -> Step:
    """Give the step that leaves a file alone, since the shelf keeps a text once."""
    return Step(Action.KEEP, filed.id, filed.file, why=f"not taken, since it has the same text as {other}")


def plan_report(filed: FiledReport, shelf: Mapping[str, Report], ours: Collection[str]) -> list[Step]:
    """Give the steps for one file; none where its report is as the file has it."""
    if filed.exported:
        return []
    old = shelf.get(filed.id)
    if old is None:
        return [plan_addition(filed)]
    standing = plan_standing(filed, old, is_ours=filed.id in ours)
    text = plan_text(filed, old, standing)
    if text is not None and text.report is not None and text.report.status is Status.CORRECTED:
        standing = None
    return [step for step in (standing, text) if step is not None]


def plan_addition(filed: FiledReport) -> Step:
    """Give the step that puts a new report on the shelf, standing as its file says."""
    report = make_report(filed, None, filed.declared.status or Status.CURRENT)
    why = {Status.CORRECTED: "as corrected", Status.WITHDRAWN: "as withdrawn"}.get(report.status, "")
    return Step(Action.ADD, filed.id, filed.file, None, report, report.note, why, words_added=report.words)


def plan_text(filed: FiledReport, old: Report, standing: Step | None) -> Step | None:
    """Give the step that replaces a report's text or its details, or None where both are the same.

    New words come with the note of their correction, in one.
    """
    is_corrected = standing is not None and standing.action is Action.CORRECT and old.status is not Status.WITHDRAWN
    report = make_report(filed, old, Status.CORRECTED if is_corrected else Status.CURRENT)
    details = tuple(name for name in DETAILS if getattr(report, name) != getattr(old, name))
    if report.body == old.body and not details:
        return None
    added, removed = count_changed_words(old.body, report.body)
    action = Action.DETAILS if report.body == old.body else Action.REPLACE
    why = "with its correction" if is_corrected else ""
    return Step(action, filed.id, filed.file, old, report, report.note, why, added, removed, details)


def plan_standing(filed: FiledReport, old: Report, *, is_ours: bool) -> Step | None:
    """Give the step that makes a report stand as its file says, or None where it does."""
    wanted, note = filed.declared.status or Status.CURRENT, filed.declared.note
    if wanted is Status.WITHDRAWN:
        is_so = old.status is wanted
        return None if is_so else Step(Action.WITHDRAW, filed.id, filed.file, old, note=note or WITHDRAWN)
    if old.status is Status.WITHDRAWN:
        if is_ours or filed.declared.status is Status.CURRENT:
            correction = (note or CORRECTED) if wanted is Status.CORRECTED else None
            return Step(Action.RESTORE, filed.id, filed.file, old, note=correction)
        return Step(Action.KEEP, filed.id, filed.file, why=WITHDRAWN_ELSEWHERE)
    if wanted is Status.CORRECTED:
        is_same = old.status is wanted and note in (None, old.note)
        return None if is_same else Step(Action.CORRECT, filed.id, filed.file, old, note=note or CORRECTED)
    if old.status is Status.CORRECTED and filed.declared.status is Status.CURRENT:
        return Step(Action.KEEP, filed.id, filed.file, why=STAYS_CORRECTED)
    return None


def plan_gone(present: Collection[str], shelf: Mapping[str, Report], *, some_unknown: bool) -> list[Step]:
    """Give the steps for reports that stand and are not in the folder."""
    missing = [report for report in shelf.values() if report.status.quotable and report.id not in present]
    if some_unknown:
        return [Step(Action.KEEP, report.id, why=MAY_BE_UNREADABLE) for report in missing]
    return [Step(Action.WITHDRAW, report.id, old=report, note=GONE, is_gone=True) for report in missing]


def count_changed_words(old: str, new: str) -> tuple[int, int]:
    """Give how many words a new text has that the old one lacks, and the other way round, whatever their order."""
    before, after = Counter(old.split()), Counter(new.split())
    return (after - before).total(), (before - after).total()
