"""Changes of the embedding model as jobs: they let others pass, are told to the admins, and follow the settings."""

import pytest

import index.model_change
from bot.home import Home
from bot.intake import Intake
from bot.model_changes import BEGUN, DONE, FAILED, OVERTAKEN, ModelChanges
from bot.state import State
from bot.state.jobs import JobKind, JobState
from bot.worker import JobRunner
from corpus.originals import Originals
from corpus.reports import Status
from tests.bot.desktop import offer, read_at_once
from tests.index.two_models import make_models
from tests.shelves import Shelf, write_report

ADMIN = 7


class Bot:
    """What the bot's worker works with, over one data folder and with one model set."""

    def __init__(self, home, wanted, models):
        self.shelf = Shelf(home.database_file, wanted, others=models)
        self.state = State.of(self.shelf.database)
        self.changes = ModelChanges(self.state, self.shelf.index, wanted.name, [ADMIN])
        self.runner = JobRunner(self.state.jobs, self.shelf.catalogue, self.shelf.index, changes=self.changes)
        self.intake = Intake(self.shelf.catalogue, Originals(home.originals), self.state.jobs, read_at_once)

    def start(self):
        self.runner.recover()
        self.runner.follow_settings()

    def hand_in(self, text, name="late.md"):
        return self.intake.accept(self.intake.propose(offer(text, name)), "terminal")

    def list_told(self):
        return [notice.text for notice in self.state.notices.list_waiting()]

    def find_job(self):
        (job,) = [each for each in self.state.jobs.list_waiting() if each.kind is JobKind.REINDEX]
        return job


@pytest.fixture
def models():
    return make_models()


@pytest.fixture
def opening(tmp_path, models, monkeypatch):
    monkeypatch.setattr(index.model_change, "STEP", 2)
    home, opened = Home(tmp_path / "home").make(), []

    def open_bot(number):
        opened.append(Bot(home, models[number], models))
        return opened[-1]

    yield open_bot
    for each in opened:
        each.shelf.close()


@pytest.fixture
def bot(opening):
    """A bot that was started with another model than the one that has embedded nine reports."""
    opening(0).shelf.add(*(write_report(f"weir-{n}", f"The weir of mill {n} broke on day {n}.") for n in range(9)))
    return opening(1)


def name(text):
    return text.format(model="new words", former="old words", reason="new words is gone.")


def test_a_start_with_another_model_set_changes_to_it_and_the_admins_are_told(bot):
    bot.start()
    bot.runner.run_pending()
    assert bot.shelf.search.model == "new words"
    assert bot.list_told() == [name(BEGUN), name(DONE)]
    bot.start()
    assert bot.state.jobs.list_waiting() == []


def test_what_is_handed_in_meanwhile_stands_before_the_change_is_done(bot):
    bot.start()
    late = []

    def hand_in_once(done, total):
        if not late:
            late.append(bot.hand_in("The keeper of the eels came late."))

    assert bot.runner.run_next(hand_in_once)
    assert (bot.find_job().state, bot.find_job().attempts) == (JobState.QUEUED, 0)
    assert bot.runner.run_next()
    assert bot.state.jobs.get(late[0]).state is JobState.DONE
    assert bot.shelf.search.model == "old words"
    assert bot.shelf.find("Who came late with the eels?")[0].similarity > 0
    assert bot.runner.run_next()
    assert bot.shelf.search.model == "new words"
    assert bot.list_told() == [name(BEGUN), name(DONE)]


def test_progress_counts_what_was_embedded_before(bot):
    bot.start()
    told = []
    bot.runner.run_next(lambda *step: told.append(step), is_over=lambda: len(told) >= 2)
    bot.runner.run_next(lambda *step: told.append(step))
    assert told == [(2, 9), (4, 9), (6, 9), (8, 9), (9, 9)]


def test_a_stop_leaves_the_change_at_the_next_step_and_a_start_goes_on(bot, opening, models):
    bot.start()
    assert bot.runner.run_next(is_over=lambda: True)
    again = opening(1)
    again.start()
    assert again.find_job().id == 1
    again.runner.run_pending()
    assert sorted(models[1].embedded) == sorted(set(models[1].embedded))
    assert again.list_told() == [name(BEGUN), name(DONE)]


def test_a_program_that_ends_many_times_goes_on_each_time(bot, opening):
    bot.start()
    for _ in range(4):
        job = bot.state.jobs.claim()[0]
        assert job.attempts <= 2
        steps = bot.shelf.index.reindex_in_steps(job.payload["model"])
        next(steps)
        bot.state.jobs.note_step(job)
        bot = opening(1)
        bot.start()
    bot.runner.run_pending()
    assert bot.shelf.search.model == "new words"


def test_a_model_that_cannot_be_loaded_is_told_and_the_former_goes_on(bot, models):
    models[1].is_gone = True
    bot.start()
    bot.runner.run_pending()
    job = bot.state.jobs.get(1)
    assert (job.state, job.message) == (JobState.FAILED, "new words is gone.")
    assert bot.list_told() == [name(BEGUN), name(FAILED)]
    assert bot.shelf.find("When did the weir of mill 4 break?")[0].similarity > 0


def test_a_start_with_the_former_model_gives_the_change_up(bot, opening):
    bot.start()
    bot.runner.run_next(is_over=lambda: True)
    former = opening(0)
    former.start()
    assert former.state.jobs.get(1).message == OVERTAKEN
    former.runner.run_pending()
    standing = former.shelf.index.describe_models()
    assert (standing.serving, standing.coming, standing.embedded) == ("old words", None, {"old words": 9})


def test_a_job_for_another_model_is_done_by_a_bot_that_has_the_former_set(bot, opening):
    running = opening(0)
    job_id = bot.changes.put()
    running.runner.run_until_done(job_id)
    assert running.state.jobs.get(job_id).state is JobState.DONE
    assert running.shelf.search.model == "new words"
    assert running.shelf.find("When did the weir of mill 4 break?")[0].similarity > 0


def test_waiting_for_another_job_does_not_wait_for_the_change(bot):
    bot.start()
    job_id = bot.hand_in("The keeper of the eels came late.")
    assert bot.runner.run_until_done(job_id).state is JobState.DONE
    assert bot.find_job().state is JobState.QUEUED


def test_building_anew_with_the_same_model_tells_nobody(opening):
    bot = opening(0)
    bot.shelf.add(write_report("weir", "The weir broke."))
    bot.runner.run_until_done(bot.changes.put())
    assert bot.list_told() == []
    assert bot.shelf.catalogue.get_report("weir").status is Status.CURRENT
