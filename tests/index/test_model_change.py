"""Changing the embedding model: the former answers until the other has embedded everything, and nothing ever mixes."""

from contextlib import closing, suppress
from dataclasses import replace

import numpy as np
import pytest

import index.model_change
from corpus.errors import DatabaseError
from index.errors import EmbeddingModelError
from index.passage_store import PassageStore
from index.searching import Query, sign_model
from index.vector_models import read_serving
from tests.index.two_models import PartEmbedder, make_models
from tests.shelves import Shelf, write_report

REPORTS = [
    write_report(f"weir-{n}", f"The weir of mill {n} broke on day {n}; its keeper Orla{n} left.") for n in range(9)
]
QUESTION = "When did the weir of mill 4 break?"


@pytest.fixture
def models():
    return make_models()


@pytest.fixture
def old(tmp_path, models):
    opened = Shelf(tmp_path / "catalogue.db", models[0])
    opened.add(*REPORTS)
    yield opened
    opened.close()


@pytest.fixture
def new(old, models, monkeypatch):
    """The same catalogue, opened with the other model set."""
    monkeypatch.setattr(index.model_change, "STEP", 2)
    opened = Shelf(old.file, models[1], others=models)
    yield opened
    opened.close()


def tell(shelf, question=QUESTION):
    return [(hit.passage, hit.score, hit.similarity) for hit in shelf.find(question)]


def count(shelf):
    return dict(shelf.index.describe_models().embedded)


def take_steps(shelf, most):
    """Take so many steps of a change, and leave it there as a program does that ends."""
    with closing(shelf.index.reindex_in_steps()) as steps:
        return [done for _, done in zip(range(most), steps, strict=False)]


def test_the_former_model_answers_as_before_until_the_other_has_embedded_everything(old, new, models):
    before = tell(old)
    assert before[0][2] > 0
    seen = []
    for done in new.index.reindex_in_steps():
        if len(count(new)) == 2 and count(new)["new words"] < 9:
            assert tell(new) == before
            seen.append(new.search.model)
        report = done
    assert set(seen) == {"old words"}
    assert len(seen) >= 4
    assert (report.passages, report.embedded) == (9, 9)
    assert new.search.model == old.search.model == "new words"
    assert [hit[0] for hit in tell(new)][:1] == [before[0][0]]


def test_the_vectors_and_the_memory_of_the_former_model_are_given_back(old, new, models):
    tell(new)
    assert [each.is_loaded for each in models] == [True, False]
    new.index.reindex()
    assert count(new) == {"new words": 9}
    tell(new)
    assert [each.is_loaded for each in models] == [False, True]


def test_another_process_answers_with_the_other_model_from_the_switch_on(old, new, models):
    beside = Shelf(old.file, models[0], others=models)
    assert tell(beside)[0][2] > 0
    new.index.reindex()
    assert tell(beside) == tell(new)
    assert beside.search.model == "new words"
    beside.close()


def test_what_is_embedded_stays_embedded_when_the_work_is_cut_short(new, models):
    take_steps(new, 3)
    assert count(new) == {"old words": 9, "new words": 6}
    done = len(models[1].embedded)
    assert new.index.reindex().embedded == 3
    assert len(models[1].embedded) == done + 3


def test_what_is_added_meanwhile_is_embedded_with_both(new, models):
    take_steps(new, 2)
    new.add(write_report("late", "The keeper of the eels came late."))
    assert count(new) == {"old words": 10, "new words": 5}
    assert new.find("Who came late with the eels?")[0].passage.report_id == "late"
    assert new.index.reindex().embedded == 5
    assert new.find("Who came late with the eels?")[0].similarity > 0


def test_what_is_replaced_meanwhile_is_gone_from_both(new):
    take_steps(new, 2)
    new.add(*(replace(report, body=f"{report.body} It was mended.") for report in REPORTS[:3]))
    new.index.sweep()
    new.index.reindex()
    assert count(new) == {"new words": 9}
    assert new.index.check().was_whole


def test_what_is_withdrawn_is_embedded_too_and_counts_neither_as_done_nor_as_wanted(new):
    take_steps(new, 3)
    new.withdraw("weir-0")
    standing = new.index.describe_models()
    assert (standing.coming, standing.wanted, standing.count("old words")) == ("new words", 8, 8)
    assert standing.count("new words") <= 6
    assert new.index.reindex().withdrawn == 1
    assert count(new) == {"new words": 8}
    assert len(new.list_ids()) == 9


def test_what_comes_while_the_last_is_kept_is_not_missed(new, monkeypatch):
    build = new.index._chroma.build

    def add_one(model, on_progress=None):
        with suppress(IndexError):
            new.add(late.pop())
        return build(model, on_progress)

    late = [write_report("late", "The keeper of the eels came late.")]
    monkeypatch.setattr(new.index._chroma, "build", add_one)
    monkeypatch.setattr("index.report_index.read_coming", lambda connection: None)  # nobody embeds it with both
    assert new.index.reindex().embedded == 10
    assert count(new) == {"new words": 10}


