"""Quotation marks of every kind, which no translation is shown with: what they stand round, nobody said in these words.

Apostrophes inside words stay (“l’eau”), and so does the sign that Hebrew writes inside abbreviations.
"""

import re
from unicodedata import category

APOSTROPHES = frozenset("'’‘ʼ׳`´‛′")
OTHERS = frozenset('„‚"＂″‶〝〞〟「」『』｢｣❛❜❝❞❮❯⹂⟪⟫《》〈〉＇״')
GERSHAYIM = re.compile(r"(?<=[\u05d0-\u05ea])[\"״”](?=[\u05d0-\u05ea]\b)")
KEPT = "״"
"""How Hebrew writes the sign inside an abbreviation; with letters on both sides it marks nothing that is said."""

SPACE = re.compile(r"\s+")


def strip_marks(text: str) -> str:
    """Give a text without quotation marks, on one line."""
    whole = GERSHAYIM.sub(KEPT, text)
    kept = "".join(
        each if keeps(whole, at) else " " if stands_between(whole, at) else "" for at, each in enumerate(whole)
    )
    return SPACE.sub(" ", kept).strip()


def keeps(text: str, at: int) -> bool:
    """Whether the character at a place stays: all but quotation marks do, and apostrophes inside words."""
    character = text[at]
    if character in APOSTROPHES or character == KEPT:
        return text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha()
    return character not in OTHERS and category(character) not in ("Pi", "Pf")


def stands_between(text: str, at: int) -> bool:
    """Whether letters or figures stand right before and behind, which must not become one word."""
    return text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()
