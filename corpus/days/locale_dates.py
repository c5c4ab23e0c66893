"""The words that are dates in languages other than English, by one grammar over each language's own names.

    body | fold | day and month, month and year, day of the week, “yesterday”, “three days ago” | leftmost and longest

Only what is certain by form counts: a month needs a day, a year or a word that leads to it. Solar Hijri days become
Gregorian ones; lunar Hijri ones, and Solar months and years, which lie across two of ours, stay unclear.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial

from corpus.days.direction import Tense
from corpus.days.expressions import (
    Expression,
    Fixed,
    Offset,
    Phrase,
    Reader,
    SolarYearly,
    Unclear,
    Unit,
    Weekday,
    Yearly,
    keep_longest,
    make_fixed,
)
from corpus.days.locale_words import FOLDING, SLOT, Vocabulary, fold_names, fold_word, read_vocabulary
from corpus.days.solar_hijri import make_solar_day
from corpus.days.values import Direction
from corpus.paragraphs import Span

Rule = tuple[re.Pattern[str], Reader]
ISO = r"(?<![\w/.-])(?P<words>(?P<year>[12]\d{3})-(?P<month>\d\d)-(?P<day>\d\d))(?![\w/-])"
SLASHES = (
    r"(?<![\w/.-])(?P<words>(?P<one>\d{1,2})(?P<sep>[/.])(?P<two>\d{1,2})(?P=sep)(?P<year>[12]\d{3}))(?![\w/]|\.\d)"
)
SOLAR_SLASHES = r"(?<![\w/.-])(?P<words>(?P<year>1[234]\d{2})/(?P<month>\d{1,2})/(?P<day>\d{1,2}))(?![\w/]|\.\d)"
STOP = re.compile(r"[.!?؟۔…]\s|\n")
NEAR = 160
"""How many characters before and after a date are read for verbs."""


def find_foreign(body: str, start: int, end: int, language: str) -> list[Phrase]:
    """Give the dates in a stretch of a body in this language, in order and disjoint."""
    text = body[start:end].translate(FOLDING)
    phrases = [
        Phrase(Span(start + found.start("words"), start + found.end("words")), expression)
        for pattern, read in make_rules(language)
        for found in pattern.finditer(text)
        if (expression := read(found)) is not None
    ]
    return keep_longest(phrases)


def read_foreign_tense(body: str, start: int, end: int, language: str) -> Tense:
    """Give which way the verb that stands nearest to a date looks, on either side of it in its sentence."""
    vocabulary = read_vocabulary(language)
    if vocabulary is None:
        return Tense()
    future, told = compile_verbs(vocabulary.extra.future), compile_verbs(vocabulary.extra.told)
    left = STOP.split(body[max(0, start - NEAR) : start])[-1]
    right = STOP.split(body[end : end + NEAR])[0]
    ahead, behind = (measure_distance(pattern, left, right) for pattern in (future, told))
    return Tense(Direction.FUTURE if ahead < behind else Direction.PAST)


@lru_cache(maxsize=64)
def compile_verbs(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of whole words."""
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


def measure_distance(pattern: re.Pattern[str], left: str, right: str) -> int:
    """Give how many characters lie between a date and the nearest match on either side; many where there is none."""
    before = [len(left) - found.end() for found in pattern.finditer(left)]
    after = pattern.search(right)
    return min([*before, *([after.start()] if after else []), 10 * NEAR])


@lru_cache(maxsize=32)
def make_rules(language: str) -> tuple[Rule, ...]:
    """Give the rules of a language; of one that dateparser does not know, those for figures alone."""
    vocabulary = read_vocabulary(language)
    rules: list[tuple[str, Reader]] = [(ISO, read_figures)]
    if vocabulary is not None:
        rules += [(SLASHES, make_slash_reader(vocabulary)), (SOLAR_SLASHES, read_solar)]
        rules += [*make_calendar_rules(vocabulary), *make_solar_rules(vocabulary), *make_week_rules(vocabulary)]
        rules += make_relative_rules(vocabulary)
    return tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in rules)


def join_names(names: Iterable[str]) -> str:
    """Give the pattern of any of these names, the longer ones first; one that nothing matches where there are none."""
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s") for name in ordered) or r"(?!)"


