"""One name a party, however a quotation names it."""

import pytest

from bot.answering.answers import Source
from bot.answering.disputes.parties import Party, find_party, is_same_name, list_accused, list_doers, list_named
from corpus.attribution import attribute_report
from tests.shelves import write_report


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Maud Ferrant", "Ms Ferrant", True),
        ("the River Pilots’ Guild", "the guild", True),
        ("the River Pilots’ Guild", "River Pilots' Guild", True),
        ("members of the River Pilots’ Guild", "the River Pilots’ Guild", True),
        ("Maud Ferrant", "Corwin Haddle", False),
        ("Lethwin Crossings", "The Lethwin Courier", False),
        ("the", "the", True),
        ("the", "a", False),
    ],
)
def test_names_are_compared_by_their_words(one, other, same):
    assert is_same_name(one, other) is same
    assert is_same_name(other, one) is same


def test_a_role_alone_names_who_has_it():
    minister = Party("Corwin Haddle", "Transport Minister", speaks=True)
    assert minister.is_same(Party("The former Transport Minister", speaks=True))
    assert Party("The former Transport Minister", speaks=True).is_same(minister)
    assert not minister.is_same(Party("The Prime Minister", speaks=True))


def test_a_party_is_the_speaker_else_the_outlet_else_the_title():
    body = "The cables were old. “They were cut,” said Maud Ferrant."
    report = write_report("one", body)
    own, spoken = attribute_report(report)
    assert find_party(own, Source.of(report)) == Party("The Example")
    assert find_party(spoken, Source.of(report)).name == "Maud Ferrant"
    assert find_party(None, Source.of(write_report("one", body, publisher=None))) == Party("One")


@pytest.mark.parametrize(
    ("text", "accused", "doers"),
    [
        ("The minister blamed members of the River Pilots’ Guild for it.", ["River Pilots’ Guild"], []),
        ("Ministers accused Lethwin Crossings; the guild suspects Nahrestan.", ["Lethwin Crossings", "Nahrestan"], []),
        ("It was cut by men acting for the border service of Nahrestan.", [], ["Nahrestan"]),
        ("He was accused by Thursday of nothing.", [], []),
        ("Nobody was blamed.", [], []),
    ],
)
def test_the_accused_are_found_by_name(text, accused, doers):
    assert list(list_accused(text)) == accused
    assert list(list_doers(text)) == doers


def test_who_accuses_or_denies_is_named_too():
    assert set(list_named(["Lethwin Crossings has denied it, and Low Tide claimed responsibility."])) == {
        "Lethwin Crossings",
        "Low Tide",
    }
