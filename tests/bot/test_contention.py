"""Which questions can be disputed, and which side a sentence takes."""

import pytest

from bot.answering.answers import Stance
from bot.answering.disputes.contention import asks_about_blame, is_disputable, measure_cover, read_side
from corpus.attribution import attribute_report
from tests.shelves import write_report

WHO = "Who cut the cables?"


@pytest.mark.parametrize(
    ("question", "disputable", "about_blame"),
    [
        ("Who cut the cables?", True, True),
        ("Did the guild cut the cables?", True, True),
        ("Who is to blame for the accident?", True, True),
        ("Who was accused of it?", True, True),
        ("What caused the fire?", True, True),
        ("Why did the bridge collapse?", True, True),
        ("Was the bridge safe?", True, False),
        ("Who built the Anselma?", True, False),
        ("How many people were hurt?", False, False),
        ("When was the bridge closed?", False, False),
        ("What did the minister say about the cables?", False, True),
        ("How did the embassy describe the accusation?", False, True),
        ("On what grounds did the official suspect the neighbours?", False, True),
        ("the cables", False, False),
        ("", False, False),
    ],
)
def test_a_question_is_disputable_and_about_blame_by_its_form(question, disputable, about_blame):
    assert is_disputable(question) is disputable
    if disputable:
        assert asks_about_blame(question) is about_blame


@pytest.mark.parametrize(
    ("text", "stance", "sign"),
    [
        ("The guild denied that its members had cut the cables.", Stance.DENIES, -1),
        ("The guild rejected the charge that its members had cut the cables.", Stance.DENIES, -1),
        ("Mr Orme said that nobody had cut the cables.", Stance.DENIES, -1),
        ("Mr Orme said that the cables had been cut.", Stance.CLAIMS, 1),
        ("Mr Orme said that the guild had cut the cables deliberately.", Stance.BLAMES, 1),
        ("Mr Orme accused the guild of cutting the cables.", Stance.BLAMES, 1),
        ("Low Tide claimed responsibility for severing the cables.", Stance.CLAIMS, 1),
        ("Mr Orme declined to say whether the cables had been cut.", Stance.DECLINES, 0),
        ("Mr Orme said that he had asked whether the cables had been cut.", Stance.CLAIMS, 0),
        ("Mr Orme said that the tea was cold.", Stance.CLAIMS, 0),
        ("The cables had been cut.", Stance.REPORTS, 1),
        ("The cables had not been cut.", Stance.REPORTS, -1),
        ("The tea was cold.", Stance.REPORTS, 0),
    ],
)
def test_a_sentence_takes_a_side(text, stance, sign):
    (attribution,) = attribute_report(write_report("one", text))
    side = read_side(WHO, text, attribution)
    assert (side.stance, side.sign) == (stance, sign)


def test_who_claims_it_for_themselves_is_known():
    text = "Low Tide said that its members had cut the cables in order to stop the sale of the river."
    (attribution,) = attribute_report(write_report("one", text))
    assert read_side(WHO, text, attribution).claims_own
    other = "Mr Orme said that members of the guild had cut the cables."
    (attribution,) = attribute_report(write_report("one", other))
    assert not read_side(WHO, other, attribution).claims_own


@pytest.mark.parametrize(
    ("text", "share"),
    [("They severed both cables.", 1.0), ("The cables held.", 0.5), ("Nothing.", 0.0), ("", 0.0)],
)
def test_cover_takes_words_of_a_family_for_each_other(text, share):
    assert measure_cover(WHO, text) == share


def test_a_question_without_a_telling_word_is_covered_by_nothing():
    assert measure_cover("Who?", "The cables were cut.") == 0.0
