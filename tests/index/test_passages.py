"""Passages hold every sentence of a report once, in order, and are of a size that the model can read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reports import Report
from corpus.sentences import Span, split_sentences
from index.passages import FULL, SHORT, Passage, cut_evenly, measure, split_report
from tests.shelves import CHOSEN, read_sample, write_report

SENTENCE = "The ferry broke loose in the middle of the river on Tuesday night. "
PIECES = [
    "The ferry sank. ",
    "“No,” he said. ",
    "الف ب پ. ",
    "x" * 400,
    "\n",
    "\n\n",
    "Mr. ",
    "3.5 ",
    "؟ ",
    SENTENCE * 9,
]
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
bodies = st.lists(st.sampled_from(PIECES) | st.text(CHARACTERS, max_size=40), max_size=30).map("".join)


def give_report(body: str) -> Report:
    return write_report("ferry", body)


def paragraph_of(length: int) -> str:
    """A paragraph of whole sentences, just over this many characters long."""
    return (SENTENCE * (length // len(SENTENCE) + 1)).strip()


@given(bodies.filter(str.strip))
def test_every_sentence_stands_in_exactly_one_passage_in_order(body):
    passages = split_report(give_report(body))
    assert [sentence for passage in passages for sentence in passage.sentences] == split_sentences(body)
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))
    assert all((each.start, each.end) == (each.sentences[0].start, each.sentences[-1].end) for each in passages)
    assert "".join("".join(body[each.start : each.end].split()) for each in passages) == "".join(body.split())


@pytest.mark.parametrize("name", CHOSEN[:5])
def test_passages_of_a_sample_are_neither_tiny_nor_too_long_to_be_read(name):
    report = read_sample(name)
    lengths = [passage.end - passage.start for passage in split_report(report)]
    assert max(lengths) <= FULL
    assert all(length >= SHORT for length in lengths[:-1])


@given(st.lists(st.integers(1, 290), min_size=1, max_size=40))
def test_parts_of_a_long_paragraph_are_not_over_full(lengths):
    sentences, start = [], 0
    for length in lengths:
        sentences.append(Span(start, start + length))
        start += length + 1
    parts = list(cut_evenly(sentences))
    assert [sentence for part in parts for sentence in part] == sentences
    assert all(part and measure(part) <= FULL for part in parts)


def test_short_paragraphs_are_joined_and_a_long_one_is_not_joined_with_them():
    short = paragraph_of(SHORT // 3)
    passages = split_report(give_report("\n\n".join([short, short, paragraph_of(FULL - 100), short])))
    assert [len(passage.sentences) for passage in passages] == [4, 14, 2]


def test_a_sentence_longer_than_a_passage_stays_whole():
    endless = "and " * FULL
    (passage,) = split_report(give_report(endless))
    assert passage.end - passage.start == len(endless.strip())


def test_a_passage_knows_the_page_that_it_begins_on():
    pages = split_report(read_sample("anselma-bulletin.pdf"))
    assert pages[0].page == 1
    assert [each.page for each in pages] == sorted(each.page for each in pages)
    assert pages[-1].page > 1
    assert {each.page for each in split_report(read_sample("storm-gazette.md"))} == {None}


@pytest.mark.parametrize(
    ("place", "shared"),
    [((0, 5), False), ((0, 6), True), ((7, 8), True), ((9, 20), True), ((10, 20), False)],
    ids=["before", "at its start", "inside", "at its end", "after"],
)
def test_overlap_is_a_shared_character(place, shared):
    assert Passage("ferry", 1, 5, 10, 0, None, (Span(5, 10),)).overlaps(*place) is shared


@pytest.mark.parametrize(("start", "end"), [(0, 10), (5, 11)])
def test_a_passage_begins_and_ends_with_a_sentence(start, end):
    with pytest.raises(ValueError, match="begins and ends with a sentence"):
        Passage("ferry", 1, start, end, 0, None, (Span(5, 10),))
