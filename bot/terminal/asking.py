"""What `ask`, `why` and `find` do: one question, one answer or one sentence, looked up and shown."""

import sys

from bot.answering.answers import AnswerStatus, Question
from bot.answering.json_form import make_answer_json, make_explanation_json, make_finding_json
from bot.answering.receipt_wording import describe_explanation
from bot.answering.receipts import explain_record
from bot.errors import UnknownAnswerError
from bot.main import open_desk
from bot.settings import load_settings
from bot.terminal.console import make_console, show_waiting, write_json
from bot.terminal.rendering import write_answer, write_explanation, write_finding

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


def explain_answer(answer_id: str, *, as_json: bool) -> None:
    """Show how an answer that was given came about.

    Raises:
        UnknownAnswerError: when no answer is kept under this id.
    """
    with open_desk(load_settings()) as desk:
        record = desk.state.answers.get(answer_id)
        if record is None:
            raise UnknownAnswerError(answer_id)
        explanation = explain_record(record, desk.catalogue)
    if as_json:
        write_json(make_explanation_json(explanation))
    else:
        write_explanation(make_console(sys.stdout), describe_explanation(explanation))


def find_sentence(quote: str, *, as_json: bool) -> None:
    """Look a sentence up in the reports that stand now, and else in what stood before."""
    with open_desk(load_settings()) as desk, show_waiting("Reading the reports…"):
        finding = desk.find(quote)
    if as_json:
        write_json(make_finding_json(quote, finding))
    else:
        write_finding(make_console(sys.stdout), finding)
