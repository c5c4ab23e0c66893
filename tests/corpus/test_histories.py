"""The history of a report: what happened, and what each new wording changed."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.errors import ChangedReportError, UnknownReportError
from corpus.grounds import Basis
from corpus.histories import compare_versions, find_replaced_day, find_standing_day, read_history
from corpus.publishing import Action, Desk
from corpus.report_ids import choose_nearest
from corpus.reports import Report, Status

FERRY = Report("ferry", 1, "Ferry adrift", "Thirty people were on board.", "The Courier")
CORRECTED = replace(
    FERRY, body="Nineteen people were on board.", publisher="The Daily", status=Status.CORRECTED, note="N."
)


@pytest.fixture
def catalogue(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    database.migrate()
    yield Catalogue(database)
    database.close()


@pytest.fixture
def desk(catalogue):
    desk = Desk(catalogue)
    desk.stage_report(FERRY, "ferry.md", "terminal")
    desk.publish("ferry", 1, "terminal")
    return desk


def replace_ferry(desk, report, basis=None):
    staged = desk.stage_replacement(report, "new.md", "telegram:7", basis=basis or Basis())
    desk.publish("ferry", staged.version, "telegram:7")
    return staged


def test_history_shows_each_change_of_wording_beside_its_event(catalogue, desk):
    discarded = desk.stage_replacement(replace(FERRY, body="Never seen."), "x.md", "terminal")
    desk.discard("ferry", discarded.version)
    replace_ferry(desk, CORRECTED, Basis(1, date(2026, 4, 5)))
    desk.withdraw("ferry", "Invented.", "telegram:7")
    history = read_history("ferry", catalogue)
    assert [step.event.action for step in history.steps] == ["add", "replace", "correct", "withdraw"]
    assert [step.revision is not None for step in history.steps] == [False, True, False, False]
    revision = history.steps[1].revision
    assert (revision.old_version, revision.new_version) == (1, 3)
    assert [(each.removed, each.added) for each in revision.difference.changes] == [("Thirty", "Nineteen")]
    assert [each.name for each in revision.details] == ["publisher"]
    assert history.report.status is Status.WITHDRAWN


def test_correction_bears_the_day_that_somebody_named(catalogue, desk):
    replace_ferry(desk, CORRECTED, Basis(1, date(2026, 4, 5)))
    events = catalogue.history("ferry")
    assert find_standing_day(events, Action.CORRECT) == date(2026, 4, 5)
    desk.correct("ferry", "Once more.", "terminal")
    assert find_standing_day(catalogue.history("ferry"), Action.CORRECT) == catalogue.history("ferry")[-1].at.date()
    assert find_standing_day(events, Action.WITHDRAW) is None
    assert find_replaced_day(events, 1) == events[1].at.date()
    assert find_replaced_day(events, 2) is None


def test_corrected_wording_does_not_undo_a_withdrawal_but_is_there_after_restoring(catalogue, desk):
    desk.withdraw("ferry", "Invented.", "terminal")
    replace_ferry(desk, CORRECTED)
    assert catalogue.get_report("ferry").status is Status.WITHDRAWN
    assert list(catalogue.live_reports()) == []
    desk.restore("ferry", "terminal")
    report = catalogue.get_report("ferry")
    assert (report.status, report.note, report.body) == (Status.CORRECTED, "N.", CORRECTED.body)


def test_version_made_to_replace_another_than_the_one_that_stands_is_refused(catalogue, desk):
    late = desk.stage_replacement(CORRECTED, "x.md", "terminal", basis=Basis(1))
    replace_ferry(desk, replace(FERRY, body="In between."))
    with pytest.raises(ChangedReportError, match="nothing was done"):
        desk.publish("ferry", late.version, "terminal")
    assert catalogue.get_report("ferry").body == "In between."
    assert [event.action for event in catalogue.history("ferry")] == ["add", "replace"]


def test_any_two_versions_can_be_compared_and_unknown_ones_name_those_there_are(catalogue, desk):
    replace_ferry(desk, CORRECTED)
    assert compare_versions("ferry", 2, 1, catalogue).difference.words_added == 1
    with pytest.raises(UnknownReportError, match="it has versions 1 to 2"):
        compare_versions("ferry", 3, None, catalogue)
    with pytest.raises(UnknownReportError, match="There is no report “mill”"):
        read_history("mill", catalogue)


def test_mistyped_ids_find_what_was_meant(catalogue, desk):
    assert catalogue.find_nearest_ids("fery") == ["ferry"]
    assert catalogue.find_nearest_ids("nothing-like-it") == []
    known = ["mill-closed", "mill-closed-2", "ferry", "guild"]
    assert choose_nearest("mill", known) == ["mill-closed", "mill-closed-2"]
    assert choose_nearest("Mill-Closd", known)[0] == "mill-closed"
    assert "Did you mean “a” or “b”?" in str(UnknownReportError("x", nearest=["a", "b"]))
    assert str(UnknownReportError("x", 3, versions=[1])).endswith("it has version 1 only.")
    assert str(UnknownReportError("x", 3, versions=[1, 2, 4])).endswith("it has versions 1, 2 and 4.")


def test_withdrawal_without_a_note_has_none(catalogue, desk):
    desk.withdraw("ferry", " ", "terminal")
    assert (catalogue.get_report("ferry").status, catalogue.get_report("ferry").note) == (Status.WITHDRAWN, None)
