"""Intake and its worker: what was accepted is never lost, and is seen only when all of it is ready."""

from dataclasses import replace
from datetime import date

import pytest

from bot.home import Home
from bot.intake import Intake
from bot.state.jobs import JobState
from corpus.errors import (
    DuplicateReportError,
    InvalidReportError,
    ReportExistsError,
    UnknownReportError,
    UnreadableDocumentError,
)
from corpus.publishing import Desk
from corpus.reports import Details, Report, Status
from tests.bot.desktop import FERRY, Desktop, offer


@pytest.fixture
def parts(tmp_path):
    parts = Desktop(Home(tmp_path / "home"))
    yield parts
    parts.database.close()


def test_a_document_becomes_a_report_by_the_real_reader(parts):
    parts.intake = Intake(parts.catalogue, parts.originals, parts.jobs)
    report = parts.add(offer())
    assert report == Report(
        id="ferry-aground",
        version=1,
        title="Ferry aground",
        body="The ferry ran aground on Friday.",
        publisher="The Example",
        published=date(2022, 6, 3),
        language="en",
        digest=offer().digest,
    )
    assert parts.originals.read(report.digest) == FERRY.encode()
    assert parts.index.staged == [("ferry-aground", 1)]


@pytest.mark.parametrize(
    ("submission", "details"),
    [
        pytest.param(
            offer(), Details("Ferry aground", "The Example", None, date(2022, 6, 3), None, "en"), id="its own"
        ),
        pytest.param(
            offer(title=" The  truth ", publisher="Other", url="https://example.org/a", language="FA-ir"),
            Details("The truth", "Other", None, date(2022, 6, 3), "https://example.org/a", "fa"),
            id="given",
        ),
    ],
)
def test_what_a_person_says_goes_before_what_the_document_says(parts, submission, details):
    assert parts.intake.propose(submission).details == details


@pytest.mark.parametrize(
    ("submission", "expected"),
    [
        pytest.param(offer(), "ferry-aground", id="from the title"),
        pytest.param(offer(report_id="mine"), "mine", id="given"),
        pytest.param(offer("---\nid: its-own\ntitle: x\n---\nText."), "its-own", id="from the document"),
        pytest.param(offer("---\nid: its-own\ntitle: x\n---\nText.", report_id="mine"), "mine", id="given goes before"),
        pytest.param(offer("---\ntitle: کشتی به گل نشست\n---\nمتن"), "report-", id="from the digest"),
    ],
)
def test_an_id_is_found(parts, submission, expected):
    assert parts.intake.propose(submission).report.id.startswith(expected)


@pytest.mark.parametrize(
    ("details", "words"),
    [({"url": "javascript:alert(1)"}, "is not a link"), ({"language": "Klingon language"}, "is not a language")],
)
def test_details_that_make_no_sense_are_one_sentence(parts, details, words):
    with pytest.raises(InvalidReportError, match=words):
        parts.intake.propose(offer(**details))


def test_whose_copy_it_is_is_given_by_a_person_else_by_the_document_else_by_the_report_it_replaces(parts):
    text = "---\ncopy_of: agency\ntitle: Ferry\n---\nThe ferry ran aground."
    given = replace(offer(text), copy_of="other")
    assert parts.intake.propose(given).report.copy_of == "other"
    report = parts.add(offer(text))
    assert report.copy_of == "agency"
    assert parts.intake.propose_replacement(report.id, offer("Other words.")).report.copy_of == "agency"
    assert parts.intake.propose_replacement(report.id, replace(offer(text), copy_of="other")).report.copy_of == "other"


def test_proposing_changes_nothing(parts):
    parts.intake.propose(offer())
    assert parts.originals.list_digests() == []
    assert parts.jobs.list_waiting() == []
    assert not parts.catalogue.is_taken("ferry-aground")


@pytest.mark.parametrize(
    "text", [FERRY, FERRY.replace("The Example", "Another")], ids=["same bytes", "same text in another file"]
)
def test_a_duplicate_is_refused(parts, text):
    parts.add(offer())
    with pytest.raises(DuplicateReportError, match="is already on the shelf as “ferry-aground”"):
        parts.intake.propose(offer(text, "copy.md"))


