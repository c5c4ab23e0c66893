"""What editors sent and have not decided about: kept once, decided once, by one person, for a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.offering.arrivals import Arrival, Stage, Verdict
from bot.offering.details import Given
from bot.offering.pieces import Piece, PieceKind
from bot.state.offer_tables import documents, offers, pieces
from bot.state.offers import Prompt
from corpus.database import make_now
from corpus.reports import Details, Submission

SUBMISSION = Submission(
    "report.txt", b"\x00\xff bytes", "telegram:7", Details("T", published=date(2026, 3, 1)), report_id="mine"
)
GIVEN = Given({"title": "the post"}, frozenset({"author"}), ("Look at the joins.",))
ARRIVALS = [Arrival(SUBMISSION, GIVEN), Arrival(replace(SUBMISSION, name="bad.txt"), error="It is broken.")]
LONG = "The mill was closed for good, said its owner. " * 60


def make_text(text=LONG, position=1, sent_at=100, **more):
    return Piece(PieceKind.TEXT, sent_at, position, text, **more)


@pytest.fixture
def offer(state):
    made = state.offers.join(7, 1, make_text("short"))
    state.offers.keep(made.id, 1, ARRIVALS)
    return made


@pytest.fixture
def offered(state, offer):
    return state.offers.find_document(offer.id, 1)


def let_pass(monkeypatch, **time):
    monkeypatch.setattr("bot.state.offers.make_now", lambda: make_now() + timedelta(**time))


def test_documents_come_back_as_they_were_kept(state, offer, offered):
    assert (offered.submission, offered.given, offered.revision) == (SUBMISSION, GIVEN, 1)
    assert offered.open
    assert not offered.is_read
    listed = state.offers.list_documents(offer.id)
    assert [each.submission.data for each in listed] == [b"", b""]
    assert [each.error for each in listed] == [None, "It is broken."]
    assert [each.open for each in listed] == [True, False]


def test_an_update_is_kept_once(state):
    first, again = (state.offers.join(7, 1, make_text()) for _ in range(2))
    assert first == again
    assert state.offers.list_pieces(first.id) == [make_text()]


def test_pieces_join_in_the_order_of_the_chat_whatever_order_they_come_in(state):
    album = [Piece(PieceKind.FILE, 100, position, name=f"{position}.txt", album="a") for position in (3, 1, 2)]
    found = {state.offers.join(7, number, piece).id for number, piece in enumerate(album, 1)}
    assert len(found) == 1
    assert [piece.position for piece in state.offers.list_pieces(*found)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("editor", "following"),
    [
        pytest.param(8, make_text("rest", 2, 101), id="another editor"),
        pytest.param(7, make_text("rest", 2, 104), id="seconds later"),
        pytest.param(7, make_text("rest", 2, 101, origin="channel:-1"), id="from elsewhere"),
        pytest.param(7, make_text("rest", 2, 101, album="a"), id="an album"),
    ],
)
def test_what_does_not_belong_to_a_text_begins_a_new_offer(state, editor, following):
    first = state.offers.join(7, 1, make_text())
    assert state.offers.expects(7, 2, make_text("rest", 2, 101))
    assert not state.offers.expects(editor, 2, following)
    assert state.offers.join(editor, 2, following).id != first.id


def test_the_rest_of_a_text_is_known_as_such_when_it_is_handled_again(state):
    rest = make_text("rest", 2, 101)
    state.offers.join(7, 1, make_text())
    state.offers.join(7, 2, rest)
    assert state.offers.expects(7, 2, rest)
    assert not state.offers.expects(7, 3, make_text("a question", 3, 102))


def test_nothing_joins_what_is_decided(state):
    first = state.offers.join(7, 1, make_text())
    state.offers.keep(first.id, 1, ARRIVALS)
    assert state.offers.decide(state.offers.find_document(first.id, 1), "press", Stage.ACCEPTED)
    assert state.offers.join(7, 2, make_text("rest", 2, 101)).id != first.id


def test_documents_are_made_anew_only_when_more_came(state, offer, offered):
    state.offers.keep(offer.id, 1, [])
    assert len(state.offers.list_documents(offer.id)) == 2
    state.offers.keep(offer.id, 2, ARRIVALS[:1])
    (again,) = state.offers.list_documents(offer.id)
    assert again.revision > offered.revision
    assert not state.offers.decide(offered, "press", Stage.ACCEPTED)


def test_one_press_decides_and_can_be_done_again(state, offered):
    assert state.offers.decide(offered, "press-1", Stage.ACCEPTED)
    assert state.offers.decide(offered, "press-1", Stage.ACCEPTED)
    assert not state.offers.decide(offered, "press-2", Stage.ACCEPTED)
    assert not state.offers.decide(offered, "press-2", Stage.DROPPED)
    state.offers.close(offered)
    closed = state.offers.find_document(offered.offer_id, offered.number)
    assert (closed.stage, closed.submission.data) == (Stage.ADDED, b"")
    assert state.offers.decide(offered, "press-1", Stage.ACCEPTED)


def test_a_change_makes_what_was_shown_before_void(state, offered):
    assert state.offers.change(offered, Details("Other"), Given({"title": "you"}))
    assert not state.offers.change(offered, Details("Third"), Given())
    assert not state.offers.decide(offered, "press", Stage.ACCEPTED)
    now = state.offers.find_document(offered.offer_id, offered.number)
    assert now.submission.details == Details("Other")
    assert now.submission.data == SUBMISSION.data


def test_a_document_whose_adding_failed_waits_again_for_another_press(state, offered):
    state.offers.decide(offered, "press-1", Stage.ACCEPTED)
    state.offers.reopen(offered)
    assert not state.offers.decide(offered, "press-1", Stage.ACCEPTED)
    again = state.offers.find_document(offered.offer_id, offered.number)
    assert again.open
    assert state.offers.decide(again, "press-2", Stage.ACCEPTED)


def test_dropped_documents_are_gone(state, offer, offered):
    assert state.offers.drop(offer.id)
    assert not state.offers.drop(offer.id)
    assert not state.offers.decide(offered, "press", Stage.ACCEPTED)
    assert state.offers.find_document(offer.id, 1).submission.data == b""


def test_what_was_read_is_noted(state, offered):
    state.offers.note_reading(offered.offer_id, 1, "A title", Verdict.ALIKE, None)
    now = state.offers.find_document(offered.offer_id, 1)
    assert (now.title, now.verdict, now.is_read, now.is_clear) == ("A title", Verdict.ALIKE, True, False)


def test_an_offer_is_its_editors_for_a_day(state, offer, monkeypatch):
    assert state.offers.find(offer.id, 7) == replace(offer, pieces_read=1)
    assert state.offers.find(offer.id, 8) is None
    let_pass(monkeypatch, hours=23)
    assert state.offers.find(offer.id, 7)
    let_pass(monkeypatch, hours=25)
    assert state.offers.find(offer.id, 7) is None
    state.offers.join(7, 2, make_text("new"))
    assert state.offers.find_document(offer.id, 1).submission.data == b""


def test_nothing_of_an_offer_is_left_after_three_days(state, offer, monkeypatch):
    state.offers.prompt(7, 50, Prompt(offer.id, 1, "title"))
    let_pass(monkeypatch, days=3, hours=1)
    later = state.offers.join(7, 2, make_text("new"))
    with state.offers._database.reading() as connection:
        assert connection.execute(select(offers.c.id)).scalars().all() == [later.id]
        assert connection.execute(select(pieces.c.update_id)).scalars().all() == [2]
        assert connection.execute(select(documents.c.number)).all() == []
    assert state.offers.find_prompt(7, 50) is None


def test_a_prompt_is_found_by_its_message(state, offer):
    state.offers.prompt(7, 50, Prompt(offer.id, 1, "title"))
    state.offers.prompt(7, 50, Prompt(offer.id, 1, "author"))
    assert state.offers.find_prompt(7, 50) == Prompt(offer.id, 1, "author")
    assert state.offers.find_prompt(8, 50) is None
