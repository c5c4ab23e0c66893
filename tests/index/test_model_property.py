"""Whatever happens in whatever order, no two models' vectors are ever compared, kept or found together.

    add, replace, withdraw, restore, a step of a change, a whole one, another model set, a program that ends, a question

After each of them the whole house is looked at: what is kept under a model's name is what that model makes, Chroma's
collection holds the answering model's vectors, and a question is answered as that model alone would answer it.
"""

from itertools import count

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from corpus.reports import Status
from index.errors import VectorIndexError
from index.passage_store import passage_vectors, unpack_tokens
from index.searching import sign_model
from index.vectors import Neighbour
from tests.index.two_models import SIZE, PartEmbedder
from tests.shelves import Shelf, write_report

NAMES = ("old words", "new words", "third words")
PLACES = ("weir", "mill", "ferry")
ACTOR = "test"


class ListedVectors:
    """A Chroma server in memory, as the index uses one; a collection takes vectors of one size."""

    def __init__(self):
        self.collections = {}

    def make_collection(self, name):
        self.collections[name] = {}

    def drop_collection(self, name):
        self.collections.pop(name, None)

    def put(self, name, vectors):
        self._get(name).update(vectors)

    def remove(self, name, ids):
        for passage_id in ids:
            self._get(name).pop(passage_id, None)

    def list_ids(self, name):
        return set(self._get(name))

    def find(self, name, vector, limit):
        hits = [Neighbour(passage_id, float(each @ vector)) for passage_id, each in self._get(name).items()]
        return sorted(hits, key=lambda hit: (-round(hit.similarity, 6), hit.id))[:limit]

    def close(self):
        pass

    def _get(self, name):
        if name not in self.collections:
            raise VectorIndexError(f"There is no collection {name}.")
        return self.collections[name]


class House(RuleBasedStateMachine):
    """One data folder, opened again and again."""

    folders = count()
    root = None

    @initialize(with_chroma=st.booleans())
    def open_first(self, with_chroma):
        self.models = {name: PartEmbedder(name, part) for part, name in enumerate(NAMES)}
        self.file = self.root / f"{next(self.folders)}.db"
        self.chroma = ListedVectors() if with_chroma else None
        self.editions = count(1)
        self.steps = None
        self.shelf = None
        self.open(NAMES[0])
        for place in PLACES:
            self.add_or_replace(place)

    def open(self, wanted):
        self.shelf = Shelf(self.file, self.models[wanted], others=list(self.models.values()))
        self.wanted = wanted
        if self.chroma:
            self.shelf.attach(self.chroma, kept=True)

    def leave(self):
        if self.steps is not None:
            self.steps.close()
        self.steps = None

    @rule(place=st.sampled_from(PLACES))
    def add_or_replace(self, place):
        self.leave()
        edition = next(self.editions)
        body = f"The {place} broke on day {edition}.\n\nIts keeper Orla{edition} left the {place} at dawn."
        self.shelf.add(write_report(place, body))
        if edition % 2:
            self.shelf.index.sweep()

    @rule(place=st.sampled_from(PLACES))
    def withdraw_or_restore(self, place):
        if not self.shelf.catalogue.is_known(place):
            return
        if self.shelf.catalogue.get_report(place).status is Status.WITHDRAWN:
            self.shelf.desk.restore(place, ACTOR)
        else:
            self.shelf.withdraw(place)

    @rule(number=st.integers(1, 4))
    def take_steps(self, number):
        self.steps = self.steps or self.shelf.index.reindex_in_steps()
        for _ in range(number):
            if next(self.steps, None) is not None:
                self.steps = None
                return

    @rule()
    def finish(self):
        self.leave()
        self.shelf.index.reindex()
        assert self.shelf.search.model == self.wanted

    @rule()
    def check(self):
        self.leave()
        self.shelf.index.check()
        assert self.shelf.index.check().was_whole

    @rule(wanted=st.sampled_from(NAMES), is_clean=st.booleans())
    def end_and_start(self, wanted, is_clean):
        self.steps = None  # nobody tells the work that it ends
        self.shelf.close()
        self.open(wanted)
        if self.chroma and not is_clean:
            self.chroma.collections.clear()
            self.shelf.attach(self.chroma, kept=False)

    @invariant()
    def nothing_is_mixed(self):
        if self.shelf is None:
            return
        texts = self._read_texts()
        with self.shelf.database.reading() as connection:
            rows = connection.execute(passage_vectors.select()).all()
        for row in rows:
            made = self.models[row.model].embed(texts[row.passage_id])
            assert np.array_equal(np.frombuffer(row.vector, "<f4"), made.vector)
            assert np.allclose(unpack_tokens(row.tokens, SIZE).vectors, made.tokens.vectors, atol=0.01)
        if self.chroma and (name := self.shelf.read_collection()):
            (model,) = [each for each in NAMES if name.endswith(sign_model(each))]
            assert model == self.shelf.search.model
            for passage_id, vector in self.chroma.collections[name].items():
                assert np.array_equal(vector, self.models[model].embed(texts[passage_id]).vector)

    @invariant()
    def the_answering_model_answers_from_everything_that_stands(self):
        if self.shelf is None:
            return
        model = self.models[self.shelf.search.model]
        live = {each.id for each in self.shelf.catalogue.list_reports() if each.status.quotable}
        for place in PLACES:
            question = f"When did the {place} break and who left it?"
            hits, wanted = self.shelf.find(question), model.embed_question(question)
            assert {hit.passage.report_id for hit in hits} == live
            for hit in hits:
                text = self.shelf.catalogue.get_report(hit.passage.report_id).body
                vector = model.embed(text[hit.passage.start : hit.passage.end]).vector
                assert hit.vector_rank is not None
                assert abs(hit.similarity - float(vector @ wanted.vector)) < 1e-5

    def _read_texts(self):
        query = (
            "SELECT p.id, substr(v.body, p.start + 1, p.end - p.start) AS text FROM passages p "
            "JOIN versions v ON v.report_id = p.report_id AND v.version = p.version"
        )
        with self.shelf.database.reading() as connection:
            return {row.id: row.text for row in connection.exec_driver_sql(query)}

    def teardown(self):
        if self.shelf is not None:
            self.shelf.close()


def test_nothing_mixes_whatever_happens(tmp_path, monkeypatch):
    monkeypatch.setattr("index.model_change.STEP", 1)
    monkeypatch.setattr(House, "root", tmp_path)
    run_state_machine_as_test(
        House,
        settings=settings(
            max_examples=10, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
