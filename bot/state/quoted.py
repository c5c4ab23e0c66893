"""Which place of which report version was quoted to whom, so that readers can be told when it stands no longer.

A row is written together with the answer that quotes it. `place` is where the answer was given, as conversations are
named: “telegram:5”, or “telegram:-7:12:5” in a group.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Index, Integer, String, Table, delete, select

from bot.answering.answers import Answer, Citation, Refusal
from bot.state.follows import follows
from corpus.database import Connection, Database, UtcDateTime, metadata
from corpus.tables import is_live, reports

quoted = Table(
    "quoted",
    metadata,
    Column("answer_id", String, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("report_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("place", String, nullable=False),
    Column("quoted_at", UtcDateTime, nullable=False),
    Index("ix_quoted_report_id", "report_id", "quoted_at"),
)

IN_TELEGRAM = "telegram:%"


@dataclass(frozen=True, slots=True)
class Shown:
    """A quotation that was shown: by which answer under which number, from where in which version, and where and when.

    `start` and `end` are character offsets into that version's body.
    """

    answer_id: str
    number: int
    version: int
    start: int
    end: int
    place: str
    quoted_at: datetime


class Quoted:
    """The quotations shown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_shown(self, report_id: str, since: datetime, inside: Connection | None = None) -> list[Shown]:
        """Give what was quoted of a report in Telegram since a moment, the newest first.

        The answer that a follower knows is left out: what becomes of it is told by the follow, with the difference.
        """
        is_followed = select(follows.c.id).where(follows.c.record_id == quoted.c.answer_id).exists()
        chosen = (quoted.c.report_id == report_id) & (quoted.c.quoted_at >= since) & ~is_followed
        columns = [column for column in quoted.c if column.name != "report_id"]
        query = select(*columns).where(chosen, quoted.c.place.like(IN_TELEGRAM)).order_by(quoted.c.quoted_at.desc())
        with self._database.reading(inside) as connection:
            return [Shown(**row._mapping) for row in connection.execute(query)]


def note_quoted(connection: Connection, record: Answer | Refusal, place: str, moment: datetime) -> None:
    """Write down what a record quotes, in the transaction that keeps it."""
    rows = [
        {
            "answer_id": record.id,
            "number": citation.number,
            "report_id": citation.quote.source.report_id,
            "version": citation.quote.source.version,
            "start": citation.quote.start,
            "end": citation.quote.end,
            "place": place,
            "quoted_at": moment,
        }
        for citation in list_citations(record)
    ]
    if rows:
        connection.execute(quoted.insert(), rows)


def hand_over(connection: Connection, answer_id: str, report_ids: Collection[str]) -> None:
    """Let an answer count no longer as what quoted these reports: a newer one, in its place, has told of them."""
    told = (quoted.c.answer_id == answer_id) & quoted.c.report_id.in_(report_ids)
    connection.execute(delete(quoted).where(told))


def all_stand(connection: Connection, record: Answer | Refusal) -> bool:
    """Whether every version that a record quotes may still be quoted as what stands now."""
    places = {(each.quote.source.report_id, each.quote.source.version) for each in list_citations(record)}
    return all(stands(connection, *place) for place in places)


def stands(connection: Connection, report_id: str, version: int) -> bool:
    """Whether a version may be quoted as what stands now."""
    live = is_live(reports.c.id, reports.c.live_version)
    query = select(reports.c.id).where(reports.c.id == report_id, reports.c.live_version == version, live)
    return connection.execute(query).first() is not None


def list_citations(record: Answer | Refusal) -> Iterable[Citation]:
    """Give the citations of an answer, or the nearest quotations of a refusal."""
    return record.nearest if isinstance(record, Refusal) else record.citations