def test_the_text_of_a_withdrawn_report_can_be_added_again(parts):
    parts.add(offer())
    Desk(parts.catalogue).withdraw("ferry-aground", "Invented.", "terminal")
    assert parts.add(offer()).id == "ferry-aground-2"


def test_an_id_in_use_is_refused(parts):
    parts.add(offer())
    with pytest.raises(ReportExistsError):
        parts.intake.propose(offer("Another text.", report_id="ferry-aground"))


def test_two_proposals_of_one_title_get_two_ids(parts):
    first = parts.intake.propose(offer())
    second = parts.intake.propose(offer(FERRY.replace("Friday", "Sunday")))
    assert first.report.id == second.report.id
    for proposal in (first, second):
        parts.intake.accept(proposal, "terminal")
    parts.runner.run_pending()
    assert [listing.id for listing in parts.catalogue.list_reports()] == ["ferry-aground", "ferry-aground-2"]
    assert parts.index.groups == [2]


def test_two_proposals_of_one_text_give_one_report(parts):
    proposals = [parts.intake.propose(offer(name=name)) for name in ("a.md", "b.md")]
    first, second = (parts.intake.accept(proposal, "terminal") for proposal in proposals)
    parts.runner.run_pending()
    assert parts.jobs.get(first).state is JobState.DONE
    assert parts.jobs.get(second).state is JobState.FAILED
    assert parts.jobs.get(second).message.startswith("b.md is already on the shelf as “ferry-aground”")
    assert len(parts.catalogue.list_reports()) == 1
    assert not parts.catalogue.is_taken("ferry-aground-2")


def test_a_duplicate_is_refused_when_it_came_between(parts):
    proposal = parts.intake.propose(offer(name="late.md"))
    parts.add(offer())
    with pytest.raises(DuplicateReportError):
        parts.intake.accept(proposal, "terminal")


def test_one_request_is_accepted_once(parts):
    proposal = parts.intake.propose(offer())
    first = parts.intake.accept(proposal, "telegram:7", request="press-1")
    parts.runner.run_pending()
    assert parts.intake.accept(proposal, "telegram:7", request="press-1") == first


def test_an_unreadable_document_is_refused_and_changes_nothing(parts):
    parts.intake = Intake(parts.catalogue, parts.originals, parts.jobs)
    with pytest.raises(UnreadableDocumentError):
        parts.intake.propose(offer("", "empty.md"))
    assert parts.catalogue.list_reports() == []


def test_an_accepted_document_is_seen_only_when_its_job_is_done(parts):
    parts.intake.accept(parts.intake.propose(offer()), "terminal")
    assert parts.catalogue.list_reports() == []
    parts.runner.run_next()
    assert len(parts.catalogue.list_reports()) == 1
    assert parts.index.sweeps == 1


def test_a_replacement_keeps_what_it_does_not_say(parts):
    parts.add(offer())
    report = parts.replace("ferry-aground", offer("The ferry ran aground on Thursday.", "new.md", author="A. Rao"))
    assert report.version == 2
    assert (report.title, report.publisher, report.author) == ("Ferry aground", "The Example", "A. Rao")
    assert report.body == "The ferry ran aground on Thursday."


def test_a_replacement_may_correct_details_alone_but_not_nothing(parts):
    parts.add(offer())
    with pytest.raises(DuplicateReportError):
        parts.intake.propose_replacement("ferry-aground", offer())
    assert parts.replace("ferry-aground", offer(publisher="The Other")).publisher == "The Other"


def test_a_replacement_is_warned_of_what_may_surprise(parts):
    parts.add(offer())
    Desk(parts.catalogue).withdraw("ferry-aground", "Invented.", "terminal")
    proposal = parts.intake.propose_replacement("ferry-aground", offer("---\nid: other\n---\nNew text."))
    assert len(proposal.warnings) == 2
    parts.runner.run_until_done(parts.intake.accept(proposal, "terminal"))
    assert parts.catalogue.get_report("ferry-aground").status is Status.WITHDRAWN


def test_a_replacement_with_the_text_of_another_report_is_refused(parts):
    parts.add(offer())
    parts.add(offer("Something else.", "else.md", report_id="other"))
    with pytest.raises(DuplicateReportError, match="“other”"):
        parts.intake.propose_replacement("ferry-aground", offer("Something else.", "else.md"))
    with pytest.raises(UnknownReportError):
        parts.intake.propose_replacement("absent", offer())
