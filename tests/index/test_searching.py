"""Searching gives what stands now, best first, with Chroma and without."""

import logging
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from index.calibration import CENTRED
from index.chroma_server import ChromaServer
from index.embedding import normalise
from index.exact_search import rank_passages
from index.model_choice import ModelChoice
from index.passage_store import write_state
from index.searching import (
    CANDIDATES,
    COLLECTION,
    READ,
    Lift,
    Query,
    find_collection,
    sign_model,
)
from index.vectors import ChromaVectors, Neighbour
from tests.bot.command import MODELS
from tests.shelves import Shelf, read_sample, write_report

QUESTIONS = {
    "How many people were injured when the ferry broke loose?": "ferry-adrift-courier",
    "Why did the guild say the cables failed?": "guild-denies-agency",
    "What did the divers or finders see of the old church bell?": "bell-courier",
    "How many households were moved in the flood?": "storm-gazette",
    "ردپاها از آن چه کسی بود؟": "chupan-peyk",
    "أين يجب أن يُبحث عن سبب انفلات العبّارة؟": "muhafiz-marsa",
}
COPIES = {"guild-rotten-courier": "guild-denies-agency"}
"""Printed from an agency's wire almost word for word, so that either may come before the other."""
OTHER_SCRIPTS = [question for question in QUESTIONS if question[-1] == "؟"]
FERRY = write_report("ferry", "The ferry broke loose on Tuesday. It hit the bridge eleven minutes later.")
CHEESE = write_report("cheese", "Customs officers seized smoked cheese in the pipes of an organ.")
QUESTION = "When did the ferry break loose?"


def list_reports(hits) -> list[str]:
    return list(dict.fromkeys(hit.passage.report_id for hit in hits))


def tell(hits):
    """Hits as their places and scores, rounded."""
    return [(hit.passage.report_id, hit.passage.start, round(hit.score, 4), hit.vector_rank) for hit in hits]


@pytest.mark.parametrize(("question", "expected"), QUESTIONS.items(), ids=QUESTIONS.values())
def test_the_right_report_comes_first(samples, question, expected):
    first = list_reports(samples.find(question))[0]
    assert COPIES.get(first, first) == expected


def test_hits_come_by_score_each_once_with_their_ranks(samples):
    hits = samples.find(next(iter(QUESTIONS)))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.passage for hit in hits}) == len(hits) == READ
    assert all(hit.keyword_rank or hit.vector_rank for hit in hits)
    for ranks in ([hit.keyword_rank for hit in hits], [hit.vector_rank for hit in hits]):
        known = [rank for rank in ranks if rank is not None]
        assert len(set(known)) == len(known) > 0
        assert min(known) == 1
    assert all(len(hit.match.sentences) == len(hit.passage.sentences) for hit in hits)
    assert all(-1 <= hit.similarity <= 1.0001 for hit in hits)


def test_a_limit_is_kept_and_the_best_stay(samples):
    question = Query(QUESTION)
    everything = samples.search.search(question)
    assert samples.search.search(question, 3) == everything[:3]


@pytest.fixture(scope="module")
def light_samples(light_embedder, tmp_path_factory):
    """A shelf with two reports in other scripts and two in English, and the model that knows English alone."""
    shelf = Shelf(tmp_path_factory.mktemp("light") / "catalogue.db", light_embedder)
    shelf.add(*map(read_sample, ("chupan-peyk.md", "muhafiz-marsa.md")), FERRY, CHEESE)
    yield shelf
    shelf.close()


@pytest.mark.parametrize("question", OTHER_SCRIPTS)
def test_vectors_have_no_say_in_languages_that_the_model_does_not_cover(light_samples, question):
    hits = light_samples.find(question)
    assert hits[0].passage.report_id == QUESTIONS[question]
    assert {hit.vector_rank for hit in hits} == {None}
    assert {hit.similarity for hit in hits} == {0.0}


def test_vectors_of_the_light_model_have_a_say_in_english(light_samples):
    assert light_samples.find(QUESTION)[0].vector_rank is not None


@pytest.mark.skipif(ModelChoice("", MODELS).falls_back, reason="the weights of the default model are not to be had")
@pytest.mark.parametrize("question", QUESTIONS)
def test_vectors_of_the_default_model_have_a_say_in_every_language(samples, question):
    assert samples.find(question)[0].vector_rank is not None


def test_a_paraphrase_without_a_common_word_is_found_by_its_vector(shelf):
    shelf.add(FERRY, write_report("feline", "Our kitten fell asleep upon that rug."))
    hits = shelf.find("Where does a cat nap?")
    assert hits[0].passage.report_id == "feline"
    assert hits[0].keyword_rank is None


@pytest.mark.skipif(ModelChoice("", MODELS).falls_back, reason="the weights of the default model are not to be had")
def test_a_passage_in_another_language_is_lifted_by_what_cosines_across_lack(shelf):
    shelf.add(FERRY, write_report("peyk", "کشتی سه‌شنبه از کابل رها شد.", language="fa"))
    plain, lifted = (
        {hit.passage.report_id: hit for hit in shelf.search.search(Query(QUESTION, language=language))}
        for language in (None, "en")
    )
    assert lifted["ferry"].score == plain["ferry"].score
    assert lifted["peyk"].score == pytest.approx(plain["peyk"].score + CENTRED.across)
    assert lifted["peyk"].match == plain["peyk"].match
    assert (lifted["ferry"].lift, lifted["peyk"].lift) == (0, CENTRED.across)


