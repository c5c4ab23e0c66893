"""The audit log: written to by every room, read in pages, and changed by nobody."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, insert, text, update

from corpus.audit import AuditLog, EventQuery, log_event
from corpus.catalogue import Catalogue
from corpus.database import Database, make_now
from corpus.errors import DatabaseError
from corpus.migrations.running import upgrade
from corpus.publishing import Desk
from corpus.reports import Report
from corpus.tables import audit
from tests.many_reports import shelve_many

FERRY = Report("ferry", 1, "Ferry adrift", "Text.")


@pytest.fixture
def database(tmp_path):
    opened = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def log(database):
    return AuditLog(database)


@pytest.fixture
def kept(database):
    desk = Desk(Catalogue(database))
    desk.stage_report(FERRY, "f.md", "telegram:7")
    desk.publish("ferry", 1, "telegram:7")
    desk.withdraw("ferry", "It was made up.", "telegram:8")
    with database.writing() as connection:
        log_event(connection, "telegram:7", "grant", detail="editor to person 9")
    return database


def list_actions(page):
    return [event.action for event in page.events]


def test_event_that_concerns_no_report_is_logged(kept, log):
    newest = log.find_page(EventQuery(), 1).events[0]
    assert (newest.actor, newest.action, newest.report_id, newest.detail) == (
        "telegram:7", "grant", None, "editor to person 9",
    )  # fmt: skip
    assert newest.at.tzinfo is UTC


def test_event_is_lost_with_the_change_that_fails(database, log):
    def grant_and_fail() -> None:
        with database.writing() as connection:
            log_event(connection, "telegram:7", "grant")
            raise KeyError

    with pytest.raises(KeyError):
        grant_and_fail()
    assert log.find_page(EventQuery(), 10).total == 0


@pytest.mark.parametrize(
    ("query", "actions"),
    [
        (EventQuery(), ["grant", "withdraw", "add"]),
        (EventQuery(actor="telegram:7"), ["grant", "add"]),
        (EventQuery(report_id="ferry"), ["withdraw", "add"]),
        (EventQuery(action="withdraw"), ["withdraw"]),
        (EventQuery("telegram:7", "ferry", "withdraw"), []),
    ],
)
def test_events_come_newest_first_and_narrowed_down(kept, log, query, actions):
    page = log.find_page(query, 10)
    assert list_actions(page) == actions
    assert page.total == len(actions)


def test_pages_hold_still_while_events_come(kept, log):
    first = log.find_page(EventQuery(), 2)
    with kept.writing() as connection:
        log_event(connection, "telegram:7", "revoke")
    assert list_actions(log.find_page(EventQuery(), 2, 2, first.top)) == ["add"]
    assert log.find_page(EventQuery(), 2, 0, first.top) == first
    assert list_actions(log.find_page(EventQuery(), 1)) == ["revoke"]
    assert log.find_page(EventQuery(), 2, 10, first.top).events == ()


def test_kinds_and_the_last_change_of_a_report_are_known(kept, log):
    assert log.list_actions() == ["add", "grant", "withdraw"]
    assert log.find_last_change() == 2


CHANGES = {
    "update": update(audit).values(actor="nobody"),
    "update of one": update(audit).where(audit.c.id == 1).values(detail="Nothing."),
    "delete": delete(audit),
    "replace": text("INSERT OR REPLACE INTO audit (id, at, actor, action) VALUES (1, '2026-01-01', 'x', 'y')"),
    "update on conflict": text(
        "INSERT INTO audit (id, at, actor, action) VALUES (1, '2026-01-01', 'x', 'y') "
        "ON CONFLICT DO UPDATE SET actor = 'x'"
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_database_itself_refuses_to_change_the_log(kept, log, change):
    before = log.find_page(EventQuery(), 10)
    with pytest.raises(DatabaseError, match="the audit log never changes"), kept.writing() as connection:
        connection.execute(change)
    assert log.find_page(EventQuery(), 10) == before


def test_guard_stands_in_a_catalogue_that_was_there_before(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'old.db'}")
    with database.writing() as connection:
        upgrade(connection, "0007")
        connection.execute(insert(audit).values(at=make_now(), actor="telegram:7", action="add", report_id="ferry"))
        keep_answers(connection)
    database.migrate()
    with pytest.raises(DatabaseError, match="never changes"), database.writing() as connection:
        connection.execute(delete(audit))
    with database.reading() as connection:
        statuses = connection.exec_driver_sql("SELECT id, status FROM answers ORDER BY id").all()
    assert statuses == [("a", "answered"), ("b", "disputed"), ("c", "refused")]
    database.check()
    database.close()


def keep_answers(connection):
    bodies = (("a", "answer", '{"positions": []}'), ("b", "answer", '{"positions": [{}, {}]}'), ("c", "refusal", "{}"))
    for name, kind, body in bodies:
        connection.exec_driver_sql(
            "INSERT INTO answers (id, kind, body, asked_by, saved_at) VALUES (?, ?, ?, 'telegram:1', '2026-01-01')",
            (name, kind, body),
        )


def test_copy_of_a_catalogue_keeps_the_log_and_its_guard(kept, tmp_path):
    kept.copy_to(tmp_path / "copy.db")
    copy = Database(f"sqlite:///{tmp_path / 'copy.db'}")
    copy.migrate()
    assert AuditLog(copy).find_page(EventQuery(), 10) == AuditLog(kept).find_page(EventQuery(), 10)
    with pytest.raises(DatabaseError, match="never changes"), copy.writing() as connection:
        connection.execute(delete(audit))
    copy.close()


def test_pages_of_a_long_log_are_counted_right(database, log):
    shelve_many(database, 1000, words=7)
    page = log.find_page(EventQuery(actor="telegram:3"), 10, 190)
    assert (len(page.events), page.total) == (10, 200)
    assert page.events[-1].at == datetime(2026, 1, 1, 0, 3, tzinfo=UTC)
