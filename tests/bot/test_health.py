"""Whether the bot is well: signs of life that are due, probes that fail or hang, and the pages that say so."""

import json
import socket
import threading
import urllib.error
import urllib.request
from types import SimpleNamespace

import pytest

from bot.errors import SettingsError
from bot.watch.health import Condition, Health, Pulse, find_worst, keep_probing
from bot.watch.metrics import Metrics
from bot.watch.probing import IndexProbe, ListenerProbe, showing
from bot.watch.web import Pages, render_health, serving_pages
from corpus.errors import DatabaseError
from index.vector_models import ModelStanding


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pulse(clock):
    return Pulse("worker", clock)


@pytest.fixture
def health(clock):
    made = Health(clock)
    for each in (made.database, made.worker, made.loop, made.telegram, made.index):
        each.beat(60)
    return made


def look(pulse):
    found = pulse.look()
    return found.condition, found.note


def test_part_without_a_sign_yet_is_starting(pulse):
    assert look(pulse) == (Condition.STARTING, "there was no sign of it yet")
    assert pulse.look().age_s is None


def test_part_is_well_until_its_next_sign_is_overdue(pulse, clock):
    pulse.beat(30)
    clock.now += 30
    assert look(pulse) == (Condition.OK, "")
    clock.now += 1
    assert look(pulse) == (Condition.FAILING, "there was no sign of it for 31 s")
    pulse.beat(30)
    assert look(pulse) == (Condition.OK, "")


def test_long_work_that_was_announced_is_waited_for(pulse, clock):
    pulse.beat(30)
    pulse.expect(900)
    clock.now += 899
    assert look(pulse)[0] is Condition.OK
    clock.now += 2
    assert look(pulse)[0] is Condition.FAILING


def test_announcing_work_shortens_no_time_and_mends_no_fault(pulse, clock):
    pulse.beat(30)
    pulse.expect(5)
    clock.now += 29
    assert look(pulse)[0] is Condition.OK
    pulse.miss("a job failed")
    pulse.expect(900)
    assert look(pulse) == (Condition.FAILING, "a job failed")


def test_fault_stands_until_the_next_sign(pulse):
    pulse.beat(30)
    pulse.miss("a job failed")
    assert look(pulse) == (Condition.FAILING, "a job failed")
    pulse.beat(30)
    assert look(pulse) == (Condition.OK, "")


def test_stand_in_is_no_failure(health):
    health.index.beat(60, "exact search stands in for Chroma")
    status, body = render_health(health.look())
    assert status == "200 OK"
    shown = json.loads(body)
    assert shown["status"] == "degraded"
    assert shown["parts"]["index"] == {"status": "degraded", "age_s": 0.0, "note": "exact search stands in for Chroma"}
    assert shown["parts"]["worker"] == {"status": "ok", "age_s": 0.0}


@pytest.mark.parametrize("part", ["database", "worker", "loop", "telegram", "index"])
def test_each_part_that_falls_silent_makes_the_whole_unwell(health, clock, part):
    assert render_health(health.look())[0] == "200 OK"
    clock.now += 59
    for name in {"database", "worker", "loop", "telegram", "index"} - {part}:
        getattr(health, name).beat(60)
    clock.now += 2
    status, body = render_health(health.look())
    assert status == "503 Service Unavailable"
    failing = [name for name, each in json.loads(body)["parts"].items() if each["status"] != "ok"]
    assert (json.loads(body)["status"], failing) == ("failing", [part])


def test_whole_that_has_begun_nothing_is_not_well():
    assert find_worst(Health().look()) is Condition.STARTING
    assert render_health(Health().look())[0] == "503 Service Unavailable"


def probe_times(pulse, outcomes):
    """Probe until the outcomes are used up; gives how the pulse was after each."""
    stop, seen, left = threading.Event(), [], iter(outcomes)

    def probe():
        seen.append(look(pulse))
        outcome = next(left, None)
        if isinstance(outcome, Exception):
            raise outcome
        if len(seen) > len(outcomes):
            stop.set()
        return outcome

    keep_probing(pulse, probe, stop, pause_s=0)
    return seen[1:]


