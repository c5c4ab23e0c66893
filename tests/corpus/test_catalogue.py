"""The catalogue and its desk: what was published stays, and one transaction decides what stands now."""

import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.errors import DatabaseError, InvalidReportError, ReportExistsError, UnknownReportError
from corpus.publishing import Desk
from corpus.report_ids import make_wanted_id
from corpus.reports import Report, Status
from corpus.tables import audit, is_live, reports, versions

FERRY = Report(
    id="ferry",
    version=1,
    title="The ferry “Aino” — what we know",
    body="One.\n\nTwo ‘quoted’ words. 👩‍🚀 گزارش",
    publisher="The Example",
    author="A. Rao",
    published=date(2022, 6, 3),
    url="https://example.org/ferry",
    language="en",
    digest="d" * 64,
    pages=(0, 6),
    copy_of="agency-ferry",
)


@pytest.fixture
def database(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    database.migrate()
    yield database
    database.close()


@pytest.fixture
def catalogue(database):
    return Catalogue(database)


@pytest.fixture
def desk(catalogue):
    return Desk(catalogue)


def publish(desk: Desk, report: Report) -> Report:
    known = desk.catalogue.is_known(report.id)
    stage = desk.stage_replacement if known else desk.stage_report
    staged = stage(report, "ferry.md", "terminal")
    desk.publish(staged.id, staged.version, "terminal")
    return staged


def test_a_published_report_comes_back_as_it_was(catalogue, desk):
    publish(desk, FERRY)
    assert catalogue.get_report("ferry") == FERRY
    assert catalogue.get_report("ferry", 1) == FERRY
    assert catalogue.get_many([("ferry", 1), ("ferry", 2), ("absent", 1)]) == {("ferry", 1): FERRY}
    assert list(catalogue.live_reports()) == [FERRY]


bodies = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=bodies, title=bodies, data=st.data())
def test_any_text_comes_back_to_the_character(catalogue, desk, body, title, data):
    offsets = data.draw(st.lists(st.integers(0, len(body)), max_size=5).map(sorted))
    report = replace(FERRY, title=title, body=body, pages=(0, *offsets))
    staged = publish(desk, report)
    assert catalogue.get_report("ferry") == replace(report, version=staged.version)


def test_a_staged_version_is_seen_by_nobody(catalogue, desk):
    staged = desk.stage_report(FERRY, "ferry.md", "terminal")
    assert desk.find_staged("ferry", 1) == staged
    assert catalogue.list_reports() == []
    assert list(catalogue.live_reports()) == []
    assert catalogue.get_many([("ferry", 1)]) == {}
    assert catalogue.find_duplicate(FERRY.digest, FERRY.body) is None
    for version in (None, 1):
        with pytest.raises(UnknownReportError):
            catalogue.get_report("ferry", version)
    with pytest.raises(UnknownReportError):
        catalogue.history("ferry")


def test_publishing_again_or_without_staging_is_refused(desk):
    publish(desk, FERRY)
    with pytest.raises(UnknownReportError):
        desk.publish("ferry", 1, "terminal")
    with pytest.raises(UnknownReportError):
        desk.publish("absent", 1, "terminal")


def test_a_replacement_keeps_the_old_version_readable(catalogue, desk):
    publish(desk, FERRY)
    second = publish(desk, replace(FERRY, body="Now it says this.", pages=()))
    assert second.version == 2
    assert catalogue.get_report("ferry") == second
    assert catalogue.get_report("ferry", 1) == FERRY
    assert [listing.version for listing in catalogue.list_reports()] == [2]
    with pytest.raises(UnknownReportError, match="no version 3"):
        catalogue.get_report("ferry", 3)


def test_an_id_in_use_cannot_be_added_and_an_unknown_one_cannot_be_replaced(desk):
    with pytest.raises(UnknownReportError):
        desk.stage_replacement(FERRY, "ferry.md", "terminal")
    desk.stage_report(FERRY, "ferry.md", "terminal")
    with pytest.raises(ReportExistsError):
        desk.stage_report(FERRY, "ferry.md", "terminal")


def test_a_discarded_version_frees_the_id_but_never_its_number(catalogue, desk):
    desk.stage_report(FERRY, "ferry.md", "terminal")
    desk.discard("ferry", 1)
    assert not catalogue.is_taken("ferry")
    assert not catalogue.uses_original(FERRY.digest)
    assert catalogue.list_originals() == set()
    assert desk.find_staged("ferry", 1) is None
    assert publish(desk, FERRY).version == 2
    desk.discard("ferry", 2)
    assert catalogue.get_report("ferry").version == 2


def test_the_database_itself_refuses_to_change_what_was_published(desk, database):
    publish(desk, FERRY)
    for change in (
        update(versions).values(body="forged"),
        delete(versions),
        update(audit).values(actor="nobody"),
        delete(audit),
    ):
        with pytest.raises(DatabaseError, match="never change"), database.writing() as connection:
            connection.execute(change)
    assert desk.catalogue.get_report("ferry") == FERRY


