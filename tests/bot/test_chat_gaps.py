"""Gaps in Telegram, from the question that is refused to the notice that a report has come."""

import pytest
from sqlalchemy import select

from bot.state import State
from bot.state.notices import notices
from bot.state.people import Role
from corpus.audit import AuditLog, EventQuery
from corpus.catalogue import Catalogue
from corpus.publishing import Desk
from corpus.reports import Report
from tests.bot.test_chat_shelf import (
    EDITOR,
    FOR_EDITORS,
    admin,
    bot,
    database,
    editor,
    server,
    wait_for_change,
)
from tests.bot.test_chat_talk import ask, press, wait_for_reply

__all__ = ["admin", "bot", "database", "editor", "server"]


def add_report(database, report_id, title):
    desk = Desk(Catalogue(database))
    desk.stage_report(Report(report_id, 1, title, f"{title} is told here.", "The Lantern"), "x.txt", "telegram:9")
    desk.publish(report_id, 1, "telegram:9")


def open_gap(server, keeper, words):
    """The list of gaps, and the card of the one that has these words."""
    listed = ask(server, keeper, "/gaps", words)
    press(server, keeper, listed, words[:20])
    return listed, wait_for_reply(server, keeper, listed, "Gap ")


def read_number(card):
    return int(card.text.split()[1])


def list_told(database, words):
    """Everything that was to be told so far, whether it was sent or waits."""
    with database.reading() as connection:
        rows = connection.execute(select(notices.c.person, notices.c.text).order_by(notices.c.id)).all()
    return [(row.person, row.text) for row in rows if words in row.text]


def test_gap_is_shown_filled_and_told_to_those_who_asked_once(server, ann, editor, database, bot, numbers):
    bob = server.person(next(numbers), "Bob")
    ask(server, ann, "Who owns the lantern-story?", "kept for the editors")
    ask(server, ann, "who owns the lantern-story", "kept for the editors")
    ask(server, bob, "Who owns the lantern-story?!", "kept for the editors")
    _, card = open_gap(server, editor, "Who owns the lantern-story?")
    assert "asked 3 times by 2 people" in card.text
    assert "• who owns the lantern-story" in card.text
    assert card.labels == ["Filled by another", "Not ours"]
    number = read_number(card)
    assert card.button("Filled by another")["copy_text"]["text"] == f"/gaps fill {number} "

    add_report(database, "lantern-story", "The lantern story")
    assert "→ “The lantern story” answers this now." in ask(server, editor, "/gaps", f"{number}. ").text
    bot.restart()
    _, card = open_gap(server, editor, "Who owns the lantern-story?")
    press(server, editor, card, "Filled by “The lantern story”")
    trial = wait_for_reply(server, editor, card, "I asked again")
    assert trial.text.count("✓ answered now") == 3
    assert "tells 2 people, once each" in trial.text
    data = trial.button("Mark as filled")["callback_data"]
    bot.restart()
    press(server, editor, trial, "Mark as filled")
    done = wait_for_change(server, trial, "is filled by")
    assert done.text == f"Gap {number} is filled by “The lantern story”; 2 people will be told."
    assert done.labels == []

    again = editor.sends_callback(done, data)
    server.wait_for(lambda: again.notice, 10, "the notice")
    assert again.notice.startswith("This button has lapsed")
    told = dict(list_told(database, "lantern-story"))
    assert sorted(told) == sorted([f"telegram:{ann.id}", f"telegram:{bob.id}"])
    assert told[f"telegram:{ann.id}"] == (
        "You asked: “who owns the lantern-story” The reports answer that now; ask it again to see the quotations."
    )
    assert f"Gap {number} is filled already" in ask(server, editor, f"/gaps fill {number} lantern-story").text
    filled = ask(server, editor, "/gaps filled", "lantern-story")
    assert f"filled by person {EDITOR}" in filled.text
    assert "with “The lantern story”" in filled.text


def test_gap_that_a_report_fills_in_other_words_is_told_in_other_words(server, ann, editor, database):
    ask(server, ann, "nothing but the price of eels?")
    _, card = open_gap(server, editor, "nothing but the price of eels?")
    trial = ask(server, editor, f"/gaps fill {read_number(card)} ferry", "I asked again")
    assert "✗ still refused: nothing but the price of eels?" in trial.text
    assert "If you know better, those who asked are told that a report has come." in trial.text
    press(server, editor, trial, "Mark as filled")
    wait_for_change(server, trial, "1 person will be told")
    [(_, text)] = list_told(database, "eels")
    assert text.startswith("A report on what you asked is now on the shelf: “Ferry adrift” (The Courier). It may say")


def test_wording_that_is_still_refused_stays_open_as_a_gap_of_its_own(server, ann, editor, database, numbers):
    bob = server.person(next(numbers), "Bob")
    ask(server, ann, "Who rang the harbour-bell?", "kept for the editors")
    ask(server, bob, "Who rang the harbour bell?", "kept for the editors")
    add_report(database, "harbour-bell", "The bell of the harbour")
    _, card = open_gap(server, editor, "Who rang the harbour-bell?")
    press(server, editor, card, "Filled by “The bell of")
    trial = wait_for_reply(server, editor, card, "I asked again")
    assert "✓ answered now: Who rang the harbour-bell?\n✗ still refused: Who rang the harbour bell?" in trial.text
    assert "tells 1 person, once each.\nWhat is still refused stays open, as a gap of its own." in trial.text
    press(server, editor, trial, "Mark as filled")
    done = wait_for_change(server, trial, "What is still refused is gap ")
    assert [person for person, _ in list_told(database, "harbour")] == [f"telegram:{ann.id}"]
    left = int(done.text.rpartition("gap ")[2].split()[0])
    assert (
        f"{left}. Who rang the harbour bell?\nasked once by 1 person"
        in ask(server, editor, "/gaps", "harbour bell").text
    )


