"""The watch over followed questions: over a real catalogue, with the first sentences of reports as answers."""

from itertools import count

import pytest
from sqlalchemy import select

from bot.answering.answers import Answer, Citation, Question, Quote, Receipt, Refusal, Statement
from bot.following.beginning import Asker, Following
from bot.following.watching import FollowWatch, Rest
from bot.standing import Ruling, Standing
from bot.state import State
from bot.state.follows import Outcome
from bot.state.notices import Look, notices
from bot.telling import Readers
from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.errors import DatabaseError
from corpus.publishing import Action, Desk
from corpus.reports import Report

RECEIPT = Receipt("", (), (), (), (), "script", 1.0)
FERRY = Report(
    "ferry", 1, "Ferry adrift", "The ferry broke loose. It drifted.", "The Courier", url="https://c.example/f"
)
NUMBERS = count(1)
DEAD = "the process ended here"


class House:
    """A shelf, and what follows questions on it; a question finds the reports whose titles have its first word."""

    def __init__(self, file):
        self.database = Database.at(file)
        self.database.migrate()
        self.catalogue, self.state, self.asked = Catalogue(self.database), State.of(self.database), []
        self.desk = Desk(self.catalogue)
        self.readers = Readers(self.catalogue, self.state.quoted, self.state.notices, 7)
        self.standing = Standing(self.catalogue, self.state.decisions, self.readers)
        self.following = Following(self.database, self.state, lambda question, _said: self.find(question.text), 3)
        self.watch = self.make_watch()

    def make_watch(self, **rest):
        return FollowWatch(self.catalogue, self.state, self.ask, Rest(**{"rest_s": 0.0, "longest_s": 0.0} | rest))

    def ask(self, question):
        self.asked.append(question.text)
        return self.find(question.text)

    def find(self, text):
        word = text.split(":")[0].lower()
        found = [each for each in self.catalogue.live_reports() if word in each.title.lower()]
        cited = tuple(Citation(place, cut(each)) for place, each in enumerate(found, 1))
        question, record_id = Question(text), f"r{next(NUMBERS)}"
        if not cited:
            return Refusal(record_id, question, (), RECEIPT)
        return Answer(record_id, question, tuple(Statement(c.quote.text, (c.number,)) for c in cited), cited, RECEIPT)

    def add(self, report):
        known = self.catalogue.is_known(report.id)
        stage = self.desk.stage_replacement if known else self.desk.stage_report
        staged = stage(report, "x.txt", "test")
        self.desk.publish(report.id, staged.version, "test")

    def follow(self, question="Ferry: what happened?", person="telegram:5"):
        begun = self.following.begin(question, None, Asker(person, person, person, f"m{next(NUMBERS)}"))
        assert begun.outcome is Outcome.BEGUN
        return begun

    def look(self):
        while self.watch.take_next():
            pass

    def rule(self, action, note="Invented."):
        return self.standing.carry_out(Ruling(action, "ferry", note), "test")

    def list_told(self):
        with self.database.reading() as connection:
            return [row.text for row in connection.execute(select(notices).order_by(notices.c.id))]


def cut(report):
    return Quote.cut(report, 0, report.body.index(".") + 1)


@pytest.fixture
def house(tmp_path):
    house = House(tmp_path / "catalogue.db")
    house.add(FERRY)
    yield house
    house.database.close()


def change_wording(house, text):
    house.add(Report("ferry", 2, "Ferry adrift", text, "The Courier"))