def optional(pattern: str, gap: str = r"\s") -> str:
    """Give the pattern of words that may come before others."""
    return rf"(?:(?:{fold_word(pattern)}){gap})?" if pattern else ""


def make_calendar_rules(vocabulary: Vocabulary) -> Iterator[tuple[str, Reader]]:
    """Give the rules for days, months and years of the Gregorian calendar."""
    extra = vocabulary.extra
    month, joint = rf"(?P<month>{join_names(vocabulary.months)})", fold_word(extra.joint)
    name = rf"(?:(?:{join_names(vocabulary.weekdays)}),?\s)?"
    lead = rf"(?:(?:{fold_word(extra.day_lead)})\s?)?" if extra.day_lead else ""
    other = rf"(?:\s?/\s?(?:{join_names(vocabulary.months)})(?!\w))?"  # Arabic often gives a month both its names
    year = rf"(?:,?\s(?:{joint}|del\s|عام\s|سنه\s|سال\s)?(?P<year>[12]\d{{3}})(?!\d))?"
    read_day, read_month = make_readers(vocabulary)
    yield (
        rf"(?<![\w/.:-])(?P<words>{name}{lead}(?P<day>\d{{1,2}})(?:er|º|\.)?\s(?:{joint})?{month}(?!\w){other}{year})",
        read_day,
    )
    with_year = rf",?\s(?:{joint}|del\s|عام\s|سنه\s|سال\s)?(?P<year>[12]\d{{3}})(?!\d)"
    gap = r"\s" if not extra.prefix.startswith("[ו") else ""
    month_lead = fold_word(extra.lead)
    turned = rf"(?:\s(?P<turn>{join_names(fold_names(extra.turns))}))?"
    yield rf"(?<!\w)(?P<words>(?:(?:{month_lead}){gap})?{month}(?!\w){other}{with_year})", read_month
    yield rf"(?<!\w)(?P<words>(?:{month_lead}){gap}{month}(?!\w){other}{turned})(?!\w)", read_month
    yield (
        rf"(?<!\w)(?P<words>(?:{fold_word(extra.year_lead)})\s?(?P<year>[12]\d{{3}}))(?![\d\w]|[.,/-]\d)",
        partial(read_year, hijri=bool(extra.solar or extra.lunar)),
    )


def make_readers(vocabulary: Vocabulary) -> tuple[Reader, Reader]:
    """Give what reads a day and what reads a month by their names."""
    months, turns = vocabulary.months, fold_names(vocabulary.extra.turns)

    def read_day(found: re.Match[str]) -> Expression | None:
        month, day = months.get(found["month"].lower(), 0), int(found["day"])
        if found["year"]:
            return make_fixed(int(found["year"]), month, day)
        return Yearly(month, day) if make_fixed(2024, month, day) else None

    def read_month(found: re.Match[str]) -> Expression | None:
        month, groups = months.get(found["month"].lower()), found.groupdict()
        if month is None or groups.get("year"):
            return make_fixed(int(found["year"]), month) if month else None
        return Yearly(month, shift=turns.get((groups.get("turn") or "").lower(), 0))

    return read_day, read_month


def make_solar_rules(vocabulary: Vocabulary) -> Iterator[tuple[str, Reader]]:
    """Give the rules for the two Hijri calendars."""
    extra = vocabulary.extra
    names = {fold_word(name): number for number, name in enumerate(extra.solar, 1)}
    joint = fold_word(extra.joint)
    name = rf"(?:(?:{join_names(vocabulary.weekdays)})،?\s)?"

    def read(found: re.Match[str]) -> Expression | None:
        return read_solar_day(found["year"], names.get(found["month"].lower(), 0), int(found["day"]))

    month = rf"(?P<month>{join_names(names)})"
    year = r"(?:\s(?:ماه\s)?(?:سال\s)?(?P<year>1[234]\d{2})(?!\d))?"
    yield (
        rf"(?<![\w/.:-])(?P<words>{optional(extra.weekday_lead)}{name}(?P<day>\d{{1,2}})\s{month}(?!\w)"
        rf"(?:\sماه(?!\w))?{year})",
        read,
    )
    yield (
        rf"(?<!\w)(?P<words>(?:در\s)?{month}(?:\s?ماه)?(?:\sسال)?\s(?:1[234]\d{{2}}|گذشته|اینده|امسال|پارسال))(?!\w)",
        read_unclear,
    )
    lunar = join_names(map(fold_word, extra.lunar))
    yield (
        rf"(?<!\w)(?P<words>(?:\d{{1,2}}\s(?:{joint})?(?:{lunar})(?:\s\d{{4}})?|(?:{lunar})\s\d{{4}}))(?!\w)",
        read_unclear,
    )


