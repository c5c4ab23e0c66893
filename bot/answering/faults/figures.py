"""Figures: each one in a statement stands in its quotations, as the same amount of the same thing.

Digits and number words are one (“nineteen” is 19, “1.9 billion” is 1,900,000,000); 4.6 is not 46, 14 is not 14%, and
“at least 14” is not 14.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from unicodedata import normalize, numeric

from bot.answering.faults.days import blank_days, list_years
from bot.answering.faults.ground import Ground
from bot.answering.faults.reading import Word, read_words
from corpus.abbreviations import list_words
from corpus.duplicates import NUMBERS
from corpus.worded import Worded

FOREIGN_FIGURE = Worded("a figure that its quotations do not have")
MOVED_FIGURE = Worded("a figure that its quotations give for something else")

SCALES = {
    "hundred": 100, "dozen": 12, "thousand": 1000, "million": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "hundredth": 100,
}  # fmt: skip
LOOSE = {
    "half": "half", "halves": "half", "halved": "half", "quarter": "quarter", "quarters": "quarter",
    "twice": "double", "double": "double", "doubled": "double", "doubles": "double", "triple": "treble",
    "tripled": "treble", "treble": "treble", "trebled": "treble", "thrice": "treble", "dozens": "dozens",
    "hundreds": "hundreds", "thousands": "thousands", "millions": "millions", "billions": "billions",
}  # fmt: skip
"""Amounts without a number of their own; a statement may use one only where its quotations do."""

NOTHING = list_words("no none nobody nothing zero nil")
SINGLE = list_words("single sole lone")
BOUNDS = {
    "least": re.compile(r"\b(?:at least|more than|over|no fewer than|no less than|upwards of|above|exceeding)\Z"),
    "most": re.compile(r"\b(?:up to|at most|no more than|fewer than|less than|under|below|as many as)\Z"),
    "about": re.compile(
        r"\b(?:about|some|around|roughly|approximately|nearly|almost|close to|an estimated|estimated|circa|or so)\Z"
    ),
}
NUMBER = re.compile(
    r"(?P<currency>[$£€¥₹]\s?)?(?P<minus>(?<!\w)[-−])?"
    r"(?P<digits>\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?|\d+(?:[.,:]\d+)*)(?P<part>[½¼¾⅓⅔])?"
    r"(?:(?P<ordinal>st|nd|rd|th)\b|(?P<scale>bn|tn|m|k)\b)?(?P<clock>\s?[ap]\.?m\b)?"
    r"|(?P<only>[½¼¾⅓⅔])|(?P<word>[^\W\d_]+)"
)
SHORT_SCALES = {"bn": 10**9, "tn": 10**12, "m": 10**6, "k": 1000}
PERCENT = re.compile(r"\s?(?:%|per ?cent\b)", re.IGNORECASE)
DETERMINED = re.compile(r"\b(?:the|a|an|its|his|her|their|whose|this|that|and|\w+['’]s|s['’])[\s-]+\Z")
BETWEEN = re.compile(r"[\s-]+(?:and\s+)?")
REACH = 3
"""How many words on either side of a figure say what it is of."""

MOVED = 2
"""By how many of these words other figures of the quotations have to be nearer."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount or the loose word for one, what marks it (“%”, a currency, “th”, “time”), its bound, and its place."""

    value: Decimal | str
    unit: str
    bound: str
    start: int
    end: int

    def equals(self, other: "Figure") -> bool:
        """Whether another figure is the same amount; a currency may be left out, since it may be spelled."""
        same_unit = self.unit == other.unit or (not self.unit and other.unit in "$£€¥₹")
        return self.value == other.value and same_unit


def find_figure_fault(statement: str, ground: Ground) -> str | None:
    """Say what is wrong with a figure of the statement, or None.

    A figure may come from the question only beside one from the quotations: otherwise the question's own guess would
    be handed back as the answer.
    """
    figures = find_figures(statement)
    cited = [figure for text in ground.cited for figure in (*find_figures(text), *list_year_figures(text))]
    asked = find_figures(ground.question)
    found = [figure for figure in figures if is_given(figure, cited)]
    for figure in figures:
        if figure not in found and not (found and is_given(figure, asked)):
            return FOREIGN_FIGURE
    return MOVED_FIGURE if is_moved(found, statement, ground) else None


