"""What words become before they are compared: folded, and cut to their stems where the language has a stemmer.

    text | fold | words | stems

Folding drops case and diacritics and takes Arabic and Persian spellings of a letter together, so that ي and ی, or
ك and ک, are one letter, and so are their digits and 0 to 9; the half-space and the kashida are no letters.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import Stemmer

WORD = re.compile(r"\w+")
SAME_LETTER = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ئ": "ی",
        "ك": "ک",
        "ة": "ه",
        "ە": "ه",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ؤ": "و",
        "\u200c": " ",
        "ـ": "",
    }
    | {digits[value]: str(value) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value in range(10)}
)
STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali",
    "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


def fold(text: str) -> str:
    """Give the text in small letters without diacritics; its length may change."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn").translate(SAME_LETTER).lower()


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
