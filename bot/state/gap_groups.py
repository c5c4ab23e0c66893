"""Gaps that ask for the same, and what became of them: open, filled by a report, or dismissed as not ours.

A group is known by its number. A question that asks for what was dismissed joins it and stays out of sight; one that
asks for what was filled begins a new group, since what filled it does not answer.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Integer, Row, Select, String, Table, bindparam, func, select, update

from bot.errors import UnknownGapError
from bot.state.gaps import Reading, gaps
from corpus.database import Connection, Database, UtcDateTime, make_now, metadata

gap_groups = Table(
    "gap_groups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("state", String, nullable=False, index=True),
    Column("report_id", String),
    Column("decided_by", String),
    Column("decided_at", UtcDateTime),
    Column("suggested", String),
    Column("checked", Integer, nullable=False),
)


class GapState(StrEnum):
    """What became of a gap."""

    OPEN = "open"
    FILLED = "filled"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Questions that ask for the same: how often they were asked, by how many people, when first and when last.

    `wordings` are the questions, each once, the one asked first before the others. `report_id` filled it;
    `suggested` answers it now, as far as that was `checked`: up to that event of the audit log.
    """

    number: int
    state: GapState
    wordings: tuple[str, ...]
    times: int
    people: int
    first_asked: datetime
    last_asked: datetime
    report_id: str | None
    decided_by: str | None
    decided_at: datetime | None
    suggested: str | None
    checked: int