def test_probe_gives_signs_faults_and_nothing(pulse):
    outcomes = [None, "", DatabaseError("The disk is full."), "", RuntimeError("Ann's words"), "exact search"]
    assert probe_times(pulse, outcomes) == [
        (Condition.STARTING, "there was no sign of it yet"),
        (Condition.OK, ""),
        (Condition.FAILING, "DatabaseError: The disk is full."),
        (Condition.OK, ""),
        (Condition.FAILING, "RuntimeError: [concealed]"),
        (Condition.DEGRADED, "exact search"),
    ]


def fetch(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as reply:
            return reply.status, reply.headers["Content-Type"], reply.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read().decode()


def test_pages_are_shown_while_the_block_lasts(health, clock):
    metrics = Metrics()
    metrics.count_question()
    with serving_pages("127.0.0.1", 0, Pages(metrics.registry, health)) as port:
        assert fetch(port, "/healthz")[:2] == (200, "application/json")
        clock.now += 61
        code, _, body = fetch(port, "/healthz")
        assert (code, json.loads(body)["status"]) == (503, "failing")
        code, kind, body = fetch(port, "/metrics")
        assert (code, kind.split(";")[0]) == (200, "text/plain")
        assert "onrecord_questions_total 1.0\n" in body
        assert fetch(port, "/")[0] == 404
        assert fetch(port, "/metrics/../healthz")[0] == 404
    with pytest.raises(urllib.error.URLError):
        fetch(port, "/healthz")


def test_client_that_says_nothing_holds_nobody_up(health):
    with (
        serving_pages("127.0.0.1", 0, Pages(Metrics().registry, health)) as port,
        socket.create_connection(("127.0.0.1", port)),
    ):
        assert fetch(port, "/healthz")[0] == 200


def test_port_that_is_taken_is_one_sentence(health):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(SettingsError, match=f"^METRICS_PORT {port} at 127.0.0.1 cannot be listened on: address "),
            serving_pages("127.0.0.1", port, Pages(Metrics().registry, health)),
        ):
            pass


def test_listener_is_asked_by_a_connection():
    with socket.create_server(("127.0.0.1", 0)) as server:
        probe = ListenerProbe("127.0.0.1", server.getsockname()[1])
        assert probe() == ""
    with pytest.raises(ConnectionRefusedError):
        probe()


def test_index_is_starting_without_its_model_and_degraded_without_chroma():
    serving, search = SimpleNamespace(is_loaded=False, is_lost=False), SimpleNamespace(vectors=None)
    probe = IndexProbe(serving, search, SimpleNamespace(describe_models=ModelStanding))
    assert probe() is None
    serving.is_loaded = True
    assert probe() == "exact search stands in for Chroma, which does not run here"
    with socket.create_server(("127.0.0.1", 0)) as gone:
        search.vectors = SimpleNamespace(address=f"http://127.0.0.1:{gone.getsockname()[1]}")
    assert probe() == "exact search stands in for Chroma, which does not answer"


@pytest.mark.parametrize(
    ("standing", "is_lost", "note"),
    [
        (ModelStanding("old", None, {"old": 9}), False, ""),
        (ModelStanding("old", None, {"old": 9}), True, "keywords stand in for old, which cannot be loaded."),
        (
            ModelStanding("old", "new", {"old": 1500, "new": 1200}, 1500),
            False,
            "old stands in for another embedding model. new has embedded 1,200 of 1,500 passages.",
        ),
    ],
    ids=["settled", "lost", "under way"],
)
def test_index_says_which_model_stands_in_for_which(monkeypatch, standing, is_lost, note):
    monkeypatch.setattr("bot.watch.probing.answers", lambda address: True)
    serving, search = (
        SimpleNamespace(is_loaded=True, is_lost=is_lost),
        SimpleNamespace(vectors=SimpleNamespace(address="")),
    )
    index = SimpleNamespace(describe_models=lambda: standing, is_in_chroma=lambda: True)
    assert IndexProbe(serving, search, index)() == note


def test_nothing_is_asked_or_shown_without_a_port(health):
    asked = []
    with showing(SimpleNamespace(health=health, metrics=Metrics()), "127.0.0.1", None, {health.index: asked.append}):
        assert threading.active_count() == len([each for each in threading.enumerate() if "probe" not in each.name])
    assert asked == []
