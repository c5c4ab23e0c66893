"""Whose verb it is: the phrase before or after a verb of speech that names who speaks.

    … chunk, chunk, chunk VERB …     the chunks between commas, read leftwards to the edge of the clause

Every scan stops after `REACH` words, so that the time grows with the length of the text alone.
"""

from dataclasses import dataclass

from corpus.abbreviations import list_words
from corpus.speech.cues import ADVERBS, BE, COORDINATORS, DAYS, MODALS, NEGATIONS, SUBORDINATORS
from corpus.speech.phrases import Phrase, find_name, is_stop, read_phrase
from corpus.speech.subject_phrases import (
    NEVER_SUBJECT,
    OPENINGS,
    RELATIVES,
    Subject,
    can_speak,
    choose_pair,
    describes,
    introduces,
    is_relative,
    is_time,
    read_description,
    skip_lead,
)
from corpus.speech.tokens import DETERMINERS, INSIDE, Kind, Token

REACH = 70
PLURALS = list_words("police sources officials")


@dataclass(frozen=True, slots=True)
class Before:
    """What stands between a subject and its verb: the index left of it all, and what was met on the way."""

    at: int
    negated: bool
    passive: bool
    modal: bool


def skip_back(tokens: list[Token], at: int) -> Before:
    """Pass over the auxiliaries, adverbs and times left of a verb at `at`."""
    negated = passive = modal = False
    here = at - 1
    while here >= 0 and at - here < 12:
        token = tokens[here]
        low = token.low
        if (
            token.kind is Kind.WORD
            and (low in ADVERBS or low in NEGATIONS or low in MODALS)
            and not names(tokens, here)
        ):
            negated |= low in NEGATIONS
            passive |= low in BE and here == last_skipped(tokens, at, here)
            modal |= low in MODALS
        elif not (is_time(tokens, here) or (token.is_mark(",") and closes_aside(tokens, here))):
            break
        here -= 1
    return Before(here, negated, passive, modal)


def names(tokens: list[Token], at: int) -> bool:
    """Whether a word that could be an auxiliary is a name (“Will Hale said”, “May Orr said”)."""
    return tokens[at].capital and at > 0


def last_skipped(tokens: list[Token], at: int, here: int) -> int:
    """Give the index of a form of “be” that makes the verb passive: only adverbs stand between the two."""
    return here if all(token.low in ADVERBS or token.low in NEGATIONS for token in tokens[here + 1 : at]) else -1


def closes_aside(tokens: list[Token], at: int) -> bool:
    """Whether a comma closes a short aside (“, however,” “, in turn,”)."""
    return at >= 2 and tokens[at - 2].is_mark(",") and tokens[at - 1].low in ("however", "too", "meanwhile", "though")


def find_left_subject(tokens: list[Token], at: int) -> Subject | None:
    """Give the subject that ends at the token `at`, left of a verb."""
    if at < 0 or tokens[at].kind is Kind.QUOTE:
        return None
    if tokens[at].is_mark(","):
        return find_apposed_subject(tokens, at)
    if tokens[at].kind is Kind.MARK:
        return None
    if tokens[at].low in SUBORDINATORS | INSIDE or (
        tokens[at].low in DETERMINERS and tokens[at].low not in DEMONSTRATIVES
    ):
        return None
    if tokens[at].low in ("and", "but", "then"):
        return find_shared_subject(tokens, at)
    start = find_chunk_start(tokens, at)
    return read_chunk_subject(tokens, start, at + 1)


def find_shared_subject(tokens: list[Token], at: int) -> Subject | None:
    """Give the subject of the clause that a second verb goes on with (“She sat down and said”)."""
    start = at
    while start > 0 and at - start < REACH and (tokens[start - 1].kind is Kind.WORD or tokens[start - 1].is_mark(",")):
        start -= 1
    return find_opening_subject(tokens, start, at)


