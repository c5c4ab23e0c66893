"""Words that stood once are found where they stood, said to be past, and never taken for what stands now."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.answering.json_form import make_finding_json
from bot.answering.lookups.finding import Finding, Verdict, find_quote
from bot.answering.lookups.finding_wording import format_heading, format_past
from bot.answering.lookups.lookup import look_up
from bot.answering.wording import format_date
from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.publishing import Desk
from corpus.reports import Report
from tests.shelves import write_report

FERRY = write_report("ferry", "The ferry drifted for eleven minutes. Nobody was killed on Tuesday evening.")
ELEVEN = "The ferry drifted for eleven minutes."
NINE = "The ferry drifted for nine minutes."


class Papers:
    """A catalogue without an index, and quick ways to change it."""

    def __init__(self, file: Path) -> None:
        self.database = Database.at(file)
        self.database.migrate()
        self.catalogue = Catalogue(self.database)
        self.desk = Desk(self.catalogue)

    def publish(self, report: Report) -> None:
        known = self.catalogue.is_known(report.id)
        stage = self.desk.stage_replacement if known else self.desk.stage_report
        staged = stage(report, "ferry.md", "test")
        self.desk.publish(staged.id, staged.version, "test")

    def find(self, words: str) -> Finding:
        finding = look_up(words, self.catalogue)
        for quote in (*finding.quotes, *(each.quote for each in finding.past)):
            body = self.catalogue.get_report(quote.source.report_id, quote.source.version).body
            assert body[quote.start : quote.end] == quote.text
        return finding


@pytest.fixture
def papers(tmp_path: Path) -> Iterator[Papers]:
    opened = Papers(tmp_path / "catalogue.db")
    opened.publish(FERRY)
    yield opened
    opened.database.close()


def replace_wording(papers: Papers) -> None:
    papers.publish(replace(FERRY, body=FERRY.body.replace("eleven", "nine")))


def today(papers: Papers) -> date:
    return papers.catalogue.history("ferry")[-1].at.date()


def test_words_that_stand_now_have_no_past(papers: Papers) -> None:
    papers.publish(write_report("copy", ELEVEN))
    papers.desk.withdraw("copy", "It is a copy.", "test")
    replace_wording(papers)
    papers.publish(FERRY)
    finding = papers.find(ELEVEN)
    assert finding == find_quote(ELEVEN, papers.catalogue.live_reports())
    assert [each.source.version for each in finding.quotes] == [3]
    assert make_finding_json(ELEVEN, finding)["standing"] == "current"


def test_words_of_a_withdrawn_report_are_said_to_be_withdrawn(papers: Papers) -> None:
    papers.desk.withdraw("ferry", "It was made up.", "test")
    finding = papers.find(ELEVEN)
    assert (finding.verdict, finding.quotes) == (Verdict.ABSENT, ())
    assert [each.quote.text for each in finding.past] == [ELEVEN.rstrip(".")]
    assert format_heading(finding) == "No report on this shelf says these words now. They did stand here:"
    assert format_past(finding.past[0]) == f"withdrawn on {format_date(today(papers))}: It was made up."
    value = make_finding_json(ELEVEN, finding)
    assert (value["status"], value["standing"], value["citations"]) == ("absent", "withdrawn", [])
    [past] = value["past"]
    assert (past["report"], past["version"], past["quote"]) == ("ferry", 1, ELEVEN.rstrip("."))
    assert (past["standing"], past["replaced"], past["withdrawn"]) == ("withdrawn", None, today(papers).isoformat())


def test_words_of_an_earlier_version_are_held_against_what_stands_now(papers: Papers) -> None:
    replace_wording(papers)
    finding = papers.find(ELEVEN)
    assert finding.verdict is Verdict.ALTERED
    assert [(each.original, each.quoted) for each in finding.differences] == [("nine", "eleven")]
    assert finding.quotes[0].source.version == 2
    assert [each.quote.source.version for each in finding.past] == [1]
    assert format_past(finding.past[0]) == f"version 1, replaced on {format_date(today(papers))}"
    value = make_finding_json(ELEVEN, finding)
    assert (value["status"], value["standing"]) == ("altered", "earlier")
    assert [each["replaced"] for each in value["past"]] == [today(papers).isoformat()]


def test_an_earlier_version_of_a_withdrawn_report_is_both(papers: Papers) -> None:
    replace_wording(papers)
    papers.desk.withdraw("ferry", "It was made up.", "test")
    [past] = papers.find(ELEVEN).past
    day = format_date(today(papers))
    assert format_past(past) == f"version 1, replaced on {day}; withdrawn on {day}: It was made up."
    assert make_finding_json(ELEVEN, papers.find(ELEVEN))["standing"] == "withdrawn"


def test_only_the_newest_version_that_has_the_words_is_named(papers: Papers) -> None:
    papers.publish(replace(FERRY, body=f"{FERRY.body} {ELEVEN}"))
    replace_wording(papers)
    assert [each.quote.source.version for each in papers.find(ELEVEN).past] == [2, 2]


def test_a_restored_report_stands_again(papers: Papers) -> None:
    papers.desk.withdraw("ferry", "It was made up.", "test")
    papers.desk.restore("ferry", "test")
    finding = papers.find(ELEVEN)
    assert (finding.verdict, finding.past) == (Verdict.EXACT, ())


@pytest.mark.parametrize("words", [NINE, "Penguins elected a king.", "", "…"])
def test_words_that_never_stood_have_no_past(papers: Papers, words: str) -> None:
    papers.desk.withdraw("ferry", "It was made up.", "test")
    assert papers.find(words) == Finding(Verdict.ABSENT)
    assert make_finding_json(words, papers.find(words))["standing"] is None
