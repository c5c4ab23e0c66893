"""The JSON objects of `history`, `diff` and the commands that change how a report stands.

People's scripts read them, so a name or a meaning here changes only with the major version.
"""

from typing import Any

from bot.answering.json_form import Json, make_report_json
from bot.standing import Outcome
from corpus.histories import History, Revision, Step


def make_history_json(history: History) -> Json:
    """Give the object of `history --json`: the entry of the list, and `events`, the oldest first."""
    return {"report": make_report_json(history.report), "events": [_make_step_json(step) for step in history.steps]}


def make_revision_json(revision: Revision) -> Json:
    """Give the object of `diff --json`.

    `start` and `end` are offsets into the body of version `from`, `new_start` and `new_end` into that of version `to`.
    """
    difference = revision.difference
    return {
        "from": revision.old_version,
        "to": revision.new_version,
        "words_removed": difference.words_removed,
        "words_added": difference.words_added,
        "changes": [
            {
                "start": each.start,
                "end": each.end,
                "new_start": each.new_start,
                "new_end": each.new_end,
                "removed": each.removed,
                "added": each.added,
            }
            for each in difference.changes
        ],
        "details": [{"name": each.name, "old": each.old, "new": each.new} for each in revision.details],
    }


def make_outcome_json(action: str, outcome: Outcome) -> Json:
    """Give the object of `correct`, `withdraw` and `restore`: the report as it stands now, and how many are told."""
    return {"action": action, "report": make_report_json(outcome.report), "told": outcome.told or 0}


def _make_step_json(step: Step) -> dict[str, Any]:
    event = step.event
    return {
        "at": event.at.isoformat(),
        "by": event.actor,
        "action": event.action,
        "version": event.version,
        "detail": event.detail,
        "day": event.day.isoformat() if event.day else None,
        "changes": make_revision_json(step.revision) if step.revision else None,
    }
