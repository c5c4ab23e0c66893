"""Voices, dates, positions and what was left out read as a person would say them, and nothing is said twice."""

from dataclasses import replace
from typing import Any

import pytest

from bot.answering import checking
from bot.answering.answers import Citation, Dropped, Position, Quote, QuotedDate, Stance
from bot.answering.reason_wording import is_copy_reason, is_passage_reason, word_copy
from bot.answering.wording import (
    format_dropped,
    format_position,
    format_quoted_dates,
    format_source,
    format_unheard,
    format_voice,
)
from bot.languages.language import Language
from bot.languages.speech import get_speech
from corpus.reports import Status
from corpus.worded import Worded
from tests.shelves import write_report

QUOTE = Quote.cut(write_report("weir", "The weir holds."), 0, 15)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        pytest.param({}, "The Example", id="the outlet itself"),
        pytest.param({"speaker": "Ms Rao"}, "Ms Rao, quoted by The Example", id="a speaker"),
        pytest.param(
            {"speaker": "Maud Ferrant", "role": "general secretary"},
            "Maud Ferrant, general secretary, quoted by The Example",
            id="a role",
        ),
        pytest.param(
            {"speaker": "a police official", "relay": ("ISNA",)},
            "a police official, according to ISNA, quoted by The Example",
            id="a relay",
        ),
        pytest.param(
            {"speaker": "an official", "role": "spokesman", "relay": ("ISNA", "Press Agency")},
            "an official, spokesman, according to ISNA, according to Press Agency, quoted by The Example",
            id="a chain",
        ),
        pytest.param({"relay": ("ISNA",)}, "ISNA, quoted by The Example", id="a relay alone"),
        pytest.param({"speaker": "the example"}, "The Example", id="an outlet that speaks itself"),
        pytest.param(
            {"speaker": "Ms Rao", "relay": ("The Example",)}, "Ms Rao, quoted by The Example", id="an outlet twice"
        ),
        pytest.param({"speaker": "ISNA", "relay": ("ISNA",)}, "ISNA, quoted by The Example", id="a speaker twice"),
    ],
)
def test_voice_names_everybody_on_the_way_once(more: dict[str, Any], said: str) -> None:
    assert format_voice(replace(QUOTE, **more)) == said


@pytest.mark.parametrize(
    ("more", "begins"),
    [
        pytest.param({"speaker": "a police official"}, "A police official, quoted by", id="somebody without a name"),
        pytest.param({"speaker": "\u2068a group called «نی»\u2069"}, "\u2068A group called", id="kept apart"),
        pytest.param({"relay": ("state television",)}, "State television, quoted by", id="a relay alone"),
        pytest.param({"speaker": "eBay"}, "eBay, quoted by", id="a capital of its own"),
        pytest.param({"speaker": "3rd Guard"}, "3rd Guard, quoted by", id="a figure"),
        pytest.param({"speaker": "دریابان"}, "دریابان, quoted by", id="letters without capitals"),
        pytest.param({"speaker": "the Example"}, "the example ·", id="an outlet as it writes itself"),
    ],
)
def test_source_line_begins_with_a_capital_in_every_language(more: dict[str, Any], begins: str) -> None:
    source = replace(QUOTE.source, publisher="the example") if more == {"speaker": "the Example"} else QUOTE.source
    citation = Citation(1, replace(QUOTE, source=source, **more))
    assert format_source(citation).startswith(begins)
    name = begins.strip("\u2068").partition(",")[0].removesuffix(" ·")
    assert format_source(citation, speech=get_speech(Language.HEBREW)).lstrip("\u2068").startswith(name)


