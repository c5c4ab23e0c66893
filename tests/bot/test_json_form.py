"""The JSON that scripts read has exactly the names that are promised, and each quotation is its place."""

import json
from dataclasses import replace
from datetime import date

import pytest

from bot.answering.answers import (
    Answer,
    Citation,
    Dropped,
    Mode,
    Position,
    Question,
    Quote,
    QuotedDate,
    Receipt,
    Refusal,
    Source,
    Stance,
    Statement,
    Timing,
)
from bot.answering.json_form import make_answer_json, make_report_json, make_whole_report_json
from bot.answering.layout import arrange_answer
from corpus.reports import Report, Status

REPORT = Report(
    id="weir",
    version=3,
    title="The weir holds",
    body="First page.\fSecond page: “It holds,” said R. Oake on Friday.",
    publisher="The Weir Post",
    author="I. Lamb",
    published=date(2026, 3, 15),
    url="https://weirpost.example/weir",
    language="en",
    status=Status.CORRECTED,
    note="A name was wrong.",
    digest="cd" * 32,
    pages=(0, 12),
)
QUOTE = Quote(
    Source.of(REPORT),
    25,
    35,
    REPORT.body[25:35],
    2,
    "R. Oake",
    (QuotedDate("Friday", "2026-03-13"), QuotedDate("then", None)),
)
RECEIPT = Receipt(
    "q", (), (), (Dropped("It fell.", "unsupported"),), (Timing("search", 1.25), Timing("compose", 2.5)), "m", 1
)
QUESTION = Question("Does the weir hold?")
CITATION_KEYS = (
    "number quote report version start end title publisher author published url page speaker dates translation"
)
ANSWER_KEYS = (
    "id question status mode text statements positions citations nearest dropped took_ms notice unheard missing as_of"
)
REPORT_KEYS = "id version title publisher author published url language status note digest words"


def make_answer(positions: tuple[Position, ...] = ()) -> Answer:
    return Answer("a1", QUESTION, (Statement("It holds.", (1,)),), (Citation(1, QUOTE),), RECEIPT, positions)


@pytest.mark.parametrize(
    "record",
    [make_answer(), make_answer((Position("R. Oake", Stance.CLAIMS, (1,)),)), Refusal("r1", QUESTION, (), RECEIPT)],
    ids=["answered", "disputed", "refused"],
)
def test_every_outcome_has_the_same_names(record: Answer | Refusal) -> None:
    value = make_answer_json(record)
    assert " ".join(value) == ANSWER_KEYS
    assert json.loads(json.dumps(value)) == value
    assert value["question"] == "Does the weir hold?"
    assert value["dropped"] == [{"text": "It fell.", "reason": "unsupported"}]
    assert value["took_ms"] == pytest.approx(3.8, abs=0.05)


def test_answer_carries_its_quotations() -> None:
    value = make_answer_json(make_answer())
    [citation] = value["citations"]
    assert " ".join(citation) == CITATION_KEYS
    assert citation["quote"] == REPORT.body[citation["start"] : citation["end"]]
    assert (citation["report"], citation["version"], citation["page"]) == ("weir", 3, 2)
    assert citation["published"] == "2026-03-15"
    assert citation["speaker"] == "R. Oake"
    assert citation["dates"] == [{"text": "Friday", "value": "2026-03-13"}, {"text": "then", "value": None}]
    assert value["status"] == "answered"
    assert value["mode"] == "extractive"
    assert value["text"] == "It holds. [1]"
    assert value["statements"] == [{"text": "It holds.", "citations": [1]}]
    assert value["nearest"] == []


def test_dispute_carries_its_positions() -> None:
    value = make_answer_json(make_answer((Position("R. Oake", Stance.DECLINES, (1,)),)))
    assert value["status"] == "disputed"
    assert value["positions"] == [{"party": "R. Oake", "stance": "declines", "citations": [1]}]
    assert value["text"].splitlines() == ["It holds. [1]", "R. Oake declines to say [1] (corrected)"]


def test_what_stands_round_a_dispute_is_in_the_text_and_by_name() -> None:
    position = Position("R. Oake", Stance.CLAIMS, (1,), reports=4, origins=1, newest=True)
    value = make_answer_json(
        replace(
            make_answer((position,)),
            notice="No report says that it fell.",
            unheard=("the miller", "the smith"),
            as_of=date(2026, 3, 15),
            mode=Mode.MODEL,
        )
    )
    assert value["mode"] == "model"
    assert (value["notice"], value["unheard"]) == ("No report says that it fell.", ["the miller", "the smith"])
    assert (value["as_of"], value["missing"]) == ("2026-03-15", [])
    assert value["positions"] == [{"party": "R. Oake", "stance": "claims", "citations": [1]}]
    assert value["text"].splitlines() == [
        "No report says that it fell.",
        "It holds. [1]",
        "R. Oake claims [1] (4 reports, 1 origin; newest; corrected)",
        "Not heard from in these reports: the miller, the smith.",
    ]


def test_refusal_names_what_is_missing() -> None:
    value = make_answer_json(Refusal("r1", QUESTION, (), RECEIPT, ("R. Oake", "41")))
    assert value["missing"] == ["R. Oake", "41"]
    assert (value["notice"], value["unheard"], value["as_of"], value["mode"]) == (None, [], None, "extractive")
    assert value["text"] == "The reports on this shelf do not answer that.\nNo report read has: R. Oake, 41."


def test_refusal_carries_what_is_nearest() -> None:
    value = make_answer_json(Refusal("r1", QUESTION, (Citation(1, QUOTE),), RECEIPT))
    assert value["status"] == "refused"
    assert value["citations"] == value["statements"] == value["positions"] == []
    assert " ".join(value["nearest"][0]) == CITATION_KEYS
    assert value["text"] == "The reports on this shelf do not answer that."


def test_report_is_listed_without_and_shown_with_its_body() -> None:
    entry = make_report_json(REPORT)
    assert " ".join(entry) == REPORT_KEYS
    assert entry["words"] == len(REPORT.body.split())
    assert entry["status"] == "corrected"
    assert make_whole_report_json(REPORT) == entry | {"body": REPORT.body}


def test_each_citation_is_shown_once_under_the_first_that_cites_it() -> None:
    quotes = tuple(Citation(number, QUOTE) for number in (1, 2, 3))
    answer = Answer("a", QUESTION, (Statement("A.", (2,)), Statement("B.", (2, 1))), quotes, RECEIPT)
    assert [tuple(each.number for each in section.shown) for section in arrange_answer(answer)] == [(2,), (1,), (3,)]
