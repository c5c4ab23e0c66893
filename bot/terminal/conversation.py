"""What `chat` does: questions typed one after another, until /quit or the end of the input."""

import secrets
import sys
from collections.abc import Iterator
from contextlib import suppress

from bot.answering.answers import Question
from bot.answering.wording import format_count
from bot.errors import BotError
from bot.main import Desk, open_desk
from bot.settings import load_settings
from bot.terminal.asking import ASKED_BY
from bot.terminal.console import complain, make_console, say, show_waiting
from bot.terminal.rendering import write_answer, write_reports
from corpus.errors import CorpusError

PROMPT = "› "
HELP = "Type a question. /sources lists the reports, /new begins anew, /quit ends the conversation."
BEGUN = "A new conversation begins; the next question stands by itself."


def hold_conversation() -> None:
    """Answer what is typed, line by line; an error ends one answer and never the conversation."""
    name = f"terminal:{secrets.token_urlsafe(12)}"
    with suppress(ImportError):  # without readline, lines are typed plainly
        import readline  # noqa: F401  # importing it gives input() its history and editing

    with open_desk(load_settings()) as desk:
        reports = desk.catalogue.list_reports()
        say(f"{format_count(len(reports), 'report')} on the shelf. {HELP}")
        for line in _read_lines():
            if line in ("/quit", "/exit"):
                return
            try:
                _reply(desk, line, name)
            except (BotError, CorpusError) as error:
                complain(str(error))


def _read_lines() -> Iterator[str]:
    prompt = PROMPT if sys.stdin.isatty() else ""
    while True:
        try:
            line = input(prompt).strip()
        except EOFError:
            return
        if line:
            yield line


def _reply(desk: Desk, line: str, name: str) -> None:
    console = make_console(sys.stdout)
    if line == "/sources":
        write_reports(console, desk.catalogue.list_reports())
    elif line == "/new":
        desk.state.conversations.begin_anew(name)
        say(BEGUN)
    elif line.startswith("/"):
        say(HELP)
    else:
        with show_waiting("Reading the reports…"):
            record = desk.ask(Question(line), ASKED_BY, name)
        write_answer(console, record)
    console.print()
