"""How reports have to stand after what was said of them, and how they do."""

from collections.abc import Sequence

from bot.home import Home
from corpus.catalogue import Catalogue
from corpus.reports import Status
from tests.kills.losses import opened
from tests.kills.processes import Event

Standing = tuple[str, str | None]

CURRENT: Standing = (Status.CURRENT.value, None)
STATUSES = {"withdraw": Status.WITHDRAWN, "correct": Status.CORRECTED}


class Standings:
    """What was acknowledged of the standing of reports, over all holders in one data folder.

    A change that was begun and not acknowledged may be there, wholly, or not.
    """

    def __init__(self) -> None:
        self._stands: dict[str, Standing] = {}
        self._corrected: dict[str, Standing] = {}

    def find_faults(self, home: Home, events: Sequence[Event]) -> list[str]:
        """Take in what a holder said until it was killed, and say what stands otherwise."""
        begun: Event | None = None
        for event in events:
            if event.name == "changed":
                self._take(**event.facts)
            begun = event if event.name == "changing" else None if event.name == "changed" else begun
        with opened(home) as database:
            catalogue = Catalogue(database)
            stands = {report.id: (report.status.value, report.note) for report in catalogue.list_reports()}
            if begun and stands[begun.facts["report"]] == self._foresee(**begun.facts):
                self._take(**begun.facts)
            logged = {report_id: self._read_log(catalogue, report_id) for report_id in self._stands}
        return [
            f"LOST: {report_id}: said {promised}, stands {stands[report_id]}, logged {logged[report_id]}"
            for report_id, promised in self._stands.items()
            if not promised == stands[report_id] == logged[report_id]
        ]

    def _take(self, action: str, report: str, note: str | None) -> None:
        self._stands[report] = self._foresee(action, report, note)
        if action == "correct":
            self._corrected[report] = self._stands[report]

    def _foresee(self, action: str, report: str, note: str | None) -> Standing:
        if action == "restore":
            return self._corrected.get(report, CURRENT)
        return STATUSES[action].value, note

    def _read_log(self, catalogue: Catalogue, report_id: str) -> Standing:
        changes = [event for event in catalogue.history(report_id) if event.action in (*STATUSES, "restore")]
        return self._foresee(changes[-1].action, report_id, changes[-1].detail) if changes else CURRENT
