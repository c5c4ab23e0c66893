"""The index follows the catalogue: staged unseen, swept when replaced, mended, rebuilt without embedding again."""

from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest

import index.report_index
from index.chroma_copy import next_name
from index.chroma_server import ChromaServer
from index.report_index import IndexReport
from index.searching import find_collection
from index.vectors import ChromaVectors
from tests.shelves import CountingEmbedder, Shelf, write_report

FERRY = write_report("ferry", "The ferry broke loose on Tuesday.\n\nNobody was killed.")
STORM = write_report("storm", "The river rose and took the parapet of the bridge.")
PEYK = write_report("peyk", "کشتی کابلی آنسلما سه‌شنبه شب رها شد.", language="fa", title="کشتی")
LONG = write_report("long", "\n\n".join(f"This is paragraph {place} of the story. " * 12 for place in range(8)))
QUESTION = "When did the ferry break loose?"
TABLES = ("passages", "passage_vectors", "passage_words", "passage_trigrams")


@pytest.fixture
def shelf(light_shelf):
    """A shelf whose model covers English alone, so that passages with vectors and without stand side by side."""
    return light_shelf


@pytest.fixture
def counting(shelf):
    """An empty shelf whose embedder notes what it is asked to embed."""
    opened = Shelf(shelf.file, CountingEmbedder(shelf.embedder))
    yield opened
    opened.close()


def take_stock(shelf) -> dict[str, object]:
    """What the index holds: rows of each table, ids of passages, and what Chroma has."""
    chroma = shelf.list_chroma() if shelf.index.vectors else None
    return {table: shelf.count_rows(table) for table in TABLES} | {"ids": shelf.list_ids(), "chroma": chroma}


def list_found(shelf, question: str = QUESTION) -> set[str]:
    return {hit.passage.report_id for hit in shelf.find(question)}


def test_staging_twice_changes_nothing_and_embeds_once(counting, vectors):
    counting.attach(vectors)
    staged = counting.stage(FERRY, PEYK)
    before = take_stock(counting)
    assert before == {
        "passages": 2,
        "passage_vectors": 1,
        "passage_words": 2,
        "passage_trigrams": 1,
        "ids": [1, 2],
        "chroma": [1],
    }
    counting.index.stage(staged)
    assert take_stock(counting) == before
    counting.publish(*staged)
    counting.index.stage(staged)
    assert take_stock(counting) == before
    assert counting.embedder.texts == [FERRY.body]


def test_nothing_is_found_before_it_is_published(shelf):
    staged = shelf.stage(FERRY, PEYK)
    assert list_found(shelf) == list_found(shelf, "کشتی کی رها شد؟") == set()
    assert shelf.index.count() == 0
    shelf.publish(*staged)
    assert "ferry" in list_found(shelf)
    assert "peyk" in list_found(shelf, "کشتی کی رها شد؟")
    assert shelf.index.count() == 2


def test_staging_cut_short_while_embedding_is_finished_by_the_next(counting, monkeypatch):
    monkeypatch.setattr(index.report_index, "CHUNK", 3)
    (staged,) = counting.stage_only(LONG)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        counting.index.stage([staged], stop)
    assert counting.count_rows("passage_vectors") == 3
    first = counting.embedder.texts[:]
    counting.index.stage([staged])
    assert counting.count_rows("passage_vectors") == counting.count_rows("passages") == len(first)
    assert len(counting.embedder.texts) == len(first) + len(first) - 3


def test_progress_is_told_in_steps_outside_of_transactions(shelf, monkeypatch):
    monkeypatch.setattr(index.report_index, "CHUNK", 3)
    told = []

    def note(done: int, total: int) -> None:
        with shelf.database.writing() as connection:
            connection.exec_driver_sql("UPDATE index_state SET value = value")
        told.append((done, total))

    shelf.stage(LONG, on_progress=note)
    count = shelf.count_rows("passages")
    assert count > 6
    assert told == [*((done, count) for done in range(3, count, 3)), (count, count)]


