"""What a report's characters look like once and for all.

Text is normalised here, when it is read, and never again: quotations are offsets into what this gives.
"""

import re
import unicodedata

LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x85\u2028]")
PARAGRAPH_END = "\u2029"

# Zero-width and bidirectional marks can hide or reorder words, so a quotation would not look like what it says.
# The joiners U+200C and U+200D stay: Persian and emoji are spelt with them.
HIDDEN = re.compile(
    "[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
TRAILING_SPACE = re.compile(r"[^\S\n]+(?=\n|\Z)")
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
    shown = clean_line(last) or "The file"
    return shown if len(shown) <= 100 else f"{shown[:80]}…{shown[-19:]}"


def describe_losses(text: str) -> tuple[str, ...]:
    """Say what an editor should know about the characters of a text that was just decoded."""
    hidden, lost = len(HIDDEN.findall(text)), text.count("\ufffd")
    warnings = []
    if hidden:
        warnings.append(f"Hidden characters (zero-width or reordering marks) were taken out: {hidden:,}.")
    if lost:
        warnings.append(f"Characters that the file had already lost are shown as “\ufffd”: {lost:,}.")
    return tuple(warnings)
