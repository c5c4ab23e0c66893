"""Updates on disk: stored before they are confirmed, done once, put back or buried, and forgotten in time."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.state.deliveries import Deliveries, Delivery
from bot.state.inbox import Inbox, Waiting, inbox
from corpus.database import Database, make_now


@pytest.fixture
def database(tmp_path):
    opened = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def box(database):
    return Inbox(database)


def get_row(database, update_id):
    with database.reading() as connection:
        return connection.execute(select(inbox).where(inbox.c.update_id == update_id)).first()


def test_stored_update_waits_in_the_order_of_its_number(box):
    assert box.store(12, "twelve")
    assert box.store(11, "eleven")
    assert box.list_waiting() == [Waiting(11, "eleven"), Waiting(12, "twelve")]


def test_number_received_before_is_not_new(box):
    assert box.store(11, "first")
    assert not box.store(11, "second")
    assert box.list_waiting() == [Waiting(11, "first")]


def test_finished_update_is_known_but_no_longer_says_anything(box, database):
    box.store(11, "secret")
    box.begin(11)
    box.finish(11)
    assert box.list_waiting() == []
    assert not box.store(11, "again")
    assert get_row(database, 11).body is None


def test_starts_are_counted_and_an_interrupted_one_is_taken_back(box):
    box.store(11, "x")
    assert [box.begin(11), box.begin(11)] == [1, 2]
    box.give_back(11)
    assert box.begin(11) == 2


def test_buried_update_waits_no_more_and_says_why(box, database):
    box.store(11, "x")
    box.bury(11, "it failed")
    assert box.list_waiting() == []
    assert (get_row(database, 11).state, get_row(database, 11).reason) == ("dead", "it failed")


@pytest.mark.parametrize("stored", [False, True], ids=["never stored", "stored before"])
def test_update_set_aside_does_not_wait(box, database, stored):
    if stored:
        box.store(11, "x")
    box.set_aside(11, "x", "no chat")
    assert box.list_waiting() == []
    assert not box.store(11, "x")
    assert get_row(database, 11).state == "aside"


def test_done_numbers_are_forgotten_after_three_days_and_waiting_ones_never(box, database):
    for number in (1, 2, 3):
        box.store(number, "x")
    box.finish(1)
    with database.writing() as connection:
        connection.execute(update(inbox).values(changed_at=make_now() - timedelta(days=4)))
    box.finish(3)
    assert get_row(database, 1) is None
    assert [waiting.update_id for waiting in box.list_waiting()] == [2]


def test_deliveries_of_waiting_updates_are_kept_and_those_of_old_ones_go(box, database):
    deliveries = Deliveries(database)
    box.store(2, "x")
    for number in (1, 2):
        deliveries.note(number, 0, 70 + number, shown=False)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE deliveries SET changed_at = '2020-01-01 00:00:00.000000'")
    deliveries.note(3, 0, 73, shown=True)
    assert deliveries.find(1, 0) is None
    assert deliveries.find(2, 0) == Delivery(72, shown=False)


STORE_FOR_EVER = """
import sys
from bot.state.inbox import Inbox
from corpus.database import Database
box = Inbox(Database(f"sqlite:///{sys.argv[1]}"))
for number in range(1, 1_000_000):
    box.store(number, f"body {number}")
    print(number, flush=True)
"""


def test_update_is_on_disk_when_store_returns_even_after_kill_9(database):
    command = [sys.executable, "-c", STORE_FOR_EVER, database.name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        stored = [int(process.stdout.readline()) for _ in range(50)]
        os.kill(process.pid, signal.SIGKILL)
        stored += [int(line) for line in process.stdout.read().split()]
    waiting = [each.update_id for each in Inbox(database).list_waiting()]
    assert waiting[: len(stored)] == stored
