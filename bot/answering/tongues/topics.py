"""What a question and a sentence are about, and how much of the one the other has, whatever language each is in.

text | folded words | those with a meaning of their own | terms | met: by meaning, by stem, by the letters of a name
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.tongues.concepts import find_concept, list_bare
from bot.answering.tongues.hearing import ENGLISH_WORDS, find_tongue
from bot.answering.tongues.letters import spell_consonants
from bot.languages.language import Language
from corpus.abbreviations import list_words
from corpus.spelling import fold
from index.words import stem_words

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0591-\u05c7\u064b-\u065f\u0670׳’'])*")
ALSO_STOPPED = list_words("about than then s there these those into as how much many not no or any his her their our")
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Term:
    """One word that says something: its row or else its stem, the consonants by which a name is known, its place."""

    key: str
    consonants: str
    folded: str
    start: int
    end: int
    has_concept: bool
    negated: bool = False


@lru_cache(maxsize=4096)
def list_terms(text: str, language: Language) -> tuple[Term, ...]:
    """Give the words of a text that say something, in order."""
    tongue = find_tongue(language)
    stopped = tongue.stopped if tongue else ENGLISH_WORDS | ALSO_STOPPED
    return tuple(
        make_term(folded, found, language)
        for found in WORD.finditer(text)
        if (folded := fold(found.group()).strip())
        and len(folded) >= SHORTEST
        and not is_stopped(folded, stopped, language)
    )


def is_stopped(folded: str, stopped: frozenset[str], language: Language) -> bool:
    """Whether a word says nothing by itself, alone or with a small word before it."""
    return folded in stopped or (language is Language.ARABIC and folded[1:] in stopped and folded[0] in "وف")


def make_term(folded: str, found: re.Match[str], language: Language) -> Term:
    """Give the term that a word makes; a Persian verb may be negated by its first letter."""
    concept = find_concept(folded, language)
    if concept is None and language is Language.PERSIAN and folded.startswith("ن"):
        concept = find_concept(folded[1:], language)
        if concept:
            return Term(concept, "", folded, *found.span(), has_concept=True, negated=True)
    stem = concept or stem_words([list(list_bare(folded, language))[-1]], language)[0]
    return Term(
        stem, "" if concept else spell_consonants(folded), folded, *found.span(), has_concept=concept is not None
    )


def find_met(asked: Iterable[Term], said: Iterable[Term], *, same: bool) -> list[Term]:
    """Give the terms asked that a text has; `same` says that both are in one language, whose stems compare."""
    terms = list(said)
    keys = {term.key for term in terms if same or term.has_concept}
    letters = {term.consonants for term in terms if len(term.consonants) > SHORTEST}
    return [
        term
        for term in asked
        if (term.key in keys and (same or term.has_concept)) or (not same and term.consonants in letters)
    ]


def measure_met(question: str, asked: Language, text: str, said: Language) -> float:
    """Give the share of a question's terms that a text has, from 0 to 1."""
    terms = {term.key: term for term in list_terms(question, asked)}
    met = find_met(terms.values(), list_terms(text, said), same=asked is said)
    return len({term.key for term in met}) / max(1, len(terms))
