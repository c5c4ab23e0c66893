"""What of a text can be seen: the characters that show nothing, turn lines round or steer a screen are taken out.

They carry instructions past a reader's eye and into a language model, and back from it.
"""

import re
import unicodedata

INVISIBLE_KINDS = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
"""Unicode categories: controls, formats (zero-width, bidi, tags), unassigned, private, and halves of a character."""

BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0" + "".join(
    map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)
"""Letters and marks that show nothing: joiners, fillers, a blank pattern, and variation selectors."""

HALF_SPACE = "\u200c"
"""What parts a Persian word from its ending; it shows as no more than that."""

JOINED = re.compile(rf"(?<=[\u0600-\u06ff]){HALF_SPACE}(?=[\u0600-\u06ff])")

SPACE = re.compile(r"\s+")


def strip_invisible(text: str) -> str:
    """Give the text on one line, without what shows nothing, runs of white space as one space."""
    spaced = SPACE.sub(" ", text)
    if spaced.isascii() and spaced.isprintable():
        return spaced.strip()
    return SPACE.sub(" ", "".join(character for character in spaced if not is_invisible(character))).strip()


def open_half_spaces(text: str) -> str:
    """Give the text with each half-space inside a Persian or Arabic word as a space."""
    return JOINED.sub(" ", text)


def is_invisible(character: str) -> bool:
    """Whether a character shows nothing of its own; white space is not counted."""
    return character in BLANKS or unicodedata.category(character) in INVISIBLE_KINDS
