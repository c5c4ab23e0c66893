"""The words of a text as the checks see them: stems, with their places, sentences, clauses and capitals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from corpus.abbreviations import TITLES, list_words
from corpus.sentences import Span, split_sentences
from index.words import fold, stem_words

WORD = re.compile(r"\d+(?:[.,:]\d+)*|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*|\d")
BREAK = re.compile(r"[,;:()–—“”\"«»]|\s-\s")
APOSTROPHES = str.maketrans("’‘ʼ", "'''")
POSSESSIVE = re.compile(r"(?:'s|')\Z")

CLAUSE_OPENERS = list_words(
    "but and while although though because that which who whom whose when where if after before since until "
    "whereas whether unless so as"
)

FUNCTION_WORDS = list_words(
    "a about above across after against all along also although am among an and another any are aren't around as "
    "at away be because been before behind being below beneath beside between beyond both but by can cannot can't "
    "could couldn't did didn't do does doesn't doing don't down during each either else even ever every few for "
    "from further had hadn't has hasn't have haven't having he her here hers him his how however i if in inside "
    "instead into is isn't it its itself just least less many may me might mine more most much must my near "
    "neither never no nobody none nor not nothing now of off on once one ones only onto or other others our out "
    "outside over own past per rather same several shall she should since so some someone somebody something "
    "still such than that the their theirs them themselves then there these they this those though through "
    "throughout thus till to too toward towards under until unless up upon us very was wasn't we well were "
    "weren't what when where whether which while who whom whose why will with within without won't would wouldn't "
    "yet you your yours according nearly almost roughly approximately himself herself longer said says say saying told "
    "tell tells"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: folded, its stem, where it stands, and how it is written.

    `sentence` and `clause` count from 0 through the text; `opens` is whether it is the first of its sentence.
    """

    text: str
    stem: str
    start: int
    end: int
    sentence: int
    clause: int
    capital: bool
    opens: bool

    @property
    def is_content(self) -> bool:
        """Whether it says something of its own: no function word, no form of address."""
        return self.text not in FUNCTION_WORDS and self.text not in TITLES


@lru_cache(maxsize=512)
def read_words(text: str) -> tuple[Word, ...]:
    """Give the words of a text in order; the last few hundred texts are remembered, quotations above all."""
    plain = normalize("NFC", text)
    return tuple(
        word for count, span in enumerate(split_sentences(plain)) for word in read_sentence(plain, span, count)
    )


def read_sentence(text: str, span: Span, sentence: int) -> Iterator[Word]:
    """Give the words of one sentence."""
    clause = 1000 * sentence
    last = span.start
    for found in WORD.finditer(text, span.start, span.end):
        word = fold_word(found.group())
        if BREAK.search(text, last, found.start()) or word in CLAUSE_OPENERS:
            clause += 1
        opens = last == span.start
        last = found.end()
        yield Word(word, stem(word), *found.span(), sentence, clause, found.group()[0].isupper(), opens)


def fold_word(word: str) -> str:
    """Give a word in small letters without the sign of possession."""
    return POSSESSIVE.sub("", fold(word.translate(APOSTROPHES)).replace(".", "")) if word[0].isalpha() else word


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Give a word's English stem."""
    return stem_words([word], "en")[0]


def inflect(verbs: str) -> frozenset[str]:
    """Give the forms of regular verbs, of which the last letter is not doubled."""
    return frozenset(form for verb in verbs.split() for form in inflect_verb(verb))


def inflect_verb(verb: str) -> tuple[str, ...]:
    """Give the forms of one regular verb."""
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    ending = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return verb, verb + ending, f"{verb}ed", f"{verb}ing"


def list_stems(words: tuple[Word, ...]) -> frozenset[str]:
    """Give the stems of the words that say something."""
    return frozenset(word.stem for word in words if word.is_content)
