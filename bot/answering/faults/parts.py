"""The parts that a sentence is joined of: what stands between marks, and what a joining word begins.

Where a part is read on its own, what was put into an honest sentence does not take on the meaning of the words around.
"""

import re
from collections.abc import Iterator

from corpus.abbreviations import list_words
from corpus.sentences import Span

JOINING = list_words(
    "and but because while although though whereas which who "
    "y pero porque mientras aunque et mais parce tandis "
    "و ولی اما زیرا ولكن لكن لأن بينما אבל אך ואילו בעוד"
)
"""Words of six languages that join one clause to another, where they stand by themselves."""

MARK = r"(?<!\d)[,:،]|[,:،](?!\d)|[;؛()–—“”„\"«»]|\s-\s"
CLOSING = " .!?…؟"
CUT = re.compile(rf"{MARK}|\s(?=(?:{'|'.join(sorted(JOINING))})\s)", re.IGNORECASE)


def cut_parts(sentence: str) -> Iterator[Span]:
    """Give the parts of a sentence that have words in them, without the space around; a figure is not cut."""
    start = 0
    for end, after in [*(found.span() for found in CUT.finditer(sentence)), (len(sentence), len(sentence))]:
        part = sentence[start:end]
        if any(map(str.isalnum, part)):
            yield Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip(CLOSING)))
        start = after
