"""Choosing evidence: which sentences of the passages found are quoted, and with how much around them.

    hits | sentences by score | widened until they stand alone | one of each wording | evidence

A sentence's score is its own match with the question and what its passage has beside it, so that the right sentence
of a good passage comes before a like one of a poor passage. Where a question asks for a figure or a date, having one
counts. The first quotations are simply the best; the others are rather those that say something else, or come from a
report that has not been heard, because reports that disagree match a question equally well.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answering.answers import Dropped, Quote
from bot.answering.disputes.asked import find_answer, find_asked_kind
from bot.answering.disputes.kinds import Extract, Kind, Value
from bot.answering.reason_wording import word_copy
from bot.answering.widening import is_heading, widen
from corpus.duplicates import same_fact, same_wording
from corpus.folding import fold_text
from corpus.reports import Report
from corpus.sentences import Span
from corpus.worded import Worded
from index.passages import Passage
from index.searching import Hit

MOST_QUOTES = 5
MOST_OF_ONE_REPORT = 3
# How far below the best sentence another may score and still be shown.
MARGIN = 0.22
# So many are chosen by score alone. After them a sentence of a report that was not heard may score lower still, one
# of a report that was heard loses, and one with a value that no quotation has gains.
BEST_FIRST = 3
UNHEARD_MARGIN = 0.3
HEARD = 0.3
NEW = 0.2
# What a figure or a date is worth in a sentence where the question asks for one, and how many sentences are looked at.
VALUED = 0.07
LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation chosen for an answer, how well it matches, and the passage that it stands in.

    `core` is the sentence that it was chosen for; the rest of the quotation is what that needs to stand alone.
    """

    quote: Quote
    score: float
    passage: Passage
    core: Span

    @property
    def core_text(self) -> str:
        """The words of the sentence that it was chosen for."""
        return self.quote.text[self.core.start - self.quote.start : self.core.end - self.quote.start]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, best first, and what was left out as a copy of something chosen."""

    evidence: tuple[Evidence, ...]
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that was found: its score, its hit, its place in that passage, and the value that it answers with."""

    score: float
    hit: Hit
    place: int
    value: Value | None = None

    @property
    def core(self) -> Span:
        """Its place in the body."""
        return self.hit.passage.sentences[self.place]


def choose_evidence(
    hits: Sequence[Hit], reports: Mapping[tuple[str, int], Report], most: int = MOST_QUOTES, question: str = ""
) -> Choice:
    """Choose at most this many quotations, at most three of them from one report."""
    left = [each for each in rank_sentences(hits) if not is_heading(read_core(each, reports))]
    left = find_values(question, left, reports)
    selection = Selection(reports, left[0].score if left else 0.0)
    while left and len(selection.chosen) < most:
        sentence = selection.pick(left)
        left.remove(sentence)
        if selection.is_near(sentence):
            selection.take(sentence)
    return selection.finish()


class Selection:
    """What has been chosen so far, and how much another sentence would add to it."""

    def __init__(self, reports: Mapping[tuple[str, int], Report], best: float) -> None:
        self.chosen: list[Evidence] = []
        self._dropped: list[Dropped] = []
        self._values: list[Value] = []
        self._reports = reports
        self._best = best

    def pick(self, sentences: Sequence[Sentence]) -> Sentence:
        """Give the next sentence to look at, of these, which are in order of score."""
        if len(self.chosen) < BEST_FIRST and sentences[0].score >= self._best - MARGIN:
            return sentences[0]
        near = [each for each in sentences if each.score >= self._best - UNHEARD_MARGIN]
        return max(near or sentences[:1], key=self._measure_worth)

    def is_near(self, sentence: Sentence) -> bool:
        """Whether its score is near enough to the best for it to be shown."""
        margin = MARGIN if self._count(sentence.hit.passage.report_id) else UNHEARD_MARGIN
        return sentence.score >= self._best - margin

    def take(self, sentence: Sentence) -> None:
        """Choose the sentence, unless it stands in a quotation already or is a copy of one."""
        evidence = make_evidence(sentence, self._reports)
        report_id = evidence.quote.source.report_id
        if self._count(report_id) == MOST_OF_ONE_REPORT or any(is_inside(evidence.quote, each) for each in self.chosen):
            return
        twin = find_twin(evidence.quote, self.chosen) or self._find_edited(evidence)
        if twin is None:
            self.chosen.append(evidence)
            self._values += [sentence.value] if sentence.value else []
        elif twin.quote.source.report_id != report_id:
            kept, copy = self._order(twin, replace(evidence, score=twin.score))
            self.chosen[self.chosen.index(twin)] = kept
            self._dropped.append(Dropped(copy.quote.text, describe_copy(copy.quote, kept.quote)))

    def finish(self) -> Choice:
        """Give what was chosen, best first."""
        return Choice(tuple(sorted(self.chosen, key=lambda each: -each.score)), tuple(self._dropped))

    def _find_edited(self, evidence: Evidence) -> Evidence | None:
        """Give what says the same among what was chosen from reports that were called copies of this one, or of one."""
        own = self._find_report(evidence)
        return next(
            (
                each
                for each in self.chosen
                if (other := self._find_report(each)).id != own.id
                and other.origin == own.origin
                and same_fact(each.core_text, evidence.core_text)
            ),
            None,
        )

    def _order(self, one: Evidence, other: Evidence) -> tuple[Evidence, Evidence]:
        """Give the one to show and its copy: an original before what was called its copy, else the earlier first."""
        if self._find_report(one).copy_of == other.quote.source.report_id:
            return other, one
        called = self._find_report(other).copy_of == one.quote.source.report_id
        return (one, other) if called else order_by_date(one, other)

    def _find_report(self, evidence: Evidence) -> Report:
        return self._reports[evidence.quote.source.report_id, evidence.quote.source.version]

    def _count(self, report_id: str) -> int:
        return sum(each.quote.source.report_id == report_id for each in self.chosen)

    def _measure_worth(self, sentence: Sentence) -> float:
        heard = HEARD if self._count(sentence.hit.passage.report_id) else 0.0
        value = sentence.value
        is_new = value is not None and not any(value.agrees_with(other) for other in self._values)
        return sentence.score - heard + (NEW if is_new else 0.0)


