"""Folding passes over typography alone, and knows the way back."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import fold_text

PIECES = [
    *"aZé7.,!?;:'\"“”„‘’«»‹›-–—−‑ \n\t\u00a0\u00ad\u200b\u200c\u0301ßİςΣيکك۴٫ﬁＡ",
    *("can’t ", " — ", "—", "--", "« ", " »", ",”", ".' ", "...", "e\u0301"),
]
TEXTS = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))

SAME = {
    "curly and straight marks": ("“It’s over,” she said.", '"It\'s over," she said.'),
    "guillemets": ("« Non, » dit-il", "“Non,” dit-il"),
    "low marks": ("„Nein“, sagte er", '"Nein", sagte er'),
    "Hebrew marks": ("״לא״", '"לא"'),
    "comma outside the mark": ("“It is over”, she said", "“It is over,” she said"),
    "capitals": ("THE DAM", "the dam"),
    "sharp s": ("STRASSE", "Straße"),
    "sigma": ("ΟΔΟΣ", "οδος"),
    "white space": ("the \n\t dam\u00a0held", "the dam held"),
    "dashes": ("the dam – old – held", "the dam -- old—held"),
    "ranges": ("1914 – 1918", "1914-1918"),
    "soft hyphen": ("water\u00adways", "waterways"),
    "ligature": ("ﬁre", "fire"),
    "combining accent": ("cafe\u0301", "café"),
    "Persian joiner and keyboard": ("مي‌شود", "میشود"),
    "Persian figures": ("۴٫۶٪", "4.6%"),
    "vowel points": ("مُحَمَّد", "محمد"),
}
DIFFERENT = {
    "figures": ("46", "4.6"),
    "thousands": ("1,000", "1.000"),
    "apostrophe": ("we’re", "were"),
    "negation": ("can’t", "can"),
    "percent": ("40%", "40"),
    "minus": ("at -5", "at 5"),
    "question": ("He left?", "He left."),
    "comma": ("Eat, Anna", "Eat Anna"),
    "compound": ("re-elected", "elected"),
    "Arabic letters": ("على", "علي"),
    "accent": ("résumé", "resume"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_typography_is_folded(one: str, other: str) -> None:
    assert fold_text(one).text == fold_text(other).text


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT.keys())
def test_words_and_figures_are_not_folded_away(one: str, other: str) -> None:
    assert fold_text(one).text != fold_text(other).text


@given(TEXTS)
def test_every_folded_stretch_leads_back_to_its_characters(text: str) -> None:
    folded = fold_text(text)
    reached = 0
    for at in range(len(folded.text)):
        start, end = folded.find_place(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert folded.text[at] in fold_text(text[start:end]).text
        assert start >= reached or (start, end) == folded.find_place(at - 1, at)
        reached = max(reached, start)
        if len(folded.text) < 40:
            for last in range(at + 1, len(folded.text) + 1):
                first_end = folded.find_place(last - 1, last)[1]
                assert folded.find_place(at, last) == (start, first_end)


@given(TEXTS)
def test_letters_and_digits_all_stay(text: str) -> None:
    def letters_of(piece: str) -> str:
        return "".join(filter(str.isalnum, normalize("NFKD", fold_text(piece).text)))

    assert letters_of(text) == "".join(letters_of(character) for character in normalize("NFC", text))


@given(TEXTS)
def test_folding_twice_changes_no_letter(text: str) -> None:
    once = fold_text(text).text
    assert "".join(filter(str.isalnum, fold_text(once).text)) == "".join(filter(str.isalnum, once))
