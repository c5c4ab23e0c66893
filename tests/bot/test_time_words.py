"""Time words of questions: which become a range of publication dates, and which are about the event itself."""

import time
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.time_words import ShelfDates, find_correction_day, find_time_range
from corpus.dates import TimeRange
from corpus.reports import Status
from tests.shelves import read_sample, write_report

TODAY = date(2026, 6, 12)
SHELF = ShelfDates(date(2025, 8, 22), date(2026, 6, 6), (date(2026, 3, 20),))
SETS = Path(__file__).parent / "time_words"
WORDS = st.sampled_from(
    [
        *(
            "since ",
            "before ",
            "after ",
            "until ",
            "between ",
            "and ",
            "reports from ",
            "in the last ",
            "three ",
            "days ",
            "last ",
        ),
        *(
            "week ",
            "month ",
            "May ",
            "march ",
            "2026 ",
            "1 ",
            "12 ",
            "the correction ",
            "yesterday ",
            "9999 ",
            "0001-01-01 ",
            "? ",
        ),
        *("in the last 999 years ", "Friday ", "what was said ", "’s "),
    ]
)


def read_questions(name: str) -> list[tuple[str, TimeRange | None]]:
    """Read labelled questions; a range has its words left empty."""
    listed = yaml.safe_load((SETS / f"{name}.yaml").read_text(encoding="utf-8"))
    return [(question, TimeRange(*bounds, "") if len(bounds) == 2 else None) for question, *bounds in listed]


def find(question: str, shelf: ShelfDates = SHELF) -> tuple[date | None, date | None] | None:
    found = find_time_range(question, TODAY, shelf)
    return None if found is None else (found.since, found.until)


@pytest.mark.parametrize("name", ["tuned", "held_out", "fresh"])
def test_labelled_questions_get_their_range_or_none(name: str) -> None:
    questions = read_questions(name)
    right = [each for each, wanted in questions if find(each) == (wanted and (wanted.since, wanted.until))]
    assert len(right) / len(questions) >= 0.95


def test_half_of_the_labelled_questions_ask_for_no_range() -> None:
    questions = [*read_questions("tuned"), *read_questions("held_out")]
    assert len(questions) >= 60
    assert sum(wanted is None for _, wanted in questions) >= len(questions) / 2


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What has been said since May?", "since May"),
        ("What did they say before the correction?", "before the correction"),
        ("Who was hurt, in reports from March?", "reports from March"),
        ("Anything in the last three weeks?", "in the last three weeks"),
        ("What was reported between 10 March and 14 March?", "between 10 March and 14 March"),
    ],
)
def test_range_names_the_words_it_came_from(question: str, text: str) -> None:
    found = find_time_range(question, TODAY, SHELF)
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize(
    ("question", "since"),
    [
        ("از ۲۰ اسفند ۱۴۰۴ چه گفته‌اند؟", date(2026, 3, 11)),
        ("از کجا آمد؟", None),
        ("ماذا قالت الشركة منذ 12 مارس؟", date(2026, 3, 12)),
        ("ماذا حدث يوم 12 مارس؟", None),
        ("מה נאמר מאז 12 במרץ 2026?", date(2026, 3, 12)),
        ("¿Qué se ha dicho desde marzo de 2026?", date(2026, 3, 1)),
        ("Qu’a dit la guilde depuis le 12 mars ?", date(2026, 3, 12)),
        ("Depuis quand travaille-t-il ici ?", None),
    ],
)
def test_since_is_read_in_other_languages(question: str, since: date | None) -> None:
    assert find(question) == ((since, None) if since else None)


def test_shelf_without_dates_or_corrections_gives_no_range() -> None:
    assert find("What has been said since May?", ShelfDates()) is None
    assert find("What was said before the correction?", ShelfDates(SHELF.oldest, SHELF.newest)) is None


def test_shelf_that_ends_before_the_range_is_not_hidden_by_it() -> None:
    assert find("What has been said since May?", ShelfDates(date(2026, 1, 1), date(2026, 4, 30))) is None
    assert find("What has been said since May?", ShelfDates(date(2026, 1, 1), date(2026, 5, 1))) is not None


def test_correction_is_dated_by_its_note_and_otherwise_by_its_report() -> None:
    noted = read_sample("cable-age-register.md")
    assert find_correction_day(noted) == date(2026, 3, 20)
    bare = write_report("bare", "Nineteen were hurt.", status=Status.CORRECTED, note="It was wrong.")
    assert find_correction_day(bare) == bare.published
    assert find_correction_day(write_report("current", "Nineteen were hurt.")) is None


def test_shelf_knows_its_span_and_its_corrections() -> None:
    names = ("storm-gazette.md", "ferry-adrift-courier.md", "cable-age-register.md")
    shelf = ShelfDates.of([*map(read_sample, names), write_report("undated", "Text.", published=None)])
    assert shelf == ShelfDates(date(2026, 1, 9), date(2026, 3, 18), (date(2026, 3, 20),))


@given(
    st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=12).map("".join)),
    st.sampled_from([TODAY, date.min, date.max, date(2024, 2, 29)]),
)
def test_any_question_gives_a_range_that_meets_the_shelf_or_none(question: str, today: date) -> None:
    found = find_time_range(question, today, SHELF)
    if found is not None:
        assert found.text in question
        assert found.since is None or found.since <= date(2026, 6, 6)
        assert found.until is None or found.until >= date(2025, 8, 22)
        assert found.since is not None or found.until is not None


@pytest.mark.parametrize("piece", ["since ", "since May and ", "to run ", "between 1 May and ", " ", "reports from "])
def test_hostile_questions_are_read_in_no_time(piece: str) -> None:
    started = time.process_time()
    find_time_range((piece * 200_000)[:200_000], TODAY, SHELF)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("question", "since"),
    [
        ("هفتهٔ گذشته چه شد؟", date(2026, 5, 30)),
        ("در سه روز گذشته چه گفته‌اند؟", date(2026, 6, 9)),
        ("ماه گذشته چه کسی زخمی شد؟", date(2026, 4, 21)),
        ("ماذا حدث الأسبوع الماضي؟", date(2026, 5, 30)),
        ("ماذا قالوا خلال الأيام الثلاثة الماضية؟", date(2026, 6, 9)),
        ("מה קרה בשבוע שעבר?", date(2026, 5, 31)),
        ("¿Qué pasó la semana pasada?", date(2026, 6, 1)),
        ("¿Qué se dijo en los últimos tres días?", date(2026, 6, 9)),
        ("Que s’est-il passé le mois dernier ?", date(2026, 5, 1)),
        ("Qu’a-t-on dit ces trois derniers jours ?", date(2026, 6, 9)),
        ("¿Quién estaba allí?", None),
    ],
)
def test_last_week_and_its_like_bound_early_in_other_languages(question: str, since: date | None) -> None:
    late = ShelfDates(SHELF.oldest, TODAY, SHELF.corrections)
    assert find(question, late) == ((since, None) if since else None)


def test_correction_is_dated_by_its_note_in_the_language_of_its_report() -> None:
    note = "صُحّح في ٩ حزيران/يونيو ٢٠٢٦. العدد الصحيح ١٩."
    report = write_report("tashih", "x", language="ar", published=date(2026, 6, 7), status=Status.CORRECTED, note=note)
    assert find_correction_day(report) == date(2026, 6, 9)
