"""What counts as a copy of the same words, and what never does."""

import random
import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from corpus.duplicates import resemblance, same_fact, same_wording
from corpus.sentences import split_sentences

SAMPLES = sorted((Path(corpus.__file__).parent / "samples").glob("*.md"))
PLAIN = "Harbour master Ines Vale said on Tuesday that 40 of the passengers had not been insured against the cold."

COPIES = {
    "itself": PLAIN,
    "typography": PLAIN.replace("said ", "said\u00a0").replace("had", "“had").replace("cold.", "cold”."),
    "capitals": PLAIN.upper(),
    "no on before the day": PLAIN.replace("on Tuesday", "Tuesday"),
    "no that": PLAIN.replace("that ", ""),
    "an article less": PLAIN.replace("the passengers", "passengers"),
    "a figure as a word": PLAIN.replace("40", "forty"),
    "courtesy title": PLAIN.replace("Ines Vale", "Ms. Ines Vale"),
    "says": PLAIN.replace("said", "says"),
    "dateline": "SUND, March 3 (Harbour Wire) — " + PLAIN,
    "aside": PLAIN.replace("passengers", "passengers, who were on deck at the time,"),
}

DISPUTES = {
    "another figure": PLAIN.replace("40", "46"),
    "another name": PLAIN.replace("Ines", "Inga"),
    "another day": PLAIN.replace("Tuesday", "Monday"),
    "negation dropped": PLAIN.replace("not ", ""),
    "negation added": PLAIN.replace("said", "never said"),
    "contracted negation": PLAIN.replace("had not", "hadn’t not"),
    "another verb": PLAIN.replace("insured", "warned"),
    "another preposition": PLAIN.replace("against", "from"),
    "cut short": PLAIN.partition(" that")[0],
    "aside with a figure": PLAIN.replace("passengers", "passengers, who paid 5 crowns,"),
    "aside with a negation": PLAIN.replace("passengers", "passengers, who were never told,"),
    "per cent": PLAIN.replace("40", "40%"),
    "minus": PLAIN.replace("40", "−40"),
    "a few for few": PLAIN.replace("40 of the", "a few"),
    "a question": PLAIN.replace(".", "?"),
    "who did what to whom": "The cold had not been insured against Ines Vale.",
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES.keys())
def test_light_edit_is_the_same_wording(copy: str) -> None:
    assert same_wording(PLAIN, copy)
    assert same_wording(copy, PLAIN)


@pytest.mark.parametrize("other", DISPUTES.values(), ids=DISPUTES.keys())
def test_changed_fact_is_never_the_same_wording(other: str) -> None:
    assert not same_wording(PLAIN, other)
    assert not same_wording(other, PLAIN)


EDITED = "On Tuesday the harbour master, Ines Vale, said 40 of those passengers were not insured against the cold."


@pytest.mark.parametrize("edited", [*COPIES.values(), EDITED], ids=[*COPIES, "edited"])
def test_edited_sentence_of_a_copy_says_the_same(edited: str) -> None:
    assert same_fact(PLAIN, edited)
    assert same_fact(edited, PLAIN)


@pytest.mark.parametrize(
    "other",
    [
        EDITED.replace("40", "46"),
        EDITED.replace("not ", ""),
        EDITED.replace("were not", "were reportedly not"),
        "The harbour master said on Tuesday that the boat will not sail before the 40 crates have been counted.",
        "",
    ],
    ids=["another figure", "a negation less", "a doubt more", "another sentence", "nothing"],
)
def test_sentence_with_another_fact_does_not_say_the_same(other: str) -> None:
    assert not same_fact(PLAIN, other)
    assert not same_fact(other, PLAIN)


def test_few_and_a_few_are_not_the_same() -> None:
    assert not same_wording("Few were saved by the crew.", "A few were saved by the crew.")