def test_a_withdrawn_report_answers_nothing_but_can_still_be_shown(catalogue, desk):
    publish(desk, FERRY)
    desk.withdraw("ferry", "The figures were invented.", "telegram:7")
    shown = catalogue.get_report("ferry")
    assert (shown.status, shown.note) == (Status.WITHDRAWN, "The figures were invented.")
    assert list(catalogue.live_reports()) == []
    assert list(catalogue.all_reports()) == [shown]
    assert catalogue.list_reports()[0].status is Status.WITHDRAWN
    assert catalogue.find_duplicate(FERRY.digest, FERRY.body) is None


def test_what_stands_no_longer_is_apart_from_what_stands(catalogue, desk):
    first = publish(desk, FERRY)
    assert list(catalogue.past_reports()) == []
    second = publish(desk, replace(FERRY, body="Second.", pages=()))
    third = publish(desk, replace(FERRY, body="Third.", pages=()))
    desk.stage_replacement(replace(FERRY, body="Not yet published.", pages=()), "ferry.md", "terminal")
    assert list(catalogue.past_reports()) == [second, first]
    desk.withdraw("ferry", "Invented.", "terminal")
    gone = [replace(each, status=Status.WITHDRAWN, note="Invented.") for each in (third, second, first)]
    assert list(catalogue.past_reports()) == gone


def test_new_wording_alone_does_not_undo_a_withdrawal(catalogue, desk):
    publish(desk, FERRY)
    desk.withdraw("ferry", "Invented.", "terminal")
    publish(desk, replace(FERRY, body="Other words.", pages=()))
    assert catalogue.get_report("ferry").status is Status.WITHDRAWN
    assert list(catalogue.live_reports()) == []


@pytest.mark.parametrize("note", ["Four, not five.", None])
def test_restoring_brings_back_a_correction_made_before(catalogue, desk, note):
    publish(desk, replace(FERRY, status=Status.CORRECTED, note=note))
    desk.withdraw("ferry", "In doubt.", "terminal")
    desk.restore("ferry", "terminal")
    report = catalogue.get_report("ferry")
    assert (report.status, report.note) == (Status.CORRECTED, note)


def test_restoring_a_plain_report_clears_the_note_and_needs_a_withdrawal(catalogue, desk):
    publish(desk, FERRY)
    with pytest.raises(InvalidReportError, match="nothing to restore"):
        desk.restore("ferry", "terminal")
    desk.withdraw("ferry", "In doubt.", "terminal")
    desk.restore("ferry", "terminal")
    assert catalogue.get_report("ferry") == FERRY


@pytest.mark.parametrize("change", ["correct", "withdraw"])
def test_an_unknown_report_cannot_change_its_status(desk, change):
    with pytest.raises(UnknownReportError):
        getattr(desk, change)("absent", "note", "terminal")
    with pytest.raises(UnknownReportError):
        desk.restore("absent", "terminal")


@pytest.mark.parametrize("status", [Status.CORRECTED, Status.WITHDRAWN])
def test_a_report_keeps_the_status_it_came_with(catalogue, desk, status):
    publish(desk, replace(FERRY, status=status, note="Said so itself."))
    report = catalogue.get_report("ferry")
    assert (report.status, report.note) == (status, "Said so itself.")


def test_history_tells_who_did_what_in_order(catalogue, desk):
    publish(desk, FERRY)
    desk.correct("ferry", "Four, not five.", "telegram:7")
    publish(desk, replace(FERRY, body="Two.", pages=()))
    desk.withdraw("ferry", "Invented.", "telegram:8")
    desk.restore("ferry", "terminal")
    told = [(event.action, event.actor, event.version, event.detail) for event in catalogue.history("ferry")]
    assert told == [
        ("add", "terminal", 1, FERRY.title),
        ("correct", "telegram:7", 1, "Four, not five."),
        ("replace", "terminal", 2, FERRY.title),
        ("withdraw", "telegram:8", 2, "Invented."),
        ("restore", "terminal", 2, "Invented."),
    ]


def test_a_change_that_fails_leaves_no_line_in_the_log(desk, database):
    publish(desk, FERRY)

    def withdraw_and_fail() -> None:
        with database.writing() as connection:
            desk.withdraw("ferry", "Invented.", "terminal", connection)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        withdraw_and_fail()
    assert desk.catalogue.get_report("ferry").status is Status.CURRENT
    assert len(desk.catalogue.history("ferry")) == 1


