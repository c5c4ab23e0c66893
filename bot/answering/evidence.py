"""Choosing evidence: which sentences of the passages found are quoted, and with how much around them.

    hits | sentences by score | widened until they stand alone | one of each wording | evidence

A sentence's score is its own match with the question and what its passage has beside it, so that the right sentence
of a good passage comes before a like one of a poor passage.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.answers import Dropped, Quote
from corpus.duplicates import same_wording
from corpus.reports import Report
from corpus.sentences import Span
from index.passages import Passage
from index.searching import Hit

MOST_QUOTES = 5
MOST_OF_ONE_REPORT = 3
# How far below the best sentence another may score and still be shown.
MARGIN = 0.22
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
MARK = re.compile(r"[“”„«»‘]|(?<=[.,!?…])’|’(?!\w)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation chosen for an answer, how well it matches, and the passage that it stands in."""

    quote: Quote
    score: float
    passage: Passage


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, best first, and what was left out as a copy of something chosen."""

    evidence: tuple[Evidence, ...]
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    score: float
    hit: Hit
    place: int


def choose_evidence(hits: Sequence[Hit], reports: Mapping[tuple[str, int], Report], most: int = MOST_QUOTES) -> Choice:
    """Choose at most this many quotations, at most three of them from one report."""
    chosen: list[Evidence] = []
    dropped: list[Dropped] = []
    of_report: Counter[str] = Counter()
    for sentence in rank_sentences(hits):
        if len(chosen) == most or (chosen and sentence.score < chosen[0].score - MARGIN):
            break
        passage = sentence.hit.passage
        report = reports[passage.report_id, passage.version]
        if is_heading(passage.sentences[sentence.place].text_of(report.body)):
            continue
        span = widen(report.body, passage, sentence.place)
        if of_report[report.id] == MOST_OF_ONE_REPORT or any(_is_inside(span, report, each) for each in chosen):
            continue
        quote = Quote.cut(report, span.start, span.end)
        twin = find_twin(quote, chosen)
        if twin is None:
            chosen.append(Evidence(quote, sentence.score, passage))
            of_report[report.id] += 1
        elif twin.quote.source.report_id != report.id:
            kept, copy = order_by_date(twin, Evidence(quote, twin.score, passage))
            chosen[chosen.index(twin)] = kept
            of_report[twin.quote.source.report_id] -= 1
            of_report[kept.quote.source.report_id] += 1
            dropped.append(Dropped(copy.quote.text, f"the same words as in “{kept.quote.source.report_id}”"))
    return Choice(tuple(chosen), tuple(dropped))


def rank_sentences(hits: Iterable[Hit]) -> list[_Sentence]:
    """Give every sentence of the hits, best first; equal ones in order of the shelf."""
    sentences = [
        _Sentence(hit.score - hit.match.best + score, hit, place)
        for hit in hits
        for place, score in enumerate(hit.match.sentences)
    ]
    return sorted(sentences, key=lambda each: (-each.score, each.hit.passage.report_id, each.hit.passage.start))


def widen(body: str, passage: Passage, place: int) -> Span:
    """Give a sentence with as many neighbours from its passage as it needs to stand alone.

    The sentence before is taken when this one begins with a word that points back or closes a quotation that it does
    not open; the one after when it leaves a quotation open; either when it is very short.
    """
    sentences = passage.sentences
    first = last = place
    while True:
        span = Span(sentences[first].start, sentences[last].end)
        text = span.text_of(body)
        if first > 0 and needs_before(text) and _can_join(body, sentences[first - 1], span):
            first -= 1
        elif last + 1 < len(sentences) and needs_after(text) and _can_join(body, sentences[last + 1], span):
            last += 1
        elif len(text) < SHORT and (wider := _find_near(body, sentences, first, last)) is not None:
            first, last = wider
        else:
            return span


def needs_before(text: str) -> bool:
    """Whether a quotation begins by pointing back, or with the end of somebody's words."""
    word = FIRST_WORD.match(text)
    return (word is not None and word[1].lower() in POINTING) or read_marks(text)[0]


def needs_after(text: str) -> bool:
    """Whether a quotation leaves somebody's words open."""
    return text.endswith(":") or read_marks(text)[1]


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


def find_twin(quote: Quote, chosen: Iterable[Evidence]) -> Evidence | None:
    """Give the evidence that says the same words as this quotation, as a syndicated copy does, or None."""
    return next((each for each in chosen if same_wording(each.quote.text, quote.text)), None)


def order_by_date(one: Evidence, other: Evidence) -> tuple[Evidence, Evidence]:
    """Give the one that was published first and then its copy; in this order where that is not known."""
    day, other_day = one.quote.source.published, other.quote.source.published
    return (other, one) if day and other_day and other_day < day else (one, other)


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


def _is_inside(span: Span, report: Report, evidence: Evidence) -> bool:
    quote = evidence.quote
    return quote.source.report_id == report.id and span.overlaps(Span(quote.start, quote.end))
