"""What may be sent when: never more than Telegram allows in any stretch of time, and never less than that for long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.pacing import Bucket, ChatPace, Limits, Priority, Window

PAUSES = st.lists(st.floats(0, 2), max_size=80)


def send_all(budget, pauses):
    """Send one after each pause, as soon as it may go then; gives when each went."""
    now, sent = 100.0, []
    for pause in pauses:
        now += pause
        now += budget.find_wait(now)
        assert budget.find_wait(now) < 1e-6
        budget.take(now)
        sent.append(now)
    return sent


@given(PAUSES, st.integers(1, 7), st.floats(0.5, 5))
def test_window_lets_no_more_through_in_any_stretch(pauses, most, seconds):
    sent = send_all(Window(most, seconds), pauses)
    assert all(later - earlier >= seconds - 1e-6 for earlier, later in zip(sent, sent[most:], strict=False))


@given(PAUSES, st.integers(1, 6))
def test_bucket_lets_a_burst_through_and_then_one_a_second(pauses, burst):
    sent = send_all(Bucket(burst), pauses)
    for first, start in enumerate(sent):
        for count, end in enumerate(sent[first:], 1):
            assert count <= burst + (end - start) + 1e-6


def test_bucket_that_rested_allows_a_burst_at_once():
    bucket = Bucket(3)
    assert send_all(bucket, [0.0] * 4) == [100.0, 100.0, 100.0, 101.0]
    assert not bucket.is_idle(103.9)
    assert bucket.is_idle(104.0)


def test_what_comes_second_leaves_room_for_answers():
    window = Window(30, 1.0)
    for _ in range(15):
        assert window.find_wait(5.0, Priority.PASSING.share) == 0
        window.take(5.0)
    assert window.find_wait(5.25, Priority.PASSING.share) == 0.75
    assert window.find_wait(5.25, Priority.EDIT.share) == 0
    for _ in range(7):
        window.take(5.5)
    assert window.find_wait(5.5, Priority.EDIT.share) == 0.5
    assert window.find_wait(5.5, Priority.ANSWER.share) == 0


def test_what_is_held_counts_until_a_stretch_after_it_is_released():
    window = Window(2, 1.0)
    window.hold()
    window.take(5.0)
    assert window.find_wait(5.5) == 0.5
    window.hold()
    assert window.find_wait(6.5) == float("inf")
    assert not window.is_idle(9.0)
    window.release(7.0)
    assert window.find_wait(7.5) == 0.5
    window.release(7.5)
    assert window.is_idle(8.5)


def test_every_priority_may_use_something_of_the_smallest_limit():
    assert all(Window(1, 1.0).find_wait(0.0, priority.share) == 0 for priority in Priority)


def test_group_takes_twenty_calls_a_minute_and_a_private_chat_any_number_of_edits():
    group, private = ChatPace(Limits(), is_group=True), ChatPace(Limits(), is_group=False)
    for _ in range(20):
        for pace in (group, private):
            assert pace.find_wait(10.0, Priority.ANSWER, is_message=False) == 0
            pace.take(10.0, Priority.ANSWER, is_message=False)
    assert group.find_wait(10.0, Priority.ANSWER, is_message=False) == 60
    assert group.find_wait(10.0, Priority.PASSING, is_message=False) == 0
    assert private.find_wait(10.0, Priority.ANSWER, is_message=False) == 0


@pytest.mark.parametrize("is_group", [True, False], ids=["group", "private"])
def test_pause_holds_everything_in_its_chat_back_and_never_gets_shorter(is_group):
    pace = ChatPace(Limits(), is_group=is_group)
    pace.pause(15.0)
    pace.pause(12.0)
    assert {pace.find_wait(10.0, priority, is_message=False) for priority in Priority} == {5.0}
    assert not pace.is_idle(14.9)
    assert pace.is_idle(15.0)
