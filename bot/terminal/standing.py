"""What `correct`, `withdraw` and `restore` do: one transaction each, whether or not a bot holds the data folder."""

from datetime import date

from bot.answering.history_form import make_outcome_json
from bot.answering.wording import format_count
from bot.main import open_desk
from bot.settings import load_settings
from bot.standing import Outcome, Ruling
from bot.terminal.console import say, write_json
from bot.terminal.naming import naming_reports
from corpus.publishing import Action

ACTOR = "terminal"
SENTENCES = {
    Action.CORRECT: "Marked “{id}” as corrected: {note}",
    Action.WITHDRAW: "Withdrew “{id}”; it is quoted no longer: {note}",
    Action.RESTORE: "Restored “{id}”; it is quoted again.",
}


def correct_report(report_id: str, note: str, day: date | None, *, as_json: bool) -> None:
    """Mark a report as corrected; its wording stays."""
    carry_out(Ruling(Action.CORRECT, report_id, note, day), as_json=as_json)


def withdraw_report(report_id: str, note: str, *, as_json: bool) -> None:
    """Withdraw a report."""
    carry_out(Ruling(Action.WITHDRAW, report_id, note), as_json=as_json)


def restore_report(report_id: str, *, as_json: bool) -> None:
    """Let a withdrawn report stand again."""
    carry_out(Ruling(Action.RESTORE, report_id), as_json=as_json)


def carry_out(ruling: Ruling, *, as_json: bool) -> None:
    """Do what a ruling says and say what became of the report."""
    with open_desk(load_settings()) as desk, naming_reports(desk.catalogue):
        outcome = desk.standing.carry_out(ruling, ACTOR)
    if as_json:
        write_json(make_outcome_json(ruling.action.value, outcome))
    else:
        say(describe_outcome(ruling.action, outcome))


def describe_outcome(action: Action, outcome: Outcome) -> str:
    """Say what became of a report, and how many readers are told."""
    report = outcome.report
    return SENTENCES[action].format(id=report.id, note=report.note or "") + describe_telling(outcome.told)


def describe_telling(told: int | None) -> str:
    """Say how many readers the bot tells."""
    return f" ({format_count(told, 'reader')} who had been quoted it will be told.)" if told else ""
