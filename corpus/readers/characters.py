"""What a report's characters look like once and for all.

Text is normalised here, when it is read, and never again: quotations are offsets into what this gives.
"""

import re
import unicodedata
from collections import Counter

from corpus.worded import Worded

LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x85\u2028]")
PARAGRAPH_END = "\u2029"

# Zero-width and bidirectional marks can hide or reorder words, so a quotation would not look like what it says.
# The joiners U+200C and U+200D stay: Persian and emoji are spelt with them.
# Fillers look like spaces, and whole sentences have been hidden in tags and variation selectors; the two selectors
# that choose between a sign and its picture stay.
HIDDEN = re.compile(
    "[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
REORDERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
TRAILING_SPACE = re.compile(r"[^\S\n]+(?=\n|\Z)")
FIRST_TAG, FIRST_SELECTOR = "\U000e0000", "\U000e0100"
TAGS = re.compile("[\U000e0020-\U000e007e]+")
"""Letters that nothing shows, one for each of ASCII."""
MOST_NAMED = 3
AROUND = 12
"""How many characters on either side of a hidden one are shown."""
LONGEST_SHOWN = 80
BLANK_LINES = re.compile(r"\n{3,}")


def clean_characters(text: str) -> str:
    """Give the text in NFC, its line ends as line feeds, without soft hyphens, hidden marks and control characters."""
    text = LINE_ENDS.sub("\n", text.replace(PARAGRAPH_END, "\n\n"))
    return unicodedata.normalize("NFC", UNWANTED.sub("", HIDDEN.sub("", text)))


def normalise_text(text: str) -> str:
    """Give the text as it is stored.

    Its characters are clean, a tab is a space, no line ends in white space, and at most one blank line stands
    between two lines.
    """
    text = TRAILING_SPACE.sub("", clean_characters(text).replace("\t", " "))
    return BLANK_LINES.sub("\n\n", text).strip()


def clean_line(text: str | None) -> str | None:
    """Give a detail, such as a title, on one line with single spaces; None when nothing is left."""
    return " ".join(normalise_text(text or "").split()) or None


def clean_name(name: str) -> str:
    """Give a file name that can be shown: without folders and hidden characters, at most 100 characters long."""
    last = re.split(r"[/\\]", name.strip().rstrip("/\\"))[-1]
    shown = clean_line(last) or Worded("The file")
    return shown if len(shown) <= 100 else f"{shown[:80]}…{shown[-19:]}"


def describe_losses(text: str) -> tuple[str, ...]:
    """Say what an editor should know about the characters of a text that was just decoded."""
    hidden = HIDDEN.findall(text)
    controls, lost = len(UNWANTED.findall(text)) - text.count("\xad"), text.count("\ufffd")
    warnings: list[str] = []
    if hidden:
        warnings.append(
            Worded(
                "Invisible characters were taken out: {names}; as in “{shown}”.",
                names=name_hidden(hidden),
                shown=show_hidden(text),
            )
        )
    if controls:
        warnings.append(Worded("Control characters, which show nothing, were taken out: {count}.", count=controls))
    if lost:
        warnings.append(Worded("Characters that the file had already lost are shown as “\ufffd”: {count}.", count=lost))
    return tuple(warnings)


def name_hidden(hidden: list[str]) -> tuple[str, ...]:
    """Name the hidden characters and say how many there are of each, those that turn text round first."""
    counted, reordering = (
        Counter(map(name_character, hidden)),
        set(map(name_character, REORDERING.findall("".join(hidden)))),
    )
    ranked = sorted(counted, key=lambda name: (name not in reordering, -counted[name], name))
    shown = tuple(f"{counted[name]:,} × {name}" for name in ranked[:MOST_NAMED])
    others = sum(counted[name] for name in ranked[MOST_NAMED:])
    return (*shown, Worded("{count} of other kinds", count=others)) if others else shown


def name_character(char: str) -> str:
    """Give a character's number, and its name in small letters; those that come in alphabets go by one name."""
    if char >= FIRST_TAG:
        return "variation selectors" if char >= FIRST_SELECTOR else "tags"
    return f"{mark_character(char)} {unicodedata.name(char, 'unnamed').lower()}"


def show_hidden(text: str) -> str:
    """Give the words round the hidden character that matters most, with the hidden ones as marks that can be seen."""
    found = REORDERING.search(text) or TAGS.search(text) or HIDDEN.search(text)
    start, end = (max(0, found.start() - AROUND), found.end() + AROUND) if found else (0, 0)
    spelt = TAGS.sub(lambda match: f"‹{''.join(chr(ord(tag) - ord(FIRST_TAG)) for tag in match[0])}›", text[start:end])
    marked = HIDDEN.sub(lambda match: mark_character(match[0]), spelt)
    return (clean_line(marked) or "")[:LONGEST_SHOWN]


def mark_character(char: str) -> str:
    """Give a mark that can be seen in place of a character that cannot."""
    return f"‹U+{ord(char):04X}›"
