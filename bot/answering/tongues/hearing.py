"""Which of the languages a text is in: of a report by what is known of it, of a question by its letters and words."""

from functools import lru_cache

from bot.answering.tongues.arabic import ARABIC
from bot.answering.tongues.french import FRENCH
from bot.answering.tongues.hebrew import HEBREW
from bot.answering.tongues.persian import PERSIAN
from bot.answering.tongues.spanish import SPANISH
from bot.answering.tongues.tongue import Tongue
from bot.languages.hearing import hear_language
from bot.languages.language import Language, find_language
from corpus.abbreviations import list_words
from corpus.spelling import fold
from index.words import WORD, is_latin

TONGUES: dict[Language, Tongue] = {each.language: each for each in (PERSIAN, ARABIC, HEBREW, SPANISH, FRENCH)}
ENGLISH_WORDS = list_words(
    "the a an of in on at to for by with from and or is are was were be been do does did has have had it its "
    "this that what which who whom whose when where why how many much not no"
)
ALSO_ENGLISH = list_words("on me as or son pour comment sur sans fond chat plus si us no solo")
OWN_WORDS = {
    tongue.language: frozenset(
        word for word in tongue.stopped if len(word) > 1 and word not in ENGLISH_WORDS | ALSO_ENGLISH
    )
    for tongue in (SPANISH, FRENCH)
}
LEAST = 2
"""So many small words of Spanish or French, and more than of English, make a question one of theirs."""


@lru_cache(maxsize=1024)
def hear_tongue(question: str) -> Tongue | None:
    """Give the language that a question is asked in, None for English and where its words do not tell."""
    if not is_latin(question):
        return TONGUES.get(hear_language(question, Language.ENGLISH))
    words = WORD.findall(fold(question))
    counts = {tongue: sum(word in OWN_WORDS[tongue.language] for word in words) for tongue in (SPANISH, FRENCH)}
    best = max(counts, key=lambda tongue: counts[tongue])
    english = sum(word in ENGLISH_WORDS - best.stopped for word in words)
    return best if counts[best] > english and (counts[best] >= LEAST or "¿" in question) else None


def find_tongue(language: str) -> Tongue | None:
    """Give a report's language by its code, None for English and for a language without lists."""
    found = find_language(language)
    return TONGUES.get(found) if found else None
