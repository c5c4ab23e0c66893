"""What sort of value a question asks for, a value in a text, and the text that it stands in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ABOUT = 0.1
"""How far apart two figures may be, as a share of the larger, where one of them is said to be rough."""


class Kind(StrEnum):
    """What sort of value a question asks for."""

    NUMBER = "number"
    DATE = "date"
    SIDE = "side"


@dataclass(frozen=True, slots=True)
class Value:
    """A value in a text, at `start` to `end`: a plain decimal number, an ISO day, month or year, or a side by name.

    `rough` says that the text hedges it.
    """

    kind: Kind
    figure: str
    start: int
    end: int
    rough: bool = False

    def agrees_with(self, other: "Value") -> bool:
        """Whether both can be true of one thing: the same, one a part of the other’s date, or near when rough."""
        if self.kind is Kind.DATE:
            return self.figure.startswith(other.figure) or other.figure.startswith(self.figure)
        if self.kind is Kind.SIDE or other.kind is Kind.SIDE:
            return self.figure == other.figure
        one, two = float(self.figure), float(other.figure)
        return one == two or ((self.rough or other.rough) and abs(one - two) <= ABOUT * max(one, two))


@dataclass(frozen=True, slots=True)
class Extract:
    """Words of a report, the language that they are in, and when they were published, where that is known."""

    text: str
    language: str = "en"
    published: date | None = None
