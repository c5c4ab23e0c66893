"""What `evaluate` does: measures a question set and shows the figures as a table."""

import sys
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from bot.evaluation import evaluate
from bot.settings import load_settings
from bot.terminal.console import make_console, show_progress, write_json, write_lines

GROUPS = ("retrieval", "quotation", "refusal", "speed")


def evaluate_folder(folder: Path, limit: int | None, *, as_json: bool) -> None:
    """Measure the question set in a folder, in a data folder of its own that is thrown away."""
    with show_progress("Measuring") as on_progress:
        figures = evaluate(folder, load_settings(), limit, on_progress).make_json()
    if as_json:
        write_json(figures)
    else:
        _write_figures(figures)


def _write_figures(figures: dict[str, Any]) -> None:
    console = make_console(sys.stdout)
    rows = [("set", name, value) for name, value in figures.items() if name not in GROUPS]
    rows += [(group, name, value) for group in GROUPS for name, value in figures[group].items()]
    if not console.is_terminal:
        for row in rows:
            write_lines(console, Text("\t".join((*row[:2], _format_figure(row[2])))))
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    for number, (group, name, value) in enumerate(rows):
        repeated = number > 0 and rows[number - 1][0] == group
        table.add_row("" if repeated else group, name, Text(_format_figure(value), justify="right"))
    console.print(table)


def _format_figure(value: float | None) -> str:
    if value is None:
        return "none"
    return f"{value:,}" if isinstance(value, int) else f"{value:.4g}"
