"""Whether two texts say the same words: one report carried by several outlets is one source, not several.

`resemblance` measures how much wording is shared; `same_wording` decides it for two sentences, and is strict, because
what differs in a number, a name, a negation or any word that carries a fact is a dispute and not a copy. `same_fact`
is less strict, for reports that an editor called copies of one another.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from corpus.abbreviations import list_words
from corpus.folding import fold_text

SHARED = 0.5
"""Under this share of common words two sentences are never the same wording: the quick way out of most pairs.

The lightest edits measured left .75 and more; a dropped aside can leave .6."""

REWORDED = 0.3
"""From this much shared wording on a sentence of a copy is one of its original's, edited."""

LONG = 40
"""From this many words on, shingles of three words tell texts apart; shorter texts are compared by two."""

ASIDE = range(3, 13)
"""How many words an aside may have that a copy left out: “, which is examining the wreckage,”."""

WORD = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?(?!\w)|\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[%&$£€?]")
MINUS = re.compile(r"(?:^|[\s(])[-−–]\Z")
PLACE = r"[A-Z][A-Z'’.-]+(?:[ /][A-Z][A-Z'’.-]+){0,3}\b[^.!?\"“”(\n]{0,40}"
AGENCY = r"\([^)\n]{2,40}\)"
DATELINE = re.compile(rf"\s*(?:{PLACE}(?:{AGENCY})?|[^.!?\"“”(\n]{{2,40}}{AGENCY})\s*[–—-]+\s+(?=.{{0,12}}[a-z])")

ARTICLES = list_words("a an the")
WEIGHTLESS = ARTICLES | list_words("that also mr mrs ms miss dr has have had")
AMOUNTS = list_words("few little lot couple dozen hundred thousand million billion")
SAYING = list_words("said says")
DAYS = list_words("monday tuesday wednesday thursday friday saturday sunday")
RELATIVES = list_words("which who whose whom where")
WEIGHTY = AMOUNTS | list_words(
    "not no never nobody none nothing neither nor without cannot hardly deny denies denied false falsely allegedly "
    "reportedly reported claimed accused if unless until only but except although though however half quarter third"
)

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {word: str(value) for value, word in enumerate(UNITS.split())}
NUMBERS |= {word: f"{value}0" for value, word in enumerate(TENS.split(), 2)}
ROUND = frozenset(f"{value}0" for value in range(2, 10))
DIGITS = frozenset("123456789")
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
SPELLINGS = {month[:3]: month for month in MONTHS} | {
    "sept": "september",
    "%": "percent",
    "&": "and",
    "towards": "toward",
    "whilst": "while",
    "amongst": "among",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, and whether it is written with a capital."""

    text: str
    capital: bool


def resemblance(one: str, other: str) -> float:
    """Give how much wording two sentences or bodies share, from 0 to 1; 1.0 for the same words in the same order.

    The Jaccard index of word shingles (Broder 1997), with case, punctuation and typography folded: three words from
    `LONG` words on, two in shorter texts, and single words where a text has no more than two.
    """
    return compare_words(list_texts(read_words(one)), list_texts(read_words(other)))


def compare_words(words: list[str], others: list[str]) -> float:
    """Give how much wording two texts share whose words have been read."""
    if words == others:
        return 1.0
    size = choose_size(min(len(words), len(others)))
    shingles, other_shingles = make_shingles(words, size), make_shingles(others, size)
    return len(shingles & other_shingles) / len(shingles | other_shingles)


def same_wording(one: str, other: str) -> bool:
    """Whether two sentences are the same words but for a light edit, as a copy of an agency's report has.

    Light are articles, courtesy titles, “that”, “also”, “has”, “on” before a day or date, “said” for “says”, a figure
    for its word, a dateline that one of them lacks, and a short “which…” aside that holds no name, figure or negation.
    """
    one, other = drop_dateline(one, other), drop_dateline(other, one)
    words, others = sorted((read_words(one), read_words(other)), key=list_texts)
    texts, other_texts = list_texts(words), list_texts(others)
    if texts == other_texts:
        return bool(texts)
    if not share_enough(set(texts), set(other_texts)):
        return False
    edits = SequenceMatcher(None, texts, other_texts, autojunk=False).get_opcodes()
    return all(kind == "equal" or is_light(words, range(a, b), others, range(c, d)) for kind, a, b, c, d in edits)


def same_fact(one: str, other: str) -> bool:
    """Whether a sentence of a copy is one of its original's, however edited: a figure or a negation may not differ."""
    if same_wording(one, other):
        return True
    return list_weighty(one) == list_weighty(other) and resemblance(one, other) >= REWORDED


def list_weighty(text: str) -> set[str]:
    """Give the figures of a text and the words in it that turn what is said."""
    words = list_texts(read_words(text))
    return {word for word in words if word in WEIGHTY or word.endswith("n't") or word.lstrip("-")[0].isdigit()}


def drop_dateline(text: str, other: str) -> str:
    """Give the text without its dateline where the other has none; two datelines are compared as words."""
    found = DATELINE.match(text)
    return text[found.end() :] if found and not DATELINE.match(other) else text


@lru_cache(maxsize=64)
def read_words(text: str) -> tuple[Word, ...]:
    """Give the words of a text in one spelling: numbers to ninety-nine as figures, “3 Feb.” as “February 3”.

    The last few texts are remembered, because a handful of candidates are all compared with one another.
    """
    folded = fold_text(text)
    words: list[Word] = []
    for found in WORD.finditer(folded.text):
        first, _ = folded.find_place(found.start(), found.end())
        word = Word(spell_word(found.group()), text[first].isupper())
        if word.text.isdigit() and MINUS.search(text, max(0, first - 2), first):
            word = replace(word, text="-" + word.text)
        before = words[-1].text if words else ""
        if word.text in MONTHS and before.isdigit():
            words.insert(-1, word)
        elif (before, word.text) == ("per", "cent"):
            words[-1] = replace(word, text="percent")
        elif is_compound(folded.text, found) and before in ROUND and word.text in DIGITS:
            words[-1] = replace(word, text=before[0] + word.text)
        else:
            words.append(word)
    return tuple(words)


def is_compound(text: str, found: re.Match[str]) -> bool:
    """Whether a hyphen joins the word to the one before it."""
    return text[max(0, found.start() - 1) : found.start()] == "-"


def spell_word(word: str) -> str:
    """Give the one spelling of a folded word."""
    plain = word.replace(".", "") if word[0].isalpha() else word
    return NUMBERS.get(plain) or SPELLINGS.get(plain, plain)


def list_texts(words: Sequence[Word]) -> list[str]:
    """Give the words alone."""
    return [word.text for word in words]


def choose_size(words: int) -> int:
    """Give how many words make a shingle where the shorter text has this many."""
    return 3 if words >= LONG else min(2, max(1, words - 1))


def make_shingles(words: list[str], size: int) -> set[tuple[str, ...]]:
    """Give the runs of this many words."""
    return {tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1))}


