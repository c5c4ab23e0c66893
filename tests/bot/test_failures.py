"""A failing update is never taken for dealt with, has one id for all tries, and being blocked by a person is none."""

from types import SimpleNamespace

import pytest
from telegram import Update
from telegram.error import Forbidden

from bot.chat.failures import CRASHED, Failures, make_crash, name_failure
from bot.chat.workers import Workers
from bot.state import State
from bot.watch.watch import Watch
from corpus.database import Database


@pytest.fixture
def state(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    database.migrate()
    yield State.of(database)
    database.close()


@pytest.fixture
def watch(state):
    return Watch.over(state, [7])


@pytest.fixture
def failures(state, watch):
    workers = Workers()
    yield Failures(state.deliveries, state.preferences, workers, watch)
    workers.close()


def with_error(error):
    return SimpleNamespace(error=error)


def count_errors(watch):
    return sum(
        sample.value
        for family in watch.metrics.registry.collect()
        for sample in family.samples
        if sample.name == "onrecord_errors_total"
    )


async def test_each_try_at_an_update_fails_under_the_same_id(failures, watch, state):
    update = Update(500)
    for _ in range(3):
        await failures.note(update, with_error(KeyError("x")))
        failure = failures.take(update)
        assert (failure.id, failure.kind) == (name_failure(500), "KeyError in an unknown place")
        assert failures.take(update) is None
    assert name_failure(500) != name_failure(501)
    assert make_crash(500) == type(failure)(CRASHED, failure.id)
    assert count_errors(watch) == 3
    assert len(state.notices.list_waiting()) == 1


async def test_failure_is_kept_even_when_telling_of_it_fails(failures, watch, monkeypatch):
    def fail(*_):
        raise RuntimeError("nobody can be told")

    monkeypatch.setattr(type(watch.alarms), "tell_error", fail)
    with pytest.raises(RuntimeError, match="nobody can be told"):
        await failures.note(Update(500), with_error(KeyError("x")))
    assert failures.take(Update(500)).kind == "KeyError in an unknown place"


async def test_being_blocked_is_no_failure(failures, watch, state):
    await failures.note(Update(500), with_error(Forbidden("bot was blocked by the user")))
    assert failures.take(Update(500)) is None
    assert count_errors(watch) == 0
    assert state.notices.list_waiting() == []


async def test_failure_outside_of_an_update_is_logged_and_told_all_the_same(failures, watch, state):
    await failures.note("no update", with_error(KeyError("x")))
    assert count_errors(watch) == 1
    assert len(state.notices.list_waiting()) == 1
