"""Whatever a language model replies, nothing is shown that does not stand in the quotations."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from bot.answering.answers import Citation, Quote, QuotedDate, Statement
from bot.answering.composing import compose_draft
from bot.answering.draft_checking import check_draft
from bot.answering.drafts import parse_draft
from bot.answering.prompts import NumberedSentence
from bot.errors import DraftError
from corpus.reports import Report, Status
from index.embedding import Embedder, Embedding, TokenVectors
from tests.bot.compromised_model import FOREIGN, WITHDRAWN, find_unverified, mutate_reply
from tests.shelves import CountingEmbedder, write_report

QUESTION = "Who cut the cables of the Anselma, and how many of the 112 passengers were hurt?"
COURIER = write_report(
    "courier",
    "Fourteen people were injured, two of them seriously, police in Sallow Reach said early on Wednesday. "
    "“They were cut,” Mr Haddle said. “Cables as thick as my wrist do not part by themselves.”",
    publisher="The Lethwin Courier",
    published=date(2026, 3, 11),
)
AGENCY = write_report(
    "agency",
    "The River Pilots’ Guild on Thursday rejected a minister’s charge that its striking members had cut the cables. "
    "Lethwin Crossings denied the accusation. Both cables had passed an inspection on February 3.",
    publisher="Orrenhaven Press Agency",
    published=date(2026, 3, 12),
)
GONE = replace(write_report("gone", WITHDRAWN), status=Status.WITHDRAWN)
LIVE = {("courier", 1): COURIER, ("agency", 1): AGENCY}


def number_sentences() -> Iterator[NumberedSentence]:
    cuts: list[tuple[Report, str, dict[str, Any]]] = [
        (COURIER, "Fourteen", {"dates": (QuotedDate("on Wednesday", "2026-03-11"),)}),
        (COURIER, "“They", {"speaker": "Corwin Haddle", "role": "Transport Minister"}),
        (
            AGENCY,
            "The River",
            {"speaker": "the River Pilots’ Guild", "dates": (QuotedDate("on Thursday", "2026-03-12"),)},
        ),
        (AGENCY, "Lethwin", {"speaker": "Lethwin Crossings"}),
        (AGENCY, "Both", {"dates": (QuotedDate("February 3", "2026-02-03"),)}),
    ]
    ends = {
        "Fourteen": "Wednesday.",
        "“They": "themselves.”",
        "The River": "cables.",
        "Lethwin": "accusation.",
        "Both": "3.",
    }
    for place, (report, opening, known) in enumerate(cuts, 1):
        start = report.body.index(opening)
        end = report.body.index(ends[opening], start) + len(ends[opening])
        quote = replace(Quote.cut(report, start, end), **known)
        yield NumberedSentence(place, quote.text, quote)


SENTENCES = tuple(number_sentences())
STATEMENTS = [
    ("Police said that 14 of the 112 passengers were injured, two of them seriously.", [1]),
    ("Police in Sallow Reach said on 11 March 2026 that fourteen people were injured.", [1]),
    ("Mr Haddle, the Transport Minister, said that the cables “were cut”.", [2]),
    ("The River Pilots’ Guild rejected the charge that its striking members had cut the cables.", [3]),
    ("Lethwin Crossings denied the accusation.", [4]),
    ("Both cables passed an inspection on 3 February 2026.", [5]),
]
POSITIONS = [
    ("Corwin Haddle", "claims", "Mr Haddle said that the cables were cut.", [2]),
    ("River Pilots’ Guild", "denies", None, [3]),
    ("Lethwin Crossings", "denies", "Lethwin Crossings denied the accusation.", [4]),
]
HONEST: Sequence[dict[str, Any]] = (
    {
        "kind": "statements",
        "statements": [{"text": text, "numbers": numbers} for text, numbers in STATEMENTS],
        "positions": [],
        "missing": ["who cut the cables", FOREIGN],
    },
    {
        "kind": "positions",
        "statements": [],
        "positions": [
            {"party": party, "stance": stance, "text": text, "numbers": numbers}
            for party, stance, text, numbers in POSITIONS
        ],
        "missing": [],
    },
)


class FooledEmbedder(CountingEmbedder):
    """A model to which all texts are alike, so that what is found to hold rests on no measure of meaning."""

    directions = None

    def embed_passages(self, texts: Sequence[str]) -> Iterator[tuple[int, Embedding]]:
        vector = np.eye(1, 4, dtype=np.float32)
        for place, text in enumerate(texts):
            yield place, Embedding(vector[0], TokenVectors(vector, np.array([[0, len(text)]], np.int32)))


@pytest.fixture(scope="module")
def fooled(embedder: Embedder) -> FooledEmbedder:
    return FooledEmbedder(embedder)


def show(reply: str, embedder: Embedder) -> tuple[list[str], int]:
    """Give what is wrong with what would be shown of a reply, and how many things would be."""
    try:
        draft = parse_draft(reply)
    except DraftError:
        return [], 0
    checked = check_draft(draft, SENTENCES, QUESTION, embedder)
    statements, positions, citations = compose_draft(checked, SENTENCES)
    wrong = list(find_unverified(statements, positions, citations, QUESTION, LIVE))
    wrong += [part for part in checked.missing if part.lower() not in QUESTION.lower()]
    return wrong, len(statements) + len(positions)


def attack(seeds: range, embedder: Embedder) -> tuple[list[str], int]:
    wrong: list[str] = []
    shown = 0
    for seed in seeds:
        rng = random.Random(seed)
        found, count = show(mutate_reply(dict(rng.choice(HONEST)), rng, SENTENCES), embedder)
        wrong += [f"seed {seed}: {each}" for each in found]
        shown += count
    return wrong, shown


def test_an_honest_reply_is_shown_whole(embedder):
    assert [show(json.dumps(reply), embedder) for reply in HONEST] == [([], 6), ([], 5)]


@pytest.mark.parametrize(
    "text",
    [
        f"Police said: “{WITHDRAWN}”",
        FOREIGN,
        "Police said that 41 people were injured.",
        "Police said that people were injured, see https://evil.example.",
        "Police said that fourteen people were in\u200bjured.",
        "Роlice said that fourteen people were injured.",
    ],
)
def test_the_judge_sees_what_must_not_be_shown(text):
    cited = [Citation(1, SENTENCES[0].quote)]
    assert list(find_unverified([Statement(text, (1,))], [], cited, QUESTION, LIVE))


def test_the_judge_sees_a_quotation_that_is_no_slice_of_what_stands():
    for quote in (
        Quote.cut(GONE, 0, len(WITHDRAWN)),
        replace(SENTENCES[0].quote, start=1, end=1 + len(SENTENCES[0].text)),
    ):
        assert list(find_unverified([Statement("It was so.", (1,))], [], [Citation(1, quote)], QUESTION, LIVE))


def test_mutated_replies_show_nothing_unverified(embedder):
    wrong, shown = attack(range(30), embedder)
    assert wrong == []
    assert shown > 30


def test_a_thousand_mutated_replies_show_nothing_unverified_to_a_fooled_measure(fooled):
    wrong, shown = attack(range(1_000), fooled)
    assert wrong == []
    assert shown > 1_000


@pytest.mark.slow
def test_ten_thousand_mutated_replies_show_nothing_unverified(fooled):
    wrong, shown = attack(range(1_000, 11_000), fooled)
    assert wrong == []
    assert shown > 10_000
