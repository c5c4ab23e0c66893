"""Passages are kept beside their reports, and seen only while their version stands."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reports import Status
from index.embedding import Embedding, TokenVectors, normalise
from index.passage_store import Bounds, PassageStore, StoredPassage, pack_tokens, read_state, unpack_tokens, write_state
from index.passages import split_report
from tests.shelves import cut_passages, read_sample, write_report

FERRY = write_report("ferry", "The ferry broke loose on Tuesday.\n\nNobody was killed.", published=date(2026, 3, 11))
STORM = write_report(
    "storm", "The river rose on Thursday.", published=date(2026, 1, 9), publisher="The Hobb’s Fell Gazette"
)
ANY = Bounds()
UNDATED = write_report("undated", "Someone wrote this once.", published=None, publisher=None)


def find_live(shelf, bounds: Bounds = ANY) -> list[str]:
    """The ids of the reports of which any passage may be quoted now."""
    with shelf.database.reading() as connection:
        chosen = sorted(shelf.store.find_live(connection, range(1, 1200), bounds))
        assert chosen == shelf.store.list_comparable(connection, bounds)
        assert bounds.are_set or len(chosen) == shelf.store.count(connection) == shelf.index.count()
        return sorted({stored.passage.report_id for stored in shelf.store.load(connection, chosen)})


def load_live(shelf) -> list[StoredPassage]:
    with shelf.database.reading() as connection:
        return shelf.store.load(connection, sorted(shelf.store.find_live(connection, shelf.list_ids(), ANY)))


def test_a_passage_comes_back_as_it_was_with_its_text_and_vectors(shelf, embedder):
    report = read_sample("anselma-bulletin.pdf")
    shelf.add(report)
    found = load_live(shelf)
    assert [stored.passage for stored in found] == split_report(report)
    assert [stored.text for stored in found] == cut_passages(report)
    assert {stored.language for stored in found} == {"en"}
    expected = dict(embedder.embed_passages(cut_passages(report)))
    for place, stored in enumerate(found):
        assert stored.vector == pytest.approx(expected[place].vector, abs=1e-4)
        assert np.array_equal(stored.tokens.spans, expected[place].tokens.spans)


def test_stored_token_vectors_point_where_the_originals_do(embedder):
    for _, embedding in embedder.embed_passages(cut_passages(read_sample("storm-gazette.md"))):
        tokens = embedding.tokens
        stored = unpack_tokens(pack_tokens(tokens), tokens.vectors.shape[1])
        assert np.array_equal(stored.spans, tokens.spans)
        assert (normalise(stored.vectors) * tokens.vectors).sum(axis=1).min() > 0.9999
        assert np.linalg.norm(stored.vectors, axis=1) == pytest.approx(np.ones(len(tokens.spans)), abs=0.01)
        assert len(pack_tokens(tokens)) == len(tokens.spans) * (12 + tokens.vectors.shape[1])


@given(st.integers(0, 20), st.integers(1, 400), st.integers(0, 2**32))
def test_any_token_vectors_come_back_close_to_what_they_were(count, dimension, seed):
    draw = np.random.default_rng(seed)
    vectors = (draw.normal(size=(count, dimension)) * draw.choice([0, 1e-6, 1, 1e3])).astype(np.float32)
    spans = draw.integers(0, 2**31 - 1, (count, 2)).astype(np.int32)
    back = unpack_tokens(pack_tokens(TokenVectors(vectors, spans)), dimension)
    assert np.array_equal(back.spans, spans)
    assert back.vectors.shape == vectors.shape
    largest = np.abs(vectors).max(axis=1, initial=0)[:, None]
    assert np.all(np.abs(back.vectors - vectors) <= largest / 250 + 1e-12)


def test_a_staged_version_is_not_found_until_it_is_published(shelf):
    staged = shelf.stage(FERRY)
    assert find_live(shelf) == []
    shelf.publish(*staged)
    assert find_live(shelf) == ["ferry"]


def test_a_replaced_version_is_never_found_again(shelf):
    shelf.add(FERRY)
    old = shelf.list_ids()
    staged = shelf.stage(write_report("ferry", "The ferry did not break loose."))
    assert [stored.id for stored in load_live(shelf)] == old
    shelf.publish(*staged)
    (stored,) = load_live(shelf)
    assert (stored.passage.version, stored.text) == (2, "The ferry did not break loose.")


def test_a_withdrawn_report_is_not_found_until_it_is_restored(shelf):
    shelf.add(FERRY, STORM)
    shelf.withdraw("ferry")
    assert find_live(shelf) == ["storm"]
    shelf.desk.restore("ferry", "test")
    assert find_live(shelf) == ["ferry", "storm"]


def test_a_report_that_came_withdrawn_is_not_found(shelf):
    shelf.add(write_report("ferry", "Nothing of this is true.", status=Status.WITHDRAWN, note="All of it was forged."))
    assert find_live(shelf) == []


@pytest.mark.parametrize(
    ("bounds", "found"),
    [
        (Bounds(), ["ferry", "storm", "undated"]),
        (Bounds(since=date(2026, 3, 11)), ["ferry"]),
        (Bounds(since=date(2026, 3, 12)), []),
        (Bounds(until=date(2026, 1, 9)), ["storm"]),
        (Bounds(until=date(2026, 1, 8)), []),
        (Bounds(since=date(2026, 1, 9), until=date(2026, 3, 11)), ["ferry", "storm"]),
        (Bounds(publisher="the example"), ["ferry"]),
        (Bounds(publisher="The Hobb’s Fell GAZETTE"), ["storm"]),
        (Bounds(publisher="The"), []),
        (Bounds(publisher="%"), []),
        (Bounds(since=date(2026, 2, 1), publisher="The Hobb’s Fell Gazette"), []),
        (Bounds(since=date(2026, 3, 11), keep_undated=True), ["ferry", "undated"]),
        (Bounds(until=date(2026, 1, 9), publisher="The Hobb’s Fell Gazette", keep_undated=True), ["storm"]),
    ],
    ids=repr,
)
def test_bounds_are_inclusive_and_leave_out_what_is_undated(shelf, bounds, found):
    shelf.add(FERRY, STORM, UNDATED)
    assert find_live(shelf, bounds) == found


@pytest.mark.parametrize("asked", ["ÉTOILE DU NORD", "étoile du nord"])
def test_a_publishers_capitals_do_not_matter_in_any_alphabet(shelf, asked):
    shelf.add(write_report("ferry", "The ferry sank.", publisher="Étoile du Nord"))
    assert find_live(shelf, Bounds(publisher=asked)) == ["ferry"]


def test_bounds_that_leave_nothing_out_are_not_set():
    assert not Bounds().are_set
    assert not Bounds(publisher="").are_set
    assert Bounds(publisher="The Example").are_set


def test_vectors_of_another_model_are_not_seen(shelf):
    shelf.add(FERRY)
    other = PassageStore("another model")
    with shelf.database.reading() as connection:
        ids = shelf.list_ids()
        assert other.list_comparable(connection, ANY) == list(other.stream_kept_vectors(connection)) == []
        assert (other.list_embedded(connection), shelf.store.list_embedded(connection)) == ([], ids)
        (stored,) = other.load(connection, ids)
        assert (stored.vector, stored.tokens) == (None, None)
        assert other.find_unembedded(connection, ids, bool) == [(ids[0], FERRY.body)]
        assert shelf.store.find_unembedded(connection, ids, bool) == []


def test_vectors_are_kept_in_place_of_older_ones(shelf):
    shelf.add(FERRY)
    (passage_id,) = shelf.list_ids()
    vector = normalise(np.arange(384, dtype=np.float32))
    tokens = TokenVectors(vector[None], np.array([[0, 3]], np.int32))
    with shelf.database.writing() as connection:
        shelf.store.keep_vectors(connection, [(passage_id, Embedding(vector, tokens))])
        shelf.store.keep_vectors(connection, [])
    with shelf.database.reading() as connection:
        assert shelf.store.list_comparable(connection, ANY) == [passage_id]
        assert shelf.store.read_vectors(connection, [passage_id]).tolist() == [vector.tolist()]


def test_forgotten_passages_take_their_vectors_with_them(shelf):
    shelf.add(FERRY, STORM)
    ids = shelf.list_ids("ferry")
    with shelf.database.writing() as connection:
        assert shelf.store.forget(connection, "ferry", 1) == ids
        assert shelf.store.forget(connection, "ferry", 1) == []
    assert shelf.list_ids() == shelf.list_ids("storm") != []
    assert shelf.count_rows("passage_vectors") == 1


def test_ids_of_forgotten_passages_are_not_given_out_again(shelf):
    shelf.add(FERRY)
    old = shelf.list_ids()
    with shelf.database.writing() as connection:
        shelf.store.forget(connection, "ferry", 1)
        ids = shelf.store.keep(connection, FERRY, split_report(FERRY))
    assert min(ids) > max(old)


def test_stale_are_replaced_and_discarded_versions_and_no_others(shelf):
    shelf.add(FERRY, STORM)
    shelf.withdraw("storm")
    shelf.add(write_report("ferry", "The second version."))
    waiting, given_up = shelf.stage(write_report("ferry", "The third version."), write_report("eels", "No eels."))
    shelf.desk.discard(given_up.id, given_up.version)
    with shelf.database.reading() as connection:
        assert sorted(shelf.store.find_stale(connection)) == [("eels", 1), ("ferry", 1)]
    assert waiting.version == 3


def test_uncut_are_live_versions_without_passages_withdrawn_ones_too(shelf):
    shelf.add(FERRY, STORM)
    shelf.stage(write_report("eels", "No eels."))
    with shelf.database.writing() as connection:
        shelf.store.forget(connection, "ferry", 1)
        shelf.store.forget(connection, "storm", 1)
        shelf.store.forget(connection, "eels", 1)
    shelf.withdraw("storm")
    with shelf.database.reading() as connection:
        assert sorted(shelf.store.find_uncut(connection)) == [("ferry", 1), ("storm", 1)]


def test_what_may_be_quoted_is_found_among_many_and_loaded_in_the_order_given(shelf):
    shelf.add(FERRY, STORM, UNDATED)
    ferry, storm, undated = (shelf.list_ids(report.id)[0] for report in (FERRY, STORM, UNDATED))
    shelf.withdraw("storm")
    many = [undated, 10_000, storm, *range(20_000, 22_000), ferry]
    with shelf.database.reading() as connection:
        assert shelf.store.find_live(connection, many, ANY) == {undated: "en", ferry: "en"}
        assert shelf.store.find_live(connection, many, Bounds(until=date(2026, 12, 31))) == {ferry: "en"}
        assert shelf.store.find_live(connection, [], ANY) == {}
        assert shelf.store.load(connection, []) == []
        assert [stored.id for stored in shelf.store.load(connection, [undated, ferry])] == [undated, ferry]


def test_only_languages_that_the_model_covers_wait_to_be_embedded(light_shelf):
    light_shelf.add(FERRY, write_report("peyk", "کشتی رها شد.", language="fa"))
    with light_shelf.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM passage_vectors")
        ids = light_shelf.list_ids()
        assert [row[0] for row in light_shelf.store.find_unembedded(connection, ids, bool)] == ids
        covered = light_shelf.store.find_unembedded(connection, ids, light_shelf.embedder.covers)
        assert covered == [(light_shelf.list_ids("ferry")[0], FERRY.body)]


def test_texts_of_a_language_come_with_their_titles(shelf):
    shelf.add(FERRY, write_report("peyk", "کشتی رها شد.", language="fa", title="کشتی"))
    shelf.stage(STORM)
    with shelf.database.reading() as connection:
        assert [row[1:] for row in shelf.store.stream_texts(connection, "fa")] == [("کشتی", "کشتی رها شد.")]
        assert sorted(row[1:] for row in shelf.store.stream_texts(connection, "en")) == sorted(
            (report.title, report.body) for report in (FERRY, STORM)
        )


def test_languages_are_listed_in_order(shelf):
    shelf.add(FERRY, write_report("peyk", "کشتی رها شد.", language="fa"), STORM)
    with shelf.database.reading() as connection:
        assert shelf.store.list_languages(connection) == ["en", "fa"]


def test_what_was_last_written_down_stands(shelf):
    with shelf.database.writing() as connection:
        write_state(connection, "collection", "one")
        write_state(connection, "collection", "two")
        write_state(connection, "other", "")
    with shelf.database.reading() as connection:
        assert [read_state(connection, name) for name in ("collection", "other", "never")] == ["two", "", None]
