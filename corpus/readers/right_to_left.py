"""Mends what PDFs do to Arabic, Persian and Hebrew: the order of letters, of Latin words and numbers, and brackets.

A PDF stores what is seen, from left to right. PDFium turns that round, but leaves some words as they are seen, turns
some ligatures round inside (lam-alef as alef-lam), drops vowel signs beside their words, turns Latin words round one by
one, and gives brackets as the font drew them or as they were typed. Where letters stand tells what they mean.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple
from unicodedata import combining

from corpus.readers.pdf_lines import Line

RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u05ff\u0600-\u065f\u066e-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]"
)
LETTER = re.compile(r"[^\W\d_]")
LATIN = "A-Za-z\u00c0-\u024f"
LATIN_WORDS = re.compile(rf"[{LATIN}][\w'’.&-]*(?: [{LATIN}][\w'’.&-]*)+")
SEEN_RUN = re.compile(rf"(?:[{LATIN}\d'’.&/-]+ )*[{LATIN}\d'’.&/-]*[{LATIN}]|\d+(?:[.,:/٫٬]\d+)*")
SPACE_BEFORE = re.compile(r" (?=[،؛.])")
NUMBER_END = re.compile(r"(?<!\d)([،؛,.])(\d+)(?=\s|$)")
TURNED = re.compile(r"\)[^()]*\(|\][^\[\]]*\[|»[^«»]*«")
UPRIGHT = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|«[^«»]*»")
LIGATURES = frozenset({"لا", "لأ", "لإ", "لآ", "لله", "الله"})
MIRRORED = str.maketrans("()[]«»<>{}", ")(][»«><}{")


class Glyph(NamedTuple):
    """A character and the room that it takes up in its line."""

    char: str
    left: float
    right: float

    @property
    def middle(self) -> float:
        """Where it stands."""
        return (self.left + self.right) / 2


def is_right_to_left(text: str) -> bool:
    """Whether most letters of a text are written from right to left."""
    found = len(RIGHT_TO_LEFT.findall(text))
    return found > 0 and found * 2 > len(LETTER.findall(text))


def read_glyphs(pieces: list[list[Glyph]]) -> str:
    """Give the text of a right-to-left line, which PDFium may have cut into pieces, in the order of speech."""
    glyphs = join_pieces(sorted(pieces, key=lambda piece: max(glyph.right for glyph in piece), reverse=True))
    if is_as_seen(glyphs):
        text = "".join(glyph.char for glyph in attach_signs(turn_ligatures(sort_glyphs(glyphs))))
        return SEEN_RUN.sub(lambda match: match[0][::-1], text)
    glyphs = attach_signs(turn_ligatures(glyphs))
    text = "".join(glyph.char for glyph in glyphs)
    text = LATIN_WORDS.sub(lambda match: order_words(match[0], glyphs[match.start() :]), text)
    return NUMBER_END.sub(r"\2\1", SPACE_BEFORE.sub("", text) if len(pieces) > 1 else text)


def join_pieces(pieces: list[list[Glyph]]) -> list[Glyph]:
    """Put the pieces of a line one after another with a space between them."""
    return [glyph for piece in pieces for glyph in (*piece, Glyph(" ", piece[-1].left, piece[-1].left))][:-1]


def sort_glyphs(glyphs: list[Glyph]) -> list[Glyph]:
    """Order characters by where they stand, from the right, with spaces where there is room for them."""
    seen = sorted((glyph for glyph in glyphs if glyph.char != " "), key=lambda glyph: glyph.middle)
    room = median(glyph.right - glyph.left for glyph in seen) / 5
    ordered = seen[-1:]
    for after, before in pairwise(reversed(seen)):
        if after.left - before.right > room and not combining(before.char):
            ordered.append(Glyph(" ", before.right, after.left))
        ordered.append(before)
    return ordered


def is_as_seen(glyphs: list[Glyph]) -> bool:
    """Whether letters follow one another as they are seen, from left to right, and not as they are spoken.

    That shows in three letters that step to the right, or in one leap; a small step back is the font's.
    """
    letters = [glyph for glyph in glyphs if glyph.char.isalpha() and RIGHT_TO_LEFT.match(glyph.char)]
    steps = [(after.middle - before.middle) / (before.right - before.left or 1) for before, after in pairwise(letters)]
    return any(step > 2 for step in steps) or any(min(pair) > 1 / 3 for pair in pairwise(steps))


def turn_ligatures(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Turn letters round that share one place, and so one ligature, where they spell it only backwards."""
    turned: list[Glyph] = []
    for _, group in groupby(glyphs, lambda glyph: (glyph.left, glyph.right)):
        ligature = list(group)
        turned += ligature[::-1] if "".join(glyph.char for glyph in reversed(ligature)) in LIGATURES else ligature
    return turned


def attach_signs(glyphs: list[Glyph]) -> list[Glyph]:
    """Put each vowel sign that strayed from its word behind the letter that it stands over."""
    placed = list(glyphs)
    for before, sign in pairwise([Glyph(" ", 0, 0), *glyphs]):
        if combining(sign.char) and not (before.char.isalpha() or combining(before.char)):
            letters = [glyph for glyph in placed if glyph.char.isalpha()]
            bearer = min(letters, key=lambda letter: abs(letter.middle - sign.middle), default=None)
            if bearer is not None:
                placed.remove(sign)
                placed.insert(placed.index(bearer) + 1, sign)
    return placed


def order_words(text: str, glyphs: Sequence[Glyph]) -> str:
    """Turn Latin words round where each stands to the left of the one before."""
    lefts = [glyphs[match.start()].left for match in re.finditer(r"[^ ]+", text)]
    return " ".join(reversed(text.split(" "))) if lefts == sorted(lefts, reverse=True) else text


def order_lines(lines: list[Line]) -> list[Line]:
    """Put lines back that PDFium gave after the next one or two below them, because a sign strayed from them."""
    ordered: list[Line] = []
    for line in lines:
        place = len(ordered)
        while place and is_just_above(line, ordered[place - 1]):
            place -= 1
        ordered.insert(place, line)
    return ordered


def is_just_above(line: Line, other: Line) -> bool:
    """Whether a line stands close above another in the same column."""
    return 0 < line.base - other.base < 2.5 * line.size and line.left < other.right and other.left < line.right


def mend_brackets(pages: list[list[Line]]) -> list[list[Line]]:
    """Mirror the brackets of all right-to-left lines where most of them open to the wrong side."""
    texts = [line.text for page in pages for line in page if line.right_to_left]
    if count_matches(TURNED, texts) <= count_matches(UPRIGHT, texts):
        return pages
    return [
        [replace(line, text=line.text.translate(MIRRORED)) if line.right_to_left else line for line in page]
        for page in pages
    ]


def count_matches(pattern: re.Pattern[str], texts: Iterable[str]) -> int:
    """Count how often a pattern occurs."""
    return sum(len(pattern.findall(text)) for text in texts)