def is_given(figure: Figure, given: Sequence[Figure]) -> bool:
    """Whether a figure is among those given, with the same bound; “about” may be put before an exact one."""
    return any(figure.equals(each) and figure.bound in list_bounds(each) for each in given)


def list_bounds(figure: Figure) -> tuple[str, ...]:
    """Give the bounds with which a figure may be repeated."""
    return (figure.bound,) if figure.bound else ("", "about")


@lru_cache(maxsize=512)
def find_figures(text: str) -> tuple[Figure, ...]:
    """Give the figures of a text in order, dates left out."""
    return tuple(read_figures(blank_days(text)))


def list_year_figures(text: str) -> Iterator[Figure]:
    """Give the years of a text's dates, since a statement may name one without a word that shows that it is a year."""
    return (Figure(Decimal(year).normalize(), "", "", 0, 0) for year in list_years(text))


def read_figures(text: str) -> Iterator[Figure]:
    """Give the figures of a text without dates."""
    run: list[re.Match[str]] = []
    for found in NUMBER.finditer(text):
        word = (found["word"] or "").lower()
        if run and (not joins(run[-1], found, text) or not is_counting(word)):
            if word == "and" and BETWEEN.fullmatch(text, run[-1].end(), found.start()):
                continue
            yield from read_run(text, run)
            run = []
        if found["digits"] or found["only"] or is_counting(word):
            run.append(found)
    if run:
        yield from read_run(text, run)


def joins(before: re.Match[str], found: re.Match[str], text: str) -> bool:
    """Whether a number word goes on with the number before it: “two hundred and four”, “1.9 billion”."""
    between = text[before.end() : found.start()].lower()
    if not re.fullmatch(r"[\s-]+(?:and\s+)?", between) or not found["word"]:
        return False
    word = found["word"].lower()
    if word in SCALES:
        return True
    last = (before["word"] or "").lower()
    if "and" in between and last not in SCALES:
        return False
    return last in SCALES or (last in NUMBERS and int(NUMBERS[last]) >= 20)


def is_counting(word: str) -> bool:
    """Whether a word is part of a number, or an amount of its own."""
    return word in NUMBERS or word in SCALES or word in ORDINALS or word in LOOSE or word in SINGLE


def read_run(text: str, run: Sequence[re.Match[str]]) -> Iterator[Figure]:
    """Give the figure that a run of digits and number words stands for."""
    first, last = run[0], run[-1]
    words = [(each["word"] or "").lower() for each in run]
    if len(run) == 1 and is_uncounted(text, first):
        return
    start, end = first.start(), last.end()
    bound = find_bound(text[:start])
    if words[-1] in LOOSE:
        yield Figure(LOOSE[words[-1]], "", "", start, end)
    elif first["digits"] and is_time(first):
        yield Figure(read_time(first), "time", bound, start, end)
    else:
        unit = "%" if PERCENT.match(text, end) else (first["currency"] or "").strip()
        unit = "th" if first["ordinal"] or words[-1] in ORDINALS else unit
        yield Figure(add_up(run, words), unit, bound, start, end)


def add_up(run: Sequence[re.Match[str]], words: Sequence[str]) -> Decimal:
    """Give the value of a run."""
    total = Decimal(0)
    current = Decimal(0)
    for each, word in zip(run, words, strict=True):
        if each["digits"] or each["only"]:
            current += read_digits(each)
        elif word in SCALES:
            current = (current or Decimal(1)) * SCALES[word]
            if SCALES[word] >= 1000:
                total, current = total + current, Decimal(0)
        else:
            current += Decimal(NUMBERS.get(word) or ORDINALS.get(word, 1))
    return (total + current).normalize()


