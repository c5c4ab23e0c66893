"""What changed between two versions: word by word, to the letter, and in bounded time."""

import random
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.alignment import Effort, align
from corpus.detail_changes import compare_details
from corpus.differences import apply_changes, compare_texts, count_words, describe_difference
from corpus.excerpts import Kind, cut_excerpts
from corpus.reports import Report

OLD = "The ferry carried thirty people. It drifted for an hour.\n\nNobody was hurt, police said."
WORDS = st.sampled_from(
    ["a", "b", "the", "ferry", "12,5", "don’t", "船", "کشتی", "👩‍🚀", ".", ",", "\n", "\n\n", " ", "  ", "\t"]
)
TEXTS = st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=80)
MARKS = {Kind.SAME: "{}", Kind.OLD: "[-{}-]", Kind.NEW: "{{+{}+}}"}


def describe(old, new):
    return [(change.removed, change.added) for change in compare_texts(old, new).changes]


@pytest.mark.parametrize(
    ("new", "changes"),
    [
        pytest.param(OLD, [], id="nothing"),
        pytest.param(
            OLD.replace("thirty people", "19 passengers"), [("thirty people", "19 passengers")], id="two words"
        ),
        pytest.param(OLD.replace(" for an hour", ""), [("for an hour", "")], id="left out"),
        pytest.param(OLD.replace("was hurt", "was badly hurt"), [("", "badly ")], id="put in"),
        pytest.param(OLD.replace("hurt,", "hurt;"), [(",", ";")], id="a mark"),
        pytest.param(OLD.replace("\n\n", " "), [("\n\n", " ")], id="white space"),
        pytest.param("Quite other words", [(OLD, "Quite other words")], id="everything"),
        pytest.param("", [(OLD, "")], id="all gone"),
        pytest.param(OLD.replace("Nobody", "Somebody").replace("an hour", "two hours"),
                     [("an hour", "two hours"), ("Nobody", "Somebody")], id="two places"),
    ],
)  # fmt: skip
def test_changes_are_those_that_a_reader_sees(new, changes):
    found = [(removed.strip(), added.strip()) for removed, added in describe(OLD, new)]
    assert found == [(removed.strip(), added.strip()) for removed, added in changes]


@settings(max_examples=400, deadline=None)
@given(old=TEXTS, new=TEXTS)
def test_changes_put_into_the_old_text_give_the_new_one(old, new):
    difference = compare_texts(old, new)
    assert apply_changes(old, difference.changes) == new
    at = 0
    for change in difference.changes:
        assert at <= change.start <= change.end
        assert old[change.start : change.end] == change.removed
        assert new[change.new_start : change.new_end] == change.added
        assert change.removed != change.added
        at = change.end
    assert (difference.changes == ()) is (old == new)


@settings(max_examples=200, deadline=None)
@given(old=TEXTS, new=TEXTS)
def test_white_space_alone_is_no_change_of_wording(old, new):
    difference = compare_texts(" ".join(old.split()), "\n".join(old.split()))
    assert difference.wording == ()
    assert (difference.words_removed, difference.words_added) == (0, 0)


@settings(max_examples=300, deadline=None)
@given(old=st.lists(st.sampled_from("abcd"), max_size=40), new=st.lists(st.sampled_from("abcd"), max_size=40))
def test_runs_are_equal_ascending_and_apart(old, new):
    at, place = 0, 0
    for run in align(old, new, Effort()):
        assert run.length > 0
        assert at <= run.old
        assert place <= run.new
        assert old[run.old : run.old + run.length] == new[run.new : run.new + run.length]
        at, place = run.old + run.length, run.new + run.length


@pytest.mark.parametrize("effort", [0, 5, 10_000_000])
def test_effort_that_is_spent_makes_changes_longer_and_never_wrong(effort):
    old, new = list("abcabbaxyz"), list("cbabacyz")
    runs = align(old, new, Effort(effort))
    assert all(old[run.old : run.old + run.length] == new[run.new : run.new + run.length] for run in runs)
    assert runs[-1].length == 2


def make_text(seed, words=160_000):
    dice = random.Random(seed)
    return " ".join(f"w{dice.randrange(4000)}" + "\n\n" * (at % 90 == 89) for at in range(words))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["unlike", "changed everywhere", "one word over and over", "reversed"])
def test_a_megabyte_is_compared_in_two_seconds(kind):
    old = make_text(1)
    words = old.split(" ")
    new = {
        "unlike": make_text(2),
        "changed everywhere": " ".join(word if at % 9 else "changed" for at, word in enumerate(words)),
        "one word over and over": "the a " * 170_000,
        "reversed": " ".join(reversed(words)),
    }[kind]
    started = time.process_time()
    difference = compare_texts(old if "over" not in kind else "a the of " * 120_000, new)
    assert time.process_time() - started < 2.0
    assert apply_changes(difference.old, difference.changes) == new


def test_words_are_counted_and_marks_are_not():
    difference = compare_texts("One two, three.", "One 2 — three four!")
    assert (difference.words_removed, difference.words_added) == (1, 2)
    assert count_words("Ms Rao’s 12,5 — …") == 3


def test_preview_says_how_much_and_what():
    new = (
        OLD.replace("thirty people", "19 passengers")
        .replace(" for an hour", "")
        .replace("Nobody was", "Nobody at all was")
    )
    assert describe_difference(compare_texts(OLD, new), 2) == [
        "Words out: 5; words in: 4; at 3 places.",
        "“thirty people” became “19 passengers”",
        "“for an hour” was taken out",
        "… and 1 more.",
    ]
    assert describe_difference(compare_texts(OLD, OLD)) == ["The wording is the same."]
    assert describe_difference(compare_texts(OLD, OLD.replace("\n", " "))) == ["Only white space changed."]
    assert len(describe_difference(compare_texts("", "long " * 500))[1]) < 160


def test_details_that_changed_are_named_with_both_values():
    one = Report("ferry", 1, "Ferry", "Text.", publisher="The Example", published=date(2026, 3, 1))
    other = Report("ferry", 2, "Ferry", "Text.", publisher="The Other", url="https://a.example")
    assert [(each.name, each.old, each.new) for each in compare_details(one, other)] == [
        ("publisher", "The Example", "The Other"),
        ("published", "2026-03-01", None),
        ("url", None, "https://a.example"),
    ]


def show(old, new, **more):
    excerpts = cut_excerpts(compare_texts(old, new), **more)
    return ["".join(MARKS[piece.kind].format(piece.text) for piece in excerpt) for excerpt in excerpts]


def test_excerpt_shows_a_change_among_the_words_around_it():
    assert show(OLD, OLD.replace("thirty people", "19 passengers"), around=20) == [
        "The ferry carried [-thirty people-]{+19 passengers+}. It drifted for an …"
    ]
    assert show(OLD, OLD.replace("police", "they"), around=12) == ["… was hurt, [-police-]{+they+} said."]


def test_changes_near_one_another_share_an_excerpt_and_far_ones_do_not():
    new = OLD.replace("thirty", "forty").replace("hour", "day").replace("police", "they")
    assert len(show(OLD, new, around=60)) == 1
    assert len(show(OLD, new, around=5)) == 3


def test_long_side_of_a_change_is_shortened_in_its_middle():
    (shown,) = show("a " * 10, "a " * 10 + "new words " * 100, longest=40)
    assert " … " in shown
    assert len(shown) < 100
