"""How much somebody may ask: so many questions within an hour and a day, and when the next one is free.

Nothing here keeps or counts anything; `bot.state.asked` does, and asks here what follows from it. A limit looks back
from each moment, so it holds for every hour there is, not only for those that begin with the clock's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many questions within any span of time."""

    most: int
    span: timedelta

    def __post_init__(self) -> None:
        if self.most < 1 or self.span <= timedelta():
            raise ValueError("a limit lets at least one question through within some time")


@dataclass(frozen=True, slots=True)
class QuestionLimits:
    """The limits for each person and for each group, and how many questions of one person may wait behind another.

    No limit stands for as many as anybody likes, and so does None for `waiting`.
    """

    person: tuple[Limit, ...] = ()
    group: tuple[Limit, ...] = ()
    waiting: int | None = None

    @property
    def longest(self) -> timedelta:
        """For how long back questions count."""
        return max((limit.span for limit in (*self.person, *self.group)), default=timedelta())


class Verdict(StrEnum):
    """Whether a question is answered, and what stands against it otherwise."""

    ADMITTED = "admitted"
    PERSON = "the person has asked as much as one may"
    GROUP = "the group has asked as much as one may"
    CROWDED = "too many questions of the person wait"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was decided about a question.

    `limit` is the one that is reached, `free_at` the moment from which on another question is free; `told` says
    whether the person is to be told, since not every question of a flood gets an answer of its own.
    """

    verdict: Verdict
    limit: Limit | None = None
    free_at: datetime | None = None
    told: bool = True

    @property
    def admits(self) -> bool:
        """Whether the question is to be answered."""
        return self.verdict is Verdict.ADMITTED


def list_limits(an_hour: int, a_day: int) -> tuple[Limit, ...]:
    """Give the limits for an hour and a day; 0 stands for none."""
    return tuple(Limit(most, span) for most, span in ((an_hour, HOUR), (a_day, DAY)) if most)


def find_reached(limits: Sequence[Limit], moments: Sequence[datetime], now: datetime) -> Judgement | None:
    """Give the limit that is reached by questions at these moments, newest first; None when another one is free.

    Of several that are reached, it is the one that holds for longest.
    """
    reached = [
        (moments[limit.most - 1] + limit.span, limit)
        for limit in limits
        if len(moments) >= limit.most and moments[limit.most - 1] + limit.span > now
    ]
    if not reached:
        return None
    free_at, limit = max(reached, key=lambda each: each[0])
    return Judgement(Verdict.PERSON, limit, free_at)
