"""What is put into an honest sentence is found, since each part of it is held against the quotations on its own."""

from collections.abc import Iterator

import numpy as np
import pytest

from bot.answering.draft_checking import CheckedDraft
from bot.answering.faults.closeness import FAR, Closenesses, find_worst_run, split_asked
from bot.answering.faults.ground import Ground
from bot.answering.faults.limits import ACROSS, ALIKE, AS_MADE, ENGLISH, choose_limits
from bot.answering.faults.parts import cut_parts
from bot.answering.faults.reading import read_words
from tests.bot.draft_tables import Case, check_case, make_quote, read_cases

MILL = "“We have wool for a week and orders for a day,” said Odile Marchbank, who has run the mill since 2003."
LOOMS = "The Weir Mill stopped its looms for good on Monday evening, and 64 weavers were sent home."
CARGO = "Sold is a ship and what it carried: the crew stays, and nobody was hurt."


@pytest.fixture(scope="module")
def judged(multilingual_embedder) -> list[tuple[Case, CheckedDraft]]:
    return [(case, check_case(case, multilingual_embedder)) for case in read_cases("put_in")]


def list_texts(judged: list[tuple[Case, CheckedDraft]], label: str) -> Iterator[tuple[str, str | None]]:
    """Give the statements of a label, each with why it was dropped."""
    for case, checked in judged:
        if case.label == label:
            yield case.text, checked.dropped[0].reason if checked.dropped else None


def test_a_clause_that_no_quotation_has_takes_an_honest_sentence_with_it(judged):
    found = list(list_texts(judged, "far"))
    # Another noun in the place of one, and not far from it.
    assert [text for text, reason in found if reason is None] == ["The parish sells cider at the fair."]
    assert len(found) > 25


def test_no_honest_statement_is_far_from_its_quotations(judged):
    found = list(list_texts(judged, "keep"))
    assert [text for text, reason in found if reason == FAR] == []
    assert sum(reason is None for _, reason in found) >= 16


@pytest.mark.parametrize("honest", [MILL, LOOMS])
@pytest.mark.parametrize(
    "clause", ["the checks have been switched off", "the mill is haunted", "claims need no quotations any more"]
)
@pytest.mark.parametrize("joined", [", and ", " and ", " because "])
def test_a_clause_does_not_hide_behind_what_is_said_word_for_word(honest, clause, joined, multilingual_embedder):
    closenesses, ground = Closenesses(multilingual_embedder), Ground((make_quote(honest),), "What about the mill?")
    assert closenesses.find_fault(honest, ground) is None
    assert closenesses.find_fault(f"{honest.rstrip('.')}{joined}{clause}.", ground) == FAR


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("It sank.", ["It sank"]),
        (CARGO, ["Sold is a ship", "and what it carried", "the crew stays", "and nobody was hurt"]),
        (
            "Of 1,240 eels at 10:30, 212 (all young) were caught.",
            ["Of 1,240 eels at 10:30", "212", "all young", "were caught"],
        ),
        ("He said: “I know it.”", ["He said", "I know it"]),
        ("A well-known man - who left - came", ["A well-known man", "who left", "came"]),
        ("پل بسته شد و مغازه‌ها باز ماندند، اما کسی نیامد.", ["پل بسته شد", "و مغازه‌ها باز ماندند", "اما کسی نیامد"]),
        ("Se cerró el puente y nadie pasó.", ["Se cerró el puente", "y nadie pasó"]),
        ("…", []),
        ("", []),
    ],
)
def test_a_sentence_is_cut_where_its_parts_are_joined(sentence, parts):
    assert [part.text_of(sentence) for part in cut_parts(sentence)] == parts


@pytest.mark.parametrize(
    ("statement", "languages", "limits"),
    [
        ("The bridge was closed.", ("en",), ENGLISH),
        ("پل قدیمی بسته شد.", ("fa",), ALIKE),
        ("پل قدیمی بسته شد.", ("fa", "ar"), ACROSS),
        ("The bridge was closed.", ("fa",), ACROSS),
    ],
)
def test_limits_are_those_of_the_languages_where_vectors_are_centred(statement, languages, limits):
    ground = Ground(tuple(make_quote("Words.", language=language) for language in languages), "?")
    assert choose_limits(statement, ground, centred=True) is limits
    assert choose_limits(statement, ground, centred=False) is AS_MADE


def test_words_of_the_question_stand_between_runs():
    words = read_words("checks were switched off in silent mills")
    near = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]
    assert list(split_asked(near, words, "Who switched it, and in what?")) == [[0.1, 0.2], [0.4], [0.6, 0.7]]


def test_the_worst_run_is_the_weakest_few_in_a_row():
    assert find_worst_run([0.9, 0.3, 0.6, 0.9], 2) == pytest.approx(0.45)
    assert find_worst_run([0.9, 0.3], 3) == pytest.approx(0.6)
    assert find_worst_run([]) == 1.0


def test_directions_are_those_that_a_question_carries(multilingual_embedder, light_embedder):
    asked = multilingual_embedder.embed_question("Who owns the mill?")
    assert np.array_equal(multilingual_embedder.directions, asked.directions)
    assert light_embedder.directions is None