def test_progress_of_a_rebuild_ends_at_its_total(shelf, vectors):
    shelf.attach(vectors)
    shelf.add(FERRY, STORM, PEYK)
    told = []
    shelf.index.reindex(lambda *step: told.append(step))
    assert told == [(1, 2), (2, 2)]


def test_replaced_and_discarded_versions_are_swept_out_everywhere(shelf, vectors):
    shelf.attach(vectors)
    shelf.add(FERRY, STORM, PEYK)
    waiting, given_up = shelf.stage(replace(STORM, body="The river fell again."), write_report("eels", "No eels."))
    shelf.desk.discard(given_up.id, given_up.version)
    shelf.add(replace(FERRY, body="The ferry did not break loose."), replace(PEYK, body="کشتی رها نشد."))
    shelf.withdraw("storm")
    shelf.index.sweep()
    (ferry,), (peyk,), storm = (shelf.list_ids(report_id) for report_id in ("ferry", "peyk", "storm"))
    assert shelf.list_ids() == sorted([ferry, peyk, *storm])
    assert take_stock(shelf) == {
        "passages": 4,
        "passage_vectors": 3,
        "passage_words": 4,
        "passage_trigrams": 1,
        "ids": shelf.list_ids(),
        "chroma": sorted([ferry, *storm]),
    }
    shelf.index.sweep()
    shelf.publish(waiting)
    shelf.desk.restore("storm", "test")
    (hit,) = shelf.find("Did the river fall?")[:1]
    assert (hit.passage.report_id, hit.passage.version, hit.vector_rank) == ("storm", 2, 1)


def test_a_check_of_what_is_whole_changes_nothing(shelf, vectors):
    shelf.attach(vectors)
    shelf.add(FERRY, STORM, PEYK)
    shelf.stage(replace(STORM, body="The river fell again."))
    shelf.withdraw("storm")
    before, name = take_stock(shelf), shelf.read_collection()
    found = shelf.index.check()
    assert found == IndexReport(passages=2, embedded=0, missing=0, extra=0, chroma=True, withdrawn=1)
    assert found.was_whole
    assert (take_stock(shelf), shelf.read_collection()) == (before, name)


def test_a_check_finds_and_mends_what_chroma_lacks_and_has_too_much(shelf, vectors):
    shelf.attach(vectors)
    shelf.add(FERRY, STORM, PEYK, LONG)
    before = shelf.list_chroma()
    vectors.remove(shelf.read_collection(), before[:2])
    vectors.put(shelf.read_collection(), [(place, np.eye(384, dtype=np.float32)[0]) for place in (70, 71, 72)])
    found = shelf.index.check()
    assert (found.missing, found.extra, found.embedded, found.was_whole) == (2, 3, 0, False)
    assert shelf.list_chroma() == before
    assert shelf.index.check().was_whole


def test_a_check_mends_a_collection_that_is_gone(shelf, vectors):
    shelf.attach(vectors)
    shelf.add(FERRY, STORM)
    vectors.drop_collection(shelf.read_collection())
    assert shelf.index.check().missing == 2
    assert shelf.index.check().was_whole


@pytest.mark.parametrize("table", ["passages", "passage_vectors"])
@pytest.mark.parametrize("with_chroma", [False, True], ids=["alone", "with Chroma"])
def test_a_check_makes_again_what_the_catalogue_lost(counting, vectors, table, with_chroma):
    if with_chroma:
        counting.attach(vectors)
    counting.add(FERRY, STORM, PEYK)
    counting.embedder.texts.clear()
    with counting.database.writing() as connection:
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608
    found = counting.index.check()
    assert (found.passages, found.embedded, found.chroma) == (3, 2, with_chroma)
    assert sorted(counting.embedder.texts) == sorted([FERRY.body, STORM.body])
    assert list_found(counting) >= {"ferry"}
    assert list_found(counting, "کشتی کی رها شد؟") >= {"peyk"}
    assert (counting.count_rows("passage_words"), counting.count_rows("passage_trigrams")) == (3, 1)
    assert counting.index.check().was_whole


