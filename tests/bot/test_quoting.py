"""Quotations by retrieval alone, over ten of the samples with the real model."""

from itertools import pairwise

import pytest

from bot.answering import quoting
from bot.answering.quoting import Quoter


@pytest.fixture
def quoter(samples):
    return Quoter(samples.catalogue, samples.search)


def list_pages(quoter, words):
    pages, start = [], 0
    while start is not None:
        page = quoter.find_page(words, start)
        pages.append(page.quotes)
        start = page.next_start
    return pages


@pytest.mark.parametrize(
    ("words", "report_id"),
    [
        ("cable age", "cable-age-register"),
        ("guild denies", "guild-denies-agency"),
        ("Who said that the cables were rotten?", "guild-rotten-courier"),
        ("bell", "bell-courier"),
        ("چوپان", "chupan-peyk"),
    ],
)
def test_words_or_a_question_find_quotations_that_stand_in_their_reports(samples, quoter, words, report_id):
    quotes = quoter.find_page(words).quotes
    assert report_id in [quote.source.report_id for quote in quotes][:3]
    for quote in quotes:
        report = samples.catalogue.get_report(quote.source.report_id)
        assert report.body[quote.start : quote.end] == quote.text


@pytest.mark.parametrize("words", ["xqzt vlarp", "quantum chromodynamics", "recipe for banana bread"])
def test_words_that_no_report_is_about_find_nothing(quoter, words):
    assert quoter.find_page(words).quotes == ()


def test_pages_are_stretches_of_one_order_and_hold_no_place_twice(quoter, monkeypatch):
    whole = quoter.find_page("ferry cables guild").quotes
    monkeypatch.setattr(quoting, "PAGE", 2)
    pages = list_pages(quoter, "ferry cables guild")
    places = [(quote.source.report_id, quote.start) for page in pages for quote in page]
    assert len(pages) > 2
    assert all(len(page) == 2 for page, _ in pairwise(pages))
    assert len(set(places)) == len(places)
    assert [quote for page in pages for quote in page][: len(whole)] == list(whole)
    assert quoter.find_page("ferry", 40).quotes == ()


def test_speaker_and_dates_are_named_as_in_an_answer(quoter):
    quotes = quoter.find_page("who says that the cables were cut").quotes
    assert any(quote.speaker for quote in quotes)


def test_what_is_withdrawn_is_quoted_no_more(samples, quoter):
    assert "bell-courier" in [quote.source.report_id for quote in quoter.find_page("bell").quotes]
    samples.withdraw("bell-courier")
    assert "bell-courier" not in [quote.source.report_id for quote in quoter.find_page("bell").quotes]
