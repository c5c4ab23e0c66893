"""Figures and dates in an English text, and which of them answers an English question that asks for one.

A question asks for a number, for a date, or for neither. Of a sentence's values of that kind the one that answers is
the one that stands nearest to the question's own words; what a sentence only sets aside (“and not 21”, “up from 14”)
and what measures something else (“64 millimetres”) is none. `bot.answering.disputes.asked` is the door for all
languages.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.answering.disputes.kinds import Kind, Value
from corpus.abbreviations import list_words as list_plain
from corpus.duplicates import MONTHS, NUMBERS
from index.words import fold, list_words, stem_words

NEAR = 12
"""In words: what stands further from a value than this has no say in what it measures."""

MONTH = rf"(?:sept|{'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in MONTHS)})\b\.?"
YEAR = r"(?:1\d|20)\d\d"
DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTH})(?:,? (?P<year>{YEAR})\b)?"
    rf"|\b(?P<month2>{MONTH}) (?P<day2>\d{{1,2}})\b(?:st|nd|rd|th)?(?:,? (?P<year2>{YEAR})\b)?"
    rf"|\b(?P<month3>{MONTH}),?(?: of)? (?P<year3>{YEAR})\b"
    rf"|(?<![\d,.:–-])\b(?P<iso>{YEAR}-\d\d-\d\d)\b"
    rf"|(?<![\d,.:$£€])\b(?P<year4>{YEAR})(?:s\b|\b(?![\d,.:%]\d))",
    re.IGNORECASE,
)
TIME = re.compile(r"\b(?:at|by|until|till|since|from|before|after) \d{1,2}\.\d\d\Z", re.IGNORECASE)
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
SCALE = "|".join(SCALES)
NUMBER_WORD = rf"(?:{'|'.join(sorted(NUMBERS, key=len, reverse=True))}|{SCALE})\b"
WORDED = rf"(?:(?:{NUMBER_WORD}|an?(?= (?:{SCALE})\b))(?:[ -](?:and )?(?={NUMBER_WORD}))?)+"
NUMBER = re.compile(
    rf"(?<![\w.,:-])(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?: (?P<scale>{SCALE})\b)?"
    rf"(?![\w:]|[.,]\d|-\d|(?:st|nd|rd|th)\b)"
    rf"|\b(?P<words>{WORDED})(?!-)\b",
    re.IGNORECASE,
)

ASKS_DATE = re.compile(
    r"\bwhen\b|\b(?:what|which) (?:year|date|day|month)\b|\bsince when\b",
    re.IGNORECASE,
)
ASKS_NUMBER = re.compile(
    r"\bhow (?:many|much|old|long|tall|high|far|large|big|thick|wide|deep|heavy|fast|often)\b"
    r"|\b(?:what|which)\b[^?]{0,40}?\b(?:number|percentage|per ?cent|share|proportion|amount|population|total|toll)\b"
    r"|\bpopulation of\b",
    re.IGNORECASE,
)
COUNTED = re.compile(r"\bhow (?:many|much) (?:of (?:the |those |its |his |her |their )?)?(\w+)", re.IGNORECASE)
SET_ASIDE = re.compile(
    r"\b(?:not|from|instead of|rather than|than)(?: the| an?)? \Z|\bof (?:the|those|these) \Z", re.IGNORECASE
)
ROUGH = re.compile(
    r"\b(?:about|some|nearly|almost|around|roughly|approximately|more than|over|at least|up to|under|fewer than|"
    r"less than|circa|an estimated)(?: the)? \Z",
    re.IGNORECASE,
)
COUNT = re.compile(
    r"\b(?:number|total|toll|figure|count|population)\b[^.;\d]{0,120}"
    r"\b(?:is|was|to|at|as|of|reached|numbered|remains|stands)(?: now| only| about| around)? \Z",
    re.IGNORECASE,
)
COUNT_WEIGHT = 3
PART = re.compile(r"(?:,? \w+)? of (?:them|these|those|whom|which|the)\b| or more\b", re.IGNORECASE)
OF_WHOLE = re.compile(r"\W*of (?:the|these|those|them)\b[^,.]{0,40}(?<!s),", re.IGNORECASE)
AGED = re.compile(r"\b(?:aged|who is|who was|a man of|a woman of|age of) \Z", re.IGNORECASE)
MEASURES = re.compile(
    r"[ -]?(?:%|per ?cent\b|(?:second|minute|hour|day|week|month|year|decade|mile|yard|pound|dollar|euro|crown|degree)"
    r"s?\b|(?:milli|centi|kilo)?met(?:re|er)s?\b|[kmc]?m\b|feet\b|foot\b|inch(?:es)?\b|tonn?e?s?\b|(?:kilo)?(?:gram)s?\b|"
    r"kilos?\b|kg\b|[ap]\.?m\b|o[’']clock\b|years?-old\b|times\b|square\b|sq\b)",
    re.IGNORECASE,
)
MONEY = re.compile(r"[$£€¥]\s?\Z")
PEOPLE = list_plain("people persons inhabitants residents population")
STOPPED = list_plain(
    "a an the of in on at to for by with from as is are was were be been being do does did has have had it its this "
    "that these those there what which who whom whose when where why how many much and or not no into about than then s"
)


def find_english_kind(question: str) -> Kind | None:
    """Give the sort of value that a question asks for, or None."""
    if ASKS_NUMBER.search(question):
        return Kind.NUMBER
    return Kind.DATE if ASKS_DATE.search(question) else None


def list_values(text: str, kind: Kind) -> list[Value]:
    """Give all values of one kind in a text, in order; a number inside a date is none."""
    dates = list(find_dates(text))
    if kind is Kind.DATE:
        return dates
    return [value for value in find_numbers(text) if not any(date.start <= value.start < date.end for date in dates)]


def find_english_answer(question: str, text: str, kind: Kind) -> Value | None:
    """Give the value of this kind that answers the question, as the text has it; None where it has none."""
    wanted = list_stems(question)
    unit = read_unit(name_counted(question))
    values = [value for value in list_values(text, kind) if answers(question, text, value)]
    return max(values, key=lambda value: (measure_nearness(text, value, wanted, unit), -value.start), default=None)


@lru_cache(maxsize=2048)
def list_stems(text: str) -> frozenset[str]:
    """Give the stems of the words that carry a text's meaning."""
    return frozenset(stem_words([word for word in list_words(text) if word not in STOPPED], "en"))


