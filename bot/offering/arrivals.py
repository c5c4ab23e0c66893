"""The documents of one offer: as they arrived, as they wait, and how far each has come."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.offering.details import FIELDS, NOTHING_GIVEN, Given, list_changed
from bot.offering.places import THE_LINK, THE_LIST
from corpus.collections import BadMember, Collection
from corpus.reports import Submission


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document that arrived, or one sentence (`error`) that says why it did not; its submission then holds a name."""

    submission: Submission
    given: Given = NOTHING_GIVEN
    error: str | None = None


def make_arrivals(collection: Collection, whole: Submission, given: Given = NOTHING_GIVEN) -> list[Arrival]:
    """Give the documents that one (`whole`) holds; what was given with it goes with each of them.

    What is to be said of the whole is said with the first of them that arrived.
    """
    if collection.members == (whole,):
        return [Arrival(whole, given)]
    arrivals = [make_member(member, whole, given) for member in collection.members]
    first = next((number for number, each in enumerate(arrivals) if each.error is None), 0)
    return [
        add_warnings(each, collection.warnings) if number == first else each for number, each in enumerate(arrivals)
    ]


def add_warnings(arrival: Arrival, warnings: tuple[str, ...]) -> Arrival:
    """Give a document with more to be said of it."""
    return replace(arrival, given=replace(arrival.given, warnings=(*arrival.given.warnings, *warnings)))


def make_member(member: Submission | BadMember, whole: Submission, given: Given) -> Arrival:
    """Give one document of a collection; what a list says of it goes before what was said of the whole."""
    if isinstance(member, BadMember):
        return Arrival(Submission(member.name, b"", whole.offered_by), error=member.error)
    own = dict.fromkeys(list_changed(whole.details, member.details), THE_LIST)
    return Arrival(member, replace(given, found_in={**given.found_in, **own}))


def add_fetched(arrival: Arrival, fetched: Submission) -> Arrival:
    """Give a document with the bytes that were fetched under its link, and with what the link says of it."""
    submission = arrival.submission
    found = [
        name
        for name in FIELDS
        if getattr(submission.details, name) is None and getattr(fetched.details, name) is not None
    ]
    given = replace(arrival.given, found_in={**arrival.given.found_in, **dict.fromkeys(found, THE_LINK)})
    details = submission.details.filled_from(fetched.details)
    return replace(
        arrival, submission=replace(submission, name=fetched.name, data=fetched.data, details=details), given=given
    )


class Stage(StrEnum):
    """What became of an offered document."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    ADDED = "added"
    DROPPED = "dropped"


class Verdict(StrEnum):
    """What was found when it was looked up."""

    NEW = "new"
    ALIKE = "alike"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Offered:
    """One document of an offer.

    `revision` grows with every change, so that a button shown before it does nothing. `title` and `verdict`, or
    `error`, stand from when it was first read, and `decided_by` names the press that decided. `submission` has no
    bytes once that is done, or where documents are only listed.
    """

    offer_id: int
    number: int
    stage: Stage
    revision: int
    submission: Submission
    given: Given
    title: str | None
    verdict: Verdict | None
    error: str | None
    decided_by: str | None

    @property
    def is_read(self) -> bool:
        """Whether it was read, or cannot be."""
        return self.title is not None or self.error is not None

    @property
    def open(self) -> bool:
        """Whether an editor can still decide about it."""
        return self.stage is Stage.WAITING and self.error is None

    @property
    def is_clear(self) -> bool:
        """Whether it can be added unseen: it waits, and nothing on the shelf is like it."""
        return self.open and self.verdict is Verdict.NEW
