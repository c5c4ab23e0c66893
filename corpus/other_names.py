"""What the names in some words are called in other letters, as the reports that stand now give them.

words | every run of up to five of them, folded | the spellings that reports pair with it
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from corpus.spelling import fold

WORD = re.compile(r"[^\W_]+(?:[’'‘ʼ-][^\W_]+)*")
POSSESSIVE = re.compile(r"[’']s?\Z")
MOST_WORDS = 5
ATTACHED = re.compile(r"\A(?:وال|بال|لل|[وبلفك]|[ובלכמשה])(?=\w{3})")
"""Small words that Arabic and Hebrew write in one with a name."""


@dataclass(frozen=True, slots=True)
class OtherNames:
    """Names, folded, with their spellings in other letters; empty where no report pairs any.

    A part of a name (“Rook”) stands in `parts`, since several people may be called so.
    """

    whole: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def list_others(self, words: str) -> tuple[str, ...]:
        """Give the other spellings of every name in some words; of a part only where no longer name has it."""
        found = [(key, other) for key in list_keys(words) for other in self.whole.get(key, ())]
        named = {word for key, _ in found for word in key.split()}
        parts = (each for key in list_keys(words) if key not in named for each in self.parts.get(key, ()))
        return tuple(dict.fromkeys((*(other for _, other in found), *parts)))

    def list_same(self, name: str) -> tuple[str, ...]:
        """Give the other spellings of somebody’s name, without those that reports give to another name too.

        So two people whose names another script writes alike are never taken for one.
        """
        key = fold(name)
        return tuple(other for other in self.list_others(name) if not self._is_shared(other, key))

    def _is_shared(self, other: str, key: str) -> bool:
        """Whether a spelling is that of another name as well, in the letters of the first."""
        back = {fold(each) for each in (*self.whole.get(fold(other), ()), *self.parts.get(fold(other), ()))}
        return any(each not in key and key not in each for each in back if is_latin(each) == is_latin(key))

    def list_met(self, words: str, texts: Iterable[str]) -> Iterator[str]:
        """Give the names in some words that any of these texts has in other letters, as the words have them."""
        known = [*self.whole.items(), *self.parts.items()] if self.whole or self.parts else []
        folded = [fold(text) for text in texts] if known else []
        keys = set(list_keys(words)) if folded else set()
        for key, others in known:
            if key in keys and any(fold(other) in text for other in others for text in folded):
                yield key


NOBODY = OtherNames()


def list_keys(words: str) -> Iterator[str]:
    """Give every run of words, folded, the longest first; also without a small word written in one with it."""
    folded = [fold(POSSESSIVE.sub("", found.group())) for found in WORD.finditer(words)]
    for count in range(min(MOST_WORDS, len(folded)), 0, -1):
        for first in range(len(folded) - count + 1):
            run = " ".join(folded[first : first + count])
            yield run
            bare = ATTACHED.sub("", run)
            if bare != run:
                yield bare


def is_latin(text: str) -> bool:
    """Whether a name is in Latin letters."""
    return any("a" <= letter <= "z" for letter in fold(text))
