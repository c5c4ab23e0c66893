"""The database: transactions that hold against threads, processes and kill -9, and errors in one sentence."""

import importlib
import pkgutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select, text, update

from corpus import database as module
from corpus.database import Connection, Database, metadata
from corpus.errors import DatabaseError
from corpus.publishing import Desk  # noqa: F401  # its tables belong to the metadata
from corpus.tables import audit, reports


@pytest.fixture
def path(tmp_path):
    return tmp_path / "catalogue.db"


@pytest.fixture
def database(path):
    database = Database(f"sqlite:///{path}")
    database.migrate()
    yield database
    database.close()


def add_row(connection: Connection, report_id: str = "a") -> None:
    now = datetime.now(UTC)
    values = {"id": report_id, "live_version": 1, "status": "current", "status_date": now, "created_at": now}
    connection.execute(insert(reports).values(values))


def list_ids(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(select(reports.c.id).order_by(reports.c.id)).scalars())


def run_python(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_tables_and_migrations_agree(database):
    for package in map(importlib.import_module, ("index", "bot.state")):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            source = Path(found.module_finder.path, f"{found.name.rpartition('.')[2]}.py")
            if source.exists() and "metadata" in source.read_text():
                importlib.import_module(found.name)
    with database.reading() as connection:
        virtual = connection.execute(text("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")).scalars()
        ours = tuple(virtual)

        def is_table_of_ours(name: str | None, kind: str, _parents: object) -> bool:
            return kind != "table" or not str(name).startswith(("alembic_", *ours))

        context = MigrationContext.configure(connection, opts={"include_name": is_table_of_ours})
        assert compare_metadata(context, metadata) == []


def test_two_processes_that_migrate_at_once_both_succeed(path):
    code = "import sys; from corpus.database import Database; Database(f'sqlite:///{sys.argv[1]}').migrate()"
    children = [run_python(code, path) for _ in range(3)]
    assert [child.communicate()[1] for child in children] == ["", "", ""]
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.check()
    database.close()


def test_opening_a_database_that_is_up_to_date_is_fast_and_leaves_alembic_alone(database, path):
    database.close()
    code = """
import sys, time
from corpus.database import Database
database = Database(f"sqlite:///{sys.argv[1]}")
start = time.process_time()
database.migrate()
print((time.process_time() - start) * 1000, "alembic" in sys.modules)
"""
    took_ms, alembic = run_python(code, path).communicate()[0].split()
    assert alembic == "False"
    assert float(took_ms) < 20


def test_what_is_written_stays_and_what_failed_is_gone(database):
    def fail_after_adding(report_id: str) -> None:
        with database.writing() as connection:
            add_row(connection, report_id)
            raise ZeroDivisionError

    with database.writing() as connection:
        add_row(connection, "a")
    with pytest.raises(ZeroDivisionError):
        fail_after_adding("b")
    assert list_ids(database) == ["a"]


def test_a_change_inside_another_is_kept_or_lost_with_it(database):
    def fail_after_adding_inside() -> None:
        with database.writing() as outer:
            with database.writing(outer) as connection:
                add_row(connection)
            with database.reading(outer) as connection:
                assert connection.execute(select(reports.c.id)).scalar() == "a"
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_adding_inside()
    assert list_ids(database) == []


@pytest.mark.parametrize("begin", [Database.reading, Database.writing], ids=["reading", "writing"])
def test_rows_that_nobody_read_to_the_end_keep_no_snapshot(database, path, begin):
    with database.writing() as connection:
        for number in range(500):
            add_row(connection, f"early-{number}")
    with begin(database) as connection:
        rows = iter(connection.execute(select(reports)))
        next(rows)
    other = Database.at(path)
    with other.writing() as connection:
        add_row(connection, "late")
    other.close()
    assert "late" in list_ids(database)
    with database.writing() as connection:
        add_row(connection, "later")
    assert rows


def test_a_connection_that_is_given_up_takes_its_cursors_with_it(database):
    with database.writing() as connection:
        add_row(connection, "a")
        add_row(connection, "b")
    with database.reading() as connection:
        rows = iter(connection.execute(select(reports)))
        next(rows)
        connection.invalidate()
    assert list_ids(database) == ["a", "b"]


def test_a_reader_sees_one_snapshot_while_others_write(database):
    with database.reading() as reader:
        assert reader.execute(select(reports.c.id)).all() == []
        with database.writing() as connection:
            add_row(connection)
        assert reader.execute(select(reports.c.id)).all() == []
    assert list_ids(database) == ["a"]


def test_a_reader_cannot_write(database):
    with pytest.raises(DatabaseError), database.reading() as connection:
        add_row(connection)
    with database.writing() as connection:
        add_row(connection)
    assert list_ids(database) == ["a"]


def test_writers_in_many_threads_neither_deadlock_nor_lose_a_change(database):
    with database.writing() as connection:
        add_row(connection)

    def count_up() -> None:
        for _ in range(25):
            with database.writing() as connection:
                last = connection.execute(select(reports.c.live_version)).scalar_one()
                connection.execute(update(reports).values(live_version=last + 1))

    threads = [threading.Thread(target=count_up) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as connection:
        assert connection.execute(select(reports.c.live_version)).scalar_one() == 1 + 6 * 25


def test_killing_a_process_in_the_middle_of_a_change_loses_that_change_and_nothing_else(database, path):
    code = """
import sys, time
from sqlalchemy import text
from corpus.database import Database
database = Database(f"sqlite:///{sys.argv[1]}")
add = text("INSERT INTO reports VALUES (:id, NULL, 'current', NULL, '2024-01-01 00:00:00', '2024-01-01 00:00:00')")
with database.writing() as connection:
    connection.execute(add, {"id": "kept"})
with database.writing() as connection:
    connection.execute(add, [{"id": f"lost-{number}"} for number in range(20000)])
    print("written", flush=True)
    time.sleep(60)
"""
    child = run_python(code, path)
    assert child.stdout.readline() == "written\n"
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert list_ids(database) == ["kept"]
    with database.writing() as connection:
        add_row(connection)
    database.check()


SECRET = b"a word that must be gone"


def leave_secret(path: Path) -> None:
    """Write many rows and delete them, by a program that does not overwrite what it deletes."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        rows = [(f"{SECRET.decode()} {number}", "current", "2026-03-11", "2026-03-11") for number in range(500)]
        connection.executemany("INSERT INTO reports (id, status, status_date, created_at) VALUES (?, ?, ?, ?)", rows)
        connection.commit()
        connection.execute("DELETE FROM reports")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_what_is_deleted_is_overwritten_and_goes_from_the_log(database, path):
    with database.writing() as connection:
        add_row(connection, SECRET.decode())
    with database.writing() as connection:
        connection.execute(text("DELETE FROM reports"))
    assert database.scrub()
    assert [file.name for file in path.parent.glob(f"{path.name}*") if SECRET in file.read_bytes()] == []
    database.copy_to(path.parent / "copy.db")
    assert SECRET not in (path.parent / "copy.db").read_bytes()


def test_file_of_before_that_kept_what_was_deleted_is_written_anew_once(database, path):
    leave_secret(path)
    assert SECRET in path.read_bytes()
    database.migrate()
    assert SECRET in path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=0")
    database.migrate()
    assert SECRET not in path.read_bytes()
    with database.reading() as connection:
        assert connection.execute(text("PRAGMA user_version")).scalar() == 1
        assert connection.execute(text("PRAGMA secure_delete")).scalar() == 1


def test_file_of_before_that_is_in_use_is_written_anew_later(database, path, monkeypatch):
    leave_secret(path)
    monkeypatch.setattr("corpus.database.WAIT_S", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA user_version=0")
        other.execute("BEGIN IMMEDIATE")
        database.migrate()
        assert SECRET in path.read_bytes()
        other.execute("ROLLBACK")
    database.migrate()
    assert SECRET not in path.read_bytes()


def test_moments_come_back_in_utc(database):
    moment = datetime(2024, 5, 1, 1, 30, tzinfo=timezone(timedelta(hours=3)))
    with database.writing() as connection:
        connection.execute(insert(audit).values(at=moment, actor="a", action="add", report_id="r"))
        assert connection.execute(select(audit.c.at)).scalar_one() == datetime(2024, 4, 30, 22, 30, tzinfo=UTC)


def test_a_copy_is_one_moment_of_the_database_while_it_is_written_to(database, tmp_path):
    stop = threading.Event()

    def keep_writing_pairs() -> None:
        number = 0
        while not stop.is_set():
            with database.writing() as connection:
                add_row(connection, f"{number:06}-a")
                add_row(connection, f"{number:06}-b")
            number += 1

    writer = threading.Thread(target=keep_writing_pairs)
    writer.start()
    try:
        for number in range(5):
            time.sleep(0.05)
            database.copy_to(tmp_path / f"copy-{number}.db")
    finally:
        stop.set()
        writer.join()
    counts = []
    for number in range(5):
        copy = Database(f"sqlite:///{tmp_path / f'copy-{number}.db'}")
        copy.check()
        counts.append(len(list_ids(copy)))
        copy.close()
    assert all(count % 2 == 0 for count in counts)
    assert counts[-1] > 0


def write_newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def write_rubbish(path: Path) -> None:
    path.write_bytes(b"not a database at all " * 400)


def overwrite_pages(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        pytest.param(write_newer, "newer On Record", id="newer version"),
        pytest.param(write_rubbish, "is not a catalogue", id="not a database"),
        pytest.param(overwrite_pages, "is damaged", id="damaged"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(database, path, harm, words):
    database.close()
    harm(path)
    opened = Database(f"sqlite:///{path}")
    with pytest.raises(DatabaseError, match=words) as caught:
        opened.migrate()
    opened.close()
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_folder_is_one_sentence(tmp_path):
    opened = Database(f"sqlite:///{tmp_path / 'absent' / 'catalogue.db'}")
    with pytest.raises(DatabaseError, match="check that its folder exists"):
        opened.migrate()


def test_a_database_that_cannot_be_written_is_one_sentence(database, path):
    opened = Database(f"sqlite:///file:{path}?mode=ro&uri=true")
    with pytest.raises(DatabaseError, match="cannot be written to"), opened.writing() as connection:
        add_row(connection)
    opened.close()


def test_a_full_disk_is_one_sentence_and_changes_nothing(database):
    def fill_up() -> None:
        with database.writing() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()
            connection.execute(text(f"PRAGMA max_page_count = {pages}"))
            for number in range(5000):
                add_row(connection, f"report-{number}")

    with pytest.raises(DatabaseError, match="disk is full"):
        fill_up()
    assert list_ids(database) == []


def test_a_lock_that_is_never_given_up_is_one_sentence(database, path, monkeypatch):
    monkeypatch.setattr(module, "WAIT_S", 0.2)
    other = Database(f"sqlite:///{path}")
    with database.writing(), pytest.raises(DatabaseError, match="keeps writing"), other.writing():
        pass
    other.close()


@pytest.mark.parametrize("url", ["postgresql://localhost/x", "sqlite://", "nonsense"])
def test_an_address_that_names_no_file_is_refused(url):
    with pytest.raises(DatabaseError, match="must name a SQLite file"):
        Database(url)
