"""The words of a question as they were typed, and which of them stand as verbs: rules about neighbours, no parser."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.follow_ups.question_words import (
    BEING,
    DETERMINERS,
    DOING,
    ER_VERBS,
    FUNCTION,
    LY_NOUNS,
    NEVER_NOUNS,
    PAST,
    PREDICATES,
    RELATIONAL,
    SELVES,
    SUBJECTS,
    VERBS,
    stem_word,
)

WORD = re.compile(r"[#$£€]?\w+(?:[.,:’'/&-]\w+)*[’']?(?<![,:])|[^\w\s]")
POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$", re.IGNORECASE)
OBJECTS = ("it", "them", "him", "us", "me")
DOER = re.compile(r"(?:er|or)s?$")
"""How nouns end that are made of verbs: “opener”."""

PREDICATE = re.compile(r"\w{2}(?:ed|ing)$|\w{3}(?:ory|able|ible|ive|ous|ful|less)$")
"""How words end that stand at the end of a question and are no nouns: “was it mandatory”."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark of a text and its place; `first` says whether a sentence begins with it."""

    text: str
    start: int
    end: int
    first: bool

    @property
    def low(self) -> str:
        """The word in small letters with straight marks, without what makes it possessive."""
        plain = self.text.lower().replace("’", "'")
        return plain if plain in FUNCTION else POSSESSIVE.sub("", plain)

    @property
    def is_possessive(self) -> bool:
        """Whether it ends like “minister’s”; “what’s” and its like do not count."""
        return self.low not in FUNCTION and POSSESSIVE.search(self.text) is not None

    @property
    def is_mark(self) -> bool:
        """Whether it is a mark and no word."""
        return not any(character.isalnum() for character in self.text)

    @property
    def is_content(self) -> bool:
        """Whether it says something by itself, as neither words of grammar nor adverbs do."""
        if self.is_mark or (self.low in FUNCTION and not self.is_acronym):
            return False
        return self.is_capital or not self.low.endswith("ly") or len(self.low) < 6 or self.low in LY_NOUNS

    @property
    def is_acronym(self) -> bool:
        """Whether it is written in capitals, like US or WHO."""
        return len(self.text) > 1 and self.text.isupper() and self.text != "OK"

    @property
    def is_capital(self) -> bool:
        """Whether it is written as a name, and not only because a sentence begins."""
        return self.text[:1].isupper() and (not self.first or self.text[1:2].isupper())

    @property
    def stem(self) -> str:
        """Its English stem."""
        return stem_word(self.low)


def list_words(text: str) -> list[Word]:
    """Give the words and marks of a text in order."""
    words: list[Word] = []
    begins = True
    for found in WORD.finditer(text):
        words.append(Word(found.group(), *found.span(), begins))
        begins = found.group() in ".?!:;…" or (begins and words[-1].is_mark)
    return words


def list_stems(text: str) -> frozenset[str]:
    """Give the stems of a text's content words."""
    return frozenset(word.stem for word in list_words(text) if word.is_content)


def is_verb(words: Sequence[Word], at: int) -> bool:
    """Whether the word stands as a verb."""
    word = words[at]
    if not word.is_content or word.is_capital or word.is_possessive or word.text[:1].isdigit():
        return False
    if DOER.search(word.low) and word.low not in ER_VERBS:
        return False
    return _follows_subject(words, at) or _takes_object(words, at) or _stands_as_verb(words, at)


def look(words: Sequence[Word], at: int) -> str:
    """Give the word at a place in small letters; nothing before the first and after the last."""
    return words[at].low if 0 <= at < len(words) else ""


def _follows_subject(words: Sequence[Word], at: int) -> bool:
    """Whether a pronoun that can only be a subject stands before the word: “did they allow”, “who denied”."""
    before, stem = look(words, at - 1), words[at].stem
    if before in ("to", "and", "or", "what"):
        return stem in VERBS and (before == "to" or stem not in RELATIONAL)
    return before in SUBJECTS and (stem in VERBS or stem not in RELATIONAL)


def _takes_object(words: Sequence[Word], at: int) -> bool:
    """Whether a new phrase opens right after the word: “cutting the cables”."""
    before, after = look(words, at - 1), look(words, at + 1)
    if before in DETERMINERS or after not in DETERMINERS | SUBJECTS or (after in SELVES and after not in OBJECTS):
        return False
    return after in OBJECTS or words[at].stem in VERBS or words[at].low.endswith(("ing", "ed"))


def _stands_as_verb(words: Sequence[Word], at: int) -> bool:
    """Whether it is a word that is a verb more often than not, or the verb at the end of what an auxiliary opened."""
    word = words[at]
    if look(words, at - 1) in DETERMINERS:
        return False
    if at == 0 or not words[at - 1].is_content or words[at - 1].is_possessive:
        done = look(words, at - 1) in BEING and word.low.endswith("ed")
        return (done or word.stem in VERBS or word.low in PAST) and word.stem not in RELATIONAL
    closes = at + 1 == len(words) or not words[at + 1].is_content
    opener = _find_opener(words, at)
    if opener in DOING and word.stem in VERBS:
        return closes or word.stem not in RELATIONAL
    if opener in ("do", "does", "did") and closes and not _has_verb(words, at):
        return word.stem not in RELATIONAL
    if opener in BEING:
        return closes and (word.low in PAST | PREDICATES or PREDICATE.search(word.low) is not None)
    return word.stem in VERBS and (word.low in PAST | NEVER_NOUNS or word.low.endswith("ed"))


def _has_verb(words: Sequence[Word], at: int) -> bool:
    """Whether a verb stands before the word in its own run: “do cats eat plastic”."""
    while at > 0 and words[at - 1].is_content:
        at -= 1
        if words[at].stem in VERBS and words[at].stem not in RELATIONAL:
            return True
    return False


def _find_opener(words: Sequence[Word], at: int) -> str:
    """Give the auxiliary before the phrase in which the word stands, or what else stands there."""
    before = at - 1
    while before >= 0 and (words[before].is_content or words[before].low in DETERMINERS | {"of", "and"}):
        before -= 1
    return look(words, before)
