"""A document as it would stand on the shelf, and what an editor sees of it before anything changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.offering.details import FIELDS, Given, details_of, list_changed
from bot.offering.places import BY_YOU, THE_DOCUMENT, THE_OLD_VERSION
from corpus.differences import Difference
from corpus.grounds import ANY, Basis, Seen
from corpus.likeness import Kind
from corpus.readers.characters import clean_name
from corpus.reports import Details, Document, Report, Submission


@dataclass(frozen=True, slots=True)
class Proposal:
    """A document that was read, as it would stand on the shelf; nothing of it is on the shelf yet.

    `report` has its final text and details; its version is given when it is accepted, and so is its id when the
    one proposed here was not `chosen` by anyone and is taken by then. `found_in` says of each detail where it was
    found. One that `replaces` a report is not accepted once that is not as it was `seen` and, with a version in
    `basis` (`bot.standing.hold_to`), not carried out once another version has come to stand.
    """

    submission: Submission
    report: Report
    warnings: tuple[str, ...]
    chosen: bool
    replaces: bool
    found_in: Mapping[str, str] = field(default_factory=dict)
    seen: Seen | None = None
    basis: Basis = ANY

    @property
    def name(self) -> str:
        """The document's name, as it can be shown."""
        return clean_name(self.submission.name)

    @property
    def details(self) -> Details:
        """What is known about it: given by a person, else by the document, else by its name."""
        return details_of(self.report)


@dataclass(frozen=True, slots=True)
class Twin:
    """A report on the shelf that a document resembles, how much (0 to 1), and what the document has otherwise.

    `first` is the report of the two that was published first, None where that is the document itself.
    """

    kind: Kind
    report: Report
    resemblance: float
    first: Report | None
    difference: Difference | None = None

    @property
    def seen(self) -> Seen:
        """How it stood when the two were compared."""
        return Seen.of(self.report)


@dataclass(frozen=True, slots=True)
class Preview:
    """A proposal beside the reports that it resembles, the likest first; `obstacle` says why it cannot be added."""

    proposal: Proposal
    twins: tuple[Twin, ...]
    obstacle: str | None

    @property
    def twin(self) -> Twin | None:
        """The likest report on the shelf, if it is like any."""
        return self.twins[0] if self.twins else None

    @property
    def can_replace(self) -> bool:
        """Whether it may take the likest one's place: not when that has the same text and the same details."""
        twin = self.twin
        return twin is not None and (twin.kind is not Kind.EXACT or bool(self.list_changed()))

    @property
    def is_decided(self) -> bool:
        """Whether nothing can be done with it, since the shelf has it just as it is."""
        return self.obstacle is not None and not self.can_replace

    @property
    def can_be_copy(self) -> bool:
        """Whether it may stand beside the likest one, as a copy of it."""
        return self.obstacle is None and self.twin is not None

    def list_changed(self) -> list[str]:
        """Name the details that the likest one has otherwise."""
        return [] if self.twin is None else list_changed(details_of(self.twin.report), self.proposal.details)

    def list_kept(self) -> list[str]:
        """Name the details that the likest one has and this document does not, so that they would stay."""
        if self.twin is None:
            return []
        old, new = details_of(self.twin.report), self.proposal.details
        return [name for name in FIELDS if getattr(old, name) is not None and getattr(new, name) is None]


def list_places(given: Given, document: Document, sources: tuple[Details, Details, Details]) -> Mapping[str, str]:
    """Say of each detail that is known where it was found: with the document, in it, or in what it replaces."""
    places = {}
    for name in FIELDS:
        known = [getattr(source, name) is not None for source in sources]
        if True in known:
            own = document.found_in.get(name, THE_DOCUMENT)
            places[name] = (given.found_in.get(name, BY_YOU), own, THE_OLD_VERSION)[known.index(True)]
    return places
