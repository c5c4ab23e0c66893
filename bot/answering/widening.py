"""Widening a sentence into a quotation that stands alone.

The sentence before is taken when this one points back or closes somebody's words, the one after when it leaves them
open or answers a question on a line of its own, and either when it is very short; never a heading, never past a length.
"""

import re
from collections.abc import Sequence

from corpus.sentences import Span
from index.passages import Passage

# In characters: what is shorter than SHORT is widened, and nothing is widened past LONG.
SHORT = 90
LONG = 600

# Words that point at something said before; a sentence that begins with one does not stand alone.
POINTING = {
    "he", "she", "it", "they", "his", "her", "its", "their", "him", "them", "this", "these", "those", "that", "such",
    "both", "former", "latter", "there", "then", "however", "but", "and", "also", "another", "others", "yet", "so",
    "او", "وی", "آنها", "آنان", "این", "آن", "همچنین", "اما", "ولی",
    "هو", "هي", "هم", "هذا", "هذه", "ذلك", "تلك", "كما", "لكن", "وقال", "وأضاف",
    "הוא", "היא", "הם", "הן", "זה", "זאת", "אבל", "גם",
}  # fmt: skip
FIRST_WORD = re.compile(r"[^\w]*(\w+)")
# A mark that opens, and those that close it; ’ closes where it cannot be an apostrophe.
CLOSING = {"“": "”", "„": "“”", "«": "»", "‘": "’"}
SPOKEN = (".", ",", "!", "?", "…")
ASKING = ("?", "؟")
MARK = re.compile(r"[“”„«»‘]|(?<=[.,!?…])’|’(?!\w)")


def widen(body: str, passage: Passage, place: int) -> Span:
    """Give a sentence with as many neighbours from its passage as it needs to stand alone.

    The sentence before is taken when this one begins with a word that points back or closes a quotation that it does
    not open; the one after when it leaves a quotation open, or asks and has a line to itself, as in an interview;
    either when it is very short.
    """
    sentences = passage.sentences
    first = last = place
    while True:
        span = Span(sentences[first].start, sentences[last].end)
        text, follows = span.text_of(body), body[span.end : span.end + 1]
        if first > 0 and needs_before(text) and _can_join(body, sentences[first - 1], span):
            first -= 1
        elif last + 1 < len(sentences) and needs_after(text, follows) and _can_join(body, sentences[last + 1], span):
            last += 1
        elif len(text) < SHORT and (wider := _find_near(body, sentences, first, last)) is not None:
            first, last = wider
        else:
            return span


def needs_before(text: str) -> bool:
    """Whether a quotation begins by pointing back, or with the end of somebody's words."""
    word = FIRST_WORD.match(text)
    return (word is not None and word[1].lower() in POINTING) or read_marks(text)[0]


def needs_after(text: str, follows: str = "") -> bool:
    """Whether a quotation leaves somebody's words open, or asks at the end of a line, so that the next one answers."""
    return text.endswith(":") or (text.endswith(ASKING) and follows == "\n") or read_marks(text)[1]


def read_marks(text: str) -> tuple[bool, bool]:
    """Say whether a text ends somebody's words that it does not begin, and whether it leaves some open."""
    ends_others = False
    open_marks: list[str] = []
    for found in MARK.finditer(text):
        mark, follows_words = found.group(), text[: found.start()].endswith(SPOKEN)
        if open_marks and mark in CLOSING[open_marks[-1]]:
            open_marks.pop()
        elif mark in CLOSING and not (mark == "“" and follows_words):
            open_marks.append(mark)
        elif mark != "’" or follows_words:
            ends_others = True
    return ends_others, bool(open_marks)


def is_heading(text: str) -> bool:
    """Whether a line is a heading or a caption: short, and without a stop or a closing mark at its end."""
    return len(text) < SHORT and (text[-1].isalnum() or text[-1].isspace())


def _find_near(body: str, sentences: Sequence[Span], first: int, last: int) -> tuple[int, int] | None:
    span = Span(sentences[first].start, sentences[last].end)
    if last + 1 < len(sentences):
        following = sentences[last + 1]
        if "\n" not in body[span.end : following.start] and _fits(following, span):
            return first, last + 1
    if first > 0:
        previous = sentences[first - 1]
        if "\n" not in body[previous.end : span.start] and _fits(previous, span):
            return first - 1, last
    return None


def _can_join(body: str, neighbour: Span, span: Span) -> bool:
    return _fits(neighbour, span) and not is_heading(neighbour.text_of(body))


def _fits(neighbour: Span, span: Span) -> bool:
    return max(neighbour.end, span.end) - min(neighbour.start, span.start) <= LONG
