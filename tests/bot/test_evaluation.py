"""Figures of a question set: worked out by hand, and measured on a tiny set through the whole of it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot.main
from bot.evaluation import DEPTH, Evaluation, Outcome, evaluate, find_rank, mean, measure_auroc, open_throwaway, share
from bot.home import Home
from bot.question_sets import read_question_set
from bot.settings import Settings
from corpus.errors import ReportExistsError
from corpus.sentences import Span
from index.late_interaction import Match
from index.passages import Passage
from index.searching import Hit

FIGURES = {
    "retrieval": {"report_hit@1", "report_hit@5", "report_hit@10", "hit@1", "hit@5", "hit@10", "mrr@10"},
    "quotation": {"@1", "@3", "exact"},
    "refusal": {"auroc", "precision", "recall", "answered_wrongly", "refused_wrongly"},
    "speed": {"ask_p50_ms", "ask_p95_ms", "passages_per_s"},
}


def give_outcome(answerable=True, ranks=(None, None), quoted=(), exact=(), support=0.5, refused=False, took_ms=1.0):
    return Outcome(answerable, *ranks, quoted, exact, support, refused, took_ms)


def measure(*outcomes: Outcome):
    return Evaluation(3, 7, outcomes, 12.345).make_json()


def test_figures_are_those_worked_out_by_hand():
    figures = measure(
        give_outcome(ranks=(1, 2), quoted=(False, True, False, True), exact=(True,) * 4, support=0.9, took_ms=10),
        give_outcome(ranks=(1, 1), quoted=(True,), exact=(True,), support=0.4, refused=True, took_ms=20),
        give_outcome(ranks=(6, None), quoted=(False, False, False, True), exact=(True, False), support=0.6, took_ms=30),
        give_outcome(ranks=(None, None), support=0.2, refused=True, took_ms=40),
        give_outcome(answerable=False, ranks=(1, 1), support=0.4, refused=True, exact=(True,), took_ms=50),
        give_outcome(answerable=False, support=0.7, quoted=(False,), exact=(True,), took_ms=60),
    )
    assert figures == {
        "reports": 3,
        "passages": 7,
        "questions": 6,
        "retrieval": {
            "report_hit@1": 0.5,
            "report_hit@5": 0.5,
            "report_hit@10": 0.75,
            "hit@1": 0.25,
            "hit@5": 0.5,
            "hit@10": 0.5,
            "mrr@10": 0.375,
        },
        "quotation": {"@1": 0.25, "@3": 0.5, "exact": 0.8889},
        # Of 4 × 2 pairs, the answerable one is above in (.9: 2) + (.4: ½) + (.6: 1) + (.2: 0).
        "refusal": {
            "auroc": 0.4375,
            "precision": 0.3333,
            "recall": 0.5,
            "answered_wrongly": 0.5,
            "refused_wrongly": 0.5,
        },
        "speed": {"ask_p50_ms": 35.0, "ask_p95_ms": 57.5, "passages_per_s": 12.3},
    }


def test_what_cannot_be_measured_is_null():
    figures = measure(give_outcome(ranks=(1, 1), quoted=(True,), exact=(True,)))
    assert figures["refusal"] == {
        "auroc": None,
        "precision": None,
        "recall": None,
        "answered_wrongly": None,
        "refused_wrongly": 0.0,
    }
    figures = measure(give_outcome(answerable=False))
    assert set(figures["retrieval"].values()) == {None}
    assert set(figures["quotation"].values()) == {None}


@pytest.mark.parametrize(
    ("positives", "negatives", "expected"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5], [0.5], 0.5),
        ([0.5, 0.7], [0.5, 0.6, 0.8], 0.4167),
        ([], [0.5], None),
        ([0.5], [], None),
    ],
)
def test_auroc_by_hand(positives, negatives, expected):
    assert measure_auroc(positives, negatives) == expected


scores = st.lists(st.integers(0, 5).map(float), min_size=1, max_size=12)


@given(scores, scores)
def test_auroc_is_the_share_of_pairs_in_order(positives, negatives):
    pairs = [(one > other) + (one == other) / 2 for one in positives for other in negatives]
    assert measure_auroc(positives, negatives) == pytest.approx(sum(pairs) / len(pairs), abs=1e-4)
    assert measure_auroc(positives, negatives) == pytest.approx(1 - measure_auroc(negatives, positives), abs=2e-4)


def test_shares_and_means():
    assert share(iter([True, False, False])) == 0.3333
    assert share([]) is None
    assert mean([1, 0.5]) == 0.75


def give_hits(*places: tuple[str, int, int]) -> list[Hit]:
    match = Match((0.5,), 0.5, 0.5, ())
    return [
        Hit(Passage(name, 1, start, end, 0, None, (Span(start, end),)), 1, match, 0, 1, 1)
        for name, start, end in places
    ]


def test_a_rank_is_that_of_the_first_right_hit_among_ten():
    hits = give_hits(*(("other", 0, 5) for _ in range(DEPTH - 1)), ("ferry", 3, 9), ("eels", 0, 5))
    assert find_rank(hits, lambda name, start, end: name == "other") == 1
    assert find_rank(hits, lambda *place: place == ("ferry", 3, 9)) == DEPTH
    assert find_rank(hits, lambda name, start, end: name == "eels") is None


@pytest.fixture
def settings(tmp_path, monkeypatch, embedder):
    monkeypatch.setattr(bot.main, "SentenceTransformerEmbedder", lambda model, models: embedder)
    return Settings(_env_file=None, onrecord_home=tmp_path / "home", chroma_url="http://127.0.0.1:9")


def test_a_model_is_made_where_all_data_folders_share_it(settings, monkeypatch, embedder):
    given = []
    (settings.onrecord_home / "models").mkdir(parents=True)
    monkeypatch.setattr(bot.main, "SentenceTransformerEmbedder", lambda *choice: given.append(choice) or embedder)
    shared = settings.onrecord_home.parent / "shared"
    with open_throwaway(settings.model_copy(update={"embedding_model": "multilingual", "models_home": shared})) as desk:
        assert desk.home.path != settings.onrecord_home
    assert given == [("multilingual", shared)]


FERRY = "The cable ferry drifted for eleven minutes on Tuesday. Fourteen people were injured in the accident."
CHEESE = "Customs officers seized smoked cheese that was hidden in the pipes of a church organ."
PEYK = "چوپان شب حادثه صدای پاره شدن کابل را شنید و به پاسگاه خبر داد."


def write_set(folder: Path, *reports) -> Path:
    questions = [
        ("How many people were injured?", True, ("ferry", FERRY, "Fourteen people"), "Fourteen people"),
        ("Where was the smoked cheese hidden?", True, ("cheese", CHEESE, CHEESE), "organ"),
        ("چوپان چه صدایی شنید؟", True, ("peyk", PEYK, PEYK), "پاره شدن کابل"),
        ("How long did the cable ferry drift?", True, ("ferry", FERRY, "eleven minutes"), "nine minutes"),
        ("Who composed the third symphony of Rautavaara?", False, None, ""),
    ]
    lines = [
        {
            "id": f"q{number}",
            "question": text,
            "answerable": answerable,
            "evidence": [{"report": place[0], "start": 0, "end": len(place[1])}] if place else [],
            "answers": [answer] if answer else [],
        }
        for number, (text, answerable, place, answer) in enumerate(questions)
    ]
    folder.mkdir(exist_ok=True)
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, lines)))
    (folder / "reports.jsonl").write_text("\n".join(map(json.dumps, reports)))
    return folder


REPORTS = (
    {"id": "ferry", "title": "Ferry", "body": FERRY},
    {"id": "cheese", "title": "Cheese", "body": CHEESE},
    {"id": "peyk", "title": "چوپان", "body": PEYK, "language": "fa"},
)


def test_a_tiny_set_is_measured_through_the_whole_of_it(tmp_path, settings):
    told = []
    figures = evaluate(
        write_set(tmp_path / "set", *REPORTS), settings, None, lambda *step: told.append(step)
    ).make_json()
    assert {name: set(figures[name]) for name in FIGURES} == FIGURES
    assert (figures["reports"], figures["passages"], figures["questions"]) == (3, 3, 5)
    assert set(figures["retrieval"].values()) == {1.0}
    assert figures["quotation"] == {"@1": 0.75, "@3": 0.75, "exact": 1.0}
    assert figures["refusal"] == {
        "auroc": 1.0,
        "precision": 1.0,
        "recall": 1.0,
        "answered_wrongly": 0.0,
        "refused_wrongly": 0.0,
    }
    assert all(value > 0 for value in figures["speed"].values())
    assert told == [(3, 3), (1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
    assert not Home(settings.onrecord_home).database_file.exists()


def test_a_limit_asks_a_fixed_sample(tmp_path, settings):
    folder = write_set(tmp_path / "set", *REPORTS)
    outcomes = evaluate(folder, settings, 1).outcomes
    (asked,) = read_question_set(folder).sample(1)
    assert (asked.id, [each.quoted for each in outcomes]) == ("q1", [(True,)])


def test_the_same_report_twice_is_refused(tmp_path, settings):
    with pytest.raises(ReportExistsError, match="“ferry” is taken"):
        evaluate(write_set(tmp_path / "set", REPORTS[0], REPORTS[0]), settings)
