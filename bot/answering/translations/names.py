"""Names that a translation has and its original does not, as far as letters show it.

Words in Latin letters inside a text of other letters have to stand in the original as they are. Between two texts in
Latin letters, of two or more words with capitals in a row one at least has to begin like a word of the original.
"""

import re
from collections.abc import Iterator

from corpus.spelling import fold

LATIN = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f’'-]*")
CAPITALS = re.compile(r"[A-Z\u00c0-\u00de][\w’'-]+(?:\s[A-Z\u00c0-\u00de][\w’'-]+)+")
HEAD = 2
"""How many letters two words have to share at their beginning to be taken for forms of one name."""


def has_foreign_name(original: str, translation: str) -> bool:
    """Whether a name stands in the translation that the original does not have."""
    if is_latin(translation) and not is_latin(original):
        return False
    known = {fold(word) for word in LATIN.findall(original)}
    if not is_latin(translation):
        return any(fold(word) not in known for word in LATIN.findall(translation))
    heads = {word[:HEAD] for word in known}
    return any(all(fold(word)[:HEAD] not in heads for word in name) for name in list_names(translation))


def list_names(text: str) -> Iterator[list[str]]:
    """Give the runs of two or more words with capitals."""
    yield from (found.group().split() for found in CAPITALS.finditer(text))


def is_latin(text: str) -> bool:
    """Whether most of the letters are Latin ones."""
    letters = [each for each in text if each.isalpha()]
    return 2 * sum(each < "\u0250" for each in letters) > len(letters)