def test_follower_is_told_of_a_new_report_with_the_difference(house):
    house.follow()
    house.add(Report("later", 1, "Ferry raised", "The ferry was raised at Anselma.", "The Lantern"))
    house.look()
    (notice,) = house.state.notices.list_waiting()
    assert notice.person == "telegram:5"
    assert notice.text.startswith("The answer to a question that you follow has changed.\n\u2068Ferry: what happened?")
    assert (
        "New in the answer:\nThe ferry was raised at Anselma.\n\u2068The Lantern\u2069 · \u2068Ferry raised\u2069"
        in notice.text
    )
    assert "broke loose" not in notice.text
    looks = [(mark.look, notice.text[mark.start : mark.end]) for mark in notice.marks]
    assert (Look.QUOTATION, "The ferry was raised at Anselma.") in looks
    assert notice.button.label == "Show the answer"
    record = house.state.answers.get(notice.button.data.split(":")[1])
    assert [each.quote.source.report_id for each in record.citations] == ["ferry", "later"]


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda house: house.rule(Action.WITHDRAW), "Quoted no longer:\nThe ferry broke loose.\n"),
        (lambda house: house.rule(Action.WITHDRAW), "The report was withdrawn: Invented."),
        (lambda house: house.rule(Action.WITHDRAW), "The reports no longer answer a question that you follow."),
        (lambda house: house.rule(Action.CORRECT, "It was cut loose."), "The correction: It was cut loose."),
        (lambda house: change_wording(house, "Vandals cut it loose."), "New in the answer:\nVandals cut it loose."),
        (lambda house: change_wording(house, "Vandals cut it loose."), "new wording, without these words"),
    ],
)  # fmt: skip
def test_follower_is_told_what_was_withdrawn_corrected_or_reworded(house, do, words):
    house.follow()
    do(house)
    house.look()
    (text,) = house.list_told()
    assert words in text


def test_change_is_told_once_also_after_a_restart(house):
    house.follow()
    house.rule(Action.WITHDRAW)
    for _ in range(3):
        house.watch = house.make_watch()
        house.look()
    assert len(house.list_told()) == 1
    assert len(house.asked) == 1
    house.standing.carry_out(Ruling(Action.RESTORE, "ferry"), "test")
    house.look()
    assert len(house.list_told()) == 2
    assert house.list_told()[1].startswith("The reports answer a question that you follow.")


def test_change_that_is_undone_before_the_shelf_rests_is_none(house):
    house.follow()
    house.rule(Action.WITHDRAW)
    house.standing.carry_out(Ruling(Action.RESTORE, "ferry"), "test")
    house.look()
    assert house.list_told() == []
    assert house.asked == ["Ferry: what happened?"]


def test_what_does_not_touch_the_answer_is_not_told_and_not_asked_twice(house):
    house.follow()
    house.add(Report("mill", 1, "Mill shut", "The mill is shut.", "The Courier"))
    house.look()
    house.look()
    assert house.list_told() == []
    assert len(house.asked) == 1


def test_refused_question_is_told_of_when_it_is_answered(house):
    house.follow("Lantern: who lit it?")
    assert len(house.state.gaps.list_unread(("none", "none"))) == 1
    house.add(Report("lantern", 1, "Lantern lit", "The keeper lit it.", "The Courier"))
    house.look()
    (text,) = house.list_told()
    assert text.startswith("The reports answer a question that you follow.")
    assert "The keeper lit it." in text


def test_equal_questions_are_asked_once_and_each_follower_has_a_record_of_their_own(house):
    for person in range(1, 6):
        house.follow(f"Ferry: what happened{'?' * (person % 2)}", f"telegram:{person}")
    house.rule(Action.WITHDRAW)
    house.look()
    assert len(house.asked) == 1
    waiting = house.state.notices.list_waiting()
    assert sorted(each.person for each in waiting) == [f"telegram:{person}" for person in range(1, 6)]
    assert len({each.button.data.split(":")[1] for each in waiting}) == 5


def test_follower_is_told_by_the_follow_and_not_also_as_a_reader(house):
    begun = house.follow()
    assert house.rule(Action.WITHDRAW).told == 0
    house.state.follows.end(begun.follow.id, "telegram:5")
    house.standing.carry_out(Ruling(Action.RESTORE, "ferry"), "test")
    assert house.rule(Action.WITHDRAW).told == 1


def test_follower_who_was_told_of_a_change_is_told_of_the_next_by_the_follow_alone(house):
    house.follow()
    change_wording(house, "Vandals cut it loose.")
    house.look()
    assert house.rule(Action.WITHDRAW).told == 0
    house.look()
    assert [text.splitlines()[0] for text in house.list_told()] == [
        "The answer to a question that you follow has changed.",
        "The reports no longer answer a question that you follow.",
    ]


def test_process_that_ends_in_the_middle_tells_nobody_and_then_everybody_once(house, monkeypatch):
    for person in range(1, 4):
        house.follow(person=f"telegram:{person}")
    house.rule(Action.WITHDRAW)
    told, put_all = [], type(house.state.notices).put_all

    def put_two(self, drafts, inside):
        told.append(drafts)
        if len(told) == 3:
            raise KeyboardInterrupt(DEAD)
        return put_all(self, drafts, inside)

    monkeypatch.setattr(type(house.state.notices), "put_all", put_two)
    with pytest.raises(KeyboardInterrupt, match=DEAD):
        house.look()
    assert house.list_told() == []
    house.watch = house.make_watch()
    house.look()
    assert sorted(each.person for each in house.state.notices.list_waiting()) == [
        "telegram:1",
        "telegram:2",
        "telegram:3",
    ]


