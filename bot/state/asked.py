"""When questions were asked, so that the limits of fair use hold over restarts; kept no longer than they count.

    question | decided before? | too many waiting? | the person's limits | the group's | kept with the verdict

All of it is one transaction. Who asked stands here as a name that only the chat can make out of a number
(`bot.chat.fairness`), and what was asked does not stand here at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Boolean, Column, ColumnElement, Connection, Index, String, Table, delete, func, select

from bot.fair_use import Judgement, Limit, QuestionLimits, Verdict, find_reached
from corpus.database import Database, UtcDateTime, make_now, metadata

asked = Table(
    "asked",
    metadata,
    Column("request", String, primary_key=True),
    Column("asker", String, nullable=False),
    Column("place", String),
    Column("asked_at", UtcDateTime, nullable=False, index=True),
    Column("verdict", String, nullable=False),
    Column("told", Boolean, nullable=False),
    Index("ix_asked_asker", "asker", "asked_at"),
    Index("ix_asked_place", "place", "asked_at"),
)

TOLD_EVERY = timedelta(seconds=15)
"""How often somebody is told that they ask too much, in one place."""

KEPT = timedelta(days=1)
"""How long a question is kept that no limit counts any more, for the case that it is dealt with again."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question that is about to be answered: which message asks it, who, and in which group (“telegram:-7”).

    `request` is named as by `bot.chat.room.name_request`; `place` is None in a private chat. Who is `spared` is bound
    by no limit, `crowded` says that too many questions of theirs wait.
    """

    request: str
    asker: str
    place: str | None = None
    spared: bool = False
    crowded: bool = False


class Asked:
    """The questions of the last day."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def judge(
        self, asking: Asking, limits: QuestionLimits, now: datetime | None = None, inside: Connection | None = None
    ) -> Judgement:
        """Decide whether a question is answered, and count it if so; the same question gets the same verdict again."""
        moment = now or make_now()
        with self._database.writing(inside) as connection:
            before = _find_before(connection, asking.request)
            judgement = _judge(connection, asking, limits, moment)
            if before is not None:
                return replace(judgement, verdict=before.verdict, told=before.told)
            told = not judgement.admits and not _was_told(connection, asking, moment)
            _keep(connection, asking, judgement.verdict, moment, told=told)
            _forget_old(connection, moment, limits)
        return replace(judgement, told=told)


def _find_before(connection: Connection, request: str) -> Judgement | None:
    row = connection.execute(select(asked.c.verdict, asked.c.told).where(asked.c.request == request)).first()
    return Judgement(Verdict(row.verdict), told=row.told) if row else None


def _judge(connection: Connection, asking: Asking, limits: QuestionLimits, now: datetime) -> Judgement:
    if asking.spared:
        return Judgement(Verdict.ADMITTED)
    if asking.crowded:
        return Judgement(Verdict.CROWDED)
    of_person = asked.c.asker == asking.asker
    reached = find_reached(limits.person, _list_moments(connection, of_person, limits.person, now), now)
    if reached is None and asking.place is not None:
        of_group = asked.c.place == asking.place
        reached = find_reached(limits.group, _list_moments(connection, of_group, limits.group, now), now)
        reached = reached and replace(reached, verdict=Verdict.GROUP)
    return reached or Judgement(Verdict.ADMITTED)


def _list_moments(
    connection: Connection, whose: ColumnElement[bool], limits: Sequence[Limit], now: datetime
) -> list[datetime]:
    """Give the moments of the questions that were answered, newest first, as far as a limit counts them."""
    if not limits:
        return []
    since = now - max(limit.span for limit in limits)
    counted = (asked.c.verdict == Verdict.ADMITTED) & (asked.c.asked_at > since)
    most = max(limit.most for limit in limits)
    query = select(asked.c.asked_at).where(whose, counted).order_by(asked.c.asked_at.desc()).limit(most)
    return list(connection.execute(query).scalars())


def _was_told(connection: Connection, asking: Asking, now: datetime) -> bool:
    """Whether this person was told a little while ago, here, that they ask too much."""
    mine = (asked.c.asker == asking.asker) & (
        asked.c.place == asking.place if asking.place else asked.c.place.is_(None)
    )
    lately = asked.c.told & (asked.c.asked_at > now - TOLD_EVERY)
    return connection.execute(select(func.count()).where(mine, lately)).scalar_one() > 0


def _keep(connection: Connection, asking: Asking, verdict: Verdict, now: datetime, *, told: bool) -> None:
    """Keep a question; that of somebody who is spared counts for nobody, a group neither."""
    if not asking.spared:
        row = {"request": asking.request, "asker": asking.asker, "place": asking.place}
        connection.execute(asked.insert().values(asked_at=now, verdict=verdict, told=told, **row))


def _forget_old(connection: Connection, now: datetime, limits: QuestionLimits) -> None:
    connection.execute(delete(asked).where(asked.c.asked_at <= now - max(KEPT, limits.longest)))
