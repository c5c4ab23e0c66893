"""How answers, refusals and passages become messages that Telegram takes, with every quotation whole and exact."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import MessageEntity

from bot.answering.answers import (
    Answer,
    Dropped,
    Position,
    Question,
    QuotedDate,
    Receipt,
    Refusal,
    Stance,
    Statement,
)
from bot.answering.layout import arrange_answer
from bot.answering.leads import choose_lead
from bot.chat.deep_links import citation_payload, make_link
from bot.chat.markup import count_units
from bot.chat.rendering import render_record
from bot.languages.speech import ENGLISH
from corpus.reports import Status
from tests.bot.shown_parts import (
    check_valid,
    cite,
    get_all_data,
    get_data,
    get_labels,
    get_marked,
    get_quotations,
    speak,
)

BOT = "onrecord_bot"
RECEIPT = Receipt("", (), (), (), (), "model", 1.0)
LETTERS = st.sampled_from("ab é🛶👩‍👧 שלום مرحبا\u202e \n.“”@/#<&_*[]")
WORDS = st.text(LETTERS, min_size=1, max_size=400).filter(lambda words: any(map(str.isprintable, words.split())))
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


@given(answers(), st.text(max_size=50), st.sampled_from(["", BOT]), st.none() | WORDS)
@settings(max_examples=150)
def test_every_part_is_one_that_telegram_takes_and_quotations_are_whole(answer, heading, bot_name, standing):
    standings = {} if standing is None else {each.number: standing for each in answer.citations}
    parts = render_record(answer, ENGLISH, heading, bot_name, standings)
    check_valid(parts)
    shown = get_quotations(parts)
    expected = sorted(citation.quote.text for citation in answer.citations if count_units(citation.quote.text) <= 4096)
    whole = sorted(text for text in shown if text in expected)
    assert set(expected) <= set(shown)
    assert len(whole) >= len(expected)
    assert get_all_data(parts[-1:])[-3:] == [f"w:{answer.id}", f"fu:{answer.id}", f"fd:{answer.id}"]
    assert sorted(get_data(parts)) == sorted(f"s:{answer.id}:{each.number}" for each in answer.citations)


@given(st.lists(WORDS, min_size=1, max_size=3), st.integers(1000, 6000))
@settings(max_examples=100)
def test_a_quotation_longer_than_a_message_continues_in_order(words, length):
    text = " ".join(words * (length // len("".join(words)) + 1))[: length + 4096].strip()
    parts = render_record(answer_with([text]), ENGLISH)
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
    pieces = get_quotations(render_record(answer_with([text]), ENGLISH))
    assert len(pieces) == 3
    assert " ".join(pieces) == text


def test_quotation_that_fills_a_message_stays_whole_and_its_source_follows():
    text = "x" * 4096
    parts = render_record(answer_with([text]), ENGLISH)
    assert get_quotations(parts) == [text]
    assert [part.markup.units for part in parts][1] == 4096
    assert parts[-1].markup.text.startswith("[1] The Courier")
    assert parts[-1].rows


def test_parts_break_between_quotations():
    parts = render_record(answer_with(["a" * 1500, "b" * 1500, "c" * 1500]), ENGLISH)
    assert [sorted(set(text)) for part in parts for text in get_marked(part, "expandable_blockquote")] == [
        ["a"],
        ["b"],
        ["c"],
    ]
    assert [get_data([part]) for part in parts] == [["s:abc:1", "s:abc:2"], ["s:abc:3"]]


def test_statement_stands_over_its_quotation_and_source_line():
    (part,) = render_record(answer_with(["It was cut."], url="https://example.org/ferry"), ENGLISH)
    assert part.markup.text == "Statement 1. [1]\n\nIt was cut.\n[1] The Courier · The ferry · 11 March 2026"
    assert get_marked(part, MessageEntity.EXPANDABLE_BLOCKQUOTE) == ["It was cut."]
    assert get_marked(part, MessageEntity.TEXT_LINK) == ["The ferry"]
    assert [[button.text for button in row] for row in part.rows] == [
        ["1 · The Courier"],
        ["Why this answer"],
        ["Copy citation"],
        ["👍", "👎"],
    ]


def test_answer_comes_first_in_two_sentences_and_the_rest_stands_over_its_own_quotations():
    (part,) = render_record(answer_with(["One.", "Two.", "Three."]), ENGLISH)
    assert part.markup.text.startswith("Statement 1. [1] Statement 2. [2]\n\nOne.\n[1] The Courier")
    assert "\n\nStatement 3. [3]\nThree.\n[3] The Courier" in part.markup.text
    assert part.markup.text.count("Statement") == 3


def test_long_quotation_is_led_by_its_sentence_that_says_the_answer():
    text = "The ferry left at noon. It was full. Nobody knew who had cut the cables of the ferry. Then it drifted."
    citation = speak(cite(1, text), speaker="Ms Rao")
    answer = Answer("abc", Question("Who cut the cables?"), (Statement(text, (1,)),), (citation,), RECEIPT)
    (part,) = render_record(answer, ENGLISH, bot_name=BOT)
    assert part.markup.text.startswith(
        "“Nobody knew who had cut the cables of the ferry.” — Ms Rao, quoted by The Courier [1]\n\nThe ferry left"
    )
    assert get_quotations([part]) == [text]
    assert get_marked(part, MessageEntity.ITALIC)[0] == "“Nobody knew who had cut the cables of the ferry.”"


def test_sentence_with_quotation_marks_of_its_own_gets_no_others():
    text = "The ferry left. It was full. “Nobody cut the cables,” she said. Then it drifted."
    answer = Answer("abc", Question("Who cut the cables?"), (Statement(text, (1,)),), (cite(1, text),), RECEIPT)
    (part,) = render_record(answer, ENGLISH)
    assert part.markup.text.startswith("“Nobody cut the cables,” she said. — The Courier [1]")


@given(WORDS, st.text("abc é", max_size=40), st.integers(1, 12))
def test_key_sentence_is_a_slice_of_its_quotation(text, question, times):
    text = " ".join([text] * times).strip()
    answer = Answer("abc", Question(question), (Statement(text, (1,)),), (cite(1, text),), RECEIPT)
    lead = choose_lead(answer, list(arrange_answer(answer)))
    assert lead.key is None or (lead.key_text in text and lead.key_text.strip())


def test_every_number_of_a_citation_is_a_link_that_opens_it():
    (part,) = render_record(answer_with(["One.", "Two."]), ENGLISH, bot_name=BOT)
    links = [entity.url for entity in part.markup.entities if entity.type == MessageEntity.TEXT_LINK]
    assert get_marked(part, MessageEntity.TEXT_LINK) == ["[1]", "[2]", "[1]", "[2]"]
    assert links == [make_link(BOT, citation_payload("abc", number)) for number in (1, 2, 1, 2)]


def test_statement_that_is_its_quotation_is_not_said_twice():
    citation = cite(1, "It was cut.")
    answer = Answer("abc", Question("Q"), (Statement("“It was cut.”", (1,)),), (citation,), RECEIPT)
    (part,) = render_record(answer, ENGLISH)
    assert part.markup.text.count("It was cut.") == 1


def test_quotation_cited_twice_is_shown_once():
    citation = cite(1, "It was cut.")
    statements = (Statement("First.", (1,)), Statement("Second.", (1,)))
    (part,) = render_record(Answer("abc", Question("Q"), statements, (citation,), RECEIPT), ENGLISH)
    assert get_quotations([part]) == ["It was cut."]
    assert "Second. [1]" in part.markup.text


def test_dispute_shows_each_position_with_its_quotation():
    parts = render_record(answer_with(["We did not.", "They did."], positions=2), ENGLISH)
    text = parts[0].markup.text
    assert text.startswith(
        "The reports disagree.\n• The guild denies [1]\n• The guild denies [2]\n\nEach position in its own words:\n\n"
        "The guild denies\nWe did not.\n[1] The Courier"
    )
    assert get_marked(parts[0], MessageEntity.BOLD) == ["The reports disagree.", *["The guild"] * 4]


def test_dispute_about_a_figure_puts_the_figures_side_by_side():
    citations = (cite(1, "Fourteen people were hurt."), cite(2, "The ward counted 17 people hurt."))
    positions = (Position("Police", Stance.REPORTS, (1,)), Position("The ward", Stance.CLAIMS, (2,), newest=True))
    question = Question("How many people were hurt?")
    (part,) = render_record(Answer("abc", question, (), citations, RECEIPT, positions), ENGLISH)
    assert "\n• Fourteen — Police report [1]\n• 17 — The ward claims [2] (newest)\n\n" in part.markup.text
    same = (cite(1, "Fourteen people were hurt."), cite(2, "The ward counted 14 people hurt."))
    (part,) = render_record(Answer("abc", question, (), same, RECEIPT, positions), ENGLISH)
    assert "\n• Police report [1]\n• The ward claims [2] (newest)\n\n" in part.markup.text


def test_how_a_follow_up_was_understood_stands_above_its_answer():
    receipt = Receipt("Who cut *it* on <b>Tuesday</b>?", (), (), (), (), "model", 1.0)
    (part,) = render_record(Refusal("ref", Question("And who?"), (), receipt), ENGLISH, "You asked: And who?")
    assert part.markup.text.startswith("You asked: And who?\n\nUnderstood as: Who cut *it* on <b>Tuesday</b>?\n\nThe")
    assert [entity.type for entity in part.markup.entities] == ["italic", "italic"]


def test_refusal_says_so_and_shows_the_nearest_with_buttons():
    refusal = Refusal("ref", Question("Q"), (cite(1, "Near."),), RECEIPT)
    (part,) = render_record(refusal, ENGLISH)
    assert part.markup.text.startswith("The reports on this shelf do not answer that.")
    assert part.markup.text.endswith(
        "has been kept for the editors, so that they can look for a report that answers it."
    )
    assert get_quotations([part]) == ["Near."]
    assert get_data([part]) == ["s:ref:1"]


def test_refusal_says_which_days_were_read_and_what_may_help():
    receipt = replace(RECEIPT, since=date(2026, 3, 1), until=date(2026, 3, 31))
    (part,) = render_record(Refusal("ref", Question("Q"), (), receipt), ENGLISH)
    assert part.markup.text == (
        "The reports on this shelf do not answer that.\n"
        "Only reports published from 1 March 2026 up to 31 March 2026 were read; without the time in it, the question "
        "is asked of all.\n\n"
        "It may help to ask for one thing at a time, or in the words that a report would use; /sources shows what is "
        "here.\n"
        "Your question has been kept for the editors, so that they can look for a report that answers it."
    )
    assert get_labels(part) == ["Why this answer", "👍", "👎"]


def test_more_is_offered_where_more_was_read_than_is_quoted():
    read = ("ferry@1:0-9", "ferry@1:12-23", "guild@2:5-60")
    (part,) = render_record(
        replace(answer_with(["It was cut."]), receipt=replace(RECEIPT, passages_read=read)), ENGLISH
    )
    assert "qm:abc:0" in get_all_data([part])
    (part,) = render_record(
        replace(answer_with(["It was cut."]), receipt=replace(RECEIPT, passages_read=read[1:2])), ENGLISH
    )
    assert "qm:abc:0" not in get_all_data([part])


def test_what_became_of_a_source_takes_the_place_of_how_it_stands():
    (part,) = render_record(answer_with(["It was cut."]), ENGLISH, standings={1: "withdrawn on 20 March 2026: دروغ"})
    assert "\n[1] The Courier · The ferry · 11 March 2026 · \u2068withdrawn on 20 March 2026: دروغ\u2069" in (
        part.markup.text
    )


def test_question_as_understood_does_not_turn_its_line():
    receipt = replace(RECEIPT, understood_as="چه کسی آن را برید؟")
    (part,) = render_record(Refusal("ref", Question("And then who?"), (), receipt), ENGLISH)
    assert part.markup.text.startswith("Understood as: \u2068چه کسی آن را برید؟\u2069\n\n")


def test_nothing_is_added_to_a_quotation_whatever_its_direction():
    text = "ISNA گزارش داد که کشتی رها شد."
    answer = Answer("abc", Question("Q"), (Statement(text, (1,)),), (cite(1, text),), RECEIPT)
    assert get_quotations(render_record(answer, ENGLISH, bot_name=BOT)) == [text]


def test_refusal_says_which_words_no_report_has():
    refusal = Refusal("ref", Question("Q"), (), RECEIPT, ("Odile Marchbank", "مرجان", "400"))
    (part,) = render_record(refusal, ENGLISH)
    assert part.markup.text.startswith(
        "The reports on this shelf do not answer that.\nNo report read has: Odile Marchbank, \u2068مرجان\u2069, 400.\n"
    )


def test_removed_statements_and_passages_are_counted_apart():
    dropped = (Dropped("x", "y"), Dropped("z", "y"), Dropped("a", "the same words as in “b”"))
    answer = Answer(
        "abc", Question("Q"), (Statement("S.", (1,)),), (cite(1, "Text."),), replace(RECEIPT, dropped=dropped)
    )
    assert render_record(answer, ENGLISH)[-1].markup.text.endswith(
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
        ),
        ENGLISH,
    )
    text = part.markup.text
    assert text.startswith("No report says that the guild admitted it.\n\nThe reports disagree.")
    assert "\n• The guild denies [1] (4 reports, 1 origin)\n" in text
    assert "\n\u200e• \u2068فرمانده\u2069 lays blame [2] (newest; corrected)\n" in text
    assert "\nThe guild denies\nWe did not.\n[1] The Courier" in text
    assert "\n\u200e\u2068فرمانده\u2069 lays blame\nThey did.\n[2] The Courier" in text
    assert text.endswith(
        "\n\nNot heard from in these reports: the owners, the deckhands."
        "\n\nAs of 16 March 2026, the newest report quoted."
    )


def test_more_entities_than_a_message_takes_are_spread():
    nearest = tuple(cite(number, f"Near {number}.", url="https://e.org/a") for number in range(1, 121))
    parts = render_record(Refusal("ref", Question("Q"), nearest, RECEIPT), ENGLISH)
    check_valid(parts)
    assert len(get_data(parts)) == 120
    assert max(len(part.markup.entities) for part in parts) == 100
