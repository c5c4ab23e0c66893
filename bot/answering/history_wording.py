"""How the history of a report is put into words, wherever it is shown."""

from datetime import date, datetime

from bot.answering.wording import TIME
from bot.languages.speech import ENGLISH, Speech
from corpus.catalogue import Event
from corpus.detail_changes import DetailChange
from corpus.differences import describe_difference
from corpus.histories import Revision
from corpus.publishing import Action

DOINGS = {
    Action.ADD: ("Added on {when}, by {who}", "Added on {when}, by {who}, version {version}"),
    Action.REPLACE: ("Replaced on {when}, by {who}", "Replaced on {when}, by {who}, version {version}"),
    Action.CORRECT: ("Corrected on {when}, by {who}", "Corrected on {when}, by {who}, version {version}"),
    Action.WITHDRAW: ("Withdrawn on {when}, by {who}", "Withdrawn on {when}, by {who}, version {version}"),
    Action.RESTORE: ("Restored on {when}, by {who}", "Restored on {when}, by {who}, version {version}"),
}
"""What was done, without and with a version."""

OTHER = ("{what} on {when}, by {who}", "{what} on {when}, by {who}, version {version}")
BORE_DAY, NOTED_DAY = "(correction of {day})", "{note} (correction of {day})"
REVISED = "Version {new} in place of version {old}. {extent}"
PAST_VERSION = "This is version {version}, as it stood. Version {live} stands now."
PAST_VERSION_UNTIL = "This is version {version}, as it stood until {day}. Version {live} stands now."
DETAILS = {
    "title": "Title",
    "publisher": "Publisher",
    "author": "Author",
    "published": "Published",
    "url": "Link",
    "language": "Language",
}

_NOTED = (Action.CORRECT, Action.WITHDRAW)


def format_event(event: Event, speech: Speech = ENGLISH) -> str:
    """Say what was done, when and by whom: “Corrected on 5 April 2026, 09:12 UTC, by telegram:7, version 2”."""
    plain, versioned = DOINGS[Action(event.action)] if event.action in DOINGS else OTHER
    values = {"what": event.action.capitalize(), "when": format_when(event.at, speech), "who": event.actor}
    if event.version is None:
        return speech.say(plain, **values)
    return speech.say(versioned, **values, version=event.version)


def format_reason(event: Event, speech: Speech = ENGLISH) -> str:
    """Give the note of an event and the day that it bears, where it has them."""
    note = event.detail if event.action in _NOTED and event.detail else ""
    if event.day is None:
        return speech.isolate(note)
    return speech.say(NOTED_DAY, note=note, day=event.day) if note else speech.say(BORE_DAY, day=event.day)


def format_when(moment: datetime, speech: Speech = ENGLISH) -> str:
    """Give “5 April 2026, 09:12 UTC”."""
    return speech.say(TIME, day=moment.date(), time=speech.format_digits(f"{moment:%H:%M}"))


def format_revision(revision: Revision, speech: Speech = ENGLISH) -> str:
    """Say between which versions, and how much changed."""
    extent = speech.say(describe_difference(revision.difference, 0)[0])
    return speech.say(REVISED, new=revision.new_version, old=revision.old_version, extent=extent)


def name_detail(change: DetailChange, speech: Speech = ENGLISH) -> str:
    """Give the name of a detail as a heading: “Publisher”."""
    return speech.say(DETAILS.get(change.name, change.name.capitalize()))


def format_past_version(version: int, live: int, replaced: date | None, speech: Speech = ENGLISH) -> str:
    """Say that a version stands no longer, since when, and which does."""
    if replaced:
        return speech.say(PAST_VERSION_UNTIL, version=version, live=live, day=replaced)
    return speech.say(PAST_VERSION, version=version, live=live)
