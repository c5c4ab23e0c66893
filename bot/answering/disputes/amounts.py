"""Figures and dates in a text of any language that answer a question of any language.

    text | its figures or dates | not set aside, no part, no other measure, counting what is asked | the nearest to it

What the question and the text have in common is told by `bot.answering.tongues.topics`. Where the word behind a figure
is not known, it counts only where a word of the question stands right before the figure.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.disputes import values
from bot.answering.disputes.kinds import Extract, Kind, Value
from bot.answering.tongues.concepts import list_rows
from bot.answering.tongues.hearing import find_tongue, hear_tongue
from bot.answering.tongues.numbers import find_numbers
from bot.answering.tongues.tongue import Tongue
from bot.answering.tongues.topics import Term, find_met, list_terms
from bot.languages.language import Language, find_language
from corpus.dates import find_dates
from corpus.sentences import Span
from corpus.spelling import fold

PEOPLE = "peopl"
COUNTED_AS_PEOPLE = frozenset({"peopl", "hurt", "kill", "die", "miss", "drown"})
"""Rows whose words count people: “how many injured” may be answered with “21 persons”."""

LEAD, REST = 28, 40
"""In characters: how much before and behind a figure is read for what it is of."""

NEXT = re.compile(r"[\s\u200c־-]*(?P<word>[^\W\d_](?:[^\W\d_]|[\u064b-\u065f\u0670׳’'])*)")
RIGHT_BEFORE = 3
"""How many words before a figure may name what it counts."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks the number of: its language, its words, and the word for what is counted."""

    language: Language
    terms: tuple[Term, ...]
    counted: Term | None
    measures: bool


@lru_cache(maxsize=256)
def read_asked(question: str) -> Asked:
    """Read a question."""
    tongue = hear_tongue(question)
    language = tongue.language if tongue else Language.ENGLISH
    terms = list_terms(question, language)
    if tongue is None:
        noun = values.name_counted(question)
        counted = next((term for term in terms if term.folded == fold(noun)), None)
        return Asked(language, terms, counted, noun != "people" and values.asks_measure(question))
    found = tongue.counted.search(fold(question))
    nouns = [word for word in found.groupdict().values() if word] if found else []
    counted = next((term for term in terms if nouns and term.folded == nouns[0]), None)
    if counted is None and nouns:
        counted = next((term for term in terms if term.key == PEOPLE), None)
    return Asked(language, terms, counted, not nouns or tongue.measure.match(nouns[0]) is not None)


def find_foreign_answer(question: str, extract: Extract, kind: Kind) -> Value | None:
    """Give the value of this kind that answers the question, or None."""
    asked = read_asked(question)
    tongue = find_tongue(extract.language)
    if tongue is None:
        return find_in_english(asked, extract, kind)
    found = [value for value in list_foreign_values(extract, kind, tongue) if answers(asked, extract, value, tongue)]
    return max(found, key=lambda value: rank_value(asked, extract, value, tongue), default=None)


def rank_value(asked: Asked, extract: Extract, value: Value, tongue: Tongue) -> tuple[bool, float, int]:
    """Give by what a value goes before others: a measure where one is asked for, its nearness, and its place."""
    rest = fold(extract.text[value.end : value.end + REST])
    is_measure = asked.measures and tongue.measure.match(rest) is not None
    return is_measure, measure_nearness(asked, extract, value), -value.start


def find_in_english(asked: Asked, extract: Extract, kind: Kind) -> Value | None:
    """Give the value of an English text that answers, by the English words that mean what the question's mean."""
    words = [list_rows().get(term.key, term.folded) for term in asked.terms]
    counted = list_rows().get(asked.counted.key, asked.counted.folded) if asked.counted else "people"
    lead = "When was" if kind is Kind.DATE else "How long was" if asked.measures else f"How many {counted} were"
    value = values.find_english_answer(f"{lead} {' '.join(dict.fromkeys(words))}?", extract.text, kind)
    return value if value is None or kind is Kind.DATE or fits_count(asked, extract, value) else None


