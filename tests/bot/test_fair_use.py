"""Limits of fair use: decided from moments, kept in a database under a simulated clock, and told with their end."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.chat.fairness.texts import format_objection
from bot.fair_use import DAY, HOUR, Judgement, Limit, QuestionLimits, Verdict, find_reached, list_limits
from bot.languages.language import Language
from bot.languages.speech import get_speech
from bot.state.asked import TOLD_EVERY, Asking, asked
from corpus.database import make_now

ENGLISH = get_speech(Language.ENGLISH)
NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@given(
    most=st.integers(1, 5),
    minutes=st.integers(1, 60),
    gaps=st.lists(st.integers(0, 40), max_size=60),
)
def test_no_span_ever_holds_more_than_the_limit_and_the_moment_told_is_the_first_that_is_free(most, minutes, gaps):
    limit, now, admitted = Limit(most, minutes * MINUTE), NOON, []
    for gap in gaps:
        now += gap * MINUTE
        reached = find_reached([limit], admitted[::-1], now)
        if reached is None:
            admitted.append(now)
            assert len([each for each in admitted if each > now - limit.span]) <= most
        else:
            assert now < reached.free_at <= now + limit.span
            assert find_reached([limit], admitted[::-1], reached.free_at) is None
            assert find_reached([limit], admitted[::-1], reached.free_at - timedelta.resolution) is not None


def test_of_two_limits_the_one_that_holds_for_longest_is_named():
    limits = list_limits(2, 3)
    moments = [NOON, NOON - MINUTE, NOON - 2 * MINUTE]
    assert find_reached(limits, moments, NOON) == Judgement(Verdict.PERSON, Limit(3, DAY), NOON - 2 * MINUTE + DAY)


def test_none_stands_for_no_limit():
    assert list_limits(0, 0) == ()
    assert list_limits(5, 0) == (Limit(5, HOUR),)
    assert find_reached((), [NOON] * 1000, NOON) is None


@pytest.mark.parametrize("most", [0, -1])
def test_limit_that_lets_nothing_through_makes_no_sense(most):
    with pytest.raises(ValueError, match="at least one"):
        Limit(most, HOUR)


def test_thousand_people_in_a_day_never_exceed_any_limit(state):
    """24 hours in which some people, and two groups, ask much more than others."""
    draw, now, admitted, verdicts = random.Random(7), NOON, [], Counter()
    limits = QuestionLimits(person=list_limits(4, 12), group=list_limits(10, 0))
    with state.asked._database.writing() as connection:
        for number in range(1500):
            now += timedelta(seconds=57.6)
            person, place = (
                f"p{int(1000 * draw.random() ** 8)}",
                draw.choice([None, None, "telegram:-1", "telegram:-2"]),
            )
            judgement = state.asked.judge(Asking(str(number), person, place), limits, now, connection)
            verdicts[judgement.verdict] += 1
            if judgement.admits:
                admitted.append((now, person, place))
            else:
                assert now < judgement.free_at
    for name, position, spans in (("person", 1, ((4, HOUR), (12, DAY))), ("group", 2, ((10, HOUR),))):
        for key in {each[position] for each in admitted} - {None}:
            moments = [each[0] for each in admitted if each[position] == key]
            for most, span in spans:
                for moment in moments:
                    assert len([each for each in moments if moment - span < each <= moment]) <= most, name
    assert min(verdicts[each] for each in (Verdict.ADMITTED, Verdict.PERSON, Verdict.GROUP)) > 20


def test_question_dealt_with_again_counts_once_and_is_decided_as_before(state):
    limits = QuestionLimits(person=list_limits(2, 0))
    for _ in range(3):
        assert state.asked.judge(Asking("a", "p"), limits, NOON).admits
    assert state.asked.judge(Asking("b", "p"), limits, NOON).admits
    for _ in range(2):
        refused = state.asked.judge(Asking("c", "p"), limits, NOON + MINUTE)
        assert (refused.verdict, refused.free_at, refused.told) == (Verdict.PERSON, NOON + HOUR, True)
    assert state.asked.judge(Asking("b", "p"), limits, NOON + MINUTE).admits
    later = state.asked.judge(Asking("c", "p"), limits, NOON + 2 * HOUR)
    assert not later.admits
    assert (
        format_objection(ENGLISH, later, NOON + 2 * HOUR) == "You had asked as much as one may; please ask this again."
    )


def test_somebody_is_told_no_more_often_than_every_few_seconds_in_each_place(state):
    limits = QuestionLimits(person=list_limits(1, 0))
    state.asked.judge(Asking("a", "p"), limits, NOON)
    told = [
        state.asked.judge(Asking(request, "p", place), limits, NOON + after).told
        for request, place, after in (
            ("b", None, TOLD_EVERY),
            ("c", None, 1.5 * TOLD_EVERY),
            ("d", "telegram:-1", 1.5 * TOLD_EVERY),
            ("e", None, 2 * TOLD_EVERY),
            ("f", None, 3 * TOLD_EVERY),
        )
    ]
    assert told == [True, False, True, True, True]


def test_editors_questions_count_for_nobody_and_what_is_left_out_neither(state):
    limits = QuestionLimits(person=list_limits(1, 0), group=list_limits(2, 0))
    for number in range(5):
        assert state.asked.judge(Asking(f"e{number}", "editor", "telegram:-1", spared=True), limits, NOON).admits
    crowded = state.asked.judge(Asking("c", "p", "telegram:-1", crowded=True), limits, NOON)
    assert crowded.verdict is Verdict.CROWDED
    assert state.asked.judge(Asking("a", "p", "telegram:-1"), limits, NOON).admits
    assert state.asked.judge(Asking("b", "q", "telegram:-1"), limits, NOON).admits
    full = state.asked.judge(Asking("d", "r", "telegram:-1"), limits, NOON)
    assert (full.verdict, full.free_at) == (Verdict.GROUP, NOON + HOUR)
    assert state.asked.judge(Asking("f", "r", "telegram:-2"), limits, NOON).admits


def test_nothing_is_kept_longer_than_it_counts(state):
    limits = QuestionLimits(person=list_limits(2, 0))
    state.asked.judge(Asking("a", "p"), limits, NOON)
    state.asked.judge(Asking("b", "q"), limits, NOON + DAY)
    with state.asked._database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(asked)).scalar_one() == 1


@pytest.mark.parametrize(
    ("judgement", "now", "words"),
    [
        pytest.param(
            Judgement(Verdict.PERSON, Limit(60, HOUR), NOON + timedelta(minutes=11, seconds=1)),
            NOON,
            "You have asked 60 questions within an hour, as many as one person may; "
            "the next is free at 11 March 2026, 12:12 UTC, in 12 minutes.",
            id="person",
        ),
        pytest.param(
            Judgement(Verdict.PERSON, Limit(1, DAY), NOON + timedelta(hours=20)),
            NOON,
            "You have asked 1 question within a day, as many as one person may; "
            "the next is free at 12 March 2026, 08:00 UTC, in 20 hours.",
            id="day",
        ),
        pytest.param(
            Judgement(Verdict.GROUP, Limit(120, HOUR), NOON + timedelta(seconds=1)),
            NOON,
            "120 questions within an hour were asked in this group, as many as one group may; "
            "the next is free at 11 March 2026, 12:01 UTC, in 1 minute.",
            id="group",
        ),
    ],
)  # fmt: skip
def test_limit_is_told_with_its_end_which_is_never_too_early(judgement, now, words):
    assert format_objection(ENGLISH, judgement, now) == words


def test_now_is_this_moment_where_no_other_is_given(state):
    limits = QuestionLimits(person=list_limits(1, 0))
    state.asked.judge(Asking("a", "p"), limits)
    refused = state.asked.judge(Asking("b", "p"), limits)
    assert timedelta(minutes=59) < refused.free_at - make_now() <= HOUR
