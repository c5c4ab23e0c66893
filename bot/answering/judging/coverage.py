"""What a question names and counts, and how much of that stands in a text: the lexical side of refusing.

    text | words | names, figures and content words | which of them another text has

A word is had when the other text has its stem or nearly its letters, so that a slip in a name is no other name; a
figure when it has the same number, in digits or in words. Names are known by their capitals, so only scripts that have
capitals have names here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.abbreviations import list_words
from corpus.duplicates import NUMBERS
from index.words import fold, stem_words

WORD = re.compile(r"\d+(?:[.,]\d+)*\w*(?:[’']\w+)?|\w+(?:[’']\w+)?")
NUMBER = re.compile(r"\d+(?:\.\d+)?")

ASKING = list_words("what which who whom whose when where why how")
# Words without a meaning of their own, which any sentence may have or lack.
LIGHT = ASKING | list_words(
    "a an the of in on at to for from by with and or but as is are was were be been being am do does did done doing "
    "has have had having that this these those it its their his her they them he she we you i my our your there here "
    "than then so if into about over under between during through after before up down out off can could will would "
    "shall should may might must not no nor only also any some such other others one ones much many more most s t d ll "
    "re ve mr mrs ms miss dr"
)
JOINING = list_words("of the de del la al el von van bin ibn and")

SHORTEST = 4
LONG = 7
"""In letters: a word shorter than the first forgives no slip, one from the second on forgives two."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands in a text, with the forms under which it is looked up."""

    text: str
    folded: str
    stem: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    @property
    def is_light(self) -> bool:
        """Whether it has no meaning of its own."""
        return self.folded in LIGHT or len(self.folded) < 2

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital and could be a part of a name."""
        return self.text[0].isupper() and not self.is_light

    @property
    def number(self) -> str | None:
        """The number that it gives in digits or in words, as digits, or None; “one” is a pronoun more often."""
        found = NUMBER.match(self.folded.replace(",", ""))
        if found:
            return found.group()
        return NUMBERS.get(self.folded) if self.folded != "one" else None


class Wording:
    """The words of a text, and whether it has those of another."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = tuple(words)
        self.folded = frozenset(word.folded for word in words)
        self.stems = frozenset(word.stem for word in words)
        self.numbers = frozenset(number for word in words if (number := word.number) is not None)

    @classmethod
    def of(cls, text: str, language: str = "en") -> "Wording":
        """Read a text."""
        return cls(read_words(text, language))

    def has(self, word: Word) -> bool:
        """Whether it has a word in any form, or a number in digits or in words."""
        return word.stem in self.stems or word.folded in self.folded or (word.number or "") in self.numbers

    def has_nearly(self, word: Word) -> bool:
        """Whether it has the word, or one that differs from it by a slip."""
        if self.has(word):
            return True
        if word.number is not None or len(word.folded) < SHORTEST:
            return False
        return any(is_alike(word.folded, each) for each in self.folded if each[0] == word.folded[0])


def read_words(text: str, language: str = "en") -> list[Word]:
    """Give the words of a text with their stems in a language; possessive endings are left out."""
    words = (Word(found.group(), *read_word(found.group(), language), found.start()) for found in WORD.finditer(text))
    return [word for word in words if word.folded]


@lru_cache(maxsize=50_000)
def read_word(text: str, language: str) -> tuple[str, str]:
    """Give a word folded, and its stem."""
    folded = strip_possessive(fold(text))
    return folded, find_stem(folded, language)


@lru_cache(maxsize=50_000)
def find_stem(folded: str, language: str = "en") -> str:
    """Give the stem of a folded word."""
    return stem_words([folded], language)[0]


def strip_possessive(word: str) -> str:
    """Give a folded word without “’s”."""
    return re.sub(r"[’']s?$", "", word.replace("’", "'")).strip()


def is_name(words: Sequence[Word], place: int) -> bool:
    """Whether a word is part of a name: it has a capital that does not come from standing first."""
    word = words[place]
    if not word.is_capital or word.number is not None:
        return False
    follows = place + 1 < len(words) and words[place + 1].is_capital
    return place > 0 or follows or word.text.endswith(("’s", "'s"))


def is_alike(one: str, other: str) -> bool:
    """Whether two folded words are the same but for a slip: one letter, or two from seven letters on."""
    shorter, longer = sorted((one, other), key=len)
    if one[:1] != other[:1] or len(shorter) < SHORTEST or len(longer) - len(shorter) > 2 or shorter.isdigit():
        return False
    head = count_common(one, other)
    tail = min(count_common(one[::-1], other[::-1]), len(shorter) - head)
    return len(longer) - head - tail <= (1 if len(longer) < LONG else 2)


def count_common(one: str, other: str) -> int:
    """Count the letters that two words have in common from their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def find_missing(question: str, texts: Iterable[str], language: str = "en") -> tuple[str, ...]:
    """Give the names and figures of a question that none of the texts has, as they are written, in order.

    A name of several words is missing when no text has one of its words.
    """
    words = read_words(question, language)
    had = Wording([word for text in texts for word in read_words(text, language)])
    missing = [
        question[group[0].start : group[-1].end]
        for group in group_terms(question, words)
        if not all(had.has_nearly(word) for word in group if word.is_capital or word.number is not None)
    ]
    return tuple(dict.fromkeys(re.sub(r"[’']s$", "", term) for term in missing))


def group_terms(question: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    """Give the names of a question, whole (“University of Zorbia”), and its figures, each as its words."""
    group: list[Word] = []
    joining: list[Word] = []
    for place, word in enumerate(words):
        if group and question[words[place - 1].end : word.start].strip():
            yield group
            group, joining = [], []
        if is_name(words, place):
            group, joining = [*group, *joining, word], []
        elif group and word.folded in JOINING and word.text.islower():
            joining = [*joining, word]
        else:
            if group:
                yield group
            group, joining = [], []
            if word.number is not None and word.text[0].isdigit():
                yield [word]
    if group:
        yield group