def find_opening_subject(tokens: list[Token], start: int, end: int) -> Subject | None:
    """Give the phrase that a clause begins with, what only leads to it left out."""
    at = start
    while at < end:
        stop = next((n for n in range(at, end) if tokens[n].kind is not Kind.WORD), end)
        first = skip_lead(tokens, at, stop)
        phrase = read_phrase(tokens, first, stop)
        leads = introduces(tokens, first, stop) or tokens[first].low in SUBORDINATORS
        if phrase and can_speak(phrase) and not leads:
            apposed = None
            if stop + 1 < end and tokens[stop].is_mark(",") and phrase.end == stop:
                apposed = read_phrase(tokens, stop + 1, end)
            return Subject(phrase, apposed)
        if not (leads or (first < stop and tokens[first].low in INSIDE | OPENINGS)) or stop >= end:
            return None
        if not tokens[stop].is_mark(","):
            return None
        at = stop + 1
    return None


def find_presented(tokens: list[Token]) -> Subject | None:
    """Give the person whom a sentence presents: “His opponent was Ottilie Brack”."""
    for at in range(2, min(len(tokens), 25)):
        if tokens[at - 1].low in ("is", "was") and tokens[at].capital and tokens[at - 2].kind is Kind.WORD:
            phrase = read_phrase(tokens, at)
            if phrase and len(phrase.tokens) > 1 and all(token.capital for token in phrase.tokens):
                return Subject(phrase)
    return None


DEMONSTRATIVES = list_words("this that these those some several many most")


def find_chunk_start(tokens: list[Token], at: int) -> int:
    """Give where the words between commas, quotations or other marks begin that end at `at`."""
    start = at
    while start > 0 and tokens[start - 1].kind is Kind.WORD and at - start < REACH:
        start -= 1
    return start


def read_chunk_subject(tokens: list[Token], start: int, end: int) -> Subject | None:
    """Give the subject of a chunk: the phrase that fills it, or the one that ends it."""
    first = skip_lead(tokens, start, end)
    phrase = read_phrase(tokens, first, end)
    if phrase and can_speak(phrase):
        rest = tokens[phrase.end : end]
        own = read_phrase(tokens, phrase.end + 1, end) if rest and rest[0].low in RELATIVES else None
        if own and own.end == end:
            return Subject(own, inner=True)
        if not rest or is_relative(rest):
            return Subject(phrase, inner=first > start and tokens[first - 1].low in SUBORDINATORS)
    return read_suffix_subject(tokens, start, end)


def read_suffix_subject(tokens: list[Token], start: int, end: int) -> Subject | None:
    """Give the phrase that ends a chunk after a word that ends another clause."""
    fronted = tokens[start].low in INSIDE | OPENINGS and not tokens[start].capital
    for at in range(max(start + 1, end - 25), end):
        before = tokens[at - 1]
        if not begins_clause(tokens, at) and not (fronted and ends_opening(tokens, at)):
            continue
        phrase = read_phrase(tokens, at, end)
        if phrase and phrase.end == end and can_speak(phrase):
            return Subject(phrase, inner=before.low in SUBORDINATORS)
    return None


def ends_opening(tokens: list[Token], at: int) -> bool:
    """Whether a subject can begin here after words that lead to it (“Outside the court Mr Finch said”)."""
    before, token = tokens[at - 1], tokens[at]
    if before.low in INSIDE | OPENINGS | DETERMINERS or before.possessive:
        return False
    return (token.capital and not before.capital) or token.low in DETERMINERS


def begins_clause(tokens: list[Token], at: int) -> bool:
    """Whether a new clause can begin at a word: after a conjunction, or with a pronoun or name after a verb."""
    before, token = tokens[at - 1], tokens[at]
    if before.low in SUBORDINATORS or before.low in COORDINATORS:
        return True
    if token.low in ("he", "she", "they", "it"):
        return before.low not in INSIDE
    return (
        token.capital
        and not before.capital
        and before.low not in INSIDE | DETERMINERS | OPENINGS | {"to"}
        and is_stop(before)
    )


