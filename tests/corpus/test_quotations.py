"""Quotations: where marks open and close, and that their places can be trusted for any text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import split_paragraphs
from corpus.speech.quotations import find_quotations

MARKS = st.lists(st.sampled_from([*"“”„«»\"‘’'״‹›aZ s.,!\n", "\n\n", "the pilots’ ", "5'10\""]), max_size=60).map(
    "".join
)


def quote(text: str) -> list[str]:
    return [text[each.start : each.end] for each in find_quotations(text, split_paragraphs(text))]


QUOTED = {
    "curly": ("He said “no” to it.", ["“no”"]),
    "straight": ('He said "no" to it.', ['"no"']),
    "single": ("He said ‘not now,’ and left.", ["‘not now,’"]),
    "single with an apostrophe": ("‘I don’t know,’ he said.", ["‘I don’t know,’"]),
    "single with a plural": ("‘The pilots’ hall is shut,’ he said.", ["‘The pilots’ hall is shut,’"]),
    "straight single": ("'I don't know,' he said.", ["'I don't know,'"]),
    "German": ("„Nein“, sagte er.", ["„Nein“"]),
    "angle": ("او گفت: «نه.»", ["«نه.»"]),
    "angle turned about": ("»Nein«, sagte er.", ["»Nein«"]),
    "Hebrew": ("״לא,״ אמר צה״ל.", ["״לא,״"]),
    "one inside another": ("“She said ‘no’ twice.”", ["“She said ‘no’ twice.”"]),
    "apostrophes alone": ("The pilots’ guild and Maud’s hall aren’t shut.", []),
    "inches": ("It was 5'10\" tall.", []),
    "never closed in mid-sentence": ("The “old bridge is shut.", []),
    "never closed after a colon": ("He said: “It is shut.", ["“It is shut."]),
}


@pytest.mark.parametrize(("text", "quotations"), QUOTED.values(), ids=QUOTED)
def test_marks_open_and_close_quotations(text: str, quotations: list[str]) -> None:
    assert quote(text) == quotations


def test_pieces_of_one_quotation_share_a_chain_over_paragraphs() -> None:
    text = "“One.\n\n“Two.\n\n“Three.”\n\n“Four.”"
    assert [each.chain for each in find_quotations(text, split_paragraphs(text))] == [0, 0, 0, 3]


def test_mark_that_opens_again_in_a_flattened_paragraph_goes_on() -> None:
    text = '"One. "Two." "Three."'
    assert [each.chain for each in find_quotations(text, split_paragraphs(text))] == [0, 0, 2]


@given(MARKS)
def test_quotations_are_disjoint_and_inside_their_paragraphs(text: str) -> None:
    paragraphs = split_paragraphs(text)
    found = find_quotations(text, paragraphs)
    for each in found:
        assert any(one.start <= each.start < each.end <= one.end for one in paragraphs)
    for one, other in pairwise(found):
        assert one.end <= other.start
