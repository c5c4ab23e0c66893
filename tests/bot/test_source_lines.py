"""The line under each quotation: who, where and when, each name kept to its own direction."""

import re
from datetime import date

import pytest

from bot.answering.answers import (
    Citation,
    Quote,
    QuotedDate,
)
from bot.answering.lookups.finding import Finding, PastQuote, Verdict
from bot.chat.deep_links import make_link, passage_payload
from bot.chat.finding import render_finding
from bot.chat.rendering import render_source_line, render_voice
from bot.languages.language import Language
from bot.languages.speech import ENGLISH, get_speech
from corpus.reports import Status
from tests.bot.shown_parts import (
    cite,
    speak,
)

BOT = "onrecord_bot"


def test_place_that_find_gives_is_opened_by_its_number():
    quote = cite(1, "It fell.").quote
    (part,) = render_finding(Finding(Verdict.EXACT, quotes=(quote,)), ENGLISH, BOT)
    assert [entity.url for entity in part.markup.entities if entity.url] == [
        make_link(BOT, passage_payload("ferry", 1, quote.start, quote.end))
    ]


def test_words_of_a_date_do_not_turn_the_line_that_says_what_they_mean():
    line = render_source_line(speak(cite(1, "الخميس"), dates=(QuotedDate("الخميس", "2022-06-02"),)), ENGLISH).text
    assert line.endswith(" · “\u2068الخميس\u2069”: Thu 2 June 2022")


@pytest.mark.parametrize(
    ("more", "line"),
    [
        pytest.param({}, "[1] The Courier · The ferry · 11 March 2026", id="plain"),
        pytest.param(
            {"publisher": None, "published": None}, "[1] outlet not named · The ferry · undated", id="unknown"
        ),
        pytest.param({"pages": (0, 5)}, "[1] The Courier · The ferry · 11 March 2026 · page 2", id="page"),
        pytest.param(
            {"status": Status.CORRECTED},
            "[1] The Courier · The ferry · 11 March 2026 · corrected",
            id="corrected",
        ),
        pytest.param(
            {"publisher": "نیلوفر"},
            "[1] \u2068نیلوفر\u2069 · The ferry · 11 March 2026",
            id="right to left is isolated",
        ),
        pytest.param(
            {"title": "A \u202etrap\u202c"}, "[1] The Courier · A trap · 11 March 2026", id="overrides are taken out"
        ),
    ],
)
def test_source_line(more, line):
    assert render_source_line(cite(1, "Text.", **more), ENGLISH).text == line


def test_source_line_names_the_speaker_and_what_dates_mean():
    quote = cite(1, "It fell on Thursday.").quote
    spoken = Quote(
        quote.source, quote.start, quote.end, quote.text, 3, "Ms Rao",
        (QuotedDate("on Thursday", "2022-06-02"), QuotedDate("in spring", None)),
    )  # fmt: skip
    line = render_source_line(Citation(1, spoken), ENGLISH).text
    assert line == (
        "[1] Ms Rao, quoted by The Courier · The ferry · 11 March 2026 · page 3 · "
        "“on Thursday”: Thu 2 June 2022 · “in spring”: date unclear"
    )


def test_names_on_the_way_of_a_quotation_are_each_kept_apart():
    line = render_source_line(
        speak(cite(1, "It fell."), speaker="فرمانده", role="مرزبان", relay=("ISNA", "خبرگزاری")), ENGLISH
    ).text
    assert line.startswith(
        "[1] \u2068فرمانده\u2069, \u2068مرزبان\u2069, according to ISNA, according to \u2068خبرگزاری\u2069, "
        "quoted by The Courier · "
    )


@pytest.mark.parametrize("language", Language)
def test_whoever_has_no_name_begins_the_line_with_a_capital(language):
    citation = speak(cite(1, "It fell."), speaker="a senior official")
    line = render_source_line(citation, get_speech(language)).text
    assert re.match(r"\u200f?\[1\] \u2068?A senior official", line)
    assert render_voice(citation.quote, ENGLISH) == "a senior official, quoted by The Courier"


def test_words_that_stand_no_longer_are_shown_as_past():
    gone = cite(1, "It fell.", status=Status.WITHDRAWN, note="دروغ").quote
    past = PastQuote(gone, is_replaced=False, withdrawn=date(2026, 3, 20))
    (part,) = render_finding(Finding(Verdict.ABSENT, past=(past,)), ENGLISH)
    assert part.markup.text == (
        "No report on this shelf says these words now. They did stand here:\n\nIt fell.\n"
        "[1] The Courier · The ferry · 11 March 2026 · \u2068withdrawn on 20 March 2026: دروغ\u2069"
    )
