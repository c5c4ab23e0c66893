"""What one language asks, denies, blames and sets aside with; every pattern is held against folded words.

Folding is that of `corpus.spelling`: the half-space is a space, ي is ی and ة is ه, and accents are gone. The patterns
are written as people write and folded when they are made.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.languages.language import Language
from corpus.spelling import fold

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Tongue:
    """The words of one language.

    `asks_…` match questions: for a number, a date, who or why or whether (`disputable`), who or what (`who`), a side
    (`side`), or what somebody said (`spoken`). `counted` has the noun behind “how many” as `noun`. `set_aside`,
    `rough`, `of_time` and `aged` match what stands before a figure up to it, `part` and `measure` what follows it.
    `denial`, `blame`, `suspicion` and `responsibility` do so in so many words; `negation` matches one word that
    negates, `negated_form` a verb that is negated by its form, `open` a word for “whether” or “who”, and `opening` one
    that is so only right before what it asks. `unsaid` matches “I do not say”, and `treated` who is only counted in
    hospital.
    """

    language: Language
    asks_number: Pattern
    asks_date: Pattern
    disputable: Pattern
    who: Pattern
    side: Pattern
    spoken: Pattern
    counted: Pattern
    set_aside: Pattern
    rough: Pattern
    of_time: Pattern
    aged: Pattern
    part: Pattern
    measure: Pattern
    denial: Pattern
    blame: Pattern
    suspicion: Pattern
    responsibility: Pattern
    negation: Pattern
    open: Pattern
    stopped: frozenset[str]
    unsaid: Pattern
    treated: Pattern
    negated_form: Pattern = re.compile(r"(?!)")
    opening: Pattern = re.compile(r"(?!)")
    ordinal: Pattern = re.compile(r"(?!)")
    prefixes: str = ""


def fold_pattern(pattern: str) -> str:
    """Fold the letters of a pattern; its own signs, classes and escapes stay."""
    return re.sub(r"[^\x00-\x7f]+", lambda found: fold(found.group()), pattern)


@lru_cache(maxsize=512)
def find(pattern: str) -> Pattern:
    """Give a pattern of whole words, anywhere in a text."""
    return re.compile(rf"(?<!\w)(?:{fold_pattern(pattern)})(?!\w)", re.IGNORECASE)


def before(pattern: str) -> Pattern:
    """Give a pattern of whole words that end right before something."""
    return re.compile(rf"(?<!\w)(?:{fold_pattern(pattern)})[\s:־-]*\Z", re.IGNORECASE)


def after(pattern: str) -> Pattern:
    """Give a pattern of whole words that begin right behind something."""
    return re.compile(rf"[\s-]*(?:{fold_pattern(pattern)})(?!\w)", re.IGNORECASE)


def list_folded(words: str) -> frozenset[str]:
    """Give the folded words of a list; one that folding parts counts as its parts."""
    return frozenset(fold(words).split())