def test_a_check_mends_keywords_that_are_lost_or_left_over(shelf):
    shelf.add(FERRY, STORM, PEYK)
    with shelf.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM passage_words WHERE rowid = 1")
        connection.exec_driver_sql("INSERT INTO passage_words(rowid, title, body) VALUES (50, 'ferry', 'ferry')")
    found = shelf.index.check()
    assert (found.missing, found.extra, found.was_whole) == (1, 1, False)
    assert shelf.find("ferry")[0].keyword_rank == 1
    assert shelf.index.check().was_whole


def test_chroma_is_built_again_once_too_much_was_deleted(shelf, vectors):
    shelf.attach(vectors)
    many = [write_report(f"report-{place}", f"Ferry number {place} sank.") for place in range(10)]
    shelf.add(*many)
    first = shelf.read_collection()
    for place in (0, 1, 2):
        shelf.add(replace(many[place], body=f"Ferry number {place} did not sink."))
        shelf.index.sweep()
        assert shelf.read_collection() == first
    shelf.add(replace(many[3], body="Ferry number 3 did not sink."))
    shelf.index.sweep()
    second = shelf.read_collection()
    assert second != first
    assert shelf.list_chroma() == shelf.list_ids()
    shelf.index.sweep()
    shelf.add(replace(many[4], body="Ferry number 4 did not sink."))
    shelf.index.sweep()
    assert shelf.read_collection() == second


def test_what_is_kept_of_withdrawn_reports_is_counted_apart(light_shelf):
    light_shelf.add(FERRY, STORM, PEYK)
    light_shelf.withdraw("storm")
    light_shelf.stage(write_report("mill", "The mill is shut."))
    with light_shelf.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM passage_vectors")
    again = light_shelf.index.reindex()
    assert (again.passages, again.withdrawn, again.embedded) == (2, 1, 3)
    found = light_shelf.index.check()
    assert (found.passages, found.withdrawn, found.was_whole) == (2, 1, True)
    assert light_shelf.index.describe_models().embedded == {light_shelf.embedder.name: 1}
    light_shelf.desk.restore("storm", "test")
    assert light_shelf.index.describe_models().embedded == {light_shelf.embedder.name: 2}
    assert light_shelf.index.check().withdrawn == 0


def test_a_check_without_chroma_says_so(shelf):
    shelf.add(FERRY)
    assert shelf.index.check() == IndexReport(passages=1, embedded=0, missing=0, extra=0, chroma=False)


def test_reindexing_embeds_nothing_again(counting, vectors):
    counting.attach(vectors)
    counting.add(FERRY, STORM, PEYK, LONG)
    before, first = take_stock(counting), counting.read_collection()
    counting.embedder.texts.clear()
    with counting.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM passage_words")
        connection.exec_driver_sql("DELETE FROM passage_trigrams")
    found = counting.index.reindex()
    assert counting.embedder.texts == []
    assert (found.embedded, found.missing, found.chroma) == (0, found.passages, True)
    assert take_stock(counting) == before
    assert counting.read_collection() != first
    with pytest.raises(index.report_index.VectorIndexError):
        vectors.list_ids(first)
    assert counting.find("ferry")[0].keyword_rank == 1
    assert list_found(counting, "کشتی") == {"peyk"}


def test_reindexing_without_chroma_serves_by_exact_search(shelf):
    shelf.add(FERRY)
    assert shelf.index.reindex() == IndexReport(passages=1, embedded=0, missing=0, extra=0, chroma=False)
    assert shelf.read_collection() == ""
    assert shelf.find(QUESTION)[0].vector_rank == 1


