"""How answers, refusals and passages become messages that Telegram takes, with every quotation whole and exact."""

from collections.abc import Iterable
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
from bot.chat.context import render_passage
from bot.chat.markup import Markup, count_units, cut, is_web_address, isolate, link, plain, shorten
from bot.chat.parts import Block, Part, pack
from bot.chat.rendering import render_record, render_source_line
from corpus.reports import Report, Status

RECEIPT = Receipt("q", (), (), (), (), "model", 1.0)
LETTERS = st.sampled_from("ab é🛶👩‍👧 שלום مرحبا\u202e \n.“”@/#<&_*[]")
WORDS = st.text(LETTERS, min_size=1, max_size=400).filter(str.strip)
NAMES = st.none() | st.text(min_size=1, max_size=300).filter(lambda name: name.strip() and name.isprintable())
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


def make_report(body: str, **more: object) -> Report:
    details = {"title": "The ferry", "publisher": "The Courier", "published": date(2026, 3, 11)} | more
    return Report(id="ferry", version=1, body=body, **details)


def cite(number: int, text: str, **more: object) -> Citation:
    report = make_report(f"Before it.\n\n{text}\n\nAfter it.", **more)
    start = len("Before it.\n\n")
    return Citation(number, Quote.cut(report, start, start + len(text)))


def answer_with(texts: Iterable[str], *, positions: int = 0, **more: object) -> Answer:
    citations = tuple(cite(number, text, **more) for number, text in enumerate(texts, 1))
    statements = tuple(Statement(f"Statement {each.number}.", (each.number,)) for each in citations[positions:])
    parties = tuple(Position("The guild", Stance.DENIES, (each.number,)) for each in citations[:positions])
    return Answer("abc", Question("Who did it?"), statements, citations, RECEIPT, parties)


def get_marked(part: Part, *kinds: str) -> list[str]:
    data = part.markup.text.encode("utf-16-le")
    return [
        data[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")
        for entity in part.markup.entities
        if entity.type in kinds
    ]


def get_quotations(parts: list[Part]) -> list[str]:
    return [text for part in parts for text in get_marked(part, MessageEntity.EXPANDABLE_BLOCKQUOTE)]


def get_data(parts: list[Part]) -> list[str]:
    return [button.callback_data for part in parts for row in part.rows for button in row]


def check_valid(parts: list[Part]) -> None:
    assert parts
    for part in parts:
        units = len(part.markup.text.encode("utf-16-le")) // 2
        assert 1 <= units <= 4096
        assert part.markup.text.strip()
        assert len(part.markup.entities) <= 100
        assert sum(map(len, part.rows)) <= 100
        assert all(1 <= len(button.callback_data.encode()) <= 64 for row in part.rows for button in row)
        for entity in part.markup.entities:
            assert entity.length > 0
            assert entity.offset >= 0
            assert entity.offset + entity.length <= units
        get_marked(part, *MessageEntity.ALL_TYPES)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    texts = draw(st.lists(WORDS, min_size=1, max_size=8))
    factor = draw(st.sampled_from([1, 1, 5, 15]))
    citations = tuple(
        cite(number, text * factor, publisher=draw(NAMES), title=draw(NAMES) or "Title", url=draw(URLS))
        for number, text in enumerate(texts, 1)
    )
    split = draw(st.integers(0, len(citations) - 1))
    statements = tuple(Statement(draw(WORDS), (each.number,)) for each in citations[split:])
    positions = tuple(
        Position(draw(NAMES) or "Someone", draw(st.sampled_from(Stance)), (each.number,)) for each in citations[:split]
    )
    return Answer(
        draw(st.text("abc-_09", min_size=1, max_size=22)), Question("Q"), statements, citations, RECEIPT, positions
    )


@given(answers(), st.text(max_size=50))
@settings(max_examples=300)
def test_every_part_is_one_that_telegram_takes_and_quotations_are_whole(answer, heading):
    parts = render_record(answer, heading)
    check_valid(parts)
    shown = get_quotations(parts)
    expected = sorted(citation.quote.text for citation in answer.citations if count_units(citation.quote.text) <= 4096)
    whole = sorted(text for text in shown if text in expected)
    assert set(expected) <= set(shown)
    assert len(whole) >= len(expected)
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
    assert [button.text for row in part.rows for button in row] == ["1 · The Courier"]


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


def test_refusal_says_so_and_shows_the_nearest_with_buttons():
    refusal = Refusal("ref", Question("Q"), (cite(1, "Near."),), RECEIPT)
    (part,) = render_record(refusal)
    assert part.markup.text.startswith("The reports on this shelf do not answer that.")
    assert part.markup.text.endswith(
        "has been kept for the editors, so that they can look for a report that answers it."
    )
    assert get_quotations([part]) == ["Near."]
    assert get_data([part]) == ["s:ref:1"]


def test_removed_statements_are_counted():
    receipt = Receipt("q", (), (), (Dropped("x", "y"), Dropped("z", "y")), (), "model", 1.0)
    answer = Answer("abc", Question("Q"), (Statement("S.", (1,)),), (cite(1, "Text."),), receipt)
    assert "2 passages left out" in render_record(answer)[-1].markup.text


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


BODY = "\n\n".join(f"Paragraph {number} says {'so much ' * 20}and ends 🛶." for number in range(40))


@given(st.data())
@settings(max_examples=200)
def test_passage_shows_the_quotation_in_bold_amid_the_text_of_its_report(data):
    start = data.draw(st.integers(0, len(BODY) - 2))
    end = data.draw(st.integers(start + 1, min(len(BODY), start + data.draw(st.sampled_from([10, 500, 3900, 6000])))))
    report = make_report(BODY)
    parts = render_passage(Citation(1, Quote.cut(report, start, end)), report, "This report was corrected.")
    check_valid(parts)
    quoted = "".join(text for part in parts for text in get_marked(part, MessageEntity.BOLD) if text != "The ferry")
    assert "".join(quoted.split()) == "".join(BODY[start:end].split())
    context = "".join(text for part in parts for text in get_marked(part, MessageEntity.BLOCKQUOTE))
    assert "".join(context.strip("… ").split()) in "".join(BODY.split())
    assert "This report was corrected." in parts[0].markup.text


def test_passage_shows_the_paragraphs_beside_it():
    body = "Far before.\n\nThe one before.\n\nThe quotation stands here. And more.\n\nThe one after.\n\nFar after."
    report = make_report(body, author="I. Farrow", url="https://example.org/ferry")
    start = body.index("The quotation")
    (part,) = render_passage(Citation(2, Quote.cut(report, start, start + len("The quotation stands here."))), report)
    assert part.markup.text == (
        "[2] The ferry\nThe Courier · I. Farrow · 11 March 2026\n"
        "… The one before.\n\nThe quotation stands here. And more.\n\nThe one after. …"
    )
    assert get_marked(part, MessageEntity.BOLD) == ["The ferry", "The quotation stands here."]


def test_passage_of_a_short_report_is_shown_without_ellipses():
    report = make_report("Only this.")
    (part,) = render_passage(Citation(1, Quote.cut(report, 0, 10)), report)
    assert part.markup.text.endswith("\nOnly this.")


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
