"""The words that are dates in English, told from those that only look so: “Mrs May”, “on the march”, “Sunday Times”.

    body | every rule's pattern | read its words, or leave them | the leftmost and longest of those that overlap

A name of a month or a day counts only with its capital and where something around it says that it is one. A time of
day, a duration, a decade and a habit (“every Tuesday”) are no dates. A leading “on” or “in” belongs to the words.
"""

import re
from collections.abc import Iterator

from corpus.days.english_readers import (
    read_ago,
    read_ahead,
    read_any_day,
    read_bound_year,
    read_day_before,
    read_deictic,
    read_end,
    read_holiday,
    read_iso,
    read_later,
    read_loose_year,
    read_month,
    read_month_day,
    read_same,
    read_slashes,
    read_unclear,
    read_unit,
    read_weekday,
    read_year,
)
from corpus.days.english_words import (
    ABOUT,
    AFTER,
    BEFORE,
    CLEAR,
    CLOSES,
    COUNTED,
    DASH,
    EVENTS,
    FEW,
    FIRM,
    FULL,
    IN,
    LOOSE,
    MONTH,
    NAMED,
    NAMELESS,
    NO_PLACE,
    NUMBER,
    ON,
    ORDINAL,
    OTHER_YEAR,
    PART,
    PART_OF,
    STOPS_HERE,
    TAIL,
    UNITS,
    UNITS_AFTER,
    WEEKDAY,
    WHICH,
    WHICH_DAY,
    YEAR,
    S,
)
from corpus.days.expressions import Phrase, Reader, keep_longest
from corpus.paragraphs import Span


def rule(pattern: str, read: Reader) -> tuple[re.Pattern[str], Reader]:
    """Pair a pattern that holds the group `words` with what reads its matches."""
    return re.compile(pattern), read


DAY_RULES = (
    rule(rf"{BEFORE}(?P<words>(?P<year>[12]\d{{3}})-(?P<month>\d\d)-(?P<day>\d\d))(?![\w/-])", read_iso),
    rule(
        rf"{BEFORE}(?P<words>(?P<one>\d{{1,2}})(?P<sep>[/.])(?P<two>\d{{1,2}})(?P=sep)(?P<year>[12]\d{{3}}))"
        r"(?![\w/]|\.\d)",
        read_slashes,
    ),
    rule(
        rf"{BEFORE}(?P<words>{ON}{NAMED}(?:the{S})?(?P<day>\d{{1,2}}){ORDINAL}(?:{S}of)?{S}{MONTH}{NO_PLACE}{TAIL})",
        read_any_day,
    ),
    rule(
        rf"{BEFORE}(?P<words>{ON}(?P<day>\d{{1,2}}){ORDINAL})(?:{DASH}|{S}(?:to|and|or){S})\d{{1,2}}{ORDINAL}{S}{MONTH}"
        rf"(?!\w){TAIL}",
        read_any_day,
    ),
    rule(
        rf"(?<!\w)(?<![Ii]n\s)(?P<words>{ON}{NAMED}{MONTH}{S}(?:the{S})?(?P<day>\d{{1,2}}){ORDINAL}{AFTER}{TAIL})",
        read_any_day,
    ),
    rule(
        rf"(?<!\w)(?P<words>{ON}{NAMED}{MONTH}{S}(?P<day>\d{{1,2}})){DASH}\d{{1,2}}{AFTER}(?:,?{S}{YEAR})?",
        read_any_day,
    ),
    rule(
        rf"(?<!\w){MONTH}{S}\d{{1,2}}{DASH}(?P<words>(?P<day>\d{{1,2}}){AFTER}(?:,?{S}{YEAR})?)",
        read_any_day,
    ),
    rule(
        rf"(?<!\w)(?P<words>{ON}the{S}(?P<day>\d{{1,2}})(?:st|nd|rd|th){S}of{S}(?P<rel>this|last|next|the){S}month)\b",
        read_month_day,
    ),
    rule(
        rf"(?<!\w)(?:[Bb]y{S}|[Uu]ntil{S}|[Ss]ince{S}|[Bb]efore{S}|[Aa]fter{S}|[Ff]rom{S}|(?=[Oo]n{S}))"
        rf"(?P<words>{ON}the{S}(?P<day>\d{{1,2}})(?:st|nd|rd|th)){CLOSES}",
        read_month_day,
    ),
    rule(
        rf"(?<!\w)(?P<words>{ON}(?P<holiday>(?i:Christmas{S}(?:Eve|Day)|Boxing{S}Day|New{S}Year[’']s{S}(?:Eve|Day)))"
        rf"(?:,?{S}{YEAR})?)\b",
        read_holiday,
    ),
    rule(
        rf"(?<![\w-])(?P<words>{ON}(?:(?i:early|late){S})?{WHICH_DAY}{WEEKDAY}{PART}"
        rf"(?:{S}(?:of{S})?(?P<week>last|next|this){S}week\b)?)(?!\w|-\w)",
        read_weekday,
    ),
)