@pytest.mark.skipif(ModelChoice("", MODELS).falls_back, reason="the weights of the default model are not to be had")
def test_candidates_are_ranked_as_they_were_lifted(shelf, monkeypatch):
    shelf.add(FERRY, write_report("peyk", "کشتی سه‌شنبه از کابل رها شد.", language="fa"))
    monkeypatch.setattr(Lift, "measure", lambda lift, language: 1.0 if language != lift.asked else 0.0)
    ranks = {hit.passage.report_id: hit.vector_rank for hit in shelf.search.search(Query(QUESTION, language="en"))}
    assert ranks == {"peyk": 1, "ferry": 2}


def test_neighbours_are_ranked_as_they_were_lifted():
    neighbours = [Neighbour(1, 0.50), Neighbour(2, 0.47), Neighbour(3, 0.44), Neighbour(4, 0.9)]
    languages = {1: "en", 2: "fa", 3: "fa"}
    assert [each.id for each in Lift("en", 0.05).reorder(neighbours, languages)] == [2, 1, 3]
    assert [each.id for each in Lift(None, 0.05).reorder(neighbours, languages)] == [1, 2, 3]


def test_an_empty_shelf_has_no_hits(shelf):
    assert [shelf.find(question) for question in QUESTIONS] == [[]] * len(QUESTIONS)


@pytest.mark.parametrize("question", ["", " ", "?", "؟؟؟", "\0", "“”", '" OR NEAR(', "a" * 5000, "پ " * 3000, "👩‍🚀"])
def test_no_question_breaks_the_search(samples, question):
    samples.find(question)


def test_equal_hits_come_in_order_of_the_shelf(shelf):
    shelf.add(*(replace(FERRY, id=report_id, title="Ferry") for report_id in ("zulu", "alpha", "mike")))
    assert list_reports(shelf.find(QUESTION)) == ["alpha", "mike", "zulu"]


BOUNDS = [
    ({"since": date(2026, 3, 12)}, {"guild-denies-agency", "guild-rotten-courier", "cable-age-register"}),
    ({"until": date(2026, 3, 11)}, {"ferry-adrift-courier", "bell-courier", "storm-gazette"}),
    ({"publisher": "the lethwin courier"}, {"ferry-adrift-courier", "bell-courier", "guild-rotten-courier"}),
    ({"publisher": "The Lethwin Courier", "since": date(2026, 3, 12)}, {"guild-rotten-courier"}),
    ({"publisher": "Nobody’s Gazette"}, set()),
]


@pytest.mark.parametrize(("bounds", "expected"), BOUNDS, ids=[str(bounds)[:60] for bounds, _ in BOUNDS])
@pytest.mark.parametrize("with_chroma", [False, True], ids=["exact", "Chroma"])
def test_bounds_are_kept(samples, vectors, bounds, expected, with_chroma):
    if with_chroma:
        samples.attach(vectors)
    found = set(list_reports(samples.find("What did the guild say of the cables of the ferry?", **bounds)))
    assert expected <= found
    for report_id in found:
        report = samples.catalogue.get_report(report_id)
        assert bounds.get("since", date.min) <= report.published <= bounds.get("until", date.max)
        assert bounds.get("publisher", report.publisher).lower() == report.publisher.lower()
    assert expected or not found


@pytest.mark.parametrize("question", QUESTIONS)
def test_chroma_and_exact_search_give_the_same_hits(samples, vectors, question):
    exact = samples.find(question)
    samples.attach(vectors)
    assert tell(samples.find(question)) == tell(exact)


def test_exact_search_is_what_chroma_is_held_against(vectors):
    draw = np.random.default_rng(3)
    matrix = normalise(draw.normal(size=(400, 384)).astype(np.float32))
    vectors.make_collection("passages-oracle")
    vectors.put("passages-oracle", list(enumerate(matrix, 1)))
    ids = range(1, len(matrix) + 1)
    for asked in normalise(matrix[:20] + 0.03 * draw.normal(size=(20, 384)).astype(np.float32)):
        exact, found = rank_passages(ids, matrix @ asked, 10), vectors.find("passages-oracle", asked, 10)
        assert [hit.id for hit in found] == [hit.id for hit in exact]
        assert [hit.similarity for hit in found] == pytest.approx([hit.similarity for hit in exact], abs=1e-4)
    vectors.drop_collection("passages-oracle")


def test_exact_search_gives_the_nearest_first_and_ties_by_id():
    cosines = np.array([1, 0, 1], np.float32)
    assert rank_passages([2, 5, 9], cosines, 3) == [Neighbour(2, 1.0), Neighbour(9, 1.0), Neighbour(5, 0.0)]
    assert rank_passages([2, 5, 9], -cosines, 1) == [Neighbour(5, 0.0)]
    assert rank_passages([], cosines[:0], 1) == []


