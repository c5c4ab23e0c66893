"""How much waits: updates, jobs and notices, counted in one snapshot."""

from dataclasses import dataclass

from sqlalchemy import func, select

from bot.state.inbox import ASIDE, DEAD, inbox
from bot.state.inbox import WAITING as UNDEALT
from bot.state.jobs import IS_PATIENT, JobState, jobs
from bot.state.notices import WAITING as UNTOLD
from bot.state.notices import notices
from corpus.database import Connection, Database, make_now


@dataclass(frozen=True, slots=True)
class Load:
    """What waits; `oldest_s` is for how many seconds the oldest waiting update has, since work on it last began.

    Where the index is being built anew, `indexed` of `indexing` steps are done; without a total, both are 0.
    """

    waiting: int = 0
    oldest_s: float = 0.0
    dead: int = 0
    aside: int = 0
    jobs: int = 0
    indexed: int = 0
    indexing: int = 0
    notices: int = 0


class Loads:
    """Counts what waits."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def measure(self) -> Load:
        """Give what waits now.

        Raises:
            DatabaseError: when it cannot be counted.
        """
        with self._database.reading() as connection:
            counts = count_updates(connection)
            oldest = select(func.min(inbox.c.changed_at)).where(inbox.c.state == UNDEALT)
            since = connection.execute(oldest).scalar()
            queued = jobs.c.state.in_((JobState.QUEUED, JobState.RUNNING))
            built = connection.execute(select(jobs.c.done, jobs.c.total).where(queued, IS_PATIENT)).first()
            return Load(
                waiting=counts.get(UNDEALT, 0),
                oldest_s=max(0.0, (make_now() - since).total_seconds()) if since else 0.0,
                dead=counts.get(DEAD, 0),
                aside=counts.get(ASIDE, 0),
                jobs=connection.execute(select(func.count()).select_from(jobs).where(queued)).scalar_one(),
                indexed=built.done if built else 0,
                indexing=built.total if built else 0,
                notices=connection.execute(
                    select(func.count()).select_from(notices).where(notices.c.state == UNTOLD)
                ).scalar_one(),
            )

    def probe(self) -> str:
        """Take the write lock and give it back; nothing stands in for a database, so what is given is empty.

        Raises:
            DatabaseError: when the database does not answer, or another process keeps writing to it.
        """
        with self._database.writing() as connection:
            connection.execute(select(inbox.c.update_id).limit(1)).first()
        return ""


def count_updates(connection: Connection) -> dict[str, int]:
    """Give how many updates are in each state."""
    counted = select(inbox.c.state, func.count()).group_by(inbox.c.state)
    return {row[0]: row[1] for row in connection.execute(counted)}
