"""How the history of a report is put into words, wherever it is shown."""

from datetime import date, datetime

from bot.answering.wording import format_date
from corpus.catalogue import Event
from corpus.detail_changes import DetailChange
from corpus.differences import describe_difference
from corpus.histories import Revision
from corpus.publishing import Action

DOINGS = {
    Action.ADD: "Added",
    Action.REPLACE: "Replaced",
    Action.CORRECT: "Corrected",
    Action.WITHDRAW: "Withdrawn",
    Action.RESTORE: "Restored",
}
NOTED = (Action.CORRECT, Action.WITHDRAW)
UNKNOWN = "not named"


def format_event(event: Event) -> str:
    """Say what was done, when and by whom: “Corrected on 5 April 2026, 09:12 UTC, by telegram:7, version 2”."""
    doing = DOINGS[Action(event.action)] if event.action in DOINGS else event.action.capitalize()
    version = f", version {event.version}" if event.version is not None else ""
    return f"{doing} on {format_when(event.at)}, by {event.actor}{version}"


def format_reason(event: Event) -> str:
    """Give the note of an event and the day that it bears, where it has them."""
    note = event.detail if event.action in NOTED and event.detail else ""
    return f"{note} (correction of {format_date(event.day)})".lstrip() if event.day else note


def format_when(moment: datetime) -> str:
    """Give “5 April 2026, 09:12 UTC”."""
    return f"{format_date(moment.date())}, {moment:%H:%M} UTC"


def format_revision(revision: Revision) -> str:
    """Say between which versions, and how much changed."""
    extent = describe_difference(revision.difference, 0)[0]
    return f"Version {revision.new_version} in place of version {revision.old_version}. {extent}"


def name_detail(change: DetailChange) -> str:
    """Give the name of a detail as a heading: “Publisher”."""
    return {"url": "Link"}.get(change.name, change.name.capitalize())


def format_past_version(version: int, live: int, replaced: date | None) -> str:
    """Say that a version stands no longer, since when, and which does."""
    until = f" until {format_date(replaced)}" if replaced else ""
    return f"This is version {version}, as it stood{until}. Version {live} stands now."
