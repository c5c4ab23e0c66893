"""Answers in the terminal: exact quotations as blocks, their sources under them, and nothing that drives a terminal."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from rich.console import Console

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
    Source,
    Spent,
    Stance,
    Statement,
)
from bot.answering.json_form import make_answer_json
from bot.answering.lookups.alterations import Difference
from bot.answering.lookups.finding import Finding, PastQuote, Verdict
from bot.terminal.console import make_printable
from bot.terminal.rendering import write_answer, write_finding, write_report, write_reports
from bot.terminal.upkeep import list_model_lines
from corpus.catalogue import Listing
from corpus.reports import Report, Status
from index.vector_models import ModelStanding

BODY = (
    "The mill at Tarn Gate closed on Monday. “Nobody told the night shift,” said Ada Brand, who ran the second loom "
    "for eleven years and learnt of it from a poster.\n\nThe owners say that letters were sent."
)
REPORT = Report(
    id="mill-closed",
    version=2,
    title="Mill closes [bold]early[/bold]",
    body=BODY,
    publisher="The Weir Post",
    author="I. Lamb",
    published=date(2026, 3, 17),
    url="https://weirpost.example/mill",
    status=Status.CORRECTED,
    note="The day was wrong.",
    digest="ab" * 32,
    pages=(0, BODY.index("The owners")),
)
RECEIPT = Receipt("", (), (), (), (), "minilm", 0.7)
FIRST = Quote.cut(REPORT, 0, BODY.index(" “"))
LONG = Quote.cut(REPORT, BODY.index("“"), BODY.index("\n"))
DENIAL = Quote.cut(REPORT, BODY.index("The owners"), len(BODY))


def make_answer(*leads: Statement | Position, quotes: tuple[Quote, ...], receipt: Receipt = RECEIPT) -> Answer:
    return Answer(
        id="a1",
        question=Question("Why did the mill close?"),
        statements=tuple(lead for lead in leads if isinstance(lead, Statement)),
        positions=tuple(lead for lead in leads if isinstance(lead, Position)),
        citations=tuple(Citation(number, quote) for number, quote in enumerate(quotes, 1)),
        receipt=receipt,
    )


def show(record: Answer | Refusal, width: int | None = None) -> str:
    """What stands on the screen: a terminal of this width, or a pipe where it is None."""
    output = io.StringIO()
    console = Console(file=output, width=width, force_terminal=width is not None, color_system=None, highlight=False)
    write_answer(console, record)
    return output.getvalue()


def test_quotation_stands_as_a_block_over_its_source() -> None:
    answer = make_answer(Statement("The mill closed.", (1,)), quotes=(FIRST,))
    assert show(answer) == (
        "The mill closed. [1]\n"
        "  │ The mill at Tarn Gate closed on Monday.\n"
        "  [1] The Weir Post · Mill closes [bold]early[/bold] · 17 March 2026 · page 1 · "
        "https://weirpost.example/mill · corrected\n"
    )


def test_statement_that_is_its_quotation_is_not_said_twice() -> None:
    answer = make_answer(Statement(f"“{FIRST.text}”", (1,)), quotes=(FIRST,))
    assert show(answer).count("closed on Monday") == 1


def test_speaker_and_dates_are_named() -> None:
    quote = Quote(
        Source.of(REPORT),
        LONG.start,
        LONG.end,
        LONG.text,
        speaker="Ada Brand",
        dates=(QuotedDate("on Monday", "2026-03-16"), QuotedDate("lately", None), QuotedDate("that spring", "2026-03")),
    )
    shown = show(make_answer(Statement("They were not told.", (1,)), quotes=(quote,)))
    assert "[1] Ada Brand, quoted by The Weir Post ·" in shown
    assert "“on Monday”: Mon 16 March 2026" in shown
    assert "“lately”: date unclear" in shown
    assert "“that spring”: March 2026" in shown


@pytest.mark.parametrize(("by_everybody", "whose"), [(False, "your share"), (True, "everybody’s share")])
def test_tokens_that_are_used_up_are_told_until_when(by_everybody: bool, whose: str) -> None:
    receipt = replace(RECEIPT, spent=Spent(datetime(2026, 3, 18, tzinfo=UTC), by_everybody))
    shown = show(make_answer(Statement("The mill closed.", (1,)), quotes=(FIRST,), receipt=receipt))
    assert (
        f"Quotations alone: {whose} of the language model for today is used up, until 18 March 2026, 00:00 UTC.\n"
    ) in shown


def test_every_position_is_shown_with_its_own_quotation() -> None:
    answer = make_answer(
        Position("Ada Brand", Stance.BLAMES, (1,)), Position("the owners", Stance.DENIES, (2,)), quotes=(LONG, DENIAL)
    )
    shown = show(answer)
    assert shown.startswith("The reports disagree.")
    blames, denies = shown.index("Ada Brand lays blame [1] (corrected)"), shown.index("the owners denies [2]")
    assert blames < shown.index("“Nobody told") < denies
    assert denies < shown.index("The owners say that letters were sent.")


def test_shared_quotation_is_shown_once() -> None:
    answer = make_answer(Statement("It closed.", (1,)), Statement("It was Monday.", (1, 2)), quotes=(FIRST, DENIAL))
    shown = show(answer)
    assert "It was Monday. [1][2]" in shown
    assert shown.count("Tarn Gate") == 1


def test_what_was_dropped_is_counted() -> None:
    receipt = replace(RECEIPT, dropped=(Dropped("It burnt.", "not in the report"),))
    assert "1 statement left out: not in" in show(make_answer(Statement("It.", (1,)), quotes=(FIRST,), receipt=receipt))


def test_notice_stands_first_and_who_is_not_heard_last() -> None:
    answer = make_answer(Position("Ada Brand", Stance.BLAMES, (1,), 4, 1, newest=True), quotes=(LONG,))
    shown = show(
        replace(answer, notice="No report says why.", unheard=("the owners", "a\x1b bank"), as_of=date(2026, 3, 17))
    )
    assert shown.startswith("No report says why.\n\nThe reports disagree.")
    assert "\n\nAda Brand lays blame [1] (4 reports, 1 origin; newest; corrected)\n  │ “Nobody told" in shown
    assert shown.endswith(
        "\n\nNot heard from in these reports: the owners, a� bank.\n\nAs of 17 March 2026, the newest report quoted.\n"
    )


def test_terminal_is_told_how_to_ask_why_and_a_pipe_is_not() -> None:
    answer, refusal = make_answer(Statement("It.", (1,)), quotes=(FIRST,)), Refusal("r1", Question("Q"), (), RECEIPT)
    assert show(answer, 80).endswith("\n\nonrecord why a1\n")
    assert show(refusal, 80).endswith("\n\nonrecord why r1\n")
    assert "onrecord why" not in show(answer) + show(refusal)


def test_refusal_says_which_words_no_report_has() -> None:
    shown = show(Refusal("r1", Question("Who paid Odile 400?"), (), RECEIPT, ("Odile", "400")))
    assert shown == "The reports on this shelf do not answer that.\nNo report read has: Odile, 400.\n"


@pytest.mark.parametrize("nearest", [(), (Citation(1, FIRST),)], ids=["nothing-near", "one-passage"])
def test_refusal_says_so_and_shows_what_is_nearest(nearest: tuple[Citation, ...]) -> None:
    shown = show(Refusal("r1", Question("Who won?"), nearest, RECEIPT))
    assert shown.startswith("The reports on this shelf do not answer that.\n")
    assert ("come nearest" in shown) is bool(nearest)
    assert (FIRST.text in shown) is bool(nearest)


def show_finding(finding: Finding) -> str:
    output = io.StringIO()
    write_finding(Console(file=output, highlight=False), finding)
    return output.getvalue()


def test_words_that_stand_no_longer_are_shown_before_what_stands_now() -> None:
    gone = Quote(replace(FIRST.source, version=1), FIRST.start, FIRST.end, FIRST.text)
    finding = Finding(
        Verdict.ALTERED,
        (FIRST,),
        (Difference("Monday", "Sunday"),),
        (PastQuote(gone, is_replaced=True, replaced=date(2026, 3, 20)),),
    )
    source = "The Weir Post · Mill closes [bold]early[/bold] · 17 March 2026 · https://weirpost.example/mill"
    assert show_finding(finding) == (
        "No report on this shelf says these words now. They did stand here:\n"
        "  │ The mill at Tarn Gate closed on Monday.\n"
        f"  [1] {source} · version 1, replaced on 20 March 2026\n"
        "\n"
        "The nearest wording that stands now is:\n"
        "  │ The mill at Tarn Gate closed on Monday.\n"
        f"  [2] {source.replace('2026 ·', '2026 · page 1 ·')} · corrected\n"
        "  ≠ “Monday” became “Sunday”\n"
    )


def test_words_that_stand_now_and_those_that_never_did() -> None:
    assert show_finding(Finding(Verdict.EXACT, (FIRST,))).startswith("These words stand in the reports, exactly")
    assert show_finding(Finding(Verdict.ABSENT)) == "These words stand in no report on this shelf.\n"


def test_how_a_follow_up_was_understood_stands_above_its_answer() -> None:
    receipt = Receipt("Why did the mill at Tarn Gate close?", (), (), (), (), "minilm", 0.7)
    shown = show(make_answer(Statement("It closed.", (1,)), quotes=(FIRST,), receipt=receipt))
    assert shown.startswith("Understood as: Why did the mill at Tarn Gate close?\n\nIt closed. [1]\n")
    assert show(Refusal("r1", Question("Why?"), (), receipt)).startswith("Understood as: Why did the mill")


@pytest.mark.parametrize("width", [30, 60, 100])
def test_lines_fit_the_terminal(width: int) -> None:
    shown = show(make_answer(Statement("The mill closed.", (1,)), quotes=(LONG,)), width)
    assert max(len(line) for line in shown.splitlines()) <= width
    assert " ".join(line.removeprefix("  │ ") for line in shown.splitlines() if line.startswith("  │")) == LONG.text


def test_lines_stay_whole_in_a_pipe() -> None:
    shown = show(make_answer(Statement("The mill closed.", (1,)), quotes=(LONG,)))
    assert f"  │ {LONG.text}\n" in shown
    assert "\x1b" not in shown


def test_paragraphs_of_a_quotation_stay_apart() -> None:
    whole = Quote.cut(REPORT, 0, len(BODY))
    shown = show(make_answer(Statement("It closed.", (1,)), quotes=(whole,)))
    assert "from a poster.\n  │\n  │ The owners" in shown


def test_text_cannot_drive_the_terminal() -> None:
    report = Report(
        "trap", 1, "Title \x1b]0;owned\x07", "Word \x1b[2J\x9b31m\u202egnorw\r.", url="https://a.example/\x1b[0m"
    )
    quote = Quote.cut(report, 0, len(report.body))
    shown = show(make_answer(Statement("Word \x1b[5m", (1,)), quotes=(quote,)), width=80)
    assert not set(shown) & {"\x1b", "\x07", "\x9b", "\u202e", "\r"}
    assert "Word �[2J�31m�gnorw�." in shown


def test_printable_text_is_left_alone() -> None:
    text = "“Zwölf”, קו, می\u200cخواهم\tand\nmore \u200f!"
    assert make_printable(text) == text


def test_report_is_shown_whole_with_its_details() -> None:
    output = io.StringIO()
    write_report(Console(file=output, highlight=False), REPORT)
    shown = output.getvalue()
    assert shown.startswith("Mill closes [bold]early[/bold]\n")
    assert "Id         mill-closed, version 2\n" in shown
    assert "Standing   corrected, The day was wrong.\n" in shown
    assert shown.endswith(f"\n\n{BODY}\n")


def test_list_in_a_pipe_is_a_line_a_report_with_tabs_between() -> None:
    output = io.StringIO()
    listing = Listing(
        "mill-closed",
        2,
        "Mill\tcloses",
        "The Weir Post",
        None,
        date(2026, 3, 17),
        None,
        "en",
        Status.CURRENT,
        None,
        "",
        37,
    )
    write_reports(Console(file=output, highlight=False), [listing])
    assert output.getvalue() == "mill-closed\t2026-03-17\tThe Weir Post\tMill closes\t37\tcurrent\n"


def test_frame_of_an_answer_follows_its_question_and_names_turn_no_line() -> None:
    source = replace(Source.of(REPORT), publisher="نیلوفر")
    denial = replace(DENIAL, source=source)
    answer = replace(
        make_answer(Position("the owners", Stance.DENIES, (1,)), quotes=(denial,)),
        question=Question("چه کسی آسیاب را بست؟"),
        as_of=REPORT.published,
    )
    shown = show(answer)
    assert shown.startswith("گزارش‌ها با هم ناسازگارند.")
    assert "\u2068the owners\u2069: تکذیب [1]" in shown
    assert "تا ۲۶ اسفند ۱۴۰۴ (۱۷ مارس ۲۰۲۶)، تاریخ تازه‌ترین گزارش نقل‌شده." in shown
    english = show(replace(answer, question=Question("Who closed the mill?")))
    assert "[1] \u2068نیلوفر\u2069 · Mill closes [bold]early[/bold] · 17 March 2026" in english
    refused = show(Refusal("r", Question("¿Quién cerró el molino?"), (), RECEIPT, ("Ada Brand",)))
    assert refused == (
        "Los informes de esta colección no responden a eso.\nEn ningún informe leído figura: Ada Brand.\n"
    )


def test_json_of_an_answer_is_in_english_whatever_was_asked() -> None:
    answer = make_answer(Position("the owners", Stance.DENIES, (1,)), quotes=(DENIAL,))
    value = make_answer_json(replace(answer, question=Question("چه کسی آسیاب را بست؟")))
    assert value["text"] == "the owners denies [1] (corrected)"
    assert "\u2068" not in json.dumps(value, ensure_ascii=False)


LOST = ModelStanding("old", None, {"old": 1500, "new": 1200}, 1500, lost=True)


@pytest.mark.parametrize(
    ("standing", "lines"),
    [
        pytest.param(
            LOST,
            [
                "old (1,500 passages embedded) cannot be loaded here any more, so keywords alone answer; "
                "run `onrecord reindex`, which embeds the reports with new.",
                "new answers no longer: 1,200 passages embedded; `onrecord reindex` deletes them.",
            ],
            id="lost",
        ),
        pytest.param(
            replace(LOST, coming="new"),
            [
                "old (1,500 passages embedded) cannot be loaded here any more, so keywords alone answer.",
                "new is made ready to answer: 1,200 of 1,500 embedded.",
            ],
            id="lost while the other is made ready",
        ),
        pytest.param(
            ModelStanding("old", None, {"old": 1500}),
            [
                "Questions are answered with old: 1,500 passages embedded.",
                "EMBEDDING_MODEL asks for new; run `onrecord reindex`, or start the bot, which does it by itself.",
            ],
            id="there",
        ),
    ],
)
def test_check_says_of_a_lost_model_what_answers_and_what_to_do(standing, lines):
    assert list(list_model_lines(standing, "new")) == lines
