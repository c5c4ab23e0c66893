"""Words that people spell differently become one word, and inflected forms one stem."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.words import fold, is_latin, list_words, stem_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ماهی", "ماهي"),
        ("على", "علی"),
        ("کتاب", "كتاب"),
        ("كِتَابٌ", "كتاب"),
        ("آب", "اب"),
        ("أسلاك", "اسلاك"),
        ("مسئول", "مسیول"),
        ("مدرسة", "مدرسه"),
        ("خانهٔ", "خانه"),
        ("خانۀ", "خانه"),
        ("تـــهران", "تهران"),
        ("می‌رود", "می رود"),
        ("۱۴۰۴", "1404"),
        ("٢٠٢٦", "2026"),
        ("CAFÉ", "cafe"),
        ("ﬁnal", "final"),
        ("İstanbul", "istanbul"),
        ("Ёлка", "елка"),
    ],
    ids=str,
)
def test_spellings_of_one_word_become_one(one, other):
    assert list_words(one) == list_words(other) != []


def test_marks_are_no_words():
    assert list_words("“No,” he said — «بله»؛ … 3.5%!") == ["no", "he", "said", "بله", "3", "5"]


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["cable", "cables"]),
        ("en", ["replacing", "replaced", "replaces"]),
        ("ar", ["الأسلاك", "أسلاك"]),
        ("fa", ["کابل", "کابل‌ها"]),
    ],
)
def test_forms_of_a_word_share_a_stem(language, forms):
    first, *others = (set(stem_words(list_words(form), language)) for form in forms)
    assert first
    assert all(first <= other or other <= first for other in others)


def test_words_stay_as_they_are_without_a_stemmer():
    assert stem_words(["המעבורת", "cables"], "he") == ["המעבורת", "cables"]


@given(st.text())
def test_folding_twice_changes_nothing(text):
    once = fold(text)
    assert fold(once) == once
    assert not any(unicodedata.category(letter) == "Mn" for letter in once)


@given(st.text())
def test_words_hold_nothing_that_a_query_could_be_made_of(text):
    assert not set('"*()^:+-\0 ') & set("".join(list_words(text)))


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Why did the ferry stop?", True),
        ("Où est Élodie?", True),
        ("چرا کشتی ایستاد؟", False),
        ("لماذا توقفت العبارة Anselma؟", False),
        ("Почему паром встал?", False),
        ("What does “مرسى” mean in English?", True),
        ("2026?", True),
        ("", True),
    ],
)
def test_a_text_is_latin_when_most_of_its_letters_are(text, latin):
    assert is_latin(text) is latin
