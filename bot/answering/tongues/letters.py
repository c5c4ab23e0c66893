"""Names across scripts: the consonants of a name as all scripts have them, without vowels.

“Anselma”, «آنسلما», «أنسلما» and ״אנסלמה״ are all “nslm”. Letters that scripts mix up count as one: b and v, p and f,
k, q, c and g of Arabic’s غ, s and z of every kind.
"""

from functools import lru_cache

from corpus.spelling import fold
from index.words import is_latin

LEAST_LETTERS = 3
"""Names with fewer consonants are alike by chance."""

CLASSES = {
    "b": "bvבب",
    "f": "fpپفפף",
    "t": "tתטتطث",
    "d": "dدذדضظ",
    "k": "kqcקכךکقخ",
    "g": "gגگغ",
    "j": "jجچ",
    "l": "lلל",
    "m": "mمםמ",
    "n": "nنןנ",
    "r": "rرר",
    "s": "sxسصשסثצץشزzזژ",
}
SILENT = frozenset("aeiouyhwاعهحویءאהועיח'’׳״")
LETTER = {letter: key for key, letters in CLASSES.items() for letter in letters if letter not in "wו"}
DIGRAPHS = (
    ("sh", "s"),
    ("ch", "j"),
    ("kh", "k"),
    ("gh", "g"),
    ("th", "t"),
    ("ph", "f"),
    ("ck", "k"),
    ("ג׳", "ج"),
    ("צ׳", "ج"),
)


@lru_cache(maxsize=20_000)
def spell_consonants(word: str) -> str:
    """Give a word's consonants, doubled ones once; nothing where a letter is of another script."""
    plain = fold(word)
    for pair, one in DIGRAPHS:
        plain = plain.replace(pair, one)
    spelled = ""
    for letter in plain:
        key = LETTER.get(letter, "")
        if not key and letter not in SILENT and not letter.isspace():
            return ""
        spelled += key if key != spelled[-1:] else ""
    return spelled


def is_same_word(one: str, other: str) -> bool:
    """Whether two words in two scripts can be one name."""
    if is_latin(one) == is_latin(other) and is_hebrew(one) == is_hebrew(other):
        return False
    spelled = spell_consonants(one)
    return len(spelled) >= LEAST_LETTERS and spelled == spell_consonants(other)


def is_hebrew(word: str) -> bool:
    """Whether a word has a Hebrew letter."""
    return any("\u05d0" <= letter <= "\u05ea" for letter in word)