MONTH_RULES = (
    rule(
        rf"(?<!\w)(?<!\d\s)(?<!\d(?:st|nd|rd|th)\s)(?P<words>{IN}{PART_OF}{MONTH}(?!\w)(?:,?{S}(?:of{S})?{YEAR}{UNITS_AFTER}"
        rf"|,?{S}(?:of{S})?{OTHER_YEAR}))",
        read_month,
    ),
    rule(
        rf"(?<!\w)(?P<words>(?:(?:[Ii]n|IN){S}{PART_OF}|(?:[Ee]arly|[Ll]ate|[Mm]id)[\s-]){MONTH})(?!\w|[’']s)",
        read_month,
    ),
    rule(rf"(?<!\w)(?P<words>{IN}{WHICH}{S}(?P<month>{FULL}))(?!\w)", read_month),
    rule(rf"{FIRM}{S}(?:(?:early|late|mid)[\s-])?(?P<words>(?P<month>{FULL}))(?!\w)", read_month),
    rule(rf"{LOOSE}{S}(?P<words>(?P<month>{CLEAR}))(?!\w|[’']s|\s[A-Z])", read_month),
    rule(rf"(?<!\w)(?:{FULL}){S}(?:and|or|to|through|till|until){S}(?P<words>(?P<month>{FULL}))(?!\w)", read_month),
    rule(rf"\b[Tt]he{S}(?P<words>(?P<month>{FULL})){S}(?:{EVENTS})\b", read_month),
    rule(rf"(?<!\w)(?P<words>{IN}(?P<month>{NAMELESS}))[’']s{S}[a-z]", read_month),
)

YEAR_RULES = (
    rule(rf"(?<!\w)(?P<words>[Ii]n{S}{PART_OF}{YEAR}){UNITS_AFTER}", read_year),
    rule(rf"{FIRM}{S}(?P<words>{YEAR}){UNITS_AFTER}", read_year),
    rule(rf"\b(?:[Ee]arly|[Ll]ate|[Mm]id)[\s-](?P<words>{YEAR}){UNITS_AFTER}", read_year),
    rule(
        rf"\b(?:spring|summer|autumn|fall|winter|year|quarter|half|season|date){S}(?:of{S})?(?P<words>{YEAR}){UNITS_AFTER}",
        read_year,
    ),
    rule(rf"{LOOSE}{S}(?P<words>{YEAR}){STOPS_HERE}", read_loose_year),
    rule(rf"\b[Ff]rom{S}(?P<words>{YEAR})(?={S}(?:to|until|till|through){S}[12]\d{{3}}\b)", read_year),
    rule(
        rf"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur){S}(?P<words>{YEAR}){S}(?=[a-z]){UNITS_AFTER}",
        read_loose_year,
    ),
    rule(rf"\((?:born{S}|founded{S}|built{S})?(?:in{S})?(?P<words>{YEAR})\)", read_year),
    rule(rf"(?<![\d.,/-])(?P<words>{YEAR})(?={DASH}(?P<other>[12]\d{{3}})\b(?![/-]))", read_bound_year),
    rule(rf"(?<![\d.,/-])(?P<other>[12]\d{{3}}){DASH}(?P<words>{YEAR})(?![/-])", read_bound_year),
    rule(
        rf"\b(?:[Ii]n|[Ss]ince|[Bb]etween|[Ff]rom){S}[12]\d{{3}}{S}(?:and|or|to|until){S}(?P<words>{YEAR})"
        rf"{UNITS_AFTER}",
        read_year,
    ),
)

