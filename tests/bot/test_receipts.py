"""An answer explained: what was read and used, from which versions, and what became of them since."""

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from telegram import MessageEntity

from bot.answering.answers import (
    Answer,
    Citation,
    Dropped,
    Position,
    Question,
    Quote,
    Receipt,
    Refusal,
    ReportUsed,
    Stance,
    Statement,
    Timing,
)
from bot.answering.json_form import make_explanation_json
from bot.answering.receipt_wording import describe_explanation
from bot.answering.receipts import PassageRead, explain_record
from bot.chat.markup import count_units
from bot.chat.parts import pack
from bot.chat.receipts import render_receipt, show_name
from bot.terminal.rendering import write_explanation
from corpus.errors import UnknownReportError
from corpus.reports import Report, Status
from tests.bot.shown_parts import get_marked
from tests.shelves import write_report

WEIR = write_report("weir", "The weir holds. It was built in 1902. \fIt leaks.", digest="ab" * 32, pages=(0, 38))
MILL = write_report("mill", "The mill burnt down.", title="کارخانه", publisher="نیلوفر", digest="cd" * 32)
RECEIPT = Receipt(
    "Does the weir of Tarn Gate hold?",
    ("weir@1:38-47", "weir@1:0-37", "mill@1:0-20"),
    ("weir@1:0-37",),
    (Dropped("It fell.", "the figure 9 is not in its quotations"),),
    (Timing("search", 1250.4), Timing("check", 2.4)),
    "minilm",
    0.914,
    (ReportUsed("weir", 1, "ef" * 32),),
    "small-model",
    1204,
    "it was no JSON",
    0.45,
)
QUESTION = Question("Does it hold?")
CITATION = Citation(1, Quote.cut(WEIR, 0, 15))
ANSWER = Answer("a1", QUESTION, (Statement("It holds.", (1,)),), (CITATION,), RECEIPT)


class Shelf:
    """A shelf of these reports, each under its id and version; the highest version is live."""

    def __init__(self, *reports: Report) -> None:
        self._reports = {(each.id, each.version): each for each in reports}

    def get_report(self, report_id: str, version: int | None = None) -> Report:
        versions = [each.version for each in self._reports.values() if each.id == report_id]
        if not versions:
            raise UnknownReportError(report_id)
        return self._reports[report_id, version or max(versions)]


SHELF = Shelf(WEIR, MILL)


def describe(record: Answer | Refusal, shelf: Shelf = SHELF) -> dict[str, tuple[str, ...]]:
    return {each.heading: each.lines for each in describe_explanation(explain_record(record, shelf))}


def test_places_are_read_with_their_reports_and_pages() -> None:
    weir, mill = explain_record(ANSWER, SHELF).reports
    assert (weir.id, weir.version, weir.title, weir.publisher) == ("weir", 1, "Weir", "The Example")
    assert weir.passages == (PassageRead(38, 47, 2, False), PassageRead(0, 37, 1, True))
    assert (weir.quoted, mill.quoted) == (True, False)
    assert (weir.digest, mill.digest) == ("ef" * 32, "cd" * 32)
    assert mill.passages == (PassageRead(0, 20, None, False),)


def test_explanation_says_everything_that_the_receipt_holds() -> None:
    assert describe(ANSWER) == {
        "The question": ("Does it hold?", "Understood as: Does the weir of Tarn Gate hold?"),
        "What came of it": ("Answered: 1 quotation from 1 report.", "Support 0.91; an answer needs at least 0.45."),
        "Reports quoted": ("Weir · The Example · 11 March 2026 · weir, version 1 · digest efefefefefef",),
        "Passages read": (
            "Weir (weir, version 1): characters 0–37 on page 1 (used), 38–47 on page 2",
            "کارخانه (mill, version 1): characters 0–20",
        ),
        "Left out": ("“It fell.”: the figure 9 is not in its quotations",),
        "Made by": (
            "Embedding model: minilm.",
            "Language model: small-model, 1,204 tokens.",
            "What the language model wrote was not used: it was no JSON.",
        ),
        "Time": ("search 1,250 ms, check 2 ms; 1,253 ms in all.",),
    }


def test_question_understood_as_it_was_asked_is_not_said_twice() -> None:
    asked = replace(ANSWER, receipt=replace(RECEIPT, understood_as="Does it hold?"))
    assert describe(asked)["The question"] == ("Does it hold?", "Understood as it was asked.")


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ({"since": date(2026, 3, 1)}, ("Only reports published from 1 March 2026.",)),
        ({"until": date(2026, 3, 9)}, ("Only reports published up to 9 March 2026.",)),
        (
            {"since": date(2026, 3, 1), "until": date(2026, 3, 9), "publisher": "The Example"},
            ("Only reports published from 1 March 2026 up to 9 March 2026.", "Only reports of The Example."),
        ),
    ],
    ids=["since", "until", "all"],
)
def test_bounds_of_the_question_are_named(bounds: dict[str, object], said: tuple[str, ...]) -> None:
    bounded = replace(ANSWER, question=replace(QUESTION, **bounds))
    assert describe(bounded)["The question"][2:] == said


def test_dispute_counts_its_positions() -> None:
    disputed = replace(ANSWER, positions=(Position("R. Oake", Stance.DENIES, (1,)),))
    assert describe(disputed)["What came of it"][0] == "The reports disagree: 1 position, 1 quotation from 1 report."


