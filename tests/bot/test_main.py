"""Where the parts meet: a desk over a data folder answers, remembers, does its jobs and closes."""

import threading
import time

import pytest

import bot.working
from bot.answering.answers import Answer, Question, Refusal
from bot.answering.lookups.finding import Verdict
from bot.errors import HomeError
from bot.fair_use import DAY, HOUR, Limit
from bot.home import Home
from bot.main import make_connection, make_desk, make_house, open_desk, working
from bot.settings import Settings
from bot.state.jobs import JobKind, JobState
from corpus.database import Database
from corpus.errors import DatabaseError, FetchError
from corpus.reports import Submission
from tests.shelves import SAMPLES

FERRY = "# Ferry adrift\n\nThe cable ferry drifted for eleven minutes on Tuesday. Fourteen people were injured in it.\n"
QUESTION = Question("How many people were injured on the cable ferry?")


@pytest.fixture
def settings(tmp_path, monkeypatch, embedder):
    monkeypatch.setattr(bot.main, "SentenceTransformerEmbedder", lambda model, models: embedder)
    return Settings(_env_file=None, onrecord_home=tmp_path / "home")


@pytest.fixture
def desk(settings):
    with open_desk(settings) as opened:
        yield opened


def offer(desk, text: str, name: str = "ferry.md") -> int:
    return desk.intake.accept(desk.intake.propose(Submission(name, text.encode(), "test")), "test")


def test_a_document_goes_in_and_a_question_gets_an_answer_that_is_kept(desk):
    told = []
    job = desk.wait(offer(desk, FERRY), lambda *step: told.append(step))
    assert job.state is JobState.DONE
    assert told[-1] == (1, 1)
    record = desk.ask(QUESTION, "test")
    assert isinstance(record, Answer)
    assert "Fourteen people were injured" in record.citations[0].quote.text
    assert desk.state.answers.get(record.id) == record
    assert desk.find("Fourteen people were injured in it.").verdict is Verdict.EXACT
    refusal = desk.ask(Question("Who composed the third symphony of Rautavaara?"), "test")
    assert isinstance(refusal, Refusal)
    assert desk.state.answers.get(refusal.id) == refusal
    assert [gap.question for gap in desk.state.gaps.list_all()] == [refusal.question.text]
    assert desk.check().result["passages"] == 1
    found = desk.reindex().result
    assert (found["embedded"], found["chroma"]) == (0, True)
    assert desk.search.vectors is None
    assert desk.ask(QUESTION, "test").citations == record.citations


def test_links_may_name_the_ports_that_are_set_and_lead_nowhere_else(settings):
    address = "http://127.0.0.1:8080/"
    with open_desk(settings) as closed, pytest.raises(FetchError, match="names port 8080"):
        make_house(closed).fetch(address)
    opened = settings.model_copy(update={"fetch_ports": frozenset({8080})})
    with open_desk(opened) as open_to_it, pytest.raises(FetchError, match="not on the public web"):
        make_house(open_to_it).fetch(address)


def test_the_folder_is_free_and_the_database_closed_when_the_desk_is(settings):
    with open_desk(settings) as desk:
        home = desk.home
        assert desk.catalogue.list_reports() == []
    with home.hold():
        assert home.database_file.exists()
    database = desk.catalogue.database
    assert database.engine.pool.checkedin() == 0


def test_a_desk_closes_when_its_block_fails(settings):
    with pytest.raises(KeyError), open_desk(settings) as desk:
        raise KeyError
    assert desk.catalogue.database.engine.pool.checkedout() == 0


