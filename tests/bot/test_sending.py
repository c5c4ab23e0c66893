"""A call that Telegram's answer to was lost: what came of it is looked for before it is made again."""

import httpx
import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

from bot.chat.sending import insist


@pytest.fixture(autouse=True)
def sleeps(monkeypatch):
    slept = []

    async def sleep(seconds):
        slept.append(seconds)

    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    monkeypatch.setattr("bot.chat.sending.asyncio.sleep", sleep)
    return slept


class Call:
    """Fails in these ways, one after another, and then gives 7; what is looked for is found from the time given on."""

    def __init__(self, *faults, found_at=None):
        self.faults, self.made, self.looked, self._found_at = list(faults), 0, 0, found_at

    async def make(self):
        self.made += 1
        if self.faults:
            raise self.faults.pop(0)
        return 7

    async def look(self):
        self.looked += 1
        return 5 if self.looked == self._found_at else None


def make_unreached():
    error = NetworkError("nobody there")
    error.__cause__ = httpx.ConnectError("nobody there")
    return error


@pytest.mark.parametrize("fault", [TimedOut(), NetworkError("Bad Gateway")], ids=repr)
async def test_what_came_of_a_lost_call_is_found(fault):
    call = Call(fault, found_at=1)
    assert await insist(call.make, call.look) == 5
    assert call.made == 1


async def test_lost_call_is_made_again_when_nothing_came_of_it():
    call = Call(TimedOut(), TimedOut())
    assert await insist(call.make, call.look) == 7
    assert (call.made, call.looked) == (3, 2)


@pytest.mark.parametrize("make_fault", [make_unreached, lambda: RetryAfter(3)], ids=["unreached", "429"])
async def test_nothing_is_looked_for_after_a_call_that_was_certainly_not_carried_out(make_fault, sleeps):
    call = Call(make_fault(), found_at=1)
    assert await insist(call.make, call.look) == 7
    assert call.looked == 0
    assert len(sleeps) == 1


async def test_refused_call_is_not_made_again():
    call = Call(BadRequest("chat not found"))
    with pytest.raises(BadRequest):
        await insist(call.make, call.look)
    assert call.made == 1