def test_refusal_says_what_was_missing_and_how_far_support_fell_short() -> None:
    receipt = Receipt("Does it hold?", (), (), (), (), "minilm", 0.2, threshold=0.45)
    assert describe(Refusal("r1", QUESTION, (CITATION,), receipt, ("R. Oake",))) == {
        "The question": ("Does it hold?", "Understood as it was asked."),
        "What came of it": (
            "Refused; 1 quotation came nearest.",
            "No report read has: R. Oake.",
            "Support 0.20; an answer needs at least 0.45.",
        ),
        "Reports quoted": ("Weir · The Example · 11 March 2026 · weir, version 1 · digest abababababab",),
        "Passages read": ("None: nothing on the shelf comes near the question.",),
        "Made by": ("Embedding model: minilm.", "Language model: none."),
    }


def test_record_of_an_earlier_release_is_explained_as_far_as_it_goes() -> None:
    receipt = Receipt("Does it hold?", ("weir@1:0-37",), ("weir@1:0-37",), (), (), "minilm", 0.9)
    said = describe(replace(ANSWER, receipt=receipt))
    assert said["What came of it"][-1] == "Support 0.90."
    assert said["Reports quoted"][0].endswith(" · digest abababababab")


@pytest.mark.parametrize(
    ("shelf", "said"),
    [
        pytest.param((replace(WEIR, status=Status.WITHDRAWN),), "withdrawn", id="withdrawn"),
        pytest.param((WEIR, replace(WEIR, version=3)), "version 3 has replaced it since", id="replaced"),
        pytest.param(
            (replace(WEIR, status=Status.CORRECTED), replace(WEIR, version=2, status=Status.CORRECTED)),
            "version 2 has replaced it since, corrected",
            id="replaced and corrected",
        ),
        pytest.param((), "no longer on the shelf", id="gone"),
    ],
)
def test_what_became_of_a_report_since_is_said(shelf: tuple[Report, ...], said: str) -> None:
    assert describe(ANSWER, Shelf(*shelf))["Reports quoted"][0].endswith(f" · digest efefefefefef · {said}")


def test_place_that_makes_no_sense_is_passed_over() -> None:
    odd = replace(RECEIPT, passages_read=("weir@1:0-37", "nonsense", "weir@x:1-2"))
    assert [len(each.passages) for each in explain_record(replace(ANSWER, receipt=odd), SHELF).reports] == [1]


def test_json_has_the_names_that_are_promised() -> None:
    value = make_explanation_json(explain_record(ANSWER, SHELF))
    assert " ".join(value) == (
        "id question understood_as since until publisher status support threshold reports dropped embedding_model "
        "language_model tokens fallback untranslated timings took_ms"
    )
    assert " ".join(value["reports"][0]) == (
        "report version title publisher published digest status note live_version quoted passages"
    )
    assert value["reports"][0]["passages"][1] == {"start": 0, "end": 37, "page": 1, "used": True}
    assert (value["id"], value["status"], value["tokens"], value["took_ms"]) == ("a1", "answered", 1204, 1252.8)


def test_terminal_shows_headings_over_lines_and_nothing_that_drives_it() -> None:
    output = io.StringIO()
    trap = replace(ANSWER, question=Question("Does it\x1b[2J hold?"))
    write_explanation(Console(file=output, highlight=False), describe_explanation(explain_record(trap, SHELF)))
    shown = output.getvalue()
    assert shown.startswith("The question\n  Does it�[2J hold?\n  Understood as: Does the weir of Tarn Gate hold?\n\n")
    assert "\x1b" not in shown


NAMES = st.text(min_size=1, max_size=900).filter(lambda name: name.strip() and name.isprintable())


@given(st.lists(NAMES, max_size=30), NAMES, NAMES)
@settings(max_examples=100, deadline=None)
def test_telegram_takes_every_receipt(dropped: list[str], title: str, asked: str) -> None:
    receipt = replace(RECEIPT, dropped=tuple(Dropped(each, each) for each in dropped), understood_as=asked)
    record = replace(ANSWER, receipt=receipt, question=Question(asked))
    shelf = Shelf(replace(WEIR, title=title, publisher=title), MILL)
    parts = pack(list(render_receipt(describe_explanation(explain_record(record, shelf), show_name))))
    for part in parts:
        assert 0 < part.markup.units <= 4096
        assert len(part.markup.entities) <= 100
        assert part.markup.text.count("\u2068") == part.markup.text.count("\u2069")
        assert all(each.offset + each.length <= count_units(part.markup.text) for each in part.markup.entities)
    assert parts[0].markup.text.startswith("The question\n")
    assert parts[-1].markup.text.endswith(" ms in all.")


def test_telegram_keeps_names_apart_from_the_direction_of_their_line() -> None:
    [part] = pack(list(render_receipt(describe_explanation(explain_record(ANSWER, SHELF), show_name))))
    assert "\n\u2068کارخانه\u2069 (mill, version 1): characters 0–20\n" in part.markup.text


def test_telegram_makes_nothing_to_press_of_what_was_left_out() -> None:
    trap = (Dropped("See evil.example or /withdraw it, @boss.", "a name that its quotations do not have"),)
    record = replace(ANSWER, receipt=replace(RECEIPT, dropped=trap))
    [part] = pack(list(render_receipt(describe_explanation(explain_record(record, SHELF), show_name))))
    assert get_marked(part, MessageEntity.CODE) == [
        "“See evil.example or /withdraw it, @boss.”: a name that its quotations do not have"
    ]
