"""What the chunks of a clause are: phrases that can speak, words that only lead to them, and descriptions of them.

A chunk is what stands between two marks.
"""

from dataclasses import dataclass

from corpus.abbreviations import STARTERS, list_words
from corpus.speech.cues import ADVERBS, COORDINATORS, CUE_VERBS, DAYS, FINITE, SUBORDINATORS, TIME_LEADS, TIME_WORDS
from corpus.speech.phrases import PARTICIPLES, Phrase, find_name, read_phrase
from corpus.speech.tokens import DETERMINERS, INSIDE, Kind, Token

RELATIVES = list_words("who which whose whom that where speaking writing talking")
NEVER_SUBJECT = list_words(
    "there here what when where why how yes no nothing nobody everyone everybody anyone something someone none which "
    "that if as since for although because while however it’s that’s than more less much so too such"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A phrase that speaks, another that describes it, and whether it stands inside another clause."""

    phrase: Phrase
    apposed: Phrase | None = None
    inner: bool = False


def is_time(tokens: list[Token], at: int) -> bool:
    """Whether a word belongs to a time that stands before a verb (“late on Friday”, “on 12 March 2026”)."""
    token = tokens[at]
    if token.kind is not Kind.WORD:
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.low in DAYS and not (token.low in ("may", "march") and not token.capital):
        return True
    if token.low in TIME_WORDS:
        return at > 0 and (
            tokens[at - 1].low in ("last", "this", "that", "earlier", "the") or tokens[at - 1].low in DAYS
        )
    if token.text.isdigit():
        return (at > 0 and tokens[at - 1].low in DAYS) or (following is not None and following.low in DAYS)
    times = following is not None and (following.low in DAYS or following.text.isdigit() or following.low in TIME_WORDS)
    late = following is not None and following.low == "on" and token.low in ("late", "early")
    return (token.low in TIME_LEADS and times) or late


OPENINGS = list_words("after before during since until outside inside behind under over despite without like unlike by")


def skip_lead(tokens: list[Token], start: int, end: int) -> int:
    """Pass over conjunctions, adverbs and times that begin a chunk (“But on Thursday …”)."""
    first = start
    while first < end - 1:
        token = tokens[first]
        low = token.low
        follows = tokens[first + 1]
        adverb = low in ADVERBS and low not in ("all", "both", "will", "can") and not (token.capital and first > start)
        opening = first == start and low.endswith("ly") and token.text in STARTERS
        joins = low in COORDINATORS or low in ("still", "here", "yet", "as", "then")
        time = is_time(tokens, first) or (low in ("in", "on", "by") and follows.low in DAYS | TIME_WORDS)
        if not (joins or adverb or opening or time):
            break
        first += 1
    return first


def is_relative(rest: list[Token]) -> bool:
    """Whether the words after a phrase only describe it: a relative clause, or words without a verb."""
    if rest[0].low in ("called", "named", "known"):
        return True
    if rest[0].low in RELATIVES:
        return len(rest) > 1
    if any(token.low in COORDINATORS for token in rest):
        return False
    if rest[0].low in PARTICIPLES and len(rest) > 1 and rest[1].low in INSIDE | {"by"}:
        return not any(token.low in FINITE for token in rest)
    if rest[0].low in INSIDE | {"by", "under", "against", "before", "after", "around", "between", "near", "outside"}:
        return not any(token.low in FINITE or (token.low in CUE_VERBS and not token.capital) for token in rest)
    verb = CUE_VERBS.get(rest[0].low)
    return (
        rest[0].low.endswith(("ing", "ed"))
        and (verb is None or verb.form == "ing")
        and not any(token.low in FINITE or token.low in SUBORDINATORS for token in rest)
    )


def can_speak(phrase: Phrase) -> bool:
    """Whether a phrase can name a speaker at all."""
    first = phrase.tokens[0]
    if first.low in NEVER_SUBJECT and len(phrase.tokens) == 1:
        return False
    if all(token.text[0].isdigit() for token in phrase.tokens):
        return False
    if first.text[0].isdigit() and len(phrase.tokens) > 1 and phrase.tokens[1].low in INSIDE:
        return False
    return first.low not in ("there", "here") and not (first.text.isdigit() and len(phrase.tokens) == 1)


def choose_pair(tokens: list[Token], chunks: list[tuple[int, int]]) -> Subject | None:
    """Give the last chunk but one where it and the last are a role and a name: “the mayor, Perpetua Lisk,”."""
    (start, end), (following, close) = chunks[-2:]
    first = skip_lead(tokens, start, end)
    phrase, apposed = read_phrase(tokens, first, end), read_phrase(tokens, following, close)
    if not phrase or not apposed or phrase.end != end or apposed.end != close or not can_speak(phrase):
        return None
    named = [bool(find_name(each.tokens)) and each.tokens[0].low not in DETERMINERS for each in (phrase, apposed)]
    if named[0] == named[1] or introduces(tokens, first, end):
        return None
    return Subject(phrase, apposed, inner=first > start and tokens[first - 1].low in SUBORDINATORS)


def introduces(tokens: list[Token], first: int, end: int) -> bool:
    """Whether a chunk only leads to the subject: “Presenting her budget”, “Asked about it”, “In a statement”."""
    low = tokens[first].low
    if tokens[first].capital and first > 0 and not tokens[first - 1].is_mark(",") and low not in INSIDE:
        return False
    participle = low.endswith(("ing", "ed")) and low not in ("king", "united", "allied") and first + 1 < end
    follows = tokens[first + 1] if first + 1 < end else None
    return participle and follows is not None and not follows.capital


def describes(tokens: list[Token], start: int, end: int) -> bool:
    """Whether a chunk describes the phrase before it: a relative clause, an age, a phrase without a verb of its own."""
    low = tokens[start].low
    if low in RELATIVES or low in ("and", "or", "aged", "now", "then", "formerly", "also", "with", "in", "of", "at"):
        return not (low in ("and",) and any(token.low in FINITE for token in tokens[start:end]))
    if all(token.text.isdigit() for token in tokens[start:end]):
        return True
    phrase = read_phrase(tokens, start, end)
    if phrase is None:
        return low.endswith(("ed", "ing")) or low in INSIDE
    rest = tokens[phrase.end : end]
    if not rest or is_relative(rest) or rest[0].low in SUBORDINATORS | {"to", "under"}:
        return True
    return not any(token.low in FINITE or (token.low in CUE_VERBS and not token.capital) for token in rest)


def read_description(tokens: list[Token], chunk: tuple[int, int]) -> Phrase | None:
    """Give the phrase of a chunk that describes another."""
    return None if tokens[chunk[0]].low in RELATIVES else read_phrase(tokens, *chunk)