def test_two_datelines_must_agree() -> None:
    text = "Police arrested three men on Tuesday."
    assert same_wording(f"LUND — {text}", text)
    assert not same_wording(f"LUND — {text}", f"MALMÖ — {text}")


@pytest.mark.parametrize("text", ["", "…", " \n"], ids=["empty", "marks", "space"])
def test_texts_without_words_have_no_wording(text: str) -> None:
    assert not same_wording(text, text)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("Yes.", "yes", 1.0, 1.0),
        ("Yes.", "No.", 0.0, 0.0),
        ("", "", 1.0, 1.0),
        ("", "Yes.", 0.0, 0.0),
        ("The dam held.", "The dam broke.", 0.2, 0.6),
        (PLAIN, COPIES["typography"], 1.0, 1.0),
        (PLAIN, DISPUTES["another figure"], 0.6, 0.95),
        (PLAIN, "The mill has three wheels and a cat.", 0.0, 0.05),
    ],
)
def test_resemblance_is_a_share_of_the_wording(one: str, other: str, low: float, high: float) -> None:
    assert low <= resemblance(one, other) <= high


def test_copied_body_resembles_its_source_and_others_do_not() -> None:
    bodies = {path.stem: read_body(path) for path in SAMPLES}
    pairs = {frozenset(pair): resemblance(bodies[pair[0]], bodies[pair[1]]) for pair in combinations(sorted(bodies), 2)}
    copied = pairs.pop(frozenset(("guild-denies-agency", "guild-rotten-courier")))
    assert copied > 0.7
    assert max(pairs.values()) < 0.2


def test_most_sentences_of_a_copied_body_are_the_same_wording() -> None:
    samples = {path.stem: path for path in SAMPLES}
    agency, copied = sentences_of(samples["guild-denies-agency"]), sentences_of(samples["guild-rotten-courier"])
    found = [sentence for sentence in copied if any(same_wording(sentence, other) for other in agency)]
    assert len(found) >= 0.85 * len(copied)


@given(st.text(max_size=80), st.text(max_size=80))
def test_comparing_is_symmetric_and_within_bounds(one: str, other: str) -> None:
    assert resemblance(one, other) == resemblance(other, one)
    assert 0.0 <= resemblance(one, other) <= 1.0
    assert resemblance(one, one) == 1.0
    assert same_wording(one, other) == same_wording(other, one)


EDITS: dict[str, Callable[[str, random.Random], str]] = {
    "digit": lambda text, dice: re.sub(r"\d", lambda found: str((int(found.group()) + 3) % 10), text, count=1),
    "negation": lambda text, dice: re.sub(r"\b(is|was|were|had|would|could)\b", r"\1 not", text, count=1),
    "negation dropped": lambda text, dice: re.sub(r"\b(not|never|no) ", "", text, count=1),
    "word swapped": lambda text, dice: swap_word(text, dice, "window"),
    "word dropped": lambda text, dice: swap_word(text, dice, ""),
    "name": lambda text, dice: re.sub(r"(?<=[a-z] )[A-Z][a-z]+", "Zoltan", text, count=1),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_no_altered_sample_sentence_passes_for_a_copy(edit: Callable[[str, random.Random], str]) -> None:
    dice = random.Random(20260316)
    texts = [text for path in SAMPLES for text in sentences_of(path) if len(text.split()) > 5]
    altered = [(text, edit(text, dice)) for text in texts]
    assert [pair for pair in altered if pair[0] != pair[1] and same_wording(*pair)] == []


def swap_word(text: str, dice: random.Random, new: str) -> str:
    words = [found for found in re.finditer(r"\b[a-z]{5,}\b", text) if found.group() != "which"]
    chosen = dice.choice(words) if words else None
    return text[: chosen.start()] + new + text[chosen.end() :] if chosen else text


def read_body(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("---", 2)[2]


def sentences_of(path: Path) -> list[str]:
    body = read_body(path)
    return [span.text_of(body) for span in split_sentences(body)]
