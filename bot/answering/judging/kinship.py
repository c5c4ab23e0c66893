"""Whether a question and the reports found for it are in one language.

    letters | words of the question that the passages have, light ones too | the languages, where they are known | kin

Two texts in one language share its small words; across languages they share hardly a name, even in one script. That
holds for any language, and tells where the question's was not heard. Short questions can share words across languages
that are alike, and there what was heard tells.
"""

from collections.abc import Sequence
from enum import Enum

from bot.answering.judging.signs import Reports, find_report
from index.searching import Hit
from index.words import is_latin, list_words

READ = 10
"""In how many passages the words are looked for; fewer passages are too few to miss a word in."""

LEAST_SHARED = 0.36
"""Of the words of a question: on ten passages, 99 % of questions share .4 or more within a language, and 97 % less than
this across two."""

ALL_SHARED = 0.8
"""A question of which passages have so much is in their language, whatever was heard: names have none of their own."""


class Kin(Enum):
    """How a question is related to what was found for it."""

    LATIN = "one language, in Latin letters"
    OTHER_LETTERS = "one language, in other letters"
    ACROSS = "two languages"


def find_kin(question: str, hits: Sequence[Hit], reports: Reports, language: str | None = None) -> Kin:
    """Give how a question is related to the report of its first hit; there must be a hit.

    `language` is the code of the question's, None where that is not known.
    """
    first = find_report(hits[0], reports)
    near = [(hit, find_report(hit, reports)) for hit in hits[:READ]]
    texts = [
        report.body[hit.passage.start : hit.passage.end] for hit, report in near if report.language == first.language
    ]
    latin = is_latin(question)
    if latin != is_latin(texts[0]):
        return Kin.ACROSS
    shared = measure_shared(question, texts)
    if shared < LEAST_SHARED and len(texts) == READ:
        return Kin.ACROSS
    if language is not None and language != first.language and shared < ALL_SHARED:
        return Kin.ACROSS
    return Kin.LATIN if latin else Kin.OTHER_LETTERS


def measure_shared(question: str, texts: Sequence[str]) -> float:
    """Give the share of a question's words that any of the texts has as they are; 1 of a question without words."""
    asked = {word for word in list_words(question) if not word.isdigit()}
    known = {word for text in texts for word in list_words(text)}
    return len(asked & known) / len(asked) if asked else 1.0
