"""What a plan is made of: the steps that make the shelf what the folder says."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.reports import Report

MOST_GONE = 0.5
"""The share of the reports that stand which may go without being asked for."""


class Action(StrEnum):
    """What a step does; their order is the one in which steps are taken, so that nothing outdated is let stand."""

    WITHDRAW = "withdraw"
    CORRECT = "correct"
    ADD = "add"
    REPLACE = "replace"
    DETAILS = "details"
    RESTORE = "restore"
    KEEP = "keep"


ORDER = tuple(Action)
TEXTUAL = (Action.ADD, Action.REPLACE, Action.DETAILS)


@dataclass(frozen=True, slots=True)
class Step:
    """One change, which stands or falls as a whole; `why` says what is behind it, in words for an admin.

    `old` is the report that it was decided on, None for a new one; when that has changed since, nothing is done.
    A step that changes a text or details carries the `report` as it shall stand. `words_added` and `words_removed`
    count words whatever their order; `details` names those that change.
    """

    action: Action
    id: str
    file: str | None = None
    old: Report | None = None
    report: Report | None = None
    note: str | None = None
    why: str = ""
    words_added: int = 0
    words_removed: int = 0
    details: tuple[str, ...] = ()
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps in their order, and how many reports stand and how many are left as they are."""

    steps: tuple[Step, ...]
    unchanged: int
    standing: int

    @property
    def changes(self) -> tuple[Step, ...]:
        """The steps that change something."""
        return tuple(step for step in self.steps if step.action is not Action.KEEP)

    @property
    def gone(self) -> int:
        """How many reports are withdrawn for not being in the folder."""
        return sum(step.is_gone for step in self.steps)

    @property
    def is_mass_withdrawal(self) -> bool:
        """Whether so many reports would go that the folder may be the wrong one."""
        return self.gone > MOST_GONE * self.standing

    def list_steps(self, *actions: Action) -> list[Step]:
        """Give the steps that do any of this."""
        return [step for step in self.steps if step.action in actions]
