"""Keyword search finds passages by stems and by trigrams, and takes whatever people type."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.keywords import LONGEST_QUESTION, KeywordHit, KeywordIndex, join_scores, match

PASSAGES = {
    "en": {
        1: ("Ferry", "The cables of the ferry had parted in the night."),
        2: ("Ferry", "A cable was replaced in October, and another cable in May."),
        3: ("Storm", "The river rose, and the storm took the parapet of the bridge."),
        4: ("Cheese", "Customs officers seized smoked cheese in the organ pipes near the bridge."),
    },
    "ar": {11: ("عبّارة", "قُطعت أسلاك العبّارة في الليل."), 12: ("جبن", "صادر رجال الجمارك الجبن المدخّن.")},
    "fa": {21: ("کشتی", "کابل‌های کشتی شبانه پاره شد."), 22: ("پنیر", "مأموران گمرک پنیر دودی ضبط کردند.")},
    "he": {31: ("המעבורת", "המעבורת נותקה מכבליה.")},
}
LANGUAGES = sorted(PASSAGES)
HOSTILE = [
    '"',
    '""" OR 1',
    "'; DROP TABLE passages; --",
    "NEAR(cable ferry)",
    "cable AND NOT ferry",
    "NOT",
    "OR",
    "title:cable",
    "{title body}: cable",
    "cable*",
    "^cable",
    "(((",
    "cable)",
    "-cable",
    "+",
    "\0cable\0",
    "cable\n\r\t\\",
    "%_?",
    "👩‍🚀",
    "\udcffcable",
    "𞤀𞤁𞤂",
    "_",
]


@pytest.fixture(scope="module")
def keywords():
    return KeywordIndex()


@pytest.fixture
def connection(shelf, keywords):
    with shelf.database.writing() as opened:
        for language, rows in PASSAGES.items():
            keywords.add(opened, [(key, *row) for key, row in rows.items()], language, trigrams=language != "en")
        yield opened


def list_ids(hits) -> list[int]:
    return [hit.id for hit in hits]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Which cable?", 2),
        ("Who replaces CABLES?", 2),
        ("parting cables at nights", 1),
        ("smoking cheeses", 4),
        ("سلك العبارة", 11),
        ("الأسلاك المقطوعة", 11),
        ("كابلهاي كشتي", 21),
        ("پنیرهای دودی", 22),
        ("המעבורת", 31),
    ],
)
def test_inflected_words_find_their_passage(connection, keywords, question, first):
    assert list_ids(keywords.search(connection, question, LANGUAGES, 10))[:1] == [first]


def test_best_come_first_with_positive_scores_and_no_more_than_asked_for(connection, keywords):
    hits = keywords.search(connection, "Was the cable of the ferry replaced?", LANGUAGES, 10)
    assert hits[0].id == 2
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert keywords.search(connection, "Was the cable of the ferry replaced?", LANGUAGES, 1) == hits[:1]


def test_rarer_words_and_shorter_passages_score_higher(shelf, keywords):
    with shelf.database.writing() as connection:
        rows = [(1, "", "ferry " * 3 + "river"), (2, "", "ferry river"), (3, "", "eel"), (4, "", "ferry"), (5, "", "x")]
        keywords.add(connection, rows, "en", trigrams=False)
        assert list_ids(keywords.search(connection, "river", ["en"], 10)) == [2, 1]
        assert list_ids(keywords.search(connection, "eel ferry", ["en"], 10))[0] == 3


def test_a_word_in_the_title_counts_half(shelf, keywords):
    with shelf.database.writing() as connection:
        keywords.add(connection, [(1, "ferry", "sank"), (2, "sank", "ferry"), (3, "a", "b")], "en", trigrams=False)
        assert list_ids(keywords.search(connection, "ferry", ["en"], 10)) == [2, 1]


def test_equal_scores_come_by_id(shelf, keywords):
    with shelf.database.writing() as connection:
        keywords.add(connection, [(key, "", "ferry") for key in (9, 3, 7)], "en", trigrams=False)
        assert list_ids(keywords.search(connection, "ferry", ["en"], 10)) == [3, 7, 9]
        assert list_ids(keywords.search(connection, "ferry", ["en"], 2)) == [3, 7]


