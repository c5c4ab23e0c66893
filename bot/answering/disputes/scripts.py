"""Names in two scripts that are one though no report gives both: their letters agree.

Pairs that a report does give (“یونس کرجی‌دار (Yunes Karjidar)”) are those of `corpus.name_store`.
"""

from bot.answering.tongues.letters import spell_consonants
from index.words import is_latin

LEAST_LETTERS = 5
"""So many consonants the names have to share, in two words or more."""


def is_same_across(one: str, other: str) -> bool:
    """Whether names in two scripts are one by their consonants: two words or more, letter for letter."""
    words = [[spelled for word in name.split() if (spelled := spell_consonants(word))] for name in (one, other)]
    if is_latin(one) == is_latin(other) or len(words[0]) < 2:
        return False
    return words[0] == words[1] and sum(map(len, words[0])) >= LEAST_LETTERS
