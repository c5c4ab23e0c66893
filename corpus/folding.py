"""Text with its typography folded, for comparing wordings, and the way back to where each character stood.

Folded are: case, runs of white space, the shapes of quotation marks, dashes with the space around them, invisible
characters, vowel points, letters and digits that two keyboards write differently, ligatures, and whether a comma or
full stop stands before or after a closing mark. No letter, digit or other mark is folded away: “can’t” never becomes
“can”, nor 4.6 become 46.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import is_normalized, normalize

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
MARKS = "\"'“”„‟‘’‚‛«»‹›״׳″′´`"
CLOSING = "\"'“”‘’»›״"
POINTS = "\u0640\u064b-\u0652\u0670\u0591-\u05bd\u05bf\u05c1\u05c2"
INVISIBLE = rf"\u00ad\u034f\u061c{POINTS}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
COMPATIBLE = "\ufb00-\ufb06\uff01-\uff5e\ufb50-\ufdff\ufe70-\ufefc"

LETTERS = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "İ": "i", "ي": "ی", "ك": "ک", "٪": "%", "٫": ".", "٬": ",", "،": ",", "؛": ";", "؟": "?"}
    | {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
)
PIECE = re.compile(
    rf"(?P<cluster>\w[\u0300-\u036f]+)"
    rf"|(?P<dash>\s*[-{DASHES}]+\s*)"
    rf"|(?P<shut>\s+[»›](?!\w))"
    rf"|(?P<space>\s+)"
    rf"|(?P<swapped>[.,](?:[{CLOSING}]|\s+[»›])(?!\w))"
    rf"|(?P<mark>''|’’|‘‘|``|´´|(?<![\w.,!?…])[«‹]\s*|[{MARKS}])"
    rf"|(?P<invisible>[{INVISIBLE}]+)"
    rf"|(?P<character>.)"
)
"""One piece that folding changes, tried only where `CHANGED` begins."""

CHANGED = re.compile(
    rf"[\s.,{DASHES}{MARKS}{INVISIBLE}{COMPATIBLE}{''.join(map(chr, LETTERS))}-]"
    rf"(?:(?<![ .,-])|(?<= )(?=[\s{DASHES}»›-])|(?<=[.,])(?=(?:[{CLOSING}]|\s+[»›])(?!\w))|(?<=-)(?:(?!\w)|(?<!\w-)))"
)
"""Where a piece that changes begins: a class of characters first, since that is what makes the search fast."""

DECOMPOSED = re.compile(rf"\w(?=[\u0300-\u036f])|{CHANGED.pattern}")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and its map: piece `i` begins at `starts[i]` in it and at `origins[i]` in the original.

    `sizes[i]` is the length in the original of a piece that was replaced as a whole, 0 of one that was kept.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    sizes: tuple[int, ...]

    def find_place(self, start: int, end: int) -> tuple[int, int]:
        """Give where the folded stretch stands in the original, as start and end."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        begins = self.origins[first] + (0 if self.sizes[first] else start - self.starts[first])
        return begins, self.origins[last] + (self.sizes[last] or end - self.starts[last])


def fold_text(text: str) -> Folded:
    """Fold the text and keep the map."""
    pieces: list[str] = []
    starts, origins, sizes = [0], [0], [0]
    at = length = 0
    for found in find_pieces(text):
        start, end = found.span()
        new = fold_piece(found)
        pieces += (text[at:start], new)
        length += start - at
        if (len(new), end - start) != (1, 1):
            starts += (length, length + len(new))
            origins += (start, end)
            sizes += (end - start, 0)
        length += len(new)
        at = end
    pieces.append(text[at:])
    folded = "".join(pieces).lower().replace("ς", "σ")
    return Folded(folded, tuple(starts), tuple(origins), tuple(sizes))


def find_pieces(text: str) -> Iterator[re.Match[str]]:
    """Give the pieces that folding changes, in order and disjoint."""
    pattern = CHANGED if is_normalized("NFC", text) else DECOMPOSED
    at = 0
    for hit in pattern.finditer(text):
        found = PIECE.match(text, hit.start()) if hit.start() >= at else None
        if found:
            at = found.end()
            yield found


def fold_piece(found: re.Match[str]) -> str:
    """Give what stands for a piece in the folded text."""
    piece = found.group()
    match found.lastgroup:
        case "dash":
            return "-"
        case "space":
            return " "
        case "swapped":
            return "'" + piece[0]
        case "mark" | "shut":
            return "'"
        case "invisible":
            return ""
        case _:
            return normalize("NFKC", normalize("NFKC", piece).translate(LETTERS))