def list_foreign_values(extract: Extract, kind: Kind, tongue: Tongue) -> list[Value]:
    """Give all values of one kind in a text, in order; a number inside a date is none."""
    dates = find_dates(extract.text, Span(0, len(extract.text)), extract.published, extract.language)
    if kind is Kind.DATE:
        return [Value(kind, each.value, each.span.start, each.span.end) for each in dates if each.value]
    return [
        Value(kind, f"{number.value:.15g}", number.start, number.end, is_rough(extract.text, number.start, tongue))
        for number in find_numbers(extract.text, tongue)
        if not any(each.span.start <= number.start < each.span.end for each in dates)
    ]


def is_rough(text: str, start: int, tongue: Tongue) -> bool:
    """Whether a hedge stands right before a figure."""
    return tongue.rough.search(fold(text[max(0, start - LEAD) : start])) is not None


def answers(asked: Asked, extract: Extract, value: Value, tongue: Tongue) -> bool:
    """Whether a value may answer at all, by what stands right around it and what it counts."""
    lead = fold(extract.text[max(0, value.start - LEAD) : value.start])
    rest = fold(extract.text[value.end : value.end + REST])
    if tongue.set_aside.search(lead):
        return False
    if value.kind is Kind.DATE:
        return True
    if tongue.part.match(rest) or tongue.aged.search(lead) or tongue.of_time.search(lead):
        return False
    if tongue.measure.match(rest) and not asked.measures:
        return False
    if tongue.treated.search(fold(read_clause(extract.text, value))):
        return False
    return fits_count(asked, extract, value)


def read_clause(text: str, value: Value) -> str:
    """Give the clause that a value stands in, from one mark to the next."""
    return re.split(r"[,،;؛.:]", text[: value.start])[-1] + re.split(r"[,،;؛.:]", text[value.end :], maxsplit=1)[0]


def fits_count(asked: Asked, extract: Extract, value: Value) -> bool:
    """Whether a figure counts what the question asks the number of, as far as its words tell."""
    if asked.measures:
        return True
    measured = read_measured(extract, value)
    language = find_language(extract.language)
    if measured is None:
        return True
    accepted = {term.key for term in asked.terms if term.has_concept or language is asked.language}
    people = asked.counted is None or asked.counted.key in COUNTED_AS_PEOPLE
    if measured.key in accepted or (people and measured.key == PEOPLE):
        return True
    if measured.has_concept:
        return False
    before = [term for term in list_extract_terms(extract) if term.end <= value.start][-RIGHT_BEFORE:]
    return bool(find_met(asked.terms, before, same=language is asked.language))


def read_measured(extract: Extract, value: Value) -> Term | None:
    """Give the word right behind a figure that says what it counts, None where it says nothing."""
    found = NEXT.match(extract.text, value.end)
    if found is None:
        return None
    return next((term for term in list_extract_terms(extract) if term.start == found.start("word")), None)


def list_extract_terms(extract: Extract) -> tuple[Term, ...]:
    """Give the words of a text that say something; one in a language without lists is read as English."""
    return list_terms(extract.text, find_language(extract.language) or Language.ENGLISH)


def name_unit(extract: Extract, value: Value) -> str | None:
    """Give what a figure counts, by its row, so that units compare across languages; None where that is not known."""
    measured = read_measured(extract, value)
    return measured.key if measured and measured.has_concept else None


def measure_nearness(asked: Asked, extract: Extract, value: Value) -> float:
    """Give how near a value stands to the question's words, most where what it counts follows."""
    language = find_language(extract.language)
    terms = list_extract_terms(extract)
    ahead = [term for term in terms if term.end <= value.start][::-1][: values.NEAR]
    behind = [term for term in terms if term.start >= value.end][: values.NEAR]
    near = sum(weigh_near(asked, words, same=language is asked.language) for words in (ahead, behind))
    measured = read_measured(extract, value)
    return near + (1 if measured and asked.counted and measured.key == asked.counted.key else 0)


def weigh_near(asked: Asked, terms: list[Term], *, same: bool) -> float:
    """Give the weight of the words on one side that the question has, the nearer the more."""
    places = (at for at, term in enumerate(terms) if find_met(asked.terms, [term], same=same))
    return sum(1 / (1 + at) for at in places)
