"""Sites that mean harm: none makes us connect to what is not public, wait for ever, or take too much.

`pytest -s tests/corpus/test_hostile_links.py` prints what the person saw in each case.
"""

import resource
import sys
import time

import httpcore
import pytest

from corpus.connections import Place, look_up_host
from corpus.errors import FetchError
from corpus.fetching import LinkFetcher
from tests.corpus.hostile_sites import CASES, LATE, PUBLIC, READ, Case
from tests.corpus.talking_server import PAGE, serving

SHORT, LONG = 0.4, 20.0
MOST_SECONDS = 8.0
MOST_GROWTH = 256 * 2**20


class Outside:
    """The world as a case has it: what each name means, and the one public address, at which its site stands."""

    def __init__(self, case: Case, place: Place, connect) -> None:
        self.names = {"outside.example": [PUBLIC], "inside.example": ["10.1.2.3"], **case.names}
        self.place, self.connect, self.let_through = place, connect, []

    def look_up(self, host: str, port: int) -> list[Place]:
        if host not in self.names:
            return look_up_host(host, port)
        found = self.names[host]
        if "then" in found:
            first = found.index("then")
            self.names[host] = found[first + 1 :]
            found = found[:first]
        return [(address, port) for address in found]

    def dial(self, host: str, port: int, timeout: float | None = None) -> httpcore.NetworkStream:
        if host != PUBLIC or port not in (80, 443):
            self.let_through.append((host, port))
            raise httpcore.ConnectError("let through")
        return self.connect(httpcore.SyncBackend(), *self.place, timeout)


def meet(case: Case, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Outside]:
    """Follow the link of a case, and give the sentence that came of it and what was reached."""
    with serving({"/": lambda connection, _: connection.recv(1)} | case.talks) as server:
        outside = Outside(case, server.look_up("", 0)[0], httpcore.SyncBackend.connect_tcp)
        monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", outside.dial)
        try:
            found = LinkFetcher(look_up=outside.look_up, seconds=SHORT if case.told == LATE else LONG).fetch(case.link)
        except FetchError as error:
            return str(error), outside
    assert found.data == PAGE
    return READ, outside


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_hostile_link_is_one_sentence_and_reaches_nothing(case, monkeypatch):
    begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sentence, outside = meet(case, monkeypatch)
    took, grown = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    sys.stdout.write(f"\n| {case.name} | {sentence or 'The page is read; the trick does nothing.'} |\n")
    assert outside.let_through == []
    assert case.told in sentence
    assert bool(sentence) == bool(case.told)
    assert "\n" not in sentence
    assert len(sentence) < 400
    assert took < MOST_SECONDS
    assert grown * 1024 < MOST_GROWTH


def test_there_are_cases_enough_and_each_is_told_apart():
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names) >= 30
