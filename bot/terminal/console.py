"""Writing to the terminal: answers and JSON on stdout, progress and complaints on stderr.

On a terminal, lines are wrapped and styled; in a pipe or a file they stay whole and plain. Text from reports is
data: control characters that could drive a terminal are shown as “�”, and markup in it means nothing.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any
from unicodedata import bidirectional, category

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

OnProgress = Callable[[int, int], None]

UNPRINTABLE = ("Cc", "Cs")  # control characters, and the surrogates that stand for undecodable bytes in names
BIDI_OVERRIDES = "\u202d\u202e"
RIGHT_TO_LEFT = ("R", "AL")


def make_console(stream: IO[str]) -> Console:
    """Give a console that writes to this stream and reads nothing in what it is given as markup."""
    return Console(file=stream, highlight=False, markup=False, emoji=False)


def make_printable(text: str) -> str:
    """Show control characters and direction overrides as “�”, apart from line ends and tabs."""
    return "".join("\ufffd" if _drives_terminal(character) else character for character in text)


def isolate(name: str) -> str:
    """Keep a name that is written from the right from turning the line around it."""
    return f"\u2068{name}\u2069" if any(bidirectional(each) in RIGHT_TO_LEFT for each in name) else name


def write_lines(console: Console, text: Text, indent: str = "", first: str | None = None) -> None:
    """Write text behind an indent, wrapped to a terminal's width and left whole elsewhere.

    `first` stands in place of the indent on the first line, for a hanging indent of the same width.
    """
    room = max(console.width - len(indent), 20)
    lines = text.wrap(console, room) if console.is_terminal else text.split("\n", allow_blank=True)
    for number, line in enumerate(lines):
        lead = first if first is not None and number == 0 else indent
        if console.is_terminal:
            line.rstrip()
            console.print(Text(lead, style="cyan") + line, soft_wrap=True)
        else:
            console.file.write((lead + line.plain if line else lead.rstrip()) + "\n")


def write_json(value: dict[str, Any]) -> None:
    """Print one object, and nothing else, on stdout; characters that its encoding lacks are escaped."""
    utf8 = sys.stdout.encoding.lower().replace("-", "") == "utf8"
    sys.stdout.write(json.dumps(value, ensure_ascii=not utf8, indent=2) + "\n")


def say(message: str) -> None:
    """Print a line on stdout."""
    write_lines(make_console(sys.stdout), Text(make_printable(message)))


def complain(message: str) -> None:
    """Print one sentence on stderr."""
    sys.stderr.write(make_printable(message) + "\n")


@contextmanager
def show_progress(title: str, *, shown: bool = True) -> Iterator[OnProgress]:
    """Show a bar on stderr while work goes on, where stderr is a terminal; gives what to call with (done, total)."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = make_console(sys.stderr)
    with Progress(*columns, console=console, transient=True, disable=not (shown and console.is_terminal)) as bars:
        task = bars.add_task(title, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


@contextmanager
def show_waiting(title: str) -> Iterator[None]:
    """Show on stderr that work goes on whose length is not known, where stderr is a terminal."""
    console = make_console(sys.stderr)
    if not console.is_terminal:
        yield
        return
    with console.status(title):
        yield


def _drives_terminal(character: str) -> bool:
    return (category(character) in UNPRINTABLE and character not in "\n\t") or character in BIDI_OVERRIDES