def find_apposed_subject(tokens: list[Token], comma: int) -> Subject | None:
    """Give the subject whose description a comma closes: “Maud Ferrant, the guild’s secretary, said”."""
    chunks: list[tuple[int, int]] = []
    end = comma
    while end > 0 and len(chunks) < 7 and comma - end < REACH:
        start = find_chunk_start(tokens, end - 1) if tokens[end - 1].kind is Kind.WORD else end
        if start == end:
            break
        chunks.append((start, end))
        if start == 0 or not tokens[start - 1].is_mark(","):
            break
        end = start - 1
    return choose_head(tokens, chunks[::-1])


def choose_head(tokens: list[Token], chunks: list[tuple[int, int]]) -> Subject | None:
    """Give the leftmost chunk that is a phrase, with only descriptions after it."""
    if len(chunks) < 2:
        return read_chunk_subject(tokens, *chunks[0]) if chunks and chunks[0][0] == 0 else None
    pair = choose_pair(tokens, chunks)
    if pair:
        return pair
    best: Subject | None = None
    for number, (start, end) in enumerate(chunks):
        if best is None or not describes(tokens, start, end):
            best = read_head(tokens, start, end, chunks[number + 1]) if number + 1 < len(chunks) else None
    return best


def read_head(tokens: list[Token], start: int, end: int, following: tuple[int, int]) -> Subject | None:
    """Give the subject that a chunk holds, described by the chunk after it."""
    first = skip_lead(tokens, start, end)
    phrase = read_phrase(tokens, first, end)
    if not phrase or not can_speak(phrase) or introduces(tokens, first, end):
        return None
    subject = read_chunk_subject(tokens, start, end)
    return Subject(subject.phrase, read_description(tokens, following), subject.inner) if subject else None


def find_right_subject(tokens: list[Token], at: int) -> Subject | None:
    """Give the subject that stands after a verb: “said Maud Ferrant, the guild’s secretary”."""
    if at >= len(tokens) or tokens[at].kind is not Kind.WORD:
        return None
    first = tokens[at]
    starts = (
        first.capital
        or first.low in DETERMINERS
        or first.low in ("he", "she", "they", "one", "two", "three", "another", "both", "sources")
        or first.possessive
        or begins_people(tokens, at)
        or begins_title(tokens, at)
    )
    phrase = read_phrase(tokens, at) if starts and first.low not in DAYS and first.low not in NEVER_SUBJECT else None
    if phrase is None or not can_speak(phrase):
        return None
    apposed = None
    if phrase.end + 1 < len(tokens) and tokens[phrase.end].is_mark(","):
        apposed = read_phrase(tokens, phrase.end + 1)
        if apposed and not is_description(tokens, apposed):
            apposed = None
    return Subject(phrase, apposed)


def begins_people(tokens: list[Token], at: int) -> bool:
    """Whether a plural without an article begins here (“said health officials”)."""
    phrase = read_phrase(tokens, at)
    if phrase is None or len(phrase.tokens) > 9:
        return False
    return any(token.low.endswith("s") or token.low in PLURALS for token in phrase.tokens[:3])


def begins_title(tokens: list[Token], at: int) -> bool:
    """Whether a role and a name begin here (“said coastguard officer Liam Tregear”)."""
    phrase = read_phrase(tokens, at)
    return phrase is not None and find_name(phrase.tokens) is not None


def is_description(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether what follows a comma describes the subject, and is not a clause that goes on."""
    following = tokens[phrase.end] if phrase.end < len(tokens) else None
    if following is None or following.kind is not Kind.WORD:
        return not phrase.pronoun
    return (following.low in RELATIVES | INSIDE | {"and"} and not phrase.pronoun) or (
        find_name(phrase.tokens) is not None and following.low in ("on", "in", "at", "after", "when", "as")
    )