def share_enough(words: set[str], others: set[str]) -> bool:
    """Whether two sentences have so many words in common that an alignment is worth its time."""
    return len(words & others) >= SHARED * max(len(words), len(others))


def is_light(words: Sequence[Word], run: range, others: Sequence[Word], other_run: range) -> bool:
    """Whether one run of words may stand for the other in a copy; either may be empty."""
    texts = {words[at].text for at in run}
    other_texts = {others[at].text for at in other_run}
    if texts and other_texts and texts | other_texts <= SAYING:
        return True
    if all(is_weightless(words, at) for at in run) and all(is_weightless(others, at) for at in other_run):
        return True
    return (not other_run and is_aside(words, run)) or (not run and is_aside(others, other_run))


def is_weightless(words: Sequence[Word], at: int) -> bool:
    """Whether a word may come or go without changing what is said."""
    word = words[at].text
    following = words[at + 1].text if at + 1 < len(words) else ""
    if word == "on":
        return following in DAYS or following in MONTHS
    if word in ARTICLES:
        return following not in AMOUNTS
    return word in WEIGHTLESS


def is_aside(words: Sequence[Word], run: range) -> bool:
    """Whether the run is a short relative clause with no name, figure, negation or condition in it."""
    inside = [words[at] for at in run]
    return (
        len(inside) in ASIDE
        and inside[0].text in RELATIVES
        and not any(word.capital or word.text in WEIGHTY or word.text[0].isdigit() for word in inside)
        and not any(word.text.endswith("n't") for word in inside)
    )