def test_what_was_staged_when_everything_was_rebuilt_is_found_once_it_stands(shelf, vectors):
    shelf.attach(vectors)
    staged = shelf.stage(FERRY, PEYK)
    shelf.attach(vectors)
    shelf.index.reindex()
    shelf.index.stage(staged)
    shelf.publish(*staged)
    assert shelf.list_chroma() == shelf.list_ids("ferry")
    assert (shelf.find(QUESTION)[0].keyword_rank, shelf.find(QUESTION)[0].vector_rank) == (1, 1)
    assert list_found(shelf, "کشتی") == {"peyk"}
    assert shelf.index.check().was_whole


def test_what_was_withdrawn_when_everything_was_rebuilt_is_found_once_it_is_restored(shelf, vectors):
    shelf.attach(vectors)
    shelf.add(FERRY, STORM)
    shelf.withdraw("ferry")
    shelf.index.reindex()
    shelf.desk.restore("ferry", "test")
    assert shelf.find(QUESTION)[0].vector_rank == 1
    assert shelf.index.check().was_whole


def test_a_kept_chroma_is_not_built_again_and_another_is(shelf, vectors):
    shelf.attach(vectors)
    shelf.add(FERRY)
    vectors.put(shelf.read_collection(), [(99, np.eye(384, dtype=np.float32)[0])])
    shelf.attach(vectors, kept=True)
    assert shelf.list_chroma() == [1, 99]
    shelf.attach(vectors, kept=False)
    assert shelf.list_chroma() == [1]


def test_nothing_is_mended_where_no_chroma_runs(shelf):
    shelf.add(FERRY)
    shelf.index.mend()
    assert shelf.read_collection() == ""


def test_a_chroma_that_goes_while_reports_are_staged_costs_nothing_but_itself(shelf, tmp_path, caplog):
    server = ChromaServer(tmp_path / "chroma")
    server.start()
    server.wait_until_ready()
    gone = ChromaVectors(server.address)
    shelf.attach(gone)
    shelf.add(STORM)
    server.stop()
    shelf.add(FERRY)
    assert shelf.read_collection() == ""
    assert "ferry" in list_found(shelf)
    assert len(caplog.records) == 1
    gone.close()
    server.start()
    server.wait_until_ready()
    again = ChromaVectors(server.address)
    shelf.attach(again, kept=True)
    assert shelf.list_chroma() == [1, 2]
    again.close()
    server.stop()


def test_what_is_staged_while_no_chroma_runs_is_in_the_next(shelf, vectors, caplog):
    shelf.attach(vectors)
    shelf.add(FERRY)
    shelf.index.attach(None, kept=True)
    shelf.add(STORM)
    assert "No vector index runs" in caplog.text
    shelf.attach(vectors, kept=True)
    assert shelf.list_chroma() == [1, 2]


def test_collections_are_numbered():
    assert next_name(None) == "passages-1"
    assert next_name("passages-9-0123456789ab") == "passages-10"


def test_a_collection_carries_the_whole_sign_of_the_model_whose_vectors_it_holds(shelf, vectors):
    shelf.attach(vectors)
    shelf.add(FERRY)
    name, model = shelf.read_collection(), shelf.embedder.name
    assert name == f"passages-1-{sha256(model.encode()).hexdigest()[:12]}"
    assert vectors.list_ids(name) == set(shelf.list_ids())
    with shelf.database.reading() as connection:
        assert find_collection(connection, model) == name
        likes = (model[:-1], model[1:], f"{model}.", model.upper(), model.partition("@")[0])
        assert [find_collection(connection, each) for each in likes] == [None] * len(likes)


def test_a_copy_of_the_catalogue_is_all_that_the_index_needs(samples, tmp_path, embedder, vectors):
    samples.database.copy_to(tmp_path / "copied.db")
    copied = Shelf(tmp_path / "copied.db", CountingEmbedder(embedder), vectors)
    assert copied.index.check().was_whole
    assert copied.embedder.texts == []
    copied.close()
