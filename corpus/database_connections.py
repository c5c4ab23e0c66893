"""How each connection to the database is set up, and what happens as a transaction begins and as it comes back.

Used by `corpus.database` alone.
"""

import sqlite3
import time
from functools import lru_cache
from weakref import WeakSet

from sqlalchemy import Connection
from sqlalchemy.pool import ConnectionPoolEntry

from corpus.spelling import fold

WAIT_S = 10.0
NAMES_REMEMBERED = 20_000

fold_name = lru_cache(NAMES_REMEMBERED)(fold)
"""Folds the names of reports, which are folded again for every page of every search."""


def prepare_connection(connection: sqlite3.Connection, _record: object) -> None:
    """Set up a new connection: we begin transactions ourselves, and a commit is on the disk when it returns."""
    connection.isolation_level = None
    use_write_ahead_log(connection)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    # What is deleted is overwritten with zeros, so that what people want forgotten is in no free page and no backup.
    connection.execute("PRAGMA secure_delete=ON")
    # SQLite's own knows the capitals of English alone.
    connection.create_function("lower", 1, lower_text, deterministic=True)
    connection.create_function("fold", 1, fold_name, deterministic=True)


def lower_text(text: str | None) -> str | None:
    """Give a text in small letters of any alphabet; NULL stays NULL."""
    return None if text is None else text.lower()


def use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Turn WAL mode on, waiting for others: SQLite does not wait by itself when two processes create the file."""
    deadline = time.monotonic() + WAIT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def begin_transaction(connection: Connection) -> None:
    """Begin at once for writers, so that a reader never has to become one (which SQLite refuses in WAL mode)."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def note_cursor(connection: Connection, cursor: sqlite3.Cursor, *_: object) -> None:
    """Note which cursors a connection has given out, for as long as anybody has them."""
    connection.info.setdefault("cursors", WeakSet()).add(cursor)


def close_cursors(connection: sqlite3.Connection | None, record: ConnectionPoolEntry) -> None:
    """Close what was not read to its end, such as rows that an error still refers to, before the connection is reused.

    SQLite keeps the snapshot of a half-read query even after a rollback: the next user of the connection would read
    what is past, and be refused as a writer. The connection is None when it will not be used again.
    """
    for cursor in record.info.pop("cursors", ()) if connection else ():
        cursor.close()
