"""Questions on their way: stopped, seen and timed, without anything around them."""

import asyncio
import threading
import time

import pytest

from bot.answering.stages import Stage
from bot.chat.asking import underway as kept
from bot.chat.asking.underway import Underway, Whose
from bot.errors import StoppedError

ANN, BEN = Whose(5, -1, 7), Whose(6, -1, 7)


@pytest.fixture
def underway():
    return Underway()


async def test_question_is_under_way_while_it_is_answered(underway):
    with underway.begin(1, ANN, "Who?", 9) as going:
        assert underway.find(ANN) == [going]
        assert underway.find(BEN) == []
        assert underway.is_going(-1, 9)
        assert await going.run(asyncio.sleep(0, "found")) == "found"
    assert underway.find(ANN) == []
    assert underway.count() == 0
    assert underway.measure().count == 1


async def test_stop_ends_the_work_where_it_waits(underway):
    with underway.begin(1, ANN, "Who?") as going:
        asyncio.get_running_loop().call_later(0.05, underway.stop, ANN, 2)
        began = time.monotonic()
        assert await going.run(asyncio.sleep(10, "found")) is None
        assert time.monotonic() - began < 2
    assert underway.measure() is None


async def test_stop_ends_work_in_a_thread_at_its_next_stage(underway):
    ended = threading.Event()

    def search(going):
        try:
            while True:
                going.note_stage(Stage.SEARCHING)
                time.sleep(0.01)
        except StoppedError:
            ended.set()
            raise

    with underway.begin(1, ANN, "Who?") as going:
        asyncio.get_running_loop().call_later(0.05, underway.stop, ANN, 2)
        assert await going.run(asyncio.to_thread(search, going)) is None
        assert going.stage is Stage.SEARCHING
    assert await asyncio.to_thread(ended.wait, 5)


async def test_stop_concerns_one_person_in_one_place_and_what_was_asked_before(underway):
    with underway.begin(1, ANN, "Who?") as hers, underway.begin(2, BEN, "When?") as his:
        elsewhere = Whose(5, -1, 8)
        with underway.begin(3, elsewhere, "Where?") as other:
            assert underway.stop(ANN, 4) == [hers]
            assert (hers.stopped, his.stopped, other.stopped) == (True, False, False)


async def test_question_that_waited_its_turn_when_it_was_stopped_is_never_begun(underway):
    assert underway.stop(ANN, 5) == []
    with underway.begin(4, ANN, "Who?") as waited:
        assert await waited.run(asyncio.sleep(0, "found")) is None
    with underway.begin(6, ANN, "Who?") as later:
        assert await later.run(asyncio.sleep(0, "found")) == "found"


async def test_stop_of_long_ago_stops_nothing(underway, monkeypatch):
    underway.stop(ANN, 5)
    monkeypatch.setattr(kept, "STOP_LASTS_S", 0.0)
    with underway.begin(4, ANN, "Who?") as numbered_anew:
        assert await numbered_anew.run(asyncio.sleep(0, "found")) == "found"


async def test_answer_that_is_found_is_not_stopped(underway):
    with underway.begin(1, ANN, "Who?") as going:
        await going.run(asyncio.sleep(0, "found"))
        assert underway.stop(ANN, 2) == []
        assert not going.stopped


async def test_end_of_the_process_is_no_stop(underway):
    async def answer():
        with underway.begin(1, ANN, "Who?") as going:
            await going.run(asyncio.sleep(10))

    task = asyncio.create_task(answer())
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_failure_of_the_work_is_passed_on(underway):
    async def fail():
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError), underway.begin(1, ANN, "Who?") as going:
        await going.run(fail())
    assert underway.count() == 0


async def test_who_stops_hears_whether_a_line_tells_so(underway):
    with underway.begin(1, ANN, "Who?") as told:
        told.close(told=True)
    with underway.begin(2, ANN, "Who?") as silent:
        assert not await silent.wait_closed(0.01)
    assert await told.wait_closed(0)
    assert not await silent.wait_closed(0)


async def test_little_is_remembered_for_ever(underway, monkeypatch):
    monkeypatch.setattr(kept, "REMEMBERED", 3)
    for number in range(10):
        underway.note_asked(5, number, f"Question {number}")
        underway.note_offered(5, number, number)
        underway.stop(Whose(number, 1), number)
    assert [underway.was_asked(5, number, "Question 7") for number in (6, 7, 9)] == [None, True, False]
    assert all(len(each) == 3 for each in (underway._asked, underway._offered, underway._stops))


def test_message_is_offered_once_and_again_by_the_same_update(underway):
    assert underway.note_offered(5, 1, 10)
    assert underway.note_offered(5, 1, 10)
    assert not underway.note_offered(5, 1, 11)
    underway.forget_offered(5, 1)
    assert underway.note_offered(5, 1, 12)
