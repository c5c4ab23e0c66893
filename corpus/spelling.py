"""One spelling for all the ways in which a word can be typed, for comparing words and for looking names up.

Folding drops case and diacritics and takes Arabic and Persian spellings of a letter together, so that ي and ی, or
ك and ک, are one letter, and so are their digits and 0 to 9; the half-space and the kashida are no letters.
"""

from unicodedata import category, normalize

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


class Letters(dict[int, int | str | None]):
    """What each character becomes: a mark nothing, a letter the one that it counts as; it fills itself as it is used.

    Asking for the category of each character anew takes most of the time of folding a name.
    """

    def __missing__(self, point: int) -> int | str | None:
        found = SAME_LETTER.get(point, point) if category(chr(point)) != "Mn" else None
        self[point] = found
        return found


LETTERS = Letters()


def fold(text: str) -> str:
    """Give the text in small letters without diacritics; its length may change."""
    return text.lower() if text.isascii() else normalize("NFKD", text).translate(LETTERS).lower()
