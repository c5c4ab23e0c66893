"""What can be opened beside an answer is only what stands now."""

from dataclasses import replace
from datetime import date

import pytest

from bot.answering.answers import Answer, Citation, Question, Quote, Receipt, Statement
from bot.open_shelf import OpenShelf
from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.errors import StorageError
from corpus.originals import Originals
from corpus.publishing import Desk
from corpus.reports import Report
from corpus.sentences import Span

BODY = "The weir held. “It will not hold long,” said Ms Rao. “It is old,” Ms Rao added. The board met on Thursday."


@pytest.fixture
def database(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    database.migrate()
    yield database
    database.close()


@pytest.fixture
def desk(database):
    return Desk(Catalogue(database))


@pytest.fixture
def shelf(database, tmp_path):
    return OpenShelf(Catalogue(database), Originals(tmp_path / "originals"))


def publish(desk, report_id, **more):
    report = Report(report_id, 1, "The weir", BODY, "The Courier", None, date(2026, 3, 16))
    desk.stage_report(replace(report, **more), "weir.txt", "test")
    desk.publish(report_id, 1, "test")
    return replace(report, **more)


def make_answer(report, *read):
    receipt = Receipt("", tuple(read), (), (), (), "model", 1.0)
    citation = Citation(1, Quote.cut(report, 0, 14))
    return Answer("abc", Question("Q"), (Statement("S.", (1,)),), (citation,), receipt)


def test_what_is_quoted_withdrawn_or_replaced_is_not_shown_again(desk, shelf):
    weir, old, gone = (publish(desk, name) for name in ("weir", "old", "gone"))
    desk.publish("old", desk.stage_replacement(replace(old, body="Another."), "o.txt", "test").version, "test")
    desk.withdraw("gone", "It was made up.", "test")
    last = f"weir@1:{BODY.index('The board')}-{len(BODY)}"
    read = ["weir@1:0-14", "old@1:0-14", "gone@1:0-14", "never@1:0-5", last]
    assert [each.text for each in shelf.list_further(make_answer(weir, *read))] == ["The board met on Thursday."]
    assert gone.body[0:14] == weir.body[0:14]


def test_speaker_is_named_where_every_sentence_is_theirs_and_nobody_where_not(desk, shelf):
    report = publish(desk, "weir")
    start, end = BODY.index("“It will"), BODY.index(" The board")
    assert shelf.quote(report, Span(start, end)).speaker == "Ms Rao"
    assert shelf.quote(report, Span(0, end)).speaker is None
    assert shelf.quote(report, Span(start, len(BODY))).speaker is None


def test_dates_of_a_passage_are_made_plain(desk, shelf):
    report = publish(desk, "weir")
    (found,) = shelf.quote(report, Span(BODY.index("The board"), len(BODY))).dates
    assert found.text == "on Thursday"


def test_original_is_given_whole_or_not_at_all(desk, shelf, tmp_path):
    report = publish(desk, "weir", digest=Originals(tmp_path / "originals").keep(b"the file"))
    original = shelf.read_original(report)
    assert (original.name, original.data) == ("weir.txt", b"the file")
    (tmp_path / "originals" / report.digest).write_bytes(b"another")
    with pytest.raises(StorageError, match="damaged"):
        shelf.read_original(report)