def test_chroma_is_built_beside_the_old_one_and_swapped(old, new, vectors):
    old.attach(vectors)
    new.attach(vectors, kept=True)
    first, before = new.read_collection(), tell(new)
    for _ in new.index.reindex_in_steps():
        if new.search.model == "old words":
            assert new.read_collection() == first
            assert tell(new) == before
    assert first.endswith(sign_model("old words"))
    assert new.read_collection().endswith(sign_model("new words"))
    assert new.list_chroma() == new.list_ids()
    with pytest.raises(index.report_index.VectorIndexError):
        vectors.list_ids(first)


def test_a_question_under_way_keeps_to_the_model_of_its_snapshot(old, new):
    before = tell(new)
    with new.database.reading() as connection:
        read_serving(connection)
        *_, _ = new.index.reindex_in_steps()
        hits = new.search.search(Query(QUESTION), inside=connection)
    assert [(hit.passage, hit.score, hit.similarity) for hit in hits] == before
    assert new.search.model == "new words"
    assert tell(new)[0][2] > 0


def test_keywords_answer_where_the_former_model_cannot_be_loaded_any_more(new, models, caplog):
    models[0].is_gone = True
    hits = new.find(QUESTION)
    assert hits[0].passage.report_id == "weir-4"
    assert {hit.similarity for hit in hits} == {0}
    assert new.serving.is_lost
    assert new.index.describe_models().lost
    assert "cannot be loaded" in caplog.text or "is gone" in caplog.text
    new.add(write_report("late", "The keeper of the eels came late."))
    assert new.find("Who came late with the eels?")[0].passage.report_id == "late"
    new.index.reindex()
    assert new.find(QUESTION)[0].similarity > 0
    assert not new.serving.is_lost
    assert not new.index.describe_models().lost


@pytest.mark.parametrize("wanted", [None, "a third one"])
def test_a_model_that_cannot_be_loaded_changes_nothing(new, models, wanted):
    before = tell(new)
    models[1].is_gone = True
    with pytest.raises(EmbeddingModelError):
        new.index.reindex(model=wanted)
    assert new.index.describe_models().coming is None
    assert tell(new) == before


def test_a_change_that_was_given_up_leaves_nothing(old, new):
    take_steps(new, 2)
    old.index.reindex()
    assert count(old) == {"old words": 9}
    assert old.index.describe_models().coming is None


def test_trigrams_come_before_a_change_that_needs_them_and_go_after_one_that_does_not(tmp_path):
    wide, narrow = PartEmbedder("all languages", 0), PartEmbedder("English alone", 1, ["en"])
    first = Shelf(tmp_path / "catalogue.db", wide)
    peyk = write_report("peyk", "کشتی نیمه‌شب رها شد.", language="fa")
    first.add(*REPORTS[:2], peyk, write_report("bac", "Le bac a rompu ses amarres.", language="fr"))
    assert first.count_rows("passage_trigrams") == 1
    second = Shelf(first.file, narrow, others=[wide, narrow])
    for _ in second.index.reindex_in_steps():
        assert second.find("کشتی")[0].passage.report_id == "peyk"
        assert second.count_rows("passage_trigrams") == 2
    assert second.search.model == "English alone"
    third = Shelf(first.file, wide, others=[wide, narrow])
    third.index.reindex()
    assert third.count_rows("passage_trigrams") == 1
    assert count(third) == {"all languages": 4}
    for shelf in (first, second, third):
        shelf.close()


@pytest.mark.parametrize("dimension", [1, 384, 1153])
def test_the_catalogue_takes_no_vector_of_another_size_under_a_models_name(old, dimension):
    store, embedded = PassageStore("old words"), old.embedder.embed("The weir broke.")
    other = replace(embedded, vector=np.ones(dimension, np.float32))
    with pytest.raises(DatabaseError, match="the vectors of one model are of one size"), old.database.writing() as it:
        store.keep_vectors(it, [(old.list_ids()[0], other)])
    assert count(old) == {"old words": 9}


def test_the_catalogue_takes_no_vector_whose_tokens_are_of_another_size(old):
    vector, tokens = np.ones(384, np.float32).tobytes(), b"x" * (12 + 383)
    values = {"id": old.list_ids()[0], "vector": vector, "tokens": tokens}
    with pytest.raises(DatabaseError, match="one size"), old.database.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO passage_vectors (passage_id, model, vector, tokens) VALUES (:id, 'm', :vector, :tokens)",
            values,
        )


@pytest.mark.parametrize("change", ["model = 'new words'", "vector = zeroblob(4608)", "passage_id = passage_id + 1"])
def test_a_vector_in_the_catalogue_is_never_changed(old, change):
    with pytest.raises(DatabaseError, match="a vector stays as its model made it"), old.database.writing() as it:
        it.exec_driver_sql(f"UPDATE passage_vectors SET {change}")  # noqa: S608


def test_no_vector_is_without_a_model(old):
    with pytest.raises(DatabaseError), old.database.writing() as connection:
        PassageStore("").keep_vectors(connection, [(old.list_ids()[0], old.embedder.embed("The weir broke."))])


def test_a_model_that_is_forgotten_may_come_back_in_another_size(old, new):
    new.index.reindex()
    embedded = new.embedder.embed("The weir broke.")
    smaller = replace(
        embedded, vector=np.ones(1, np.float32), tokens=replace(embedded.tokens, vectors=np.ones((3, 1), np.float32))
    )
    with new.database.writing() as connection:
        PassageStore("old words").keep_vectors(connection, [(new.list_ids()[0], smaller)])
    assert count(new) == {"new words": 9, "old words": 1}
