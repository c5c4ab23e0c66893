"""Lengths and offsets in UTF-16 units, as Telegram counts them."""


def count_units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def cut_units(text: str, start: int, end: int) -> str:
    """The part of a text between two offsets in UTF-16 units."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def unit_starts(text: str) -> list[int]:
    """The offset in UTF-16 units at which each character starts, and at the end the length of the text."""
    starts = [0]
    for letter in text:
        starts.append(starts[-1] + (2 if letter > "\uffff" else 1))
    return starts