@pytest.mark.parametrize(
    ("digest", "body", "found"),
    [
        pytest.param("d" * 64, "other", "ferry", id="same bytes"),
        pytest.param("e" * 64, FERRY.body, "ferry", id="same text"),
        pytest.param("e" * 64, "other", None, id="neither"),
        pytest.param("", "other", None, id="no digest"),
    ],
)
def test_a_duplicate_has_the_same_bytes_or_the_same_text(catalogue, desk, digest, body, found):
    publish(desk, FERRY)
    publish(desk, replace(FERRY, id="bare", body="No original.", digest="", pages=()))
    assert catalogue.find_duplicate(digest, body) == found


def test_a_text_that_was_replaced_is_no_duplicate(catalogue, desk):
    publish(desk, FERRY)
    publish(desk, replace(FERRY, body="Now this.", digest="e" * 64, pages=()))
    assert catalogue.find_duplicate(FERRY.digest, FERRY.body) is None
    assert catalogue.uses_original("d" * 64)
    assert catalogue.list_originals() == {"d" * 64, "e" * 64}


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("Ferry runs aground!", "ferry-runs-aground"),
        ("Ünïted Nations", "united-nations"),
        ("کشتی در ساحل نشست", "report-abcdef01"),
        ("تقرير عن العبارة 12", "report-abcdef01"),
        ("!!!", "report-abcdef01"),
        ("2022-06-03 notes.md", "2022-06-03-notes-md"),
    ],
)
def test_an_id_is_proposed_from_the_name_or_the_digest(name, proposed):
    assert make_wanted_id(name, "abcdef0123" + "0" * 54) == proposed


def test_a_proposed_id_is_free(catalogue, desk):
    publish(desk, replace(FERRY, id="ferry-aground"))
    desk.stage_report(replace(FERRY, id="ferry-aground-2"), "f.md", "terminal")
    assert catalogue.propose_id("Ferry aground", "0" * 64) == "ferry-aground-3"


def test_a_thousand_reports_are_listed_quickly(catalogue, desk, database):
    with database.writing() as connection:
        for number in range(1000):
            body = f"{number} " + "words and more words " * 200
            staged = desk.stage_report(replace(FERRY, id=f"r{number}", body=body, pages=()), "f.md", "t", connection)
            desk.publish(staged.id, staged.version, "t", connection)
    start = time.perf_counter()
    assert len(catalogue.list_reports()) == 1000
    assert time.perf_counter() - start < 0.5


def test_other_tables_join_what_stands_in_one_statement(desk, database):
    publish(desk, FERRY)
    publish(desk, replace(FERRY, body="Second.", pages=()))
    publish(desk, replace(FERRY, id="gone", body="Gone.", pages=()))
    desk.withdraw("gone", "Invented.", "terminal")
    query = select(versions.c.report_id, versions.c.version).join_from(
        versions, reports, is_live(versions.c.report_id, versions.c.version)
    )
    with database.reading() as connection:
        assert connection.execute(query).all() == [("ferry", 2)]


def test_readers_never_meet_half_a_change(catalogue, desk, database):
    """A writer replaces two reports at a time; every snapshot shows both at the same version."""
    for name in ("a", "b"):
        publish(desk, replace(FERRY, id=name))
    stop, seen = threading.Event(), set()

    def read_on() -> None:
        while not stop.is_set():
            with database.reading() as connection:
                found = {catalogue.get_report(name, inside=connection).version for name in ("a", "b")}
            seen.add(tuple(sorted(found)))

    readers = [threading.Thread(target=read_on) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(60):
        with database.writing() as connection:
            for name in ("a", "b"):
                staged = desk.stage_replacement(replace(FERRY, id=name), "f.md", "t", connection)
                desk.publish(name, staged.version, "t", connection)
    stop.set()
    for reader in readers:
        reader.join()
    assert all(len(found) == 1 for found in seen)
    assert len(seen) > 5


REPLACE_FOR_EVER = """
import sys
from dataclasses import replace
from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.publishing import Desk
database = Database(f"sqlite:///{sys.argv[1]}")
desk = Desk(Catalogue(database))
report = desk.catalogue.get_report("ferry")
while True:
    staged = desk.stage_replacement(replace(report, body=report.body + " words" * 2000, pages=()), "f.md", "child")
    desk.publish("ferry", staged.version, "child")
    report = staged
    print(staged.version, staged.words, flush=True)
"""


def test_killing_the_desk_loses_nothing_acknowledged(catalogue, desk, database, tmp_path):
    publish(desk, FERRY)
    for delay in (0.0, 0.011, 0.023, 0.037, 0.05, 0.071):
        command = [sys.executable, "-c", REPLACE_FOR_EVER, tmp_path / "catalogue.db"]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        first = child.stdout.readline()
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)
        version, words = map(int, (first + child.communicate()[0]).strip().rpartition("\n")[2].split())
        assert catalogue.get_report("ferry", version).words == words
        live = catalogue.get_report("ferry")
        assert live.version >= version
        assert live.words >= words
        assert catalogue.history("ferry")[-1].version == live.version
    database.check()
