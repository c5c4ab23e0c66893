"""The database that holds the truth: transactions, migrations, and its errors made ours.

Readers get one snapshot and cannot write; writers take the write lock at once, so that no two of them can deadlock.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, TypeDecorator, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from corpus.database_connections import (
    WAIT_S,
    begin_transaction,
    close_cursors,
    note_cursor,
    prepare_connection,
)
from corpus.errors import DatabaseError
from corpus.worded import Worded

MIGRATIONS = Path(__file__).parent / "migrations"
SCRUB_WAIT_S = 0.5
CLEAN = 1
"""The `user_version` of a database in which nothing deleted was ever left behind, or is left no longer."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

RESTORE = "`onrecord restore-backup FILE`"
SENTENCES = {
    "SQLITE_FULL": Worded("The disk is full, so nothing was changed; free some space and try again."),
    "SQLITE_BUSY": Worded("Another process keeps writing to the catalogue; try again when it is done."),
    "SQLITE_LOCKED": Worded("Another process keeps writing to the catalogue; try again when it is done."),
    "SQLITE_CORRUPT": Worded("The catalogue {name} is damaged; bring back a backup with {command}."),
    "SQLITE_NOTADB": Worded("{name} is not a catalogue of On Record; bring back a backup with {command}."),
    "SQLITE_READONLY": Worded(
        "The catalogue {name} cannot be written to; check its permissions and those of its folder."
    ),
    "SQLITE_PERM": Worded("The catalogue {name} cannot be opened; check its permissions and those of its folder."),
    "SQLITE_CANTOPEN": Worded(
        "The catalogue {name} cannot be opened; check that its folder exists and can be written to."
    ),
    "SQLITE_IOERR": Worded("The disk refused to read or write the catalogue {name}; check the disk and try again."),
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: takes any aware datetime, gives it back in UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store it without its zone, in UTC."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give it its zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


class Database:
    """One SQLite file in WAL mode, each commit of which is on the disk when it returns.

    It is safe to use from several threads and several processes at once, but not across a fork.
    """

    def __init__(self, url: str) -> None:
        self.name = find_file_name(url)
        self.engine = create_engine(url, connect_args={"timeout": WAIT_S})
        self._writer = self.engine.execution_options(writes=True)
        event.listen(self.engine, "connect", prepare_connection)
        event.listen(self.engine, "begin", begin_transaction)
        event.listen(self.engine, "after_cursor_execute", note_cursor)
        event.listen(self.engine, "checkin", close_cursors)

    @classmethod
    def at(cls, file: Path) -> Self:
        """Open the database in this file, whatever characters its name has."""
        return cls(f"sqlite:///{quote(str(file))}")

    @contextmanager
    def reading(self, inside: Connection | None = None) -> Iterator[Connection]:
        """Give a connection that sees one snapshot, taken at its first query, and refuses to write.

        With `inside`, the reading is part of that connection's transaction.

        Raises:
            DatabaseError: when the database refuses.
        """
        if inside is not None:
            yield inside
            return
        with self._our_errors(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, inside: Connection | None = None) -> Iterator[Connection]:
        """Give a connection that holds the write lock; what it did is kept when the block ends without an error.

        With `inside`, the writing is part of that connection's transaction and is kept or lost with it.

        Raises:
            DatabaseError: when the database refuses; nothing was changed then.
        """
        if inside is not None:
            yield inside
            return
        with self._our_errors(), self._writer.begin() as connection:
            yield connection

    def migrate(self) -> None:
        """Bring the tables to the newest form; several processes may do so at once.

        Raises:
            DatabaseError: when the database refuses, or was made by a newer version of On Record.
        """
        before = self._read_revision()
        if before != known_revisions()[-1]:
            # Alembic takes a fifth of a second to import, and every command passes here.
            from corpus.migrations.running import upgrade

            with self.writing() as connection:
                upgrade(connection)
                if before is None:
                    connection.exec_driver_sql(f"PRAGMA user_version={CLEAN}")
        self._clean_once()

    def scrub(self) -> bool:
        """Let nothing that was deleted stand in the log beside the file; False when somebody reads what was before.

        What is deleted is overwritten in the file itself by every connection (`prepare_connection`).

        Raises:
            DatabaseError: when the database refuses.
        """
        with self._our_errors(), closing(sqlite3.connect(self.name, timeout=SCRUB_WAIT_S)) as connection:
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def copy_to(self, path: Path) -> None:
        """Write a copy of one moment's state to a new file, while others read and write.

        Raises:
            DatabaseError: when the database or the new file refuses.
        """
        with self._our_errors(), self.engine.connect() as connection, closing(sqlite3.connect(path)) as target:
            source: Any = connection.connection.driver_connection
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")

    def settle(self) -> None:
        """Bring everything into the one file, without a log beside it, so that it can be moved.

        Raises:
            DatabaseError: when another process has it open, or the database refuses.
        """
        with self._our_errors(), self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA journal_mode=DELETE")

    def check(self) -> None:
        """Read every page and refuse a database that is damaged or of a newer version.

        Raises:
            DatabaseError: when it is.
        """
        with self.reading() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if found != "ok" or orphans is not None:
            raise DatabaseError(word_refusal("SQLITE_CORRUPT", self.name))
        if self._read_revision() is None:
            raise DatabaseError(word_refusal("SQLITE_NOTADB", self.name))

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _clean_once(self) -> None:
        """Write a database anew from whose file deleted content was not always overwritten; later, if it is in use."""
        with self.reading() as connection:
            if connection.exec_driver_sql("PRAGMA user_version").scalar() == CLEAN:
                return
        with (
            self._our_errors(),
            suppress(sqlite3.OperationalError),
            closing(sqlite3.connect(self.name, timeout=WAIT_S, isolation_level=None)) as connection,
        ):
            connection.execute("VACUUM")
            connection.execute(f"PRAGMA user_version={CLEAN}")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _read_revision(self) -> str | None:
        with self.reading() as connection:
            if not connection.dialect.has_table(connection, "alembic_version"):
                return None
            revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if revision is not None and revision not in known_revisions():
            raise DatabaseError(
                Worded(
                    "The catalogue {name} was made by a newer On Record; upgrade with {command}.",
                    name=self.name,
                    command="`pip install -U onrecord`",
                )
            )
        return None if revision is None else str(revision)

    @contextmanager
    def _our_errors(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise make_database_error(error, self.name) from error


def known_revisions() -> list[str]:
    """Give the revisions that this version of On Record knows, oldest first."""
    return sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def find_file_name(url: str) -> str:
    """Give the path of the SQLite file that a database URL names.

    Raises:
        DatabaseError: when it names none.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    if parsed is None or parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise DatabaseError(
            Worded(
                "The database’s address must name a SQLite file, such as {example}.",
                example="sqlite:////srv/onrecord/catalogue.db",
            )
        )
    return parsed.database


def make_database_error(error: SQLAlchemyError | sqlite3.Error, name: str) -> DatabaseError:
    """Give our error, with a sentence that a person can act on, for one of the database's."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = "_".join(str(getattr(cause, "sqlite_errorname", "")).split("_")[:2])
    if code in SENTENCES:
        return DatabaseError(word_refusal(code, name))
    return DatabaseError(
        Worded(
            "The catalogue {name} refused a request ({why}); please report this as a fault.", name=name, why=str(cause)
        )
    )


def word_refusal(code: str, name: str) -> Worded:
    """Give the sentence for what SQLite calls by a code."""
    return Worded(SENTENCES[code].form, name=name, command=RESTORE)


def make_now() -> datetime:
    """Give this moment, in UTC."""
    return datetime.now(UTC)


__all__ = ["Connection", "Database", "Engine", "UtcDateTime", "make_now", "metadata"]
