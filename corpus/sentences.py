"""Where the sentences of a body stand, as exact offsets: the unit that is quoted.

    text | split_paragraphs | cut at headings and list items | cut at stops | trim

Stops are judged by `corpus.stops`. Running text that was flattened out of a page also holds lines without a stop; two
are known by their form: a full date (“Friday, 2 June 2022”) between two capitals, and a picture credit (“Image: …”).
"""

import re
from collections.abc import Iterator

from corpus.paragraphs import Span, split_paragraphs, trim_span
from corpus.stops import STOP, find_end, read_stop, skip_space

__all__ = ["Span", "split_paragraphs", "split_sentences"]

DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DATE_LINE = re.compile(
    rf"(?<!\S){DAY}, (?:{MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {MONTH},? \d{{4}})(?=\s+[\"“‘(]?[^\W\d_])"
)
LEADS_TO_DATE = re.compile(
    r"(?:[,(–—-]|\b(?:on|since|until|till|by|from|of|for|and|or|to|through|before|after|dated|last|this|next|the|in|at|"
    r"between|than|starting|beginning|ending|late|early|around|is|was|as))\s+\Z",
    re.IGNORECASE,
)
CREDIT = re.compile(r"(?<=\s)(?:Images?|Photos?|Photographs?|Pictures?|Illustration|Graphic): (?=[^\W\d_])")
BULLET = re.compile(r"(?<=\s)[•⁃‣◦▪●∙](?=\s*\w)")
ITEM = re.compile(r"(?<!\S)(\()?(?:(\d{1,3})|([a-z]))(\.\)|[.)])(?=\s+[^\W_])")


def split_sentences(text: str) -> list[Span]:
    """Give the sentences in order: trimmed, disjoint, together holding every character that is not white space.

    No sentence crosses a paragraph. The time taken grows with the length of the text and nothing else.
    """
    return [sentence for paragraph in split_paragraphs(text) for sentence in split_paragraph(text, paragraph)]


def split_paragraph(text: str, paragraph: Span) -> Iterator[Span]:
    """Give the sentences of one paragraph."""
    starts = sorted({paragraph.start, *find_lines(text, paragraph), *find_items(text, paragraph)})
    for start, end in zip(starts, [*starts[1:], paragraph.end], strict=True):
        yield from split_segment(text, start, end)


def split_segment(text: str, start: int, end: int) -> Iterator[Span]:
    """Give the sentences of a stretch in which only stops end them."""
    segment = trim_span(text, start, end)
    if segment is None:
        return
    first = segment.start
    for found in STOP.finditer(text, segment.start, segment.end):
        cut = find_end(read_stop(text, first, segment.end, found))
        sentence = trim_span(text, first, cut) if cut else None
        if cut and sentence:
            yield sentence
            first = skip_space(text, cut, segment.end)
    yield Span(first, segment.end)


def find_lines(text: str, paragraph: Span) -> Iterator[int]:
    """Give the offsets at which a date line, what follows it, or a picture credit begins."""
    for found in DATE_LINE.finditer(text, paragraph.start, paragraph.end):
        lead = text[max(paragraph.start, found.start() - 16) : found.start()]
        begins_line = text[skip_space(text, found.end(), paragraph.end)].islower()
        if not begins_line and not LEADS_TO_DATE.search(lead):
            yield from (found.start(), found.end())
    for found in CREDIT.finditer(text, paragraph.start, paragraph.end):
        yield found.start()


def find_items(text: str, paragraph: Span) -> Iterator[int]:
    """Give the offsets at which list items begin: a bullet, or “2)” and “b.” where “1)” and “a.” began a sentence."""
    yield from (found.start() for found in BULLET.finditer(text, paragraph.start, paragraph.end))
    wanted: dict[tuple[bool, str], str] = {}
    for found in ITEM.finditer(text, paragraph.start, paragraph.end):
        style = (bool(found[1]), found[4])
        mark = found[2] or found[3]
        if wanted.get(style) == mark:
            yield found.start()
        elif mark not in ("1", "a") or not begins_sentence(text, paragraph.start, found.start()):
            continue
        wanted[style] = str(int(mark) + 1) if mark.isdigit() else chr(ord(mark) + 1)


def begins_sentence(text: str, start: int, at: int) -> bool:
    """Whether nothing, or a stop, stands before this offset."""
    lead = text[max(start, at - 8) : at].rstrip()
    return at == start or lead[-1:] in (".", "!", "?", ":", "…")
