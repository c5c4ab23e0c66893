"""Names: each one in a statement stands in its quotations or the question, and its parts stand there together."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from bot.answering.faults.days import blank_days, is_day_word
from bot.answering.faults.figures import is_counting
from bot.answering.faults.ground import Ground
from bot.answering.faults.reading import FUNCTION_WORDS, Word, read_words, stem
from corpus.abbreviations import TITLES, list_words
from corpus.worded import Worded

FOREIGN_NAME = Worded("a name that its quotations do not have")

OPENERS = FUNCTION_WORDS | list_words(
    "accordingly additionally afterwards again ahead altogether amid apart asked besides currently despite due "
    "earlier early eventually everyone everybody everything except finally following given hence indeed initially "
    "investigators lastly later lately like locals meanwhile moreover neighbours nevertheless nonetheless "
    "officials often otherwise overall people police recently regarding reportedly reporters residents "
    "researchers scientists similarly sometimes soon sources subsequently therefore today together twice unlike "
    "usually whatever whenever whereas wherever whoever witnesses allegedly apparently perhaps possibly probably "
    "supposedly"
)
"""Words that may open a sentence of their own accord, so that their capital makes no name."""

ENDINGS = ("ians", "ian", "ans", "an", "ese", "ish", "is", "i", "ic", "e", "ia", "a", "s", "ns", "n")
"""What tells a country from its people: “Estrane” and “Estranian”, “Nahrestan” and “Nahrestani”."""

SHORTEST = 4
JOINERS = list_words("of de del della der den von van al el la le the for and &")


def find_name_fault(statement: str, ground: Ground) -> str | None:
    """Say that a name of the statement stands neither in its quotations nor in the question, or None."""
    phrases = [list_forms(text) for text in ground.everything]
    for run in find_runs(statement):
        if not is_known(run, phrases):
            return FOREIGN_NAME
    return None


def find_runs(text: str) -> Iterator[list[Word]]:
    """Give the runs of words written with a capital that are no dates, without forms of address and openers."""
    plain = blank_days(text)
    run: list[Word] = []
    for word in read_words(plain):
        follows = bool(run) and re.fullmatch(r"[\s&.'’-]+|\s+of\s+", plain[run[-1].end : word.start]) is not None
        if run and (not is_name(word) or not follows):
            if word.text == "of" and not is_name(word):
                continue
            yield run
            run = []
        if is_name(word):
            run.append(word)
    if run:
        yield run


def is_name(word: Word) -> bool:
    """Whether a word is written as a name."""
    if not word.capital or word.text in TITLES or is_day_word(word.text):
        return False
    if word.opens and (word.text in OPENERS or is_counting(word.text)):
        return False
    return word.text != "i"


@lru_cache(maxsize=512)
def list_forms(text: str) -> tuple[frozenset[str], ...]:
    """Give the forms of each word of a text, in order, forms of address and joining words left out."""
    return tuple(make_forms(word.text) for word in read_words(text) if word.text not in TITLES)


@lru_cache(maxsize=20_000)
def make_forms(word: str) -> frozenset[str]:
    """Give what a word may be matched by: itself, its stem, and itself without the ending of a people or country."""
    cut = (word.removesuffix(ending) for ending in ENDINGS)
    return frozenset({word, stem(word), *(form for form in cut if len(form) >= SHORTEST)})


def is_known(run: Sequence[Word], phrases: Iterable[Sequence[frozenset[str]]]) -> bool:
    """Whether each word of a name stands in a phrase, and each two neighbours stand near one another in one."""
    forms = [make_forms(word.text) for word in run]
    places = [list(find_places(forms, phrase)) for phrase in phrases]
    if not all(any(found[at] for found in places) for at in range(len(forms))):
        return False
    return all(any(are_near(found[at], found[at + 1]) for found in places) for at in range(len(forms) - 1))


def find_places(forms: Sequence[frozenset[str]], phrase: Sequence[frozenset[str]]) -> Iterator[list[int]]:
    """Give for each word the places at which it stands in the phrase."""
    for form in forms:
        yield [at for at, there in enumerate(phrase) if form & there]


def are_near(places: Sequence[int], others: Sequence[int]) -> bool:
    """Whether one place follows another at once, or with one word between, such as “of” or a first name."""
    return any(0 < other - place <= 2 for place in places for other in others)
