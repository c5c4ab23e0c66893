"""Meaning: what a statement says, its quotations say too, all of it and not only most.

    sentence of the statement | its words | best cosine of each among the quotations' | mean, worst run, weakest word

That is late interaction (`index.late_interaction`) turned about: there a sentence covers a question, here quotations
cover a statement. The worst run and the weakest word are what a clause or a word put into an honest sentence cannot
hide behind. Dates, figures and names are left out, since they were looked up: “2 June” is not like “on Thursday”.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.answering.faults.across.spoken import hear_statement, is_across
from bot.answering.faults.days import find_day_spans
from bot.answering.faults.figures import find_figures
from bot.answering.faults.ground import Ground
from bot.answering.faults.names import find_runs
from bot.answering.faults.reading import Word, read_words
from bot.languages.language import find_language
from corpus.sentences import split_sentences
from corpus.worded import Worded
from index.embedding import Embedder, Embedding, Floats, TokenVectors
from index.words import is_latin

FAR = Worded("a meaning that its quotations do not have")


@dataclass(frozen=True, slots=True)
class Limits:
    """The least of each figure of closeness with which a statement passes; each is a cosine."""

    cosine: float
    coverage: float
    run: float
    word: float


LIMITS = Limits(0.35, 0.55, 0.4, 0.28)
"""Chosen on pairs of statements and quotations, of our own and of SQuAD 2.0; `docs/decisions.md` has the figures."""

E5_ENGLISH = Limits(0.81, 0.82, 0.82, 0.76)
"""For E5, whose cosines all lie near one another, English over English: chosen on two of four tables of statements."""

E5_ALIKE = Limits(0.85, 0.85, 0.82, 0.825)
"""For E5, another language over itself, where another noun in the same place is near .8: chosen on pairs of our own."""

E5_ACROSS = Limits(0.81, 0.76, 0.69, 0.64)
"""For E5, from one language to another: chosen on sentences of XQuAD in English and Arabic."""

RUN = 3
"""How many words in a row are held to be one thing said."""

LEAST_ORDER = 0.8
"""Where the model does not know the language: the share of the words that stand in one quotation in this order."""


@dataclass(frozen=True, slots=True)
class Closeness:
    """How close a sentence is to quotations; each figure is a cosine.

    `cosine` is that with the nearest quotation, `coverage` the mean over the sentence's words, `run` the mean of the
    worst few in a row, and `word` that of the weakest that is not in the question.
    """

    cosine: float
    coverage: float
    run: float
    word: float

    def reaches(self, limits: Limits = LIMITS) -> bool:
        """Whether it is close enough."""
        return (
            self.cosine >= limits.cosine
            and self.coverage >= limits.coverage
            and self.run >= limits.run
            and self.word >= limits.word
        )


class Closenesses:
    """Measures statements against quotations, each of which is embedded once."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Embedding] = {}
        self._is_e5 = "e5" in embedder.name

    def find_fault(self, statement: str, ground: Ground) -> str | None:
        """Say that the statement is not close enough to its quotations, or None."""
        if not self._covers(statement, ground):
            return None if follows_order(statement, ground) else FAR
        limits = choose_e5_limits(statement, ground) if self._is_e5 else LIMITS
        sentences = (span.text_of(statement) for span in split_sentences(statement))
        return None if all(self.measure(sentence, ground).reaches(limits) for sentence in sentences) else FAR

    def measure(self, sentence: str, ground: Ground) -> Closeness:
        """Measure one sentence.

        Raises:
            EmbeddingModelError: when the model cannot be loaded.
        """
        own, *cited = self._embed([sentence, *ground.cited])
        tokens = np.concatenate([each.tokens.vectors for each in cited])
        judged = list_judged(sentence)
        words = weigh_words([(word.start, word.end) for word in judged], own.tokens, tokens)
        asked = {word.stem for word in read_words(ground.question)}
        return Closeness(
            max(float(own.vector @ each.vector) for each in cited[: len(ground.texts)]),
            float(np.mean(words)) if words else 1.0,
            find_worst_run(words),
            min((near for near, word in zip(words, judged, strict=True) if word.stem not in asked), default=1.0),
        )

    def _covers(self, statement: str, ground: Ground) -> bool:
        languages = {quote.source.language for quote in ground.quotes}
        return all(map(self._embedder.covers, languages)) and (is_latin(statement) or self._embedder.covers("und"))

    def _embed(self, texts: Sequence[str]) -> list[Embedding]:
        lacking = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known |= {lacking[place]: embedding for place, embedding in self._embedder.embed_passages(lacking)}
        return [self._known[text] for text in texts]


def choose_e5_limits(statement: str, ground: Ground) -> Limits:
    """Give the limits for E5, by the languages of a statement and of what it cites."""
    if not is_across(statement, ground):
        return E5_ENGLISH
    spoken = hear_statement(statement).language
    alike = all(find_language(quote.source.language) is spoken for quote in ground.quotes)
    return E5_ALIKE if alike else E5_ACROSS


def list_judged(sentence: str) -> list[Word]:
    """Give the words of a sentence that say something and are no part of a date, a figure or a name."""
    looked_up = [(word.start, word.end) for run in find_runs(sentence) for word in run]
    looked_up += [(figure.start, figure.end) for figure in find_figures(sentence)]
    looked_up += find_day_spans(sentence)
    return [
        word
        for word in read_words(sentence)
        if word.is_content and not any(start < word.end and word.start < end for start, end in looked_up)
    ]


def weigh_words(spans: Sequence[tuple[int, int]], own: TokenVectors, tokens: Floats) -> list[float]:
    """Give for each word the mean over its tokens of their best cosine with any of these tokens."""
    if not len(tokens) or not len(own.vectors):
        return [0.0] * len(spans)
    best = (own.vectors @ tokens.T).max(axis=1)
    inside = ((own.spans[:, 0] < end) & (own.spans[:, 1] > start) for start, end in spans)
    return [float(best[mask].mean()) if mask.any() else 0.0 for mask in inside]


def find_worst_run(words: Sequence[float]) -> float:
    """Give the least mean among runs of words; that of all of them where they are few."""
    runs = (words[at : at + RUN] for at in range(max(1, len(words) - RUN + 1)))
    return min((sum(run) / len(run) for run in runs if run), default=1.0)


def follows_order(statement: str, ground: Ground) -> bool:
    """Whether a statement only shortens one of its quotations: its words stand there, nearly all in the same order."""
    words = [word.text for word in read_words(statement)]
    known = {word.text for text in ground.everything for word in read_words(text)}
    if not words or not set(words) <= known:
        return False
    return any(count_in_order(words, quotation) >= LEAST_ORDER * len(words) for quotation in ground.words)


def count_in_order(words: Sequence[str], quotation: Sequence[Word]) -> int:
    """Give how many of the words stand in the quotation in the same order: their longest common subsequence."""
    row = [0] * (len(words) + 1)
    for there in quotation:
        before = 0
        for at, word in enumerate(words, 1):
            before, row[at] = row[at], before + 1 if word == there.text else max(row[at], row[at - 1])
    return row[-1]