def name_counted(question: str) -> str:
    """Give the noun for what a question asks the number of, nothing where it names none."""
    counted = COUNTED.search(question)
    return counted[1] if counted else "people" if "population" in fold(question) else ""


def read_unit(noun: str) -> frozenset[str]:
    """Give the stems of the words that count the same things as a noun."""
    return frozenset(stem_words(PEOPLE if fold(noun) in PEOPLE else [fold(noun)], "en"))


def answers(question: str, text: str, value: Value) -> bool:
    """Whether a value may answer at all, by what stands right around it."""
    before, after = text[max(0, value.start - 24) : value.start], text[value.end : value.end + 24]
    if SET_ASIDE.search(before) or OF_WHOLE.match(text):
        return False
    if value.kind is Kind.DATE:
        return True
    measured = MEASURES.match(after)
    return not (
        PART.match(after)
        or AGED.search(before)
        or (measured and not asks_measure(question))
        or (MONEY.search(before) and "how many" in question.lower())
    )


def read_measured(text: str, value: Value) -> str | None:
    """Give the word behind a number that says what it counts, None where none does."""
    found = re.match(r"[ -]?(%|\w+)", text[value.end :])
    return None if found is None or found[1].lower() in STOPPED else found[1].lower()


def asks_measure(question: str) -> bool:
    """Whether a question asks for something that is measured and not counted."""
    counted = COUNTED.search(question)
    return counted is None or "much" in counted.group().lower() or MEASURES.match(" " + counted[1]) is not None


def measure_nearness(text: str, value: Value, wanted: frozenset[str], unit: frozenset[str]) -> float:
    """Give how near a value stands to what it should measure: most where its unit follows or it is called the count."""
    behind = stem_words(list_words(text[value.end : value.end + 60])[:NEAR], "en")
    ahead = stem_words(list_words(text[max(0, value.start - 60) : value.start])[-NEAR:], "en")[::-1]
    near = sum(1 / (1 + place) for words in (behind, ahead) for place, word in enumerate(words) if word in wanted)
    is_count = COUNT.search(text[: value.start]) is not None
    return near + (COUNT_WEIGHT if is_count else 0) + (1 if unit & set(behind[:3]) else 0)


def find_dates(text: str) -> Iterator[Value]:
    """Give the dates that a text names in full or in part; weekdays and the like are none."""
    for found in DATE.finditer(text):
        parts = found.groupdict()
        year = parts["year"] or parts["year2"] or parts["year3"] or parts["year4"]
        month = parts["month"] or parts["month2"] or parts["month3"]
        day = parts["day"] or parts["day2"]
        if parts["iso"]:
            yield Value(Kind.DATE, parts["iso"], *found.span())
        elif year is not None and not found.group().endswith("s"):
            figure = year + (f"-{number_month(month):02}" if month else "") + (f"-{int(day):02}" if day else "")
            yield Value(Kind.DATE, figure, *found.span())


def number_month(name: str) -> int:
    """Give a month’s number from its name or the first letters of it."""
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name[:3].lower()))


def find_numbers(text: str) -> Iterator[Value]:
    """Give the numbers in a text, in digits or in English words; ordinals, times of day and “one” are none."""
    for found in NUMBER.finditer(text):
        if found.group().lower() == "one" or TIME.search(text[max(0, found.start() - 8) : found.end()]):
            continue
        number = read_words(found["words"]) if found["words"] else float(found["digits"].replace(",", ""))
        number *= SCALES[found["scale"].lower()] if found["scale"] else 1
        rough = ROUGH.search(text[max(0, found.start() - 24) : found.start()]) is not None
        yield Value(Kind.NUMBER, f"{number:.15g}", *found.span(), rough)


def read_words(words: str) -> float:
    """Give the number that English words name: “two hundred and thirty” is 230."""
    total = part = 0.0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "and":
            continue
        if word in SCALES:
            part = (part or 1) * SCALES[word]
            if SCALES[word] >= SCALES["thousand"]:
                total, part = total + part, 0.0
        else:
            part += 1.0 if word in ("a", "an") else float(NUMBERS[word])
    return total + part
