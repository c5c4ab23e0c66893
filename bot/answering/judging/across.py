"""Signs between a question and a report in another language, where no word of the one need be in the other.

    question, first passage | names by their letters or their sound, figures in any digits, scripts, place | signs

Names of people and places are written by their sound in another script, so that a shared one shows that both are about
the same thing. In Latin letters names have capitals; in others any word can be one, and two languages in one such
script share many words that are none.
"""

import re
from collections.abc import Iterator, Sequence
from math import log

from bot.answering.judging.coverage import Wording, is_name
from bot.answering.judging.signs import Reports, Signs, find_report, read_passage
from bot.answering.tongues.concepts import list_bare
from bot.languages.hearing import Script, find_script
from bot.languages.language import Language, find_language
from corpus.names_across_scripts import LEAST_CONSONANTS, LOOSE_ALONE
from corpus.sounds import Consonants, measure_unlikeness, spell_consonants
from corpus.spelling import fold
from index.searching import CANDIDATES, Hit
from index.words import WORD

FIGURE = re.compile(r"\d+")
LONG, ONE_DIFFERS = 7, 1.1
"""From how many consonants on one of them may differ in two spellings of a name."""

TOKENS_A_WORD, MOST_TOKENS = 1.5, 32
"""More say nothing: letters without a meaning are cut into many, and nearly all questions have fewer."""

MOST_APART = 2
"""By how many consonants two spellings may differ in length and still be compared."""


def measure_signs_across(question: str, hits: Sequence[Hit], reports: Reports, language: str | None) -> Signs:
    """Give the signs of a search across languages, by name; there must be a hit.

    `heard` is how many consonants the longest name has that both the question and the first passage have, by its
    sound in two scripts and by its letters in Latin ones. `met` and `unmet` are 1 where the question has figures and
    the passage has one of them, or none; `one_script` is 1 where both are in one script. `alike` is the likeness of
    the vectors of both, `place` the logarithm of the passage's rank by it, and `tokens` that of the question's length:
    what is written in one word in one language is three in another.
    """
    report = find_report(hits[0], reports)
    text = read_passage(hits[0], report)
    asked, said = find_script(question), find_script(text)
    names = set(list_names(question, asked, find_language(language)))
    others = set(list_names(text, said, find_language(report.language)))
    figures, known = (set(FIGURE.findall(fold(each))) for each in (question, text))
    return {
        "heard": float(measure_heard(names, others) if asked is not said else measure_same(names & others, asked)),
        "met": float(bool(figures & known)),
        "unmet": float(bool(figures) and not figures & known),
        "one_script": float(asked is said),
        "alike": hits[0].similarity,
        "place": log(hits[0].vector_rank or CANDIDATES),
        "tokens": log(max(1.0, min(len(hits[0].match.tokens), TOKENS_A_WORD * len(question.split()), MOST_TOKENS))),
    }


def list_names(text: str, script: Script, language: Language | None) -> Iterator[str]:
    """Give the folded words of a text that can be names; where any can be, also without what is written in front."""
    if script is Script.LATIN:
        words = Wording.of(text).words
        yield from (fold(word.text) for place, word in enumerate(words) if is_name(words, place))
        return
    for word in WORD.findall(text):
        yield from list_bare(fold(word), language or Language.ENGLISH)


def measure_same(names: set[str], script: Script) -> int:
    """Give how many consonants the longest of some names has that both have; 0 where any word can be a name."""
    if script is not Script.LATIN:
        return 0
    return max((firm for each in names if (firm := spell_consonants(each).firm) >= LEAST_CONSONANTS), default=0)


def measure_heard(names: set[str], others: set[str]) -> int:
    """Give how many consonants the longest name has that sounds like one of the others; 0 where none does."""
    spelled, known = (
        [each for each in map(spell_consonants, words) if each.firm >= LEAST_CONSONANTS] for words in (names, others)
    )
    return max((min(one.firm, other.firm) for one in spelled for other in known if sound_alike(one, other)), default=0)


def sound_alike(one: Consonants, other: Consonants) -> bool:
    """Whether two spellings can be of one name."""
    if abs(len(one.sounds) - len(other.sounds)) > MOST_APART:
        return False
    free = ONE_DIFFERS if min(one.firm, other.firm) >= LONG else LOOSE_ALONE
    return measure_unlikeness(one, other) <= free