def test_what_does_not_stand_is_dropped_though_chroma_still_holds_it(shelf, vectors):
    old = write_report("old", "The ferry broke loose on Monday.")
    shelf.attach(vectors)
    shelf.add(FERRY, CHEESE, old, write_report("forged", "The ferry broke loose on Sunday."))
    shelf.stage(write_report("waiting", "The ferry broke loose on Friday."))
    shelf.add(replace(old, body="Nothing is known of any boat."))
    shelf.withdraw("forged")
    vectors.put(shelf.read_collection(), [(4_000, np.eye(384, dtype=np.float32)[0])])
    assert shelf.list_chroma() == [*shelf.list_ids(), 4_000]
    hits = shelf.find(QUESTION)
    assert sorted(list_reports(hits)) == ["cheese", "ferry", "old"]
    assert {hit.passage.version for hit in hits if hit.passage.report_id == "old"} == {2}
    shelf.desk.restore("forged", "test")
    assert "forged" in list_reports(shelf.find(QUESTION))


def test_many_dead_neighbours_do_not_crowd_out_the_living(shelf):
    shelf.add(FERRY, *(replace(CHEESE, id=f"ferry-{place}", body=FERRY.body) for place in range(CANDIDATES + 50)))
    for place in range(CANDIDATES + 50):
        shelf.withdraw(f"ferry-{place}")
    assert list_reports(shelf.find(QUESTION)) == ["ferry"]


def test_what_does_not_stand_has_no_say_in_the_order(shelf):
    shelf.add(FERRY, CHEESE)
    before = tell(shelf.find(QUESTION))
    shelf.add(*(replace(FERRY, id=f"forged-{place}") for place in range(5)))
    for place in range(5):
        shelf.withdraw(f"forged-{place}")
    after = shelf.find(QUESTION)
    assert [(place, start, rank) for place, start, _, rank in tell(after)] == [
        (place, start, rank) for place, start, _, rank in before
    ]
    assert sorted(hit.keyword_rank for hit in after) == [1, 2]


def test_one_snapshot_is_searched_while_the_shelf_changes(shelf):
    shelf.add(FERRY)
    with shelf.database.reading() as connection:
        before = shelf.search.search(Query(QUESTION), inside=connection)
        shelf.withdraw("ferry")
        assert shelf.search.search(Query(QUESTION), inside=connection) == before != []
    assert shelf.find(QUESTION) == []


def test_a_chroma_that_is_gone_costs_a_warning_and_no_hit(shelf, tmp_path, caplog):
    server = ChromaServer(tmp_path / "chroma")
    server.start()
    try:
        server.wait_until_ready()
        gone = ChromaVectors(server.address)
        shelf.attach(gone)
        shelf.add(FERRY, CHEESE)
        before = tell(shelf.find(QUESTION))
    finally:
        server.stop()
    assert not caplog.records
    assert tell(shelf.find(QUESTION)) == before
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "exact search" in caplog.text
    shelf.add(write_report("late", "The ferry broke loose late."))
    assert "late" in list_reports(shelf.find(QUESTION))
    gone.close()


@pytest.fixture
def nobody(light_shelf):
    """A shelf that would ask a Chroma that is not there, and whose model knows English alone."""
    light_shelf.add(FERRY, CHEESE)
    light_shelf.search.vectors = ChromaVectors("http://127.0.0.1:9")
    return light_shelf


@pytest.mark.parametrize("name", [None, "", f"passages-1{sign_model('another model')}"])
def test_chroma_is_not_asked_while_it_has_no_collection_of_this_model(nobody, caplog, name):
    if name is not None:
        with nobody.database.writing() as connection:
            write_state(connection, COLLECTION, name)
    assert list_reports(nobody.find(QUESTION)) == ["ferry", "cheese"]
    assert not caplog.records


def test_chroma_is_not_asked_within_bounds_or_for_languages_without_vectors(nobody, caplog):
    with nobody.database.writing() as connection:
        write_state(connection, COLLECTION, f"passages-1{sign_model(nobody.embedder.name)}")
    nobody.find(QUESTION, since=date(2020, 1, 1))
    nobody.find("کشتی کی رها شد؟")
    assert not caplog.records
    nobody.find(QUESTION)
    assert len(caplog.records) == 1


def test_a_collection_belongs_to_the_model_that_made_it(shelf):
    with shelf.database.writing() as connection:
        assert find_collection(connection, "one") is None
        write_state(connection, COLLECTION, f"passages-7{sign_model('one')}")
        assert find_collection(connection, "one") == f"passages-7{sign_model('one')}"
        assert find_collection(connection, "two") is None


def test_search_names_the_model_that_embeds_its_questions(samples, embedder):
    assert samples.search.model == embedder.name


def test_a_samples_every_passage_can_be_found_by_its_own_words(samples):
    report = read_sample("storm-gazette.md")
    for hit in samples.find(report.body[:200])[:1]:
        assert (hit.passage.report_id, hit.passage.start) == (report.id, 0)
