"""Names in two scripts: one party, where a report gives both («یونس کرجی‌دار (Yunes Karjidar)»), or letters agree.

bodies of the reports at hand | names with another in brackets | name, or its last word: the same in Latin letters
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.answering.tongues.letters import spell_consonants
from corpus.spelling import fold
from index.words import is_latin

LATIN = r"[A-Z][\w’'-]+(?: (?:al-|[A-Z])[\w’'-]+){0,3}"
MARKS = r"[\u200c\u0591-\u05c7\u064b-\u065f\u0670׳’'־-]"
OWN = rf"[^\W\d_A-Za-z](?:[^\W\d_A-Za-z]|{MARKS})*"
GIVEN = re.compile(rf"(?P<own>{OWN}(?: {OWN}){{0,3}}) \((?P<latin>{LATIN})\)")
LEAST_LETTERS = 5
"""So many consonants names in two scripts have to share, in two words or more, to be one though no report says so."""


@lru_cache(maxsize=512)
def list_given(body: str) -> tuple[tuple[str, str], ...]:
    """Give each name of a body that stands again in Latin letters behind it, folded, whole and by its last word."""
    pairs: list[tuple[str, str]] = []
    for found in GIVEN.finditer(body):
        latin = found["latin"].split()
        own = found["own"].split()[-len(latin) :]
        pairs += [(fold_name(" ".join(own)), found["latin"]), (fold_name(own[-1]), latin[-1])]
    return tuple(pairs)


def find_second_names(bodies: Iterable[str]) -> Mapping[str, str]:
    """Give the Latin form of the names for which one of these texts gives it; one with two forms has none."""
    forms: dict[str, set[str]] = {}
    for body in bodies:
        for own, latin in list_given(body):
            forms.setdefault(own, set()).add(latin)
    return {own: next(iter(latins)) for own, latins in forms.items() if len(latins) == 1}


def find_second_name(name: str, known: Mapping[str, str]) -> str | None:
    """Give a name's Latin form, by all of it or by its last word, or None."""
    if is_latin(name):
        return None
    folded = fold_name(name)
    return known.get(folded) or known.get(folded.split(" ")[-1] if " " in folded else "")


def fold_name(name: str) -> str:
    """Give a name in one spelling, the half-space inside a word left out."""
    return " ".join(fold(name.replace("\u200c", "").replace("-", "")).split())


def is_same_across(one: str, other: str) -> bool:
    """Whether names in two scripts are one by their consonants: two words or more, letter for letter."""
    words = [[spelled for word in name.split() if (spelled := spell_consonants(word))] for name in (one, other)]
    if is_latin(one) == is_latin(other) or len(words[0]) < 2:
        return False
    return words[0] == words[1] and sum(map(len, words[0])) >= LEAST_LETTERS