def test_filling_that_is_cut_off_by_a_power_cut_is_done_once(server, ann, editor, database, bot):
    ask(server, ann, "Who painted the crooked-gate?", "kept for the editors")
    add_report(database, "crooked-gate", "The crooked gate")
    _, card = open_gap(server, editor, "Who painted the crooked-gate?")
    press(server, editor, card, "Filled by “The crooked gate”")
    trial = wait_for_reply(server, editor, card, "I asked again")
    gate = server.hold("editMessageText")
    editor.presses(trial, "Mark as filled")
    server.wait_for(lambda: gate.waiting, 10, "the edit")
    bot.kill()
    gate.open()
    assert "I asked again" in server.message(editor.id, trial.id).text
    bot.start()
    wait_for_change(server, trial, "is filled by “The crooked gate”; 1 person will be told.")
    assert len(list_told(database, "crooked")) == 1
    filled = AuditLog(database).list_all(EventQuery(report_id="crooked-gate", action="fill gap"))
    assert [event.actor for event in filled] == [f"telegram:{EDITOR}"]


def test_gap_is_left_open_dismissed_and_opened_again(server, ann, editor, admin):
    question = "nothing about my neighbour's hedge?"
    ask(server, ann, question)
    _, card = open_gap(server, editor, question)
    number = read_number(card)
    trial = ask(server, editor, f"/gaps fill {number} ferry", "I asked again")
    press(server, editor, trial, "Leave open")
    wait_for_change(server, trial, "The gap stays open.")
    press(server, editor, card, "Not ours")
    wait_for_change(server, card, f"Gap {number} is dismissed as not ours.")
    ask(server, ann, question)
    assert question not in ask(server, admin, "/gaps").text
    dismissed = ask(server, admin, "/gaps dismissed", question)
    assert "asked 2 times by 1 person" in dismissed.text
    press(server, admin, dismissed, "nothing about")
    press(server, admin, wait_for_reply(server, admin, dismissed, "Gap "), "Open again")
    assert ask(server, editor, "/gaps", question)
    assert f"dismissed as not ours. /gaps reopen {number}" in ask(server, editor, f"/gaps dismiss {number}").text
    assert ask(server, editor, f"/gaps reopen {number}").text == f"Gap {number} is open again."


def test_button_of_another_keeper_and_of_a_former_one_is_dead(server, ann, editor, admin, database):
    ask(server, ann, "nothing on the colour of the mayor's boat?")
    _, card = open_gap(server, editor, "nothing on the colour of the mayor's boat?")
    data = card.button("Not ours")["callback_data"]
    theirs = admin.sends_callback(ask(server, admin, "/help"), data)
    server.wait_for(lambda: theirs.notice, 10, "the notice")
    assert theirs.notice.startswith("This button has lapsed")
    people = State.of(database).people
    people.revoke(EDITOR, "terminal")
    former = editor.presses(card, "Not ours")
    server.wait_for(lambda: former.notice, 10, "the notice")
    assert former.notice.startswith(FOR_EDITORS)
    people.grant(EDITOR, Role.EDITOR, "telegram:7")
    assert "colour of the mayor's boat" in ask(server, editor, "/gaps", "mayor's boat").text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("fill", "Write /gaps, /gaps filled"),
        ("fill x ferry", "Write /gaps, /gaps filled"),
        ("nonsense", "Write /gaps, /gaps filled"),
        ("fill 9999 ferry", "There is no gap 9999; `onrecord gaps` and /gaps show the numbers."),
        ("dismiss 9999", "There is no gap 9999"),
        ("fill 1 no-such-report", "There is no report “no-such-report”"),
    ],
)
def test_what_makes_no_sense_gets_one_sentence(server, ann, editor, words, sentence):
    ask(server, ann, "nothing that makes sense of it all?")
    ask(server, editor, "/gaps", "nothing")
    reply = ask(server, editor, f"/gaps {words}", sentence)
    assert "\n" not in reply.text
    assert reply.labels == []


def test_gaps_turn_in_pages_up_to_both_ends(server, ann, editor):
    for word in ("apples", "bridges", "candles", "drums", "elephants", "fog", "glaciers", "hats"):
        ask(server, ann, f"nothing {word * 3} {word}?")
    first = ask(server, editor, "/gaps", "page 1 of")
    last = int(first.text.partition("page 1 of ")[2].split()[0])
    assert not first.button("2 ›")["text"].startswith("‹")
    data = f"gp:open:{last - 1}"
    editor.sends_callback(first, data)
    end = wait_for_change(server, first, f"page {last} of {last}")
    assert not any("›" in label or "»" in label for label in end.labels)
    editor.sends_callback(first, "gp:open:999")
    ask(server, editor, "/help")
    assert f"page {last} of {last}" in server.message(editor.id, first.id).text