def test_a_question_is_stemmed_in_the_languages_asked_for_alone(connection, keywords):
    assert list_ids(keywords.search(connection, "replacing", ["en"], 10)) == [2]
    assert keywords.search(connection, "replacing", ["he"], 10) == []
    assert keywords.search(connection, "replacing", [], 10) == []


@pytest.mark.parametrize(
    ("question", "first"), [("بیکابل", 21), ("كابلهايشان", 21), ("الأسلاكِ", 11), ("שהמעבורת", 31), ("دودی", 22)]
)
def test_trigrams_find_what_stems_miss(connection, keywords, question, first):
    assert list_ids(keywords.search_trigrams(connection, question, 10))[:1] == [first]


def test_trigrams_are_kept_only_where_they_are_asked_for(connection, keywords):
    assert keywords.search_trigrams(connection, "cables", 10) == []
    assert keywords.search_trigrams(connection, "من", 10) == []


@pytest.mark.parametrize("question", HOSTILE, ids=repr)
def test_no_question_is_a_query(connection, keywords, question):
    found = list_ids(keywords.search(connection, question, LANGUAGES, 10))
    assert {1, 2} <= set(found) if "cable" in question else not {1, 2} & set(found)
    keywords.search_trigrams(connection, question, 10)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=80) | st.lists(st.sampled_from(HOSTILE)).map(" ".join))
def test_no_text_breaks_the_search(connection, keywords, question):
    keywords.search(connection, question, LANGUAGES, 10)
    keywords.search_trigrams(connection, question, 10)
    keywords.weigh_words(connection, [question.replace("\0", "").encode(errors="ignore").decode()])


def test_a_very_long_question_is_cut(connection, keywords):
    far = " ".join(["nothing"] * LONGEST_QUESTION + ["cable"])
    assert keywords.search(connection, far, LANGUAGES, 10) == []
    assert list_ids(keywords.search(connection, "cable " * 5_000, LANGUAGES, 10)) == [2, 1]


def test_removed_passages_are_not_found(connection, keywords):
    keywords.remove(connection, [2, 21, 404])
    keywords.remove(connection, [])
    assert list_ids(keywords.search(connection, "cable کابل‌های", LANGUAGES, 10)) == [1]
    assert keywords.search_trigrams(connection, "کابل‌های", 10) == []
    keywords.clear(connection)
    assert keywords.search(connection, "cheese ferry המעבורת", LANGUAGES, 10) == []
    assert keywords.search_trigrams(connection, "المدخن", 10) == []


def test_words_weigh_by_how_few_passages_hold_them(shelf, keywords):
    with shelf.database.writing() as connection:
        assert keywords.weigh_words(connection, ["ferri"]) == [pytest.approx(math.log(2))]
        rows = [(1, "eel", "ferry ferry"), (2, "", "ferry"), (3, "", "ferry"), (4, "", "bell")]
        keywords.add(connection, rows, "en", trigrams=False)
        common, rare, in_title, absent = keywords.weigh_words(connection, ["ferri", "bell", "eel", "nothing"])
    assert common == pytest.approx(math.log(1 + 1.5 / 3.5))
    assert rare == in_title == pytest.approx(math.log(1 + 3.5 / 1.5))
    assert absent == pytest.approx(math.log(1 + 4.5 / 0.5))
    assert absent > rare > common > 0


def test_nothing_to_look_for_finds_nothing(connection):
    assert match(connection, "passage_words", [], 10) == []


def test_rankings_are_joined_by_shares_of_their_best():
    stems = [KeywordHit(1, 8.0), KeywordHit(2, 4.0)]
    trigrams = [KeywordHit(2, 1.0), KeywordHit(3, 0.25)]
    assert join_scores([stems, trigrams]) == [KeywordHit(2, 1.5), KeywordHit(1, 1.0), KeywordHit(3, 0.25)]
    assert join_scores([stems, []]) == [KeywordHit(1, 1.0), KeywordHit(2, 0.5)]
    assert join_scores([[], []]) == []
