"""Passages: stretches of whole sentences of one report version, the unit that is searched.

    report | paragraphs | sentences | packed into passages

A passage never crosses a page's worth of unrelated text: it is packed from whole sentences of one paragraph, or of
several short ones in a row, until it is full. `docs/decisions.md` has the figures behind the sizes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.reports import Report
from corpus.sentences import Span, split_paragraphs, split_sentences

# In characters. The packaged model reads 256 word pieces, which is about 1,100 characters of English.
FULL = 1000
SHORT = 300


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one report version: `body[start:end]` is its text, and `sentences` are the places within it."""

    report_id: str
    version: int
    start: int
    end: int
    ordinal: int
    page: int | None
    sentences: tuple[Span, ...]

    def __post_init__(self) -> None:
        if not self.sentences or (self.start, self.end) != (self.sentences[0].start, self.sentences[-1].end):
            raise ValueError("a passage begins and ends with a sentence")

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it shares a character with `body[start:end]`."""
        return self.start < end and start < self.end


def split_report(report: Report) -> list[Passage]:
    """Give its passages in order; every sentence of the body stands in exactly one of them."""
    return [
        Passage(
            report.id,
            report.version,
            sentences[0].start,
            sentences[-1].end,
            ordinal,
            report.find_page(sentences[0].start),
            tuple(sentences),
        )
        for ordinal, sentences in enumerate(pack_paragraphs(report.body))
    ]


def pack_paragraphs(body: str) -> Iterator[list[Span]]:
    """Give the sentences of each passage: short paragraphs are joined, long ones cut into parts of like length."""
    waiting: list[Span] = []
    for sentences in find_paragraph_sentences(body):
        if waiting and (measure(waiting) >= SHORT or measure([*waiting, *sentences]) > FULL):
            yield waiting
            waiting = []
        if measure(sentences) > FULL:
            if waiting:
                yield waiting
            *whole, waiting = cut_evenly(sentences)
            yield from whole
        else:
            waiting = [*waiting, *sentences]
    if waiting:
        yield waiting


def find_paragraph_sentences(body: str) -> Iterator[list[Span]]:
    """Give the sentences of each paragraph."""
    paragraphs = iter(split_paragraphs(body))
    paragraph = next(paragraphs, None)
    inside: list[Span] = []
    for sentence in split_sentences(body):
        while paragraph is not None and sentence.start >= paragraph.end:
            if inside:
                yield inside
            inside, paragraph = [], next(paragraphs, None)
        inside.append(sentence)
    if inside:
        yield inside


def cut_evenly(sentences: list[Span]) -> Iterator[list[Span]]:
    """Cut a long paragraph at sentence ends into parts of about the same length; only a sentence alone is over full."""
    parts = -(-measure(sentences) // FULL)
    part_length = measure(sentences) / parts
    part: list[Span] = []
    for sentence in sentences:
        if part and measure([*part, sentence]) > min(FULL, part_length + len(sentence) / 2):
            yield part
            part = []
        part.append(sentence)
    yield part


def measure(sentences: Iterable[Span]) -> int:
    """Give the characters from the first sentence's start to the last one's end."""
    spans = list(sentences)
    return spans[-1].end - spans[0].start if spans else 0
