"""Quotation marks in a statement: what stands inside them is put there by code, from a cited quotation.

Words that stand in one are replaced by its own slice; round any others, the marks go, and the words are then checked
like the rest of the statement. So nothing that a model typed is ever shown as a quotation.
"""

import re
from collections.abc import Iterator, Sequence

from bot.answering.lookups.given_wording import TRIMMED, find_part
from bot.answering.visible_text import HALF_SPACE, is_invisible
from corpus.folding import fold_text

PAIRS = {"“": "”", '"': '"', "«": "»", "„": "“”", "‘": "’", "'": "'", "‹": "›"}
DOUBLE = frozenset('“”"«»„‟‹›')
MARKS = DOUBLE | frozenset("‘’'")
EDGE = re.compile(r"\w")
LEAST_LETTERS = 2
OPEN, SHUT = "“", "”"


def copy_marked(statement: str, texts: Sequence[str]) -> str:
    """Give the statement with the words in quotation marks copied from these texts, or without their marks."""
    marked = any(character in MARKS for character in statement)
    return "".join(copy_parts(statement, texts)).strip() if marked else statement


def strip_marked(statement: str) -> str:
    """Give the statement without what stands in the marks that `copy_marked` sets."""
    return re.sub(f"{OPEN}[^{SHUT}]*{SHUT}", " ", statement)


def list_marked(statement: str) -> list[str]:
    """Give what stands in the marks that `copy_marked` sets."""
    return re.findall(f"{OPEN}([^{SHUT}]*){SHUT}", statement)


def copy_parts(statement: str, texts: Sequence[str]) -> Iterator[str]:
    """Give the parts of the statement in order, each quoted one as a cited quotation has it."""
    at = 0
    while at < len(statement):
        character = statement[at]
        end = find_closing(statement, at) if opens_quote(statement, at) else None
        copied = find_slice(statement[at + 1 : end], texts) if end else None
        if end and copied:
            yield f"{OPEN}{copied}{SHUT}"
            at = end + 1
        else:
            yield character if keeps_character(statement, at) else ""
            at += 1


def opens_quote(text: str, at: int) -> bool:
    """Whether a mark at this place may open a quotation."""
    return text[at] in PAIRS and not EDGE.match(text[at - 1 : at])


def find_closing(text: str, at: int) -> int | None:
    """Give where the quotation that is opened here is closed."""
    closing = PAIRS[text[at]]
    places = (
        place
        for place in range(at + 1, len(text))
        if text[place] in closing and (text[place] in DOUBLE or not EDGE.match(text, place + 1))
    )
    return next(places, None)


def keeps_character(text: str, at: int) -> bool:
    """Whether a character stays outside quotations: apostrophes do, other marks do not."""
    character = text[at]
    if character in DOUBLE:
        return False
    if character not in MARKS:
        return True
    return bool(EDGE.match(text[at - 1 : at])) and (bool(EDGE.match(text, at + 1)) or text[at - 1] in "sS")


def is_steering(character: str) -> bool:
    """Whether a character does not show and is not the half-space of a word."""
    return is_invisible(character) and character != HALF_SPACE


def find_slice(words: str, texts: Sequence[str]) -> str | None:
    """Give the words as the first of these texts has them: whole words, typography folded; None where none has them."""
    wanted = fold_text(words).text.strip(TRIMMED)
    if sum(map(str.isalnum, wanted)) < LEAST_LETTERS:
        return None
    for text in texts:
        folded = fold_text(text)
        for start, end in find_part(wanted, folded, text, 0, len(folded.text)):
            first, last = folded.find_place(start, end)
            found = text[first:last]
            if not DOUBLE & set(found) and not any(map(is_steering, found)):
                return found
    return None
