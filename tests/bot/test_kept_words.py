"""A sentence that was kept can be said in another language; what was kept before there were others reads as it is."""

import pytest
from sqlalchemy import text

from bot.languages.language import Language
from bot.languages.speech import get_speech
from bot.offering.arrivals import Arrival
from bot.offering.details import Given
from bot.offering.pieces import Piece, PieceKind
from bot.state.jobs import JobKind, Jobs
from bot.state.kept_words import keep_words, read_words
from bot.state.offers import Offers
from corpus.database import Database
from corpus.errors import DuplicateReportError
from corpus.reports import Submission
from corpus.worded import Worded

FRENCH = get_speech(Language.FRENCH)
EMPTY = Worded("{name} is empty (0 bytes); choose another file.", name="a.txt")


@pytest.fixture
def database(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    database.migrate()
    yield database
    database.close()


@pytest.mark.parametrize("sentence", ["It is gone.", "", '{"form": "no sentence of ours"}', EMPTY])
def test_sentence_is_read_as_it_was_kept(sentence):
    again = read_words(keep_words(sentence))
    assert again == sentence
    assert isinstance(again, Worded) == isinstance(sentence, Worded)


def test_why_a_job_failed_is_said_in_another_language(database):
    jobs = Jobs(database)
    job_id = jobs.put(JobKind.CHECK)
    jobs.fail(job_id, str(DuplicateReportError("a.txt", "ferry")))
    message = jobs.get(job_id).message
    assert message == "a.txt is already on the shelf as “ferry”, so nothing was added."
    said = FRENCH.say(message).replace("\u00a0", " ")
    assert said == "a.txt est déjà dans la collection sous « ferry » ; rien n’a donc été ajouté."


def test_job_that_failed_before_there_were_other_languages_is_read(database):
    jobs = Jobs(database)
    job_id = jobs.put(JobKind.CHECK)
    with database.writing() as connection:
        connection.execute(text("UPDATE jobs SET state = 'failed', message = 'It is {gone}.'"))
    assert jobs.get(job_id).message == "It is {gone}."
    assert FRENCH.say(jobs.get(job_id).message) == "It is {gone}."


def test_what_was_wrong_with_an_offered_document_is_said_in_another_language(database):
    offers = Offers(database)
    given = Given(warnings=(EMPTY, "A plain one."))
    bad, good = Submission("a.txt", b"", "telegram:7"), Submission("b.txt", b"B", "telegram:7")
    offer = offers.join(7, 1, Piece(PieceKind.TEXT, 100, 1, "Two files."))
    offers.keep(offer.id, 1, [Arrival(bad, error=EMPTY), Arrival(good, given)])
    refused, kept = offers.list_documents(offer.id)
    assert FRENCH.say(refused.error) == "a.txt est vide (0 octet)\u00a0; choisissez un autre fichier."
    assert kept.given.warnings == (EMPTY, "A plain one.")
    assert FRENCH.say(kept.given.warnings[0]) == FRENCH.say(refused.error)
