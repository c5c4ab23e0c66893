"""How a finding is put into words: which heading stands over the places, and what became of words that stood before."""

from bot.answering.lookups.finding import Finding, PastQuote, Verdict
from bot.answering.wording import WITHDRAWN
from bot.languages.speech import ENGLISH, Speech

EXACT = "These words stand in the reports, exactly as you wrote them:"
ALTERED = "These words do not stand in the reports in this form. The nearest wording is:"
ABSENT = "These words stand in no report on this shelf."
PAST = "No report on this shelf says these words now. They did stand here:"
NEAREST_NOW = "The nearest wording that stands now is:"
REPLACED, REPLACED_ON = "version {version}, replaced", "version {version}, replaced on {day}"
WITHDRAWN_ON, NOTED = "withdrawn on {day}", "{what}: {note}"

HEADINGS = {Verdict.EXACT: EXACT, Verdict.ALTERED: ALTERED, Verdict.ABSENT: ABSENT}


def format_heading(finding: Finding, speech: Speech = ENGLISH) -> str:
    """Say what became of looking the words up."""
    return speech.say(PAST if finding.past else HEADINGS[finding.verdict])


def format_past(past: PastQuote, speech: Speech = ENGLISH) -> str:
    """Say why words stand no longer: “version 1, replaced on 3 April 2026; withdrawn on 5 April 2026: A hoax.”.

    Days are left out where the audit log does not have them.
    """
    say, source = speech.say, past.quote.source
    parts = []
    if past.is_replaced:
        form = REPLACED_ON if past.replaced else REPLACED
        parts.append(say(form, version=source.version, **({"day": past.replaced} if past.replaced else {})))
    if past.is_withdrawn:
        said = say(WITHDRAWN_ON, day=past.withdrawn) if past.withdrawn else say(WITHDRAWN)
        parts.append(say(NOTED, what=said, note=source.note) if source.note else said)
    return speech.join(parts, ";")
