"""What somebody at a terminal sees of a document before it is added, and what each answer does."""

import json
import zipfile
from pathlib import Path

import pytest

from bot.home import Home
from bot.offering.arrivals import Arrival
from bot.terminal.documents import list_arrivals, read_document
from bot.terminal.previewing import decide_on_preview, describe_likeness
from corpus.errors import ChangedReportError, DuplicateReportError
from corpus.reports import Details
from tests.bot.desktop import Desktop, offer
from tests.bot.editors import write


@pytest.fixture
def parts(tmp_path):
    parts = Desktop(Home(tmp_path / "home"))
    parts.add(offer(write("The Ashby pier", "Ashby").decode(), "pier.md", report_id="pier", author="I. Lamb"))
    yield parts
    parts.database.close()


class Person:
    """Answers in turn, and keeps what was asked."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, question: str) -> str:
        self.asked.append(question)
        return self.answers.pop(0)


def decide(parts, data, *answers):
    person = Person(*answers)
    submission = offer(data.decode(), "offered.md")
    proposal = decide_on_preview(parts.intake, Arrival(submission), person)
    assert person.answers == []
    return proposal, person


def test_preview_says_where_each_detail_was_found(parts, capsys):
    proposal, person = decide(parts, write("The Fenton lamp", "Fenton"), "n")
    assert proposal is None
    shown = capsys.readouterr().out
    assert shown.startswith("The Fenton lamp\n  Outlet: The Weir Post (from the front matter)\n  Author: not named\n")
    assert "  Title: from the front matter\n" in shown
    assert "  │ The council of Fenton met" in shown
    assert "No report on the shelf is like it." in shown
    assert person.asked == ["Add it? [y]es [e]dit [n]o "]


@pytest.mark.parametrize("answer", ["", "n", "No"])
def test_nothing_is_added_without_a_yes(parts, answer):
    assert decide(parts, write("The Fenton lamp", "Fenton"), answer)[0] is None


def test_another_answer_is_asked_about_again(parts):
    proposal, person = decide(parts, write("The Fenton lamp", "Fenton"), "what?", "YES")
    assert proposal.report.title == "The Fenton lamp"
    assert len(person.asked) == 2


def test_new_version_can_take_the_place_and_its_changes_are_shown(parts, capsys):
    proposal, person = decide(parts, write("The Ashby pier", "Ashby", "seventeen"), "r")
    shown = capsys.readouterr().out
    assert "Probably a new version of “The Ashby pier” (pier, The Weir Post, 17 March 2026)" in shown
    assert "“eleven” became “seventeen”" in shown
    assert "stay as they are there: author" in shown
    assert person.asked == ["Add it? [y]es [r]eplace “pier” as a [c]opy of “pier” [e]dit [n]o "]
    assert (proposal.replaces, proposal.report.id, proposal.report.author) == (True, "pier", "I. Lamb")
    parts.runner.run_until_done(parts.intake.accept(proposal, "terminal"))
    assert "seventeen" in parts.catalogue.get_report("pier").body


def test_report_that_changes_while_somebody_decides_is_not_replaced(parts):
    def change_and_agree(_question):
        parts.replace("pier", offer(write("The Ashby pier", "Ashby", "nineteen").decode(), "other.md"))
        return "r"

    submission = offer(write("The Ashby pier", "Ashby", "seventeen").decode(), "offered.md")
    proposal = decide_on_preview(parts.intake, Arrival(submission), change_and_agree)
    with pytest.raises(ChangedReportError):
        parts.intake.accept(proposal, "terminal")
    assert "nineteen" in parts.catalogue.get_report("pier").body


def test_copy_is_added_as_one(parts):
    data = write("A pier in Ashby", "Ashby", "eighteen", "Harbour Radio")
    proposal, _ = decide(parts, data, "c")
    assert (proposal.replaces, proposal.report.copy_of) == (False, "pier")
    parts.runner.run_until_done(parts.intake.accept(proposal, "terminal"))
    assert parts.catalogue.get_report("a-pier-in-ashby").copy_of == "pier"


def test_detail_is_edited_until_it_makes_sense(parts, capsys):
    data = write("The Fenton lamp", "Fenton")
    proposal, person = decide(parts, data, "e", "published", "someday", "12 March 2026", "e", "outlet", "-", "y")
    assert "“someday” is not a day" in capsys.readouterr().err
    assert proposal.report.published.isoformat() == "2026-03-12"
    assert proposal.report.publisher is None
    assert person.asked[1] == "Which detail: title, outlet, author, published, link, language? "
    assert person.asked[2] == "The day of publication (- for none): "


def test_unknown_detail_or_no_value_leaves_all_as_it_is(parts):
    data = write("The Fenton lamp", "Fenton")
    assert decide(parts, data, "e", "colour", "e", "title", "", "y")[0].report.title == "The Fenton lamp"


def test_exact_copy_is_refused_unasked(parts):
    with pytest.raises(DuplicateReportError, match=r"offered\.md is already on the shelf as “pier”"):
        decide(parts, write("The Ashby pier", "Ashby").replace(b"---\n\n", b"author: I. Lamb\n---\n\n", 1))


def test_what_is_like_a_report_is_told_where_nobody_is_asked(parts):
    alike = parts.intake.compare(parts.intake.propose(offer(write("The Ashby pier", "Ashby", "nine").decode(), "b.md")))
    (told,) = describe_likeness(alike)
    assert told.startswith("Probably a new version of “The Ashby pier”")
    new = parts.intake.compare(parts.intake.propose(offer(write("The Fenton lamp", "Fenton").decode(), "c.md")))
    assert describe_likeness(new) == []


def test_archive_and_list_are_taken_apart_with_what_was_typed_for_all(parts, tmp_path):
    archive = tmp_path / "week.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.md", write("The Fenton lamp", "Fenton"))
        packed.writestr("b.txt", "The gate of the old mill was sold by its keeper.")
    arrivals = open_target(parts, archive, Details(language="en"))
    assert [each.submission.name for each in arrivals] == ["a.md", "b.txt"]
    assert [each.submission.details.language for each in arrivals] == ["en", "en"]
    rows = tmp_path / "rows.jsonl"
    (tmp_path / "beside.txt").write_text("The bell of the old church was sold abroad in May.")
    lines = [{"file": "beside.txt", "title": "The bell"}, {"file": "absent.txt"}, {"url": "https://quay.example/a"}]
    rows.write_text("\n".join(map(json.dumps, lines)))
    bell, absent, link = open_target(parts, rows, Details(publisher="Quay News"))
    preview = parts.intake.preview(bell.submission, bell.given)
    assert preview.proposal.found_in["title"] == "the list"
    assert preview.proposal.found_in["publisher"] == "you"
    assert "there is no file “absent.txt” beside the list" in absent.error
    assert link.submission.link == "https://quay.example/a"


def test_what_a_list_says_that_was_not_used_is_told_once(parts, tmp_path):
    rows = tmp_path / "rows.csv"
    rows.write_text(
        "file,body,colour\nabsent.txt,,red\n,The bell was sold in May.,blue\n,The gate was sold in June.,\n"
    )
    absent, bell, gate = open_target(parts, rows, Details())
    assert (absent.given.warnings, gate.given.warnings) == ((), ())
    (warning,) = parts.intake.propose(bell.submission, bell.given).warnings[:1]
    assert warning == "rows.csv has columns that are no details of a report and were not used: “colour”."


def test_document_is_one_arrival_itself(parts, tmp_path):
    file = tmp_path / "a.md"
    file.write_bytes(write("The Fenton lamp", "Fenton"))
    (arrival,) = open_target(parts, file, Details())
    assert arrival.submission.data == file.read_bytes()


def open_target(parts, path: Path, details: Details):
    return list_arrivals(parts.intake, read_document(str(path), details, None), str(path), details)
