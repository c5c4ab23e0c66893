"""What holds at one place of an RTF file: where text goes, and how it is set. A group ends what was set in it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

PROSE = 9
"""The outline level of what is no heading."""
MOST_FALLBACK = 64


class Place(Enum):
    """Where text goes."""

    BODY = auto()
    UNREAD = auto()
    FONTS = auto()
    STYLES = auto()
    INFO = auto()
    DETAIL = auto()
    NUMBER = auto()


@dataclass(slots=True)
class State:
    """What holds inside a group, and is as before when the group ends.

    `fallback` is how many characters after one in Unicode stand for it in older programs, `instead` where text goes
    that such programs pass over.
    """

    place: Place = Place.BODY
    detail: str = ""
    font: int | None = None
    fallback: int = 1
    style: int = 0
    outline: int = PROSE
    in_table: bool = False
    hidden: bool = False
    struck: bool = False
    deleted: bool = False
    instead: Place | None = None

    @property
    def is_shown(self) -> bool:
        """Whether text that goes into the body is one that a program shows."""
        return not (self.hidden or self.struck or self.deleted)


def reset_paragraph(state: State, _number: int | None) -> None:
    """Begin a paragraph that is set as prose."""
    state.style, state.outline, state.in_table = 0, PROSE, False


def reset_letters(state: State, _number: int | None) -> None:
    """Set letters plainly."""
    state.hidden = state.struck = state.deleted = False
    state.font = None


def set_table(state: State, number: int | None) -> None:
    """Say whether the paragraph stands in a table."""
    state.in_table = number != 0


def set_hidden(state: State, number: int | None) -> None:
    """Say whether words are hidden."""
    state.hidden = number != 0


def set_struck(state: State, number: int | None) -> None:
    """Say whether words are struck out."""
    state.struck = number != 0


def set_deleted(state: State, number: int | None) -> None:
    """Say whether words are deleted, in a file that keeps track of changes."""
    state.deleted = number != 0


def set_fallback(state: State, number: int | None) -> None:
    """Say how many characters after one in Unicode stand for it in older programs."""
    state.fallback = min(max(0, 1 if number is None else number), MOST_FALLBACK)


def offer_instead(state: State, _number: int | None) -> None:
    """Pass over what is meant for older programs, up to what newer ones read instead."""
    state.instead, state.place = state.place, Place.UNREAD


SETTERS: dict[bytes, Callable[[State, int | None], None]] = {
    b"pard": reset_paragraph,
    b"plain": reset_letters,
    b"intbl": set_table,
    b"v": set_hidden,
    b"strike": set_struck,
    b"striked": set_struck,
    b"deleted": set_deleted,
    b"uc": set_fallback,
    b"upr": offer_instead,
}
