"""Where the quotations of a body stand: what its marks open and close, paragraph by paragraph.

Straight, curly, single, German, angle and Hebrew marks are known. A quotation that a paragraph leaves open goes on in
the next one where that begins with the same mark; otherwise it ends with the paragraph, or is no quotation at all when
it began in mid-sentence.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.paragraphs import Span

CLOSERS = {
    "“": '”“"',
    "”": "”",
    "„": '“”"',
    "«": "»",
    "»": "«",
    '"': '"”',
    "‘": "’'",
    "'": "'’",
    "״": "״",
    "‹": "›",
}
"""What closes the quotation that a mark opens, the likeliest first."""

MARK = re.compile(r"[“”„«»\"‘’'״‹›]")
SINGLE = frozenset("‘’'")
LEADS = frozenset('([{—–-/:«“"„‘')
REACH = 1500
"""How far, in characters, a single mark may stand from the one that closes it."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks; `chain` is shared by the pieces of one that runs over several paragraphs."""

    start: int
    end: int
    chain: int

    def holds(self, span: Span) -> bool:
        """Whether all of the stretch lies within it, its marks apart."""
        return self.start <= span.start and span.end <= self.end


def find_quotations(text: str, paragraphs: list[Span]) -> list[Quotation]:
    """Give the quotations in order, disjoint; one inside another is part of the outer one.

    The time taken grows with the length of the text and nothing else.
    """
    found: list[Quotation] = []
    open_mark: str | None = None
    for number, paragraph in enumerate(paragraphs):
        following = text[paragraphs[number + 1].start] if number + 1 < len(paragraphs) else ""
        goes_on = open_mark is not None and text[paragraph.start] == open_mark
        chain = found[-1].chain if goes_on else len(found)
        for start, end, closed in pair_marks(text, paragraph):
            if closed or text[start] == following or begins_speech(text, start, paragraph):
                first = start == paragraph.start and goes_on
                again = bool(found) and reopens(text, found[-1], start)
                found.append(Quotation(start, end, chain if first else found[-1].chain if again else len(found)))
        open_mark = find_open_mark(text, found, paragraph)
        open_mark = open_mark if open_mark == following else None
    return found


def find_open_mark(text: str, found: list[Quotation], paragraph: Span) -> str | None:
    """Give the mark of the quotation that the paragraph leaves open, if it does."""
    if not found or found[-1].end != paragraph.end or found[-1].start < paragraph.start:
        return None
    mark = text[found[-1].start]
    closed = text[paragraph.end - 1] in CLOSERS[mark] and paragraph.end - 1 > found[-1].start
    return None if closed else mark


def begins_speech(text: str, start: int, paragraph: Span) -> bool:
    """Whether a quotation left open begins where speech does: with its paragraph, or after a colon or comma."""
    lead = text[max(paragraph.start, start - 3) : start].rstrip()
    return (start == paragraph.start or lead[-1:] in (":", ",")) and text[start] not in "'‘"


def pair_marks(text: str, paragraph: Span) -> Iterator[tuple[int, int, bool]]:
    """Give start, end and whether it is closed for each quotation of a paragraph."""
    ends = SingleEnds(text, paragraph)
    start = single_end = None
    for found in MARK.finditer(text, paragraph.start, paragraph.end):
        at, mark = found.start(), found.group()
        if start is None and mark in CLOSERS and opens(text, at, paragraph):
            single_end = ends.find(at) if mark in SINGLE else None
            start = at if mark not in SINGLE or single_end else None
        elif start is not None and mark == text[start] == '"' and begins_again(text, at, paragraph):
            yield start, at - 1, True
            start = at
        elif start is not None and (at == single_end if single_end else closes(text, start, at, paragraph)):
            yield start, at + 1, True
            start = single_end = None
    if start is not None:
        yield start, paragraph.end, False


def begins_again(text: str, at: int, paragraph: Span) -> bool:
    """Whether a straight mark opens once more the quotation that it stands in, as each paragraph of one does."""
    after = text[at + 1] if at + 1 < paragraph.end else " "
    return text[at - 1].isspace() and after.isalnum() and text[at - 2] in ".!?…"


def reopens(text: str, before: Quotation, start: int) -> bool:
    """Whether a quotation goes on with the one before, which nothing closed."""
    return before.end == start - 1 and text[before.end - 1] in ".!?…" and text[before.start] == '"'


def opens(text: str, at: int, paragraph: Span) -> bool:
    """Whether the mark stands where a quotation can begin: after space and before a word."""
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1] if at + 1 < paragraph.end else " "
    if text[at] in "«„“‹":
        return text[at] != "“" or not before.isalnum()
    return (before.isspace() or before in LEADS) and not after.isspace()


def closes(text: str, start: int, at: int, paragraph: Span) -> bool:
    """Whether the mark stands where the quotation that began at `start` can end."""
    if text[at] not in CLOSERS[text[start]]:
        return False
    before = text[at - 1]
    after = text[at + 1] if at + 1 < paragraph.end else " "
    return text[at] not in '"״' or not (before.isalnum() and after.isalnum())


SINGLE_END = re.compile(r"(?<=[\w,.!?…])['’](?!\w)")


class SingleEnds:
    """Where single marks can end in a paragraph: after a stop, or after a word.

    A mark after a plural (“the pilots’ hall”) looks the same, so that a quotation in single marks ends after a stop
    where it has one, unless a mark after a word that is no plural comes first.
    """

    def __init__(self, text: str, paragraph: Span) -> None:
        """Look once through the paragraph."""
        places = [found.start() for found in SINGLE_END.finditer(text, paragraph.start, paragraph.end)]
        self.stopped = [at for at in places if not text[at - 1].isalnum()]
        self.loose = [at for at in places if text[at - 1].isalnum()]
        self.text = text

    def find(self, start: int) -> int | None:
        """Give where the quotation that a single mark opens ends; None where nothing near ends it."""
        stopped = find_next(self.stopped, start)
        loose = find_next(self.loose, start)
        if stopped is not None and (loose is None or self.text[loose - 1] == "s" or stopped < loose):
            return stopped
        return loose


def find_next(places: list[int], start: int) -> int | None:
    """Give the first place after a start and within reach of it."""
    at = bisect_right(places, start + 1)
    return places[at] if at < len(places) and places[at] - start < REACH else None