@dataclass(frozen=True, slots=True)
class GapPage:
    """Some of the groups in a state, and how many there are in all."""

    groups: tuple[GapGroup, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who asked, and what they asked last, of one group."""

    person: str
    question: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A question in a group that takes more of its like, and what it is like."""

    question: str
    group: int
    reading: Reading


Place = Callable[[Sequence[Placed], Sequence[tuple[str, Reading]]], Sequence[int]]
"""Decides, for questions in order, the group of each: the number of one that is there, or -1, -2, … for new ones."""

COUNTED = (
    func.count().label("times"),
    func.count(gaps.c.asked_by.distinct()).label("people"),
    func.min(gaps.c.filed_at).label("first_asked"),
    func.max(gaps.c.filed_at).label("last_asked"),
)


class GapGroups:
    """The groups on file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count_open(self) -> int:
        """Give how many questions wait for a report, in a group or not yet in one."""
        waiting = (gap_groups.c.state == GapState.OPEN) | gaps.c.group_id.is_(None)
        query = select(func.count()).select_from(gaps).outerjoin(gap_groups, gap_groups.c.id == gaps.c.group_id)
        with self._database.reading() as connection:
            return int(connection.execute(query.where(waiting)).scalar_one())

    def sort(self, place: Place) -> int:
        """Put every question that has been read and is in no group into one, the oldest first; how many there were."""
        unsorted = select(gaps).where(gaps.c.group_id.is_(None), gaps.c.vector.is_not(None))
        with self._database.writing() as connection:
            rows = connection.execute(unsorted.order_by(gaps.c.filed_at, gaps.c.answer_id)).all()
            if rows:
                asked = [(row.question, Reading(row.model, row.vector)) for row in rows]
                numbers = place(_list_placed(connection), asked)
                made = {number: _add_group(connection) for number in sorted(set(numbers), reverse=True) if number < 0}
                placed = [
                    {"id": row.answer_id, "number": made.get(number, number)}
                    for row, number in zip(rows, numbers, strict=True)
                ]
                chosen = update(gaps).where(gaps.c.answer_id == bindparam("id"))
                connection.execute(chosen.values(group_id=bindparam("number")), placed)
        return len(rows)

    def find_page(self, state: GapState, limit: int, offset: int = 0) -> GapPage:
        """Give the groups in a state from `offset` on: those asked most often first, then those asked last."""
        order = (COUNTED[0].desc(), COUNTED[3].desc(), gap_groups.c.id)
        chosen = _select_groups().where(gap_groups.c.state == state).order_by(*order)
        total = select(func.count()).select_from(gap_groups).where(gap_groups.c.state == state)
        with self._database.reading() as connection:
            rows = connection.execute(chosen.limit(limit).offset(offset)).all()
            groups = tuple(_make_group(row, connection) for row in rows)
            return GapPage(groups, int(connection.execute(total).scalar_one()))

    def get(self, number: int, inside: Connection | None = None) -> GapGroup:
        """Give a group.

        Raises:
            UnknownGapError: when there is none with this number.
        """
        with self._database.reading(inside) as connection:
            row = connection.execute(_select_groups().where(gap_groups.c.id == number)).first()
            if row is None:
                raise UnknownGapError(number)
            return _make_group(row, connection)

    def list_askers(self, number: int, wordings: Collection[str], inside: Connection | None = None) -> list[Asker]:
        """Give everybody who asked in one of these wordings, with the one in which they asked last."""
        meant = (gaps.c.group_id == number) & gaps.c.question.in_(wordings)
        asked = select(gaps.c.asked_by, gaps.c.question).where(meant).order_by(gaps.c.filed_at)
        with self._database.reading(inside) as connection:
            last = {row.asked_by: row.question for row in connection.execute(asked)}
        return [Asker(person, question) for person, question in last.items()]

    def split(self, number: int, kept: Collection[str], inside: Connection | None = None) -> int | None:
        """Move the questions of a group that are none of those `kept` into a new open one; None when all are kept."""
        others = (gaps.c.group_id == number) & gaps.c.question.not_in(kept)
        with self._database.writing(inside) as connection:
            if connection.execute(select(gaps.c.answer_id).where(others)).first() is None:
                return None
            new = _add_group(connection)
            connection.execute(update(gaps).where(others).values(group_id=new))
        return new

    def decide(
        self, number: int, state: GapState, actor: str, report_id: str | None = None, inside: Connection | None = None
    ) -> bool:
        """Say what became of a group; False when that was said before."""
        values = {"state": state, "report_id": report_id, "decided_by": actor, "decided_at": make_now()}
        other = (gap_groups.c.id == number) & (gap_groups.c.state != state)
        with self._database.writing(inside) as connection:
            return connection.execute(update(gap_groups).where(other).values(**values)).rowcount == 1

    def note_check(self, number: int, checked: int, suggested: str | None) -> None:
        """Say which report answers a group, or that none does, as the shelf stood at this event of the audit log."""
        values = {"checked": checked, "suggested": suggested}
        with self._database.writing() as connection:
            connection.execute(update(gap_groups).where(gap_groups.c.id == number).values(**values))


def _list_placed(connection: Connection) -> list[Placed]:
    taking = (
        select(gaps).join(gap_groups, gap_groups.c.id == gaps.c.group_id).where(gap_groups.c.state != GapState.FILLED)
    )
    rows = connection.execute(taking.order_by(gaps.c.filed_at, gaps.c.answer_id))
    return [Placed(row.question, row.group_id, Reading(row.model, row.vector)) for row in rows]


def _add_group(connection: Connection) -> int:
    made = gap_groups.insert().values(state=GapState.OPEN, checked=0)
    return int(connection.execute(made.returning(gap_groups.c.id)).scalar_one())


def _select_groups() -> Select[*tuple[Any, ...]]:
    joined = select(gap_groups, *COUNTED).join(gaps, gaps.c.group_id == gap_groups.c.id)
    return joined.group_by(*gap_groups.c)


def _make_group(row: Row[*tuple[Any, ...]], connection: Connection) -> GapGroup:
    asked = select(gaps.c.question).where(gaps.c.group_id == row.id).order_by(gaps.c.filed_at, gaps.c.answer_id)
    values = {name: value for name, value in row._mapping.items() if name != "id"}
    wordings = tuple(dict.fromkeys(connection.execute(asked).scalars()))
    return GapGroup(number=row.id, wordings=wordings, **values | {"state": GapState(row.state)})
