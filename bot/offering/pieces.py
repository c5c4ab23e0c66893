"""The messages in which a document arrives, and which of them belong together.

A long text is cut into several messages by the program that sends it, and an album is one message a file; only the
sender, the moments and the lengths tell that they are one thing.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from corpus.reports import Details

LONG_UNITS, WHOLE_UNITS = 2048, 4096
"""A message holds 4,096 UTF-16 units; programs cut before a paragraph or a word, so a piece may have half of that."""

GAP_S = 3
"""How many seconds may lie between two pieces of one text, by the clock of Telegram, which counts whole seconds."""

WORD, WORD_END, WORD_START = re.compile(r"\w+"), re.compile(r"\w+\Z"), re.compile(r"\A\w+")
SENTENCE_END = re.compile(r"[.!?…:;][”’\"')\]]*\Z")
SHOWN = 24


class PieceKind(StrEnum):
    """What a message brings."""

    TEXT = "text"
    FILE = "file"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Piece:
    """One message: its words, the address in it, or the file that Telegram holds under `file_id`.

    `size` is in bytes, `sent_at` in seconds since 1970, and `position` its number in the chat. `origin` names where a
    forwarded one comes from, and `details` what that says of it; `caption` is what its sender wrote under a file.
    """

    kind: PieceKind
    sent_at: int
    position: int
    text: str = ""
    file_id: str = ""
    name: str = ""
    size: int = 0
    caption: str = ""
    album: str | None = None
    origin: str | None = None
    details: Details = field(default_factory=Details)

    @property
    def expects_more(self) -> bool:
        """Whether it may be followed at once by another piece of the same."""
        return self.album is not None or (self.kind is PieceKind.TEXT and count_units(self.text) >= LONG_UNITS)

    def continues(self, last: "Piece") -> bool:
        """Whether it belongs to what `last`, the message of the same person before it, began."""
        if self.album is not None or last.album is not None:
            return self.album == last.album
        in_time = 0 <= self.sent_at - last.sent_at <= GAP_S and self.position > last.position
        words = self.kind is not PieceKind.FILE and last.kind is PieceKind.TEXT
        return words and in_time and last.expects_more and self.origin == last.origin


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text put together again, and how it reads at each place where two pieces meet."""

    text: str
    joins: tuple[str, ...]


def join_texts(texts: Sequence[str]) -> Pasted:
    """Put the pieces of a text together again; the white space at a cut is lost on the way and has to be guessed."""
    counts = Counter(word.lower() for text in texts for word in WORD.findall(text))
    whole, joins = "".join(texts[:1]), []
    for before, after in pairwise(texts):
        separator = choose_separator(before, after, counts)
        joins.append(f"…{before[-SHOWN:]}{separator.replace(chr(10), ' ')}{after[:SHOWN]}…")
        whole += separator + after
    return Pasted(whole, tuple(joins))


def choose_separator(before: str, after: str, counts: Mapping[str, int]) -> str:
    """Give what stood between two pieces: a paragraph's end, a space, or nothing inside a word.

    Only a piece that fills its message to the last unit can have been cut inside a word. It was, when the two halves
    make a word of this text, or when one of them is none: `counts` says how often each stands there.
    """
    if before[-1:].isspace() or after[:1].isspace():
        return ""
    left, right = WORD_END.search(before), WORD_START.search(after)
    if left and right and count_units(before) >= WHOLE_UNITS:
        halves = left[0].lower(), right[0].lower()
        if counts["".join(halves)] or min(counts[half] for half in halves) < 2:
            return ""
    return "\n\n" if SENTENCE_END.search(before) else " "


def count_units(text: str) -> int:
    """Give the length of a text in UTF-16 units, as Telegram counts it."""
    return len(text) + sum(character > "\uffff" for character in text)
