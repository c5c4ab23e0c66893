"""A copy of a copy is a copy of the first, through reports that were not found, replaced or withdrawn."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.origins import settle_origins
from corpus.publishing import Desk
from corpus.reports import Report


@pytest.fixture
def desk(tmp_path):
    database = Database.at(tmp_path / "catalogue.db")
    database.migrate()
    yield Desk(Catalogue(database))
    database.close()


def add(desk: Desk, report_id: str, copy_of: str | None = None) -> None:
    stage = desk.stage_replacement if desk.catalogue.is_known(report_id) else desk.stage_report
    staged = stage(Report(report_id, 1, report_id, f"Words of {report_id}.", copy_of=copy_of), "x.md", "test")
    desk.publish(staged.id, staged.version, "test")


def settle(desk: Desk, *report_ids: str) -> dict[str, str]:
    with desk.catalogue.database.reading() as connection:
        found = {(each, 1): desk.catalogue.get_report(each, inside=connection) for each in report_ids}
        return {report.id: report.origin for report in settle_origins(found, connection).values()}


def test_chain_leads_through_reports_that_were_not_found(desk):
    for report_id, copy_of in pairwise(["e", "d", "c", "b", "a"]):
        add(desk, report_id, copy_of)
    add(desk, "a")
    add(desk, "f")
    assert settle(desk, "e", "a", "f") == {"e": "a", "a": "a", "f": "f"}


def test_reports_of_one_that_is_not_on_the_shelf_have_one_origin(desk):
    add(desk, "b", "agency")
    add(desk, "c", "b")
    assert settle(desk, "b", "c") == {"b": "agency", "c": "agency"}


def test_chain_is_as_the_live_versions_have_it(desk):
    add(desk, "b", "a")
    add(desk, "c", "b")
    add(desk, "b", "other")
    assert settle(desk, "c") == {"c": "other"}
    desk.withdraw("b", "It was wrong.", "test")
    assert settle(desk, "c") == {"c": "other"}


def test_ring_has_one_origin(desk):
    add(desk, "x", "a")
    add(desk, "a", "b")
    add(desk, "b", "c")
    add(desk, "c", "a")
    assert settle(desk, "x", "a", "b", "c") == dict.fromkeys("xabc", "a")


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdefg"), max_size=6),
    st.sets(st.sampled_from("abcdef")),
)
def test_whoever_is_asked_about_the_origin_is_the_same(desk, copies, asked):
    for report_id in "abcdef":
        add(desk, report_id, copies.get(report_id) if copies.get(report_id) != report_id else None)
    whole = settle(desk, *"abcdef")
    assert settle(desk, *asked) == {each: whole[each] for each in asked}
    assert all(whole.get(each, each) == each for each in whole.values())
