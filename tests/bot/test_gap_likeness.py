"""Which questions ask for the same, measured on questions of our own, some of which were held out."""

import time
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import yaml

from bot.answering.answers import Question, Receipt, Refusal
from bot.gaps.likeness import SPELLING, QuestionReader, place_questions, spell_question
from bot.state.gap_groups import GapState, Placed
from bot.state.gaps import Reading
from index.errors import EmbeddingModelError

SUBJECTS = yaml.safe_load((Path(__file__).parent / "gap_questions.yaml").read_text(encoding="utf-8"))
RECEIPT = Receipt("", (), (), (), (), "none", 0.0)
WORDINGS = [
    question for subject in SUBJECTS for wordings in subject["questions"] for question in wordings if "?" in question
]
MANY, SORTED_S = 1000, 2.0


def list_questions(*, held_out, languages):
    """Questions with what they ask for, those that ask for the same with the same name."""
    return [
        (question, f"{subject['subject']} {place}")
        for subject in SUBJECTS
        if bool(subject.get("held_out")) == held_out and subject["language"] in languages
        for place, wordings in enumerate(subject["questions"])
        for question in wordings
    ]


def measure_groups(reader, asked):
    """Precision and recall over pairs: those put together that ask for the same, and those that ask so and are."""
    questions = [question for question, _ in asked]
    groups = place_questions([], list(zip(questions, reader.read(questions), strict=True)))
    pairs = list(combinations(range(len(asked)), 2))
    same = {pair for pair in pairs if asked[pair[0]][1] == asked[pair[1]][1]}
    together = {pair for pair in pairs if groups[pair[0]] == groups[pair[1]]}
    return len(same & together) / max(1, len(together)), len(same & together) / len(same)


def measure_pairs():
    """How many pairs ask for the same, and how many stand in one subject and do not."""
    asked = [each for held in (False, True) for each in list_questions(held_out=held, languages=LATIN | OTHER)]
    pairs = [(a[1], b[1]) for a, b in combinations(asked, 2) if a[1].split()[0] == b[1].split()[0]]
    return sum(a == b for a, b in pairs), sum(a != b for a, b in pairs)


LATIN, OTHER = {"en", "de", "fr"}, {"fa", "ar", "he"}


def test_there_are_enough_pairs_to_measure_by():
    alike, unlike = measure_pairs()
    assert alike >= 60
    assert unlike >= 60


@pytest.mark.parametrize(
    ("model", "held_out", "languages", "precision", "recall"),
    [
        pytest.param("light", False, LATIN, 0.88, 0.75, id="embedded"),
        pytest.param("light", True, LATIN, 0.82, 0.7, id="embedded, held out"),
        pytest.param("light", False, OTHER, 0.83, 0.83, id="spelled"),
        pytest.param("light", True, OTHER, 1.0, 0.88, id="spelled, held out"),
        pytest.param("multilingual", False, LATIN, 0.9, 0.8, id="multilingual"),
        pytest.param("multilingual", True, LATIN, 0.75, 0.83, id="multilingual, held out"),
        pytest.param("multilingual", False, OTHER, 1.0, 0.88, id="multilingual, other scripts"),
        pytest.param("multilingual", True, OTHER, 1.0, 1.0, id="multilingual, other scripts, held out"),
    ],
)
def test_questions_are_grouped_as_people_would(request, model, held_out, languages, precision, recall):
    embedder = request.getfixturevalue(f"{model}_embedder")
    found = measure_groups(QuestionReader(lambda: embedder), list_questions(held_out=held_out, languages=languages))
    assert found[0] >= precision
    assert found[1] >= recall


@pytest.mark.parametrize(("held_out", "precision", "recall"), [(False, 0.62, 0.6), (True, 0.5, 0.48)])
def test_without_a_model_questions_in_latin_script_are_grouped_by_spelling(held_out, precision, recall):
    found = measure_groups(QuestionReader(), list_questions(held_out=held_out, languages=LATIN))
    assert found[0] >= precision - 0.01
    assert found[1] >= recall - 0.01


def test_model_that_cannot_be_loaded_leaves_spelling():
    class Absent:
        name = "absent"

        def covers(self, _language):
            return True

        def embed_passages(self, _texts):
            raise EmbeddingModelError("It cannot be loaded.")

    [reading] = QuestionReader(Absent).read(["Who owns the mill?"])
    assert reading.model == SPELLING


def test_reading_is_a_vector_of_length_one(embedder):
    for reading in QuestionReader(lambda: embedder).read(["Who owns the mill?", "چه کسی آسیاب را خرید؟", "?!", "🛶"]):
        length = np.linalg.norm(np.frombuffer(reading.vector, "<f4"))
        assert length == pytest.approx(1, abs=1e-3) or reading.model == SPELLING


def test_readings_of_two_models_are_never_compared():
    vector = spell_question("Who owns the mill?").tobytes()
    placed = [Placed("Who owns the mill?", 4, Reading("another", vector))]
    asked = [("Who owns the mill?", Reading(SPELLING, vector)), ("Who owns the mill?", Reading("another", vector))]
    assert place_questions(placed, asked) == [-1, 4]


def test_new_groups_are_numbered_in_order_of_asking():
    questions = ["Who owns the mill?", "Where is the moon tonight?", "who owns the mill", "How deep is a lake?"]
    asked = list(zip(questions, QuestionReader().read(questions), strict=True))
    assert place_questions([], asked) == [-1, -2, -1, -3]


def test_thousand_gaps_are_grouped_in_two_seconds(state):
    readings = {}
    for number in range(MANY):
        question = f"{WORDINGS[number % len(WORDINGS)]} {number % 25}"
        state.gaps.file(Refusal(f"r{number}", Question(question), (), RECEIPT), f"telegram:{number % 50}")
        readings[f"r{number}"] = Reading(SPELLING, spell_question(question).tobytes())
    start = time.perf_counter()
    state.gaps.keep_readings(readings)
    assert state.gap_groups.sort(place_questions) == MANY
    page = state.gap_groups.find_page(GapState.OPEN, 10)
    assert time.perf_counter() - start < SORTED_S
    assert page.total > 100
    assert state.gap_groups.sort(place_questions) == 0
