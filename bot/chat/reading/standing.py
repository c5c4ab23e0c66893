"""What became of a report since it was quoted: replaced, and whether the words are gone; corrected, withdrawn."""

from collections.abc import Sequence
from datetime import date

from bot.answering.answers import Answer, Citation, Refusal
from bot.answering.receipts import find_report, list_citations
from bot.chat import texts
from bot.chat.room import Shelf
from bot.languages.speech import Speech
from corpus.catalogue import Event
from corpus.histories import find_replaced_day, find_standing_day
from corpus.publishing import Action
from corpus.reports import Report, Status

ACTIONS = {Status.CORRECTED: Action.CORRECT, Status.WITHDRAWN: Action.WITHDRAW}


def describe_status(live: Report, events: Sequence[Event], speech: Speech) -> str:
    """Say that a report was corrected or withdrawn, when and why; nothing for one that stands as it was."""
    action = ACTIONS.get(live.status)
    changed = find_standing_day(events, action) if action else None
    return texts.format_standing(speech, live.status, live.note, changed)


def find_standing(citation: Citation, shelf: Shelf, answered: date | None, speech: Speech) -> str:
    """Say what became of the report that a citation quotes; nothing where it stands as it was, or is not known."""
    live = find_report(shelf, citation.quote.source.report_id)
    return describe_standing(citation, live, shelf.history(live.id), answered, speech) if live else ""


def find_standings(record: Answer | Refusal, shelf: Shelf, answered: date | None, speech: Speech) -> dict[int, str]:
    """Say of each citation, by its number, what became of its report, where that does not stand as it was."""
    said = {each.number: find_standing(each, shelf, answered, speech) for each in list_citations(record)}
    return {number: standing for number, standing in said.items() if standing}


def describe_standing(
    citation: Citation, live: Report, events: Sequence[Event], answered: date | None, speech: Speech
) -> str:
    """Say what became of a report since it was quoted: replaced, and whether the words are gone; corrected, withdrawn.

    `answered` is the day of the answer that quotes it.
    """
    version, standing = citation.quote.source.version, describe_status(live, events, speech)
    if live.version == version:
        return standing
    kept = " ".join(citation.quote.text.split()) in " ".join(live.body.split())
    past = texts.format_past(speech, version, live.version, answered, find_replaced_day(events, version))
    return f"{past} {speech.say(texts.WORDS_KEPT if kept else texts.WORDS_GONE)} {standing}".strip()
