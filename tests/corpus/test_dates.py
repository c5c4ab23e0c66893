"""Dates in quotations: what the labelled sentences say, and what holds for any text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import DateMention, find_dates
from corpus.sentences import Span, split_sentences
from tests.clock import clock
from tests.dated import read_labelled
from tests.shelves import read_sample

TUESDAY = date(2022, 6, 7)
LANGUAGES = ("en", "fa", "ar", "he", "es", "fr", "de", "zz", "en-GB", "", "x/../y")
PIECES = st.sampled_from(
    [
        *(
            "May ",
            "March ",
            "12 ",
            "2026 ",
            "2026-03-12 ",
            "on ",
            "the ",
            "9th ",
            "Thursday ",
            "next ",
            "last ",
            "week ",
            "two days later ",
        ),
        *(
            "since ",
            "“",
            "”",
            '"',
            ". ",
            ", ",
            "\n",
            "’s ",
            "will ",
            "said ",
            "in ",
            "-",
            "–",
            "/",
            "three ",
            "days ",
            "ago ",
            "31 February ",
        ),
        *(
            "دیروز ",
            "۱۵ ",
            "خرداد ",
            "۱۴۰۱ ",
            "سه‌شنبه ",
            "أمس ",
            "يوم ",
            "الخميس ",
            "ביום ",
            "שלישי ",
            "אתמול ",
            "hace ",
            "tres ",
            "días ",
        ),
        *(
            "laſt week ",
            "Chriſtmas Day ",
            "5 marſ ",
            "weeK ago ",
            "İ",
            "ß",
            "\u200f",
            "\x00",
            "٣/٣/٢٠٢٢ ",
            "0000-00-00 ",
            "9999-12-31 ",
            "99/99/9999 ",
        ),
    ]
)
TEXTS = st.one_of(st.text(min_size=1, max_size=120), st.lists(PIECES, min_size=1, max_size=30).map("".join))
DAYS = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max, date(2024, 2, 29)]))


def find(body: str, published: date | None = TUESDAY, language: str = "en") -> list[tuple[str, str | None]]:
    return [(each.text, each.value) for each in find_dates(body, Span(0, len(body)), published, language)]


@pytest.mark.parametrize("name", ["tuned", "held_out", "fresh"])
def test_dates_of_the_labelled_sentences_are_found_with_their_values(name: str) -> None:
    labelled = list(read_labelled(name))
    wanted = sum(len(each.wanted) for each in labelled)
    found = sum(each.count_found() for each in labelled)
    given = sum(len(each.find()) for each in labelled)
    assert found / wanted >= 0.95
    assert found / given >= 0.95


@pytest.mark.parametrize("name", ["tuned", "held_out", "fresh"])
def test_sentences_without_a_date_are_given_none(name: str) -> None:
    without = [each for each in read_labelled(name) if not each.wanted]
    clean = [each for each in without if each.find() == []]
    assert len(clean) / len(without) >= 0.95


def test_sentences_that_the_rules_were_tuned_on_are_all_right_but_one() -> None:
    wrong = [
        each.body
        for each in read_labelled("tuned")
        if each.count_found() < len(each.wanted) or len(each.find()) > len(each.wanted)
    ]
    assert wrong == ["In May Fair the lamps are gas."]


def test_day_on_which_something_was_said_is_not_counted_from() -> None:
    assert find("Police said on Monday that he was seen two days later.") == [
        ("on Monday", "2022-06-06"),
        ("two days later", None),
    ]


def test_labelled_sets_are_as_large_as_they_are_said_to_be() -> None:
    labelled = [*read_labelled("tuned"), *read_labelled("held_out")]
    assert sum(len(each.wanted) for each in labelled) >= 220
    assert sum(len(each.wanted) for each in labelled if each.language in ("fa", "ar", "he")) >= 40
    assert sum(not each.wanted for each in labelled) >= 40


def test_only_the_span_is_read() -> None:
    body = "It broke on Monday. It was mended on Thursday. It broke again on Friday."
    (mention,) = find_dates(body, split_sentences(body)[1], TUESDAY)
    assert mention == DateMention(Span(34, 45), "on Thursday", "2022-06-02")


def test_what_counts_from_another_date_looks_back_past_the_span() -> None:
    body = "It broke on 1 June. Two days later it was mended."
    (mention,) = find_dates(body, split_sentences(body)[1], TUESDAY)
    assert mention.value == "2022-06-03"


def test_same_weekday_is_the_day_of_publication() -> None:
    assert find("Police said on Tuesday that it had sunk.") == [("on Tuesday", "2022-06-07")]


def test_without_a_day_of_publication_only_whole_dates_have_a_value() -> None:
    assert find("It sank on 3 May 2019, not on 3 May.", None) == [("on 3 May 2019", "2019-05-03"), ("on 3 May", None)]


def test_29_february_is_the_last_one_that_there_was() -> None:
    assert find("It rained on 29 February.") == [("on 29 February", "2020-02-29")]


def test_day_that_no_month_has_is_no_date() -> None:
    assert find("It rained on 31 June 2020 and 30 February.") == []


def test_sample_reports_name_the_night_of_the_accident() -> None:
    report = read_sample("ferry-adrift-courier.md")
    sentence = split_sentences(report.body)[0]
    (mention,) = find_dates(report.body, sentence, report.published, report.language)
    assert (mention.text, mention.value) == ("on Tuesday night", "2026-03-10")


def test_first_and_last_days_of_the_calendar_do_not_break_it() -> None:
    text = "Yesterday, tomorrow, last year, next month, on Friday, in March, on the 9th. Four hundred years ago."
    for day in (date.min, date.max):
        assert len(find(text, day)) >= 7


@given(TEXTS, DAYS, st.sampled_from(LANGUAGES), st.data())
def test_mentions_are_slices_inside_the_span_in_order_with_iso_values(
    body: str, published: date | None, language: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(body) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(body))))
    at = span.start
    for mention in find_dates(body, span, published, language):
        assert at <= mention.span.start < mention.span.end <= span.end
        assert mention.text == mention.span.text_of(body)
        at = mention.span.end
        if mention.value is not None:
            date.fromisoformat(
                mention.value + "-01-01"[len(mention.value) - 10 :] if len(mention.value) < 10 else mention.value
            )


HOSTILE = {
    "one date": "on Thursday ",
    "two days later": "two days later ",
    "months": "March March and March ",
    "open quotations": "“yesterday ",
    "digits": "1",
    "letters": "a",
    "spaces": " ",
    "cues": "is expected to be not also ",
    "ordinals": "the 9th ",
    "years": "2019-2020-",
    "quoted days": "“today” he said on Monday ",
}


def measure(body: str, language: str) -> float:
    """Give the seconds of processor time that all of a text takes."""
    find_dates("x", Span(0, 1), TUESDAY, language)
    return clock(lambda: find_dates(body, Span(0, len(body)), TUESDAY, language))


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_time_that_grows_with_their_length(piece: str, language: str) -> None:
    assert measure((piece * 30_000)[:30_000], language) < 0.5


@pytest.mark.parametrize("piece", ["March March and March ", "“today” he said on Monday "])
def test_200_000_characters_take_under_two_seconds(piece: str) -> None:
    assert measure((piece * 10_000)[:200_000], "en") < 2
