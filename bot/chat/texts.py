"""The sentences that several areas of the chat share, in English; `Speech` says them, numbers and days in them too."""

from collections.abc import Mapping
from datetime import date

from bot.languages.speech import Speech
from corpus.reports import Status

READING = "Reading the reports…"
FOLLOWS = "The answer follows…"
CONTINUED = "…"
GAP_FILED = "Your question has been kept for the editors, so that they can look for a report that answers it."
DISAGREE = "The reports disagree."
IN_OWN_WORDS = "Each position in its own words:"
BULLET, GIVEN_BY = "• ", " — "
TRY_OTHERWISE = (
    "It may help to ask for one thing at a time, or in the words that a report would use; /sources shows what is here."
)
QUESTION_TOO_LONG = "That is too long for a question; ask one thing in at most {limit} characters."
ASK_USAGE = "Write the question after the command, for example: /ask What did the minister say about the ferry?"

ASK_THIS = "Ask this"
EXAMPLE = "What do the reports say about “{title}”?"
ASKED = "You asked: {question}"
EXAMPLE_GONE = "The report behind this example is no longer on the shelf; send /start for new ones."

UNKNOWN_COMMAND = "I do not know that command; /help shows the ones I do."

FIND_USAGE = "Write the words to look for after the command, for example: /find the cables had been cut"
FOUND_MORE = ("They stand in {count} more place.", "They stand in {count} more places.")
CHANGED = "• the report has “{original}”, not “{quoted}”"
LEFT_OUT = "• left out: “{words}”"
PUT_IN = "• not in the report: “{words}”"
MORE_CHANGES = ("• and {count} more difference", "• and {count} more differences")

BUTTON_OLD = "This button is no longer in use."
SOURCE_GONE = "This answer is no longer kept, so its source cannot be opened; please ask again."
WHY = "Why this answer"
MORE = "More on this"
COPY = "Copy citation"
COPY_FIRST = "Copy citation [1]"
USEFUL, USELESS = "👍", "👎"
RECEIPT_GONE = "This answer is no longer kept, so how it came about cannot be shown; please ask again."
WORDS_KEPT = "These words stand in it too."
WORDS_GONE = "These words are no longer in it."

APOLOGY = (
    "Something went wrong while I worked on this, and the editors can look it up under {error_id}. Please try again."
)

ONLY_FROM = "Only reports published from {first} were read; without the time in it, the question is asked of all."
ONLY_UNTIL = "Only reports published up to {last} were read; without the time in it, the question is asked of all."
ONLY_BETWEEN = (
    "Only reports published from {first} up to {last} were read; without the time in it, the question is asked of all."
)
PAST = "As it stood (version {version}); version {live} has replaced it."
PAST_ON = "As it stood on {answered} (version {version}); version {live} has replaced it."
PAST_SINCE = "As it stood (version {version}); version {live} has replaced it on {replaced}."
PAST_ON_SINCE = "As it stood on {answered} (version {version}); version {live} has replaced it on {replaced}."
STOOD: Mapping[Status, str] = {
    Status.CORRECTED: "This report was corrected.",
    Status.WITHDRAWN: "This report was withdrawn.",
}
STOOD_ON: Mapping[Status, str] = {
    Status.CORRECTED: "This report was corrected on {day}.",
    Status.WITHDRAWN: "This report was withdrawn on {day}.",
}
STOOD_NOTED: Mapping[Status, str] = {
    Status.CORRECTED: "This report was corrected: {note}",
    Status.WITHDRAWN: "This report was withdrawn: {note}",
}
STOOD_ON_NOTED: Mapping[Status, str] = {
    Status.CORRECTED: "This report was corrected on {day}: {note}",
    Status.WITHDRAWN: "This report was withdrawn on {day}: {note}",
}
"""What became of a report: whether the day and the reason are told too."""


def format_range(speech: Speech, since: date | None, until: date | None) -> str:
    """Say which days a search kept to, since the reports outside them may answer; nothing where it kept to none."""
    if since and until:
        return speech.say(ONLY_BETWEEN, first=since, last=until)
    if since:
        return speech.say(ONLY_FROM, first=since)
    return speech.say(ONLY_UNTIL, last=until) if until else ""


def format_past(speech: Speech, version: int, live: int, answered: date | None, replaced: date | None) -> str:
    """Say that a version that was quoted stands no longer: as of which day it was quoted, and what replaced it when."""
    if answered and replaced:
        return speech.say(PAST_ON_SINCE, answered=answered, version=version, live=live, replaced=replaced)
    if answered:
        return speech.say(PAST_ON, answered=answered, version=version, live=live)
    if replaced:
        return speech.say(PAST_SINCE, version=version, live=live, replaced=replaced)
    return speech.say(PAST, version=version, live=live)


def format_standing(speech: Speech, status: Status, note: str | None, changed: date | None) -> str:
    """Say that a report was corrected or withdrawn, when and why; nothing for one that stands as it was."""
    if status is Status.CURRENT:
        return ""
    if note and changed:
        return speech.say(STOOD_ON_NOTED[status], note=note, day=changed)
    if note:
        return speech.say(STOOD_NOTED[status], note=note)
    return speech.say(STOOD_ON[status], day=changed) if changed else speech.say(STOOD[status])
