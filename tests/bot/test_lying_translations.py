"""Whatever a language model translates, no translation is shown with marks, other figures or something to press."""

import random

import pytest

from bot.answering.translations.faults import Pair, clean_translation, find_translation_fault
from bot.languages.language import Language
from tests.bot.lying_translations import ALTERATIONS, HONEST, alter, find_lies


def show(original: str, text: str) -> str | None:
    """Give a translation as it would be shown, or None where it would be dropped."""
    shown = clean_translation(text)
    fault = find_translation_fault(Pair(original, shown, Language.ENGLISH, Language.PERSIAN))
    return None if fault else shown


@pytest.mark.parametrize("original", HONEST)
def test_honest_translation_is_shown_as_it_is(original: str) -> None:
    assert show(original, HONEST[original]) == HONEST[original]
    assert list(find_lies(original, HONEST[original])) == []


def test_no_lie_is_shown_in_a_thousand_alterations() -> None:
    rng = random.Random(6)
    shown, dropped = [], 0
    for _ in range(1_000):
        original = rng.choice(list(HONEST))
        text = show(original, alter(HONEST[original], rng))
        if text is None:
            dropped += 1
        else:
            shown.append((original, text))
    assert [(lies, text) for original, text in shown if (lies := list(find_lies(original, text)))] == []
    assert dropped > 500
    assert len(shown) > 50  # marks alone are taken out, and what is left is what was said


def test_judge_sees_every_kind_of_lie() -> None:
    rng = random.Random(7)
    for change in ALTERATIONS:
        seen = [list(find_lies(each, change(HONEST[each], rng))) for each in HONEST for _ in range(20)]
        assert sum(map(bool, seen)) > len(seen) * 0.6, change