RELATIVE_RULES = (
    rule(
        rf"(?<!\w)(?P<words>(?i:the{S}day{S}before{S}yesterday|the{S}day{S}after{S}tomorrow|(?:yesterday|tomorrow)"
        rf"{PART}|(?:earlier{S}|later{S})?today|tonight|(?:late{S})?last{S}night"
        rf"|(?:early{S})?this{S}(?:morning|afternoon|evening)))\b",
        read_deictic,
    ),
    rule(rf"(?<![\w-])(?P<words>{ABOUT}(?i:{NUMBER}){S}{COUNTED}{S}ago\b(?P<sharp>{S}today)?)", read_ago),
    rule(
        rf"(?<![\w-])(?<!illion\s)(?<!ousand\s)(?<!undred\s)(?<!of\s)(?P<words>{FEW}(?i:days|weeks|months|years|decades){S}ago)\b",
        read_unclear,
    ),
    rule(rf"(?<![\w-])(?P<words>(?i:a|one|two|three|four){S}(?:decade|centur(?:y|ie))s?{S}ago)\b", read_unclear),
    rule(rf"(?<!\w)(?P<words>[Ii]n{S}{NUMBER}{S}{COUNTED}[’']?(?P<time>{S}time)?)\b", read_ahead),
    rule(
        rf"(?<![Tt]he\s)(?<!\w)(?P<words>(?P<which>(?i:last|this|next|earlier{S}this|later{S}this)){S}"
        rf"(?P<unit>(?i:weekend|week|month|year|spring|summer|autumn|winter|quarter)))(?![\w-])",
        read_unit,
    ),
    rule(rf"(?<!\w)(?P<words>(?:[Tt]he{S})?(?:end|close){S}of{S}the{S}(?P<unit>month|year))\b", read_end),
    rule(
        rf"(?<![\w-])(?P<words>(?i:{NUMBER}){S}{COUNTED}{S}(?P<way>earlier|later|afterwards))\b(?!{S}than)", read_later
    ),
    rule(rf"(?<![\w-])(?P<words>(?i:{NUMBER}){S}{COUNTED}{S}(?P<way>before|after)){STOPS_HERE}", read_later),
    rule(
        rf"(?<!\bin\s)(?<!\bfor\s)(?<!\bover\s)(?<!\bwithin\s)(?<!\bduring\s)(?<!\w)(?P<words>(?:[Oo]n{S})?"
        rf"(?P<which>[Tt]he{S}(?:next|following|previous|same)|[Tt]hat){S}(?P<unit>{UNITS}))\b(?![-’'])",
        read_same,
    ),
    rule(
        rf"(?<!\w)(?P<words>[Tt]he{S}(?P<unit>day|night|month|year){S}(?P<way>before|after)){STOPS_HERE}",
        read_day_before,
    ),
    rule(rf"(?<!\w)(?P<words>[Aa]t{S}(?:the|that){S}time)\b(?!{S}(?:of|when)\b)", read_unclear),
)

RULES = DAY_RULES + MONTH_RULES + YEAR_RULES + RELATIVE_RULES


def find_english(body: str, start: int, end: int) -> list[Phrase]:
    """Give the dates in a stretch of a body, in order and disjoint."""
    return keep_longest(read_phrases(body, start, end))


def read_phrases(body: str, start: int, end: int) -> Iterator[Phrase]:
    """Give what every rule reads, in no order."""
    for pattern, read in RULES:
        for found in pattern.finditer(body, start, end):
            expression = read(found)
            if expression is not None:
                yield Phrase(Span(*found.span("words")), expression)