def make_week_rules(vocabulary: Vocabulary) -> Iterator[tuple[str, Reader]]:
    """Give the rule for days of the week, with what turns them or says their week."""
    extra = vocabulary.extra
    turns, weeks = fold_names(extra.turns), fold_names(extra.weeks)

    def read(found: re.Match[str]) -> Expression | None:
        weekday = vocabulary.weekdays.get(found["weekday"].lower())
        if weekday is None:
            return None
        if found["week"]:
            return Weekday(weekday, weeks=weeks.get(found["week"].lower()))
        return Weekday(weekday, turns.get((found["turn"] or found["before"] or "").lower(), 0))

    lead, prefix = optional(extra.weekday_lead), extra.prefix
    yield (
        rf"(?<!\w)(?P<words>{prefix}{lead}(?:(?P<before>{join_names(turns)})\s)?"
        rf"(?P<weekday>{join_names(vocabulary.weekdays)})"
        rf"(?:\s(?P<week>{join_names(weeks)})|\s(?P<turn>{join_names(turns)}))?)(?!\w)",
        read,
    )


def make_relative_rules(vocabulary: Vocabulary) -> Iterator[tuple[str, Reader]]:
    """Give the rules for “yesterday”, “last month” and “three days ago”."""
    extra = vocabulary.extra

    def read(found: re.Match[str]) -> Expression | None:
        return vocabulary.relative.get(found["word"].lower())

    yield (
        rf"(?<!\w)(?P<words>{extra.prefix}(?!{fold_word(extra.not_words)})"
        rf"(?P<word>{join_names(vocabulary.relative)}))(?!\w)",
        read,
    )
    numbers = fold_names(extra.numbers)
    number = rf"(?P<number>\d{{1,3}}|{join_names(numbers)})"
    for pattern, unit, sign in vocabulary.counting:
        before, _, after = (fold_word(part) for part in pattern.partition(SLOT))
        words = rf"{re.escape(before)}{number}{re.escape(after)}".replace(r"\ ", r"\s")

        def read_count(found: re.Match[str], unit: Unit | None = unit, sign: int = sign) -> Expression | None:
            text = found["number"].lower()
            count = int(text) if text.isdigit() else numbers.get(text)
            if count is None:
                return None
            return Offset(unit, sign * count, ahead=sign > 0) if unit is not None else Unclear()

        yield rf"(?<!\w)(?P<words>{words})(?!\w)", read_count


def make_slash_reader(vocabulary: Vocabulary) -> Reader:
    """Give what reads “23/01/2026” in the order of a language: day first, or unclear."""

    def read(found: re.Match[str]) -> Expression | None:
        one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
        day_first, month_first = make_fixed(year, two, one), make_fixed(year, one, two)
        if vocabulary.day_first or day_first is None or month_first is None:
            return day_first or month_first
        return Unclear()

    return read


def read_figures(found: re.Match[str]) -> Expression | None:
    """Read “2026-03-12”."""
    return make_fixed(int(found["year"]), int(found["month"]), int(found["day"]))


def read_year(found: re.Match[str], *, hijri: bool) -> Expression | None:
    """Read a year; where Hijri years are told, one from 1200 to 1499 may be such, and those lie across two of ours."""
    year = int(found["year"])
    if hijri and 1200 <= year < 1500:
        return Unclear()
    return Fixed(year) if 1000 <= year < 2200 else None


def read_solar(found: re.Match[str]) -> Expression | None:
    """Read “1401/03/15”."""
    return read_solar_day(found["year"], int(found["month"]), int(found["day"]))


def read_solar_day(year: str | None, month: int, day: int) -> Expression | None:
    """Read a Solar Hijri day, with its year or without."""
    if year is None:
        return SolarYearly(month, day) if month and 1 <= day <= 31 else None
    found = make_solar_day(int(year), month, day)
    return Fixed(found.year, found.month, found.day) if found else None


def read_unclear(found: re.Match[str]) -> Expression | None:
    """Read what no ISO value can say."""
    return Unclear()
