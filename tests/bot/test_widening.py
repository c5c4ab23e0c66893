"""A sentence is widened into a quotation that stands alone, and no further."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.widening import LONG, POINTING, SHORT, needs_after, needs_before, widen
from index.passages import split_report
from tests.shelves import write_report

ENOUGH = "The cable ferry Anselma broke loose in the middle of the Lethwin on Tuesday night with 112 passengers aboard."
OTHER = "Fourteen people were injured, two of them seriously, police in Sallow Reach said early on Wednesday morning."
THIRD = (
    "A salvage company hopes to tow the boat to Sallow Reach on Thursday if the level of the river falls as forecast."
)
FOURTH = "Seventy-one people slept in the grammar school on gymnastic mats while the water stood in the lower streets."
SAMPLES = [ENOUGH, OTHER, THIRD, FOURTH]


def quote(body: str, place: int) -> str:
    """The words that are quoted for the sentence at this place of a report's first passage."""
    passage = split_report(write_report("ferry", body))[0]
    return widen(body, passage, place).text_of(body)


def test_a_sentence_that_stands_alone_is_quoted_alone():
    assert quote(f"{OTHER} {ENOUGH} {THIRD}", 1) == ENOUGH


@pytest.mark.parametrize(
    "pointing",
    [
        "She said that the cables had been replaced in October and that the books of the company would show it to all.",
        "This was denied by the company that runs the crossing, which said that its books would show the contrary.",
        "“But nobody had asked for it before the winter came,” the minister told Parliament on Wednesday afternoon.",
    ],
)
def test_a_sentence_that_points_back_brings_the_one_before(pointing):
    assert quote(f"{OTHER} {ENOUGH} {pointing} {THIRD}", 2) == f"{ENOUGH} {pointing}"


def test_pointing_back_is_followed_as_far_as_it_goes():
    first = f"It was dark when the ferry came loose from {ENOUGH[4:40]}, and nobody on the bank could see what became."
    second = f"They were taken off by the tug Perpetua, which had come from {OTHER[:40]}, and brought to the east bank."
    assert quote(f"{ENOUGH} {first} {second}", 2) == f"{ENOUGH} {first} {second}"


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ("«", "»"), ("‘", "’"), ("„", "“")])
def test_somebodys_words_are_quoted_to_their_end_and_from_their_beginning(opening, closing):
    begins = f"{opening}We had them out a good hour before the water got to the sills of the houses in the lower town."
    ends = (
        f"The first flood that I have known where we were early is one that I would like to be written down.{closing}"
    )
    body = f"{ENOUGH} {begins} {ends} {OTHER}"
    assert quote(body, 1) == quote(body, 2) == f"{begins} {ends}"


@pytest.mark.parametrize(
    "whole",
    [
        "“No one was meant to be hurt, and no one would have been hurt if the boat had stayed where it lay,” it says.",
        "Ms Rooke, who has to know, was asked for an opinion of it; “I do not comment on literature,” she said.",
        "‘The stones are in the pool underneath,’ said the town’s surveyor, ‘and we know what order the stones go in.’",
        "The striking pilots’ guild rejected a minister’s charge that members had cut the ferry’s cables on Tuesday.",
        "«Мы знаем, в каком порядке лежат камни, и не собираемся никому об этом рассказывать», сказал землемер города.",
        "„Die Steine liegen unten im Wasser, und wir wissen genau, wo jeder von ihnen hingehört“, sagte der Vermesser.",
    ],
)
def test_a_sentence_with_whole_words_of_somebody_stands_alone(whole):
    assert len(whole) >= SHORT
    assert quote(f"{ENOUGH} {whole} {OTHER}", 1) == whole


def test_a_colon_brings_what_it_announces():
    colon = "The Waterways Safety Board gave three reasons for its finding, and put them in the order of their weight:"
    assert quote(f"{colon} {ENOUGH} {OTHER}", 0) == f"{colon} {ENOUGH}"


def test_a_question_with_a_line_to_itself_brings_its_answer():
    asked = "Why, in all these years on the river, does a boat of that size have no propellers of its own?"
    assert quote(f"{OTHER}\n\n{asked}\n\n{ENOUGH} {THIRD}", 1) == f"{asked}\n\n{ENOUGH}"
    assert quote(f"{OTHER} {asked} {ENOUGH}", 1) == asked
    assert quote(f"{OTHER}\n\n{asked}", 1) == asked


def test_a_short_sentence_brings_the_next_else_the_one_before():
    assert quote(f"{ENOUGH} Nobody was killed. {OTHER}", 1) == f"Nobody was killed. {OTHER}"
    assert quote(f"{ENOUGH} Nobody was killed.", 1) == f"{ENOUGH} Nobody was killed."


def test_a_short_sentence_brings_nothing_from_another_paragraph():
    assert quote(f"{ENOUGH}\n\nNobody was killed.\n\n{OTHER}", 1) == "Nobody was killed."


def test_a_short_sentence_does_not_bring_a_very_long_one():
    endless = " ".join(["The inquiry found"] + ["that the cable was old and"] * 24) + " nothing else."
    assert len(endless) > LONG
    assert quote(f"Nobody was killed. {endless}", 0) == "Nobody was killed."
    assert quote(f"{endless} Nobody was killed.", 1) == "Nobody was killed."


PIECES = [
    *SAMPLES, "Nobody was killed.", "She said so.", "“But why?”", "He said: “It", "is not so.”", "‘It was", "was it.’",
    "This «is", "so».", "However,", "Heading", "x" * 400 + ".", "وقال ذلك.", "He " + "said " * 150 + "so.",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25), st.sampled_from([" ", "\n\n"]), st.data())
def test_a_quotation_holds_its_sentence_stays_in_its_passage_and_is_not_too_long(pieces, space, data):
    body = space.join(pieces)
    passage = data.draw(st.sampled_from(split_report(write_report("ferry", body))))
    place = data.draw(st.integers(0, len(passage.sentences) - 1))
    sentence, span = passage.sentences[place], widen(body, passage, place)
    assert passage.start <= span.start <= sentence.start < sentence.end <= span.end <= passage.end
    assert len(span) <= max(LONG, len(sentence))
    assert span.start in {each.start for each in passage.sentences}
    assert span.end in {each.end for each in passage.sentences}


@pytest.mark.parametrize("word", ["She", "these", "However", "این", "وقال", "הוא"])
def test_words_that_point_back_are_known_in_several_languages(word):
    assert word.lower() in POINTING
    assert needs_before(f"«{word} said nothing.»")
    assert not needs_before(f"Nothing {word} said.")


@pytest.mark.parametrize("text", ["The ferry sank.", "", "“Yes.”", "12 people.", "…"])
def test_what_needs_nothing_gets_nothing(text):
    assert not needs_before(text)
    assert not needs_after(text)
