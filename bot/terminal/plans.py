"""How a plan looks: a table on a terminal, a line a step elsewhere, and JSON."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.answering.wording import format_count
from bot.syncing.plans import Action, Plan, Step
from bot.terminal.console import make_printable, write_lines

MOST_SHOWN = 200
"""How many steps of one kind are shown; JSON has them all."""

HEADINGS = ("Change", "Report", "File", "Words", "About")
COUNTED = {
    Action.ADD: "added",
    Action.REPLACE: "replaced",
    Action.DETAILS: "given other details",
    Action.CORRECT: "corrected",
    Action.WITHDRAW: "withdrawn",
    Action.RESTORE: "restored",
    Action.KEEP: "left alone",
}


def write_plan(console: Console, plan: Plan) -> None:
    """Show what would change, kind by kind, and how much in all."""
    shown = [step for action in Action for step in plan.list_steps(action)[:MOST_SHOWN]]
    if console.is_terminal and shown:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in HEADINGS:
            table.add_column(heading, justify="right" if heading == "Words" else "left", overflow="fold")
        for step in shown:
            table.add_row(*map(Text, list_cells(step)))
        console.print(table)
    else:
        for step in shown:
            write_lines(console, Text("\t".join(list_cells(step))))
    if len(shown) < len(plan.steps):
        write_lines(console, Text(f"… and {len(plan.steps) - len(shown):,} more; --json lists them all."))
    write_lines(console, Text(describe_plan(plan), style="bold"))


def describe_plan(plan: Plan) -> str:
    """Say in a line how much a plan changes."""
    unchanged = f"{plan.unchanged:,} unchanged"
    return f"The plan: {', '.join(filter(None, (format_counts(plan.steps), unchanged)))}."


def format_counts(steps: Iterable[Step]) -> str:
    """Say how many reports are added, replaced and so on."""
    counts = Counter(step.action for step in steps)
    return ", ".join(f"{counts[action]:,} {word}" for action, word in COUNTED.items() if counts[action])


def describe_mass_withdrawal(plan: Plan) -> str:
    """Say that too much would go."""
    return (
        f"This would withdraw {plan.gone:,} of the {format_count(plan.standing, 'report')} that stand, for not being in"
        " the folder; if it is the right folder, say so with --allow-withdrawals."
    )


def list_cells(step: Step) -> list[str]:
    """Give a row of the table: what changes, in which report, by which file, how many words, and why or how."""
    added, removed = f"+{step.words_added:,}", f"−{step.words_removed:,}"
    words = " ".join([*([added] if step.words_added else []), *([removed] if step.words_removed else [])])
    about = "; ".join(filter(None, (step.why, ", ".join(step.details), step.note)))
    cells = (step.action.value, step.id, step.file or "", words, about)
    return [make_printable(" ".join(cell.split())) for cell in cells]


def make_plan_json(plan: Plan, done: Iterable[Step], failed: Mapping[str, str], *, dry_run: bool) -> dict[str, Any]:
    """Give the plan and what became of it; a step is done when it is in `done`."""
    return {
        "dry_run": dry_run,
        "plan": [make_step_json(step) for step in plan.steps],
        "unchanged": plan.unchanged,
        "done": [make_step_json(step) for step in done],
        "failed": [{"name": name, "error": error} for name, error in failed.items()],
    }


def make_step_json(step: Step) -> dict[str, Any]:
    """Give one step; `file` is None for a report that is not in the folder."""
    return {
        "action": step.action.value,
        "id": step.id,
        "file": None if step.file is None else make_printable(step.file),
        "words_added": step.words_added,
        "words_removed": step.words_removed,
        "details": list(step.details),
        "note": step.note,
        "why": step.why,
    }