def read_digits(found: re.Match[str]) -> Decimal:
    """Give the value of digits, with thousands separators, a decimal point or comma, and a fraction sign."""
    digits = normalize("NFKC", found["digits"] or "0")
    grouped = re.fullmatch(r"\d{1,3}(?:[,\s]\d{3})+(?:\.\d+)?", digits)
    plain = re.sub(r"[,\s]", "", digits) if grouped else digits.replace(",", ".").replace(":", ".")
    whole, _, rest = plain.partition(".")
    value = Decimal(f"{whole}.{rest.replace('.', '') or 0}")
    part = found["part"] or found["only"]
    value += Decimal(str(round(numeric(part), 4))) if part else Decimal(0)
    scale = found["scale"] if found["currency"] or found["scale"] != "m" else None
    value *= Decimal(SHORT_SCALES[scale] if scale else 1)
    return -value if found["minus"] else value


def is_time(found: re.Match[str]) -> bool:
    """Whether digits are a time of day: “21:40”, “9.40 pm”."""
    return bool(found["clock"]) or re.fullmatch(r"\d{1,2}:\d{2}", found["digits"]) is not None


def read_time(found: re.Match[str]) -> str:
    """Give a time of day as hours and minutes of twenty-four hours."""
    hours, minutes, *_ = [*map(int, re.findall(r"\d+", found["digits"])), 0]
    clock = (found["clock"] or "").strip().lower()
    if clock:
        hours = hours % 12 + (12 if clock.startswith("p") else 0)
    return f"{hours}:{minutes:02}"


def is_uncounted(text: str, found: re.Match[str]) -> bool:
    """Whether a number word counts nothing: “one of them”, or “first” for “at first”."""
    match (found["word"] or "").lower():
        case "one":
            return is_pronoun(text, found)
        case "first":
            return DETERMINED.search(text[: found.start()].lower()) is None
        case _:
            return False


def is_pronoun(text: str, found: re.Match[str]) -> bool:
    """Whether “one” counts nothing: “no one”, “one of the cables”, “one another”, “that one”."""
    before, after = text[: found.start()].lower(), text[found.end() :].lower()
    return bool(
        re.search(r"\b(?:no|any|every|the|this|that|which|each|some|and that)\s+\Z", before)
        or re.match(r"\s+(?:of|another|said|who|that|had|was|is|has)\b|[\s]*[.,;:!?]|\s*\Z", after)
    )


def find_bound(before: str) -> str:
    """Give the kind of bound that stands right before a figure, or nothing."""
    lead = re.sub(r"\s+(?:an?|the|[$£€])?\s*\Z", "", before.lower()[-40:])
    return next((name for name, words in BOUNDS.items() if words.search(lead)), "")


def is_moved(figures: Sequence[Figure], statement: str, ground: Ground) -> bool:
    """Whether the words around figures of the statement stand in the quotations around other figures instead."""
    counted = [figure for figure in dict.fromkeys(figures) if isinstance(figure.value, Decimal)]
    nearness = {one: {other: find_nearness(one, other, statement, ground) for other in counted} for one in counted}
    if any(
        nearness[one][other] + nearness[other][one] >= nearness[one][one] + nearness[other][other] + MOVED
        for one, other in combinations(counted, 2)
    ):
        return True
    others = [other for text in ground.texts for other in find_figures(text)]
    return any(
        not own[figure] and any(find_nearness(figure, other, statement, ground) > MOVED for other in others)
        for figure, own in nearness.items()
    )


def find_nearness(figure: Figure, other: Figure, statement: str, ground: Ground) -> int:
    """Give how many words around a figure of the statement stand in the quotations in like places around another."""
    before, after = list_near(figure, statement)
    uses = (list_near(use, text) for text in ground.texts for use in find_figures(text) if use.equals(other))
    return max((len(before & lead) + len(after & rest) for lead, rest in uses), default=0)


@lru_cache(maxsize=2_000)
def list_near(figure: Figure, text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the stems of the words that say something before and after a figure, up to the next figure."""
    figures = find_figures(text)
    first = max((other.end for other in figures if other.end <= figure.start), default=0)
    last = min((other.start for other in figures if other.start >= figure.end), default=len(text))
    words = [word for word in read_words(text) if names_something(word)]
    before = [word.stem for word in words if first <= word.start and word.end <= figure.start]
    after = [word.stem for word in words if figure.end <= word.start and word.end <= last]
    return frozenset(before[-REACH:]), frozenset(after[:REACH])


def names_something(word: Word) -> bool:
    """Whether a word can be what is counted."""
    return word.is_content and not word.text[0].isdigit() and not is_counting(word.text)
