"""What is said about gaps, to those who asked and in the log."""

from bot.state.gap_groups import GapGroup, GapState
from corpus.reports import Report
from corpus.worded import Worded

_LONGEST = 500
ANSWERED = "You asked: “{question}” The reports answer that now; ask it again to see the quotations."
FILLED = (
    "A report on what you asked is now on the shelf: “{title}” ({outlet}). It may say it in other words than yours, so "
    "ask again, in other words if need be. You asked: “{question}”"
)
DECIDED = {
    GapState.OPEN: "Gap {number} is open already, so nothing was changed.",
    GapState.FILLED: "Gap {number} is filled already, so nothing was changed.",
    GapState.DISMISSED: "Gap {number} is dismissed already, so nothing was changed.",
}
WITHDRAWN = "Report “{report_id}” is withdrawn, so it fills no gap; choose one that stands."
NO_OUTLET = "outlet not named"


def format_notice(question: str, report: Report, *, is_answered: bool) -> Worded:
    """Tell somebody who was refused an answer that a report has come, and whether it is answered now."""
    asked = clip(question)
    if is_answered:
        return Worded(ANSWERED, question=asked)
    outlet = clip(report.publisher) if report.publisher else Worded(NO_OUTLET)
    return Worded(FILLED, title=clip(report.title), outlet=outlet, question=asked)


def name_gap(group: GapGroup) -> str:
    """Give a gap's number and the question asked first."""
    return f"gap {group.number}: {clip(group.wordings[0])}"


def clip(text: str) -> str:
    """Give a text on one line, and not too much of it."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