def test_voice_of_an_unnamed_outlet() -> None:
    unnamed = replace(QUOTE, source=replace(QUOTE.source, publisher=None))
    assert format_voice(unnamed) == "outlet not named"
    assert format_voice(replace(unnamed, speaker="Ms Rao")) == "Ms Rao, quoted by outlet not named"


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("on Thursday", "2022-06-02", ["“on Thursday”: Thu 2 June 2022"]),
        ("lately", None, ["“lately”: date unclear"]),
        ("last month", "2022-05", ["“last month”: May 2022"]),
        ("that year", "2021", ["“that year”: 2021"]),
        ("02/06/2022", "2022-06-02", ["“02/06/2022”: Thu 2 June 2022"]),
        ("2 June", "2022-06-02", ["“2 June”: Thu 2 June 2022"]),
        ("Thursday, June 2, 2022", "2022-06-02", []),
        ("in May 2022", "2022-05", []),
        ("in 2022", "2022", []),
        ("۱۲ خرداد", "2022-06-02", ["“۱۲ خرداد”: Thu 2 June 2022"]),
    ],
)
def test_date_is_made_plain_unless_it_is(text: str, value: str | None, said: list[str]) -> None:
    dated = replace(QUOTE, dates=(QuotedDate(text, value), QuotedDate(text, value)))
    assert format_quoted_dates(dated) == said


def cite(*statuses: Status) -> list[Citation]:
    return [
        Citation(number, replace(QUOTE, source=replace(QUOTE.source, status=status)))
        for number, status in enumerate(statuses, 1)
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        pytest.param({}, "the guild denies [1]", id="plain"),
        pytest.param({"reports": 4, "origins": 1}, "the guild denies [1] (4 reports, 1 origin)", id="copies"),
        pytest.param({"reports": 3, "origins": 3}, "the guild denies [1] (3 reports, 3 origins)", id="of their own"),
        pytest.param({"newest": True}, "the guild denies [1] (newest)", id="newest"),
        pytest.param(
            {"citations": (1, 2), "newest": True}, "the guild denies [1][2] (newest; corrected)", id="corrected"
        ),
    ],
)
def test_position_says_how_many_say_it(more: dict[str, Any], said: str) -> None:
    position = Position(**{"party": "the guild", "stance": Stance.DENIES, "citations": (1,)} | more)
    assert format_position(position, cite(Status.CURRENT, Status.CORRECTED)) == said


@pytest.mark.parametrize("stance", Stance)
def test_every_stance_has_its_words(stance: Stance) -> None:
    said = format_position(Position("the guild", stance, (1,)), cite(Status.CURRENT))
    assert said.endswith(" [1]")
    assert len(said) > len(" [1]")


def test_nobody_unheard_is_not_said() -> None:
    assert format_unheard(()) == ""


def test_statements_and_passages_left_out_are_told_apart() -> None:
    dropped = [
        Dropped("It fell.", "the figure 9 is not in its quotations"),
        Dropped("It rose.", "the figure 9 is not in its quotations"),
        Dropped("The weir holds.", checking.NOT_LIVE),
    ]
    assert format_dropped(dropped) == (
        f"2 statements left out: the figure 9 is not in its quotations. 1 passage left out: {checking.NOT_LIVE}."
    )
    assert format_dropped([]) == ""


@pytest.mark.parametrize(
    ("reason", "is_passage", "is_copy"),
    [
        (checking.NOT_LIVE, True, False),
        (checking.NOT_A_SLICE, True, False),
        (word_copy("Weir", None, same_words=True), True, True),
        (word_copy("Weir", "The Example", same_words=False), True, True),
        ("the same words as in “Weir” (The Example)", True, True),
        (Worded("the same words twice"), False, False),
        ("no words", False, False),
    ],
)
def test_reasons_of_passages_are_told_from_those_of_statements(reason: str, is_passage: bool, is_copy: bool) -> None:
    assert is_passage_reason(reason) == is_passage
    assert is_copy_reason(reason) == is_copy


@pytest.mark.parametrize(
    ("party", "said"),
    [
        ("The guild", "denies [1]"),
        ("Police in Sallow Reach", "deny [1]"),
        ("two people familiar with the matter", "deny [1]"),
        ("the authorities on both banks", "deny [1]"),
        ("People’s Harbour Party", "denies [1]"),
        ("Two Rivers Radio", "denies [1]"),
    ],
)
def test_several_people_do_what_one_party_does(party: str, said: str) -> None:
    assert format_position(Position(party, Stance.DENIES, (1,)), ()) == f"{party} {said}"
