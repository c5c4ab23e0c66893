"""What `ask` and `find` do: one question or one sentence, looked up and shown."""

import sys

from bot.answering.answers import AnswerStatus, Question
from bot.answering.json_form import make_answer_json, make_finding_json
from bot.main import open_desk
from bot.settings import load_settings
from bot.terminal.console import make_console, show_waiting, write_json
from bot.terminal.rendering import write_answer, write_finding

DONE, REFUSED = 0, 3
ASKED_BY = "terminal"


def answer_question(question: Question, *, as_json: bool) -> int:
    """Answer a question on stdout and give the exit code: 3 for a refusal."""
    with open_desk(load_settings()) as desk, show_waiting("Reading the reports…"):
        record = desk.ask(question, ASKED_BY)
    if as_json:
        write_json(make_answer_json(record))
    else:
        write_answer(make_console(sys.stdout), record)
    return REFUSED if record.status is AnswerStatus.REFUSED else DONE


def find_sentence(quote: str, *, as_json: bool) -> None:
    """Look a sentence up in the reports that stand now."""
    with open_desk(load_settings()) as desk, show_waiting("Reading the reports…"):
        finding = desk.find(quote)
    if as_json:
        write_json(make_finding_json(quote, finding))
    else:
        write_finding(make_console(sys.stdout), finding)
