"""Which questions ask for the same: what a question is like, and how like two must be.

    question | vector: the embedding model's, or that of its spelling | mean cosine with each group | the best, or none

The embedding model reads what it was trained on; everything else, and everything where there is no model, is compared
by spelling: words and their trigrams, hashed. Questions that hold different figures never ask for the same.
`docs/decisions.md` has the figures, which `tests/bot/test_gap_likeness.py` measures.
"""

import logging
import math
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from zlib import crc32

import numpy as np

from bot.state.gap_groups import Placed
from bot.state.gaps import Reading
from index.embedding import Embedder, Floats
from index.errors import EmbeddingModelError
from index.model_choice import is_e5
from index.words import fold, is_latin, list_words

SPELLING = "spelling-1"
SPELLING_SIZE = 512
ENGLISH, OTHER_SCRIPTS = "en", ""
LEAST_ALIKE, LEAST_ALIKE_E5_LATIN, LEAST_ALIKE_E5 = 0.825, 0.95, 0.96
LEAST_ALIKE_SPELLED, LEAST_ALIKE_SPELLED_LATIN = 0.5, 0.6
FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")

log = logging.getLogger(__name__)


class QuestionReader:
    """Makes of questions what they are compared by; without an embedder, their spelling alone.

    `find_embedder` gives the one of the model that answers now.
    """

    def __init__(self, find_embedder: Callable[[], Embedder] | None = None) -> None:
        self._find_embedder = find_embedder

    @property
    def models(self) -> tuple[str, ...]:
        """What it reads with; a question that was read with something else has to be read again."""
        return (self._find_embedder().name, SPELLING) if self._find_embedder else (SPELLING,)

    def read(self, questions: Sequence[str]) -> list[Reading]:
        """Give what each question is like; where the embedding model cannot be loaded, by its spelling."""
        readings = [Reading(SPELLING, spell_question(question).tobytes()) for question in questions]
        if not questions or self._find_embedder is None:
            return readings
        embedder = self._find_embedder()  # once, so that no two of them are made by different models
        places = [place for place, question in enumerate(questions) if is_covered(question, embedder)]
        if places:
            try:
                for place, embedding in embedder.embed_passages([questions[place] for place in places]):
                    vector = embedding.vector.astype("<f4").tobytes()
                    readings[places[place]] = Reading(embedder.name, vector)
            except EmbeddingModelError as error:
                log.warning("%s Gaps are grouped by their spelling meanwhile.", error)
        return readings


def is_covered(question: str, embedder: Embedder) -> bool:
    """Whether the model was trained on what a question seems to be written in."""
    return embedder.covers(ENGLISH if is_latin(question) else OTHER_SCRIPTS)


def place_questions(placed: Sequence[Placed], asked: Sequence[tuple[str, Reading]]) -> list[int]:
    """Give the group of each question, in order: the number of one that is there, or -1, -2, … for new groups."""
    fresh = count(-1, -1)
    groups = {
        model: Groups(model, [each for each in placed if each.reading.model == model], len(asked))
        for model in {reading.model for _, reading in asked}
    }
    return [groups[reading.model].put(question, reading, fresh) for question, reading in asked]


class Groups:
    """Groups of questions that one model has read, with room for so many `more` questions."""

    def __init__(self, model: str, placed: Sequence[Placed], more: int) -> None:
        self._model = model
        self._room = len(placed) + more
        self._matrix: Floats = np.zeros((0, 0), np.float32)
        self._owners = np.zeros(self._room, np.int64)
        self._count = 0
        self._places: dict[int, int] = {}
        self._figures: list[frozenset[str]] = []
        for each in placed:
            self._add(each.question, each.group, read_vector(each.reading))

    def put(self, question: str, reading: Reading, fresh: Iterator[int]) -> int:
        """Put a question where it belongs, if nowhere into a new group with the next fresh number; gives the number."""
        vector = read_vector(reading)
        number = self._find(question, vector)
        if number is None:
            number = next(fresh)
        self._add(question, number, vector)
        return number

    def _find(self, question: str, vector: Floats) -> int | None:
        """Give the group that is most alike, on the average over its questions, or None where none is enough so."""
        if not self._count:
            return None
        owners, figures, numbers = self._owners[: self._count], find_figures(question), list(self._places)
        least = find_least(self._model, question)
        means = np.bincount(owners, self._matrix[: self._count] @ vector) / np.bincount(owners)
        for place in np.argsort(-means, kind="stable").tolist():
            if means[place] < least:
                return None
            if self._figures[place] == figures:
                return int(numbers[place])
        return None

    def _add(self, question: str, number: int, vector: Floats) -> None:
        if not self._count:
            self._matrix = np.zeros((self._room, len(vector)), np.float32)
        if number not in self._places:
            self._places[number] = len(self._places)
            self._figures.append(find_figures(question))
        self._matrix[self._count] = vector
        self._owners[self._count] = self._places[number]
        self._count += 1


def spell_question(question: str) -> Floats:
    """Give the vector of a question's words and their trigrams, each at a place that its hash gives; of length 1."""
    vector = np.zeros(SPELLING_SIZE, np.float32)
    for word in list_words(question):
        framed = f"^{word}$"
        trigrams = [framed[at : at + 3] for at in range(len(framed) - 2)]
        vector[crc32(word.encode()) % SPELLING_SIZE] += 1
        for trigram in trigrams:
            vector[crc32(trigram.encode()) % SPELLING_SIZE] += 1 / math.sqrt(len(trigrams))
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), "<f4")


def find_least(model: str, question: str) -> float:
    """Give how alike a question must be to a group: E5's vectors lie close together, letters without vowels closer."""
    if model != SPELLING:
        least = LEAST_ALIKE_E5_LATIN if is_latin(question) else LEAST_ALIKE_E5
        return least if is_e5(model) else LEAST_ALIKE
    return LEAST_ALIKE_SPELLED_LATIN if is_latin(question) else LEAST_ALIKE_SPELLED


def find_figures(question: str) -> frozenset[str]:
    """Give the figures that a question holds, whatever digits they are written in."""
    return frozenset(FIGURE.findall(fold(question)))


def read_vector(reading: Reading) -> Floats:
    """Give the vector of a reading."""
    return np.frombuffer(reading.vector, "<f4")
