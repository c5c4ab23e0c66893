"""Which details of a report, apart from its text, differ between two versions."""

from dataclasses import dataclass

from corpus.reports import Report

DETAILS = ("title", "publisher", "author", "published", "url", "language")


@dataclass(frozen=True, slots=True)
class DetailChange:
    """A detail of a report that changed: its name, and what it was and is, as text (None: not known)."""

    name: str
    old: str | None
    new: str | None


def compare_details(old: Report, new: Report) -> tuple[DetailChange, ...]:
    """Give the details, apart from the text, in which two versions of a report differ."""
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in DETAILS)
    return tuple(
        DetailChange(name, format_detail(before), format_detail(after))
        for name, before, after in pairs
        if before != after
    )


def format_detail(value: object) -> str | None:
    """Give a detail as text, days as 2022-06-02."""
    return None if value is None else str(value)
