"""How a finding is put into words: which heading stands over the places, and what became of words that stood before."""

from datetime import date

from bot.answering.lookups.finding import Finding, PastQuote, Verdict
from bot.answering.wording import WITHDRAWN, format_date

EXACT = "These words stand in the reports, exactly as you wrote them:"
ALTERED = "These words do not stand in the reports in this form. The nearest wording is:"
ABSENT = "These words stand in no report on this shelf."
PAST = "No report on this shelf says these words now. They did stand here:"
NEAREST_NOW = "The nearest wording that stands now is:"
REPLACED = "version {}, replaced"

HEADINGS = {Verdict.EXACT: EXACT, Verdict.ALTERED: ALTERED, Verdict.ABSENT: ABSENT}


def format_heading(finding: Finding) -> str:
    """Say what became of looking the words up."""
    return PAST if finding.past else HEADINGS[finding.verdict]


def format_past(past: PastQuote) -> str:
    """Say why words stand no longer: “version 1, replaced on 3 April 2026; withdrawn on 5 April 2026: A hoax.”.

    Days are left out where the audit log does not have them.
    """
    source = past.quote.source
    parts = []
    if past.is_replaced:
        parts.append(_add_day(REPLACED.format(source.version), past.replaced))
    if past.is_withdrawn:
        parts.append(_add_day(WITHDRAWN, past.withdrawn) + (f": {source.note}" if source.note else ""))
    return "; ".join(parts)


def _add_day(words: str, day: date | None) -> str:
    return f"{words} on {format_date(day)}" if day else words
