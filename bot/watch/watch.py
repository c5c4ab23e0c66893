"""Everything by which operators see the running bot, in one value that its parts are given."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from bot.state import State
from bot.watch.alarms import Alarms, make_error_id
from bot.watch.health import Health
from bot.watch.kinds import find_kind
from bot.watch.metrics import Metrics

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Watch:
    """The figures, the signs of life, and what tells the admins."""

    metrics: Metrics
    health: Health
    alarms: Alarms

    @classmethod
    def over(cls, state: State, admin_ids: Collection[int], metrics: Metrics | None = None) -> Self:
        """Watch what works on this state; `metrics` where some of it was counted before."""
        kept = metrics or Metrics()
        kept.watch_load(state.loads.measure)
        return cls(kept, Health(), Alarms(state, admin_ids))

    def report(self, event: str, error: BaseException, error_id: str | None = None, **fields: object) -> str:
        """Log an error in full, count it, and tell the admins if it is due; gives its id. It blocks."""
        found = self.log_error(event, error, error_id, **fields)
        self.alarms.tell_error(error, found)
        return found

    def log_error(self, event: str, error: BaseException, error_id: str | None = None, **fields: object) -> str:
        """Log an error in full and count it; gives its id, under which the log has it."""
        found, kind = error_id or make_error_id(), find_kind(error)
        log.error(event, extra={"error_id": found, "kind": kind, **fields}, exc_info=error)
        self.metrics.count_error(kind)
        return found
