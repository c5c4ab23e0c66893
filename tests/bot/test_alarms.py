"""What admins are told of errors: each kind once, over restarts too, at most once a day; and what is given up."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.languages.language import Language
from bot.languages.speech import get_speech
from bot.state import State
from bot.state.notices import notices
from bot.state.people import Role
from bot.watch.alarms import Alarms, describe_dead
from bot.watch.kinds import NOWHERE, find_kind
from bot.watch.watch import Watch
from corpus.database import Database
from corpus.errors import DatabaseError

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path):
    opened = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def state(database):
    return State.of(database)


@pytest.fixture
def clock(monkeypatch):
    """The moment that the books are kept by; it is moved by hand."""
    moment = [NOW]
    monkeypatch.setattr("bot.state.error_kinds.make_now", lambda: moment[0])
    return moment


def make_alarms(state, *admin_ids):
    return Alarms(state, admin_ids)


def catch(function, *args):
    try:
        function(*args)
    except Exception as error:  # noqa: BLE001  # any, to be looked at
        return error
    raise AssertionError


def stumble():
    return {}["Ann's words"]


def fall(deep=0):
    return fall(deep - 1) if deep else list_nothing()[7]


def list_nothing():
    return []


def list_told(state):
    with state.error_kinds.database.reading() as connection:
        return [(row.person, row.text) for row in connection.execute(select(notices).order_by(notices.c.id))]


def test_kind_is_the_type_and_the_place_and_quotes_nobody():
    assert find_kind(catch(stumble)) == "KeyError in tests.bot.test_alarms.stumble"
    assert find_kind(catch(fall, 3)) == "IndexError in tests.bot.test_alarms.fall"
    assert find_kind(ValueError("Ann's words")) == f"ValueError in {NOWHERE}"


def test_place_is_ours_and_not_the_library_in_which_it_came_about():
    assert find_kind(catch(re.compile, "(")).endswith(" in tests.bot.test_alarms.catch")


def test_place_of_a_refused_query_is_where_it_was_asked_and_not_the_database_itself(database, state):
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE gaps")
    assert find_kind(catch(state.gaps.list_all)) == "DatabaseError in bot.state.gaps.Gaps._list"


def test_new_kind_is_told_once_to_each_admin(state):
    state.people.grant(8, Role.ADMIN, "terminal")
    state.people.grant(9, Role.EDITOR, "terminal")
    alarms = make_alarms(state, 7)
    assert alarms.tell_error(catch(stumble), "a1") is True
    assert alarms.tell_error(catch(stumble), "a2") is False
    assert alarms.tell_error(catch(fall), "a3") is True
    told = list_told(state)
    assert [person for person, _ in told] == ["telegram:7", "telegram:8"] * 2
    kinds = ["KeyError in tests.bot.test_alarms.stumble"] * 2 + ["IndexError in tests.bot.test_alarms.fall"] * 2
    assert [kind in text for kind, (_, text) in zip(kinds, told, strict=True)] == [True] * 4
    assert [text[-9:] for _, text in told] == ["under a1.", "under a1.", "under a3.", "under a3."]
    assert "Ann" not in str(list_told(state))


def test_kind_that_goes_on_is_told_once_a_day_with_how_often(state, clock):
    alarms = make_alarms(state, 7)
    for hours in (0, 1, 23, 24, 25, 47, 49):
        clock[0] = NOW + timedelta(hours=hours)
        alarms.tell_error(catch(stumble), f"a{hours}")
    first, second, third = [text for _, text in list_told(state)]
    assert "not seen before" in first
    assert "3 times since" in second
    assert second.endswith("under a24, the latest.")
    assert "3 times since" in third
    assert third.endswith("under a49, the latest.")


def test_restart_makes_no_kind_new(state, database):
    assert make_alarms(state, 7).tell_error(catch(stumble), "a1")
    again = Database(f"sqlite:///{database.name}")
    assert not make_alarms(State.of(again), 7).tell_error(catch(stumble), "a2")
    again.close()
    assert len(list_told(state)) == 1


def test_error_of_a_database_that_takes_nothing_is_no_second_error(state, database, caplog):
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE error_kinds")
    assert make_alarms(state, 7).tell_error(catch(stumble), "a1") is False
    assert "An error could not be told of" in caplog.text
    assert list_told(state) == []


def test_nobody_is_told_where_nobody_is_an_admin(state):
    assert make_alarms(state).tell_error(catch(stumble), "a1") is True
    assert list_told(state) == []


def give_up(state, alarms, number):
    state.inbox.store(number, "{}")
    alarms.tell_dead(number, "KeyError in x", f"e{number}")
    state.inbox.bury(number, "x")


def test_what_is_given_up_is_told_once_with_its_number_and_id(state):
    alarms = make_alarms(state, 7)
    for _ in range(2):
        alarms.tell_dead(41, "KeyError in x", "e41")
    alarms.tell_dead(42, "", "e42")
    first, second = [text for _, text in list_told(state)]
    assert "update 41, KeyError in x." in first
    assert first.endswith("under e41.")
    assert "update 42, during which the bot ended again and again." in second


def test_no_more_than_ten_of_a_day_are_told_and_the_tenth_says_so(state):
    alarms = make_alarms(state, 7)
    for number in range(1, 15):
        give_up(state, alarms, number)
    told = [text for _, text in list_told(state)]
    assert len(told) == 10
    assert ["told of no more" in text for text in told] == [False] * 9 + [True]


def test_what_was_given_up_yesterday_does_not_count_today(state, clock, monkeypatch):
    monkeypatch.setattr("bot.state.inbox.make_now", lambda: clock[0])
    alarms = make_alarms(state, 7)
    for number in range(1, 12):
        give_up(state, alarms, number)
    clock[0] = NOW + timedelta(hours=12, minutes=1)
    give_up(state, alarms, 20)
    assert len(list_told(state)) == 11


def test_report_logs_counts_and_tells_under_one_id(state, caplog):
    watch = Watch.over(state, [7])
    error_id = watch.report("A job failed", catch(stumble), job=5)
    (record,) = [each for each in caplog.records if each.message == "A job failed"]
    assert (record.error_id, record.job) == (error_id, 5)
    assert "in stumble\n" in caplog.text
    kind = "KeyError in tests.bot.test_alarms.stumble"
    assert watch.metrics.registry.get_sample_value("onrecord_errors_total", {"kind": kind}) == 1
    assert error_id in list_told(state)[0][1]


def test_giving_up_is_not_hidden_by_a_database_that_takes_nothing(state, database):
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE notices")
    with pytest.raises(DatabaseError):
        make_alarms(state, 7).tell_dead(1, "x", "e1")


def test_each_admin_is_told_in_their_language(state, clock):
    state.people.grant(8, Role.ADMIN, "terminal")
    state.preferences.choose_language(8, Language.PERSIAN)
    state.preferences.note_heard(5, Language.FRENCH)
    make_alarms(state, 5, 6).tell_error(catch(stumble), "abc123")
    told = dict(list_told(state))
    assert told["telegram:8"].startswith("چیزی به شکلی که پیش‌تر دیده نشده بود از کار افتاد: \u2068KeyError")
    assert told["telegram:5"].startswith("Quelque chose a échoué d’une façon encore jamais vue")
    assert told["telegram:6"].startswith("Something failed in a way that was not seen before: KeyError")
    make_alarms(state, 8).tell_dead(9, "", "dead99")
    last = dict(list_told(state)[-2:])["telegram:8"]
    assert last.startswith("به پیامی در سه تلاش رسیدگی نشد و کنار گذاشته شد: به‌روزرسانی \u20689\u2069، که در میان آن")


def test_last_that_is_told_of_in_a_day_says_so_in_every_language():
    for language in Language:
        said = [get_speech(language).say(each) for each in describe_dead(9, "", "dead99", is_last=True)]
        assert ["onrecord_inbox_dead" in each for each in said] == [False, True]