def test_answer_overtaken_by_a_change_is_not_told_but_asked_again(house):
    house.follow()
    house.add(Report("later", 1, "Ferry raised", "The ferry was raised.", "The Lantern"))
    first = house.ask

    def ask_late(question):
        record = first(question)
        if len(house.asked) == 1:
            house.desk.withdraw("later", "Invented.", "test")
        return record

    house.watch._ask = ask_late
    house.look()
    assert house.list_told() == []
    assert len(house.asked) == 2


def test_question_that_cannot_be_asked_holds_up_no_other_and_waits_for_the_next_change(house):
    house.follow("Ferry: broken?", "telegram:1")
    house.follow("Ferry: what happened?", "telegram:2")

    def ask_or_break(question):
        house.asked.append(question.text)
        if "broken" in question.text and len(house.asked) < 3:
            raise ZeroDivisionError
        return house.find(question.text)

    house.watch._ask = ask_or_break
    house.rule(Action.WITHDRAW)
    with pytest.raises(ZeroDivisionError):
        house.look()
    house.look()
    assert [each.person for each in house.state.notices.list_waiting()] == ["telegram:2"]
    house.add(Report("mill", 1, "Mill shut", "The mill is shut.", "The Courier"))
    house.look()
    assert [each.person for each in house.state.notices.list_waiting()] == ["telegram:2", "telegram:1"]


def test_fault_of_the_database_is_tried_again_at_once(house):
    house.follow()
    house.rule(Action.WITHDRAW)

    def ask_or_fail(question):
        house.asked.append(question.text)
        if len(house.asked) == 1:
            raise DatabaseError("The disk is full.")
        return house.find(question.text)

    house.watch._ask = ask_or_fail
    with pytest.raises(DatabaseError):
        house.look()
    house.look()
    assert len(house.list_told()) == 1


def test_follow_that_ended_meanwhile_is_told_nothing(house):
    begun = house.follow()
    house.rule(Action.WITHDRAW)
    first = house.ask

    def ask_and_end(question):
        house.state.follows.end(begun.follow.id, "telegram:5")
        return first(question)

    house.watch._ask = ask_and_end
    house.look()
    assert house.list_told() == []


def test_same_message_dealt_with_again_follows_once_and_shows_the_same(house):
    asker = Asker("telegram:5", "telegram:5", "telegram:5", "m-again")
    begun = house.following.begin("Ferry: what happened?", None, asker)
    assert house.following.begin("Ferry: what happened?", None, asker) == begun
    house.follow("Mill: shut?")
    house.follow("Lantern: lit?")
    assert house.following.begin("Ferry: what happened?", None, asker) == begun  # though no more may be followed
    full = house.following.begin("Otters?", None, Asker("telegram:5", "telegram:5", None, "m-more"))
    assert (full.outcome, full.record, full.follow) == (Outcome.FULL, None, None)


def test_change_between_two_tries_at_the_same_message_is_told(house, monkeypatch):
    def end(*_):
        raise KeyboardInterrupt(DEAD)

    asker = Asker("telegram:5", "telegram:5", None, "m-killed")
    with monkeypatch.context() as patch:
        patch.setattr(type(house.state.follows), "begin", end)
        with pytest.raises(KeyboardInterrupt):
            house.following.begin("Ferry: what happened?", None, asker)
    house.add(Report("later", 1, "Ferry raised", "The ferry was raised.", "The Lantern"))
    assert house.following.begin("Ferry: what happened?", None, asker).outcome is Outcome.BEGUN
    house.look()
    (text,) = house.list_told()
    assert "The ferry was raised." in text


def test_shelf_rests_when_nothing_changed_for_a_while_or_after_the_longest_wait():
    rest = Rest(rest_s=3, longest_s=10)
    assert not rest.judge(5, 100)
    assert not rest.judge(5, 102)
    assert rest.judge(5, 103)
    assert [rest.judge(6 + step, 110 + 2 * step) for step in range(7)] == [False] * 5 + [True, False]
    assert rest.judge(12, 126)
