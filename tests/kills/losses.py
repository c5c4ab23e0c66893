"""What is missing of what was promised, looked up in the data folder."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from bot.home import Home
from bot.state.jobs import Jobs, JobState
from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.errors import CorpusError
from corpus.originals import Originals
from tests.kills.marked_reports import make_body, make_submission
from tests.kills.processes import Event


def find_lost(home: Home, accepted: Sequence[Event], ended: Sequence[Event]) -> list[str]:
    """Say which reports were acknowledged and do not stand, whole and with their originals."""
    editions = {event.facts["job"]: event.facts["edition"] for event in accepted}
    done = [event.facts for event in ended if event.facts["done"] and event.facts["job"] in editions]
    with opened(home) as database:
        found = [
            (facts["result"], find_loss(database, home, facts["result"], editions[facts["job"]])) for facts in done
        ]
    return [f"LOST: {place['report']}@{place['version']}: {loss}" for place, loss in found if loss]


def find_loss(database: Database, home: Home, place: dict[str, Any], edition: str) -> str | None:
    catalogue, originals = Catalogue(database), Originals(home.originals)
    try:
        report = catalogue.get_report(place["report"], place["version"])
        standing = catalogue.get_report(place["report"]).version
        original = originals.read(report.digest)
    except CorpusError as error:
        return str(error)
    if standing < place["version"]:
        return f"version {standing} stands in its place"
    if (report.body, original) != (make_body(report.id, edition), make_submission(report.id, edition).data):
        return "its text or its original is another"
    return None


def find_unfinished(home: Home, accepted: Sequence[Event]) -> list[str]:
    """Say which reports were accepted and were not added, once the work that was left has been done."""
    with opened(home) as database:
        jobs = [Jobs(database).get(event.facts["job"]) for event in accepted]
    return [f"LOST: job {job.id} was accepted and is {job.state}" for job in jobs if job.state is not JobState.DONE]


@contextmanager
def opened(home: Home) -> Iterator[Database]:
    database = Database(home.database_url)
    try:
        yield database
    finally:
        database.close()
