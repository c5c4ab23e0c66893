"""Who goes on when several wait for the same thing."""

import asyncio

import pytest

from bot.chat.turns import Turns


class Row:
    """Takes turns, and notes who had one."""

    def __init__(self):
        self.turns, self.went, self.gates = Turns(), [], {}

    def send(self, number, what="chat"):
        self.gates[number] = asyncio.Event()
        return asyncio.create_task(self._go(number, what))

    async def _go(self, number, what):
        async with self.turns.take(what, number):
            self.went.append(number)
            await self.gates[number].wait()

    def open(self):
        for gate in self.gates.values():
            gate.set()


@pytest.fixture
def row():
    return Row()


async def settle():
    for _ in range(5):
        await asyncio.sleep(0)


async def test_lowest_number_goes_first_whatever_came_first(row):
    tasks = [row.send(number) for number in (5, 9, 7, 8, 6)]
    await settle()
    assert row.went == [5]
    row.open()
    await asyncio.gather(*tasks)
    assert row.went == [5, 6, 7, 8, 9]


async def test_equal_numbers_go_as_they_came(row):
    tasks = [row.send(5), row.send(6), row.send(6)]
    row.open()
    await asyncio.gather(*tasks)
    assert row.went == [5, 6, 6]


async def test_others_are_not_waited_for(row):
    tasks = [row.send(1, "one chat"), row.send(2, "another"), row.send(3, "one chat")]
    await settle()
    assert row.went == [1, 2]
    row.open()
    await asyncio.gather(*tasks)


@pytest.mark.parametrize("gone", [0, 1, 2, 3], ids=["at it", "next", "in the middle", "last"])
async def test_whoever_goes_away_holds_nobody_up(row, gone):
    tasks = [row.send(number) for number in range(4)]
    await settle()
    tasks[gone].cancel()
    row.open()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert row.went == [number for number in range(4) if number != gone or gone == 0]


async def test_turn_that_was_given_to_somebody_who_goes_away_is_handed_on(row):
    tasks = [row.send(number) for number in range(3)]
    await settle()
    row.gates[0].set()
    await asyncio.sleep(0)
    tasks[1].cancel()
    row.open()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert row.went == [0, 2]


async def test_nothing_is_kept_when_nobody_waits(row):
    tasks = [row.send(number, number % 3) for number in range(9)]
    row.open()
    await asyncio.gather(*tasks)
    assert row.turns._waiting == {}


async def test_failure_hands_the_turn_on():
    turns = Turns()
    with pytest.raises(KeyError):
        async with turns.take("chat", 1):
            raise KeyError
    async with turns.take("chat", 2):
        pass