def test_what_cannot_be_opened_gives_our_error(settings, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(HomeError), open_desk(settings.model_copy(update={"onrecord_home": tmp_path / "file"})):
        pass
    Home(settings.onrecord_home).make().database_file.write_bytes(b"no database at all " * 100)
    with pytest.raises(DatabaseError, match="is not a catalogue of On Record"), open_desk(settings):
        pass


def test_all_parts_work_over_one_catalogue(settings):
    home = Home(settings.onrecord_home).make()
    database = Database(home.database_url)
    database.migrate()
    desk = make_desk(settings, home, database)
    assert desk.catalogue.database is desk.state.jobs.database is database
    assert desk.search.model == desk.wanted_model == desk.serving().name
    assert desk.search.vectors is None
    house = make_house(desk)
    assert house.shelf is desk.catalogue
    assert house.intake is desk.intake
    database.close()


def test_a_chroma_elsewhere_is_asked_where_the_settings_name_one(settings, vectors):
    with open_desk(settings.model_copy(update={"chroma_url": vectors.address})) as desk:
        assert desk.search.vectors.address == vectors.address


def test_jobs_are_done_beside_the_questions_and_a_fault_does_not_end_that(desk, monkeypatch, caplog):
    monkeypatch.setattr(bot.working, "PAUSE_AFTER_FAULT_S", 0.05)
    monkeypatch.setattr(bot.working, "POLL_S", 0.02)
    really_stage, faults = desk.index.stage, [ZeroDivisionError("a fault of ours")]

    def stage(reports, on_progress=None):
        if faults:
            raise faults.pop()
        really_stage(reports, on_progress)

    monkeypatch.setattr(desk.index, "stage", stage)
    with desk.home.hold(), working(desk) as stop:
        job_id = offer(desk, FERRY)
        deadline = time.monotonic() + 60
        while not desk.state.jobs.get(job_id).finished:
            assert time.monotonic() < deadline, "the job was never done"
            time.sleep(0.02)
        assert isinstance(desk.ask(QUESTION, "test"), Answer)
        stop()
    assert "A job failed unexpectedly; it will be tried again" in caplog.text
    assert not [thread for thread in threading.enumerate() if thread.name == "worker"]
    assert desk.state.jobs.get(job_id).state is JobState.DONE


def test_what_another_holder_left_is_done_by_the_next(desk):
    job_id = offer(desk, FERRY)
    desk.state.jobs.claim(1, together=(JobKind.ADD,))
    other = offer(desk, (SAMPLES / "storm-gazette.md").read_text(), "storm-gazette.md")
    desk.wait(other)
    assert desk.state.jobs.get(job_id).state is JobState.DONE
    assert {listing.id for listing in desk.catalogue.list_reports()} == {"ferry-adrift", "storm-gazette"}


def test_language_model_is_there_when_it_is_set_and_loaded_before_the_first_question(settings):
    with open_desk(settings) as desk:
        assert desk.language_model is None
    values = {"openai_base_url": "http://127.0.0.1:9/v1", "openai_model": "none"}
    with open_desk(settings.model_copy(update=values)) as desk, working(desk) as stop:
        assert desk.language_model.name == "none"
        deadline = time.monotonic() + 60
        while desk.language_model._trust is None:
            assert time.monotonic() < deadline, "the library was never loaded"
            time.sleep(0.02)
        stop()


@pytest.mark.parametrize(("access", "invited_only"), [("open", False), ("invited", True)])
def test_chat_is_told_who_may_use_it(access, invited_only):
    settings = Settings(_env_file=None, telegram_token="1:abc", admin_ids="7,8", access=access)
    connection = make_connection(settings)
    assert (connection.admin_ids, connection.invited_only) == ({7, 8}, invited_only)
    assert "abc" not in repr(connection)


def test_chat_is_told_how_much_may_be_asked():
    given = {"questions_an_hour_each": 5, "questions_a_day_each": 0, "questions_waiting_each": 0}
    limits = make_connection(Settings(_env_file=None, telegram_token="1:abc", **given)).question_limits
    assert limits.person == (Limit(5, HOUR),)
    assert limits.group == (Limit(120, HOUR), Limit(600, DAY))
    assert limits.waiting == 0
