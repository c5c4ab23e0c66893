"""Catching up with the versions that stand now and that a table has nothing of: they were staged before there was it.

versions without a row | read, some at a time | looked at once more, inside the transaction | kept
"""

from collections.abc import Callable

from sqlalchemy import Table, exists, select

from corpus.catalogue import Catalogue
from corpus.database import Connection
from corpus.reports import Report
from corpus.tables import reports

AT_ONCE = 100


def catch_up(catalogue: Catalogue, table: Table, keep: Callable[[Connection, Report], None]) -> int:
    """Keep something of each version that stands now and has no row, some at a time so that nobody waits long.

    `table` has the columns `report_id` and `version`, and `keep` writes a row of it at least. Gives how many.

    Raises:
        DatabaseError: when the database refuses.
    """
    count = 0
    while places := find_missing(catalogue, table):
        found = catalogue.get_many(places)
        with catalogue.database.writing() as connection:
            # Another process may have kept some meanwhile.
            missing = set(find_missing(catalogue, table, connection)) & set(found)
            for place in sorted(missing):
                keep(connection, found[place])
        count += len(missing)
        if not missing:
            break
    return count


def find_missing(catalogue: Catalogue, table: Table, inside: Connection | None = None) -> list[tuple[str, int]]:
    """Give the first versions that stand now and have no row in the table."""
    known = exists().where(table.c.report_id == reports.c.id, table.c.version == reports.c.live_version)
    query = select(reports.c.id, reports.c.live_version).where(reports.c.live_version.is_not(None), ~known)
    with catalogue.database.reading(inside) as connection:
        return [(row.id, row.live_version) for row in connection.execute(query.order_by(reports.c.id).limit(AT_ONCE))]
