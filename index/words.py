"""What words become before they are compared: folded, and cut to their stems where the language has a stemmer.

    text | fold | words | stems

Folding is that of `corpus.spelling`: without case, diacritics and the other ways in which a letter can be typed.
"""

import re
from collections.abc import Iterable
from functools import cache

import Stemmer

from corpus.spelling import fold as fold  # words are folded before anything else is done with them

WORD = re.compile(r"\w+")
STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali",
    "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


def list_words(text: str) -> list[str]:
    """Give the folded words of a text in order."""
    return WORD.findall(fold(text))


def stem_words(words: Iterable[str], language: str) -> list[str]:
    """Give the stems of folded words; they stay as they are in a language without a stemmer."""
    stemmer = find_stemmer(language)
    return list(words) if stemmer is None else stemmer.stemWords(list(words))


@cache
def find_stemmer(language: str) -> Stemmer.Stemmer | None:
    """Give the Snowball stemmer of a language (a two-letter code), or None."""
    name = STEMMERS.get(language)
    return Stemmer.Stemmer(name) if name else None


def is_latin(text: str) -> bool:
    """Whether most letters of a text are Latin ones."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter < "\u0250" for letter in letters) * 2 >= len(letters)
