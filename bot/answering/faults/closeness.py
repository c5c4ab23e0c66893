"""Meaning: what a statement says, its quotations say too, all of it and not only most.

    sentence of the statement | its words | best cosine of each among the quotations' | mean, worst run, weakest word

That is late interaction (`index.late_interaction`) turned about: there a sentence covers a question, here quotations
cover a statement. The worst runs and the weakest word are what a clause or a word put into an honest sentence cannot
hide behind. Dates, figures and names are left out, since they were looked up: “2 June” is not like “on Thursday”.

What says only model and language is taken off where the model needs it (`index.centring`). Token vectors of such a
model take on much of the words around, so that each part of a sentence is read on its own there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from bot.answering.faults.days import find_day_spans
from bot.answering.faults.figures import find_figures
from bot.answering.faults.ground import Ground
from bot.answering.faults.limits import AS_MADE, Limits, choose_limits
from bot.answering.faults.names import find_runs
from bot.answering.faults.parts import cut_parts
from bot.answering.faults.reading import Word, read_words
from corpus.sentences import split_sentences
from corpus.worded import Worded
from index.centring import take_off
from index.embedding import Embedder, Embedding, Floats, TokenVectors
from index.words import is_latin

FAR = Worded("a meaning that its quotations do not have")


RUN, PAIR = 3, 2
"""How many words in a row are held to be one thing said."""

SAME = 0.75
"""How near a word is at least that stands in the quotations, where parts of a sentence are read on their own."""

LEAST_ORDER = 0.8
"""Where the model does not know the language: the share of the words that stand in one quotation in this order."""


@dataclass(frozen=True, slots=True)
class Closeness:
    """How close a sentence is to quotations; each figure is a cosine.

    `cosine` is that with the nearest quotation, `coverage` the mean over the sentence's words, `run` the mean of the
    worst three in a row; of the words that are not in the question, `pair` is that of the worst two in a row, and
    `word` the weakest.
    """

    cosine: float
    coverage: float
    run: float
    pair: float
    word: float

    def reaches(self, limits: Limits = AS_MADE) -> bool:
        """Whether it is close enough."""
        return (
            self.cosine >= limits.cosine
            and self.coverage >= limits.coverage
            and self.run >= limits.run
            and self.pair >= limits.pair
            and self.word >= limits.word
        )


class Closenesses:
    """Measures statements against quotations, each of which is embedded once."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Embedding] = {}

    def find_fault(self, statement: str, ground: Ground) -> str | None:
        """Say that the statement is not close enough to its quotations, or None."""
        if not self._covers(statement, ground):
            return None if follows_order(statement, ground) else FAR
        limits = choose_limits(statement, ground, centred=self._embedder.directions is not None)
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
        centred = self._embedder.directions is not None
        spoken = self._read_parts(sentence) if centred else own.tokens
        words = weigh_words([(word.start, word.end) for word in judged], spoken, tokens)
        if centred:
            words = lift_same(words, judged, ground)
        unasked = list(split_asked(words, judged, ground.question))
        return Closeness(
            max(float(own.vector @ each.vector) for each in cited[: len(ground.texts)]),
            float(np.mean(words)) if words else 1.0,
            find_worst_run(words),
            min((find_worst_run(run, PAIR) for run in unasked if len(run) >= PAIR), default=1.0),
            min((near for run in unasked for near in run), default=1.0),
        )

    def _read_parts(self, sentence: str) -> TokenVectors:
        """Give the tokens of a sentence, each as it is in its own part of it."""
        parts = list(cut_parts(sentence))
        read = [each.tokens for each in self._embed([part.text_of(sentence) for part in parts])]
        if not read:
            return TokenVectors(np.empty((0, 0), np.float32), np.empty((0, 2), np.int32))
        spans = [tokens.spans + part.start for tokens, part in zip(read, parts, strict=True)]
        return TokenVectors(np.concatenate([tokens.vectors for tokens in read]), np.concatenate(spans))

    def _covers(self, statement: str, ground: Ground) -> bool:
        languages = {quote.source.language for quote in ground.quotes}
        return all(map(self._embedder.covers, languages)) and (is_latin(statement) or self._embedder.covers("und"))

    def _embed(self, texts: Sequence[str]) -> list[Embedding]:
        lacking = [text for text in dict.fromkeys(texts) if text not in self._known]
        directions = self._embedder.directions
        for place, embedding in self._embedder.embed_passages(lacking):
            self._known[lacking[place]] = embedding if directions is None else centre(embedding, directions)
        return [self._known[text] for text in texts]


def centre(embedding: Embedding, directions: Floats) -> Embedding:
    """Give an embedding without what it has of the directions (k, d)."""
    tokens = embedding.tokens
    return Embedding(
        take_off(embedding.vector, directions), TokenVectors(take_off(tokens.vectors, directions), tokens.spans)
    )


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


def lift_same(near: Sequence[float], words: Sequence[Word], ground: Ground) -> list[float]:
    """Give the figures of words, where one that stands in a quotation is near, whatever it is read beside."""
    known = {word.stem for quotation in ground.words for word in quotation}
    return [max(figure, SAME) if word.stem in known else figure for figure, word in zip(near, words, strict=True)]


def split_asked(near: Sequence[float], words: Sequence[Word], question: str) -> Iterator[list[float]]:
    """Give the figures of words that follow one another without one that is in the question between them."""
    asked = {word.stem for word in read_words(question)}
    for is_asked, run in groupby(zip(near, words, strict=True), lambda pair: pair[1].stem in asked):
        if not is_asked:
            yield [figure for figure, _ in run]


def find_worst_run(words: Sequence[float], length: int = RUN) -> float:
    """Give the least mean among runs of so many words; that of all of them where they are fewer."""
    runs = (words[at : at + length] for at in range(max(1, len(words) - length + 1)))
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
