"""Deciding what makes the shelf what a folder says: one table of pairs, and a few rules over whole folders."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.syncing.filed_reports import CORRECTED, Declaration, FiledReport
from bot.syncing.planning import GONE, WITHDRAWN, count_changed_words, plan_sync
from bot.syncing.plans import ORDER, Action, Plan
from corpus.reports import Details, Document, Report, Status

BODY = "The weir gate jammed at noon."
FERRY = Report(
    id="ferry",
    version=2,
    title="The ferry",
    body=BODY,
    publisher="The Example",
    author="A. Rao",
    published=date(2022, 6, 3),
    language="en",
    digest="d" * 64,
    pages=(0,),
)
KNOWN = Details("The ferry", "The Example", "A. Rao", date(2022, 6, 3), None, "en")
WITHDRAWN_FERRY = replace(FERRY, status=Status.WITHDRAWN, note="It was made up.")


def file_report(
    body: str | None = None,
    *,
    report_id: str = "ferry",
    details: Details = KNOWN,
    status: Status | None = None,
    note: str | None = None,
    whole: bool = True,
    own: Details | None = None,
) -> FiledReport:
    document = None if body is None else Document(body, own or Details(language="en"))
    declared = Declaration(details, report_id, status, note, whole)
    return FiledReport(report_id, f"{report_id}.md", "f" * 64, declared, document)


def plan(filed: FiledReport | list[FiledReport], *shelf: Report, ours: tuple[str, ...] = ()) -> Plan:
    files = filed if isinstance(filed, list) else [filed]
    return plan_sync(files, {report.id: report for report in shelf}, ours)


def list_actions(made: Plan) -> list[str]:
    return [step.action.value for step in made.steps]


current, corrected, withdrawn = Status.CURRENT, Status.CORRECTED, Status.WITHDRAWN


@pytest.mark.parametrize(
    ("stands", "ours", "says", "note", "actions"),
    [
        pytest.param(current, False, None, None, [], id="a file that says nothing of a report that stands"),
        pytest.param(current, False, current, None, [], id="current, as it is"),
        pytest.param(current, False, corrected, "Four.", ["correct"], id="corrected in the folder"),
        pytest.param(corrected, False, corrected, "Old note.", [], id="corrected with the same note"),
        pytest.param(corrected, False, corrected, None, [], id="corrected without a note of its own"),
        pytest.param(corrected, False, corrected, "Another.", ["correct"], id="corrected with another note"),
        pytest.param(corrected, False, None, None, [], id="corrected elsewhere"),
        pytest.param(corrected, False, current, None, ["keep"], id="a correction is not taken back"),
        pytest.param(current, False, withdrawn, None, ["withdraw"], id="withdrawn in the folder"),
        pytest.param(corrected, False, withdrawn, "Old note.", ["withdraw"], id="corrected, then withdrawn"),
        pytest.param(withdrawn, False, withdrawn, "Old note.", [], id="withdrawn already"),
        pytest.param(withdrawn, False, withdrawn, "Another.", [], id="withdrawn already, whatever the note"),
        pytest.param(withdrawn, True, None, None, ["restore"], id="back in the folder"),
        pytest.param(withdrawn, True, corrected, "Four.", ["restore"], id="back as corrected"),
        pytest.param(withdrawn, False, None, None, ["keep"], id="withdrawn elsewhere"),
        pytest.param(withdrawn, False, corrected, "Old note.", ["keep"], id="corrected, withdrawn elsewhere"),
        pytest.param(withdrawn, False, current, None, ["restore"], id="asked for by its status"),
    ],
)
def test_standing_becomes_what_the_file_says(
    stands: Status, ours: bool, says: Status | None, note: str | None, actions: list[str]
) -> None:
    old = replace(FERRY, status=stands, note=None if stands is current else "Old note.")
    made = plan(file_report(status=says, note=note), old, ours=("ferry",) if ours else ())
    assert list_actions(made) == actions
    assert made.unchanged == (not actions)


@pytest.mark.parametrize(
    ("says", "note"), [(Status.CORRECTED, CORRECTED), (Status.WITHDRAWN, WITHDRAWN)], ids=["corrected", "withdrawn"]
)
def test_a_standing_without_a_note_gets_one(says: Status, note: str) -> None:
    [step] = plan(file_report(status=says), FERRY).steps
    assert step.note == note


def test_new_file_is_added_as_it_stands() -> None:
    [step] = plan(file_report("New words here.", status=Status.WITHDRAWN, note="Wrong.")).steps
    assert (step.action, step.words_added) == (Action.ADD, 3)
    assert step.report is not None
    assert (step.report.status, step.report.note, step.report.publisher) == (withdrawn, "Wrong.", "The Example")


def test_changed_words_are_counted_and_keep_the_status() -> None:
    [step] = plan(file_report("The weir gate jammed at one."), FERRY).steps
    assert (step.action, step.words_added, step.words_removed, step.details) == (Action.REPLACE, 1, 1, ())
    assert step.report is not None
    assert (step.report.status, step.report.pages) == (Status.CURRENT, ())


def test_changed_details_are_named_and_keep_pages() -> None:
    [step] = plan(file_report(details=replace(KNOWN, publisher="The Bell", author=None)), FERRY).steps
    assert (step.action, step.details) == (Action.DETAILS, ("publisher", "author"))
    assert step.report is not None
    assert step.report.pages == (0,)


def test_file_without_details_takes_none_away() -> None:
    assert plan(file_report(BODY, details=Details(), whole=False), FERRY).steps == ()


def test_details_of_a_file_beside_change_only_what_they_name() -> None:
    [step] = plan(file_report(details=Details(publisher="The Bell"), whole=False), FERRY).steps
    assert step.details == ("publisher",)


def test_title_made_of_the_first_words_gives_way() -> None:
    own = Details(title=BODY, language="en")
    assert plan(file_report(BODY, details=Details(), whole=False, own=own), FERRY).steps == ()


def test_new_words_come_with_their_correction() -> None:
    [step] = plan(file_report("New words.", status=Status.CORRECTED, note="Four."), FERRY).steps
    assert step.report is not None
    assert (step.action, step.report.status, step.report.note) == (Action.REPLACE, Status.CORRECTED, "Four.")


def test_withdrawn_report_is_restored_only_after_its_words_are_replaced() -> None:
    assert list_actions(plan(file_report("New words."), WITHDRAWN_FERRY, ours=("ferry",))) == ["replace", "restore"]


def test_report_is_withdrawn_before_its_words_are_replaced() -> None:
    made = plan(file_report("New words.", status=Status.WITHDRAWN), FERRY)
    assert list_actions(made) == ["withdraw", "replace"]


def test_what_is_gone_is_withdrawn_with_a_note_that_says_so() -> None:
    others = [replace(FERRY, id=name, body=name) for name in ("one", "two")]
    made = plan([file_report(), file_report(report_id="one")], FERRY, *others)
    assert [(step.action, step.id, step.note) for step in made.steps] == [(Action.WITHDRAW, "two", GONE)]
    assert not made.is_mass_withdrawal


def test_what_is_gone_and_withdrawn_already_stays_so() -> None:
    assert plan([], WITHDRAWN_FERRY).steps == ()


@pytest.mark.parametrize(("gone", "is_mass"), [(1, False), (2, False), (3, True), (4, True)])
def test_more_than_half_going_is_a_mass_withdrawal(gone: int, is_mass: bool) -> None:
    shelf = [replace(FERRY, id=f"r{number}", body=f"Text {number}.") for number in range(4)]
    made = plan([file_report(report_id=report.id) for report in shelf[gone:]], *shelf, WITHDRAWN_FERRY)
    assert made.is_mass_withdrawal is is_mass


def test_report_of_an_unreadable_file_stays() -> None:
    shelf = {"ferry": FERRY, "other": replace(FERRY, id="other", body="Other.")}
    assert [step.id for step in plan_sync([], shelf, (), {"ferry"}).steps] == ["other"]
    unknown = plan_sync([], shelf, (), {"mystery"}, some_unknown=True)
    assert unknown.changes == ()
    assert list_actions(unknown) == ["keep", "keep"]


def test_a_text_is_taken_once() -> None:
    made = plan([file_report(BODY, report_id="copy"), file_report()], FERRY)
    assert [(step.action, step.id) for step in made.steps] == [(Action.KEEP, "copy")]
    assert "ferry.md" in made.steps[0].why


def test_renamed_file_goes_before_it_comes_back() -> None:
    made = plan(file_report(BODY, report_id="new-name"), FERRY)
    assert [(step.action, step.id) for step in made.steps] == [(Action.WITHDRAW, "ferry"), (Action.ADD, "new-name")]


names = st.sampled_from(["a", "b", "c"])
words = st.sampled_from(["One.", "Two.", "Three."])
statuses = st.sampled_from([None, *Status])


@given(
    st.dictionaries(names, st.tuples(words, statuses)),
    st.dictionaries(names, st.tuples(words, st.sampled_from(Status))),
)
def test_steps_are_in_order_and_each_report_is_dealt_with(
    folder: dict[str, tuple[str, Status | None]], stands: dict[str, tuple[str, Status]]
) -> None:
    files = [file_report(name + body, report_id=name, status=status) for name, (body, status) in folder.items()]
    shelf = [replace(FERRY, id=name, body=name + body, status=status) for name, (body, status) in stands.items()]
    made = plan(files, *shelf)
    places = [ORDER.index(step.action) for step in made.steps]
    assert places == sorted(places)
    touched = {step.id for step in made.steps}
    assert made.unchanged == len(set(folder) - touched)
    assert set(folder) - set(stands) <= touched
    assert {report.id for report in shelf if report.id not in folder and report.status is not withdrawn} <= touched


@pytest.mark.parametrize(
    ("old", "new", "counts"),
    [("a b c", "a b c", (0, 0)), ("a b", "b a", (0, 0)), ("a a b", "a c", (1, 2)), ("", "a b", (2, 0))],
)
def test_changed_words_are_counted_whatever_their_order(old: str, new: str, counts: tuple[int, int]) -> None:
    assert count_changed_words(old, new) == counts
