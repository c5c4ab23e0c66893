"""When a quotation says that something happened: the dates in its words, read against the day of publication.

    body, span | the stretch of its paragraph up to its end | find the words | which way the verbs look | resolve

News looks back: “on Thursday” is the last Thursday up to the day of publication, unless a verb looks ahead. What counts
from another date (“two days later”) is read only where one was told before it in the same paragraph and was not merely
the day on which something was said. A quotation that names no date gets none: when it was published is another matter.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from corpus.days.direction import SENTENCE_END, EnglishVerbs, Tense
from corpus.days.english_dates import find_english
from corpus.days.expressions import Anchored, AnchoredWeekday, Expression, Fixed, Offset, Phrase, Unit, Yearly
from corpus.days.locale_dates import find_foreign, read_foreign_tense
from corpus.days.values import Context, Direction, resolve_expression
from corpus.paragraphs import Span

LOOK_BACK = 1000
"""How many characters before a quotation are read for the date that “two days later” counts from."""

NEIGHBOURS = 4
"""How many dates before and after “yesterday” are looked at for the day on which it was said."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words of a body that name a date, and the ISO day, month or year that they mean; None when that is unclear."""

    span: Span
    text: str
    value: str | None


@dataclass(frozen=True, slots=True)
class TimeRange:
    """Publication dates from `since` to `until`, inclusive and open where None, and the words that it came from."""

    since: date | None
    until: date | None
    text: str


def find_dates(body: str, span: Span, published: date | None, language: str = "en") -> tuple[DateMention, ...]:
    """Give the dates that the words in `span` name, in order and disjoint.

    A value is as precise as the words: “2022-06-02”, “2022-06” or “2022”. Without `published`, only words that hold
    their own year get one. Weeks, seasons and rounded counts (“a few days ago”) have no value; a time of day, a
    duration, a decade and a habit are no dates. The time taken grows with the length of the span and nothing else.
    """
    end = min(span.end, len(body))
    start = min(span.start, end)
    first = max(body.rfind("\n", 0, start) + 1, start - LOOK_BACK)
    return Telling(body, published, *choose_language(language, body, first, end)).read(first, start, end)


Finder = Callable[[str, int, int], list[Phrase]]
TenseReader = Callable[[int, int], Tense]


def choose_language(language: str, body: str, start: int, end: int) -> tuple[Finder, TenseReader]:
    """Give what finds the words in a language, and what reads the verbs around them in this stretch of the body."""
    code = language.lower().split("-")[0].split("_")[0]
    if code == "en":
        return find_english, EnglishVerbs(body, start, end).read_tense
    return partial(find_foreign, language=code), partial(read_foreign_tense, body, language=code)


class Telling:
    """The dates of one paragraph as they are told, so that each can count from the one before."""

    def __init__(self, body: str, published: date | None, find: Finder, read_verbs: TenseReader) -> None:
        self._body = body
        self._published = published
        self._find = find
        self._read_verbs = read_verbs
        self._anchor: Told | None = None

    def read(self, first: int, start: int, end: int) -> tuple[DateMention, ...]:
        """Give the mentions between `start` and `end`, having read from `first` for what they count from."""
        told = [self._read_phrase(phrase) for phrase in self._find_all(first, start, end)]
        return tuple(
            DateMention(each.span, each.span.text_of(self._body), self._read_speech(place, told) or each.value)
            for place, each in enumerate(told)
            if each is not None and each.span.start >= start
        )

    def _find_all(self, first: int, start: int, end: int) -> list[Phrase]:
        phrases = self._find(self._body, start, end)
        counting = any(isinstance(phrase.expression, Anchored | AnchoredWeekday | Yearly) for phrase in phrases)
        return [*(self._find(self._body, first, start) if counting and first < start else []), *phrases]

    def _read_phrase(self, phrase: Phrase) -> "Told | None":
        span, expression = phrase.span, phrase.expression
        tense = self._read_verbs(span.start, span.end)
        if isinstance(expression, Offset) and expression.ahead and tense.direction is not Direction.FUTURE:
            return None
        anchor = self._find_anchor(span.start)
        context = Context(self._published, tense.direction, anchor.value if anchor else None)
        value = None if self._is_old(expression, anchor) else resolve_expression(expression, context)
        told = Told(span, expression, value, saying=tense.saying)
        if value is not None and not tense.saying:
            self._anchor = told
        return told

    def _find_anchor(self, at: int) -> "Told | None":
        if self._anchor is None or at - self._anchor.span.end > LOOK_BACK:
            return None
        return None if "\n" in self._body[self._anchor.span.end : at] else self._anchor

    def _is_old(self, expression: Expression, anchor: "Told | None") -> bool:
        """Whether a day without its year follows one of another year, as in history: it may be of that year as well."""
        if not isinstance(expression, Yearly) or expression.years is not None or expression.shift or anchor is None:
            return False
        before = anchor.expression
        is_alike = isinstance(before, Fixed) and before.month and (before.day is None) == (expression.day is None)
        return (
            bool(is_alike)
            and self._published is not None
            and not str(anchor.value).startswith(str(self._published.year))
        )

    def _read_speech(self, place: int, told: "Sequence[Told | None]") -> str | None:
        """Give what “yesterday” means between quotation marks, where the sentence tells on which day it was said."""
        each = told[place]
        if each is None or each.value is None or not is_from_today(each.expression) or not self._is_quoted(each):
            return None
        for other in told[max(0, place - NEIGHBOURS) : place + NEIGHBOURS]:
            if other and other.saying and other.value and len(other.value) == len("2022-06-02"):
                between = self._body[min(each.span.end, other.span.end) : max(each.span.start, other.span.start)]
                if len(between) < LOOK_BACK and not SENTENCE_END.search(between) and not self._is_quoted(other):
                    return resolve_expression(each.expression, Context(date.fromisoformat(other.value)))
        return None

    def _is_quoted(self, told: "Told") -> bool:
        """Whether a quotation stands open in the paragraph where the words begin."""
        at, floor = told.span.start, max(0, told.span.start - LOOK_BACK)
        lead = self._body[max(self._body.rfind("\n", floor, at) + 1, floor) : at]
        return lead.count("“") > lead.count("”") or lead.count('"') % 2 == 1


@dataclass(frozen=True, slots=True)
class Told:
    """A date as it was told: its words, what they say and come to, and whether that is when something was said."""

    span: Span
    expression: Expression
    value: str | None
    saying: bool


def is_from_today(expression: Expression) -> bool:
    """Whether the words are counted in days from the day on which they are spoken: “yesterday”, “three days ago”."""
    return isinstance(expression, Offset) and expression.unit is Unit.DAY
