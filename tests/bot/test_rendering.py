"""How answers, refusals and passages become messages that Telegram takes, with every quotation whole and exact."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import MessageEntity

from bot.answering.answers import (
    Answer,
    Citation,
    Dropped,
    Position,
    Question,
    Quote,
    QuotedDate,
    Receipt,
    Refusal,
    Stance,
    Statement,
)
from bot.answering.lookups.finding import Finding, PastQuote, Verdict
from bot.chat.finding import render_finding
from bot.chat.markup import Markup, count_units, cut, is_web_address, isolate, link, plain, shorten
from bot.chat.parts import Block, Part, pack
from bot.chat.rendering import render_record, render_source_line
from corpus.reports import Status
from tests.bot.shown_parts import check_valid, cite, get_data, get_marked, get_quotations, speak

RECEIPT = Receipt("", (), (), (), (), "model", 1.0)
LETTERS = st.sampled_from("ab é🛶👩‍👧 שלום مرحبا\u202e \n.“”@/#<&_*[]")
WORDS = st.text(LETTERS, min_size=1, max_size=400).filter(str.strip)
NAMES = st.none() | st.text(min_size=1, max_size=300).filter(lambda name: name.strip() and name.isprintable())
DATES = st.sampled_from(
    [
        (),
        (QuotedDate("on Thursday", "2022-06-02"), QuotedDate("lately", None)),
        tuple(QuotedDate(f"الخميس {number} " * 40, "2022-06") for number in range(9)),
    ]
)
RELAYS = st.sampled_from([(), ("ISNA",), ("خبرگزاری", "x" * 500, "Press \u202eAgency")])
URLS = st.none() | st.sampled_from(
    [
        "https://example.org/a",
        "http://example.org/ü",
        "tg://user?id=1",
        "javascript:alert(1)",
        "https://",
        "https://a b",
    ]
)


def answer_with(texts: Iterable[str], *, positions: int = 0, **more: object) -> Answer:
    citations = tuple(cite(number, text, **more) for number, text in enumerate(texts, 1))
    statements = tuple(Statement(f"Statement {each.number}.", (each.number,)) for each in citations[positions:])
    parties = tuple(Position("The guild", Stance.DENIES, (each.number,)) for each in citations[:positions])
    return Answer("abc", Question("Who did it?"), statements, citations, RECEIPT, parties)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    texts = draw(st.lists(WORDS, min_size=1, max_size=8))
    factor = draw(st.sampled_from([1, 1, 5, 15]))
    citations = tuple(
        speak(
            cite(number, text * factor, publisher=draw(NAMES), title=draw(NAMES) or "Title", url=draw(URLS)),
            speaker=draw(NAMES),
            role=draw(st.sampled_from([None, "minister", "وزیر" * 99])),
            relay=draw(RELAYS),
            dates=draw(DATES),
        )
        for number, text in enumerate(texts, 1)
    )
    split = draw(st.integers(0, len(citations) - 1))
    statements = tuple(Statement(draw(WORDS), (each.number,)) for each in citations[split:])
    positions = tuple(
        Position(
            draw(NAMES) or "Someone",
            draw(st.sampled_from(Stance)),
            (each.number,),
            draw(st.integers(1, 5)),
            newest=draw(st.booleans()),
        )
        for each in citations[:split]
    )
    return Answer(
        draw(st.text("abc-_09", min_size=1, max_size=22)),
        Question("Q"),
        statements,
        citations,
        RECEIPT,
        positions,
        notice=draw(st.none() | WORDS),
        unheard=draw(RELAYS) * draw(st.sampled_from([1, 20])),
        as_of=draw(st.sampled_from([None, date(2026, 3, 16)])),
    )


@given(answers(), st.text(max_size=50))
@settings(max_examples=150)
def test_every_part_is_one_that_telegram_takes_and_quotations_are_whole(answer, heading):
    parts = render_record(answer, heading)
    check_valid(parts)
    shown = get_quotations(parts)
    expected = sorted(citation.quote.text for citation in answer.citations if count_units(citation.quote.text) <= 4096)
    whole = sorted(text for text in shown if text in expected)
    assert set(expected) <= set(shown)
    assert len(whole) >= len(expected)
    assert parts[-1].rows[-1][0].callback_data == f"w:{answer.id}"
    assert sorted(get_data(parts)) == sorted(f"s:{answer.id}:{each.number}" for each in answer.citations)


@given(st.lists(WORDS, min_size=1, max_size=3), st.integers(1000, 6000))
@settings(max_examples=100)
def test_a_quotation_longer_than_a_message_continues_in_order(words, length):
    text = " ".join(words * (length // len("".join(words)) + 1))[: length + 4096].strip()
    parts = render_record(answer_with([text]))
    check_valid(parts)
    pieces = get_quotations(parts)
    at = 0
    for piece in pieces:
        found = text.index(piece, at)
        assert not text[at:found].strip()
        at = found + len(piece)
    assert not text[at:].strip()
    assert (len(pieces) == 1) == (count_units(text) <= 4096)
    assert get_data(parts) == ["s:abc:1"]


def test_long_quotation_is_cut_between_words():
    text = " ".join(["ferryboat"] * 900)
    pieces = get_quotations(render_record(answer_with([text])))
    assert len(pieces) == 3
    assert " ".join(pieces) == text


def test_quotation_that_fills_a_message_stays_whole_and_its_source_follows():
    text = "x" * 4096
    parts = render_record(answer_with([text]))
    assert get_quotations(parts) == [text]
    assert [part.markup.units for part in parts][1] == 4096
    assert parts[-1].markup.text.startswith("[1] The Courier")
    assert parts[-1].rows


def test_parts_break_between_quotations():
    parts = render_record(answer_with(["a" * 1500, "b" * 1500, "c" * 1500]))
    assert [sorted(set(text)) for part in parts for text in get_marked(part, "expandable_blockquote")] == [
        ["a"],
        ["b"],
        ["c"],
    ]
    assert [get_data([part]) for part in parts] == [["s:abc:1", "s:abc:2"], ["s:abc:3"]]


def test_statement_stands_over_its_quotation_and_source_line():
    (part,) = render_record(answer_with(["It was cut."], url="https://example.org/ferry"))
    assert part.markup.text == "Statement 1. [1]\nIt was cut.\n[1] The Courier · The ferry · 11 March 2026"
    assert get_marked(part, MessageEntity.EXPANDABLE_BLOCKQUOTE) == ["It was cut."]
    assert get_marked(part, MessageEntity.TEXT_LINK) == ["The ferry"]
    assert [[button.text for button in row] for row in part.rows] == [["1 · The Courier"], ["Why this answer"]]


def test_statement_that_is_its_quotation_is_not_said_twice():
    citation = cite(1, "It was cut.")
    answer = Answer("abc", Question("Q"), (Statement("“It was cut.”", (1,)),), (citation,), RECEIPT)
    (part,) = render_record(answer)
    assert part.markup.text.count("It was cut.") == 1


def test_quotation_cited_twice_is_shown_once():
    citation = cite(1, "It was cut.")
    statements = (Statement("First.", (1,)), Statement("Second.", (1,)))
    (part,) = render_record(Answer("abc", Question("Q"), statements, (citation,), RECEIPT))
    assert get_quotations([part]) == ["It was cut."]
    assert "Second. [1]" in part.markup.text


def test_dispute_shows_each_position_with_its_quotation():
    parts = render_record(answer_with(["We did not.", "They did."], positions=2))
    assert get_marked(parts[0], MessageEntity.BOLD) == [
        "The reports disagree. Each position stands here in its own words:",
        "The guild",
        "The guild",
    ]
    assert "The guild denies [1]\nWe did not." in parts[0].markup.text


def test_how_a_follow_up_was_understood_stands_above_its_answer():
    receipt = Receipt("Who cut *it* on <b>Tuesday</b>?", (), (), (), (), "model", 1.0)
    (part,) = render_record(Refusal("ref", Question("And who?"), (), receipt), "You asked: And who?")
    assert part.markup.text.startswith("You asked: And who?\n\nUnderstood as: Who cut *it* on <b>Tuesday</b>?\n\nThe")
    assert [entity.type for entity in part.markup.entities] == ["italic", "italic"]


def test_refusal_says_so_and_shows_the_nearest_with_buttons():
    refusal = Refusal("ref", Question("Q"), (cite(1, "Near."),), RECEIPT)
    (part,) = render_record(refusal)
    assert part.markup.text.startswith("The reports on this shelf do not answer that.")
    assert part.markup.text.endswith(
        "has been kept for the editors, so that they can look for a report that answers it."
    )
    assert get_quotations([part]) == ["Near."]
    assert get_data([part]) == ["s:ref:1"]


def test_refusal_says_which_words_no_report_has():
    refusal = Refusal("ref", Question("Q"), (), RECEIPT, ("Odile Marchbank", "مرجان", "400"))
    (part,) = render_record(refusal)
    assert part.markup.text.startswith(
        "The reports on this shelf do not answer that.\nNo report read has: Odile Marchbank, \u2068مرجان\u2069, 400.\n"
    )


def test_removed_statements_and_passages_are_counted_apart():
    dropped = (Dropped("x", "y"), Dropped("z", "y"), Dropped("a", "the same words as in “b”"))
    answer = Answer(
        "abc", Question("Q"), (Statement("S.", (1,)),), (cite(1, "Text."),), replace(RECEIPT, dropped=dropped)
    )
    assert render_record(answer)[-1].markup.text.endswith(
        "\n\n2 statements left out: y. 1 passage left out: the same words as in “b”."
    )


def test_dispute_counts_copies_marks_the_newest_and_names_who_is_not_heard():
    citations = (cite(1, "We did not."), cite(2, "They did.", status=Status.CORRECTED))
    positions = (
        Position("The guild", Stance.DENIES, (1,), reports=4, origins=1),
        Position("فرمانده", Stance.BLAMES, (2,), newest=True),
    )
    (part,) = render_record(
        Answer(
            "abc",
            Question("Q"),
            (),
            citations,
            RECEIPT,
            positions,
            notice="No report says that the guild admitted it.",
            unheard=("the owners", "the deckhands"),
            as_of=date(2026, 3, 16),
        )
    )
    text = part.markup.text
    assert text.startswith("No report says that the guild admitted it.\n\nThe reports disagree.")
    assert "\nThe guild denies [1] (4 reports, 1 origin)\nWe did not.\n[1] The Courier" in text
    assert "\n\u2068فرمانده\u2069 lays blame [2] (newest; corrected)\nThey did.\n[2] The Courier" in text
    assert text.endswith(
        "\n\nNot heard from in these reports: the owners, the deckhands."
        "\n\nAs of 16 March 2026, the newest report quoted."
    )


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
    assert render_source_line(cite(1, "Text.", **more)).text == line


def test_source_line_names_the_speaker_and_what_dates_mean():
    quote = cite(1, "It fell on Thursday.").quote
    spoken = Quote(
        quote.source, quote.start, quote.end, quote.text, 3, "Ms Rao",
        (QuotedDate("on Thursday", "2022-06-02"), QuotedDate("in spring", None)),
    )  # fmt: skip
    line = render_source_line(Citation(1, spoken)).text
    assert line == (
        "[1] Ms Rao, quoted by The Courier · The ferry · 11 March 2026 · page 3 · "
        "“on Thursday”: Thu 2 June 2022 · “in spring”: date unclear"
    )


def test_names_on_the_way_of_a_quotation_are_each_kept_apart():
    line = render_source_line(
        speak(cite(1, "It fell."), speaker="فرمانده", role="مرزبان", relay=("ISNA", "خبرگزاری"))
    ).text
    assert line.startswith(
        "[1] \u2068فرمانده\u2069, \u2068مرزبان\u2069, according to ISNA, according to \u2068خبرگزاری\u2069, "
        "quoted by The Courier · "
    )


def test_words_that_stand_no_longer_are_shown_as_past():
    gone = cite(1, "It fell.", status=Status.WITHDRAWN, note="دروغ").quote
    past = PastQuote(gone, is_replaced=False, withdrawn=date(2026, 3, 20))
    (part,) = render_finding(Finding(Verdict.ABSENT, past=(past,)))
    assert part.markup.text == (
        "No report on this shelf says these words now. They did stand here:\n\nIt fell.\n"
        "[1] The Courier · The ferry · 11 March 2026 · \u2068withdrawn on 20 March 2026: دروغ\u2069"
    )


@pytest.mark.parametrize(
    "url",
    [
        "tg://user?id=1",
        "javascript:alert(1)",
        "https://",
        "ftp://example.org",
        "https://a b",
        "http://[",
        "https://a\u202eb",
    ],
)
def test_address_that_no_browser_opens_is_no_link(url):
    assert not is_web_address(url)
    assert link("Title", url) == plain("Title")


@given(st.text(max_size=300), st.integers(2, 40))
def test_pieces_hold_every_character_that_is_not_white_space(text, limit):
    pieces = [piece.text for piece in cut(plain(text), limit)]
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(count_units(piece) <= limit for piece in pieces)


@given(st.text(max_size=100))
def test_units_are_those_of_utf_16(text):
    assert count_units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.text(min_size=1, max_size=60), st.integers(4, 30))
def test_shortened_name_keeps_its_isolation_closed(text, limit):
    name = shorten(isolate(text), limit)
    assert len(name) <= limit
    assert name.count("\u2068") == name.count("\u2069")


def test_more_entities_than_a_message_takes_are_spread():
    nearest = tuple(cite(number, f"Near {number}.", url="https://e.org/a") for number in range(1, 121))
    parts = render_record(Refusal("ref", Question("Q"), nearest, RECEIPT))
    check_valid(parts)
    assert len(get_data(parts)) == 120
    assert max(len(part.markup.entities) for part in parts) == 100


def test_empty_blocks_are_left_out():
    assert pack([Block(Markup()), Block(plain("Text")), Block(plain(" \n"))]) == [Part(plain("Text"))]
