"""What is said about gaps, to those who asked and in the log."""

from bot.answering.wording import NO_OUTLET
from bot.state.gap_groups import GapGroup
from corpus.reports import Report

LONGEST = 500
ANSWERED = "You asked: “{question}” The reports answer that now; ask it again to see the quotations."
FILLED = (
    "A report on what you asked is now on the shelf: “{title}” ({outlet}). It may say it in other words than yours, so "
    "ask again, in other words if need be. You asked: “{question}”"
)
DECIDED = "Gap {number} is {state} already, so nothing was changed."


def format_notice(question: str, report: Report, *, is_answered: bool) -> str:
    """Tell somebody who was refused an answer that a report has come, and whether it is answered now."""
    asked = clip(question)
    if is_answered:
        return ANSWERED.format(question=asked)
    return FILLED.format(title=clip(report.title), outlet=clip(report.publisher or NO_OUTLET), question=asked)


def name_gap(group: GapGroup) -> str:
    """Give a gap's number and the question asked first."""
    return f"gap {group.number}: {clip(group.wordings[0])}"


def clip(text: str) -> str:
    """Give a text on one line, and not too much of it."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