def put_marked_first(marked: str, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Give the evidence, and what holds the words that a question was marked to be about before the rest."""
    words = fold_text(" ".join(marked.split())).text
    return tuple(sorted(evidence, key=lambda each: words not in fold_text(each.quote.text).text))


def make_evidence(sentence: Sentence, reports: Mapping[tuple[str, int], Report]) -> Evidence:
    """Give the quotation that a sentence makes, with as much around it as it needs."""
    passage = sentence.hit.passage
    report = reports[passage.report_id, passage.version]
    span = widen(report.body, passage, sentence.place)
    return Evidence(Quote.cut(report, span.start, span.end), sentence.score, passage, sentence.core)


def read_core(sentence: Sentence, reports: Mapping[tuple[str, int], Report]) -> str:
    """Give the words of a sentence."""
    passage = sentence.hit.passage
    return sentence.core.text_of(reports[passage.report_id, passage.version].body)


def read_extract(sentence: Sentence, reports: Mapping[tuple[str, int], Report]) -> Extract:
    """Give the words of a sentence with the language and the day of its report."""
    report = reports[sentence.hit.passage.report_id, sentence.hit.passage.version]
    return Extract(read_core(sentence, reports), report.language, report.published)


def find_values(
    question: str, sentences: Sequence[Sentence], reports: Mapping[tuple[str, int], Report]
) -> list[Sentence]:
    """Give the first sentences the figure or date that they answer with, where the question asks for one."""
    kind = find_asked_kind(question)
    if kind is None:
        return list(sentences)
    worth = 0.0 if kind is Kind.SIDE else VALUED
    found = [
        replace(each, value=value, score=each.score + worth)
        if (value := find_answer(question, read_extract(each, reports), kind))
        else each
        for each in sentences[:LOOKED_AT]
    ]
    return sorted([*found, *sentences[LOOKED_AT:]], key=lambda each: -each.score)


def rank_sentences(hits: Sequence[Hit]) -> list[Sentence]:
    """Give every sentence of the hits, best first; equal ones in order of the shelf.

    Where the best hit is in the question's own language, others stand for what they are, so that of two sentences that
    say the same the one that its reader understands goes first.
    """
    lifted = bool(hits) and hits[0].lift > 0
    sentences = [
        Sentence(hit.score - (0.0 if lifted else hit.lift) - hit.match.best + score, hit, place)
        for hit in hits
        for place, score in enumerate(hit.match.sentences)
    ]
    return sorted(sentences, key=lambda each: (-each.score, each.hit.passage.report_id, each.hit.passage.start))


def find_twin(quote: Quote, chosen: Iterable[Evidence]) -> Evidence | None:
    """Give the evidence that says the same words as this quotation, as a syndicated copy does, or None."""
    return next((each for each in chosen if same_wording(each.quote.text, quote.text)), None)


def describe_copy(copy: Quote, kept: Quote) -> Worded:
    """Say why a quotation was left out for another."""
    return word_copy(kept.source.title, kept.source.publisher, same_words=same_wording(copy.text, kept.text))


def order_by_date(one: Evidence, other: Evidence) -> tuple[Evidence, Evidence]:
    """Give the one that was published first and then its copy; in this order where that is not known."""
    day, other_day = one.quote.source.published, other.quote.source.published
    return (other, one) if day and other_day and other_day < day else (one, other)


def is_inside(quote: Quote, evidence: Evidence) -> bool:
    """Whether a quotation shares characters with one that was chosen."""
    other = evidence.quote
    same = quote.source.report_id == other.source.report_id
    return same and Span(quote.start, quote.end).overlaps(Span(other.start, other.end))
